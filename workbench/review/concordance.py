"""Keyword in context: each place where words stand, with what stands around them; and the article.

The search takes words, not regular expressions: a pattern that runs for ever cannot be written.
"""

import re
from collections.abc import Collection, Iterable
from html import escape
from itertools import pairwise
from typing import NamedTuple

import pandas as pd

from workbench.caption import day_words
from workbench.corpus import Corpus
from workbench.plain import plain_html
from workbench.review.evidence import cue_spans

COLUMNS = ["left", "hit", "right", "date", "outlet", "title", "article_id", "sentence"]
LONGEST_STEM = 40  # letters that a star stands for, at most
QUOTES = {"'": "['’‘]", "’": "['’‘]", '"': '["“”„]', "-": "[-‐‑–]"}


def concordance(
    corpus: Corpus,
    words: str = "",
    *,
    actors: Collection[str] = (),
    outlets: Collection[str] = (),
    width: int = 60,
) -> pd.DataFrame:
    """Return each place where the words stand: one row a hit, newest article first.

    Case does not count; a star stands for any letters at the beginning or end of a word
    ("sanction*"), a bar between words for either ("ally | allies"). With `actors` only sentences
    that mention one of them count; without words, their mentions are the hits. Columns: left,
    hit, right (`width` characters around it, of the sentence), date, outlet, title, article_id,
    sentence. Raises ValueError where neither words nor actors are given.
    """
    articles = corpus.articles.drop_duplicates("article_id")
    if outlets:
        articles = articles[articles["outlet"].isin(list(outlets))]
    sentences = corpus.sentences[corpus.sentences["article_id"].isin(articles["article_id"])]
    named = corpus.mentions[corpus.mentions["actor"].isin(list(actors))]
    place = ["article_id", "sentence"]
    if words.strip(" |*"):
        if actors:
            sentences = sentences.merge(named[place].drop_duplicates(), on=place)
        hits = _hits(sentences, _pattern(words), width)
    elif actors:
        hits = _mentioned(sentences, named, width)
    else:
        raise ValueError("nothing to look for: give `words`, or `actors`, or both.")
    table = pd.DataFrame(hits, columns=["left", "hit", "right", *place, "_at"])
    table = table.merge(articles[["article_id", "date", "outlet", "title"]], on="article_id")
    table = table.sort_values(
        ["date", *place, "_at"], ascending=[False, True, True, True], kind="stable"
    )
    return table[COLUMNS].reset_index(drop=True)


def _pattern(words: str) -> re.Pattern[str]:
    ways = [_way(way.split()) for way in words.split("|")]
    return re.compile("|".join(way for way in ways if way), re.IGNORECASE)


def _way(words: list[str]) -> str:
    """The words one after the other; each stands for itself but for its stars."""
    stem = rf"\w{{0,{LONGEST_STEM}}}"
    parts = []
    for word in words:
        core = word.strip("*")
        letters = "".join(QUOTES.get(letter, re.escape(letter)) for letter in core)
        if not core:
            letters = r"\w+"
        before = stem if word.startswith("*") and core else ""
        after = stem if word.endswith("*") and core else ""
        first = r"(?<!\w)" if not core or before or core[0].isalnum() else ""
        last = r"(?!\w)" if not core or after or core[-1].isalnum() else ""
        parts.append(f"{first}{before}{letters}{after}{last}")
    return r"\s+".join(parts)


def _hits(sentences: pd.DataFrame, pattern: re.Pattern[str], width: int) -> Iterable[tuple]:
    for row in sentences[["article_id", "sentence", "text"]].itertuples(index=False):
        for hit in pattern.finditer(row.text):
            yield (
                *_around(row.text, *hit.span(), width),
                row.article_id,
                row.sentence,
                hit.start(),
            )


def _mentioned(sentences: pd.DataFrame, named: pd.DataFrame, width: int) -> Iterable[tuple]:
    place = ["article_id", "sentence"]
    rows = named[[*place, "start", "end"]].drop_duplicates()
    rows = rows.merge(sentences[[*place, "start", "text"]], on=place, suffixes=("", "_of"))
    for row in rows.itertuples(index=False):
        start, end = row.start - row.start_of, row.end - row.start_of
        yield (*_around(row.text, start, end, width), row.article_id, row.sentence, start)


def _around(text: str, start: int, end: int, width: int) -> tuple[str, str, str]:
    left, right = text[max(start - width, 0) : start], text[end : end + width]
    left = ("…" if start > width else "") + left
    right += "…" if end + width < len(text) else ""
    return left, text[start:end], right


class _Stretch(NamedTuple):
    start: int
    end: int
    role: str
    words: str


def article_html(corpus: Corpus, article_id: str, *, sentence: int | None = None) -> str:
    """Return an article as HTML with its mentions, quotations and stances marked.

    A mention's title names the actor, a quotation's the speaker, a cue's who stands how towards
    whom. `sentence` is marked as the one that was looked for. (displaCy's markers cannot overlap,
    and an actor inside a quotation must.)
    """
    found = corpus.articles[corpus.articles["article_id"] == article_id]
    if found.empty:
        raise KeyError(f"no article {article_id!r} in these {len(corpus.articles)}.")
    article = found.iloc[0]
    stretches = [*_stretches(corpus, article_id)]
    here = corpus.sentences[corpus.sentences["article_id"] == article_id]
    for row in here[here["sentence"] == sentence].itertuples():
        stretches.append(_Stretch(row.start, row.end, "here", ""))
    where = [article["outlet"], "" if pd.isna(article["date"]) else day_words(article["date"])]
    line = " · ".join(plain_html(part) for part in where if part)
    return (
        '<article class="wb-article" tabindex="0" aria-label="Article">'
        f'<div class="wb-where">{line}</div>{_marked(article["text"], stretches)}</article>'
    )


def _stretches(corpus: Corpus, article_id: str) -> Iterable[_Stretch]:
    def of(table: pd.DataFrame) -> pd.DataFrame:
        return table[table["article_id"] == article_id]

    for row in of(corpus.mentions).itertuples():
        yield _Stretch(row.start, row.end, "actor", row.actor)
    for row in of(corpus.quotes).itertuples():
        yield _Stretch(row.start, row.end, "quote", f"said by {row.speaker or 'someone unnamed'}")
    sentences = of(corpus.sentences).set_index("sentence")
    for row in of(corpus.stances).itertuples():
        if row.sentence in sentences.index and row.cue:
            text, start = sentences.loc[row.sentence, ["text", "start"]]
            words = f"{row.source} {row.stance} to {row.target}"
            for first, last in cue_spans(row.cue, text):
                yield _Stretch(start + first, start + last, "cue", words)


def _marked(text: str, stretches: list[_Stretch]) -> str:
    """The paragraphs, cut wherever a stretch begins or ends; each piece bears all that cover it."""
    cuts = {0, len(text), *(at for one in stretches for at in (one.start, one.end))}
    edges = sorted(cut for cut in cuts if 0 <= cut <= len(text))
    begin: dict[int, list[_Stretch]] = {}
    for one in sorted(stretches, key=lambda one: -one.end):  # the widest first
        begin.setdefault(one.start, []).append(one)
    pieces, over = [], []
    for start, end in pairwise(edges):
        over = [one for one in over + begin.get(start, []) if one.end > start]
        shown = plain_html(text[start:end]).replace("\n\n", "</bdi></p><p dir='auto'><bdi>")
        if over:
            roles = " ".join(sorted({f"wb-{one.role}" for one in over}))
            words = "; ".join(dict.fromkeys(one.words for one in over if one.words))
            opening = f'<mark class="{roles}" title="{escape(words)}">'
            shown = opening + shown.replace("</bdi></p>", "</mark></bdi></p>") + "</mark>"
            shown = shown.replace("<p dir='auto'><bdi>", f"<p dir='auto'><bdi>{opening}")
        pieces.append(shown)
    body = "".join(pieces)
    return f"<p dir='auto'><bdi>{body}</bdi></p>"
