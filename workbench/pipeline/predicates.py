"""The lexicon of predicates: the words by which one is friendly or hostile to another."""

import csv
from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import NamedTuple

LEXICON = Path(__file__).parents[1] / "lexicon" / "predicates.csv"
COLUMNS = ["lemma", "kind", "stance", "mode", "target"]


class Entry(NamedTuple):
    """How a predicate of the lexicon is read: sign 1 friendly, -1 hostile, 0 a helper word."""

    kind: str
    sign: int
    mode: str
    targets: frozenset[str]


@cache
def lexicon() -> dict[str, dict[str, Entry]]:
    """The packaged predicates: lemma → kind → entry; a ValueError names a wrong column or word."""
    with LEXICON.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file)
        if rows.fieldnames != COLUMNS:
            raise ValueError(
                f"{LEXICON.name} must have the columns {', '.join(COLUMNS)}; "
                f"it has {', '.join(rows.fieldnames or ['none'])}."
            )
        entries: dict[str, dict[str, Entry]] = defaultdict(dict)
        for row in rows:
            sign = {"friendly": 1, "hostile": -1, "": 0}.get(row["stance"])
            if sign is None:
                raise ValueError(
                    f"{LEXICON.name}: the stance of {row['lemma']!r} must be friendly, hostile "
                    f"or empty; not {row['stance']!r}."
                )
            targets = frozenset(filter(None, row["target"].split("|")))
            known = entries[row["lemma"]].get(row["kind"])
            if known and known.sign == sign:
                targets |= known.targets
            entries[row["lemma"]][row["kind"]] = Entry(row["kind"], sign, row["mode"], targets)
    return dict(entries)
