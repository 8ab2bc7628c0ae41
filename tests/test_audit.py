from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from corpora import small_corpus

from workbench import tables
from workbench.corpus import revise
from workbench.measures import stance_balance
from workbench.review.audit import (
    corrected,
    judge,
    judged_before,
    judgements,
    precision,
    qualified,
    sample,
    wilson,
)
from workbench.review.corrections import correct


@pytest.fixture
def corpus():
    return small_corpus()


@pytest.fixture
def path(tmp_path):
    return tmp_path / "audit.csv"


def many(counts):
    """A corpus with so many stances of each stance and voice."""
    rows = [
        ("a1", n, "Russia", "Japan", stance, 0.0, 0.5, "verbal", voice, "", "x")
        for (stance, voice), count in counts.items()
        for n in range(count)
    ]
    return replace(small_corpus(), stances=tables.table("stances", rows))


COUNTS = {("friendly", "narrated"): 600, ("hostile", "narrated"): 390, ("hostile", "quoted"): 10}


def test_sample_has_each_stratum_by_its_share_and_at_least_once():
    drawn = sample(many(COUNTS), n=50)
    assert drawn["stratum"].value_counts().to_dict() == {
        "friendly, narrated": 30,
        "hostile, narrated": 19,
        "hostile, quoted": 1,
    }
    assert drawn.index.is_unique


def test_sample_is_the_same_for_the_same_seed_only():
    corpus = many(COUNTS)
    assert sample(corpus, seed=1).index.tolist() == sample(corpus, seed=1).index.tolist()
    assert sample(corpus, seed=1).index.tolist() != sample(corpus, seed=2).index.tolist()


@pytest.mark.parametrize(
    ("table", "n", "rows"), [("stances", 50, 5), ("mentions", 4, 4), ("quotes", 50, 1)]
)
def test_sample_takes_all_there_is_when_that_is_less(corpus, table, n, rows):
    assert len(sample(corpus, table=table, n=n)) == rows


def test_fewer_rows_than_strata_are_still_drawn():
    assert len(sample(many(COUNTS), n=2)) == 2


@pytest.mark.parametrize("table", ["stances", "mentions", "quotes"])
def test_sample_leaves_out_copies_of_another_article(corpus, table, path):
    rows = getattr(corpus, table)
    copied = rows["article_id"].iloc[0]
    of = corpus.articles["article_id"].map({copied: "original"}).fillna("")
    now = replace(corpus, articles=corpus.articles.assign(duplicate_of=of))
    others = rows.index[rows["article_id"] != copied]
    assert sorted(sample(now, table=table).index) == sorted(others)
    found = precision(now, judgements(now, path=path), table=table)
    assert found["rows"][0] == len(others)


def test_sample_leaves_out_what_was_corrected(corpus, tmp_path):
    file = tmp_path / "corrections.csv"
    correct(corpus, "stances", [1], field="stance", value="friendly", path=file)
    now = revise(corpus, actors=tmp_path / "actors.csv", corrections=file)
    assert sorted(sample(now).index) == [0, 2, 3, 4]


def test_sample_keeps_its_other_rows_when_one_was_corrected():
    corpus = many(COUNTS)
    drawn = sample(corpus, n=50)
    stances = corpus.stances.assign(corrections="")
    stances.loc[drawn.index[0], "corrections"] = "x"
    again = sample(replace(corpus, stances=stances), n=50)
    assert len(set(drawn.index) & set(again.index)) >= 48
    assert drawn.index[0] not in again.index


def test_judged_rows_give_precision_with_wilson_interval(corpus, path):
    for row, verdict in [(0, "right"), (1, "wrong"), (2, "right"), (3, "right")]:
        judge(corpus, "stances", row, verdict, path=path)
    table = precision(corpus, judgements(corpus, path=path)).set_index("stratum")
    assert table.loc["all", ["judged", "right", "rows"]].tolist() == [4, 3, 5]
    assert table.loc["hostile", ["judged", "right", "precision", "rows"]].tolist() == [2, 1, 0.5, 2]
    assert table.loc["all", ["low", "high"]].round(3).tolist() == [0.301, 0.954]
    assert table.loc["hostile, quoted", "precision"] == 1


def test_second_judgement_takes_the_place_of_the_first(corpus, path):
    judge(corpus, "mentions", 0, "wrong", path=path)
    judge(corpus, "mentions", 0, "right", path=path)
    judged = judgements(corpus, path=path)
    assert judged["verdict"].tolist() == ["right"]
    verdicts = judged_before(corpus, "mentions", corpus.mentions[:2], judged)
    assert verdicts.tolist() == ["right", ""]


def test_judgement_of_another_pipeline_is_not_counted(corpus, path):
    judge(corpus, "stances", 0, "right", path=path)
    found = judgements(replace(corpus, pipeline="newer"), path=path)
    assert len(found) == 0
    assert found.attrs["outdated"] == 1


@pytest.mark.parametrize(
    ("right", "judged", "low", "high"),
    [(0, 0, 0.0, 1.0), (50, 50, 0.929, 1.0), (0, 10, 0.0, 0.278), (5, 10, 0.237, 0.763)],
)
def test_wilson_interval(right, judged, low, high):
    assert [round(bound, 3) for bound in wilson(right, judged)] == [low, high]


def test_balance_is_adjusted_by_what_is_wrong_in_each_stance():
    corpus = many({("friendly", "narrated"): 20, ("hostile", "narrated"): 60})
    balance = stance_balance(corpus.stances, corpus.articles)
    precise = pd.DataFrame(
        {"stratum": ["all", "friendly", "hostile"], "judged": [40, 20, 20], "right": [20, 15, 5]}
    )
    precise["precision"] = precise["right"] / precise["judged"]
    (row,) = qualified(balance, balance.iloc[:0], precise).to_dict("records")
    assert row["balance"] == -0.5
    assert row["adjusted"] == pytest.approx((15 - 15) / 30)
    assert -0.5 < row["adjusted_low"] < -0.1 < 0.1 < row["adjusted_high"] < 0.5


def test_corrected_rows_count_in_full():
    corpus = many({("friendly", "narrated"): 2, ("hostile", "narrated"): 2})
    stances = corpus.stances.assign(corrections=["x", "x", "", ""])
    precise = pd.DataFrame(
        {"stratum": ["friendly", "hostile"], "judged": [4, 4], "right": [2, 2], "precision": 0.5}
    )
    for by in (None, "outlet", "month"):
        balance = stance_balance(stances, corpus.articles, by=by)
        sure = stance_balance(corrected(stances), corpus.articles, by=by)
        found = qualified(balance, sure, precise)["adjusted"].dropna()
        assert found.tolist() == [pytest.approx((2 - 1) / 3)]


def test_balance_is_not_adjusted_before_both_stances_were_judged(corpus, path):
    judge(corpus, "stances", 0, "right", path=path)
    precise = precision(corpus, judgements(corpus, path=path))
    balance = stance_balance(corpus.stances, corpus.articles)
    table = qualified(balance, balance.iloc[:0], precise)
    assert np.isnan(table["adjusted"]).all()


def test_senseless_requests_are_refused(corpus, path):
    with pytest.raises(ValueError, match="`table` must be one of mentions, quotes, stances"):
        sample(corpus, table="articles")
    with pytest.raises(ValueError, match="`verdict` must be one of right, wrong; not 'maybe'"):
        judge(corpus, "stances", 0, "maybe", path=path)


def test_no_rows_give_an_empty_sample_and_no_precision(path):
    corpus = small_corpus(without=["a1", "a2"])
    assert len(sample(corpus)) == 0
    table = precision(corpus, judgements(corpus, path=path))
    assert table["judged"].tolist() == [0, 0, 0]
    assert table["precision"].isna().all()
