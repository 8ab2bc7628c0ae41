"""Every actor of a corpus in a row, and pairs of them that are likely one."""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

import numpy as np
import pandas as pd
from rapidfuzz import fuzz, process

from workbench.pipeline.lexicon import fold, load_lexicon
from workbench.review.actor_list import final_names, rows_of
from workbench.review.naming import same_words
from workbench.tables import check_columns, usual

NAMES = ("name", "alias", "demonym", "capital", "acronym", "surname", "tagger")
AT_ONCE = 500  # names compared with all others in one piece
DIGITS = re.compile(r"\d+")


def roster(mentions: pd.DataFrame) -> pd.DataFrame:
    """One row an actor: name, kind, country, mentions, articles, aliases; the most named first.

    `aliases` are the words that named the actor (not pronouns or descriptions), the most frequent
    first, as a list. Kind and country are the most frequent.
    """
    check_columns(
        mentions, "article_id", "text", "actor", "kind", "country", "via", name="mentions"
    )
    counts = mentions.groupby("actor")["article_id"].agg(mentions="size", articles="nunique")
    named = mentions.loc[mentions["via"].isin(NAMES), ["actor", "text"]]
    words = named.value_counts().reset_index()
    aliases: dict[str, dict[str, str]] = defaultdict(dict)
    for actor, text in zip(words["actor"], words["text"], strict=True):
        aliases[actor].setdefault(same_words(text), " ".join(text.split()))
    table = counts.join(usual(mentions, "kind", "country")).rename_axis("name").reset_index()
    table["aliases"] = [list(aliases[name].values()) for name in table["name"]]
    table = table.sort_values(["mentions", "name"], ascending=[False, True], kind="stable")
    columns = ["name", "kind", "country", "mentions", "articles", "aliases"]
    return table[columns].reset_index(drop=True)


def suggest_merges(
    mentions: pd.DataFrame,
    *,
    at_least: float = 88,
    limit: int = 50,
    apart: Collection[frozenset[str]] = (),
) -> pd.DataFrame:
    """Pairs of actors of one kind whose names are alike: to be looked at, never merged by itself.

    Columns: name, actor (the more frequent of the two, or the full name), kind, likeness
    (rapidfuzz's token sort ratio, 0 to 100; 100 too where the name is the surname of one person
    alone), mentions_of_name, mentions_of_actor; the likest first, of those the most frequent.
    Countries are not suggested, nor names of two countries or with other numbers in them, nor
    pairs that the lexicon knows as two actors, nor those in `apart`.
    """
    check_columns(mentions, "actor", "kind", name="mentions")
    known = {actor.name for actor in load_lexicon().actors}
    rows = []
    for kind, group in mentions[mentions["kind"] != "country"].groupby("kind"):
        counts = group["actor"].value_counts()
        actors = [_Actor(name, int(n), name in known) for name, n in counts.items()]
        countries = _countries(group)
        pairs = dict(_alike(actors, at_least))
        if kind == "person":
            pairs |= dict(_surnames(actors))
        for (i, j), likeness in pairs.items():
            more, less = actors[i], actors[j]
            both = countries.get(more.name), countries.get(less.name)
            if (more.known and less.known) or (all(both) and both[0] != both[1]):
                continue
            if frozenset((more.name, less.name)) in apart:
                continue
            rows.append((less.name, more.name, kind, likeness, less.n, more.n))
    columns = ["name", "actor", "kind", "likeness", "mentions_of_name", "mentions_of_actor"]
    frame = pd.DataFrame(rows, columns=columns)
    by = ["likeness", "mentions_of_actor", "mentions_of_name"]
    return frame.sort_values(by, ascending=False, kind="stable").head(limit).reset_index(drop=True)


def effects(actor_list: pd.DataFrame, annotated: pd.DataFrame, now: pd.DataFrame) -> dict[int, int]:
    """How many mentions each row of the list is about, by its line; not for pairs kept apart.

    `annotated` are the mentions before the list, `now` those after it.
    """
    final = final_names(actor_list)
    step = {row.name: row.actor for row in rows_of(actor_list, "merge", "rename")}
    aliases = now.loc[now["via"] == "alias", ["text", "actor"]]
    added = aliases.assign(text=aliases["text"].map(same_words)).value_counts().to_dict()
    named = Counter(annotated["actor"].value_counts().to_dict())
    found = {}
    for row in rows_of(actor_list, "add"):
        found[row.line] = added.get((same_words(row.name), final.get(row.actor, row.actor)), 0)
        named[row.actor] += found[row.line]
    called: Counter[str] = Counter()  # by each name that a mention has had on its way
    for name, n in named.items():
        while name:
            called[name] += n
            name = step.get(name, "")
    read: Counter[tuple[str, str]] = Counter()
    if (actor_list["of"] != "").any():
        for actor, text in zip(
            annotated["actor"].tolist(), annotated["text"].tolist(), strict=True
        ):
            for name in {actor, final.get(actor, actor)}:
                read[same_words(text), name] += 1
    for row in rows_of(actor_list, "merge", "rename", "split", "drop"):
        found[row.line] = read[same_words(row.name), row.of] if row.of else called[row.name]
    return found


class _Actor(NamedTuple):
    name: str
    n: int
    known: bool


def _countries(mentions: pd.DataFrame) -> Mapping[str, str]:
    if "country" not in mentions:
        return {}
    given = mentions[mentions["country"] != ""]
    return usual(given, "country")["country"].to_dict()


def _alike(actors: list[_Actor], at_least: float) -> Iterator[tuple[tuple[int, int], float]]:
    """Pairs of places whose names are alike, with the likeness; first the one that may stay."""
    names = [" ".join(sorted(fold(actor.name).split())) for actor in actors]
    numbers = [DIGITS.findall(name) for name in names]
    for start in range(0, len(names), AT_ONCE):
        piece = names[start : start + AT_ONCE]
        table = process.cdist(
            piece, names[start:], scorer=fuzz.ratio, score_cutoff=at_least, dtype=np.float32
        )
        for i, j in zip(*table.nonzero(), strict=True):
            one, other = start + int(i), start + int(j)
            if one < other and numbers[one] == numbers[other]:
                both = sorted((one, other), key=lambda n: (-actors[n].n, -len(actors[n].name)))
                yield tuple(both), float(table[i, j])


def _surnames(actors: list[_Actor]) -> Iterator[tuple[tuple[int, int], float]]:
    """Pairs of the one person whose name begins or ends with a surname, and the surname alone."""
    holders = defaultdict(list)
    for place, actor in enumerate(actors):
        words = fold(actor.name).split()
        if len(words) > 1:
            for word in {words[0], words[-1]}:
                holders[word].append(place)
    for place, actor in enumerate(actors):
        if len(held := holders.get(fold(actor.name), ())) == 1 and not actor.known:
            yield (held[0], place), 100.0
