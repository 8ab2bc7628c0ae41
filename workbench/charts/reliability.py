"""Chart of how right a confidence is."""

import pandas as pd
from matplotlib.axes import Axes

from workbench.charts.look import (
    BAR,
    INK,
    SOFT,
    between,
    footnote,
    note,
    percent,
    say,
    styled,
)
from workbench.tables import check_columns

STEPS = [tenth / 10 for tenth in range(11)]


@styled
def reliability_diagram(table: pd.DataFrame, *, ax: Axes) -> Axes:
    """Draw a point a step of confidence: the share that was right, with its 95 % interval.

    The table is `measures.reliability`'s. On the dashed line a confidence is as good as its word;
    a point below it was surer than right. The numbers at the foot count the stances.
    """
    check_columns(
        table, "n", "right", "confidence", "share", "share_low", "share_high", name="reliability"
    )
    if table.empty:
        return say(ax, "Nothing was measured.")
    left = min(0.45, float(table["confidence"].min()) - 0.04)
    ax.plot([left, 1], [left, 1], "--", color=SOFT, lw=1.1, zorder=1.5)
    for row in table.to_dict("records"):
        ax.vlines(row["confidence"], row["share_low"], row["share_high"], color=INK, lw=1.2)
        ax.plot(row["confidence"], row["share"], "o", color=BAR, ms=9, mec=INK, mew=0.9, zorder=3)
        ax.annotate(
            f"{row['n']:,}",
            (row["confidence"], 0),
            xycoords=("data", "axes fraction"),
            xytext=(0, 5),
            textcoords="offset points",
            ha="center",
            color=SOFT,
        )
        interval = between(row["share_low"], row["share_high"], percent)
        words = (
            f"confidence about {percent(row['confidence'])}: {row['right']:,} of {row['n']:,} "
            f"right ({percent(row['share'])}, {interval})"
        )
        note(ax, words, {}, [(row["confidence"], row["share"])], reach=8)
    lowest = min(left, float(table["share_low"].min()))
    for side, least in ((ax.xaxis, left), (ax.yaxis, lowest)):
        ticks = [tick for tick in STEPS if tick >= least]
        side.set_ticks(ticks, [percent(tick) for tick in ticks])
    ax.set(xlim=(left, 1.02), ylim=(lowest - 0.12, 1.02))
    ax.grid(axis="y")
    ax.tick_params(length=0, labelcolor=SOFT)
    ax.spines[["left"]].set_visible(False)
    words = "Across, how sure the stances were; up, how many of them were right, with 95 % interval"
    footnote(ax, f"{words}; at the foot their number")
    return ax
