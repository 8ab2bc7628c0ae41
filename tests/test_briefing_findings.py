import numpy as np
import pandas as pd
import pytest

from workbench.briefing.balances import (
    stance_outlets_finding,
    stance_trend_finding,
    stances_finding,
)
from workbench.briefing.findings import (
    actors_finding,
    matrix_finding,
    pairs_finding,
    trend_finding,
)
from workbench.briefing.wording import period_words, the

NAN = np.nan


def frequency(*rows, of=40):
    """Rows of actor, articles, low, high (in percent); a mention an article."""
    return pd.DataFrame(
        [(actor, n, n, of, n / of, low / 100, high / 100) for actor, n, low, high in rows],
        columns=["actor", "mentions", "articles", "of_articles", "share", "low", "high"],
    )


def trend(*rows):
    """Rows of actor, month, articles, of_articles, low, high (in percent)."""
    return pd.DataFrame(
        [
            (actor, pd.Timestamp(day), n, of, n / of if of else NAN, low / 100, high / 100)
            for actor, day, n, of, low, high in rows
        ],
        columns=["actor", "period", "articles", "of_articles", "share", "low", "high"],
    )


def pairs(*rows):
    """Rows of left, right, count, of_windows, articles, npmi, low, high."""
    columns = ["left", "right", "count", "of_windows", "articles", "npmi", "low", "high"]
    return pd.DataFrame(rows, columns=columns)


def balance(*rows, **places):
    """Rows of source, target, friendly, hostile, articles, low, high."""
    table = pd.DataFrame(
        rows, columns=["source", "target", "friendly", "hostile", "articles", "low", "high"]
    )
    n = table["friendly"] + table["hostile"]
    table = table.assign(n=n, balance=(table["friendly"] - table["hostile"]) / n.where(n > 0))
    return table.assign(**places)


def test_the_actor_of_most_articles_is_named_with_the_next_and_both_intervals():
    found = actors_finding(frequency(("Arvia", 30, 60, 88), ("Borland", 10, 12, 40)))
    assert found.headline == "Arvia is named most: in 30 of 40 articles"
    assert found.words == (
        "Arvia is named in 30 of 40 articles (75 %, 95 % interval 60 % to 88 %); Borland follows "
        "with 10 (25 %, 95 % interval 12 % to 40 %)."
    )


def test_overlapping_intervals_leave_the_order_open():
    found = actors_finding(frequency(("Arvia", 30, 60, 88), ("Borland", 25, 47, 77)))
    assert found.caution == (
        "The intervals overlap: other articles of this kind might order them otherwise."
    )


def test_the_most_mentions_do_not_make_a_leader_where_fewer_articles_name_the_actor():
    table = frequency(("Arvia", 10, 12, 40), ("Borland", 30, 60, 88))
    table.loc[0, "mentions"] = 99
    assert actors_finding(table).headline == "Borland is named most: in 30 of 40 articles"


def test_actors_level_at_the_head_are_named_together():
    found = actors_finding(frequency(("Arvia", 2, 16, 100), ("United States", 2, 16, 100), of=2))
    assert found.headline == "Arvia and the United States are each named in both articles"
    assert found.sentence == (
        "Arvia and the United States are each named in both articles "
        "(100 %, 95 % interval 16 % to 100 %); no other actor is named."
    )


def test_one_article_gives_no_interval_and_says_so():
    found = actors_finding(frequency(("Arvia", 1, NAN, NAN), of=1))
    assert found.words == (
        "Arvia is named in the only article (100 %, no interval: one article); "
        "the only actor named. One article allows no interval."
    )


def test_nobody_named_is_said():
    assert actors_finding(frequency()).words == "No actor is named in the articles chosen."


def test_a_peak_is_claimed_where_its_interval_is_clear_of_the_whole():
    found = trend_finding(
        trend(
            ("Arvia", "2023-08-01", 2, 20, 0, 25),
            ("Arvia", "2023-09-01", 18, 20, 75, 100),
            ("Borland", "2023-08-01", 1, 20, 0, 15),
            ("Borland", "2023-09-01", 1, 20, 0, 15),
        )
    )
    assert found.headline == "Arvia peaks in September 2023: in 18 of 20 articles"
    assert found.words == (
        "Arvia is named in 18 of 20 articles in September 2023 (90 %, 95 % interval 75 % to "
        "100 %), its largest share; over all 2 months in 20 of 40 dated articles (50 %)."
    )


def test_no_peak_is_claimed_where_the_interval_reaches_the_whole():
    found = trend_finding(
        trend(("Arvia", "2023-08-01", 2, 4, 0, 100), ("Arvia", "2023-09-01", 3, 4, 25, 100))
    )
    assert found.headline == "Arvia is named in 5 of 8 dated articles, without a clear peak"
    assert found.caution == "The interval reaches down to the share over all months: no clear rise."


def test_a_period_of_one_article_is_no_peak():
    found = trend_finding(
        trend(("Arvia", "2023-08-07", 2, 4, 0, 100), ("Arvia", "2023-08-14", 1, 1, NAN, NAN)),
        every="week",
    )
    assert found.caution == "That week has one article: it shows no peak."


def test_periods_without_articles_are_left_aside():
    found = trend_finding(
        trend(("Arvia", "2023-08-01", 1, 2, 0, 100), ("Arvia", "2023-09-01", 0, 0, NAN, NAN))
    )
    assert found.words == (
        "Arvia is named in 1 of 2 dated articles (50 %), all of them in August 2023. "
        "One month shows no course."
    )


def test_the_same_share_throughout_is_no_course():
    rows = trend(("Arvia", "2023-08-01", 2, 4, 0, 100), ("Arvia", "2023-09-01", 2, 4, 0, 100))
    assert trend_finding(rows).headline == "Arvia is named as often in each month"


def test_a_pair_beyond_chance_is_said_to_be_so():
    found = pairs_finding(
        pairs(
            ("Arvia", "Borland", 34, 400, 20, 0.31, 0.2, 0.4),
            ("Arvia", "Cordia", 5, 400, 4, 0.1, 0, 0.2),
        )
    )
    assert found.words == (
        "Arvia and Borland are named together in 34 sentences of 20 articles, the most of any "
        "pair, and more often than by chance (closeness (NPMI) 0.31, 95 % interval 0.20 to 0.40; "
        "0 is as by chance, 1 only together)."
    )


@pytest.mark.parametrize(
    ("row", "caution"),
    [
        (
            (34, 400, 20, 0.05, -0.1, 0.2),
            "The interval includes 0: it may be no more than chance.",
        ),
        (
            (3, 400, 1, 0.5, NAN, NAN),
            "One article is no ground to say whether that is more than chance.",
        ),
        ((3, 400, 2, 0.5, 0.4, 0.6), "An interval from 2 articles is rough."),
        ((9, 9, 9, 1.0, 1.0, 1.0), "Each sentence names both: nothing can be said of chance."),
    ],
)
def test_a_pair_is_hedged_as_its_interval_demands(row, caution):
    found = pairs_finding(pairs(("Arvia", "Borland", *row)))
    assert found.caution == caution
    assert "than by chance (" not in found.sentence


def test_a_pair_named_apart_is_said_to_be_so():
    found = pairs_finding(pairs(("Arvia", "Borland", 4, 400, 20, -0.3, -0.5, -0.1)))
    assert found.sentence.endswith(
        "the only pair, yet less often than by chance (closeness (NPMI) −0.30, 95 % interval "
        "−0.50 to −0.10; 0 is as by chance, 1 only together)."
    )


def test_pairs_that_share_the_first_place_are_counted():
    found = pairs_finding(
        pairs(*[("Arvia", name, 4, 99, 9, 0.3, 0.2, 0.4) for name in ("B", "C", "D")])
    )
    assert ", as are 2 other pairs, and more often" in found.sentence


def test_of_a_matrix_the_pairs_beyond_chance_are_counted():
    found = matrix_finding(
        pairs(
            ("Arvia", "Borland", 34, 400, 20, 0.31, 0.2, 0.4),
            ("Arvia", "Cordia", 9, 400, 9, -0.3, -0.5, -0.2),
            ("Borland", "Cordia", 9, 400, 9, 0.1, -0.1, 0.2),
            ("Borland", "Dorland", 4, 400, 2, 0.5, 0.4, 0.6),
        )
    )
    assert found.headline == "1 of 3 pairs is named together more often than by chance"
    assert found.words == (
        "Of 3 pairs named together in a sentence in at least 5 articles, 1 is so more often than "
        "by chance and 1 less often (95 % intervals). Chance alone gives about one in twenty. "
        "1 other pair stands in fewer articles."
    )
    assert found.about == {"left": "Arvia", "right": "Borland"}


def test_of_a_matrix_without_a_clear_pair_none_is_claimed():
    rows = [("Arvia", name, 9, 99, 9, 0.1, -0.1, 0.2) for name in ("Borland", "Cordia")]
    found = matrix_finding(pairs(*rows))
    assert found.headline == "No pair is clearly named together more often than by chance"
    assert found.caution == ""


def test_of_pairs_in_few_articles_chance_is_not_told():
    rows = [("Arvia", name, 4, 99, 2, 0.5, 0.4, 0.6) for name in ("Borland", "Cordia")]
    found = matrix_finding(pairs(*rows))
    assert found.words == (
        "2 pairs are named together in a sentence, none of them in 5 articles or more. That is "
        "too little to say which are together more often than by chance."
    )


def test_of_chosen_actors_nothing_is_said_of_all():
    found = actors_finding(frequency(("NATO", 5, 3, 30)), chosen=True)
    assert found.headline == "NATO is named in 5 of 40 articles"
    assert found.sentence == "NATO is named in 5 of 40 articles (12 %, 95 % interval 3 % to 30 %)."


def test_the_most_named_of_those_chosen_is_no_more_than_that():
    found = actors_finding(frequency(("Arvia", 30, 60, 88), ("Borland", 5, 2, 30)), chosen=True)
    assert found.headline == "Of those chosen, Arvia is named most: in 30 of 40 articles"


def test_the_largest_of_many_periods_is_no_peak_where_chance_gives_one():
    rows = [("Arvia", f"2023-{month:02d}-01", 5, 10, 20, 80) for month in range(1, 12)]
    found = trend_finding(trend(*rows, ("Arvia", "2023-12-01", 8, 10, 55, 100)))
    assert found.headline.endswith("without a clear peak")
    assert found.caution == "The largest of 12 months may be that large by chance."


def test_a_clear_stance_is_told_with_its_counts_and_interval():
    found = stances_finding(balance(("North Korea", "NATO", 2, 9, 4, -1, -0.3)))
    assert found.headline == "North Korea towards NATO: hostile in 9 of 11 sentences"
    assert found.words == (
        "North Korea was hostile towards NATO in 9 of 11 sentences with a stance, in 4 articles "
        "(balance −0.64, 95 % interval −1 to −0.30)."
    )


def test_a_stance_that_may_go_either_way_is_left_open():
    found = stances_finding(balance(("Arvia", "United States", 5, 2, 6, -0.33, 1)))
    assert found.headline == "Arvia towards the United States: friendly in 5 of 7 sentences"
    assert found.caution == "The interval includes 0: which side prevails is open."


def test_a_stance_of_one_article_is_an_observation():
    found = stances_finding(balance(("Arvia", "Borland", 0, 2, 1, NAN, NAN)))
    assert found.words == (
        "Arvia was hostile towards Borland in both sentences with a stance, in 1 article "
        "(balance −1, no interval: one article). One article is an observation, no pattern."
    )


def test_as_many_friendly_as_hostile_sentences_are_neither():
    found = stances_finding(balance(("Arvia", "Borland", 2, 2, 3, -1, 1)))
    assert found.headline == (
        "Arvia towards Borland: friendly and hostile in 2 of 4 sentences each"
    )
    assert found.sentence == (
        "Arvia was friendly towards Borland in as many sentences as hostile: 2 of 4 with a stance "
        "each, in 3 articles (balance 0, 95 % interval −1 to +1)."
    )


def test_the_pair_of_most_sentences_is_told_not_the_most_extreme():
    found = stances_finding(
        balance(("Arvia", "Borland", 0, 3, 3, -1, 0.4), ("Cordia", "Arvia", 4, 8, 9, -0.7, -0.1))
    )
    assert found.headline == "Cordia towards Arvia: hostile in 8 of 12 sentences"
    assert found.caution == (
        "Of 2 pairs this has the most sentences; 1 in all has an interval clear of 0, "
        "where chance alone gives one in twenty."
    )


def test_no_stance_is_said():
    assert stances_finding(balance()).headline == "No stance was found"


def test_first_and_last_period_are_told_with_the_interval_of_their_difference():
    found = stance_trend_finding(
        balance(
            ("Arvia", "Borland", 9, 1, 6, 0.5, 1.0),
            ("Arvia", "Borland", 0, 0, 0, NAN, NAN),
            ("Arvia", "Borland", 1, 9, 6, -1.0, -0.5),
            period=pd.to_datetime(["2023-08-01", "2023-09-01", "2023-10-01"]),
        )
    )
    assert found.headline == (
        "Arvia towards Borland: friendly and hostile in 10 of 20 sentences each over 2 months"
    )
    assert found.sentence == (
        "Arvia towards Borland: friendly in 9 of 10 sentences in August 2023, hostile in 9 of 10 "
        "sentences in October 2023 (difference +1.60, 95 % interval +1.18 to +1.88)."
    )
    assert found.caution == "That is clearly friendlier in August 2023 than in October 2023."


def test_no_change_is_claimed_where_the_difference_may_be_none():
    found = stance_trend_finding(
        balance(
            ("Arvia", "Borland", 2, 1, 3, -0.5, 1.0),
            ("Arvia", "Borland", 1, 2, 3, -1.0, 0.5),
            period=pd.to_datetime(["2023-08-07", "2023-08-14"]),
        ),
        every="week",
    )
    assert found.caution == "The interval of the difference includes 0: no clear difference."


def test_a_period_of_one_article_allows_no_difference():
    found = stance_trend_finding(
        balance(
            ("Arvia", "Borland", 2, 1, 3, -0.5, 1.0),
            ("Arvia", "Borland", 0, 2, 1, NAN, NAN),
            period=pd.to_datetime(["2023-08-01", "2023-09-01"]),
        )
    )
    assert found.caution == "One article is no ground for a difference between them."
    assert "difference" not in found.sentence


def test_two_outlets_are_compared_and_silent_ones_counted():
    found = stance_outlets_finding(
        balance(
            ("Arvia", "Borland", 1, 9, 6, -1.0, -0.5),
            ("Arvia", "Borland", 9, 1, 6, 0.5, 1.0),
            ("Arvia", "Borland", 0, 0, 0, NAN, NAN),
            outlet=["Harbour Post", "North Star", "Southern Cross"],
        )
    )
    assert "in North Star (difference −1.60, 95 % interval" in found.sentence
    assert found.caution == (
        "That is clearly more hostile in Harbour Post than in North Star. "
        "1 outlet says nothing of it."
    )


def test_one_outlet_that_tells_is_told_alone():
    found = stance_outlets_finding(
        balance(("Arvia", "Borland", 0, 3, 2, -1.0, 0.7), outlet=["North Star"])
    )
    assert found.headline == (
        "Arvia towards Borland: hostile in all 3 sentences, all in North Star"
    )


@pytest.mark.parametrize(
    ("every", "words"),
    [
        ("day", "2 October 2023"),
        ("week", "the week from 2 October 2023"),
        ("month", "October 2023"),
        ("quarter", "quarter 4 of 2023"),
        ("year", "2023"),
    ],
)
def test_periods_have_their_words(every, words):
    assert period_words(pd.Timestamp("2023-10-02"), every) == words


@pytest.mark.parametrize(
    ("name", "words"),
    [("United States", "the United States"), ("China", "China"), ("NATO", "NATO")],
)
def test_names_take_the_article_that_one_says(name, words):
    assert the(name) == words
