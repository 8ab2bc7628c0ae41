"""Which texts copy an earlier one, word for word or nearly, by the word triples they share."""

import re
import zlib
from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache

import numpy as np

BANDS, ROWS = 32, 3
JACCARD, CONTAINED, FEWEST = 0.6, 0.8, 30


def originals(texts: Sequence[str]) -> list[tuple[int, float]]:
    """Return for each text the position of the text it copies, and how alike the two are (0 to 1).

    An original points to itself. Of two alike the one that stands first is the original, so pass
    the earliest first; a copy always points to an original that it resembles itself. Alike are
    texts that share at least 60 % of their word triples (Jaccard), or 80 % of the shorter one's if
    that has at least 30: a copy cut short. Candidates come from MinHash signatures in 32 bands of
    3 rows (Leskovec, Rajaraman and Ullman, "Mining of Massive Datasets", chapter 3), so that no
    text is compared with all others; each candidate is then compared by all its triples.
    """
    random = np.random.default_rng(2023)
    factor, shift = random.integers(1, 2**63, size=(2, BANDS * ROWS, 1), dtype=np.uint64)
    buckets: dict[tuple[int, ...], list[int]] = defaultdict(list)
    kept: dict[int, np.ndarray] = {}
    found = []
    for position, text in enumerate(texts):
        triples = _triples(text)
        if not triples.size:
            found.append((position, 1.0))
            continue
        hashes = (triples * (factor | np.uint64(1)) + shift) >> np.uint64(20)
        signature = hashes.min(axis=1).reshape(BANDS, ROWS)
        bands = [(number, *band) for number, band in enumerate(signature.tolist())]
        candidates = {other for band in bands for other in buckets.get(band, ())}
        likeness = {other: _likeness(triples, kept[other]) for other in sorted(candidates)}
        nearest = max(likeness, key=likeness.__getitem__, default=position)
        if likeness.get(nearest, 0) > 0:
            found.append((nearest, likeness[nearest]))
            continue
        kept[position] = triples
        for band in bands:
            buckets[band].append(position)
        found.append((position, 1.0))
    return found


def _triples(text: str) -> np.ndarray:
    """Return the distinct word triples of a text as 64-bit numbers (its words if only two)."""
    numbers = [_number(word) for word in re.findall(r"\w+", text.casefold())]
    words = np.array(numbers, dtype=np.uint64)
    if words.size < 3:
        return np.unique(words)
    golden = np.uint64(0x9E3779B97F4A7C15)
    mixed = (words[:-2] * golden + words[1:-1]) * golden + words[2:]
    return np.unique(mixed * golden ^ (mixed >> np.uint64(29)))


@lru_cache(maxsize=200_000)
def _number(word: str) -> int:
    """Return a number for a word that is the same in every run."""
    return zlib.crc32(word.encode())


def _likeness(left: np.ndarray, right: np.ndarray) -> float:
    """Return the share of triples that two texts have in common, 0 where they are no copies."""
    shared = np.intersect1d(left, right, assume_unique=True).size
    jaccard = shared / (left.size + right.size - shared)
    shorter = min(left.size, right.size)
    contained = shared / shorter if shorter >= FEWEST else 0.0
    return max(jaccard, contained) if jaccard >= JACCARD or contained >= CONTAINED else 0.0
