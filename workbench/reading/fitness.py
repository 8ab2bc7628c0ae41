"""Whether a text is an article that the pipeline can read: long enough, short enough, English."""

import re
from functools import cache

from workbench.reading import lexicon_rows

FEWEST_WORDS, MOST_CHARACTERS = 5, 200_000
ENGLISH = 0.08  # share of function words: 0.11 to 0.3 in English news, 0.06 in Dutch, 0 in French


def too_long(text: str) -> str:
    """Return why a text is too long for one article, "" where it is not."""
    if len(text) <= MOST_CHARACTERS:
        return ""
    return f"{len(text):,} characters, too long for one article ({MOST_CHARACTERS:,}); split it"


def unfit(text: str) -> str:
    """Return why a text is no article in English, "" where it is one."""
    words = re.findall(r"[^\W\d_]+", text.casefold())
    if not words:
        return "no words in it"
    latin = sum(word[0] <= "z" for word in words) / len(words)
    share = sum(word in _function_words() for word in words) / len(words)
    if latin < 0.5 or (len(words) >= 20 and share < ENGLISH):
        return f"not English: {share:.0%} of its words are such as “the” and “of”; not read"
    if len(words) < FEWEST_WORDS:
        return f"only {len(words)} word{'s' * (len(words) > 1)}; an article has {FEWEST_WORDS}"
    return ""


@cache
def _function_words() -> frozenset[str]:
    return frozenset(row["word"] for row in lexicon_rows("function_words.csv"))
