import numpy as np
import pandas as pd
import pytest
from corpora import invented_corpus
from matplotlib.figure import Figure

from workbench.charts.comparison import comparison
from workbench.charts.look import marks
from workbench.measures.comparison import side_by_side, two_actors, two_outlets, two_periods


@pytest.fixture
def corpus():
    return invented_corpus()


def test_two_outlets_have_their_own_articles(corpus):
    parts = two_outlets(corpus, "North Star", "Harbour Post")
    assert [sorted(part.articles["article_id"]) for part in parts.values()] == [
        ["a1", "a2"],
        ["a3", "a4"],
    ]


def test_two_periods_meet_at_the_day_and_leave_out_what_has_no_date(corpus):
    parts = two_periods(corpus, "2023-09-12")
    assert list(parts) == ["before 12 September 2023", "from 12 September 2023"]
    assert [sorted(part.articles["article_id"]) for part in parts.values()] == [
        ["a1", "a2"],
        ["a3"],
    ]


def test_two_actors_are_compared_by_whom_they_meet(corpus):
    table = side_by_side(two_actors(corpus, "Arvia", "Borland"), measure="balance")
    found = table.set_index("target")[["balance_Arvia", "balance_Borland"]].to_dict("index")
    assert found["Borland"]["balance_Arvia"] == -1
    assert np.isnan(found["Borland"]["balance_Borland"])
    assert found["Arvia"]["balance_Borland"] == -1
    shares = side_by_side(two_actors(corpus, "Arvia", "Borland"), measure="share")
    assert shares.set_index("actor").loc["Cordia", "share_Arvia"] == 0.5


@pytest.mark.parametrize(
    ("measure", "row", "value"),
    [
        ("share", {"actor": "Borland"}, 0.5),
        ("balance", {"source": "Arvia", "target": "Borland"}, 0),
    ],
)
def test_difference_is_left_less_right(corpus, measure, row, value):
    table = side_by_side(two_outlets(corpus, "North Star", "Harbour Post"), measure=measure)
    for column, wanted in row.items():
        table = table[table[column] == wanted]
    assert table["difference"].tolist() == [value]


def test_rows_below_the_minimum_are_unknown(corpus):
    parts = two_outlets(corpus, "North Star", "Harbour Post")
    table = side_by_side(parts, measure="share", minimum=2)
    assert table.set_index("actor")["difference"].isna().to_dict() == {
        "Arvia": False,
        "Borland": True,
        "Cordia": True,
    }
    with pytest.raises(ValueError, match="`measure` must be one of 'balance', 'share', 'npmi'"):
        side_by_side(parts, measure="mood")


def table(**columns):
    row = {"actor": "Arvia", "share_A": 0.5, "low_A": 0.3, "high_A": 0.7, "articles_A": 9}
    row |= {"share_B": 0.2, "low_B": 0.1, "high_B": 0.3, "articles_B": 9}
    row |= {"difference": 0.3, "low": 0.1, "high": 0.5}
    return pd.DataFrame([row | columns])


def test_chart_has_a_mark_for_each_side_and_says_the_difference():
    ax = Figure().subplots()
    assert comparison(table(), names=("A", "B"), ax=ax) is ax
    assert [mark["keys"] for mark in marks(ax)] == [
        {"actor": "Arvia", "side": "A"},
        {"actor": "Arvia", "side": "B"},
    ]
    words = {text.get_text(): text.get_fontweight() for text in ax.texts}
    assert words.pop("+30  (+10 to +50)") == "bold"
    assert "bold" not in words.values()


def test_each_value_stands_with_the_articles_it_rests_on():
    one = table(articles_A=12, articles_B=np.nan, share_B=np.nan, difference=np.nan)
    ax = comparison(one, names=("A", "B"), ax=Figure().subplots())
    assert {"articles", "12 | –"} <= {text.get_text() for text in ax.texts}
    assert "Arvia, A: 50 % in 12 articles, 95 % interval" in marks(ax)[0]["label"]


def test_chart_of_a_side_that_says_nothing_says_so():
    one = table(share_B=np.nan, low_B=np.nan, high_B=np.nan, difference=np.nan)
    ax = comparison(one, names=("A", "B"), ax=Figure().subplots())
    assert ax.texts[0].get_text() == "on one side only"
    assert len(marks(ax)) == 1
    empty = comparison(table()[:0], names=("A", "B"), ax=Figure().subplots())
    assert "Neither side" in empty.texts[0].get_text()
    with pytest.raises(ValueError, match="no measure of 'X' and 'Y'"):
        comparison(table(), names=("X", "Y"))


def test_no_name_of_a_pair_is_cut_and_a_long_pair_stands_in_two_lines():
    left, right = "Council of the Western Harbours", "Ministry of Tides and Weather"
    row = {"npmi_A": 0.1, "low_A": 0.0, "high_A": 0.2, "npmi_B": 0.4, "low_B": 0.3, "high_B": 0.5}
    rows = [{"left": left, "right": right, **row}, {"left": "Arvia", "right": "Tal", **row}]
    table = pd.DataFrame(rows).assign(difference=-0.3, low=-0.5, high=-0.1)
    ax = Figure(figsize=(7.6, 4), layout="constrained").subplots()
    comparison(table, names=("A", "B"), ax=ax)
    names = [label.get_text() for label in ax.get_yticklabels()]
    assert names == [f"{left} –\n{right}", "Arvia – Tal"]
    assert marks(ax)[0]["label"].startswith(f"{left} – {right}, A: +0.1")
