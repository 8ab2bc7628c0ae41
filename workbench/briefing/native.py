"""Charts that PowerPoint draws itself, with their numbers inside."""

import io
from collections.abc import Sequence

import numpy as np
import pandas as pd
from lxml import etree
from matplotlib.colors import to_hex
from openpyxl import Workbook
from pptx.chart.chart import Chart
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import (
    XL_CHART_TYPE,
    XL_LABEL_POSITION,
    XL_LEGEND_POSITION,
    XL_MARKER_STYLE,
    XL_TICK_LABEL_POSITION,
    XL_TICK_MARK,
)
from pptx.enum.dml import MSO_LINE
from pptx.oxml.ns import qn
from pptx.slide import Slide
from pptx.util import Emu, Pt

from workbench.briefing.findings import period_words
from workbench.briefing.template import Box
from workbench.caption import counted
from workbench.charts.look import (
    BAR,
    DASHES,
    FRIENDLY,
    HOSTILE,
    INK,
    LINE,
    SERIES,
    SOFT,
    percent,
    shortened,
    signed,
)
from workbench.exports import plain_cell

LONGEST_NAME = 34
STANCE_TICKS = '"friendly "+0.0;"hostile "−0.0;0'
MARKERS = [
    XL_MARKER_STYLE.CIRCLE,
    XL_MARKER_STYLE.SQUARE,
    XL_MARKER_STYLE.TRIANGLE,
    XL_MARKER_STYLE.DIAMOND,
    XL_MARKER_STYLE.STAR,
    XL_MARKER_STYLE.PLUS,
]


def actor_bars(slide: Slide, box: Box, table: pd.DataFrame, *, most: int = 12) -> object:
    """Put a bar an actor on the slide: its share of articles, whisker, mentions; return the frame.

    The workbook inside holds actor, share, low, high, articles, of_articles and mentions.
    """
    order = ["share", "mentions", "articles"]
    rows = table.sort_values(order, ascending=False, kind="stable", ignore_index=True).head(most)
    names = [shortened(name, LONGEST_NAME) for name in rows["actor"]]
    reach = rows["high"].fillna(rows["share"])
    told = [f"{percent(row.share)}   n {row.mentions:,}" for row in rows.itertuples()]
    frame = _bars(slide, box, names, rows, "share", number="0%", ends=reach, told=told)
    axis = frame.chart.value_axis
    furthest = float(reach.max() or 1)
    across = Emu(box.width).inches - 2.4  # without the names
    axis.minimum_scale, axis.maximum_scale = 0, furthest * across / (across - 1.5)
    axis.major_unit = 0.25 if furthest > 0.5 else 0.1 if furthest > 0.2 else 0.05
    axis.tick_labels.number_format = '[<=1.001]0%;""'
    _colour_points(frame.chart, [BAR] * len(rows))
    return frame


def stance_bars(slide: Slide, box: Box, table: pd.DataFrame, *, most: int = 12) -> object:
    """Put a bar an outlet on the slide: how it tells the stance of a pair; return the frame."""
    order = table.sort_values(["balance", "outlet"], na_position="last", ignore_index=True)
    rows = order.head(most)
    names = [
        f"{shortened(row.outlet or 'no outlet', LONGEST_NAME)}\n"
        + (f"{signed(row.balance)}, n {row.n:,} in {counted(row.articles, 'article')}")
        * bool(row.n)
        + "nothing said" * (not row.n)
        for row in rows.itertuples()
    ]
    frame = _bars(slide, box, names, rows, "balance", number="0.0")
    axis = frame.chart.value_axis
    axis.minimum_scale, axis.maximum_scale, axis.major_unit = -1, 1, 0.5
    axis.tick_labels.number_format = STANCE_TICKS
    frame.chart.plots[0].gap_width = 90
    colours = [HOSTILE if value < 0 else FRIENDLY for value in rows["balance"].fillna(0)]
    _colour_points(frame.chart, colours)
    return frame


def actor_lines(
    slide: Slide, box: Box, table: pd.DataFrame, *, most: int = 5, every: str = "month"
) -> object:
    """Put a line an actor on the slide: its share of the articles of each period."""
    key = "outlet" if "outlet" in table else "actor"
    names = table[key].drop_duplicates().head(most).tolist()
    wide = table[table[key].isin(names)].pivot_table(
        index="period", columns=key, values="share", aggfunc="first", dropna=False
    )
    read = table.groupby("period")["of_articles"].max().reindex(wide.index)
    categories = [
        f"{_short_period(day, every)}\nn {n:,}" if len(wide) <= 12 else _short_period(day, every)
        for day, n in read.items()
    ]
    data = CategoryChartData(number_format="0%")
    data.categories = categories
    for name in names:
        data.add_series(shortened(name or "no outlet", LONGEST_NAME), _values(wide[name]))
    columns = {"period": categories} | {name: _values(wide[name]) for name in names}
    frame = _chart(slide, box, XL_CHART_TYPE.LINE_MARKERS, data, columns | {"articles": read})
    chart = frame.chart
    for number, series in enumerate(chart.plots[0].series):
        colour = rgb(SERIES[number % len(SERIES)])
        series.smooth = False
        series.format.line.color.rgb = colour
        series.format.line.width = Pt(2.5)
        if DASHES[number % len(DASHES)] != "-":
            series.format.line.dash_style = [
                MSO_LINE.DASH,
                MSO_LINE.ROUND_DOT,
                MSO_LINE.DASH_DOT,
                MSO_LINE.LONG_DASH,
            ][(number - 1) % 4]
        _mark(series.marker, MARKERS[number % len(MARKERS)], colour, filled=True)
    chart.has_legend = True
    chart.legend.position = XL_LEGEND_POSITION.TOP
    chart.legend.include_in_layout = False
    chart.legend.font.size = Pt(12)
    axis = chart.value_axis
    highest = float(np.nanmax(wide.to_numpy(dtype=float))) if wide.notna().to_numpy().any() else 1
    axis.minimum_scale, axis.maximum_scale = 0, 1 if highest > 0.5 else round(highest * 1.2, 2)
    axis.major_unit = 0.25 if highest > 0.5 else 0.1
    axis.tick_labels.number_format = "0%"
    _axes(chart)
    return frame


def stance_line(slide: Slide, box: Box, table: pd.DataFrame, *, every: str = "month") -> object:
    """Put a point a period on the slide: the balance of one pair, whisker and n."""
    rows = table.sort_values("period").reset_index(drop=True)
    categories = [
        _short_period(row.period, every) + (f"\nn {row.n:,}" if len(rows) <= 14 else "")
        for row in rows.itertuples()
    ]
    data = CategoryChartData(number_format="0.0")
    data.categories = categories
    data.add_series("balance", _values(rows["balance"]))
    hostile = rows["balance"] < 0
    sides = {
        "hostile ": rows["balance"].where(hostile),
        "friendly ": rows["balance"].where(~hostile),
    }
    for name, values in sides.items():
        data.add_series(name, _values(values))
    columns = _told_columns(rows, categories)
    columns = {"name": categories, "balance": columns["balance"]} | sides | columns
    frame = _chart(slide, box, XL_CHART_TYPE.LINE_MARKERS, data, columns)
    chart = frame.chart
    course, *points = chart.plots[0].series
    course.smooth = False
    course.format.line.color.rgb = rgb("#aab3bb")
    course.format.line.width = Pt(1.25)
    course.marker.style = XL_MARKER_STYLE.NONE
    _whiskers(course, rows, "balance")
    clear = ((rows["low"] > 0) | (rows["high"] < 0)).tolist()
    shapes = (XL_MARKER_STYLE.SQUARE, XL_MARKER_STYLE.CIRCLE)
    for series, colour, shape in zip(points, (HOSTILE, FRIENDLY), shapes, strict=True):
        series.smooth = False
        series.format.line.fill.background()
        _mark(series.marker, shape, rgb(colour), filled=True, size=11)
        for number, value in enumerate(series.values):
            if value is not None and not clear[number]:
                _mark(series.points[number].marker, shape, rgb(colour), filled=False, size=11)
    axis = chart.value_axis
    axis.minimum_scale, axis.maximum_scale, axis.major_unit = -1, 1, 0.5
    axis.tick_labels.number_format = STANCE_TICKS
    chart.has_legend = False
    _axes(chart)
    return frame


def _bars(
    slide: Slide,
    box: Box,
    names: list[str],
    rows: pd.DataFrame,
    value: str,
    *,
    number: str,
    ends: pd.Series | None = None,
    told: Sequence[str] = (),
) -> object:
    """Bars with whiskers; an unseen second series carries the words `told` at its `ends`."""
    data = CategoryChartData(number_format=number)
    data.categories = names
    data.add_series(value, _values(rows[value]))
    columns = _told_columns(rows, names, first=value)
    if ends is not None:
        data.add_series("label at", _values(ends))
        columns = {"name": names, value: columns.pop(value), "label at": ends} | columns
    frame = _chart(slide, box, XL_CHART_TYPE.BAR_CLUSTERED, data, columns)
    chart = frame.chart
    plot = chart.plots[0]
    plot.gap_width, plot.overlap = 50, 100
    _whiskers(plot.series[0], rows, value)
    for series in list(plot.series)[1:]:
        series.format.fill.background()
        series.format.line.fill.background()
        for place, words in enumerate(told):
            label = series.points[place].data_label
            run = label.text_frame.paragraphs[0].add_run()
            run.text = words.replace(" ", "\N{NO-BREAK SPACE}")  # on one line
            run.font.size = Pt(12)
            run.font.color.rgb = rgb(INK)
            label.position = XL_LABEL_POSITION.OUTSIDE_END
    chart.has_legend = False
    chart.category_axis.reverse_order = True
    _axes(chart)
    chart.category_axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    chart.value_axis.tick_label_position = XL_TICK_LABEL_POSITION.HIGH
    return frame


def _chart(slide: Slide, box: Box, kind: object, data: object, columns: dict) -> object:
    """A chart on the slide whose workbook holds these columns."""
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


def _told_columns(rows: pd.DataFrame, names: Sequence[str], *, first: str = "balance") -> dict:
    kept = ["low", "high", "friendly", "hostile", "n", "articles", "of_articles", "mentions"]
    columns = {"name": names, first: rows[first]}
    return columns | {name: rows[name] for name in kept if name in rows}


def _values(column: pd.Series) -> list[float | None]:
    return [None if pd.isna(value) else round(float(value), 6) for value in column]


def _whiskers(series: object, rows: pd.DataFrame, value: str) -> None:
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
        f'<c:errBars xmlns:c="{_C}" xmlns:a="{_A}">{way}<c:errBarType val="both"/>'
        f'<c:errValType val="cust"/><c:noEndCap val="1"/>{parts}<c:spPr><a:ln w="15875">'
        f'<a:solidFill><a:srgbClr val="{INK[1:]}"/></a:solidFill></a:ln></c:spPr></c:errBars>'
    )
    before = next(child for child in series._element if child.tag in (qn("c:cat"), qn("c:val")))
    before.addprevious(bars)


_C = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"


def _colour_points(chart: Chart, colours: list[str]) -> None:
    series = chart.plots[0].series[0]
    series.invert_if_negative = False
    series.format.fill.solid()
    series.format.fill.fore_color.rgb = rgb(colours[0] if colours else BAR)
    if len(set(colours)) > 1:
        for place, colour in enumerate(colours):
            fill = series.points[place].format.fill
            fill.solid()
            fill.fore_color.rgb = rgb(colour)


def _mark(marker: object, shape: object, colour: RGBColor, *, filled: bool, size: int = 8) -> None:
    marker.style, marker.size = shape, size
    marker.format.fill.solid()
    marker.format.fill.fore_color.rgb = colour if filled else RGBColor(255, 255, 255)
    marker.format.line.color.rgb = colour
    marker.format.line.width = Pt(1.75)


def _axes(chart: Chart) -> None:
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
    if chart.plots[0].__class__.__name__ == "LinePlot":
        categories.tick_label_position = XL_TICK_LABEL_POSITION.LOW


def _short_period(day: pd.Timestamp, every: str) -> str:
    words = {"month": f"{day:%b %Y}", "year": f"{day:%Y}"}
    if every in ("day", "week"):
        return f"{day.day} {day:%b %Y}" if every == "day" else f"{day.day} {day:%b}"
    return words.get(every, period_words(day, every))


def rgb(colour: str) -> RGBColor:
    """The colour as PowerPoint takes it."""
    return RGBColor.from_string(to_hex(colour)[1:].upper())
