"""Which articles say what another one already said: exact and near copies, by shared word triples."""

import re
import zlib
from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache

import numpy as np

BANDS, ROWS = 32, 3
JACCARD, CONTAINED = 0.6, 0.8
SHORTEST = 30


def originals(texts: Sequence[str]) -> list[tuple[int, float]]:
    """Return for each text the position of the text it copies, and how alike the two are (0 to 1).

    An original points to itself. Of two alike the one that stands first is the original, so pass the
    earliest first; what a copy points to is always an original that it resembles itself. Alike are texts
    of which at least 60 % of all word triples are shared (Jaccard), or 80 % of the shorter one's, where
    that has at least 30 triples: a copy cut short. Candidates come from MinHash signatures in 32 bands of
    3 (Broder 1997; Leskovec, Rajaraman and Ullman, "Mining of Massive Datasets", chapter 3), so that no
    text is compared with all others.
    """
    salt = np.random.default_rng(2023).integers(
        1, 2**63, size=(2, BANDS * ROWS, 1), dtype=np.uint64
    )
    buckets: dict[tuple, list[int]] = defaultdict(list)
    kept: dict[int, np.ndarray] = {}
    found = []
    for position, text in enumerate(texts):
        triples = _triples(text)
        if not triples.size:
            found.append((position, 1.0))
            continue
        signature = ((triples * (salt[0] | np.uint64(1)) + salt[1]) >> np.uint64(20)).min(axis=1)
        bands = [(n, *band) for n, band in enumerate(signature.reshape(BANDS, ROWS).tolist())]
        candidates = sorted({other for band in bands for other in buckets.get(band, ())})
        best = max(
            ((_likeness(triples, kept[other]), -other) for other in candidates), default=(0.0, 0)
        )
        if best[0] > 0:
            found.append((-best[1], best[0]))
            continue
        kept[position] = triples
        for band in bands:
            buckets[band].append(position)
        found.append((position, 1.0))
    return found


def _triples(text: str) -> np.ndarray:
    """Return the distinct word triples of a text as sorted 64-bit numbers (single words if only two)."""
    words = np.array(
        [_number(word) for word in re.findall(r"\w+", text.casefold())], dtype=np.uint64
    )
    if words.size < 3:
        return np.unique(words)
    factor = np.uint64(0x9E3779B97F4A7C15)
    mixed = (words[:-2] * factor + words[1:-1]) * factor + words[2:]
    return np.unique(mixed * factor ^ (mixed >> np.uint64(29)))


@lru_cache(maxsize=200_000)
def _number(word: str) -> int:
    """Return a number for a word that is the same in every run."""
    return zlib.crc32(word.encode())


def _likeness(left: np.ndarray, right: np.ndarray) -> float:
    """Return the share of triples that two texts have in common, 0 where they are not copies."""
    shared = np.intersect1d(left, right, assume_unique=True).size
    jaccard = shared / (left.size + right.size - shared)
    shorter = min(left.size, right.size)
    contained = shared / shorter if shorter >= SHORTEST else 0.0
    return max(jaccard, contained) if jaccard >= JACCARD or contained >= CONTAINED else 0.0
