"""A chart in a notebook: an image whose marks can be clicked, or reached by keyboard."""

from collections.abc import Callable
from pathlib import Path

import anywidget
import traitlets
from matplotlib.axes import Axes

from workbench.charts.screen import screen_png
from workbench.panels.still import in_words

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
    ratio = traitlets.Float(1.5, help="Dots of the screen in a CSS pixel").tag(sync=True)
    visible = traitlets.Bool(True, help="Whether any of it is in sight").tag(sync=True)
    near = traitlets.Int(-1, help="Place of the control about to be set, or -1").tag(sync=True)

    def put(self, png: bytes, marks: list[dict], alt: str, width: int) -> None:
        """Send what was drawn in one message; the image is `width` CSS pixels wide."""
        with self.hold_sync():
            self.selected = -1
            self.alt = alt
            self.marks = marks
            self.width = width
            self.png = png

    @property
    def mark(self) -> dict | None:
        """The mark last chosen, or None."""
        return self.marks[self.selected] if 0 <= self.selected < len(self.marks) else None


def drawn(
    draw: Callable[[Axes], Axes], *, size: tuple[float, float], title: str, ratio: float
) -> tuple[bytes, list[dict], str]:
    """Return the image of what `draw` draws, its marks and its description.

    `size` is in inches of 100 CSS pixels, each of `ratio` dots (from 1 to 2). The description is
    the title and the first marks.
    """
    png, marks = screen_png(draw, size=size, dpi=100 * min(max(ratio, 1), 2))
    return png, marks, in_words(marks, title=title)
