"""Charts with a cell a pair: who is named together, and who stands how towards whom."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from workbench.caption import counted
from workbench.charts.look import (
    BESIDE,
    MIST,
    SOFT,
    Rows,
    folded,
    footnote,
    inches,
    moved,
    note,
    readable,
    say,
    shortened,
    signed,
    styled,
)
from workbench.charts.pairs import (
    beyond_chance,
    cell_colours,
    most_paired,
    pair_words,
    together_colour,
    together_words,
)
from workbench.charts.words import Word
from workbench.tables import check_columns

TOGETHER_CELLS = Rows(each=13, around=95, across=26)  # a line of type each
STANCE_CELLS = Rows(each=22, around=95, across=26)  # two lines


@styled
def cooccurrence_matrix(
    cooccurrence: pd.DataFrame, *, ax: Axes, top: int = 12, window: str = "sentence"
) -> Axes:
    """Draw a cell a pair: how many windows name both, shaded by how much more than by chance.

    The table is `pairs.cooccurrence`'s with the same `window`. Its `top` actors with the most
    company, or as many as the height has room for, stand so that those who appear together stand
    together. Bold is what is more often than by chance by its interval; a pair never seen
    together is blank with a dot.
    """
    check_columns(
        cooccurrence, "left", "right", "count", "npmi", "low", "high", name="cooccurrence"
    )
    if cooccurrence.empty:
        return say(ax, "No two actors are named together.")
    company = most_paired(cooccurrence, ("left", "right"), "count")
    names = company.index[: min(top, TOGETHER_CELLS.fitting(ax))].tolist()
    rows = cooccurrence[cooccurrence["left"].isin(names) & cooccurrence["right"].isin(names)]
    weight = pd.DataFrame(0.0, index=names, columns=names)
    for row in rows.itertuples():
        weight.loc[row.left, row.right] = weight.loc[row.right, row.left] = max(row.npmi, 0)
    names = _seriated(weight)
    place = {name: number for number, name in enumerate(names)}
    strongest = max(float(rows["npmi"].max()), 0.2) if len(rows) else 1.0
    drawn = set()
    cell = cell_points(ax, len(names), len(names))
    for row in rows.to_dict("records"):
        x, y = sorted((place[row["left"]], place[row["right"]]))
        shade = together_colour(row["npmi"], strongest)
        ax.add_artist(
            Rectangle((x - 0.47, y - 0.47), 0.94, 0.94, color=shade, gid=f"mark-{len(drawn)}")
        )
        ax.text(
            x,
            y,
            f"{row['count']:,}",
            ha="center",
            va="center_baseline",
            color=readable(shade),
            fontsize=_fit(cell, 3),
            fontweight="bold" if beyond_chance(row) else "normal",
            in_layout=False,  # stands inside its cell
        )
        drawn.add((x, y))
        note(
            ax,
            together_words(row, window),
            {"left": row["left"], "right": row["right"]},
            [(x - 0.5, y - 0.5), (x + 0.5, y + 0.5)],
        )
    blank = [(x, y) for y in range(len(names)) for x in range(y) if (x, y) not in drawn]
    if blank:
        ax.scatter(*zip(*blank, strict=True), s=5, color="#c3cad0")
    _matrix_axes(ax, names[:-1], names, cell)
    ax.set_ylim(len(names) - 0.5, 0.5)
    more = len(company) - len(names)
    footnote(
        ax,
        f"Number: {window}s with both; the darker, the more beyond chance (NPMI "
        f"to\N{NO-BREAK SPACE}{strongest:.2f}); bold: its interval clear of chance"
        + (f"; and {counted(more, 'more actor')}" if more else ""),
    )
    return ax


@styled
def stance_matrix(balance: pd.DataFrame, *, ax: Axes, top: int = 10) -> Axes:
    """Draw a cell an ordered pair: how the row's actor stands towards the column's.

    The table is `measures.stance_balance`'s without `by`; the `top` actors with most stances are
    drawn, or as many as the height has room for. A cell holds the balance with its sign and the
    sentences behind it; it is filled where the interval is clear of zero, and only framed where it
    is not or cannot be told. Where nothing is said stands a dot.
    """
    check_columns(balance, "source", "target", "balance", "n", "low", "high", name="balance")
    balance = balance[balance["n"] > 0]
    if balance.empty:
        return say(ax, "No stance of one actor towards another was found.")
    weight = most_paired(balance, ("source", "target"), "n")
    chosen = weight.index[: min(top, STANCE_CELLS.fitting(ax))]
    rows = balance[balance["source"].isin(chosen) & balance["target"].isin(chosen)]
    if rows.empty:
        rows = balance.head(1)
        chosen = pd.Index([*rows["source"], *rows["target"]])
    sources = [name for name in chosen if (rows["source"] == name).any()]
    targets = [name for name in chosen if (rows["target"] == name).any()]
    down = {name: place for place, name in enumerate(sources)}
    across = {name: place for place, name in enumerate(targets)}
    cell = cell_points(ax, len(targets), len(sources))
    for number, row in enumerate(rows.to_dict("records")):
        x, y = across[row["target"]], down[row["source"]]
        _stance_cell(ax, x, y, row, cell, gid=f"mark-{number}")
        note(
            ax,
            pair_words(row),
            {"source": row["source"], "target": row["target"]},
            [(x - 0.5, y - 0.5), (x + 0.5, y + 0.5)],
        )
    drawn = set(zip(rows["source"], rows["target"], strict=True))
    blank = [
        (across[t], down[s]) for s in sources for t in targets if s != t and (s, t) not in drawn
    ]
    if blank:
        ax.scatter(*zip(*blank, strict=True), s=5, color="#b4bcc3")
    for name in [name for name in sources if name in across]:  # in order: a file is made again
        ax.add_artist(Rectangle((across[name] - 0.5, down[name] - 0.5), 1, 1, color=MIST, zorder=0))
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
        "−1 all hostile, +1 all friendly, n sentences; filled: interval clear of"
        "\N{NO-BREAK SPACE}0; framed: not, or cannot be told; dot: nothing said"
        + (f"; and {counted(more, 'more actor')}" if more else ""),
    )
    return ax


def _stance_cell(
    ax: Axes, x: int, y: int, row: dict, cell: tuple[float, float], *, gid: str
) -> None:
    """The balance with its sign over n, in a field or, where nothing is sure, in a frame."""
    field, colour, clear = cell_colours(row)
    frame = {} if clear else {"edgecolor": colour, "lw": 0.9, "ls": (0, (2.5, 1.8))}
    ax.add_artist(Rectangle((x - 0.46, y - 0.46), 0.92, 0.92, facecolor=field, gid=gid, **frame))
    large = cell[1] > 26
    size = _fit(cell, 4, most=11.5 if large else 9.5)
    up, down = ((0, 5.2), (0, -6.2)) if large else ((0, 4.8), (0, -5))
    words, n = signed(row["balance"]), f"n {row['n']:,}"
    bold = {"fontsize": size, "fontweight": "bold"}
    ax.add_artist(Word(x, y, words, transform=moved(ax, up), color=colour, **bold))
    ax.add_artist(Word(x, y, n, transform=moved(ax, down), color=colour, fontsize=9))


def _seriated(weight: pd.DataFrame) -> list[str]:
    """Names so ordered that strong pairs stand close: along the Fiedler vector."""
    if len(weight) < 3:
        return list(weight.index)
    tie = weight.to_numpy() + 1e-3
    laplacian = np.diag(tie.sum(axis=1)) - tie
    fiedler = np.linalg.eigh(laplacian)[1][:, 1]
    order = np.argsort(fiedler * np.sign(fiedler[np.abs(fiedler).argmax()]), kind="stable")
    return [weight.index[place] for place in order]


def cell_points(ax: Axes, across: int, down: int) -> tuple[float, float]:
    """Width and height of a matrix cell in points, near enough to choose a size of type."""
    width, height = inches(ax)
    return (width * 72 - BESIDE) / max(across, 1), (height * 72 - 95) / max(down, 1)


def _fit(cell: tuple[float, float], characters: int, *, most: float = 10.5) -> float:
    return float(np.clip(min(cell[0] / characters / 0.52, cell[1] * 0.62), 9, most))


def _matrix_axes(ax: Axes, across: list[str], down: list[str], cell: tuple[float, float]) -> None:
    """Names along the top and the left, nothing else."""
    ax.tick_params(length=0, top=True, labeltop=True, bottom=False, labelbottom=False, pad=4)
    names = [folded(name) if cell[0] > 32 else shortened(name, 22) for name in across]
    lines = [line for name in names for line in name.split("\n")]
    wide = max(map(len, lines), default=0) * 5.2 > cell[0] * 1.05
    ax.set_xticks(
        range(len(across)),
        names,
        rotation=40 if wide else 0,
        ha="left" if wide else "center",
        rotation_mode="anchor",
    )
    longest = int(np.clip(inches(ax)[0] * 5.4, 26, 42))
    ax.set_yticks(range(len(down)), [shortened(name, longest) for name in down])
    ax.spines[:].set_visible(False)
    ax.set_xlim(-0.5, len(across) - 0.5)
    ax.set_ylim(len(down) - 0.5, -0.5)
