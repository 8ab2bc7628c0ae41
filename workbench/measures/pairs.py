"""Who is named together with whom, and more often than chance would have it."""

from typing import Literal, NamedTuple

import numpy as np
import pandas as pd

from workbench.measures import check_choice
from workbench.measures.intervals import article_draws, drawn_sums, quantiles
from workbench.tables import check_columns

WINDOWS = {
    "sentence": ["article_id", "sentence"],
    "paragraph": ["article_id", "paragraph"],
    "article": ["article_id"],
}


def cooccurrence(
    mentions: pd.DataFrame,
    *,
    window: Literal["sentence", "paragraph", "article"] = "sentence",
    sentences: pd.DataFrame | None = None,
    minimum: int = 1,
) -> pd.DataFrame:
    """Return how often two actors stand in one window: one row a pair.

    Columns: left < right (actors), count (windows with both), left_count, right_count, of_windows,
    articles (with such a window), npmi (-1 never together, 0 as by chance, 1 only together: Bouma
    2009), low, high (of npmi; NaN for a pair of one article), log_likelihood (G², 0 if independent:
    Dunning 1993). Most frequent first. All windows count when `sentences` is given, else those that
    name any actor. Pairs with a count below `minimum` are left out.
    """
    check_choice("window", window, WINDOWS)
    keys = WINDOWS[window]
    check_columns(mentions, "actor", *keys, name="mentions")
    if sentences is None:
        sentences = mentions
    check_columns(sentences, *keys, name="sentences")
    window_of, article = _windows([sentences, mentions], keys)
    of_windows = len(article)
    actor, actors = pd.factorize(mentions["actor"], sort=True)
    named = np.unique(window_of[len(sentences) :] * len(actors) + actor)  # once in a window
    window_of, actor = np.divmod(named, max(len(actors), 1))
    first, second = _pairs_within(window_of)
    pair = actor[first] * len(actors) + actor[second]
    both = _counted(pair, article[window_of[first]], minimum)
    each = _counted(actor, article[window_of], 1)
    left, right = np.divmod(both.subject, max(len(actors), 1))
    total = both.total, each.total[left], each.total[right], np.full(len(left), of_windows)
    table = pd.DataFrame(
        {
            "left": actors[left],
            "right": actors[right],
            **dict(zip(["count", "left_count", "right_count", "of_windows"], total, strict=True)),
            "articles": both.articles,
            "npmi": _npmi(*total),
        }
    )
    table["low"], table["high"] = _npmi_interval(both, each, left, right, article)
    table["log_likelihood"] = _log_likelihood(*total)
    return table.sort_values(
        ["count", "npmi", "left", "right"], ascending=[False, False, True, True], ignore_index=True
    )


class _Counts(NamedTuple):
    """Windows by subject (an actor or pair) and article, sorted; a subject begins at each start."""

    subject: np.ndarray
    total: np.ndarray
    articles: np.ndarray
    start: np.ndarray
    article: np.ndarray
    count: np.ndarray


def _windows(tables: list[pd.DataFrame], keys: list[str]) -> tuple[np.ndarray, np.ndarray]:
    """The window of each row of the tables, one after the other, and the article of each window."""
    article = pd.factorize(pd.concat([table[keys[0]] for table in tables]))[0]
    window = article.astype(np.int64)
    for key in keys[1:]:
        number = np.concatenate([table[key].to_numpy() for table in tables])
        window = window * (number.max(initial=0) + 1) + number
    _, first, window = np.unique(window, return_index=True, return_inverse=True)
    return window, article[first]


def _pairs_within(window: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The places of every two rows of one window; the windows stand in order."""
    ends = np.searchsorted(window, window, side="right")
    after = ends - np.arange(len(window)) - 1
    first = np.repeat(np.arange(len(window)), after)
    nth = np.arange(len(first)) - np.repeat(np.cumsum(after) - after, after)
    return first, first + 1 + nth


def _counted(subject: np.ndarray, article: np.ndarray, minimum: int) -> _Counts:
    """Count the windows of each subject in each article; subjects below `minimum` go."""
    articles = int(article.max(initial=0)) + 1
    cell, count = np.unique(subject * articles + article, return_counts=True)
    subject, article = np.divmod(cell, articles)
    known, place = np.unique(subject, return_inverse=True)
    enough = np.bincount(place, weights=count, minlength=len(known)) >= minimum
    subject, article, count = (rows[enough[place]] for rows in (subject, article, count))
    kept, start, articles = np.unique(subject, return_index=True, return_counts=True)
    total = np.add.reduceat(count, start) if len(start) else np.zeros(0, dtype=np.int64)
    return _Counts(kept, total, articles, start, article, count)


def _npmi(both: np.ndarray, left: np.ndarray, right: np.ndarray, of: np.ndarray) -> np.ndarray:
    """Pointwise mutual information over its maximum; its limits where both are nowhere, or all."""
    with np.errstate(divide="ignore", invalid="ignore"):
        share = np.asarray(both / of)
        npmi = np.log(share / ((left / of) * (right / of))) / -np.log(share)
    npmi = np.where(both == 0, -1.0, np.where(both == of, 1.0, npmi))
    return np.where((left == 0) | (right == 0), np.nan, npmi)


def _npmi_interval(
    both: _Counts, each: _Counts, left: np.ndarray, right: np.ndarray, article: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """The low and high of each pair's NPMI over the drawn articles; NaN for one article's pairs."""
    low, high = np.full((2, len(left)), np.nan)
    if not len(left) or article.max() == 0:
        return low, high
    draws = article_draws(int(article.max()) + 1)
    windows = np.bincount(article).astype(np.float32) @ draws
    singles = np.vstack(
        [sums for _, sums in drawn_sums(draws, each.count, each.article, each.start)]
    )
    for pairs, sums in drawn_sums(draws, both.count, both.article, both.start):
        npmi = _npmi(sums, singles[left[pairs]], singles[right[pairs]], windows)
        low[pairs], high[pairs] = quantiles(
            np.where(np.isnan(npmi), -1.0, npmi), both.articles[pairs]
        )
    return np.where(both.articles > 1, low, np.nan), np.where(both.articles > 1, high, np.nan)


def _log_likelihood(
    both: np.ndarray, left: np.ndarray, right: np.ndarray, of: np.ndarray
) -> np.ndarray:
    """G² of the two-by-two table of windows with and without either actor."""
    seen = np.array([[both, left - both], [right - both, of - left - right + both]], dtype=float)
    expected = seen.sum(axis=0) * seen.sum(axis=1)[:, None] / np.maximum(of, 1)
    with np.errstate(divide="ignore", invalid="ignore"):
        terms = np.where(seen > 0, seen * np.log(seen / expected), 0.0)
    return np.maximum(2 * terms.sum(axis=(0, 1)), 0.0)
