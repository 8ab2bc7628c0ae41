"""Words on a chart that need no layout: one level line, centred where it is put."""

from matplotlib.backend_bases import GraphicsContextBase, RendererBase
from matplotlib.colors import to_rgba
from matplotlib.font_manager import FontProperties
from matplotlib.patheffects import PathEffectRenderer, Stroke
from matplotlib.text import Text
from matplotlib.textpath import text_to_path
from matplotlib.transforms import Transform


class Word(Text):
    """A line of words centred at a place, with a white rim of `halo` points where that is given.

    It asks for no room in the layout of the figure, so it must stand within the axes.
    """

    def __init__(self, x: float, y: float, words: str, *, halo: float = 0.0, **look: object):
        super().__init__(x, y, words, ha="center", va="center", parse_math=False, **look)
        self.set_in_layout(False)
        self.halo = halo

    def set_clip_path(self, path: object, transform: Transform | None = None) -> None:
        """Nothing: it stands within the axes."""

    def draw(self, renderer: RendererBase) -> None:
        words, face = self.get_text(), self.get_fontproperties()
        if not self.get_visible() or not words:
            return
        wide, high, below = renderer.get_text_width_height_descent(words, face, False)
        x, y = self.get_transform().transform(self.get_unitless_position())
        x, y = x - wide / 2, y - high / 2 + below
        if renderer.flipy():
            y = renderer.get_canvas_width_height()[1] - y
        renderer.open_group("text", self.get_gid())
        gc = renderer.new_gc()
        if self.halo and not getattr(renderer, "draws_halos", False):
            draw_rim(renderer, gc, x, y, words, face, self.halo)
        gc.set_foreground(to_rgba(self.get_color()), isRGBA=True)
        renderer.draw_text(gc, x, y, words, face, 0, ismath=False, mtext=self)
        gc.restore()
        renderer.close_group("text")
        self.stale = False


def draw_rim(
    renderer: RendererBase,
    gc: GraphicsContextBase,
    x: float,
    y: float,
    words: str,
    face: FontProperties,
    halo: float,
) -> None:
    """Draw a white rim of so many points around words that begin there."""
    rim = Stroke(linewidth=2 * halo, foreground="white", joinstyle="round")
    PathEffectRenderer([rim], renderer).draw_text(gc, x, y, words, face, 0)


def points_of(words: str, face: FontProperties) -> tuple[float, float]:
    """Width and height of a line of words in points, in any picture."""
    return text_to_path.get_text_width_height_descent(words, face, False)[:2]
