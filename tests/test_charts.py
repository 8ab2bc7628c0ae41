"""Charts: the axes given come back, and say what the table says."""

import io
import math
from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg, RendererAgg
from matplotlib.figure import Figure
from matplotlib.text import Annotation
from matplotlib.transforms import Bbox

from workbench import charts
from workbench.charts.bars import BARS
from workbench.charts.look import inches, missing_glyphs, percent, readable, shortened, signed


@pytest.fixture
def ax():
    return Figure(figsize=(6.5, 4), layout="constrained").subplots()


def frequency(*rows):
    columns = ["actor", "mentions", "articles", "share", "low", "high"]
    return pd.DataFrame(rows, columns=columns).assign(of_articles=10, kind="country", country="")


THREE = frequency(
    ("Japan", 9, 6, 0.6, 0.3, 0.9),
    ("China", 12, 5, 0.5, 0.2, 0.8),
    ("Iran", 1, 1, 0.1, math.nan, math.nan),
)


def balance(*rows, **more):
    columns = ["source", "target", "friendly", "hostile", "articles", "balance", "low", "high"]
    table = pd.DataFrame(rows, columns=columns).assign(of_articles=10, **more)
    return table.assign(n=table["friendly"] + table["hostile"])


STANCES = balance(
    ("Japan", "China", 1, 9, 5, -0.8, -1.0, -0.4),
    ("China", "Japan", 3, 2, 3, 0.2, -0.5, 0.8),
    ("Japan", "Iran", 1, 0, 1, 1.0, math.nan, math.nan),
)
MONTHS = pd.to_datetime(["2023-09-01", "2023-10-01", "2023-11-01"])
OVER_TIME = balance(
    ("Japan", "China", 0, 4, 3, -1.0, -1.0, -0.2),
    ("Japan", "China", 0, 0, 0, math.nan, math.nan, math.nan),
    ("Japan", "China", 3, 1, 3, 0.5, -0.4, 1.0),
    period=MONTHS,
)
BY_OUTLET = balance(
    ("Japan", "China", 0, 4, 3, -1.0, -1.0, -0.2),
    ("Japan", "China", 0, 0, 0, math.nan, math.nan, math.nan),
    outlet=["Courier", "Beacon"],
)
TREND = pd.DataFrame(
    {
        "actor": ["Japan"] * 3 + ["China"] * 3,
        "period": [*MONTHS, *MONTHS],
        "mentions": [4, 0, 2, 1, 0, 0],
        "articles": [2, 0, 1, 1, 0, 0],
        "of_articles": [4, 0, 2, 4, 0, 2],
        "share": [0.5, math.nan, 0.5, 0.25, math.nan, 0.0],
        "low": [0.0, math.nan, 0.0, 0.0, math.nan, 0.0],
        "high": [1.0, math.nan, 1.0, 0.75, math.nan, 0.8],
    }
)
PAIRS = pd.DataFrame(
    {
        "left": ["China", "China", "Iran"],
        "right": ["Japan", "Russia", "Russia"],
        "count": [9, 4, 1],
        "left_count": [20, 20, 6],
        "right_count": [12, 7, 7],
        "of_windows": 60,
        "articles": [5, 2, 1],
        "npmi": [0.4, 0.2, -0.1],
        "low": [0.2, 0.0, math.nan],
        "high": [0.6, 0.4, math.nan],
        "log_likelihood": [20.0, 5.0, 0.2],
    }
)
ALL = [
    (charts.actor_bars, THREE),
    (charts.actor_trend, TREND),
    (charts.cooccurrence_matrix, PAIRS),
    (charts.cooccurrence_network, PAIRS),
    (charts.stance_matrix, STANCES),
    (charts.stance_over_time, OVER_TIME),
    (charts.stance_by_outlet, BY_OUTLET),
]
each_chart = pytest.mark.parametrize(
    ("chart", "table"), ALL, ids=[chart.__name__ for chart, _ in ALL]
)


def words(ax):
    labels = [
        *ax.texts,
        *ax.get_xticklabels(),
        *ax.get_yticklabels(),
        ax.xaxis.label,
        ax.yaxis.label,
    ]
    return [text.get_text() for text in labels if text.get_text()]


@each_chart
def test_the_axes_given_come_back(chart, table, ax):
    assert chart(table, ax=ax) is ax
    assert ax.get_title() == ""


@each_chart
def test_a_chart_makes_its_own_axes_where_none_are_given(chart, table):
    assert charts.marks(chart(table)) != []


@each_chart
def test_a_chart_changes_nothing_in_its_table(chart, table, ax):
    before = table.copy()
    chart(table, ax=ax)
    pd.testing.assert_frame_equal(table, before)


@each_chart
def test_an_empty_table_gives_a_sentence_instead_of_a_chart(chart, table, ax):
    chart(table[:0], ax=ax)
    assert ax.texts[0].get_text().startswith("No ")
    assert charts.marks(ax) == []


@each_chart
def test_no_type_is_smaller_than_nine_points(chart, table, ax):
    chart(table, ax=ax)
    sizes = [text.get_fontsize() for text in [*ax.texts, *ax.get_xticklabels(), ax.xaxis.label]]
    assert min(sizes) >= 9


@each_chart
def test_every_mark_lies_within_the_figure_and_says_what_it_is(chart, table, ax):
    chart(table, ax=ax)
    found = charts.marks(ax)
    assert found
    for mark in found:
        points = np.array(mark["points"])
        assert points.min() >= 0
        assert points.max() <= 1
        assert (np.ptp(points, axis=0) > 0).all()
        assert mark["label"]
        assert all(isinstance(value, str) for value in mark["keys"].values())


def test_bars_are_as_long_as_the_shares_longest_first(ax):
    charts.actor_bars(THREE.iloc[::-1], ax=ax)
    assert [bar.get_width() for bar in ax.patches] == [0.6, 0.5, 0.1]
    assert [label.get_text() for label in ax.get_yticklabels()] == ["Japan", "China", "Iran"]
    assert {"60 %", "50 %", "10 %"} <= set(words(ax))


def test_bars_of_mentions_are_as_long_as_the_counts(ax):
    charts.actor_bars(THREE, ax=ax, value="mentions")
    assert [bar.get_width() for bar in ax.patches] == [12, 9, 1]
    assert words(ax)[:4] == ["12", "5", "9", "6"]


def test_a_bar_without_interval_has_no_whisker(ax):
    charts.actor_bars(THREE, ax=ax)
    whiskers = ax.collections[0].get_segments()
    assert [segment[:, 0].tolist() for segment in whiskers] == [[0.3, 0.9], [0.2, 0.8]]


def test_bars_say_how_many_actors_are_not_drawn(ax):
    many = frequency(*[(f"Actor {n}", 5, 2, 0.2, 0.0, 0.5) for n in range(200)])
    charts.actor_bars(many, ax=ax, top=15)
    assert len(ax.patches) == 15
    assert ax.get_yticklabels()[-1].get_text() == "and 185 more"


def heights_apart(texts) -> list[float]:
    """Points from one line of type to the next below it."""
    figure = texts[0].get_figure()
    figure.canvas.draw()
    spots = sorted(text.get_window_extent().y0 for text in texts)
    return [72 / figure.dpi * (b - a) for a, b in pairwise(spots)]


def test_the_name_at_the_end_of_a_line_has_the_mark_of_its_line(ax):
    charts.actor_trend(TREND, ax=ax)
    ax.get_figure().canvas.draw()
    drawn = {str(line.get_gid()): line for line in ax.lines}
    for place, name in enumerate(TREND["actor"].unique()):
        line, beside = drawn[f"series-{place}"], drawn[f"name-{place}"]
        assert (beside.get_marker(), beside.get_color()) == (line.get_marker(), line.get_color())
        words = next(text for text in ax.texts if text.get_text() == name).get_window_extent()
        mark = beside.get_window_extent()
        assert mark.x1 < words.x0
        assert words.y0 < mark.y0 < words.y1


def test_no_bar_is_drawn_over_another_where_more_are_asked_for_than_there_is_room(ax):
    many = frequency(*[(f"Actor {n}", 5, 2, 0.2, 0.0, 0.5) for n in range(200)])
    charts.actor_bars(many, ax=ax, top=60)
    assert min(heights_apart(ax.get_yticklabels())) > 10
    drawn = len(ax.patches)
    assert ax.get_yticklabels()[-1].get_text() == f"and {200 - drawn} more"
    tall = Figure(figsize=(6.5, BARS.inches(60, 6.5)), layout="constrained").subplots()
    charts.actor_bars(many, ax=tall, top=60)
    assert len(tall.patches) == 60
    assert min(heights_apart(tall.get_yticklabels())) > 10


def test_a_matrix_has_no_more_columns_than_names_have_room_above(ax):
    pairs = [(f"A{a}", f"A{b}") for a in range(40) for b in range(a)]
    table = pd.DataFrame(pairs, columns=["left", "right"]).assign(
        count=3, npmi=0.2, low=0.1, high=0.3, articles=2
    )
    tall = Figure(figsize=(6.5, 12), layout="constrained").subplots()
    charts.cooccurrence_matrix(table, ax=tall, top=40)
    assert len(tall.get_xticklabels()) == 12
    assert "and 27 more actors" in " ".join(tall.get_xlabel().split())


def test_one_actor_more_is_drawn_rather_than_counted(ax):
    charts.actor_bars(THREE, ax=ax, top=2)
    assert len(ax.patches) == 3


def test_a_bars_mark_covers_the_bar(ax):
    charts.actor_bars(THREE, ax=ax)
    mark = charts.marks(ax)[0]
    assert mark["keys"] == {"actor": "Japan"}
    assert mark["label"] == (
        "Japan: named in 6 of 10 articles (60 %, 95 % interval 30 % to 90 %), 9 mentions"
    )
    figure = ax.get_figure()
    (x0, y0), (x1, y1) = figure.transFigure.inverted().transform(
        ax.transData.transform([(0.0, 0.3), (0.6, -0.3)])
    )
    points = np.array(mark["points"])
    assert points[:, 0].min() == pytest.approx(x0, abs=1e-3)
    assert points[:, 0].max() >= x1
    assert points[:, 1].min() < 1 - y1 < 1 - y0 < points[:, 1].max()


def labels(ax) -> str:
    return " | ".join(mark["label"] for mark in charts.marks(ax))


def test_one_of_a_kind_is_told_in_the_singular(ax):
    one = frequency(("Iran", 1, 1, 1.0, math.nan, math.nan)).assign(of_articles=1)
    words = labels(charts.actor_bars(one, ax=ax))
    assert words == "Iran: named in 1 of 1 article (100 %, no interval: one article), 1 mention"
    one = balance(("Japan", "Iran", 0, 1, 1, -1.0, math.nan, math.nan))
    words = labels(charts.stance_matrix(one, ax=Figure().subplots()))
    assert words.startswith("Japan towards Iran: 0 friendly, 1 hostile sentence in 1 article; ")
    pair = {"left": "Iran", "right": "Japan", "count": 1, "articles": 1, "npmi": 0.5}
    counts = {"left_count": 1, "right_count": 1, "log_likelihood": 1.0}
    counts |= {"low": math.nan, "high": math.nan}
    words = labels(charts.cooccurrence_network(pd.DataFrame([pair | counts]), ax=ax))
    assert "Iran: named in 1 sentence, together with 1 other drawn" in words
    assert "Iran and Japan: together in 1 sentence of 1 article, NPMI +0.50" in words


def test_marks_are_the_same_before_and_after_the_figure_is_saved(ax):
    charts.actor_bars(THREE, ax=ax)
    before = charts.marks(ax)
    ax.get_figure().savefig(io.BytesIO(), dpi=150)
    assert np.allclose(charts.marks(ax)[0]["points"], before[0]["points"], atol=0.01)


def test_a_trend_breaks_where_no_article_was_read(ax):
    charts.actor_trend(TREND, ax=ax)
    line = next(line for line in ax.lines if line.get_gid() == "series-0")
    assert np.isnan(line.get_ydata()).tolist() == [False, True, False]
    assert {"Japan", "China"} <= set(words(ax))
    assert [mark["keys"] for mark in charts.marks(ax)][:2] == [
        {"actor": "Japan", "period": "2023-09-01"},
        {"actor": "Japan", "period": "2023-11-01"},
    ]


def test_a_chart_over_time_says_how_many_articles_without_a_date_it_leaves_out(ax):
    undated = TREND.copy()
    undated.attrs["undated"] = 3
    charts.actor_trend(undated, ax=ax)
    assert ax.get_xlabel() == "without 3 undated articles"
    undated = OVER_TIME.copy()
    undated.attrs["undated"] = 1
    charts.stance_over_time(undated, ax=ax)
    assert " ".join(ax.get_xlabel().split()).endswith("; without 1 undated article")


def test_more_lines_than_can_be_told_apart_are_counted_and_it_is_said_why(ax):
    many = pd.concat([TREND[:3].assign(actor=f"Actor {n}") for n in range(9)])
    charts.actor_trend(many, ax=ax, top=12)
    assert len([line for line in ax.lines if str(line.get_gid()).startswith("series-")]) == 6
    assert ax.get_xlabel() == "and 3 more actors: 6 lines at most"


def test_a_trend_by_outlet_shows_one_actor_and_refuses_more(ax):
    one = TREND[:3].assign(outlet="Courier")
    charts.actor_trend(one, ax=ax)
    assert charts.marks(ax)[0]["keys"]["outlet"] == "Courier"
    with pytest.raises(ValueError, match="one actor; 2 were given"):
        charts.actor_trend(TREND.assign(outlet="Courier"), ax=ax)


def test_the_year_stands_once_below_the_dates(ax):
    charts.actor_trend(TREND, ax=ax)
    assert [label.get_text() for label in ax.get_xticklabels()] == ["Sep\n2023", "Oct", "Nov"]


def test_names_of_lines_that_end_together_are_moved_apart(ax):
    close = TREND.assign(share=[0.5, math.nan, 0.50, 0.5, math.nan, 0.49])
    charts.actor_trend(close, ax=ax)
    spots = {text.get_text(): text.xy[1] for text in ax.texts if isinstance(text, Annotation)}
    assert spots["Japan"] - spots["China"] > 0.03


def test_matrix_cells_hold_counts_and_unseen_pairs_a_dot(ax):
    charts.cooccurrence_matrix(PAIRS, ax=ax)
    assert sorted(text.get_text() for text in ax.texts) == ["1", "4", "9"]
    assert len(ax.collections[0].get_offsets()) == 3  # of six pairs of four actors
    bold = [text.get_text() for text in ax.texts if text.get_fontweight() == "bold"]
    assert bold == ["9"]  # the only pair whose interval is above chance


def test_pairs_are_told_of_in_the_window_that_was_counted(ax):
    charts.cooccurrence_matrix(PAIRS, ax=ax, window="paragraph")
    told = labels(ax) + ax.get_xlabel()
    assert "China and Japan: together in 9 paragraphs of 5 articles, NPMI +0.40, 95 %" in told
    assert "Number: paragraphs with both" in told
    charts.cooccurrence_network(PAIRS, ax=ax, window="article")
    assert "China and Japan: together in 9 articles, NPMI" in labels(ax)


def test_long_names_over_a_matrix_stand_in_two_lines_and_none_is_cut(ax):
    long = "Council of the Western Harbours"
    charts.cooccurrence_matrix(PAIRS.replace("Russia", long), ax=ax)
    names = [label.get_text() for label in (*ax.get_xticklabels(), *ax.get_yticklabels())]
    assert {"Council of the\nWestern Harbours", long} & set(names)
    assert not any("…" in name for name in names)


def test_what_title_and_caption_take_is_no_room_for_the_chart():
    figure = Figure(figsize=(6, 5), layout="constrained")
    figure.get_layout_engine().set(rect=(0, 0.1, 1, 0.8))
    assert inches(figure.subplots()) == pytest.approx((6, 4))


def test_lines_below_a_chart_are_about_as_long(ax):
    charts.stance_matrix(STANCES, ax=ax)
    lines = [len(line) for line in ax.get_xlabel().split("\n")]
    assert len(lines) > 1
    assert max(lines) - min(lines) < 20


def test_hatching_is_explained_only_where_there_is_some(ax):
    whole = OVER_TIME[OVER_TIME["n"] > 0]
    assert "hatched" not in charts.stance_over_time(whole, ax=ax).get_xlabel()


def test_few_periods_say_how_many_articles_each_rests_on(ax):
    charts.actor_trend(TREND, ax=ax)
    assert [word.get_text() for word in ax.texts if word.get_text().isdigit()] == ["4", "0", "2"]


def test_stance_cells_hold_sign_and_n_and_frame_what_is_not_clear(ax):
    charts.stance_matrix(STANCES, ax=ax)
    assert words(ax)[:6] == ["−0.8", "n 10", "+0.2", "n 5", "+1", "n 1"]
    cells = {patch.get_gid(): patch for patch in ax.patches if patch.get_gid()}
    assert cells["mark-0"].get_facecolor() != (1, 1, 1, 1)
    assert cells["mark-1"].get_facecolor() == (1, 1, 1, 1)
    assert cells["mark-2"].get_facecolor() == (1, 1, 1, 1)
    assert charts.marks(ax)[0]["keys"] == {"source": "Japan", "target": "China"}


def test_what_is_not_known_is_a_dot_and_never_a_zero(ax):
    charts.stance_matrix(STANCES, ax=ax)
    # China says nothing of Iran; Iran, no source at all, has no row
    assert ax.collections[0].get_offsets().tolist() == [[2, 1]]
    assert "0" not in words(ax)


def test_cells_of_an_actor_with_itself_are_drawn_in_order_so_that_files_can_be_made_again(ax):
    names = ["Japan", "China", "Iran", "Russia", "France"]
    rows = [(a, b, 1, 2, 3, -0.3, -0.5, 0.1) for a in names for b in names if a != b]
    charts.stance_matrix(balance(*rows), ax=ax, top=5)
    own = [patch for patch in ax.patches if patch.get_width() == 1]
    assert [patch.get_x() for patch in own] == [-0.5, 0.5, 1.5, 2.5, 3.5]


def test_actors_without_any_stance_between_them_still_give_a_matrix(ax):
    star = balance(
        *[(f"A{n}", f"B{n}", 30 - n, 0, 9, 1.0, 0.5, 1.0) for n in range(3)],
        *[("A0", f"C{n}", 20, 0, 9, 1.0, 0.5, 1.0) for n in range(3)],
        *[("C9", "A1", 1, 0, 1, 1.0, math.nan, math.nan)],
    )
    charts.stance_matrix(star, ax=ax, top=2)
    assert len(charts.marks(ax)) >= 1


def test_stance_points_turn_to_their_side_and_are_hollow_where_not_clear(ax):
    charts.stance_over_time(OVER_TIME, ax=ax)
    points = [line for line in ax.lines if (line.get_gid() or "").startswith("mark")]
    assert [point.get_marker() for point in points] == ["v", "^"]
    assert [point.get_markerfacecolor() for point in points] == ["#9a3412", "white"]
    assert {"4", "n"} <= set(words(ax))


def test_a_month_of_which_nothing_is_known_is_hatched(ax):
    charts.stance_over_time(OVER_TIME, ax=ax)
    assert [patch.get_hatch() for patch in ax.patches] == ["////"]


def test_an_outlet_that_says_nothing_stands_as_such(ax):
    charts.stance_by_outlet(BY_OUTLET, ax=ax)
    assert "nothing said" in words(ax)
    assert [mark["keys"]["outlet"] for mark in charts.marks(ax)] == ["Courier"]


@pytest.mark.parametrize("chart", [charts.stance_over_time, charts.stance_by_outlet])
def test_charts_of_one_pair_refuse_two(chart, ax):
    table = pd.concat([OVER_TIME, OVER_TIME.assign(source="Iran")]).assign(outlet="Courier")
    with pytest.raises(ValueError, match="shows one pair; the table has 2"):
        chart(table, ax=ax)


def test_the_network_is_the_same_each_time_and_draws_no_line_below_chance(ax):
    charts.cooccurrence_network(PAIRS, ax=ax)
    again = charts.cooccurrence_network(PAIRS)
    lines = next(artist for artist in ax.collections if artist.get_gid() == "edges")
    same = next(artist for artist in again.collections if artist.get_gid() == "edges")
    assert len(lines.get_segments()) == 2
    assert np.array_equal(lines.get_segments(), same.get_segments())
    assert {"China", "Japan", "Russia", "Iran"} <= set(words(ax))


def crowd(actors: int) -> pd.DataFrame:
    """Each actor with the next one, and with the one after that."""
    names = [f"Actor {number} of a long name" for number in range(actors)]
    pairs = [(n, (n + on) % actors) for on in (1, 2) for n in range(actors)]
    counts = {"count": 5, "left_count": 9, "right_count": 9, "articles": 2, "npmi": 0.3}
    counts |= {"low": 0.1, "high": 0.5}
    return pd.DataFrame(
        [
            {"left": names[a], "right": names[b], "log_likelihood": 9.0 + a} | counts
            for a, b in pairs
        ]
    )


def boxes(ax) -> list:
    """Where the names of a network stand, once it is drawn."""
    figure = ax.get_figure()
    figure.canvas.draw()
    draw_text = RendererAgg.get_text_width_height_descent
    found = []
    for word in ax.texts:
        x, y = word.get_transform().transform(word.get_position())
        face = word.get_fontproperties()
        wide, high, _ = draw_text(figure.canvas.get_renderer(), word.get_text(), face, False)
        found.append(Bbox.from_bounds(x - wide / 2, y - high / 2, wide, high))
    return found


@pytest.mark.parametrize("size", [(7.6, 4.0), (12.1, 5.2), (6.0, 4.9)])
@pytest.mark.parametrize("actors", [5, 12, 40])
def test_no_two_names_of_a_network_touch_and_none_leaves_the_picture(size, actors):
    figure = Figure(figsize=size, layout="constrained")
    FigureCanvasAgg(figure)
    ax = charts.cooccurrence_network(crowd(actors), ax=figure.subplots(), top=actors)
    found = boxes(ax)
    for number, box in enumerate(found):
        assert not any(box.overlaps(other) for other in found[:number])
        assert figure.bbox.x0 <= box.x0 < box.x1 <= figure.bbox.x1
        assert figure.bbox.y0 <= box.y0 < box.y1 <= figure.bbox.y1
    unnamed = actors - len(found)
    told = " ".join(ax.get_xlabel().split())
    assert ("unnamed for want of room" in told) == bool(unnamed)
    assert f"{unnamed} dot" in told or not unnamed
    assert len(found) >= min(actors, 12)


def test_network_marks_are_actors_and_pairs(ax):
    charts.cooccurrence_network(PAIRS, ax=ax)
    keys = [tuple(mark["keys"]) for mark in charts.marks(ax)]
    assert keys.count(("actor",)) == 4
    assert keys.count(("left", "right")) == 2


def test_names_are_drawn_as_written_and_not_as_formulas(ax):
    charts.actor_bars(frequency(("$x^2$ <b>_{", 1, 1, 0.1, 0.0, 0.3)), ax=ax)
    ax.get_figure().draw_without_rendering()
    label = ax.get_yticklabels()[0]
    assert label.get_text() == "$x^2$ <b>_{"
    assert not label.get_parse_math()


def test_a_character_that_no_font_draws_is_named_below_the_chart(ax):
    charts.actor_bars(frequency(("\U0001f9ff Japan", 1, 1, 0.1, 0.0, 0.3)), ax=ax)
    expected = "U+1F9FF" if missing_glyphs(["\U0001f9ff"]) else "Share of articles"
    assert expected in ax.get_xlabel()
    assert missing_glyphs(["Ελλάδα Россия Türkiye"]) == ""


@pytest.mark.parametrize(
    ("call", "expected"),
    [
        (
            lambda: shortened("Organisation for the Prohibition of Chemical Weapons", 20),
            "Organisation for th…",
        ),
        (lambda: shortened("NATO"), "NATO"),
        (lambda: percent(0.384), "38 %"),
        (lambda: percent(0.004), "0.4 %"),
        (lambda: percent(math.nan), "unknown"),
        (lambda: signed(-0.84), "−0.8"),
        (lambda: signed(-0.04), "0"),
        (lambda: signed(1.0), "+1"),
        (lambda: signed(math.nan), "?"),
        (lambda: readable("#9a3412"), "white"),
        (lambda: readable("#a9cfe6"), "#22303c"),
    ],
)
def test_numbers_and_names_in_words(call, expected):
    assert call() == expected
