"""What charts of bars share: the names at the left, room at the right, and the axis of a share."""

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.ticker import MaxNLocator

from workbench.charts.look import INK, SOFT, Rows, inches, shortened

BARS = Rows(each=13, around=90)  # a line of type each


def frame_bars(
    ax: Axes, names: Sequence[str], *, more: int, furthest: float, above: float = 1.25
) -> None:
    """Name the bars, say how many `more` there are, and leave room for what stands at the right.

    `furthest` is how far the longest bar or interval reaches, `above` the rows of room over the
    first bar.
    """
    width = inches(ax)[0]
    names = [shortened(name, int(np.clip(width * 5, 22, 42))) for name in names]
    rest = [f"and {more:,} more"] if more else []
    ax.set_yticks(range(len(names) + len(rest)), [*names, *rest])
    if rest:
        ax.get_yticklabels()[-1].set(color=SOFT, fontstyle="italic")
    ax.set_ylim(len(names) - 0.4 + len(rest), -above)
    room = max(width * 72 - max(map(len, names)) * 5.3 - 20, 120)  # points
    ax.set_xlim(0, furthest / (1 - 84 / room))
    ax.spines[["left", "bottom"]].set_visible(False)
    ax.axvline(0, color=INK, lw=0.9, zorder=4)
    ax.grid(axis="x")
    ax.tick_params(axis="x", length=0, labelcolor=SOFT)


def tick_shares(axis: Axis, furthest: float, *, most: int = 5, beyond: float = 1.1) -> None:
    """Set at most so many steps of an axis of shares, up to 100 % and not far `beyond` the data.

    They have no more digits than the step between them needs.
    """
    ticks = MaxNLocator(most, steps=[1, 2, 2.5, 5, 10]).tick_values(0, min(furthest, 1))
    axis.set_ticks([tick for tick in ticks if tick <= min(furthest * beyond, 1.0001)])
    axis.set_major_formatter(lambda share, _place: f"{100 * share:.3g} %")
