"""Charts of who is named: bars, and lines over time."""

from typing import Literal

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.dates import date2num
from matplotlib.ticker import MaxNLocator
from matplotlib.transforms import ScaledTranslation

from workbench.caption import counted, day_words
from workbench.charts.bars import BARS, frame_bars, tick_shares
from workbench.charts.dates import days_apart, hatch_unknown, label_dates, undated_words
from workbench.charts.look import (
    BAR,
    DASHES,
    INK,
    SERIES,
    SHAPES,
    SOFT,
    at_right,
    beside,
    between,
    darker,
    footnote,
    inches,
    note,
    percent,
    say,
    shortened,
    styled,
)
from workbench.charts.words import Word
from workbench.measures import check_choice
from workbench.tables import check_columns

_BAR_COLUMNS = ["actor", "mentions", "articles", "of_articles", "share", "low", "high"]


@styled
def actor_bars(
    frequency: pd.DataFrame,
    *,
    ax: Axes,
    value: Literal["share", "mentions"] = "share",
    top: int = 15,
) -> Axes:
    """Draw a bar an actor: the share of articles that name it with its interval, or its mentions.

    The table is `measures.frequency`'s. The `top` longest bars are drawn, or as many as the height
    has room for, and how many more there are is said. At the right stand the mentions, or articles,
    behind each bar.
    """
    check_choice("value", value, ["share", "mentions"])
    check_columns(frequency, *_BAR_COLUMNS, name="frequency")
    if frequency.empty:
        return say(ax, "No actor is named, or none passes the filters.")
    order = [value, "mentions", "articles"]
    frequency = frequency.sort_values(order, ascending=False, kind="stable", ignore_index=True)
    top = min(top, BARS.fitting(ax))
    rows = frequency.head(top if len(frequency) > top + 1 else top + 1)
    more = len(frequency) - len(rows)
    places = np.arange(len(rows))
    bars = ax.barh(places, rows[value].fillna(0), height=0.66, color=BAR, zorder=2)
    reach = rows[value].fillna(0)
    if value == "share":
        told = rows["low"].notna()
        reach = rows["high"].where(told, reach)
        ax.hlines(places[told], rows["low"][told], rows["high"][told], color=INK, lw=1.2, zorder=3)
        for end in ("low", "high"):
            ax.plot(rows[end][told], places[told], "|", color=INK, ms=6, mew=1.2, zorder=3)
    other = "mentions" if value == "share" else "articles"
    for place, row in enumerate(rows.to_dict("records")):
        figure = percent(row["share"]) if value == "share" else f"{row['mentions']:,}"
        beside(ax, figure, (reach[place], place), fontweight="bold", fontsize=10)
        at_right(ax, f"{row[other]:,}", place)
        words = (
            f"{row['actor']}: named in {row['articles']:,} of "
            f"{counted(row['of_articles'], 'article')} "
            f"({percent(row['share'])}, {between(row['low'], row['high'], percent)}), "
            f"{counted(row['mentions'], 'mention')}"
        )
        keys = {key: row[key] for key in ("actor", "outlet") if key in row}
        bars[place].set_gid(f"mark-{place}")
        note(ax, words, keys, [(0, place - 0.45), (max(reach[place], 1e-9), place + 0.45)])
    at_right(ax, other, -0.85)
    furthest = float(reach.max()) or 1.0
    frame_bars(ax, rows["actor"], more=more, furthest=furthest)
    if value == "share":
        tick_shares(ax.xaxis, furthest)
        footnote(ax, "Share of articles that name the actor, with 95 % interval")
    else:
        ax.xaxis.set_major_locator(MaxNLocator(4, integer=True, prune="upper"))
        ax.xaxis.set_major_formatter(lambda tick, _: f"{tick:,.0f}")
        footnote(ax, "Mentions; at the right the articles that name the actor")
    return ax


@styled
def actor_trend(trend: pd.DataFrame, *, ax: Axes, top: int = 5) -> Axes:
    """Draw a line an actor (or an outlet, of one actor): its share of articles over the periods.

    The table is `measures.trend`'s. A line breaks where no article was read; grey bars at the foot
    show how many were. The intervals are drawn where one or two lines leave room for them. Of more
    than six lines none could be told from the others: the rest is counted.
    """
    check_columns(trend, "actor", "period", "share", "of_articles", "low", name="trend")
    key = "actor"
    if "outlet" in trend:
        if trend["actor"].nunique() > 1:
            raise ValueError(
                f"a trend by outlet shows one actor; {trend['actor'].nunique()} were given. "
                "Keep the rows of one actor, or do without the outlets."
            )
        key = "outlet"
    trend = trend.dropna(subset=["period"])
    if trend.empty:
        return say(ax, "No dated article names an actor.")
    names = trend[key].drop_duplicates()
    asked, top = top, min(top, len(SERIES))
    more = max(len(names) - top, 0)
    names = names.head(top).tolist()
    shown = trend[trend[key].isin(names)]
    highest = float(shown["share"].max())
    highest = highest if highest > 0 else 1.0
    banded = len(names) <= 2
    if banded:
        highest = max(highest, float(shown["high"].max(skipna=True) or 0), 0.0)
    periods = pd.DatetimeIndex(sorted(trend["period"].unique()))
    step = days_apart(periods)
    days = date2num(periods)
    of_day = dict(zip(periods, days, strict=True))
    whole = shown.groupby("period")["of_articles"].agg("sum" if key == "outlet" else "max")
    read = whole.reindex(periods, fill_value=0).to_numpy()
    hatch_unknown(ax, periods[read == 0], step)
    foot = -0.2 * highest
    tall = read / max(read.max(), 1) * highest * 0.13
    ax.bar(days, tall, bottom=foot, width=step * 0.72, color="#c9d0d6", zorder=1.5)
    lines: dict[str, list[dict]] = {name: [] for name in names}
    for row in shown.sort_values("period", kind="stable").to_dict("records"):
        lines[row[key]].append(row | {"day": of_day[row["period"]]})
    ends = []
    for place, (name, rows) in enumerate(lines.items()):
        colour, shape = SERIES[place % len(SERIES)], SHAPES[place % len(SHAPES)]
        at, low, high, share = (
            np.array([row[part] for row in rows]) for part in ("day", "low", "high", "share")
        )
        if len(names) == 1:
            ax.fill_between(at, low, high, color=colour, alpha=0.15, lw=0, zorder=2)
        elif banded:
            beside_it = at + step * 0.07 * (place - 0.5)
            ax.vlines(beside_it, low, high, color=colour, lw=1.6, alpha=0.4)
        ax.plot(
            at,
            share,
            color=colour,
            ls=DASHES[place % len(DASHES)],
            marker=shape,
            ms=6.5,
            mec="white",
            mew=0.8,
            zorder=4 - place * 0.1,
            gid=f"series-{place}",
        )
        known = [row for row in rows if not pd.isna(row["share"])]
        if known:
            words = shortened(name or "no outlet", 24)
            ends.append((known[-1]["share"], words, colour, shape, f"name-{place}"))
        for row in known:
            words = (
                f"{row['actor']}{', ' + row['outlet'] if key == 'outlet' else ''}, from "
                f"{day_words(row['period'])}: named in {row['articles']:,} of "
                f"{counted(row['of_articles'], 'article')} ({percent(row['share'])}, "
                f"{between(row['low'], row['high'], percent)}), "
                f"{counted(row['mentions'], 'mention')}"
            )
            keys = {k: row[k] for k in ("actor", "outlet", "period") if k in row}
            note(ax, words, keys, [(row["day"], row["share"])], reach=6)
    ax.set_ylim(foot, highest * 1.06)
    _end_labels(ax, ends, room=highest * 1.26)
    tick_shares(ax.yaxis, highest, most=4, beyond=1.05)
    ax.tick_params(axis="y", labelcolor=SOFT)
    ax.axhline(0, color=INK, lw=0.9, zorder=3)
    ax.grid(axis="y")
    ax.spines[["left", "bottom"]].set_visible(False)
    label_dates(ax, periods, step)
    crowded = len(periods) > 16
    if not crowded:
        for day, n in zip(days, read, strict=True):
            ax.add_artist(Word(day, foot + highest * 0.045, f"{int(n):,}", color=INK, fontsize=9))
    ax.annotate(
        f"articles read, at most {int(read.max()):,}" if crowded else "articles read",
        (0, foot + highest * 0.135),
        xycoords=("axes fraction", "data"),
        color=SOFT,
        fontsize=9,
        va="bottom",
    )
    ax.set_ylabel("Share of articles")
    why = f": {len(SERIES)} lines at most" if asked > top else ", not drawn"
    rest = f"and {counted(more, f'more {key}')}{why}" if more else ""
    if words := "; ".join(filter(None, [rest, undated_words(trend)])):
        footnote(ax, words)
    return ax


def _end_labels(ax: Axes, ends: list[tuple[float, str, str, str, str]], *, room: float) -> None:
    """Name the lines at their right ends, each with its mark, moved apart where they overlap."""
    height = max(inches(ax)[1] - 0.7, 0.5)
    apart = room * 13 / 72 / height
    ends = sorted(ends)
    spots = [value for value, *_ in ends]
    for _ in range(100):
        moved = False
        for lower in range(len(spots) - 1):
            overlap = apart - (spots[lower + 1] - spots[lower])
            if overlap > 1e-9:
                spots[lower] = max(spots[lower] - overlap / 2, 0.0)
                spots[lower + 1] = spots[lower] + apart
                moved = True
        if not moved:
            break
    right = ax.get_yaxis_transform() + ScaledTranslation(
        8 / 72, 0, ax.get_figure(root=True).dpi_scale_trans
    )
    for spot, (_, name, colour, shape, gid) in zip(spots, ends, strict=True):
        look = {"marker": shape, "ms": 6.5, "mec": "white", "mew": 0.8, "ls": ""}
        ax.plot([1], [spot], color=colour, transform=right, clip_on=False, gid=gid, **look)
        ax.annotate(
            name,
            (1, spot),
            xycoords=("axes fraction", "data"),
            xytext=(15, 0),
            textcoords="offset points",
            color=darker(colour),
            fontweight="bold",
            fontsize=10,
            va="center",
            annotation_clip=False,
        )
