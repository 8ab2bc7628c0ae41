"""The figures as pictures: for a slide, half a slide and a column of a page, captioned."""

import io
from dataclasses import replace
from pathlib import Path

import matplotlib as mpl
from matplotlib.figure import Figure as Canvas

from workbench.exports import DPI, Exhibit, save_figure
from workbench.look import STYLE

SIZES = {  # inches of the chart, without title and caption
    "slide": (12.1, 5.2),
    "half": (6.0, 4.4),
    "column": (6.3, 3.9),  # the text of an A4 page, 16 cm wide
}
FORMATS = ("png", "svg", "pdf")


def write_pictures(exhibit: Exhibit, folder: Path, name: str) -> list[Path]:
    """Write the captioned chart in each size as PNG (300 dpi), SVG and PDF; return the paths."""
    paths = []
    for size, inches in SIZES.items():
        for kind in FORMATS:
            path = folder / f"{name}-{size}.{kind}"
            save_figure(replace(exhibit, size=inches), path)
            paths.append(path)
    return paths


def chart_png(exhibit: Exhibit) -> bytes:
    """The chart alone, without title and caption, as a PNG of 300 dots an inch."""
    target = io.BytesIO()
    with mpl.rc_context(fname=STYLE):
        canvas = Canvas(figsize=exhibit.size, layout="constrained")
        exhibit.draw(canvas.subplots())
        canvas.savefig(target, format="png", dpi=DPI)
    return target.getvalue()
