"""The analyst's list of actors put into the tables: who is meant by which words, at once."""

import re
import warnings
from collections import defaultdict
from functools import cache
from typing import NamedTuple

import numpy as np
import pandas as pd

from workbench.pipeline.lexicon import fold, load_lexicon
from workbench.review.actor_list import check_actor_list, final_names, rows_of
from workbench.review.corrections import same
from workbench.tables import check_columns, usual

WORD = re.compile(r"\w+")
# One sign for one, so that places in the text stay: apostrophes, and spaces that print wider,
# narrower or without a break.
STRAIGHT = str.maketrans("’‘ʻʼ＇\t\n\r\u00a0\u2007\u2008\u2009\u200a\u202f", "'" * 5 + " " * 9)


class ActorListWarning(UserWarning):
    """A row of the actor list that is left out."""


def apply_actor_list(
    sentences: pd.DataFrame,
    mentions: pd.DataFrame,
    quotes: pd.DataFrame,
    stances: pd.DataFrame,
    actor_list: pd.DataFrame,
) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """`mentions`, `quotes` and `stances` as the analyst's list wants them; new tables.

    Nothing is annotated again. Words that the list adds are looked up in the stored sentences, as
    written (but for the kind of apostrophe and space) and as whole words; they win over mentions
    that they cover, not over longer ones around them. A row may name an actor as it was annotated,
    or as other rows call it. Speakers, sources and targets follow the mentions of their sentence,
    then of their article. Where added words were no actor before, no stance was read of them, and
    none is made up.
    """
    check_columns(sentences, "article_id", "sentence", "start", "text", name="sentences")
    check_columns(mentions, "article_id", "start", "end", "actor", "via", name="mentions")
    check_actor_list(actor_list)
    actor_list = actor_list[actor_list["do"] != "apart"]
    if actor_list.empty:
        return mentions.copy(), quotes.copy(), stances.copy()
    final = final_names(actor_list)
    old = mentions.copy()
    old["was"] = old["actor"]
    new = _added(sentences, old, actor_list)
    new["actor"] = _parted(new, actor_list, final)
    for column in ("actor", "country"):
        new[column] = new[column].map(lambda name: final.get(name, name))
    new = _described(new, actor_list)
    changes = _changes(new, final)
    kept = new[new["actor"] != ""].drop(columns="was")
    kept = kept.drop_duplicates(["article_id", "start", "end", "actor"])
    order = ["article_id", "start", "end"]
    positions = {article: n for n, article in enumerate(dict.fromkeys(sentences["article_id"]))}
    kept = kept.sort_values(
        order, key=lambda c: c.map(positions) if c.name == "article_id" else c, kind="stable"
    )
    kept = kept.reset_index(drop=True)[list(mentions.columns)]
    return (  # a column without rows has lost its type on the way
        kept.astype(mentions.dtypes.to_dict()),
        _follow_quotes(quotes, new, changes).astype(quotes.dtypes.to_dict()),
        _follow_stances(stances, changes).astype(stances.dtypes.to_dict()),
    )


def left_out(actor_list: pd.DataFrame) -> dict[int, str]:
    """Why rows that add words are left out, by their lines: the words are common ones."""
    common = load_lexicon().words["common words"]
    return {
        row.line: f"{row.name!r} is a common word and would be found everywhere; the row is left "
        "out. Add a longer name instead"
        for row in rows_of(actor_list, "add")
        if fold(row.name) in common
    }


def same_words(text: str) -> str:
    """The words as two spellings of a name share them: without case, apostrophes straight."""
    return same(straight(text))


def straight(text: str) -> str:
    """The text with straight apostrophes and plain spaces, each in its place.

    >>> straight("the People’s Front")
    "the People's Front"
    """
    return text.translate(STRAIGHT)


class _Added(NamedTuple):
    """Whom words that the list adds mean."""

    actor: str
    kind: str
    country: str


# By first word, then by where that stands in the words and how long these are, then by the words.
_Shapes = dict[str, dict[tuple[int, int], dict[str, _Added]]]


def _words_to_add(actor_list: pd.DataFrame) -> _Shapes:
    problems = left_out(actor_list)
    for line, problem in problems.items():
        warnings.warn(f"actor list, line {line}: {problem}", ActorListWarning, stacklevel=5)
    shapes: _Shapes = defaultdict(lambda: defaultdict(dict))
    for row in rows_of(actor_list, "add"):
        meant = _Added(row.actor, row.kind, row.country)
        name = straight(row.name)
        for words in {name, name[:1].upper() + name[1:]}:  # as a sentence begins with them
            first = WORD.search(words)
            if first and row.line not in problems:
                shapes[first.group()][first.start(), len(words)].setdefault(words, meant)
    return shapes


def _longest(text: str, at: int, shapes: dict) -> tuple[int, str, _Added] | None:
    """Of the words whose first one stands at `at` the longest: start, words, whom they mean."""
    for lead, size in sorted(shapes, key=lambda shape: -shape[1]):
        words = text[max(at - lead, 0) : at - lead + size]
        if words in shapes[lead, size] and _are_whole(text, at - lead, words):
            return at - lead, words, shapes[lead, size][words]
    return None


def _added(sentences: pd.DataFrame, old: pd.DataFrame, actor_list: pd.DataFrame) -> pd.DataFrame:
    """`old` with mentions of the added words; those that they cover carry the new actor."""
    by_word = _words_to_add(actor_list)
    if not by_word:
        return old
    spans = defaultdict(list)
    columns = (old[name].tolist() for name in ("article_id", "start", "end", "actor"))
    for n, (article, start, end, actor) in enumerate(zip(*columns, strict=True)):
        spans[article].append((start, end, n, actor))
    gone: set[int] = set()
    fresh = []
    for sentence in sentences.itertuples():
        reach, text = -1, straight(sentence.text)
        for match in WORD.finditer(text):
            if match.group() not in by_word or match.start() < reach:
                continue
            found = _longest(text, match.start(), by_word[match.group()])
            if found is None:
                continue
            at, words, meant = found
            reach = at + len(words)
            start, end = int(sentence.start) + at, int(sentence.start) + reach
            here = [one for one in spans[sentence.article_id] if one[0] < end and one[1] > start]
            if any(s <= start and e >= end and e - s > len(words) for s, e, *_ in here):
                continue
            gone |= {n for _, _, n, _ in here}
            was = {actor for s, e, _, actor in here if (s, e) == (start, end)}
            fresh.append(
                {
                    "article_id": sentence.article_id,
                    "sentence": sentence.sentence,
                    "paragraph": getattr(sentence, "paragraph", 0),
                    "start": start,
                    "end": end,
                    "text": sentence.text[at:reach],
                    **meant._asdict(),
                    "via": "alias",
                    "was": was.pop() if len(was) == 1 else "",
                }
            )
    if not fresh:
        return old
    kept = old[~np.isin(np.arange(len(old)), list(gone))]
    added = pd.DataFrame(fresh).reindex(columns=old.columns).astype(old.dtypes.to_dict())
    return pd.concat([kept, added], ignore_index=True)


def _are_whole(text: str, start: int, words: str) -> bool:
    """Whether the words that stand at `start` are no part of longer ones."""
    before, after = text[start - 1 : start], text[start + len(words) : start + len(words) + 1]
    return not (before.isalnum() and words[0].isalnum()) and not (
        after.isalnum() and words[-1].isalnum()
    )


def _parted(new: pd.DataFrame, actor_list: pd.DataFrame, final: dict[str, str]) -> list[str]:
    """The actor of each mention after splits and drops, "" where it is none."""
    words: dict[tuple[str, str], str] = {}
    nobody: set[str] = set()
    for row in rows_of(actor_list, "split", "drop"):
        if row.of:
            words[same_words(row.name), row.of] = row.actor
        else:
            nobody.add(row.name)
    if not words and not nobody:
        return new["actor"].tolist()
    parted = {of for _, of in words}
    actors = []
    for actor, text in zip(new["actor"].tolist(), new["text"].tolist(), strict=True):
        for name in (actor, final.get(actor, actor)):
            if name in parted and (key := (same_words(text), name)) in words:
                actor = words[key]
                break
            if name in nobody:
                actor = ""
                break
        actors.append(actor)
    return actors


@cache
def in_lexicon() -> dict[str, tuple[str, str]]:
    """Kind and country of each actor of the lexicon, by name."""
    return {actor.name: (actor.kind, actor.country) for actor in load_lexicon().actors}


def _described(new: pd.DataFrame, actor_list: pd.DataFrame) -> pd.DataFrame:
    """`new` with kind and country of changed actors: the list's, else the actor's own."""
    named = {row.actor for row in rows_of(actor_list)}
    actors, was = new["actor"].tolist(), new["was"].tolist()
    changed = [now != old for now, old in zip(actors, was, strict=True)]
    wanted = named | {now for now, other in zip(actors, changed, strict=True) if other}
    as_it_was = [now in wanted and not other for now, other in zip(actors, changed, strict=True)]
    own = new[np.array(as_it_was, dtype=bool)]
    facts = dict(in_lexicon())
    for actor, *known in usual(own, "kind", "country").itertuples(name=None):
        facts[actor] = tuple(known)
    for row in rows_of(actor_list):
        if row.actor and (row.kind or row.country):
            kind, country = facts.get(row.actor, ("", ""))
            facts[row.actor] = (row.kind or kind, row.country or country)
    kinds, countries = new["kind"].tolist(), new["country"].tolist()
    for n, actor in enumerate(actors):
        if not actor or not (changed[n] or actor in named):
            continue
        kind, country = facts.get(actor, ("", ""))
        kinds[n] = kind or kinds[n] or "organisation"
        countries[n] = country or countries[n]
    return new.assign(
        kind=pd.Series(kinds, index=new.index, dtype=new["kind"].dtype),
        country=pd.Series(countries, index=new.index, dtype=new["country"].dtype),
    )


def _changes(new: pd.DataFrame, final: dict[str, str]) -> dict:
    """What an actor's name becomes: by sentence, by article and everywhere, where that is plain."""
    changed = new.loc[new["was"] != new["actor"], "was"].unique()
    named = new[(new["was"] != "") & new["was"].isin(changed)]
    changes: dict = dict(final)
    for keys in (["was"], ["article_id", "was"], ["article_id", "sentence", "was"]):
        grouped = named.groupby(keys)["actor"].agg(["nunique", "first"])
        plain = grouped[grouped["nunique"] == 1]["first"]
        for key, actor in plain.items():
            changes[key if isinstance(key, tuple) else (key,)] = actor
    return changes


def _changed(name: str, article: str, sentence: int, changes: dict) -> str:
    for key in ((article, sentence, name), (article, name), (name,)):
        if key in changes:
            return changes[key]
    return changes.get(name, name)


def _follow_quotes(quotes: pd.DataFrame, new: pd.DataFrame, changes: dict) -> pd.DataFrame:
    quotes = quotes.copy()
    added = defaultdict(list)
    fresh = new[(new["was"] == "") & (new["actor"] != "")]
    for one in fresh[["article_id", "start", "end", "actor"]].itertuples(index=False):
        added[one.article_id].append((one.start, one.end, one.actor))
    rows = zip(
        quotes["article_id"], quotes["sentence"], quotes["speaker"],
        quotes["speaker_start"], quotes["speaker_end"], strict=True,
    )  # fmt: skip
    speakers = []
    for article, sentence, speaker, start, end in rows:
        inside = [actor for s, e, actor in added[article] if start <= s and e <= end]
        changed = _changed(speaker, article, sentence, changes)
        speakers.append(inside[0] if inside and changed == speaker else changed or speaker)
    quotes["speaker"] = speakers
    if "outer" in quotes:
        rows = zip(quotes["article_id"], quotes["sentence"], quotes["outer"], strict=True)
        quotes["outer"] = [_changed(name, article, n, changes) for article, n, name in rows]
    return quotes


def _follow_stances(stances: pd.DataFrame, changes: dict) -> pd.DataFrame:
    stances = stances.copy()
    for column in ("source", "target", "speaker"):
        rows = zip(stances["article_id"], stances["sentence"], stances[column], strict=True)
        stances[column] = [_changed(name, article, n, changes) for article, n, name in rows]
    stances = stances[(stances["source"] != "") & (stances["target"] != "")]
    stances = stances[stances["source"] != stances["target"]]
    keys = [
        c
        for c in ("article_id", "sentence", "source", "target", "voice", "speaker")
        if c in stances
    ]
    best = stances.sort_values("confidence", ascending=False, kind="stable").drop_duplicates(keys)
    return best.sort_index().reset_index(drop=True)
