"""Lines and points over time that PowerPoint draws itself, with their numbers inside."""

import numpy as np
import pandas as pd
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE, XL_MARKER_STYLE
from pptx.enum.dml import MSO_LINE
from pptx.slide import Slide
from pptx.util import Pt

from workbench.briefing.native import (
    LONGEST_NAME,
    PERCENT,
    add_whiskers,
    balance_axis,
    chart_on,
    legend_above,
    quiet_axes,
    rgb,
    set_mark,
    short_period,
    told_columns,
    values_of,
)
from workbench.briefing.template import Box
from workbench.charts.look import DASHES, FRIENDLY, HOSTILE, SERIES, shortened

MARKERS = [
    XL_MARKER_STYLE.CIRCLE,
    XL_MARKER_STYLE.SQUARE,
    XL_MARKER_STYLE.TRIANGLE,
    XL_MARKER_STYLE.DIAMOND,
    XL_MARKER_STYLE.STAR,
    XL_MARKER_STYLE.PLUS,
]


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
        f"{short_period(day, every)}\nn {n:,}" if len(wide) <= 12 else short_period(day, every)
        for day, n in read.items()
    ]
    data = CategoryChartData(number_format=PERCENT)
    data.categories = categories
    for name in names:
        data.add_series(shortened(name or "no outlet", LONGEST_NAME), values_of(wide[name]))
    columns = {"period": categories} | {name: values_of(wide[name]) for name in names}
    frame = chart_on(slide, box, XL_CHART_TYPE.LINE_MARKERS, data, columns | {"articles": read})
    chart = frame.chart
    for number, series in enumerate(chart.plots[0].series):
        colour = SERIES[number % len(SERIES)]
        series.smooth = False
        series.format.line.color.rgb = rgb(colour)
        series.format.line.width = Pt(2.5)
        if DASHES[number % len(DASHES)] != "-":
            series.format.line.dash_style = [
                MSO_LINE.DASH,
                MSO_LINE.ROUND_DOT,
                MSO_LINE.DASH_DOT,
                MSO_LINE.LONG_DASH,
            ][(number - 1) % 4]
        set_mark(series.marker, MARKERS[number % len(MARKERS)], colour, filled=True)
    legend_above(chart)
    axis = chart.value_axis
    highest = float(np.nanmax(wide.to_numpy(dtype=float))) if wide.notna().to_numpy().any() else 1
    axis.minimum_scale, axis.maximum_scale = 0, 1 if highest > 0.5 else round(highest * 1.2, 2)
    axis.major_unit = 0.25 if highest > 0.5 else 0.1
    axis.tick_labels.number_format = PERCENT
    quiet_axes(chart)
    return frame


def stance_line(slide: Slide, box: Box, table: pd.DataFrame, *, every: str = "month") -> object:
    """Put a point a period on the slide: the balance of one pair, whisker and n."""
    rows = table.sort_values("period").reset_index(drop=True)
    categories = [
        short_period(row.period, every) + (f"\nn {row.n:,}" if len(rows) <= 14 else "")
        for row in rows.itertuples()
    ]
    data = CategoryChartData(number_format="0.0")
    data.categories = categories
    data.add_series("balance", values_of(rows["balance"]))
    hostile, clear = rows["balance"] < 0, (rows["low"] > 0) | (rows["high"] < 0)
    sides = {
        "hostile, clear": rows["balance"].where(hostile & clear),
        "hostile, not clear": rows["balance"].where(hostile & ~clear),
        "friendly, clear": rows["balance"].where(~hostile & clear),
        "friendly, not clear": rows["balance"].where(~hostile & ~clear),
    }
    for name, values in sides.items():
        data.add_series(name, values_of(values))
    columns = told_columns(rows, categories)
    columns = {"name": categories, "balance": columns["balance"]} | sides | columns
    frame = chart_on(slide, box, XL_CHART_TYPE.LINE_MARKERS, data, columns)
    chart = frame.chart
    course, *points = chart.plots[0].series
    course.smooth = False
    course.format.line.color.rgb = rgb("#aab3bb")
    course.format.line.width = Pt(1.25)
    course.marker.style = XL_MARKER_STYLE.NONE
    add_whiskers(course, rows, "balance")
    looks = [(HOSTILE, XL_MARKER_STYLE.SQUARE), (FRIENDLY, XL_MARKER_STYLE.CIRCLE)]
    for number, series in enumerate(points):  # filled, pale, filled, pale
        series.smooth = False
        series.format.line.fill.background()
        colour, shape = looks[number // 2]
        set_mark(series.marker, shape, colour, filled=number % 2 == 0, size=11)
    balance_axis(chart.value_axis)
    chart.has_legend = False
    quiet_axes(chart)
    return frame
