"""Intervals: known bounds, and how often they hold the truth."""

import math

import numpy as np
import pytest

from workbench.measures.intervals import ratio_interval, share_interval


@pytest.mark.parametrize(
    ("hits", "of", "low", "high"),
    [
        (0, 0, math.nan, math.nan),
        (1, 1, math.nan, math.nan),
        (0, 4, 0.0, 1 - 0.025**0.25),
        (4, 4, 0.025**0.25, 1.0),
        (5, 10, 0.2, 0.8),
        (500, 10_000, 0.0458, 0.0543),
    ],
)
def test_a_share_has_the_bounds_of_the_binomial_distribution(hits, of, low, high):
    found = [float(bound[0]) for bound in share_interval(np.array([hits]), np.array([of]))]
    assert found == pytest.approx([low, high], nan_ok=True)


def test_nothing_has_no_intervals():
    nothing = np.zeros(0, dtype=np.int64)
    assert ratio_interval(nothing, nothing, nothing)[0].tolist() == []
    assert share_interval(nothing, nothing)[0].tolist() == []


@pytest.mark.parametrize("articles", [5, 10, 30])
@pytest.mark.parametrize("friendly", [0.2, 0.5])
def test_the_interval_of_a_balance_holds_the_truth_about_95_times_in_100(articles, friendly):
    random = np.random.default_rng(7)
    corpora = 600
    sentences = random.integers(1, 4, (corpora, articles))
    leaning = random.beta(4 * friendly, 4 * (1 - friendly), (corpora, articles))
    balance = 2 * random.binomial(sentences, leaning) - sentences
    corpus = np.repeat(np.arange(corpora), articles)
    low, high = ratio_interval(balance.ravel(), sentences.ravel(), corpus)
    truth = 2 * friendly - 1
    assert 0.91 <= ((low <= truth) & (truth <= high)).mean() <= 1.0
