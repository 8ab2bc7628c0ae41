import math

import pandas as pd
import pytest
from matplotlib.figure import Figure

from workbench import charts
from workbench.measures.voices import own_words, who_speaks


def articles(**outlets):
    return pd.DataFrame({"article_id": list(outlets), "outlet": list(outlets.values())})


def quotes(*rows):
    columns = ["article_id", "start", "content", "speaker", "kind"]
    table = pd.DataFrame(rows, columns=columns)
    return table.assign(end=table["start"] + table["content"].str.len())


THREE = articles(a="Courier", b="Courier", c="Beacon")
SAID = quotes(
    ("a", 0, "one two three four", "Lind", "direct"),
    ("a", 50, "five six", "Berg", "indirect"),
    ("b", 0, "seven eight", "Lind", "direct"),
    ("c", 0, "nine ten", "", "direct"),
    ("gone", 0, "not among the articles", "Lind", "direct"),
)


def test_who_speaks_counts_the_words_of_each_speaker():
    table = who_speaks(SAID, THREE)
    assert table["actor"].tolist() == ["Lind", "Berg"]
    assert table["words"].tolist() == [6, 2]
    assert table["quotes"].tolist() == [2, 1]
    assert table["articles"].tolist() == [2, 1]
    assert table["of_words"].tolist() == [8, 8]
    assert table["share"].tolist() == [0.75, 0.25]
    assert (table["low"] <= table["share"]).all()
    assert (table["share"] <= table["high"]).all()


def test_by_outlet_each_speaker_has_a_row_for_every_outlet():
    table = who_speaks(SAID, THREE, by="outlet")
    assert table[["actor", "outlet"]].to_numpy().tolist() == [
        ["Lind", "Beacon"],
        ["Lind", "Courier"],
        ["Berg", "Beacon"],
        ["Berg", "Courier"],
    ]
    assert math.isnan(table["share"][0])
    assert table["share"][1] == 0.75


def test_one_kind_of_quotation_can_be_asked_for():
    table = who_speaks(SAID, THREE, kind="indirect")
    assert table[["actor", "words", "share"]].to_numpy().tolist() == [["Berg", 2, 1.0]]


def test_of_one_article_alone_there_is_no_interval():
    table = who_speaks(SAID, THREE.head(1))
    assert table["low"].isna().all()


def test_a_word_counts_for_the_innermost_speaker_alone():
    said = quotes(
        ("a", 0, "Lind says that it is over", "Agency", "indirect"),
        ("a", 10, "that it is over", "Lind", "indirect"),
    )
    assert own_words(said).tolist() == [2, 4]


def test_no_quotations_give_no_rows():
    assert who_speaks(SAID.head(0), THREE).empty
    assert who_speaks(SAID.head(0), THREE.head(0), by="outlet").empty


def test_an_unknown_choice_is_named():
    with pytest.raises(ValueError, match="`kind` must be one of"):
        who_speaks(SAID, THREE, kind="spoken")


def test_speaker_bars_are_as_long_as_the_shares():
    ax = Figure().subplots()
    assert charts.speaker_bars(who_speaks(SAID, THREE), ax=ax) is ax
    assert [bar.get_width() for bar in ax.patches] == [0.75, 0.25]
    assert [label.get_text() for label in ax.get_yticklabels()] == ["Lind", "Berg"]
    assert charts.marks(ax)[0]["keys"] == {"actor": "Lind"}


def test_speaker_bars_by_outlet_stand_together():
    ax = charts.speaker_bars(who_speaks(SAID, THREE, by="outlet"))
    assert len(ax.patches) == 2  # the Beacon quotes nobody by name
    assert charts.marks(ax)[0]["keys"] == {"actor": "Lind", "outlet": "Courier"}


def test_speaker_bars_of_nothing_say_so():
    ax = charts.speaker_bars(who_speaks(SAID.head(0), THREE))
    assert [text.get_text() for text in ax.texts] == ["Nobody is quoted by name."]
