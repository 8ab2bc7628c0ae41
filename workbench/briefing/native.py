"""What PowerPoint's own charts share: their numbers inside, whiskers, axes and colours."""

import io
from collections.abc import Sequence

import numpy as np
import pandas as pd
from lxml import etree
from matplotlib.colors import to_hex, to_rgb
from openpyxl import Workbook
from pptx.chart.axis import ValueAxis
from pptx.chart.chart import Chart
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_LEGEND_POSITION, XL_TICK_LABEL_POSITION, XL_TICK_MARK
from pptx.oxml.ns import nsdecls, qn
from pptx.slide import Slide
from pptx.util import Emu, Pt

from workbench.briefing.template import Box
from workbench.briefing.wording import period_words
from workbench.charts.look import INK, LINE, SOFT
from workbench.exports import plain_cell

LONGEST_NAME = 34
PERCENT = "0\N{NO-BREAK SPACE}%"  # a number format
STANCE_TICKS = '"friendly "+0.0;"hostile "−0.0;0'


def chart_on(slide: Slide, box: Box, kind: object, data: object, columns: dict) -> object:
    """Put a chart on the slide whose workbook holds these columns; return its frame."""
    frame = slide.shapes.add_chart(kind, *map(Emu, box), data)
    chart = frame.chart
    chart.font.size = Pt(12)
    chart.font.color.rgb = rgb(INK)
    chart.has_title = False
    chart.part.chart_workbook.update_from_xlsx_blob(_workbook(columns))
    return frame


def _workbook(columns: dict) -> bytes:
    """The numbers of a chart as the workbook that PowerPoint opens for them."""
    workbook = Workbook()
    sheet = workbook.active
    sheet.title = "Sheet1"
    for place, (name, values) in enumerate(columns.items(), start=1):
        sheet.cell(1, place, plain_cell(name) if place > 1 else None)
        for row, value in enumerate(values, start=2):
            plain = value.item() if hasattr(value, "item") else value
            known = not isinstance(plain, float) or np.isfinite(plain)
            sheet.cell(row, place, plain_cell(plain) if known else None)
    target = io.BytesIO()
    workbook.save(target)
    return target.getvalue()


def told_columns(rows: pd.DataFrame, names: Sequence[str], *, first: str = "balance") -> dict:
    """The columns of a chart's workbook: names, the value drawn, and the counts behind it."""
    kept = ["low", "high", "friendly", "hostile", "n", "articles", "of_articles", "mentions"]
    columns = {"name": names, first: rows[first]}
    return columns | {name: rows[name] for name in kept if name in rows}


def values_of(column: pd.Series) -> list[float | None]:
    """The values as a chart takes them: None where unknown."""
    return [None if pd.isna(value) else round(float(value), 6) for value in column]


def add_whiskers(series: object, rows: pd.DataFrame, value: str) -> None:
    """Draw each point's interval, as lengths to either side."""
    up = (rows["high"] - rows[value]).clip(lower=0).fillna(0)
    down = (rows[value] - rows["low"]).clip(lower=0).fillna(0)
    parts = "".join(
        f'<c:{side}><c:numLit><c:formatCode>General</c:formatCode><c:ptCount val="{len(rows)}"/>'
        + "".join(f'<c:pt idx="{i}"><c:v>{v:.6f}</c:v></c:pt>' for i, v in enumerate(lengths))
        + f"</c:numLit></c:{side}>"
        for side, lengths in (("plus", up), ("minus", down))
    )
    line = series._element.tag == qn("c:ser") and series._element.find(qn("c:marker")) is not None
    way = '<c:errDir val="y"/>' if line else ""
    bars = etree.fromstring(
        f'<c:errBars {nsdecls("c", "a")}>{way}<c:errBarType val="both"/>'
        f'<c:errValType val="cust"/><c:noEndCap val="1"/>{parts}<c:spPr><a:ln w="15875">'
        f'<a:solidFill><a:srgbClr val="{INK[1:]}"/></a:solidFill></a:ln></c:spPr></c:errBars>'
    )
    before = next(child for child in series._element if child.tag in (qn("c:cat"), qn("c:val")))
    before.addprevious(bars)


def set_mark(marker: object, shape: object, colour: str, *, filled: bool, size: int = 8) -> None:
    """Draw a marker in this shape and colour, pale where not `filled`.

    LibreOffice draws no outlines, so that a hollow one would be lost.
    """
    marker.style, marker.size = shape, size
    marker.format.fill.solid()
    marker.format.fill.fore_color.rgb = rgb(colour if filled else lighter(colour, 0.35))
    marker.format.line.color.rgb = rgb(colour)
    marker.format.line.width = Pt(1.75)


def quiet_axes(chart: Chart) -> None:
    """Quiet axes: a thin grid, no frame, labels where the eye looks for them."""
    values, categories = chart.value_axis, chart.category_axis
    values.has_major_gridlines = True
    values.major_gridlines.format.line.color.rgb = rgb(LINE)
    values.major_gridlines.format.line.width = Pt(0.75)
    values.format.line.fill.background()
    values.major_tick_mark = categories.major_tick_mark = XL_TICK_MARK.NONE
    values.tick_labels.number_format_is_linked = False
    values.tick_labels.font.size = Pt(11)
    values.tick_labels.font.color.rgb = rgb(SOFT)
    categories.format.line.color.rgb = rgb(INK)
    categories.format.line.width = Pt(1)
    categories.tick_labels.font.size = Pt(12)
    categories.tick_labels.offset = 200
    categories.tick_label_position = XL_TICK_LABEL_POSITION.LOW


def balance_axis(axis: ValueAxis, ticks: str = STANCE_TICKS) -> None:
    """Let the axis go from -1 to 1, its steps written in this number format."""
    axis.minimum_scale, axis.maximum_scale, axis.major_unit = -1, 1, 0.5
    axis.tick_labels.number_format = ticks


def legend_above(chart: Chart) -> None:
    """Name the series above the chart."""
    chart.has_legend = True
    chart.legend.position = XL_LEGEND_POSITION.TOP
    chart.legend.include_in_layout = False
    chart.legend.font.size = Pt(12)


def short_period(day: pd.Timestamp, every: str) -> str:
    """A period in as few words as an axis has room for."""
    words = {"month": f"{day:%b %Y}", "year": f"{day:%Y}"}
    if every in ("day", "week"):
        return f"{day.day} {day:%b %Y}" if every == "day" else f"{day.day} {day:%b}"
    return words.get(every, period_words(day, every))


def lighter(colour: str, share: float) -> str:
    """The colour mixed with white, its own share given: on it a whisker can be seen."""
    return to_hex(share * np.array(to_rgb(colour)) + 1 - share)


def rgb(colour: str) -> RGBColor:
    """The colour as PowerPoint takes it."""
    return RGBColor.from_string(to_hex(colour)[1:].upper())
