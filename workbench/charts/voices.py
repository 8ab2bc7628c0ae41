"""Chart of who gets to speak."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from workbench.caption import counted
from workbench.charts.bars import BARS, frame_bars, tick_shares
from workbench.charts.look import (
    BAR,
    INK,
    SERIES,
    Rows,
    at_right,
    beside,
    between,
    footnote,
    note,
    percent,
    say,
    shortened,
    styled,
)
from workbench.tables import check_columns

HATCHES = ["", "////", "....", "xxxx"]


def speaker_rows(voices: pd.DataFrame) -> Rows:
    """The rows of `speaker_bars`: a bar each, or as many as there are outlets."""
    if "outlet" not in voices:
        return BARS
    return Rows(each=11 * max(voices["outlet"].nunique(), 1) + 3, around=70)


@styled
def speaker_bars(voices: pd.DataFrame, *, ax: Axes, top: int = 12) -> Axes:
    """Draw a bar a speaker (and outlet): the share of the quoted words, with its interval.

    The table is `voices.who_speaks`'s. The `top` speakers with the most words are drawn, or as many
    as the height has room for, and how many more there are is said; at the right stand the words.
    By outlet a speaker's bars stand together, an outlet in one colour and hatching.
    """
    check_columns(voices, "actor", "words", "of_words", "share", "low", "high", name="voices")
    voices = voices[voices["share"].notna()]
    if voices.empty or not voices["words"].sum():
        return say(ax, "Nobody is quoted by name.")
    order = voices.groupby("actor")["words"].sum().sort_values(ascending=False, kind="stable")
    top = min(top, speaker_rows(voices).fitting(ax))
    names = order.index[: top if len(order) > top + 1 else top + 1].tolist()
    more = len(order) - len(names)
    outlets = list(dict.fromkeys(voices["outlet"])) if "outlet" in voices else [None]
    thick = 0.72 / len(outlets)
    furthest, named = 0.0, set()
    rows = voices[voices["actor"].isin(names)].to_dict("records")
    for drawn, row in enumerate(rows):
        outlet = outlets.index(row.get("outlet"))
        place = names.index(row["actor"]) + (outlet - (len(outlets) - 1) / 2) * thick
        colour = BAR if len(outlets) == 1 else SERIES[outlet % len(SERIES)]
        hatch = HATCHES[outlet % len(HATCHES)] if len(outlets) > 1 else ""
        [bar] = ax.barh(place, row["share"], height=thick * 0.92, color=colour, zorder=2)
        bar.set(hatch=hatch, edgecolor="white", linewidth=0, gid=f"mark-{drawn}")
        if len(outlets) > 1 and outlet not in named:
            bar.set_label(shortened(row["outlet"] or "no outlet"))
            named.add(outlet)
        reach = row["share"]
        interval = "interval unknown"
        if row["words"] and not np.isnan(row["low"]):
            reach = max(row["high"], reach)
            interval = between(row["low"], row["high"], percent)
            ax.hlines(place, row["low"], row["high"], color=INK, lw=1.2, zorder=3)
            ax.plot([row["low"], row["high"]], [place] * 2, "|", color=INK, ms=5, zorder=3)
        size = 10 if len(outlets) == 1 else 8.5
        beside(ax, percent(row["share"]), (reach, place), fontweight="bold", fontsize=size)
        if len(outlets) == 1:
            at_right(ax, f"{row['words']:,}", place)
        where = f" in {row['outlet']}" if row.get("outlet") else ""
        words = (
            f"{row['actor']}{where}: {row['words']:,} of {counted(row['of_words'], 'quoted word')} "
            f"({percent(row['share'])}, {interval}) in {counted(row['articles'], 'article')}"
        )
        keys = {key: row[key] for key in ("actor", "outlet") if key in row}
        half = thick / 2
        note(ax, words, keys, [(0, place - half), (max(reach, 1e-9), place + half)])
        furthest = max(furthest, reach)
    if len(outlets) == 1:
        at_right(ax, "words", -0.85)
    else:
        ax.legend(loc="lower right", fontsize=9)
    above = 1.25 if len(outlets) == 1 else 0.6
    frame_bars(ax, names, more=more, furthest=furthest, above=above)
    tick_shares(ax.xaxis, furthest)
    footnote(ax, "Share of the quoted words that are the speaker's, with 95 % interval")
    return ax
