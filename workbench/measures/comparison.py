"""One measure of two outlets, two periods or two actors, side by side."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Literal

import pandas as pd

from workbench.caption import day_words
from workbench.corpus import Corpus
from workbench.measures import check_choice, compare, frequency, stance_balance
from workbench.measures.pairs import cooccurrence
from workbench.measures.selection import select

Measure = Literal["balance", "share", "npmi"]


def two_outlets(corpus: Corpus, left: str, right: str) -> dict[str, Corpus]:
    """Return the articles of either outlet, by the outlet's name."""
    return {name: select(corpus, outlets=[name]) for name in (left, right)}


def two_periods(corpus: Corpus, day: pd.Timestamp | str) -> dict[str, Corpus]:
    """Return the articles before a day and those from it on, by the words for either."""
    day = pd.Timestamp(day)
    words = day_words(day)
    return {
        f"before {words}": select(corpus, end=day - timedelta(days=1)),
        f"from {words}": select(corpus, start=day),
    }


def two_actors(corpus: Corpus, left: str, right: str) -> dict[str, Corpus]:
    """Return what either actor does and what is done to him, by the actor's name.

    Mentions are those in sentences with the actor, without his own; stances are his own, so that
    rows are told apart by their target. Both read the same articles: where one article's sentences
    speak of both actors, the interval of the difference is wider than it need be.
    """
    return {name: _about(corpus, name) for name in (left, right)}


def _about(corpus: Corpus, actor: str) -> Corpus:
    mentions, stances = corpus.mentions, corpus.stances
    place = ["article_id", "sentence"]
    here = mentions.loc[mentions["actor"] == actor, place].drop_duplicates()
    own = stances[stances["source"] == actor]
    beside = mentions.reset_index().merge(here, on=place).set_index("index")
    return replace(
        corpus,
        mentions=beside[beside["actor"] != actor].rename_axis(None),
        stances=own.assign(source=""),
    )


def side_by_side(
    parts: dict[str, Corpus], *, measure: Measure = "balance", minimum: int = 1
) -> pd.DataFrame:
    """Return a measure of two parts of a corpus with its difference, as `measures.compare` does.

    balance: how each source stands towards each target; share: the share of articles that name
    each actor; npmi: who is named together with whom. Rows that have fewer than `minimum`
    sentences, mentions or joint sentences in a part are unknown there.
    """
    count: dict[str, tuple[Callable[[Corpus], pd.DataFrame], str]] = {
        "balance": (lambda part: stance_balance(part.stances, part.articles), "n"),
        "share": (lambda part: frequency(part.mentions, part.articles), "mentions"),
        "npmi": (lambda part: cooccurrence(part.mentions, sentences=part.sentences), "count"),
    }
    check_choice("measure", measure, count)
    counted, size = count[measure]
    tables = [counted(part) for part in parts.values()]
    left, right = (table[table[size] >= minimum] for table in tables)
    return compare(left, right, names=tuple(parts))
