"""What charts of pairs share: which actors they show, and the words and colours of a pair."""

from collections.abc import Mapping

import pandas as pd
from matplotlib.colors import to_hex

from workbench.caption import counted
from workbench.charts.look import (
    HOSTILE,
    SOFT,
    between,
    hundredths,
    readable,
    shortened,
    stance_colour,
)

LONGEST_LINE = 34  # letters of a row's label
WHOLE = 1000  # letters that no name has
SURE_FRIEND = "#1f648f"  # FRIENDLY, dark enough for words on white


def most_paired(table: pd.DataFrame, sides: tuple[str, str], count: str) -> pd.Series:
    """Return each actor's sum of `count` over its pairs, by its name, the largest first."""
    sums = pd.concat([table.groupby(side)[count].sum() for side in sides])
    return sums.groupby(level=0).sum().sort_values(ascending=False, kind="stable")


def together_words(row: Mapping, window: str = "sentence") -> str:
    """A row of `cooccurrence` within this window in words."""
    of = "" if window == "article" else f" of {counted(row['articles'], 'article')}"
    return (
        f"{row['left']} and {row['right']}: together in {counted(row['count'], window)}{of}, "
        f"NPMI {hundredths(row['npmi'])}, {between(row['low'], row['high'], hundredths)}"
    )


def beyond_chance(row: Mapping) -> bool:
    """Whether the pair is together more often than by chance, its whole interval above it."""
    return row["low"] > 0


def together_colour(npmi: float, strongest: float) -> str:
    """The colour of a pair, from near white as by chance to dark blue for the strongest NPMI."""
    depth = 0.06 + 0.94 * min(max(npmi, 0) / strongest, 1)
    return to_hex([1 - (1 - channel) * depth for channel in (0.09, 0.31, 0.55)])


def pair_words(row: Mapping, where: str = "") -> str:
    """A row of `stance_balance` in words."""
    return (
        f"{row['source']} towards {row['target']}{where}: {row['friendly']:,} friendly, "
        f"{counted(row['hostile'], 'hostile sentence')} in "
        f"{counted(row['articles'], 'article')}; balance "
        f"{hundredths(row['balance'])}, {between(row['low'], row['high'], hundredths)}"
    )


def row_words(
    row: Mapping, *, alone: int = WHOLE, paired: int = WHOLE, after_sign: str = " "
) -> str:
    """The actor, the pair or the target in a row of `compare`, each name of so many letters."""
    if "actor" in row:
        return shortened(row["actor"], alone)
    sign, sides = ("→", ("source", "target")) if "source" in row else ("–", ("left", "right"))
    names = [row[side] for side in sides if row[side]]
    longest = paired if len(names) > 1 else alone
    return f" {sign}{after_sign}".join(shortened(name, longest) for name in names)


def row_lines(row: Mapping) -> str:
    """The same as a label of a chart: a pair whose names are long stands in two lines."""
    names = {"alone": LONGEST_LINE, "paired": LONGEST_LINE}
    words = row_words(row, **names)
    return words if len(words) <= LONGEST_LINE else row_words(row, **names, after_sign="\n")


def cell_colours(row: Mapping) -> tuple[str, str, bool]:
    """The field and the ink of a balance, and whether it is clear of 0: else the field is white."""
    if row["low"] > 0 or row["high"] < 0:
        field = stance_colour(row["balance"])
        return field, readable(field), True
    side = HOSTILE if row["balance"] < 0 else SURE_FRIEND if row["balance"] > 0 else SOFT
    return "#ffffff", side, False
