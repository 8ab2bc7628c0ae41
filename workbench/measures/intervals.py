"""95 % intervals from the bootstrap over articles (Efron & Tibshirani 1993, chapter 13).

The article is what is drawn again, never the sentence: sentences of one article share an author, an
outlet and an event. An interval says how far a figure would move had other articles of the same
kind been read; it says nothing about mistakes of the annotation. Same input, same numbers.

Two things cannot be told by drawing again, and are not pretended:

- from one article alone there is no interval (NaN);
- where all articles agree, each draw agrees too. A width of zero would be a lie, so the bound that
  n agreeing observations leave open stands instead: 1 - 0.025 ** (1 / n) of the scale (Clopper &
  Pearson 1934; the "rule of three" of Hanley & Lippman-Hand 1983).
"""

from collections.abc import Iterator
from functools import lru_cache
from statistics import NormalDist

import numpy as np

LEVEL = 0.95
DRAWS = 500
CELLS = 1_000_000  # numbers held at once while drawing
GATHERED = 100  # cells of a matrix product that take the time of one gathered row
_TAIL = (1 - LEVEL) / 2


def share_interval(hits: np.ndarray, of: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the low and the high of each share `hits / of`, both between 0 and 1.

    Of n articles drawn with replacement, binomially many are hits: so the bootstrap's quantiles
    are those of the binomial distribution, exactly, and nothing need be drawn.
    """
    counts = np.column_stack([np.asarray(hits, dtype=np.int64), np.asarray(of, dtype=np.int64)])
    distinct, place = np.unique(counts, axis=0, return_inverse=True)
    bounds = np.array([_share_bounds(*row) for row in distinct.tolist()]).reshape(-1, 2)
    low, high = bounds[place.reshape(-1)].T
    return low, high


def ratio_interval(
    numerator: np.ndarray, denominator: np.ndarray, group: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Return the low and the high of each group's sum(numerator) / sum(denominator).

    A row is one article in one group; `group` numbers them 0, 1, … in ascending order. The ratio
    lies between -1 and 1.
    """
    sizes = np.bincount(group)
    low, high = np.full((2, len(sizes)), np.nan)
    if not len(sizes):
        return low, high
    starts = np.cumsum(sizes) - sizes
    over, under = numerator.astype(np.float32), denominator.astype(np.float32)
    for size in np.unique(sizes):  # groups of one size are drawn alike
        for rows in _some(np.flatnonzero(sizes == size)):
            draws = own_draws(int(size)).astype(np.float32)
            cells = starts[rows, None] + np.arange(size)
            sums = (side[cells] @ draws for side in (over, under))
            low[rows], high[rows] = quantiles(np.divide(*sums), sizes[rows])
    return _widened(numerator, denominator, starts, sizes, low, high)


@lru_cache(maxsize=256)
def own_draws(articles: int) -> np.ndarray:
    """Return how often each of a group's articles is drawn: a row an article, a column a draw."""
    chance = np.random.default_rng(0).random((articles, DRAWS), dtype=np.float32)
    drawn = (chance * np.float32(articles)).astype(np.int64)
    drawn = np.minimum(drawn, articles - 1)  # float32 may round 0.99… up to 1
    return _times_drawn(drawn).astype(np.uint8 if articles < 256 else np.float32)


@lru_cache(maxsize=4)
def article_draws(articles: int) -> np.ndarray:
    """Return how often each of so many articles is drawn: a row an article, a column a draw."""
    drawn = np.random.default_rng(0).integers(0, articles, size=(articles, DRAWS), dtype=np.int64)
    draws = _times_drawn(drawn).astype(np.float32)
    draws.flags.writeable = False
    return draws


def drawn_sums(
    draws: np.ndarray, counts: np.ndarray, article: np.ndarray, starts: np.ndarray
) -> Iterator[tuple[slice, np.ndarray]]:
    """Yield, block by block of groups, the sums of `counts` over the drawn articles.

    A block is the slice of the groups and their sums: a row a group, a column a draw. `counts` and
    `article` (its row in `draws`, once in a group) stand sorted by group; a group begins at each
    of `starts`.
    """
    ends = np.append(starts[1:], len(counts))
    if len(starts) * len(draws) > GATHERED * len(counts):  # few articles a group
        for first, last in _blocks(starts, len(counts)):
            rows = slice(starts[first], ends[last - 1])
            weighted = draws[article[rows]] * counts[rows, None].astype(np.float32)
            sums = np.add.reduceat(weighted, starts[first:last] - rows.start, axis=0)
            yield slice(first, last), sums
        return
    each = max(CELLS // len(draws), 1)
    group = np.repeat(np.arange(len(starts)), ends - starts)
    for first in range(0, len(starts), each):
        last = min(first + each, len(starts))
        rows = slice(starts[first], ends[last - 1])
        weights = np.zeros((last - first, len(draws)), dtype=np.float32)
        weights[group[rows] - first, article[rows]] = counts[rows]
        yield slice(first, last), weights @ draws


def quantiles(drawn: np.ndarray, articles: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the low and the high of each row of draws, each drawn from so many articles.

    Draws from few articles spread too little; the tails are cut thinner by as much as Student's
    distribution is wider than the normal one (Hesterberg 2015, "expanded percentile interval").
    """
    drawn = np.sort(drawn, axis=1)
    tail, place = _expanded_tail(articles), np.arange(len(drawn))
    low = np.floor(tail * (drawn.shape[1] - 1)).astype(np.int64)
    return drawn[place, low], drawn[place, drawn.shape[1] - 1 - low]


def open_end(articles: np.ndarray | int) -> np.ndarray | float:
    """Return the share of the scale that so many articles leave open where all of them agree."""
    return 1 - _TAIL ** (1 / articles)


def _expanded_tail(articles: np.ndarray) -> np.ndarray:
    """The share of draws beyond each end: 0.025 for many articles, less for few."""
    counts, place = np.unique(np.maximum(articles, 2), return_inverse=True)
    normal = NormalDist()
    z, free = normal.inv_cdf(1 - _TAIL), counts - 1.0
    student = z + (z**3 + z) / (4 * free) + (5 * z**5 + 16 * z**3 + 3 * z) / (96 * free**2)
    return np.array([normal.cdf(-x) for x in np.sqrt(counts / free) * student])[place]


@lru_cache(maxsize=100_000)
def _share_bounds(hits: int, of: int) -> tuple[float, float]:
    """Quantiles of the binomial distribution of `of` draws at `hits / of`."""
    if of < 2:
        return np.nan, np.nan
    if hits == 0:
        return 0.0, open_end(of)
    if hits == of:
        return 1 - open_end(of), 1.0
    count = np.arange(of + 1)
    factorial = np.concatenate([[0.0], np.cumsum(np.log(np.arange(1, of + 1)))])
    share = hits / of
    log_chance = factorial[of] - factorial - factorial[::-1]
    chance = np.exp(log_chance + count * np.log(share) + (of - count) * np.log1p(-share))
    below = np.cumsum(chance)
    low, high = np.searchsorted(below, [_TAIL, 1 - _TAIL])
    return float(low) / of, float(min(high, of)) / of


def _times_drawn(drawn: np.ndarray) -> np.ndarray:
    """How often each number stands in each column of `drawn`, a row a number."""
    articles = len(drawn)
    cells = (drawn * DRAWS + np.arange(DRAWS)).ravel()
    return np.bincount(cells, minlength=DRAWS * articles).reshape(articles, DRAWS)


def _some(groups: np.ndarray) -> list[np.ndarray]:
    """The groups, in parts of near CELLS draws."""
    each = max(CELLS // DRAWS, 1)
    return np.split(groups, range(each, len(groups), each))


def _blocks(starts: np.ndarray, rows: int) -> list[tuple[int, int]]:
    """Runs of groups, first and past-the-last, that together stay near CELLS numbers a step."""
    block = starts // max(CELLS // DRAWS, 1)
    firsts = np.flatnonzero(np.diff(block, prepend=-1)).tolist() if rows else []
    return list(zip(firsts, [*firsts[1:], len(starts)], strict=True))


def _widened(
    numerator: np.ndarray,
    denominator: np.ndarray,
    starts: np.ndarray,
    sizes: np.ndarray,
    low: np.ndarray,
    high: np.ndarray,
) -> tuple[np.ndarray, np.ndarray]:
    """Intervals without those of one article, and with an honest width where all articles agree."""
    each = numerator / denominator
    value = np.add.reduceat(numerator, starts) / np.add.reduceat(denominator, starts)
    agree = np.isclose(np.minimum.reduceat(each, starts), np.maximum.reduceat(each, starts))
    reach = 2 * open_end(sizes)
    low = np.where(agree, np.maximum(value - reach, -1), low)
    high = np.where(agree, np.minimum(value + reach, 1), high)
    alone = sizes < 2
    return np.where(alone, np.nan, low), np.where(alone, np.nan, high)
