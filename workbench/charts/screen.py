"""A figure drawn for the screen as quickly as it can be seen: for a chart that is drawn again.

It looks as it does in a file. The margins are measured once, where matplotlib's constrained layout
measures them three times, and a word that was drawn before is copied, where each of its letters
would be shaped, hinted and filled anew.
"""

import io
from collections.abc import Callable
from functools import cache, lru_cache
from math import ceil, hypot

import numpy as np
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg, RendererAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, findfont, get_font
from matplotlib.layout_engine import LayoutEngine
from PIL import Image

from workbench.charts.look import marks, style
from workbench.charts.words import draw_rim

PAD = 0.06  # inches around all that is drawn, as in the style sheet


def screen_png(
    draw: Callable[[Axes], Axes], *, size: tuple[float, float], dpi: float
) -> tuple[bytes, list[dict]]:
    """Return what `draw` draws as a PNG of `size` inches, and its marks (see `look.marks`)."""
    with style():
        figure = Figure(figsize=size, dpi=dpi, layout=_Margins())
        canvas = _Canvas(figure)
        ax = draw(figure.add_axes((0.15, 0.12, 0.8, 0.78)))
        canvas.draw()
    return packed(canvas), marks(ax)


def packed(canvas: FigureCanvasAgg) -> bytes:
    """Return what the canvas shows as a PNG, packed quick rather than small."""
    target = io.BytesIO()
    image = Image.fromarray(np.asarray(canvas.buffer_rgba())).convert("RGB")
    image.save(target, format="png", compress_level=1)
    return target.getvalue()


class _Margins(LayoutEngine):
    """Margins as wide as the labels around the only axes ask for."""

    _adjust_compatible = True
    _colorbar_gridspec = False

    def execute(self, fig: Figure) -> None:
        (ax,) = fig.axes
        beside = [*ax.texts, *([ax.get_legend()] if ax.get_legend() else [])]
        beside = [artist for artist in beside if artist.get_in_layout()]
        renderer = fig.canvas.get_renderer()
        asked = ax.get_tightbbox(renderer, bbox_extra_artists=beside, for_layout_only=True)
        own, (width, height), pad = ax.get_window_extent(), fig.bbox.size, PAD * fig.dpi
        left, below = own.x0 - asked.x0 + pad, own.y0 - asked.y0 + pad
        right, above = asked.x1 - own.x1 + pad, asked.y1 - own.y1 + pad
        place = left, below, max(width - left - right, 1), max(height - below - above, 1)
        ax.set_position([side / of for side, of in zip(place, (width, height) * 2, strict=True)])


class _Canvas(FigureCanvasAgg):
    def get_renderer(self) -> RendererAgg:
        key = (*self.figure.bbox.size, self.figure.dpi)
        if key != self._lastKey:
            self.renderer, self._lastKey = _Renderer(*key), key
        return self.renderer


class _Renderer(RendererAgg):
    """Copies the words that were drawn before."""

    draws_halos = True

    def draw_text(self, gc, x, y, s, prop, angle, ismath=False, mtext=None) -> None:
        if ismath or gc.get_forced_alpha():
            super().draw_text(gc, x, y, s, prop, angle, ismath, mtext)
            return
        halo = getattr(mtext, "halo", 0.0)
        drawn, left, above = _word(s, prop, angle, self.dpi, tuple(gc.get_rgb()), halo)
        if drawn is not None:
            below = self.height - (round(y) + above) - len(drawn)
            self.draw_image(gc, round(x) + left, below, drawn)

    def get_text_width_height_descent(self, s, prop, ismath) -> tuple[float, float, float]:
        if ismath:
            return super().get_text_width_height_descent(s, prop, ismath)
        return _extent(s, prop, self.dpi)

    def _get_font_height_metrics(self, prop) -> tuple[float | None, float | None, float | None]:
        """How high and low the face reaches, which a text asks for each time it is laid out."""
        cut = tuple(prop.get_family()), prop.get_weight(), prop.get_style()
        return _reach(*cut, prop.get_size_in_points() * self.dpi / 72)


@cache
def _reach(
    families: tuple[str, ...], weight: int | str, style: str, size: float
) -> tuple[float | None, float | None, float | None]:
    """Pixels above and below the base line, and the gap between lines; None where not known."""
    face = get_font(findfont(FontProperties(family=list(families), style=style, weight=weight)))
    table, head = face.get_sfnt_table("OS/2"), face.get_sfnt_table("head")
    if table is None or head is None:
        return None, None, None
    scale = size / head["unitsPerEm"]
    names = ("sTypoAscender", "sTypoDescender", "sTypoLineGap")
    above, below, gap = (table[name] * scale for name in names)
    return above, -below, gap


@lru_cache(maxsize=5000)
def _extent(words: str, prop: FontProperties, dpi: float) -> tuple[float, float, float]:
    return RendererAgg(1, 1, dpi).get_text_width_height_descent(words, prop, False)


@lru_cache(maxsize=2000)
def _word(
    words: str,
    prop: FontProperties,
    angle: float,
    dpi: float,
    colour: tuple[float, ...],
    halo: float,
) -> tuple[np.ndarray | None, int, int]:
    """The words as an image, from its last row to its first, and where it begins.

    That is so many pixels to the right of and below the place where the base line begins.
    """
    width, height, _ = _extent(words, prop, dpi)
    reach = ceil(hypot(width, height) + halo * dpi / 72) + 2
    sheet = RendererAgg(2 * reach, 2 * reach, dpi)
    gc = sheet.new_gc()
    if halo:
        draw_rim(sheet, gc, reach, reach, words, prop, halo)
    gc.set_foreground(colour, isRGBA=True)
    sheet.draw_text(gc, reach, reach, words, prop, angle)
    drawn = np.asarray(sheet.buffer_rgba())
    rows, columns = (np.flatnonzero(drawn[..., 3].any(axis=axis)) for axis in (1, 0))
    if not len(rows):
        return None, 0, 0
    inside = drawn[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    return inside[::-1].copy(), int(columns[0]) - reach, int(rows[0]) - reach
