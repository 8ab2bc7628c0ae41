"""A chart in a notebook: an image whose marks can be clicked, or reached by keyboard."""

from collections.abc import Callable
from pathlib import Path

import anywidget
import matplotlib as mpl
import traitlets
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from workbench.charts.look import STYLE, marks
from workbench.panels.still import in_words, png_of

HERE = Path(__file__).parent


class Picture(anywidget.AnyWidget):
    """An image with a description and marks.

    `marks` holds one mapping a mark: `label` (what a screen reader and the hover text say),
    `keys` (what the mark stands for, as `look.marks` gives it) and `points` (the corners of its
    area, as shares of the image's width and height from the upper left). `selected` is the place
    in `marks` of the mark last chosen by click or Enter, -1 for none; choosing it again lets it go.
    """

    _esm = HERE / "picture.js"
    _css = HERE / "picture.css"
    png = traitlets.Bytes(b"").tag(sync=True)
    alt = traitlets.Unicode("").tag(sync=True)
    width = traitlets.Int(0, help="Width in CSS pixels, 0 for the image's own").tag(sync=True)
    marks = traitlets.List(traitlets.Dict()).tag(sync=True)
    selected = traitlets.Int(-1).tag(sync=True)

    def show(self, draw: Callable[[Axes], Axes], *, size: tuple[float, float], title: str) -> None:
        """Let `draw` draw, and send image, description and marks in one message.

        `size` is in inches of 100 CSS pixels. The description is the title and the first marks.
        """
        with mpl.rc_context(fname=STYLE):
            figure = Figure(figsize=size, dpi=100, layout="constrained")
            ax = draw(figure.subplots())
            png, found = png_of(figure), marks(ax)
        with self.hold_sync():
            self.selected = -1
            self.alt = in_words(found, title=title)
            self.marks = found
            self.width = round(size[0] * 100)
            self.png = png

    @property
    def mark(self) -> dict | None:
        """The mark last chosen, or None."""
        return self.marks[self.selected] if 0 <= self.selected < len(self.marks) else None
