"""Pictures of the measures: each takes a measure's table, draws it on an Axes and returns that.

No chart counts anything, sets a title or saves a file. `marks(ax)` says what was drawn where, so
that every mark can lead to its sentences; `STYLE` is the style sheet. Without `ax` a chart draws
on a figure of its own.
"""

from workbench.charts.actors import actor_bars, actor_trend
from workbench.charts.comparison import comparison
from workbench.charts.look import STYLE, marks
from workbench.charts.matrices import cooccurrence_matrix, stance_matrix
from workbench.charts.network import cooccurrence_network
from workbench.charts.stances import stance_by_outlet, stance_over_time
from workbench.charts.voices import speaker_bars

__all__ = [
    "STYLE",
    "actor_bars",
    "actor_trend",
    "comparison",
    "cooccurrence_matrix",
    "cooccurrence_network",
    "marks",
    "speaker_bars",
    "stance_by_outlet",
    "stance_matrix",
    "stance_over_time",
]
