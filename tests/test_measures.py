"""Measures: small tables counted by eye."""

import math

import pandas as pd
import pytest

from workbench.measures import article_stance, compare, frequency, stance_balance, trend
from workbench.measures.pairs import cooccurrence


def articles(*rows):
    table = pd.DataFrame(rows, columns=["article_id", "date", "outlet"])
    return table.assign(date=pd.to_datetime(table["date"]))


def mentions(*rows):
    table = pd.DataFrame(rows, columns=["article_id", "sentence", "actor"])
    return table.assign(paragraph=table["sentence"] // 2, kind="country", country=table["actor"])


def stances(*rows, mode="verbal", voice="narrated"):
    columns = ["article_id", "sentence", "source", "target", "stance"]
    return pd.DataFrame(rows, columns=columns).assign(mode=mode, voice=voice)


FOUR = articles(
    ("a", "2023-10-02", "Courier"),  # a Monday
    ("b", "2023-10-08", "Courier"),  # the Sunday of that week
    ("c", "2023-10-16", "Beacon"),
    ("d", None, "Beacon"),
)
NAMED = mentions(
    ("a", 0, "Japan"),
    ("a", 0, "Japan"),
    ("a", 1, "China"),
    ("b", 0, "Japan"),
    ("c", 3, "China"),
    ("d", 0, "Japan"),
)


def test_frequency_counts_mentions_and_the_share_of_articles():
    table = frequency(NAMED, FOUR)
    assert table["actor"].tolist() == ["Japan", "China"]
    assert table["mentions"].tolist() == [4, 2]
    assert table["articles"].tolist() == [3, 2]
    assert table["share"].tolist() == [0.75, 0.5]
    assert table["of_articles"].tolist() == [4, 4]


def test_the_interval_of_a_share_is_that_of_the_binomial_distribution():
    table = frequency(NAMED, FOUR)
    # of four articles at 0.5: none with chance 0.0625, all with 0.0625
    assert (table["low"][1], table["high"][1]) == (0.0, 1.0)
    ten = articles(*[(str(i), "2023-10-02", "Courier") for i in range(10)])
    half = frequency(mentions(*[(str(i), 0, "Japan") for i in range(5)]), ten)
    # of ten at 0.5: at most 1 with chance 0.011, at most 2 with 0.055
    assert (half["low"][0], half["high"][0]) == (0.2, 0.8)


def test_articles_that_all_name_an_actor_leave_an_open_end():
    two = articles(("a", "2023-10-02", "Courier"), ("b", "2023-10-03", "Courier"))
    table = frequency(mentions(("a", 0, "Japan"), ("b", 0, "Japan")), two)
    assert table["share"][0] == table["high"][0] == 1.0
    assert table["low"][0] == pytest.approx(math.sqrt(0.025))


def test_one_article_is_no_ground_for_an_interval():
    table = frequency(NAMED, FOUR[:1])
    assert table["share"].tolist() == [1.0, 1.0]
    assert table[["low", "high"]].isna().all(axis=None)


def test_frequency_by_outlet_has_a_row_where_nothing_is_named():
    table = frequency(mentions(("a", 0, "Japan")), FOUR, by="outlet")
    assert table[["actor", "outlet", "mentions", "of_articles"]].to_numpy().tolist() == [
        ["Japan", "Beacon", 0, 2],
        ["Japan", "Courier", 1, 2],
    ]


def test_an_actor_has_its_most_frequent_kind_and_country():
    rows = NAMED.assign(kind=["city", "country", "country", "country", "country", "country"])
    rows["country"] = ["", "Japan", "", "", "", ""]
    table = frequency(rows, FOUR).set_index("actor")
    assert table.loc["Japan", ["kind", "country"]].tolist() == ["country", "Japan"]
    assert table.loc["China", "country"] == ""


def test_a_week_without_articles_is_unknown_and_undated_articles_are_counted_apart():
    table = trend(NAMED, FOUR, every="week")
    japan = table[table["actor"] == "Japan"]
    assert japan["period"].dt.strftime("%d %b").tolist() == ["02 Oct", "09 Oct", "16 Oct"]
    assert japan["mentions"].tolist() == [3, 0, 0]
    assert japan["of_articles"].tolist() == [2, 0, 1]
    assert japan["share"].isna().tolist() == [False, True, False]
    assert table.attrs["undated"] == 1


@pytest.mark.parametrize(
    ("every", "periods"), [("day", 15), ("week", 3), ("month", 1), ("quarter", 1), ("year", 1)]
)
def test_every_period_from_the_first_to_the_last_article_has_a_row(every, periods):
    assert trend(NAMED, FOUR, every=every)["period"].nunique() == periods


def test_trend_by_outlet_keeps_the_outlets_apart():
    table = trend(NAMED, FOUR, every="month", by="outlet")
    assert table[["actor", "outlet", "mentions"]].to_numpy().tolist() == [
        ["Japan", "Beacon", 0],
        ["Japan", "Courier", 3],
        ["China", "Beacon", 1],
        ["China", "Courier", 1],
    ]


PAIRED = mentions(
    ("a", 0, "Japan"),
    ("a", 0, "China"),
    ("a", 0, "China"),
    ("a", 1, "Japan"),
    ("a", 2, "China"),
    ("b", 0, "Japan"),
    ("b", 0, "China"),
    ("b", 5, "Iran"),
)


@pytest.mark.parametrize(
    ("window", "count", "windows"), [("sentence", 2, 5), ("paragraph", 2, 4), ("article", 2, 2)]
)
def test_cooccurrence_counts_each_window_once(window, count, windows):
    pair = cooccurrence(PAIRED, window=window).iloc[0]
    assert (pair["left"], pair["right"]) == ("China", "Japan")
    assert (pair["count"], pair["of_windows"], pair["articles"]) == (count, windows, 2)


def test_npmi_and_log_likelihood_follow_their_formulas():
    pair = cooccurrence(PAIRED).iloc[0]
    # 2 of 5 sentences name both, 3 China, 3 Japan
    assert pair["npmi"] == pytest.approx(math.log((2 / 5) / (9 / 25)) / -math.log(2 / 5))
    expected = 2 * (
        2 * math.log(2 / 1.8) + 1 * math.log(1 / 1.2) + 1 * math.log(1 / 1.2) + math.log(1 / 0.8)
    )
    assert pair["log_likelihood"] == pytest.approx(expected)


def test_actors_named_only_together_have_npmi_one():
    rows = mentions(("a", 0, "Japan"), ("a", 0, "China"), ("b", 0, "Japan"), ("b", 0, "China"))
    assert cooccurrence(rows)["npmi"].tolist() == [1.0]


def test_given_sentences_count_as_windows_where_nobody_is_named_too():
    sentences = pd.DataFrame(
        {"article_id": ["a"] * 4 + ["b"] * 6, "sentence": [*range(4), *range(6)]}
    )
    assert cooccurrence(PAIRED, sentences=sentences)["of_windows"].tolist() == [10]


def test_a_pair_of_one_article_has_no_interval_and_one_of_two_has():
    rows = pd.concat([PAIRED, mentions(("b", 5, "Japan"))], ignore_index=True)
    table = cooccurrence(rows)
    assert table["right"].tolist() == ["Japan", "Japan"]
    assert table["low"].isna().tolist() == [False, True]
    assert table["low"][0] <= table["npmi"][0] <= table["high"][0]


def test_pairs_below_the_minimum_are_left_out():
    rows = pd.concat([PAIRED, mentions(("b", 5, "Japan"))], ignore_index=True)
    assert cooccurrence(rows, minimum=2)["left"].tolist() == ["China"]


TOLD = stances(
    ("a", 0, "Japan", "China", "hostile"),
    ("a", 0, "Japan", "China", "hostile"),  # the same sentence again
    ("a", 1, "Japan", "China", "friendly"),
    ("b", 0, "Japan", "China", "hostile"),
    ("c", 0, "China", "Japan", "friendly"),
)


def test_balance_counts_a_stance_once_a_sentence_and_keeps_direction():
    table = stance_balance(TOLD, FOUR)
    assert table[["source", "target"]].to_numpy().tolist() == [
        ["Japan", "China"],
        ["China", "Japan"],
    ]
    assert table["friendly"].tolist() == [1, 1]
    assert table["hostile"].tolist() == [2, 0]
    assert table["articles"].tolist() == [2, 1]
    assert table["balance"].tolist() == pytest.approx([-1 / 3, 1])
    assert (table["verbal"][0], table["material"][0], table["narrated"][0]) == (3, 0, 3)


def test_the_interval_of_a_balance_spans_what_drawing_articles_again_gives():
    table = stance_balance(TOLD, FOUR)
    # a alone stands at 0, b alone at -1; the second pair has one article
    assert table["low"].tolist() == pytest.approx([-1, math.nan], nan_ok=True)
    assert table["high"].tolist() == pytest.approx([0, math.nan], nan_ok=True)


def test_articles_that_agree_do_not_claim_certainty():
    rows = stances(*[(article, 0, "Japan", "China", "hostile") for article in "abcd"])
    table = stance_balance(rows, FOUR)
    assert table["low"][0] == -1
    assert table["high"][0] == pytest.approx(-1 + 2 * (1 - 0.025**0.25))


def test_balance_is_unknown_where_nothing_is_said():
    table = stance_balance(TOLD, FOUR, by="outlet")
    beacon = table[(table["source"] == "Japan") & (table["outlet"] == "Beacon")].iloc[0]
    assert (beacon["n"], beacon["of_articles"]) == (0, 2)
    assert math.isnan(beacon["balance"])


def test_balance_over_months_counts_undated_articles_apart():
    table = stance_balance(TOLD, FOUR, by="month")
    assert table["period"].dt.strftime("%Y-%m").tolist() == ["2023-10", "2023-10"]
    assert table.attrs["undated"] == 1


def test_the_same_input_gives_the_same_interval_whatever_stands_beside_it():
    rows = stances(
        *[
            (i, s, "Japan", "China", "hostile" if (i + s) % 3 else "friendly")
            for i in range(9)
            for s in range(3)
        ]
    )
    read = articles(*[(i, "2023-10-02", "Courier") for i in range(20)])
    other = stances(*[(i, 0, "Iran", "China", "hostile") for i in range(20)])
    alone = stance_balance(rows, read)
    beside = stance_balance(pd.concat([other, rows]), read)
    beside = beside[beside["source"] == "Japan"]
    assert alone[["low", "high"]].iloc[0].tolist() == beside[["low", "high"]].iloc[0].tolist()


def test_an_articles_own_voice_stands_apart_from_those_it_quotes():
    own = stances(("a", 0, "Japan", "China", "friendly"))
    quoted = stances(
        ("a", 1, "Japan", "China", "hostile"), ("b", 0, "Iran", "China", "hostile"), voice="quoted"
    )
    table = article_stance(pd.concat([own, quoted], ignore_index=True))
    assert table["article_id"].tolist() == ["a", "b"]
    assert table["net"].tolist() == [0, -1]
    assert table["own_net"].tolist() == pytest.approx([1, math.nan], nan_ok=True)
    assert table["others_net"].tolist() == [-1, -1]


def test_compare_gives_the_difference_and_its_interval():
    left = pd.DataFrame(
        {"actor": ["Japan"], "share": [0.7], "low": [0.6], "high": [0.8], "articles": [7]}
    )
    right = pd.DataFrame(
        {
            "actor": ["Japan", "Iran"],
            "share": [0.4, 0.1],
            "low": [0.3, 0.0],
            "high": [0.5, 0.3],
            "articles": [4, 1],
        }
    )
    table = compare(left, right, names=("courier", "beacon"))
    assert table["actor"].tolist() == ["Japan", "Iran"]
    japan = table.iloc[0]
    assert japan["share_courier"] == 0.7
    assert japan["difference"] == pytest.approx(0.3)
    assert japan["low"] == pytest.approx(0.3 - math.sqrt(0.02))
    assert japan["high"] == pytest.approx(0.3 + math.sqrt(0.02))
    assert math.isnan(table["difference"][1])


def test_compare_refuses_tables_of_different_measures():
    with pytest.raises(ValueError, match="nothing to compare"):
        compare(frequency(NAMED, FOUR), stance_balance(TOLD, FOUR))


@pytest.mark.parametrize(
    "call",
    [
        lambda: frequency(NAMED[:0], FOUR[:0]),
        lambda: frequency(NAMED, FOUR[:0]),
        lambda: trend(NAMED, FOUR[:0], by="outlet"),
        lambda: cooccurrence(NAMED[:0]),
        lambda: stance_balance(TOLD[:0], FOUR),
        lambda: stance_balance(TOLD, FOUR[:0], by="week"),
        lambda: article_stance(TOLD[:0]),
    ],
)
def test_nothing_in_gives_an_empty_table_with_its_columns(call):
    table = call()
    assert len(table) == 0
    assert len(table.columns) > 8


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: trend(NAMED, FOUR, every="hour"), "`every` must be one of 'day'"),
        (lambda: cooccurrence(NAMED, window="page"), "`window` must be one of 'sentence'"),
        (lambda: stance_balance(TOLD, FOUR, by="author"), "`by` must be one of"),
        (lambda: frequency(NAMED.drop(columns="actor"), FOUR), "mentions table lacks 'actor'"),
    ],
)
def test_errors_name_what_is_wrong_and_what_would_do(call, message):
    with pytest.raises(ValueError, match=message):
        call()
