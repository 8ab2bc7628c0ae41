"""The lines under a figure: what was counted, when, from where, and with which filters."""

from collections.abc import Mapping

import pandas as pd

from workbench.corpus import Corpus

NAMED_OUTLETS = 6


def caption(part: Corpus, filters: Mapping[str, str], *, note: str = "") -> str:
    """Return period, sources, n and filters of a part of a corpus as one paragraph.

    `filters` are the words for each filter that is set, by its name.
    """
    articles = part.articles
    undated = int(articles["date"].isna().sum())
    aside = f" ({undated} undated)" if undated else ""
    lines = [
        f"Period: {period(articles['date'])}.",
        f"Sources: {sources(articles['outlet'])}.",
        f"n = {counted(len(articles), 'article')}{aside}, "
        f"{counted(len(part.mentions), 'mention')}.",
    ]
    if filters:
        lines.append("Filters: " + "; ".join(f"{k}: {v}" for k, v in filters.items()) + ".")
    return " ".join([*lines, note]).strip()


def period(dates: pd.Series) -> str:
    """The first and the last day, in words."""
    days = dates.dropna()
    if not len(days):
        return "no dated article"
    first, last = day_words(days.min()), day_words(days.max())
    return first if first == last else f"{first} to {last}"


def sources(outlets: pd.Series) -> str:
    """The outlets by number of articles, those past the sixth only counted."""
    names = outlets.replace("", "unnamed outlet").fillna("unnamed outlet").value_counts()
    listed = ", ".join(str(name) for name in names.index[:NAMED_OUTLETS])
    more = len(names) - NAMED_OUTLETS
    return f"{listed} and {more} more" if more > 0 else listed or "none"


def day_words(day: pd.Timestamp) -> str:
    """A day as it is written in a text: 2 October 2023."""
    return f"{day.day} {day:%B %Y}"


def counted(number: int, noun: str) -> str:
    """A number with its noun: 1 article, 1,200 articles."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
