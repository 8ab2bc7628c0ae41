"""What leaves the notebook: a captioned chart as PNG, SVG and PDF, and the data behind it."""

import re
import textwrap
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

import matplotlib as mpl
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from workbench.charts.look import style
from workbench.folders import data_folder
from workbench.plain import RISKY
from workbench.review.views import View, metadata_for

FORMATS = ("png", "svg", "pdf", "csv")
SIZE = (7.2, 4.2)  # inches: half a slide, or the width of a page's text
DPI = 300
FILED = {"svg.hashsalt": "workbench", "svg.fonttype": "path", "pdf.fonttype": 42}


@dataclass(frozen=True)
class Exhibit:
    """A chart ready to be handed on.

    `draw` puts it on an Axes, `table` is the data behind it, `caption` says filters, period,
    sources and n, `alt` describes it in words, and `view` is what the panel was set to, kept in
    the metadata of each file.
    """

    title: str
    table: pd.DataFrame
    draw: Callable[[Axes], Axes]
    caption: str = ""
    alt: str = ""
    view: View | None = None
    size: tuple[float, float] = SIZE


def export(
    exhibit: Exhibit,
    *,
    folder: str | Path | None = None,
    name: str | None = None,
    formats: Sequence[str] = FORMATS,
) -> list[Path]:
    """Write the exhibit in each format and return the paths.

    `folder` is by default `exports` beside the data folder, `name` the exhibit's title. No file
    is overwritten: where one of the names is taken, all of them get the next free number. Beside
    the pictures and the CSV stands a text file with title, caption and description. Raises
    ValueError for another format than those.
    """
    unknown = [kind for kind in formats if kind not in FORMATS]
    if unknown:
        raise ValueError(f"`formats` may hold {', '.join(FORMATS)}; not {', '.join(unknown)}.")
    folder = data_folder().parent / "exports" if folder is None else Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    stem = _free_name(folder, file_name(name or exhibit.title), [*formats, "txt"])
    paths = []
    for kind in formats:
        path = folder / f"{stem}.{kind}"
        if kind == "csv":
            write_csv(exhibit.table, path)
        else:
            save_figure(exhibit, path)
        paths.append(path)
    words = folder / f"{stem}.txt"
    words.write_text(
        "\n\n".join(part for part in (exhibit.title, exhibit.caption, exhibit.alt) if part) + "\n",
        encoding="utf-8",
    )
    return [*paths, words]


def figure_of(exhibit: Exhibit) -> Figure:
    """Return the chart as a Figure with its title above and its caption below."""
    with style():
        width, height = exhibit.size
        lines = textwrap.wrap(exhibit.caption, width=round(width * 17.5))
        foot = 0.12 + 0.15 * len(lines)
        titled = textwrap.wrap(exhibit.title, width=round(width * 12))
        head = 0.34 + 0.2 * (len(titled) - 1)
        figure = Figure(figsize=(width, height + head + foot), layout="constrained")
        total = height + head + foot
        figure.get_layout_engine().set(rect=(0, foot / total, 1, height / total))
        exhibit.draw(figure.subplots())
        look = {"va": "top", "fontsize": 12, "fontweight": "bold"}
        figure.text(0.012, 1 - 0.08 / total, "\n".join(titled), **look)
        figure.text(
            0.012, 0.06 / total, "\n".join(lines), va="bottom", fontsize=7.5, color="#444444"
        )
    return figure


def save_figure(exhibit: Exhibit, path: Path) -> None:
    """Write the captioned chart to `path`, as `save_canvas` does."""
    with mpl.rc_context(FILED):
        save_canvas(figure_of(exhibit), exhibit, path)


def save_canvas(canvas: Figure, exhibit: Exhibit, path: Path) -> None:
    """Write what shows the exhibit to `path`; within `FILED` SVG and PDF bytes are repeated.

    Letters look alike everywhere: in the PDF their fonts go along, in the SVG they are shapes, and
    what they say stands in its title and description, where a screen reader finds it.
    """
    kind = path.suffix[1:]
    metadata = metadata_of(exhibit, kind)
    canvas.savefig(path, dpi=DPI, metadata=metadata)
    if kind == "svg":
        drawn = path.read_text(encoding="utf-8")
        words = f"</title>\n <desc>{escape(metadata['Description'])}</desc>"
        drawn = drawn.replace("<svg ", '<svg role="img" ', 1).replace("</title>", words, 1)
        path.write_text(drawn, encoding="utf-8")


def metadata_of(exhibit: Exhibit, kind: str) -> dict[str, object]:
    """Return what `savefig(metadata=…)` needs for title, description and view: png, svg or pdf."""
    metadata: dict[str, object] = {"Title": exhibit.title}
    metadata |= metadata_for(exhibit.view, kind) if exhibit.view else {}
    words = " ".join(part for part in (exhibit.alt, exhibit.caption) if part)
    if kind == "pdf":
        return metadata | {"Subject": words, "CreationDate": None}
    metadata["Description"] = words
    return metadata | ({"Date": None} if kind == "svg" else {})


def write_csv(table: pd.DataFrame, path: Path) -> None:
    """Write `table` for a spreadsheet: UTF-8 with its mark, and no cell that would run."""
    safe = table.rename(columns=plain_cell)
    words = safe.select_dtypes(["object", "string", "category"]).columns
    safe = safe.assign(**{column: safe[column].map(plain_cell) for column in words})
    safe.to_csv(path, index=False, encoding="utf-8-sig", lineterminator="\r\n")


def plain_cell(value: object) -> object:
    """The value with an apostrophe before it if a spreadsheet would take it for a formula."""
    return f"'{value}" if isinstance(value, str) and value.startswith(RISKY) else value


def file_name(title: str) -> str:
    """A short file name made of the title's letters and digits, never a path."""
    words = re.findall(r"[a-z0-9]+", title.lower())
    return "-".join(words)[:60].strip("-") or "figure"


def _free_name(folder: Path, stem: str, formats: Sequence[str]) -> str:
    number, candidate = 1, stem
    while any((folder / f"{candidate}.{kind}").exists() for kind in formats):
        number += 1
        candidate = f"{stem}-{number}"
    return candidate
