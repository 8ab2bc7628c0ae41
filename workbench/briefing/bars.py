"""Bars that PowerPoint draws itself, with their numbers inside."""

from collections.abc import Mapping, Sequence

import pandas as pd
from pptx.chart.chart import Chart
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_TICK_LABEL_POSITION
from pptx.slide import Slide
from pptx.util import Emu, Pt

from workbench.briefing.native import (
    LONGEST_NAME,
    PERCENT,
    STANCE_TICKS,
    add_whiskers,
    balance_axis,
    chart_on,
    legend_above,
    lighter,
    quiet_axes,
    rgb,
    told_columns,
    values_of,
)
from workbench.briefing.template import Box
from workbench.caption import counted
from workbench.charts.look import (
    BAR,
    FRIENDLY,
    HOSTILE,
    INK,
    SERIES,
    percent,
    points,
    shortened,
    signed,
)
from workbench.charts.pairs import row_words
from workbench.measures import VALUES

MOST_BARS = 20  # of several series, so that they stay readable


def actor_bars(slide: Slide, box: Box, table: pd.DataFrame, *, most: int = 12) -> object:
    """Put a bar an actor on the slide: its share of articles, whisker, mentions; return the frame.

    The workbook inside holds actor, share, low, high, articles, of_articles and mentions.
    """
    return _share_bars(slide, box, table, "mentions", most)


def speaker_bars(slide: Slide, box: Box, table: pd.DataFrame, *, most: int = 12) -> object:
    """Put a bar a speaker on the slide: the share of the quoted words, whisker and words.

    The workbook inside holds speaker, share, low, high, articles, of_articles, words, of_words and
    quotes.
    """
    return _share_bars(slide, box, table[table["share"].notna()], "words", most)


def outlet_bars(slide: Slide, box: Box, table: pd.DataFrame, *, most: int = 12) -> object:
    """Put bars on the slide, a group a speaker and in it a bar an outlet, those that quote most."""
    known = table[table["share"].notna()]
    words = known.groupby("outlet")["of_words"].max().sort_values(ascending=False, kind="stable")
    outlets = words.index[: len(SERIES)].tolist()
    order = known.groupby("actor")["words"].sum().sort_values(ascending=False, kind="stable")
    names = order.index[: min(most, max(2, MOST_BARS // max(len(outlets), 1)))]
    sides = {
        shortened(outlet or "no outlet", LONGEST_NAME): known[known["outlet"] == outlet]
        .set_index("actor")
        .reindex(names)
        .reset_index()
        for outlet in outlets
    }
    labels = [shortened(name, LONGEST_NAME) for name in names]
    return _grouped(slide, box, labels, sides, "share")


def side_bars(
    slide: Slide, box: Box, table: pd.DataFrame, *, names: Sequence[str], most: int = 10
) -> object:
    """Put bars on the slide, a group an actor or pair and in it a bar a side: a comparison.

    The table is `measures.compare`'s with these names; under an actor or pair stands the
    difference with its interval.
    """
    measure = next(one for one in VALUES if f"{one}_{names[0]}" in table)
    rows = table.head(min(most, MOST_BARS // 2))
    columns = [measure, "low", "high", "articles"]
    sides = {
        shortened(name, LONGEST_NAME): rows[[f"{column}_{name}" for column in columns]].set_axis(
            columns, axis=1
        )
        for name in names
    }
    told = points if measure == "share" else signed
    labels = [_told_row(row, told) for row in rows.to_dict("records")]
    return _grouped(slide, box, labels, sides, measure)


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
    balance_axis(frame.chart.value_axis)
    frame.chart.plots[0].gap_width = 90
    colours = [HOSTILE if value < 0 else FRIENDLY for value in rows["balance"].fillna(0)]
    clear = (rows["low"] > 0) | (rows["high"] < 0)
    pale = [
        colour if sure else lighter(colour, 0.35)
        for colour, sure in zip(colours, clear, strict=True)
    ]
    _colour_points(frame.chart, pale)
    return frame


def _share_bars(slide: Slide, box: Box, table: pd.DataFrame, count: str, most: int) -> object:
    """A bar an actor with its share and whisker, and so many mentions or words told beside it."""
    order = ["share", count, "articles"]
    rows = table.sort_values(order, ascending=False, kind="stable", ignore_index=True).head(most)
    names = [shortened(name, LONGEST_NAME) for name in rows["actor"]]
    reach = rows["high"].fillna(rows["share"])
    told = [
        f"{percent(share)}   n {n:,}" for share, n in zip(rows["share"], rows[count], strict=True)
    ]
    frame = _bars(slide, box, names, rows, "share", number=PERCENT, ends=reach, told=told)
    axis = frame.chart.value_axis
    furthest = float(reach.max() or 1)
    across = Emu(box.width).inches - 2.4  # without the names
    _share_axis(axis, furthest, furthest * across / (across - 1.5))
    _colour_points(frame.chart, [BAR] * len(rows))
    return frame


def _share_axis(axis: object, furthest: float, end: float) -> None:
    axis.minimum_scale, axis.maximum_scale = 0, end
    axis.major_unit = 0.25 if furthest > 0.5 else 0.1 if furthest > 0.2 else 0.05
    axis.tick_labels.number_format = f'[<=1.001]{PERCENT};""'


def _told_row(row: Mapping, told: object) -> str:
    """The actor or pair of a row of a comparison, and below it the difference."""
    words = row_words(row, alone=LONGEST_NAME, paired=22)
    if pd.isna(row["difference"]):
        return f"{words}\non one side only"
    sure = f" ({told(row['low'])} to {told(row['high'])})" if pd.notna(row["low"]) else ""
    return f"{words}\ndifference {told(row['difference'])}{sure}"


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
    data.add_series(value, values_of(rows[value]))
    columns = told_columns(rows, names, first=value)
    if ends is not None:
        data.add_series("label at", values_of(ends))
        columns = {"name": names, value: columns.pop(value), "label at": ends} | columns
    frame = chart_on(slide, box, XL_CHART_TYPE.BAR_CLUSTERED, data, columns)
    chart = frame.chart
    plot = chart.plots[0]
    plot.gap_width, plot.overlap = 50, 100
    add_whiskers(plot.series[0], rows, value)
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
    quiet_axes(chart)
    chart.value_axis.tick_label_position = XL_TICK_LABEL_POSITION.HIGH
    return frame


def _grouped(
    slide: Slide, box: Box, names: list[str], sides: Mapping[str, pd.DataFrame], value: str
) -> object:
    """Bars in groups with whiskers: a group a name, in it a bar each of the sides, by a legend."""
    data = CategoryChartData(number_format=PERCENT if value == "share" else "0.0")
    data.categories = names
    columns: dict[str, object] = {"name": names}
    for name, rows in sides.items():
        data.add_series(name, values_of(rows[value]))
        columns[name] = rows[value]
    for name, rows in sides.items():
        kept = [column for column in ("low", "high", "articles", "words") if column in rows]
        columns |= {f"{column}, {name}": rows[column] for column in kept}
    frame = chart_on(slide, box, XL_CHART_TYPE.BAR_CLUSTERED, data, columns)
    chart = frame.chart
    chart.plots[0].gap_width, chart.plots[0].overlap = 45, 0
    for number, (series, rows) in enumerate(
        zip(chart.plots[0].series, sides.values(), strict=True)
    ):
        series.invert_if_negative = False
        series.format.fill.solid()
        series.format.fill.fore_color.rgb = rgb(lighter(SERIES[number % len(SERIES)], 0.7))
        add_whiskers(series, rows, value)
    legend_above(chart)
    chart.category_axis.reverse_order = True
    axis = chart.value_axis
    reach = pd.concat([rows["high"].fillna(rows[value]) for rows in sides.values()])
    if value == "share":
        furthest = float(reach.max() or 1)
        _share_axis(axis, furthest, min(furthest * 1.05, 1))
    else:
        balance_axis(axis, STANCE_TICKS if value == "balance" else "+0.0;−0.0;0")
    quiet_axes(chart)
    chart.value_axis.tick_label_position = XL_TICK_LABEL_POSITION.HIGH
    return frame


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
