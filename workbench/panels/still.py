"""A picture and a table as plain HTML: what is left of a panel without a kernel."""

import base64
import re
from collections.abc import Mapping, Sequence
from html import escape

import pandas as pd
from IPython.display import HTML, display
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from pandas.api.types import is_datetime64_any_dtype, is_float_dtype, is_numeric_dtype

from workbench.caption import counted
from workbench.charts.look import marks, percent
from workbench.charts.screen import packed
from workbench.plain import plain_html

MOST_ROWS = 100
LONGEST_WORD = 40  # letters that a line may hold unbroken
WHOLE = ("share", "precision")  # columns that are shares, told in per cent as in the charts,
BOUNDS = ("low", "high", "difference")  # and those that go with them

# Where the panel is alive its still is hidden; where it is not, the line that says so is.
_STYLE = """<style>
.jp-OutputArea:has(.wb-panel) .jp-OutputArea-child:has(.wb-still),
.jp-OutputArea-child:not(:has(.wb-panel)):has(+ .jp-OutputArea-child .wb-still) { display: none }
.wb-still img { max-width: 100%; background: #fff }
.wb-still table { border-collapse: collapse }
.wb-still :is(th, td) { padding: 2px 10px; text-align: left }
.wb-table :is(th, td):not(.wb-number) { text-align: left }
.wb-table .wb-day { white-space: nowrap }
.wb-table { max-height: 34em; overflow: auto }
@media print { .wb-table { max-height: none } }
</style>"""


def show(shown: Axes | pd.DataFrame) -> None:
    """Show a chart in the notebook, with its marks in words too, or a table with all its words."""
    if isinstance(shown, pd.DataFrame):
        display(HTML(_STYLE + table_html(shown, most=1000)))
        return
    ax = shown
    figure = ax.get_figure(root=True)
    png = png_of(figure)
    display(HTML(_image(png, alt=in_words(marks(ax)), width=round(figure.get_figwidth() * 100))))


def png_of(figure: Figure) -> bytes:
    """The figure as a PNG of 150 dots an inch: drawn once, and packed quick rather than small."""
    figure.set_dpi(150)
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    return packed(canvas)


def in_words(found: Sequence[Mapping], *, title: str = "Chart", most: int = 3) -> str:
    """The description of a chart: its title, its first marks, and how many more there are."""
    more = len(found) - most
    said = "; ".join(mark["label"] for mark in found[:most]) or "nothing to show"
    return f"{title}. {said}{f'; and {more} more' if more > 0 else ''}."


def still_html(png: bytes, *, alt: str, caption: str, table: pd.DataFrame, width: int) -> str:
    """Return picture, caption and table as HTML that a saved or converted notebook can show."""
    return (
        f'<div class="wb-still">{_STYLE}{_image(png, alt=alt, width=width)}'
        f"<p>{plain_html(caption)}</p>{table_html(table, most=20)}</div>"
    )


def still_table(table: pd.DataFrame, *, above: str) -> str:
    """Return a table under a line of HTML, for a saved or converted notebook."""
    return f'<div class="wb-still">{_STYLE}{above}{table_html(table, most=20)}</div>'


def table_html(table: pd.DataFrame, *, most: int = MOST_ROWS) -> str:
    """Return the first `most` rows as an HTML table, and a line that says how many there are."""
    names = [str(name) for name in table.columns]
    numbers = [is_numeric_dtype(table[name]) for name in table.columns]
    days = [is_datetime64_any_dtype(table[name]) for name in table.columns]
    kinds = [
        ' class="wb-number"' if numeric else ' class="wb-day"' if day else ""
        for numeric, day in zip(numbers, days, strict=True)
    ]
    of_whole = any(name.startswith(WHOLE) for name in names)
    cells = [
        _words(table[name].head(most), share=of_whole and str(name).startswith((*WHOLE, *BOUNDS)))
        for name in table.columns
    ]
    head = "".join(
        f'<th scope="col"{kind}>{plain_html(name.replace("_", " "))}</th>'
        for name, kind in zip(names, kinds, strict=True)
    )
    rows = "".join(
        "<tr>"
        + "".join(f"<td{k}>{_foldable(w)}</td>" for w, k in zip(row, kinds, strict=True))
        + "</tr>"
        for row in zip(*cells, strict=True)
    )
    count = counted(len(table), "row")
    if len(table) > most:
        count += f"; the first {most} are shown"
    return (
        f'<div class="wb-table" tabindex="0" role="region" aria-label="Table: {count}">'
        f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>"
        f'<div class="wb-count">{count}</div>'
    )


def _foldable(words: str) -> str:
    """The words for a web page; a long one, such as a file's name, may be folded."""
    parts = re.findall(rf"\S{{1,{LONGEST_WORD}}}|\s+", words)
    shown = (plain_html(part) + "<wbr>" * (len(part) == LONGEST_WORD) for part in parts)
    return "".join(shown)


def _signed(number: str) -> str:
    """The number with a minus where it has a hyphen, and 0 without any."""
    return number.replace("-", "−" if number.strip("-0. %") else "")


def _image(png: bytes, *, alt: str, width: int) -> str:
    source = base64.b64encode(png).decode("ascii")
    return f'<img src="data:image/png;base64,{source}" alt="{escape(alt)}" width="{width}">'


def _words(column: pd.Series, *, share: bool) -> list[str]:
    if is_float_dtype(column):
        told = percent if share else "{:.2f}".format
        return ["–" if pd.isna(value) else _signed(told(value)) for value in column]
    if is_datetime64_any_dtype(column):
        return ["–" if pd.isna(value) else f"{value:%Y-%m-%d}" for value in column]
    if is_numeric_dtype(column):
        return [f"{value:,}" for value in column]
    return ["" if pd.isna(value) else str(value) for value in column]
