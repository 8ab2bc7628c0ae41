"""A chart of one measure of two sides: two points a row, and the difference at the right."""

import pandas as pd
from matplotlib.axes import Axes

from workbench.caption import counted
from workbench.charts.look import (
    INK,
    SERIES,
    SHAPES,
    SOFT,
    Rows,
    at_right,
    between,
    footnote,
    inches,
    note,
    percent,
    points,
    say,
    shortened,
    signed,
    styled,
)
from workbench.charts.pairs import row_lines, row_words
from workbench.tables import check_columns

COUNTS = 44  # points of the column that counts the articles
VALUES = {  # in words, how a value and how a difference is told, the scale
    "balance": ("all hostile −1 … all friendly +1", signed, signed, (-1.0, 1.0)),
    "share": (
        "share of articles, the difference in percentage points",
        percent,
        points,
        (0.0, 1.0),
    ),
    "npmi": ("never together −1 … only together +1", signed, signed, (-1.0, 1.0)),
}


def comparison_rows(table: pd.DataFrame) -> Rows:
    """The rows of `comparison`: of two lines each where the names are long."""
    folded = any("\n" in row_lines(row) for row in table.to_dict("records"))
    return Rows(each=26 if folded else 20, around=83)


@styled
def comparison(table: pd.DataFrame, *, names: tuple[str, str], ax: Axes, top: int = 10) -> Axes:
    """Draw a row an actor or pair: its value on either side with interval, and the difference.

    The table is `measures.compare`'s with the same `names`. Largest differences first; a row that
    is unknown on one side has no difference and stands last. At most `top` are drawn, or as many as
    the height has room for. A mark's keys name its `side`.
    """
    measure = next((value for value in VALUES if f"{value}_{names[0]}" in table), None)
    if measure is None:
        raise ValueError(
            f"the table holds no measure of {names[0]!r} and {names[1]!r}; pass the table of "
            "`measures.compare` with the same names."
        )
    columns = [f"{column}_{name}" for name in names for column in (measure, "low", "high")]
    check_columns(table, *columns, "difference", "low", "high", name="comparison")
    if table.empty:
        return say(ax, "Neither side says anything often enough to be compared.")
    words, told, apart, (least, most) = VALUES[measure]
    rows = table.head(min(top, comparison_rows(table.head(top)).fitting(ax)))
    counts = [f"articles_{name}" for name in names]
    counted_too = set(counts) <= set(rows)
    column = COUNTS if counted_too else 0
    widest = 0
    for place, row in enumerate(rows.to_dict("records")):
        for side, name in enumerate(names):
            _point(ax, row, place, side, name, measure, told)
        widest = max(widest, len(_difference(ax, row, place, apart, column)))
        if counted_too:
            both = (row[count] for count in counts)
            told_of = ("–" if pd.isna(count) else f"{count:,.0f}" for count in both)
            at_right(ax, " | ".join(told_of), place)
    if counted_too:
        at_right(ax, "articles", -0.85)
    labels = [row_lines(row) for row in rows.to_dict("records")]
    ax.set_yticks(range(len(rows)), labels)
    _legend(ax, names)
    high = rows[[f"high_{name}" for name in names] + [f"{measure}_{name}" for name in names]]
    if measure == "share":
        most = min(1.0, float(high.max().max()) * 1.05) or 1.0
    longest = max(len(line) for label in labels for line in label.split("\n"))
    aside = widest * 4.6 + column + 14  # points of the words at the right
    room = max(inches(ax)[0] * 72 - longest * 5.2 - 20 - aside, 100)
    ax.set_xlim(least - 0.03 * (most - least), most + (aside / room) * (most - least))
    ticks = [least + (most - least) * part / 4 for part in range(5)]
    ax.set_xticks(ticks, [told(tick) for tick in ticks])
    spare = max(3 - len(rows), 0) / 2
    ax.set_ylim(len(rows) - 0.4 + spare, -1.1 - spare)
    ax.tick_params(axis="x", length=0, labelcolor=SOFT)
    if least < 0:
        ax.axvline(0, color=INK, lw=0.9, zorder=1.8)
    ax.grid(axis="x")
    ax.spines[["left", "bottom"]].set_visible(False)
    more = len(table) - len(rows)
    footnote(
        ax,
        f"{words}; at the right the difference and its 95 % interval, bold where that spans no 0"
        + (f"; and {more:,} more" if more else ""),
    )
    return ax


def _point(
    ax: Axes, row: dict, place: int, side: int, name: str, measure: str, told: object
) -> None:
    value, low, high = (row[f"{column}_{name}"] for column in (measure, "low", "high"))
    if pd.isna(value):
        return
    at = place + (-0.16, 0.16)[side]
    if pd.notna(low):
        ax.hlines(at, low, high, color=SERIES[side], lw=2.2, alpha=0.5, zorder=3)
    look = {"marker": SHAPES[side], "ms": 7.5, "mec": SERIES[side], "mew": 1.4, "ls": ""}
    ax.plot([value], [at], mfc=SERIES[side] if side == 0 else "white", zorder=4, **look)
    keys = {key: row[key] for key in ("actor", "source", "target", "left", "right") if key in row}
    meant = f"{row_words(row)}, {name}"
    if row.get("source") == "":  # two actors: each side is a source
        meant = row_words(row | {"source": name})
    count = row.get(f"articles_{name}")
    behind = "" if count is None else f" in {counted(int(count), 'article')}"
    label = f"{meant}: {told(value)}{behind}, {between(low, high, told)}"
    note(ax, label, keys | {"side": name}, [(value, at)], reach=7)


def _difference(ax: Axes, row: dict, place: int, told: object, column: float) -> str:
    """Write the difference, so many points from the right edge, and return its words."""
    if pd.isna(row["difference"]):
        words, clear = "on one side only", False
    else:
        words = told(row["difference"])
        clear = row["low"] > 0 or row["high"] < 0
        if pd.notna(row["low"]):
            words += f"  ({told(row['low'])} to {told(row['high'])})"
        else:
            words += "  (no interval)"
    ax.annotate(
        words,
        (1, place),
        xycoords=("axes fraction", "data"),
        xytext=(-column, 0),
        textcoords="offset points",
        ha="right",
        va="center",
        fontsize=9.5,
        color=INK if clear else SOFT,
        fontweight="bold" if clear else "normal",
    )
    return words


def _legend(ax: Axes, names: tuple[str, str]) -> None:
    """Name the two sides above the rows, each beside its own mark."""
    for side, name in enumerate(names):
        look = {"marker": SHAPES[side], "mec": SERIES[side], "mew": 1.4, "ls": ""}
        fill = SERIES[side] if side == 0 else "white"
        ax.plot([], [], mfc=fill, label=shortened(name, 34), **look)
    place = {"loc": "lower left", "bbox_to_anchor": (0, 1), "borderaxespad": 0.1}
    ax.legend(ncols=2, handletextpad=0.2, **place)
