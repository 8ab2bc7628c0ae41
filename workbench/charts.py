"""Pictures of the measures: each takes a measure's table, draws it on an Axes and returns that.

No chart counts anything, sets a title or saves a file. `marks(ax)` says what was drawn where, so
that every mark can lead to its sentences; `STYLE` is the style sheet. Without `ax` a chart draws
on a figure of its own.
"""

from typing import Literal

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.dates import AutoDateLocator, num2date
from matplotlib.patches import Rectangle
from matplotlib.ticker import FuncFormatter, MaxNLocator, PercentFormatter

from workbench.look import (
    BAR,
    DASHES,
    EVEN,
    FRIENDLY,
    HOSTILE,
    INK,
    LINE,
    MIST,
    SERIES,
    SHAPES,
    SOFT,
    STYLE,
    between,
    day_words,
    footnote,
    inches,
    marks,
    note,
    percent,
    say,
    shortened,
    signed,
    stance_colour,
    styled,
)
from workbench.measures import check_choice
from workbench.network import cooccurrence_network
from workbench.tables import check_columns

__all__ = [
    "STYLE",
    "actor_bars",
    "actor_trend",
    "cooccurrence_matrix",
    "cooccurrence_network",
    "marks",
    "stance_by_outlet",
    "stance_matrix",
    "stance_over_time",
]


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

    The table is `measures.frequency`'s. The `top` longest bars are drawn, and how many more there
    are is said. At the right stand the mentions, or articles, behind each bar.
    """
    check_choice("value", value, ["share", "mentions"])
    check_columns(frequency, *_BAR_COLUMNS, name="frequency")
    if frequency.empty:
        return say(ax, "No actor is named in the articles chosen.")
    order = [value, "mentions", "articles"]
    frequency = frequency.sort_values(order, ascending=False, kind="stable", ignore_index=True)
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
        _beside(ax, figure, (reach[place], place), fontweight="bold", fontsize=10)
        _at_right(ax, f"{row[other]:,}", place)
        words = (
            f"{row['actor']}: named in {row['articles']:,} of {row['of_articles']:,} articles "
            f"({percent(row['share'])}, {between(row['low'], row['high'], percent)}), "
            f"{row['mentions']:,} mentions"
        )
        keys = {key: row[key] for key in ("actor", "outlet") if key in row}
        bars[place].set_gid(f"mark-{place}")
        note(ax, words, keys, [(0, place - 0.45), (max(reach[place], 1e-9), place + 0.45)])
    _at_right(ax, other, -0.85)
    width = inches(ax)[0]
    names = [shortened(name, int(np.clip(width * 5, 22, 42))) for name in rows["actor"]]
    ax.set_yticks(
        [*places, *([len(rows)] if more else [])],
        [*names, *([f"and {more:,} more"] if more else [])],
    )
    if more:
        ax.get_yticklabels()[-1].set(color=SOFT, fontstyle="italic")
    ax.set_ylim(len(rows) - 0.4 + bool(more), -1.25)
    furthest = float(reach.max()) or 1.0
    drawn = max(width * 72 - max(map(len, names)) * 5.3 - 20, 120)  # points
    ax.set_xlim(0, furthest / (1 - 84 / drawn))
    ax.spines[["left", "bottom"]].set_visible(False)
    ax.axvline(0, color=INK, lw=0.9, zorder=4)
    ax.grid(axis="x")
    ax.tick_params(axis="x", length=0, labelcolor=SOFT)
    if value == "share":
        ticks = MaxNLocator(5, steps=[1, 2, 2.5, 5, 10]).tick_values(0, min(furthest, 1))
        ax.set_xticks([tick for tick in ticks if tick <= 1.0001 and tick <= furthest * 1.1])
        ax.xaxis.set_major_formatter(PercentFormatter(1, symbol=" %"))
        footnote(ax, "Share of articles that name the actor, with 95 % interval")
    else:
        ax.xaxis.set_major_locator(MaxNLocator(4, integer=True, prune="upper"))
        ax.xaxis.set_major_formatter(FuncFormatter(lambda tick, _: f"{tick:,.0f}"))
        footnote(ax, "Mentions; at the right the articles that name the actor")
    return ax


@styled
def actor_trend(trend: pd.DataFrame, *, ax: Axes, top: int = 5) -> Axes:
    """Draw a line an actor (or an outlet, of one actor): its share of articles over the periods.

    The table is `measures.trend`'s. A line breaks where no article was read; grey bars at the foot
    show how many were. The intervals are drawn as bands where at most two lines leave room.
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
    more = max(len(names) - top, 0)
    names = names.head(top).tolist()
    shown = trend[trend[key].isin(names)]
    highest = float(shown["share"].max())
    highest = highest if highest > 0 else 1.0
    banded = len(names) <= 2
    if banded:
        highest = max(highest, float(shown["high"].max(skipna=True) or 0), 0.0)
    periods = pd.DatetimeIndex(sorted(trend["period"].unique()))
    step = _step(periods)
    read = shown.groupby("period")["of_articles"].max().reindex(periods, fill_value=0)
    if key == "outlet":
        read = shown.groupby("period")["of_articles"].sum().reindex(periods, fill_value=0)
    _unknown_periods(ax, periods[read.to_numpy() == 0], step)
    foot = -0.2 * highest
    ax.bar(
        periods,
        read / max(read.max(), 1) * highest * 0.13,
        bottom=foot,
        width=step * 0.72,
        color="#c9d0d6",
        zorder=1.5,
    )
    ends = []
    for place, name in enumerate(names):
        rows = shown[shown[key] == name].sort_values("period").reset_index(drop=True)
        colour, shape = SERIES[place % len(SERIES)], SHAPES[place % len(SHAPES)]
        if banded:
            ax.fill_between(
                rows["period"], rows["low"], rows["high"], color=colour, alpha=0.15, lw=0, zorder=2
            )
        ax.plot(
            rows["period"],
            rows["share"],
            color=colour,
            ls=DASHES[place % len(DASHES)],
            marker=shape,
            ms=5,
            mec="white",
            mew=0.8,
            zorder=4 - place * 0.1,
            gid=f"series-{place}",
        )
        known = rows.dropna(subset=["share"])
        if len(known):
            ends.append((known["share"].iloc[-1], shortened(name or "no outlet", 24), colour))
        for row in known.to_dict("records"):
            words = (
                f"{row['actor']}{', ' + row['outlet'] if key == 'outlet' else ''}, from "
                f"{day_words(row['period'])}: named in {row['articles']:,} of "
                f"{row['of_articles']:,} articles ({percent(row['share'])}, "
                f"{between(row['low'], row['high'], percent)}), {row['mentions']:,} mentions"
            )
            keys = {k: row[k] for k in ("actor", "outlet", "period") if k in row}
            at = (_number(row["period"]), row["share"])
            note(ax, words, keys, [at], reach=6)
    ax.set_ylim(foot, highest * 1.06)
    _end_labels(ax, ends, room=highest * 1.26)
    ticks = MaxNLocator(4, steps=[1, 2, 2.5, 5, 10]).tick_values(0, min(highest, 1))
    ax.set_yticks([tick for tick in ticks if 0 <= tick <= min(highest * 1.05, 1.0001)])
    ax.yaxis.set_major_formatter(PercentFormatter(1, symbol=" %"))
    ax.tick_params(axis="y", labelcolor=SOFT)
    ax.axhline(0, color=INK, lw=0.9, zorder=3)
    ax.grid(axis="y")
    ax.spines[["left", "bottom"]].set_visible(False)
    _date_axis(ax, periods, step)
    ax.annotate(
        f"articles read, at most {int(read.max()):,}",
        (0, foot + highest * 0.135),
        xycoords=("axes fraction", "data"),
        color=SOFT,
        fontsize=9,
        va="bottom",
    )
    ax.set_ylabel("Share of articles")
    if more:
        footnote(ax, f"and {more:,} more {key}s, not drawn")
    return ax


@styled
def cooccurrence_matrix(cooccurrence: pd.DataFrame, *, ax: Axes, top: int = 12) -> Axes:
    """Draw a cell a pair: how many windows name both, shaded by how much more than by chance.

    The table is `pairs.cooccurrence`'s. Its `top` actors with the most company stand so that those
    who appear together stand together. A pair never seen together is blank with a dot.
    """
    check_columns(cooccurrence, "left", "right", "count", "npmi", name="cooccurrence")
    if cooccurrence.empty:
        return say(ax, "No two actors are named together.")
    company = pd.concat(
        [cooccurrence.groupby(side)["count"].sum() for side in ("left", "right")]
    ).groupby(level=0)
    company = company.sum().sort_values(ascending=False, kind="stable")
    names = company.index[:top].tolist()
    rows = cooccurrence[cooccurrence["left"].isin(names) & cooccurrence["right"].isin(names)]
    weight = pd.DataFrame(0.0, index=names, columns=names)
    for row in rows.itertuples():
        weight.loc[row.left, row.right] = weight.loc[row.right, row.left] = max(row.npmi, 0)
    names = _seriated(weight)
    place = {name: number for number, name in enumerate(names)}
    strongest = max(float(rows["npmi"].max()), 0.2) if len(rows) else 1.0
    drawn = set()
    cell = _cell_points(ax, len(names), len(names))
    for row in rows.to_dict("records"):
        x, y = sorted((place[row["left"]], place[row["right"]]))
        depth = min(max(row["npmi"], 0) / strongest, 1)
        shade = tuple(1 - (1 - c) * (0.06 + 0.94 * depth) for c in (0.09, 0.31, 0.55))
        ax.add_patch(
            Rectangle((x - 0.47, y - 0.47), 0.94, 0.94, color=shade, gid=f"mark-{len(drawn)}")
        )
        ax.text(
            x,
            y,
            f"{row['count']:,}",
            ha="center",
            va="center_baseline",
            color="white" if depth > 0.5 else INK,
            fontsize=_fit(cell, 3),
        )
        drawn.add((x, y))
        words = (
            f"{row['left']} and {row['right']}: together in {row['count']:,} windows of "
            f"{row['articles']:,} articles, NPMI {row['npmi']:.2f}"
        )
        note(
            ax,
            words,
            {"left": row["left"], "right": row["right"]},
            [(x - 0.5, y - 0.5), (x + 0.5, y + 0.5)],
        )
    blank = [(x, y) for y in range(len(names)) for x in range(y) if (x, y) not in drawn]
    ax.scatter(*zip(*blank, strict=True), s=5, color="#c3cad0") if blank else None
    _matrix_axes(ax, names[:-1], names, cell)
    ax.set_ylim(len(names) - 0.5, 0.5)
    more = len(company) - len(names)
    footnote(
        ax,
        f"Number: windows with both; shade: more often than by chance (NPMI to {strongest:.2f})"
        + (f"; and {more:,} more actors" if more else ""),
    )
    return ax


@styled
def stance_matrix(balance: pd.DataFrame, *, ax: Axes, top: int = 10) -> Axes:
    """Draw a cell an ordered pair: how the row's actor stands towards the column's.

    The table is `measures.stance_balance`'s without `by`; the `top` actors with most stances are
    drawn. A cell holds the balance with its sign and the sentences behind it, and is filled where
    the interval is clear of zero, only framed where it is not or cannot be told. Where nothing is
    said stands a dot.
    """
    check_columns(balance, "source", "target", "balance", "n", "low", "high", name="balance")
    balance = balance[balance["n"] > 0]
    if balance.empty:
        return say(ax, "No stance of one actor towards another was found.")
    weight = pd.concat([balance.groupby(side)["n"].sum() for side in ("source", "target")])
    weight = weight.groupby(level=0).sum().sort_values(ascending=False, kind="stable")
    chosen = weight.index[:top]
    rows = balance[balance["source"].isin(chosen) & balance["target"].isin(chosen)]
    sources = [name for name in chosen if (rows["source"] == name).any()]
    targets = [name for name in chosen if (rows["target"] == name).any()]
    down = {name: place for place, name in enumerate(sources)}
    across = {name: place for place, name in enumerate(targets)}
    cell = _cell_points(ax, len(targets), len(sources))
    two_lines, beside = cell[1] > 18.8, cell[0] > 48
    for number, row in enumerate(rows.to_dict("records")):
        x, y = across[row["target"]], down[row["source"]]
        clear = pd.notna(row["low"]) and (row["low"] > 0 or row["high"] < 0)
        colour = stance_colour(row["balance"])
        side = HOSTILE if row["balance"] < 0 else "#1f648f" if row["balance"] > 0 else SOFT
        dark = clear and abs(row["balance"]) > 0.55
        words = INK if clear and not dark else "white" if dark else side
        ax.add_patch(
            Rectangle(
                (x - 0.46, y - 0.46),
                0.92,
                0.92,
                facecolor=colour if clear else "white",
                edgecolor=colour if clear else side,
                lw=0 if clear else 0.9,
                ls="-" if clear else (0, (2.5, 1.8)),
                gid=f"mark-{number}",
            )
        )
        ax.annotate(
            signed(row["balance"]) + ("" if two_lines or not beside else f" n{row['n']}"),
            (x, y),
            xytext=(0, 4.6 if two_lines else 0),
            textcoords="offset points",
            ha="center",
            va="center",
            color=words,
            fontweight="bold",
            fontsize=_fit(cell, 4, most=11.5 if cell[1] > 26 else 9.5),
        )
        if two_lines:
            ax.annotate(
                f"n {row['n']:,}",
                (x, y),
                xytext=(0, -7 if cell[1] > 26 else -5),
                textcoords="offset points",
                ha="center",
                va="center",
                color=words,
                fontsize=9,
            )
        note(
            ax,
            _pair_words(row),
            {"source": row["source"], "target": row["target"]},
            [(x - 0.5, y - 0.5), (x + 0.5, y + 0.5)],
        )
    drawn = set(zip(rows["source"], rows["target"], strict=True))
    blank = [
        (across[t], down[s]) for s in sources for t in targets if s != t and (s, t) not in drawn
    ]
    if blank:
        ax.scatter(*zip(*blank, strict=True), s=5, color="#b4bcc3")
    for name in set(sources) & set(targets):
        ax.add_patch(Rectangle((across[name] - 0.5, down[name] - 0.5), 1, 1, color=MIST, zorder=0))
    _matrix_axes(ax, targets, sources, cell)
    more = len(weight) - len(chosen)
    ax.annotate(
        "how ↓ stands\ntowards →",
        (0, 1),
        xycoords="axes fraction",
        xytext=(-6, 5),
        textcoords="offset points",
        ha="right",
        va="bottom",
        color=SOFT,
        fontsize=9.5,
    )
    footnote(
        ax,
        "−1 all hostile, +1 all friendly, n sentences; filled: interval clear of 0; framed: not, "
        "or cannot be told; dot: nothing said" + (f"; and {more:,} more actors" if more else ""),
    )
    return ax


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
    step = _step(periods)
    _unknown_periods(ax, periods[balance["n"] == 0], step)
    ax.plot(balance["period"], balance["balance"], color="#aab3bb", lw=1.2, zorder=2)
    for number, row in enumerate(known.to_dict("records")):
        _stance_point(ax, row["period"], row, upright=True, gid=f"mark-{number}")
        note(
            ax,
            _pair_words(row, f", from {day_words(row['period'])}"),
            {"source": row["source"], "target": row["target"], "period": row["period"]},
            [(_number(row["period"]), row["balance"])],
            reach=8,
        )
    crowded = len(balance) > 16
    for row in known.to_dict("records"):
        if not crowded:
            ax.annotate(
                f"{row['n']:,}",
                (row["period"], -1.27),
                ha="center",
                va="center",
                color=SOFT,
                fontsize=9,
            )
    if crowded:
        tall = balance["n"] / balance["n"].max() * 0.2
        ax.bar(periods, tall, bottom=-1.4, width=step * 0.72, color="#c9d0d6", zorder=1.5)
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
    _date_axis(ax, periods, step)
    ax.set_ylabel(_pair_label(balance))
    footnote(ax, "Hollow: interval spans 0 or cannot be told; hatched: nothing said")
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
        _at_right(ax, f"{row['n']:,} in {row['articles']:,}" if row["n"] else "0", place)
        if not row["n"]:
            ax.text(0, place, "nothing said", ha="center", va="center", color=SOFT, style="italic")
            continue
        _stance_point(ax, place, row, upright=False, gid=f"mark-{place}")
        note(
            ax,
            _pair_words(row, f", {row['outlet'] or 'no outlet'}"),
            {"source": row["source"], "target": row["target"], "outlet": row["outlet"]},
            [(-1.05, place - 0.45), (1.05, place + 0.45)],
        )
    ax.set_yticks(range(len(rows)), [shortened(name or "no outlet") for name in rows["outlet"]])
    _at_right(ax, "sentences in articles", -0.8)
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
        + (f"; and {more:,} more outlets" if more else ""),
    )
    return ax


def _beside(ax: Axes, words: str, at: tuple[float, float], **look: object) -> None:
    """Write a few points to the right of a place."""
    ax.annotate(words, at, xytext=(7, 0), textcoords="offset points", va="center", **look)


def _at_right(ax: Axes, words: str, place: float) -> None:
    """Write in the column along the right edge."""
    where = {"xycoords": ("axes fraction", "data"), "ha": "right", "va": "center"}
    ax.annotate(words, (1, place), color=SOFT, fontsize=9.5, **where)


def _stance_point(ax: Axes, at: object, row: dict, *, upright: bool, gid: str) -> None:
    """One balance with its interval: a triangle that points to its side, hollow if not clear."""
    balance, low, high = row["balance"], row["low"], row["high"]
    colour = HOSTILE if balance < 0 else FRIENDLY if balance > 0 else EVEN
    told = pd.notna(low)
    clear = told and (low > 0 or high < 0)
    if told:
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


def _pair_words(row: dict, where: str = "") -> str:
    return (
        f"{row['source']} towards {row['target']}{where}: {row['friendly']:,} friendly, "
        f"{row['hostile']:,} hostile sentences in {row['articles']:,} articles; balance "
        f"{row['balance']:+.2f}, {between(row['low'], row['high'], '{:+.2f}'.format)}"
    ).replace("-", "−" if not where else "-")


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


def _number(day: pd.Timestamp) -> float:
    """A day as matplotlib counts it: days since 1970."""
    return (day - pd.Timestamp("1970-01-01")) / pd.Timedelta(days=1)


def _step(periods: pd.DatetimeIndex) -> float:
    """Days from one period to the next, at least one."""
    gaps = np.diff(periods.unique().sort_values()) / np.timedelta64(1, "D")
    return float(gaps.min()) if len(gaps) else 7.0


def _unknown_periods(ax: Axes, periods: pd.DatetimeIndex, step: float) -> None:
    """Hatch the periods of which nothing is known."""
    half = pd.Timedelta(days=step / 2)
    for day in periods:
        ax.axvspan(day - half, day + half, facecolor=MIST, edgecolor=LINE, hatch="////", zorder=0)


def _date_axis(ax: Axes, periods: pd.DatetimeIndex, step: float) -> None:
    room = pd.Timedelta(days=step * 0.6)
    ax.set_xlim(periods.min() - room, periods.max() + room)
    ticks = periods.unique().sort_values()
    if len(ticks) > 7:
        numbers = AutoDateLocator(minticks=3, maxticks=8).tick_values(ticks.min(), ticks.max())
        days = pd.DatetimeIndex(num2date(numbers)).tz_localize(None)
        ticks = days[(days >= ticks.min() - room) & (days <= ticks.max() + room)]
    apart = _step(ticks)
    names = [
        f"{day.year}" if apart > 360 else f"{day:%b}" if apart > 27 else f"{day.day} {day:%b}"
        for day in ticks
    ]
    if apart <= 360:  # the year once, and where it changes
        turns = [0, *(n for n in range(1, len(ticks)) if ticks[n].year != ticks[n - 1].year)]
        names = [f"{name}\n{ticks[n].year}" if n in turns else name for n, name in enumerate(names)]
    ax.set_xticks(ticks, names)
    ax.tick_params(axis="x", labelcolor=SOFT)


def _end_labels(ax: Axes, ends: list[tuple[float, str, str]], *, room: float) -> None:
    """Name the lines at their right ends, moved apart where they would overlap."""
    height = max(inches(ax)[1] - 0.7, 0.5)
    apart = room * 13 / 72 / height
    ends = sorted(ends)
    spots = [value for value, _, _ in ends]
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
    for spot, (_, name, colour) in zip(spots, ends, strict=True):
        ax.annotate(
            name,
            (1, spot),
            xycoords=("axes fraction", "data"),
            xytext=(6, 0),
            textcoords="offset points",
            color=colour,
            fontweight="bold",
            fontsize=10,
            va="center",
            annotation_clip=False,
        )


def _seriated(weight: pd.DataFrame) -> list[str]:
    """Names so ordered that strong pairs stand close: along the Fiedler vector."""
    if len(weight) < 3:
        return list(weight.index)
    tie = weight.to_numpy() + 1e-3
    laplacian = np.diag(tie.sum(axis=1)) - tie
    fiedler = np.linalg.eigh(laplacian)[1][:, 1]
    order = np.argsort(fiedler * np.sign(fiedler[np.abs(fiedler).argmax()]), kind="stable")
    return [weight.index[place] for place in order]


def _cell_points(ax: Axes, across: int, down: int) -> tuple[float, float]:
    """Width and height of a matrix cell in points, near enough to choose a size of type."""
    width, height = inches(ax)
    return (width * 72 - 110) / max(across, 1), (height * 72 - 95) / max(down, 1)


def _fit(cell: tuple[float, float], characters: int, *, most: float = 10.5) -> float:
    return float(np.clip(min(cell[0] / characters / 0.52, cell[1] * 0.62), 9, most))


def _matrix_axes(ax: Axes, across: list[str], down: list[str], cell: tuple[float, float]) -> None:
    """Names along the top and the left, nothing else."""
    wide = max((len(shortened(name, 22)) for name in across), default=0) * 5.2 > cell[0] * 1.05
    ax.set_xticks(
        range(len(across)),
        [shortened(name, 22) for name in across],
        rotation=40 if wide else 0,
        ha="left" if wide else "center",
        rotation_mode="anchor",
    )
    ax.set_yticks(range(len(down)), [shortened(name, 26) for name in down])
    ax.tick_params(length=0, top=True, labeltop=True, bottom=False, labelbottom=False, pad=4)
    ax.spines[:].set_visible(False)
    ax.set_xlim(-0.5, len(across) - 0.5)
    ax.set_ylim(len(down) - 0.5, -0.5)
