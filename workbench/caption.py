"""The lines under a figure: what was counted, when, from where, and with which filters."""

from collections.abc import Sequence

import pandas as pd

NAMED_OUTLETS = 6


def caption(articles: pd.DataFrame, counts: Sequence[str], filters: Sequence[str]) -> str:
    """Return period, sources, n and filters as one paragraph.

    `articles` are those that pass the filters, `counts` what was counted in them, and `filters`
    the words for each filter that is set.
    """
    undated = int(articles["date"].isna().sum())
    aside = f" ({undated:,} undated)" if undated else ""
    lines = [
        f"Period: {period(articles['date'])}.",
        f"Sources: {sources(articles['outlet'])}.",
        f"n = {', '.join([counted(len(articles), 'article') + aside, *counts])}.",
    ]
    return " ".join([*lines, *([f"Filters: {'; '.join(filters)}."] if filters else [])])


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
    """A day as it is written in a text, "undated" for none: 2 October 2023."""
    return "undated" if pd.isna(day) else f"{day.day} {day:%B %Y}"


def counted(number: int, noun: str) -> str:
    """A number with its noun: 1 article, 1,200 articles."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
