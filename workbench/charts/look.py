"""What all charts share: style sheet, colours, fonts, and the marks that can be clicked.

Colours hold for the colour-blind and in grey: hostile is dark and warm, friendly lighter and cool,
and neither is ever told by colour alone.
"""

import textwrap
import warnings
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from functools import cache, wraps
from pathlib import Path
from typing import NamedTuple
from weakref import WeakKeyDictionary, WeakSet

import fontpkg_fira_sans
import matplotlib as mpl
import numpy as np
import pandas as pd
from matplotlib import font_manager
from matplotlib.axes import Axes
from matplotlib.backend_bases import DrawEvent
from matplotlib.colors import LinearSegmentedColormap, to_hex, to_rgb
from matplotlib.figure import Figure
from matplotlib.transforms import ScaledTranslation, Transform

STYLE = Path(__file__).with_name("style.mplstyle")
FALLBACKS = [  # tried in this order for the glyphs that the packaged face lacks, where installed
    *("Noto Sans", "DejaVu Sans", "Noto Sans CJK KR", "Noto Sans CJK JP", "Noto Sans CJK SC"),
    *("Noto Sans KR", "Noto Sans JP", "Noto Sans SC", "Apple SD Gothic Neo", "Malgun Gothic"),
    *("Hiragino Sans", "Yu Gothic", "PingFang SC", "Microsoft YaHei", "WenQuanYi Zen Hei"),
    *("Noto Sans Arabic", "Noto Naskh Arabic", "Noto Sans Hebrew", "Noto Sans Thai"),
    *("Noto Sans Devanagari", "Arial Unicode MS"),
]

BESIDE = 110  # points left of a matrix, for the names
MANY = 10_000

INK, SOFT, LINE, MIST = "#22303c", "#5d6a75", "#dfe4e8", "#f3f5f7"
MAIN, BAR = "#17508b", "#4a86bd"
FRIENDLY, HOSTILE, EVEN = "#3f8fc4", "#9a3412", "#7b8791"
SERIES = ["#12467f", "#d4581a", "#4fa3d1", "#7a2e6e", "#c79a1b", "#6b7780"]
SHAPES = ["o", "s", "^", "D", "v", "P"]
DASHES = ["-", (0, (5, 1.4)), (0, (1.2, 1.2)), (0, (6, 1.5, 1.2, 1.5)), (0, (3, 1)), "-"]
STANCE = LinearSegmentedColormap.from_list(
    "stance", [(0, HOSTILE), (0.3, "#d98c5f"), (0.5, "#eceff1"), (0.7, "#a9cfe6"), (1, "#2b7bb3")]
)

for cut in ("Regular", "Italic", "SemiBold", "Bold"):
    font_manager.fontManager.addfont(fontpkg_fira_sans.ROOT / "files" / f"FiraSans-{cut}.ttf")


# A chart says itself which characters no font draws, once and where it is seen.
warnings.filterwarnings("ignore", message=r"Glyph \d+ .* missing from font")


class Mark(NamedTuple):
    """A drawn thing that stands for rows of the table: its words, its keys, and where it is.

    The corners are data coordinates; `reach` points are added around them.
    """

    label: str
    keys: dict[str, str]
    corners: list[tuple[float, float]]
    reach: float = 0.0


_MARKS: WeakKeyDictionary[Axes, list[Mark]] = WeakKeyDictionary()
_UNDRAWN: WeakSet[Figure] = WeakSet()
_MOVED: WeakKeyDictionary[Axes, dict[tuple[float, float], Transform]] = WeakKeyDictionary()


def styled(chart: Callable[..., Axes]) -> Callable[..., Axes]:
    """Let a chart draw in the workbench's style, on axes of its own where none are given."""

    @wraps(chart)
    def drawn(table: pd.DataFrame, *, ax: Axes | None = None, **options: object) -> Axes:
        with style():
            if ax is None:
                ax = Figure().subplots()
            _MARKS[ax] = []
            _await_layout(ax.get_figure(root=True))
            chart(table, ax=ax, **options)
            texts = [*ax.texts, *ax.get_xticklabels(), *ax.get_yticklabels()]
            for text in texts:  # also those of axes that were made in another style
                text.set_parse_math(False)
                if text.get_fontfamily() != families():
                    text.set_fontfamily(families())
            _name_missing_glyphs(ax, [text.get_text() for text in texts])
            return ax

    return drawn


def style() -> AbstractContextManager:
    """Draw in the workbench's style within this context."""
    if mpl.rcParams["font.family"] == families():  # one does so already
        return nullcontext()
    return mpl.rc_context(_settings() | {"font.family": families()})


@cache
def _settings() -> dict:
    return dict(mpl.rc_params_from_file(STYLE, use_default_template=False))


@cache
def families() -> list[str]:
    """The faces to draw with, in order; matplotlib takes each glyph from the first that has it."""
    installed = set(font_manager.get_font_names())
    return [fontpkg_fira_sans.FAMILY, *(name for name in FALLBACKS if name in installed)]


def missing_glyphs(texts: list[str]) -> str:
    """Return the characters of `texts` that no face at hand can draw, each once, in order."""
    wanted = sorted({character for text in texts for character in text if ord(character) > 126})
    covered = _covered()
    return "".join(c for c in wanted if ord(c) not in covered and not c.isspace())


@cache
def _covered() -> frozenset[int]:
    codes: set[int] = set()
    for name in families():
        path = font_manager.findfont(font_manager.FontProperties(family=name))
        codes.update(font_manager.get_font(path).get_charmap())
    return frozenset(codes)


def _name_missing_glyphs(ax: Axes, words: list[str]) -> None:
    """Say on the chart which characters show as boxes, and what would help."""
    missing = missing_glyphs(words)
    if missing:
        codes = " ".join(f"U+{ord(character):04X}" for character in missing[:8])
        wanted = f"No installed font draws {codes}: a Noto Sans font of that script would"
        footnote(ax, "\n".join(filter(None, [ax.get_xlabel(), wanted])))


def inches(ax: Axes) -> tuple[float, float]:
    """The width and height in which the axes and all their labels are laid out."""
    figure, box = ax.get_figure(root=True), ax.get_subplotspec()
    engine, grid = figure.get_layout_engine(), box.get_gridspec() if box else None
    *_, across, up = (engine.get() if engine else {}).get("rect", (0, 0, 1, 1))
    across, up = across * figure.get_figwidth(), up * figure.get_figheight()
    return (across / grid.ncols, up / grid.nrows) if grid else (across, up)


class Rows(NamedTuple):
    """Rows of so many points of height each, with so many points above and below them all.

    In a matrix each is also a column of `across` points at least.
    """

    each: float
    around: float
    across: float = 0.0

    def fitting(self, ax: Axes) -> int:
        """How many of them the axes have room for, at least two."""
        width, height = inches(ax)
        down = int((height * 72 - self.around) / self.each + 0.01)
        return max(min(down, self._columns(width)), 2)

    def inches(self, rows: int, width: float) -> float:
        """The height of a picture of that width that has room for so many."""
        return (min(rows, self._columns(width)) * self.each + self.around) / 72

    def _columns(self, width: float) -> int:
        return int((width * 72 - BESIDE) / self.across) if self.across else MANY


def footnote(ax: Axes, words: str) -> None:
    """Write how to read the chart below it, in as many even lines as its width asks for."""
    wide = int(inches(ax)[0] * 13.8)
    lines = [line for part in words.split("\n") for line in _even(part, wide)]
    ax.set_xlabel("\n".join(lines), fontsize=9.5, color=SOFT, loc="right")


def _even(words: str, wide: int) -> list[str]:
    """The words in as few lines of that many letters as hold them, all about as long."""
    fewest = len(textwrap.wrap(words, width=wide))
    least = len(words) // max(fewest, 1)
    tried = (textwrap.wrap(words, width=width) for width in range(max(least, 1), wide))
    return next((lines for lines in tried if len(lines) <= fewest), textwrap.wrap(words, wide))


def note(ax: Axes, label: str, keys: dict, corners: list, *, reach: float = 0.0) -> None:
    """Keep a mark of `ax`. Dates among the keys become text."""
    plain = {
        key: str(value.date()) if isinstance(value, pd.Timestamp) else str(value)
        for key, value in keys.items()
    }
    _MARKS.setdefault(ax, []).append(Mark(label, plain, corners, reach))


def marks(ax: Axes) -> list[dict]:
    """Return what is drawn on `ax`, in reading order: one mapping a bar, point, cell, node or edge.

    `label` says it in words; `keys` are the columns and values that pick its rows (actor; source
    and target; left and right; with period, as text, and outlet where the chart has them);
    `points` are the corners of its area as shares of the figure's width and height from the upper
    left. A figure not drawn since is laid out first, so it is cheaper after saving.
    """
    figure = ax.get_figure(root=True)
    if figure in _UNDRAWN:
        figure.draw_without_rendering()
    width, height = figure.bbox.width, figure.bbox.height
    found = []
    for mark in _MARKS.get(ax, []):
        corners = ax.transData.transform(np.array(mark.corners, dtype=float))
        corners = _area(corners, mark.reach * figure.dpi / 72)
        points = [
            [round(min(max(x / width, 0), 1), 5), round(min(max(1 - y / height, 0), 1), 5)]
            for x, y in corners.tolist()
        ]
        found.append({"label": mark.label, "keys": dict(mark.keys), "points": points})
    return found


def _await_layout(figure: Figure) -> None:
    """Remember that the figure's layout is not settled until it is next drawn."""
    _UNDRAWN.add(figure)
    figure.canvas.mpl_connect("draw_event", _settle)


def _settle(event: DrawEvent) -> None:
    _UNDRAWN.discard(event.canvas.figure)


def _area(corners: np.ndarray, reach: float) -> np.ndarray:
    """A point as a square, a segment as a narrow band, a box (two opposite corners) as it is."""
    if len(corners) == 1:
        return corners + reach * np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]])
    if len(corners) == 2 and reach:
        along = np.diff(corners, axis=0)[0]
        length = np.hypot(*along) or 1.0
        aside = np.array([-along[1], along[0]]) / length * reach
        return np.array(
            [corners[0] + aside, corners[1] + aside, corners[1] - aside, corners[0] - aside]
        )
    (x0, y0), (x1, y1) = corners
    return np.array([(x0, y0), (x1, y0), (x1, y1), (x0, y1)])


def shortened(name: str, longest: int = 32) -> str:
    """The name, or its beginning and an ellipsis where it is longer than `longest`."""
    name = " ".join(str(name).split())
    return name if len(name) <= longest else name[: longest - 1].rstrip(" ,.-") + "…"


def folded(name: str, longest: int = 22) -> str:
    """The name, where it is long in two lines of about one length, at most so many letters."""
    name = " ".join(str(name).split())
    spaces = [place for place, letter in enumerate(name) if letter == " "]
    if len(name) <= 16 or not spaces:
        return shortened(name, longest)
    middle = min(spaces, key=lambda place: abs(place - len(name) / 2))
    return "\n".join(shortened(line, longest) for line in (name[:middle], name[middle + 1 :]))


def percent(share: float) -> str:
    """A share in words: "38 %", "0.4 %" below one, "unknown" where it is."""
    if pd.isna(share):
        return "unknown"
    digits = 1 if 0 < share < 0.01 else 0
    return f"{share:.{digits}%}".replace("%", " %")


def points(share: float) -> str:
    """A difference of shares in percentage points, with its sign: "+12", "0"."""
    return f"{100 * share:+.0f}".replace("-", "−").replace("+0", "0").replace("−0", "0")


def signed(value: float, digits: int = 1) -> str:
    """A balance with its sign: "+0.4", "−0.8", "0"; "?" where unknown."""
    if pd.isna(value):
        return "?"
    value = round(value, digits)
    words = f"{value:+.0f}" if value in (-1, 1) else f"{value:+.{digits}f}"
    return words.replace("-", "−") if value else "0"


def hundredths(value: float) -> str:
    """A balance with its sign and two decimals."""
    return signed(value, 2)


def between(low: float, high: float, words: Callable[[float], str]) -> str:
    """An interval in words, or that there is none."""
    if pd.isna(low) or pd.isna(high):
        return "no interval: one article"
    return f"95 % interval {words(low)} to {words(high)}"


def stance_colour(balance: float) -> str:
    """The colour of a balance between -1 and 1."""
    return to_hex(STANCE((balance + 1) / 2))


def darker(colour: str) -> str:
    """The colour half way to ink: dark enough for words."""
    return to_hex((np.array(to_rgb(colour)) + np.array(to_rgb(INK))) / 2)


def say(ax: Axes, words: str) -> Axes:
    """Leave the axes empty but for a sentence on why."""
    ax.set_axis_off()
    ax.text(0.5, 0.5, words, transform=ax.transAxes, ha="center", va="center", color=SOFT)
    return ax


def moved(ax: Axes, points: tuple[float, float]) -> Transform:
    """Data coordinates, moved by so many points to the right and up."""
    known = _MOVED.setdefault(ax, {})
    if points not in known:
        scale = ax.get_figure(root=True).dpi_scale_trans
        known[points] = ax.transData + ScaledTranslation(*(p / 72 for p in points), scale)
    return known[points]


def beside(ax: Axes, words: str, at: tuple[float, float], **look: object) -> None:
    """Write a few points to the right of a place."""
    ax.text(*at, words, transform=moved(ax, (7, 0)), va="center", **look)


def at_right(ax: Axes, words: str, place: float) -> None:
    """Write in the column along the right edge."""
    where = {"transform": ax.get_yaxis_transform(), "ha": "right", "va": "center"}
    ax.text(1, place, words, color=SOFT, fontsize=9.5, **where)


def readable(background: str) -> str:
    """Ink or white, whichever reads better on a colour."""
    channels = np.array(to_rgb(background))
    linear = np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)
    light = linear @ [0.2126, 0.7152, 0.0722]
    return "white" if 1.05 / (light + 0.05) > (light + 0.05) / 0.066 else INK
