"""How files become articles: files → records → layout → dates → duplicates → report."""

import csv
from functools import cache
from pathlib import Path

LEXICON = Path(__file__).parent.parent / "lexicon"


@cache
def lexicon_rows(name: str) -> list[dict[str, str]]:
    """Return the rows of a lexicon file as they stand."""
    with (LEXICON / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))
