"""The passage in which a quotation is read: its words with its speaker and its cue."""

import re
from collections.abc import Mapping

import numpy as np
import pandas as pd

from workbench.corpus import Corpus

FAR = 600  # characters between a quotation and its speaker; one further off is not shown
FORMS = {"say": "said", "believe": "believed", "intend": "intended"}


def with_passages(rows: pd.DataFrame, corpus: Corpus) -> pd.DataFrame:
    """Return rows that name a quotation, each with the passage to read it in.

    `quotes` holds the label of the one row of `corpus.quotes`. Set are start and text, the
    sentences from the first to the last of the words and their speaker, and own, what to mark:
    a list of start, end (in the article) and role: speaker, cue or quote.
    """
    quotes = corpus.quotes.loc[[label for [label] in rows["quotes"]]]
    near = set(quotes["article_id"])
    articles = corpus.articles[corpus.articles["article_id"].isin(near)]
    texts = dict(zip(articles["article_id"], articles["text"], strict=True))
    sentences = corpus.sentences[corpus.sentences["article_id"].isin(near)]
    bounds = {
        name: (some["start"].to_numpy(), some["end"].to_numpy())
        for name, some in sentences.groupby("article_id")
    }
    found = [
        _passage(one, texts[one["article_id"]], *bounds[one["article_id"]])
        for one in quotes.to_dict("records")
    ]
    starts, words, own = zip(*found, strict=True) if found else ((), (), ())
    return rows.assign(start=starts, text=words, own=own)


def told_of(quote: Mapping[str, object]) -> list[str]:
    """Return what a row of quotes says of its words: by whom, in which way, passed on by whom."""
    verb = ("not " if quote["negated"] else "") + FORMS.get(quote["form"], "said")
    passed = [f"passed on by {quote['outer']}"] if quote["outer"] else []
    return [f"{verb} by {quote['speaker'] or 'someone unnamed'}", quote["kind"], *passed]


def _passage(one: dict, text: str, starts: np.ndarray, ends: np.ndarray) -> tuple:
    """Where the passage starts, its text, and what to mark."""
    start, end = one["start"], one["end"]
    marked = [(start, end, "quote")]
    speaker = one["speaker_start"], one["speaker_end"]
    if speaker[0] >= 0 and max(start - speaker[1], speaker[0] - end) <= FAR:
        marked.append((*speaker, "speaker"))
    low, high = min(one[0] for one in marked), max(one[1] for one in marked)
    first = int(starts[max(starts.searchsorted(low, side="right") - 1, 0)])
    last = max(int(ends[min(ends.searchsorted(high), len(ends) - 1)]), high)
    words = text[first:last]
    cues = [
        (first + at.start(), first + at.end())
        for at in re.finditer(rf"(?<!\w){re.escape(one['cue'])}(?!\w)", words if one["cue"] else "")
        if first + at.end() <= start or first + at.start() >= end
    ]
    if cues:
        marked.append((*min(cues, key=lambda cue: _apart(cue, marked)), "cue"))
    return first, words, marked


def _apart(cue: tuple[int, int], marked: list[tuple[int, int, str]]) -> int:
    """How many characters lie between the cue and what is marked, all told."""
    return sum(max(start - cue[1], cue[0] - end, 0) for start, end, _ in marked)
