"""Charts of one pair: how the one stands towards the other, over time and by outlet."""

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.dates import date2num

from workbench.caption import counted, day_words
from workbench.charts.dates import days_apart, hatch_unknown, label_dates, undated_words
from workbench.charts.look import (
    EVEN,
    FRIENDLY,
    HOSTILE,
    INK,
    SOFT,
    at_right,
    footnote,
    note,
    say,
    shortened,
    styled,
)
from workbench.charts.pairs import pair_words
from workbench.tables import check_columns


@styled
def stance_over_time(balance: pd.DataFrame, *, ax: Axes) -> Axes:
    """Draw a point a period: how one actor stands towards another, with its interval and n.

    The table is `measures.stance_balance`'s by day, week, month, quarter or year, of one pair.
    Upward triangles are friendly, downward ones hostile; a period of which nothing is known is
    hatched.
    """
    check_columns(balance, "period", "balance", "n", "low", "high", name="balance")
    _one_pair(balance)
    balance = balance.sort_values("period").reset_index(drop=True)
    known = balance[balance["n"] > 0]
    if known.empty:
        return say(ax, "No dated sentence tells how the one stands towards the other.")
    periods = pd.DatetimeIndex(balance["period"])
    step = days_apart(periods)
    hatch_unknown(ax, periods[balance["n"] == 0], step)
    ax.plot(date2num(periods), balance["balance"], color="#aab3bb", lw=1.2, zorder=2)
    crowded = len(balance) > 16
    for number, row in enumerate(known.to_dict("records")):
        day = date2num(row["period"])
        _stance_point(ax, day, row, upright=True, gid=f"mark-{number}")
        note(
            ax,
            pair_words(row, f", from {day_words(row['period'])}"),
            {"source": row["source"], "target": row["target"], "period": row["period"]},
            [(day, row["balance"])],
            reach=8,
        )
        if not crowded:
            ax.annotate(
                f"{row['n']:,}",
                (day, -1.27),
                ha="center",
                va="center",
                color=SOFT,
                fontsize=9,
            )
    if crowded:
        tall = balance["n"] / balance["n"].max() * 0.2
        look = {"color": "#c9d0d6", "zorder": 1.5}
        ax.bar(date2num(periods), tall, bottom=-1.4, width=step * 0.72, **look)
    ax.annotate(
        f"sentences, at most {int(balance['n'].max()):,}" if crowded else "n",
        (0, -1.27),
        xycoords=("axes fraction", "data"),
        xytext=(2 if crowded else -8, 14 if crowded else 0),
        textcoords="offset points",
        ha="left" if crowded else "right",
        va="center",
        color=SOFT,
        fontsize=9,
    )
    ax.set_ylim(-1.42, 1.12)
    ax.set_yticks([-1, -0.5, 0, 0.5, 1], ["all hostile −1", "−0.5", "0", "+0.5", "all friendly +1"])
    ax.tick_params(axis="y", labelcolor=SOFT)
    ax.axhline(0, color=INK, lw=0.9, zorder=1.8)
    ax.grid(axis="y")
    ax.spines[["left", "bottom"]].set_visible(False)
    label_dates(ax, periods, step)
    ax.set_ylabel(_pair_label(balance))
    unknown = "hatched: nothing said" if len(known) < len(balance) else ""
    words = ["Hollow: interval spans 0 or cannot be told", unknown, undated_words(balance)]
    footnote(ax, "; ".join(filter(None, words)))
    return ax


@styled
def stance_by_outlet(balance: pd.DataFrame, *, ax: Axes, top: int = 12) -> Axes:
    """Draw a point an outlet: how it tells one actor's stance towards another, interval and n.

    The table is `measures.stance_balance`'s by outlet, of one pair. Outlets that say nothing of
    it stand below as unknown.
    """
    check_columns(balance, "outlet", "balance", "n", "low", "high", name="balance")
    _one_pair(balance)
    if balance["n"].sum() == 0:
        return say(ax, "No outlet tells how the one stands towards the other.")
    order = balance.sort_values(["balance", "outlet"], na_position="last", ignore_index=True)
    rows = order.head(top)
    for place, row in enumerate(rows.to_dict("records")):
        at_right(ax, f"{row['n']:,} in {row['articles']:,}" if row["n"] else "0", place)
        if not row["n"]:
            free = {"facecolor": "white", "edgecolor": "none", "pad": 2}
            said = {"ha": "center", "va": "center", "color": SOFT, "style": "italic"}
            ax.text(0, place, "nothing said", bbox=free, **said)
            continue
        _stance_point(ax, place, row, upright=False, gid=f"mark-{place}")
        note(
            ax,
            pair_words(row, f", {row['outlet'] or 'no outlet'}"),
            {"source": row["source"], "target": row["target"], "outlet": row["outlet"]},
            [(-1.05, place - 0.45), (1.05, place + 0.45)],
        )
    ax.set_yticks(range(len(rows)), [shortened(name or "no outlet") for name in rows["outlet"]])
    at_right(ax, "sentences in articles", -0.8)
    spare = max(3 - len(rows), 0) / 2
    ax.set_ylim(len(rows) - 0.4 + spare, -1.1 - spare)
    ax.set_xlim(-1.1, 1.65)
    names = ["−1\nall hostile", "−0.5", "0", "+0.5", "+1\nall friendly"]
    ax.set_xticks([-1, -0.5, 0, 0.5, 1], names)
    ax.tick_params(axis="x", length=0, labelcolor=SOFT)
    ax.axvline(0, color=INK, lw=0.9, zorder=1.8)
    ax.grid(axis="x")
    ax.spines[["left", "bottom"]].set_visible(False)
    more = len(order) - len(rows)
    footnote(
        ax,
        f"{_pair_label(balance)}\nHollow: interval spans 0 or cannot be told"
        + (f"; and {counted(more, 'more outlet')}" if more else ""),
    )
    return ax


def _stance_point(ax: Axes, at: object, row: dict, *, upright: bool, gid: str) -> None:
    """One balance with its interval: a triangle that points to its side, hollow if not clear."""
    balance, low, high = row["balance"], row["low"], row["high"]
    colour = HOSTILE if balance < 0 else FRIENDLY if balance > 0 else EVEN
    clear = low > 0 or high < 0
    if pd.notna(low):
        draw = ax.vlines if upright else ax.hlines
        draw(at, low, high, color=colour, lw=2.2, alpha=0.55, zorder=3)
    ahead, behind = ("^", "v") if upright else (">", "<")
    ax.plot(
        [at] if upright else [balance],
        [balance] if upright else [at],
        marker=ahead if balance > 0 else behind if balance < 0 else "o",
        ms=9,
        mfc=colour if clear else "white",
        mec=colour,
        mew=1.4,
        ls="",
        zorder=4,
        gid=gid,
    )


def _pair_label(balance: pd.DataFrame) -> str:
    source, target = balance.iloc[0][["source", "target"]]
    return f"{shortened(source, 24)} towards {shortened(target, 24)}"


def _one_pair(balance: pd.DataFrame) -> None:
    check_columns(balance, "source", "target", name="balance")
    pairs = len(balance[["source", "target"]].drop_duplicates())
    if pairs > 1:
        raise ValueError(
            f"the chart shows one pair; the table has {pairs}. Keep the rows of one source and "
            "one target."
        )
