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
    named = mentions[[*keys, "actor"]].drop_duplicates()
    if sentences is None:
        sentences = named
    check_columns(sentences, *keys, name="sentences")
    windows = pd.concat([sentences[keys], named[keys]], ignore_index=True)
    window_of = windows.groupby(keys, sort=False).ngroup().to_numpy()
    article_of = pd.factorize(windows["article_id"])[0]
    of_windows = len(np.unique(window_of))
    article = np.zeros(of_windows, dtype=np.int64)
    article[window_of] = article_of
    window_of = window_of[len(sentences) :]
    actor, actors = pd.factorize(named["actor"], sort=True)
    rows = pd.DataFrame({"window": window_of, "actor": actor})
    together = rows.merge(rows, on="window", suffixes=("", "_other"))
    together = together[together["actor"] < together["actor_other"]]
    pair = together["actor"].to_numpy() * len(actors) + together["actor_other"].to_numpy()
    both = _counted(pair, article[together["window"]], minimum)
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


def _counted(subject: np.ndarray, article: np.ndarray, minimum: int) -> _Counts:
    """Count the windows of each subject in each article; subjects below `minimum` go."""
    rows = pd.DataFrame({"subject": subject, "article": article})
    rows = rows.groupby(["subject", "article"]).size().rename("count").reset_index()
    rows = rows[rows.groupby("subject")["count"].transform("sum") >= minimum]
    kept, start, articles = np.unique(rows["subject"], return_index=True, return_counts=True)
    count = rows["count"].to_numpy()
    total = np.add.reduceat(count, start) if len(start) else np.zeros(0, dtype=np.int64)
    return _Counts(kept, total, articles, start, rows["article"].to_numpy(), count)


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
