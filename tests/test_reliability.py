import pandas as pd
import pytest

from workbench.charts.look import marks
from workbench.charts.reliability import reliability_diagram
from workbench.measures import reliability as module
from workbench.measures.reliability import MEASURED, measured_precision, reliability


@pytest.fixture
def measured(monkeypatch):
    """Ten stances: six of a confidence near .6, half of them right, and four near .9, all right."""
    rows = pd.DataFrame(
        [
            ("network", "news between states", 0.61, 4, 2),
            ("network", "news between states", 0.64, 2, 1),
            ("network", "news between states", 0.92, 4, 4),
            ("accurate", "news between states", 0.92, 1, 0),
        ],
        columns=["way", "set", "confidence", "n", "right"],
    )
    monkeypatch.setattr(module, "_measured", lambda: rows)


def test_a_step_counts_what_was_right(measured):
    table = reliability(accurate=False)
    assert table[["low", "high", "n", "right"]].to_numpy().tolist() == [
        [0.6, 0.7, 6, 3],
        [0.9, 1.0, 4, 4],
    ]
    assert table["share"].tolist() == [0.5, 1.0]
    assert table["confidence"].round(2).tolist() == [0.62, 0.92]
    assert (table["share_low"] < table["share"]).all()


def test_the_precision_is_of_all_at_least_so_sure(measured):
    table = measured_precision(0.5, 0.9, 0.99, accurate=False)
    assert table["n"].tolist() == [10, 4, 0]
    assert table["right"].tolist() == [7, 4, 0]
    assert table["share"].tolist()[:2] == [0.7, 1.0]
    assert pd.isna(table["share"].iloc[2])


def test_the_encoder_is_measured_apart(measured):
    assert measured_precision(0.5, accurate=True)["right"].tolist() == [0]


def test_a_set_that_was_not_measured_is_named(measured):
    with pytest.raises(ValueError, match=r"poetry.*news between states"):
        reliability(on="poetry", accurate=False)


def test_what_was_measured_is_shipped_for_both_ways_and_sets():
    table = pd.read_csv(MEASURED)
    assert set(table["way"]) == {"network", "accurate"}
    assert set(table["set"]) == {"news between states", "US politics"}
    assert (table["right"] <= table["n"]).all()
    assert table["confidence"].between(0, 1).all()


def test_the_diagram_has_a_mark_a_step_in_words(measured):
    found = marks(reliability_diagram(reliability(accurate=False)))
    assert [mark["label"] for mark in found] == [
        "confidence about 62 %: 3 of 6 right (50 %, 95 % interval 17 % to 83 %)",
        "confidence about 92 %: 4 of 4 right (100 %, 95 % interval 40 % to 100 %)",
    ]
