"""The co-occurrence network: actors that are named together lie together."""

from collections import Counter

import networkx as nx
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.font_manager import FontProperties

from workbench.caption import counted
from workbench.charts.look import INK, MAIN, footnote, inches, moved, note, say, shortened, styled
from workbench.charts.pairs import most_paired, together_words
from workbench.charts.words import Word, points_of
from workbench.tables import check_columns

LABEL_SIZE = 9.5
LINES_PER_ACTOR = 3
HALO = 1.3  # points around a name
GAP = 1.5  # points between that and the dot
SWEEPS = 6  # in which each name finds its place among the others
SPOTS = np.array([(1, 0), (-1, 0), (0, -1), (0, 1), (1, 1), (1, -1), (-1, 1), (-1, -1)])


@styled
def cooccurrence_network(
    cooccurrence: pd.DataFrame, *, ax: Axes, top: int = 25, window: str = "sentence"
) -> Axes:
    """Draw a dot an actor and a line a pair; the same table gives the same picture.

    The table is `pairs.cooccurrence`'s with the same `window`. The `top` actors with the most
    company are drawn, a dot's area by the windows that name the actor, a line's width by the
    windows with both and its darkness by NPMI. Pairs seen together no more than by chance have no
    line, and of the others the three an actor with the highest log-likelihood are drawn; how many
    are not is said.
    """
    wanted = ("left", "right", "count", "left_count", "npmi", "low", "high")
    check_columns(cooccurrence, *wanted, name="cooccurrence")
    if cooccurrence.empty:
        return say(ax, "No two actors are named together.")
    named: dict[str, int] = {}
    for side in ("right", "left"):
        named |= zip(cooccurrence[side], cooccurrence[f"{side}_count"], strict=True)
    most = max(named.values())
    company = most_paired(cooccurrence, ("left", "right"), "count")
    names = company.index[:top].tolist()
    rows = cooccurrence[cooccurrence["left"].isin(names) & cooccurrence["right"].isin(names)]
    places = _layout(rows, names, _shape(ax))
    rows = rows[rows["npmi"] > 0]
    hidden = max(len(rows) - LINES_PER_ACTOR * len(names), 0)
    rows = rows.nlargest(len(rows) - hidden, "log_likelihood").sort_values("npmi")
    _edges(ax, rows, places, window)
    large = 3 + min(11, 1.4 * inches(ax)[0])  # points
    radii = {name: 3 + (large - 3) * np.sqrt(named[name] / most) for name in names}
    ax.scatter(
        [places[name][0] for name in names],
        [places[name][1] for name in names],
        s=[(2 * radii[name]) ** 2 for name in names],
        color=MAIN,
        edgecolor="white",
        linewidth=1.2,
        zorder=3,
        gid="nodes",
    )
    friends = Counter([*rows["left"], *rows["right"]])
    for name in names:
        words = f"{name}: named in {counted(named[name], window)}, together with "
        words += f"{counted(friends[name], 'other')} drawn"
        note(ax, words, {"actor": name}, [places[name]], reach=max(radii[name], 6))
    ax.set_xlim(-1.18, 1.18)
    ax.set_ylim(-1.14, 1.14)
    ax.set_xticks([])
    ax.set_yticks([])
    ax.spines[:].set_visible(False)
    unnamed = _labels(ax, names, places, radii, rows)
    more = len(company) - len(names)
    footnote(
        ax,
        f"Dot: {window}s that name the actor; line: {window}s with both, the darker the more "
        "beyond chance (NPMI)"
        + (f"; and {counted(hidden, 'weaker line')}" if hidden else "")
        + (f"; and {counted(more, 'more actor')}" if more else "")
        + (f"; {counted(unnamed, 'dot')} unnamed for want of room" if unnamed else ""),
    )
    return ax


def _shape(ax: Axes) -> float:
    """Width over height of the axes, near enough."""
    width, height = inches(ax)
    return width / (height - 0.4)


def _layout(rows: pd.DataFrame, names: list[str], shape: float) -> dict[str, tuple[float, float]]:
    """A place between -1 and 1 for each actor: springs by NPMI, then pushed apart."""
    graph = nx.Graph()
    graph.add_nodes_from(names)
    ties = rows["npmi"].clip(lower=0) + 0.03
    graph.add_weighted_edges_from(zip(rows["left"], rows["right"], ties, strict=True))
    turns = np.arange(len(names)) * 2.399963  # the golden angle: an even start
    start = dict(zip(names, np.column_stack([np.cos(turns), np.sin(turns)]), strict=True))
    found = nx.spring_layout(graph, pos=start, k=2.2 / np.sqrt(len(names)), iterations=200, seed=0)
    spots = np.array([found[name] for name in names])
    spots -= (spots.max(axis=0) + spots.min(axis=0)) / 2
    spots /= np.maximum(np.abs(spots).max(axis=0), 1e-9)
    if len(names) > 3:  # half the way to an even spread, so that no corner stays empty
        ranks = spots.argsort(axis=0, kind="stable").argsort(axis=0, kind="stable")
        spots = 0.5 * spots + 0.5 * (2 * ranks / (len(names) - 1) - 1)
    spots = _apart(spots, shape)
    return dict(zip(names, map(tuple, spots.tolist()), strict=True))


def _apart(spots: np.ndarray, shape: float) -> np.ndarray:
    """The places, moved until no two are too close for their names (wide, hence the ellipse)."""
    room = np.array([0.62 / shape**0.5, 0.24]) * min(1.0, 3.2 / np.sqrt(len(spots)))
    for _ in range(200):
        gaps = (spots[:, None] - spots[None]) / room
        distance = np.hypot(gaps[..., 0], gaps[..., 1]) + np.eye(len(spots)) * 9
        close = np.maximum(1 - distance, 0)
        if close.max() < 0.02:
            break
        push = gaps / np.maximum(distance, 1e-6)[..., None] * close[..., None] * room * 0.25
        spots = np.clip(spots + push.sum(axis=1), -1, 1)
    return spots


def _edges(
    ax: Axes, rows: pd.DataFrame, places: dict[str, tuple[float, float]], window: str
) -> None:
    if rows.empty:
        return
    lines = [
        (places[left], places[right])
        for left, right in zip(rows["left"], rows["right"], strict=True)
    ]
    depth = np.clip(rows["npmi"] / max(rows["npmi"].max(), 1e-9), 0.08, 1).to_numpy()[:, None]
    light, dark = np.array([0.87, 0.89, 0.91]), np.array([0.25, 0.34, 0.42])
    ax.add_collection(
        LineCollection(
            lines,
            colors=light + (dark - light) * depth,
            linewidths=0.6 + 4.4 * np.sqrt(rows["count"] / rows["count"].max()),
            capstyle="round",
            zorder=1,
            gid="edges",
        )
    )
    for row, line in zip(rows.to_dict("records"), lines, strict=True):
        keys = {"left": row["left"], "right": row["right"]}
        note(ax, together_words(row, window), keys, list(line), reach=3)


def _labels(
    ax: Axes,
    names: list[str],
    places: dict[str, tuple[float, float]],
    radii: dict[str, float],
    rows: pd.DataFrame,
) -> int:
    """Each name beside its dot where it covers least; return how many find no room.

    No two names touch: of two that would, the one with less company is left out.
    """
    room = np.array(inches(ax)) * 72 - [10, 40]  # points: the margins, the footnote
    scale = room / np.array([2.36, 2.28])
    centre = np.array([places[name] for name in names]) * scale
    radius = np.array([radii[name] for name in names])[:, None]
    dots = np.hstack([centre - radius, centre + radius])
    at = dict(zip(names, centre, strict=True))
    lines = [
        np.linspace(at[left], at[right], 12)
        for left, right in zip(rows["left"], rows["right"], strict=True)
    ]
    crossed = np.concatenate(lines) if lines else np.zeros((0, 2))
    face = FontProperties(size=LABEL_SIZE)
    words = [shortened(name, 31) for name in names]
    sizes = np.array([points_of(one, face) for one in words]) + 2 * HALO
    spots, boxes, costs = [], [], []
    for number, size in enumerate(sizes):
        slant = np.where(SPOTS.all(axis=1), 0.72, 1)[:, None]
        away = SPOTS * (size / 2 + (radius[number] + GAP) * slant)
        box = np.hstack([centre[number] + away - size / 2, centre[number] + away + size / 2])
        outside = np.maximum(np.abs(centre[number] + away) + size / 2 - room / 2, 0).sum(axis=1)
        cost = np.arange(len(SPOTS)) * 0.02 * size.prod() + 50 * outside
        cost += 12 * ((crossed > box[:, None, :2]) & (crossed < box[:, None, 2:])).all(2).sum(1)
        cost += 3 * _overlaps(box, dots).sum(axis=1)
        spots.append(away)
        boxes.append(box)
        costs.append(np.where(outside > 0, np.inf, cost) if (outside == 0).any() else cost)
    chosen: dict[int, int] = {}
    for _ in range(SWEEPS):
        before = dict(chosen)
        for number in range(len(names)):
            others = np.array([boxes[n][chosen[n]] for n in chosen if n != number]).reshape(-1, 4)
            cost = costs[number] + 4 * _overlaps(boxes[number], others).sum(axis=1)
            chosen[number] = int(np.argmin(cost))
        if chosen == before:
            break
    drawn = np.zeros((0, 4))
    for number, spot in chosen.items():
        box = boxes[number][spot]
        if _overlaps(box[None], drawn).any():
            continue
        drawn = np.vstack([drawn, box])
        ax.add_artist(
            Word(
                *places[names[number]],
                words[number],
                transform=moved(ax, tuple(spots[number][spot])),
                halo=HALO,
                fontsize=LABEL_SIZE,
                color=INK,
                zorder=5,
            )
        )
    return len(names) - len(drawn)


def _overlaps(boxes: np.ndarray, others: np.ndarray) -> np.ndarray:
    """How much of each of the boxes (a row) each of the others (a column) covers."""
    low = np.maximum(boxes[:, None, :2], others[None, :, :2])
    high = np.minimum(boxes[:, None, 2:], others[None, :, 2:])
    return np.maximum(high - low, 0).prod(axis=2)
