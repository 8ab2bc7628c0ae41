"""The lexicon of predicates: the words by which one is friendly or hostile to another."""

import csv
from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import NamedTuple

from spacy.strings import get_string_id
from spacy.symbols import AUX, VERB, prep
from spacy.tokens import Span

LEXICON = Path(__file__).parents[1] / "lexicon" / "predicates.csv"
VERBS, PREPOSITION = (VERB, AUX), prep
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


def known(sentence: Span) -> dict[int, dict[str, Entry]]:
    """The words of a sentence that are predicates: place in the Doc → kind → entry."""
    words = _by_id()
    return {token.i: words[token.lemma] for token in sentence if token.lemma in words}


def says_something(sentence: Span) -> bool:
    """Whether any word of a sentence is one that can make a friend or an enemy, as it stands."""
    verbs, others = _telling()
    return any(
        token.lemma in (verbs if token.pos in VERBS else others)
        and token.dep != PREPOSITION  # according to
        for token in sentence
    )


@cache
def _by_id() -> dict[int, dict[str, Entry]]:
    """The predicates by what spaCy numbers their lemma by, small, capitalised and in capitals."""
    return {
        get_string_id(form): kinds
        for lemma, kinds in lexicon().items()
        for form in (lemma, lemma.capitalize(), lemma.title(), lemma.upper())
    }


@cache
def _telling() -> tuple[frozenset[int], frozenset[int]]:
    """The lemmas that are friendly or hostile as verbs, and those that are so as other words."""
    signed = {
        lemma: {kind for kind, entry in kinds.items() if entry.sign}
        for lemma, kinds in _by_id().items()
    }
    return (
        frozenset(lemma for lemma, kinds in signed.items() if kinds & {"verb", "together"}),
        frozenset(lemma for lemma, kinds in signed.items() if kinds - {"verb"}),
    )
