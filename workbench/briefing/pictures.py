"""The figures as pictures: for a slide, half a slide and a column of a page, captioned."""

import io
from dataclasses import replace
from pathlib import Path

import matplotlib as mpl
from fontTools.subset import Options
from matplotlib.figure import Figure as Canvas

from workbench.briefing.figures import Figure
from workbench.charts.look import missing_glyphs, style
from workbench.exports import DPI, FILED, Exhibit, figure_of, save_canvas

SIZES = {  # inches of the chart, without title and caption
    "slide": (12.1, 5.2),
    "half": (6.0, 4.9),
    "column": (6.3, 4.6),  # the text of an A4 page, 16 cm wide
}
FORMATS = ("png", "svg", "pdf")

# In a PDF each letter has its place: the tables by which a font shapes words are never read there,
# and to cut them to the letters used would take more than half the time of writing it.
Options._drop_tables_default = [*Options._drop_tables_default, "GDEF", "GPOS", "GSUB"]


def write_pictures(figure: Figure, folder: Path, name: str) -> list[Path]:
    """Write the captioned chart in each size as PNG (300 dpi), SVG and PDF; return the paths.

    Title, description and view stand in the metadata of each.
    """
    exhibit = replace(figure.exhibit, title=figure.headline)
    paths = []
    for size, inches in SIZES.items():
        with mpl.rc_context(FILED):
            canvas = figure_of(replace(exhibit, size=inches))
            canvas.draw_without_rendering()  # laid out once for the three formats
            canvas.set_layout_engine("none")
            for kind in FORMATS:
                path = folder / f"{name}-{size}.{kind}"
                save_canvas(canvas, exhibit, path)
                paths.append(path)
    return paths


def chart_png(exhibit: Exhibit, *, dpi: int = DPI) -> bytes:
    """The chart alone, without title and caption, as a PNG of so many dots an inch."""
    target = io.BytesIO()
    with style():
        canvas = Canvas(figsize=exhibit.size, layout="constrained")
        exhibit.draw(canvas.subplots())
        canvas.savefig(target, format="png", dpi=dpi)
    return target.getvalue()


def glyph_note(figures: list[Figure]) -> str:
    """Which characters of the actors' names no font at hand draws in pictures, or ""."""
    names = [name for figure in figures for name in figure.part.mentions["actor"].unique()]
    missing = missing_glyphs(names)
    if not missing:
        return ""
    codes = " ".join(f"{character} (U+{ord(character):04X})" for character in missing[:12])
    more = f" and {len(missing) - 12} more" if len(missing) > 12 else ""
    return (
        f"no installed font draws {codes}{more}: they are boxes in the pictures. Install a Noto "
        "Sans font of that script and make the pack again; slides and tables hold them as text."
    )
