"""A finding, and the words that findings are made of."""

import csv
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from workbench.caption import counted, day_words
from workbench.charts.look import between, hundredths, points
from workbench.measures import compare

FEW = 5  # articles below which an interval is called rough


class Finding(NamedTuple):
    """What a figure says: a headline of its counts, the sentence, and how sure it is.

    `about` are the columns and values that name the row of the table that is spoken of; of a
    finding on some outlets, with their names as `outlets`.
    """

    headline: str
    sentence: str
    caution: str = ""
    about: Mapping[str, object] = {}

    @property
    def words(self) -> str:
        """The sentence and the caution."""
        return f"{self.sentence} {self.caution}".strip()


def the(name: str) -> str:
    """The name as it stands in a sentence: with "the" where one says so."""
    return f"the {name}" if name in _with_the() else name


def period_words(first_day: pd.Timestamp, every: str) -> str:
    """A period in words, by its first day: "October 2023", "the week from 2 October 2023"."""
    words = {
        "day": day_words,
        "week": lambda day: f"the week from {day_words(day)}",
        "month": lambda day: f"{day:%B %Y}",
        "quarter": lambda day: f"quarter {day.quarter} of {day.year}",
        "year": lambda day: f"{day.year}",
    }
    return words[every](first_day)


def decimal(value: float) -> str:
    """A number with two decimals: "0.31", "−0.05"."""
    return f"{value:.2f}".replace("-0.00", "0.00").replace("-", "−")


def share_of(count: int, of: int, noun: str) -> str:
    """A count in words: "9 of 11 sentences", "the only article", "all 11 sentences"."""
    if count == of:
        words = {1: f"the only {noun}", 2: f"both {noun}s"}
        return words.get(of, f"all {of:,} {noun}s")
    return f"{count:,} of {of:,} {noun}s"


def several(names: Sequence[str], most: int = 3) -> str:
    """Names in a row, with "the" where it belongs; where there are many, the last are counted."""
    shown = most if len(names) > most + 1 else len(names)
    said = [the(name) for name in names[:shown]]
    if len(names) > shown:
        said.append(counted(len(names) - shown, "other"))
    return said[0] if len(said) == 1 else f"{', '.join(said[:-1])} and {said[-1]}"


def sentence_case(words: str) -> str:
    """The words with a capital at the head."""
    return words[:1].upper() + words[1:]


def outlet_name(row: Mapping) -> str:
    """The outlet of a row, in words where it has none."""
    return row["outlet"] or "articles without an outlet"


def contrast(one: Mapping, other: Mapping) -> pd.Series:
    """Two rows of one measure as a row of `compare`: difference, low and high."""
    return compare(pd.DataFrame([one]), pd.DataFrame([other]), names=("one", "other")).iloc[0]


def difference_words(
    row: Mapping, where: str, *, measure: str = "balance", more: str, less: str
) -> tuple[str, str]:
    """A row of `compare` in words: a caution, and the difference with its interval.

    `more` and `less` say what a difference above or below 0 means: "friendlier", "more hostile";
    `where` says of which two: "in North Star than in Harbour Post".
    """
    if pd.isna(row["low"]):
        return "One article is no ground for a difference between them.", ""
    told, unit = _TOLD[measure]
    words = f"difference {told(row['difference'])}{unit}, "
    words += between(row["low"], row["high"], told)
    if row["low"] <= 0 <= row["high"]:
        return "The interval of the difference includes 0: no clear difference.", words
    return f"That is clearly {more if row['difference'] > 0 else less} {where}.", words


_TOLD = {
    "balance": (hundredths, ""),
    "share": (points, " percentage points"),
    "npmi": (hundredths, ""),
}


@cache
def _with_the() -> frozenset[str]:
    with Path(__file__).with_name("with_the.csv").open(encoding="utf-8", newline="") as file:
        return frozenset(row["name"] for row in csv.DictReader(file))
