"""The lexicon of predicates: the words by which one is friendly or hostile to another."""

import csv
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from spacy.strings import get_string_id
from spacy.symbols import AUX, VERB, prep
from spacy.tokens import Span, Token

LEXICON = Path(__file__).parents[2] / "lexicon" / "predicates.csv"
VERBS, PREPOSITION = (VERB, AUX), prep
BESIDE = "+"  # before the word that makes a phrase with a verb: "open" + "fire"
COLUMNS = ["lemma", "kind", "stance", "mode", "target"]


class Entry(NamedTuple):
    """How a predicate of the lexicon is read: sign 1 friendly, -1 hostile, 0 a helper word."""

    kind: str
    sign: int
    mode: str
    targets: frozenset[str]


class Reading(NamedTuple):
    """One predicate with the tokens that act and those acted upon; the same set where mutual.

    `sign` is 1 friendly, -1 hostile, 0 for dealings that are neither, such as a meeting.

    `sources` and `targets` are token indices of the Doc; `sources` is empty where the judgement is
    the speaker's. `strength` is 1 for a plain statement, less for what is nested, 0 for what is
    negated, denied or supposed. `cue` are the tokens that carry it.
    """

    sources: frozenset[int]
    targets: frozenset[int]
    sign: int
    mode: str
    strength: float
    cue: tuple[int, ...]


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
            lemma, kind = row["lemma"], row["kind"]
            if kind == "phrase":
                lemma, _, word = lemma.partition(" ")
                entries[lemma][kind] = Entry(kind, 0, "", frozenset())
                kind = BESIDE + word
            known = entries[lemma].get(kind)
            if known and known.sign == sign:
                targets |= known.targets
            entries[lemma][kind] = Entry(kind, sign, row["mode"], targets)
    for lemma, kinds in list(entries.items()):
        verb = kinds.get("verb")
        if verb and verb.sign < 0 and verb.mode == "material" and "obj" in verb.targets:
            done = Entry("noun", -1, "material", frozenset({"of"}))
            entries[_gerund(lemma)].setdefault("noun", done)
    return dict(entries)


def _gerund(verb: str) -> str:
    """The noun of what a verb does: raze, razing; ram, ramming; seize, seizing."""
    if verb.endswith("e") and not verb.endswith("ee"):
        return verb[:-1] + "ing"
    short = len(verb) < 5 and verb[-1] not in "aeiouwxy" and verb[-2:-1] in tuple("aeiou")
    return verb + verb[-1] * (short and verb[-3:-2] not in tuple("aeiou")) + "ing"


def phrase(verb: Token, kinds: dict[str, Entry]) -> tuple[Entry, int] | None:
    """What a verb says with a word beside it, and where that is: opened fire on, took to task."""
    if "phrase" not in kinds:
        return None
    for child in verb.children:
        for word, key in _beside(child):
            found = kinds.get(BESIDE + key)
            if found and (word.dep != PREPOSITION or key == "out" or _is_bare(verb)):
                return found, word.i
    return None


def _is_bare(verb: Token) -> bool:
    return all(child.dep_ != "dobj" for child in verb.children)


def _beside(child: Token) -> Iterator[tuple[Token, str]]:
    """A word beside a verb, and those behind it if it is a particle: to court, back on its list."""
    yield child, child.lemma_.lower()
    if child.pos_ in ("ADP", "ADV"):
        for thing in child.children:
            yield thing, f"{child.lower_} {thing.lemma_.lower()}"
            if thing.dep == PREPOSITION:
                yield from _beside(thing)


def known(sentence: Span) -> dict[int, dict[str, Entry]]:
    """The words of a sentence that are predicates: place in the Doc → kind → entry."""
    words = _by_id()
    return {token.i: words[token.lemma] for token in sentence if token.lemma in words}


def says_something(sentence: Span) -> bool:
    """Whether any word of a sentence is one that can make a friend or an enemy, as it stands."""
    words = _telling()
    return any(token.lemma in words and _tells(token, *words[token.lemma]) for token in sentence)


def _tells(token: Token, verb: bool, other: bool, kinds: dict[str, Entry]) -> bool:
    if (verb if token.pos in VERBS else other) and token.dep != PREPOSITION:  # according to
        return True
    return phrase(token, kinds) is not None


@cache
def _by_id() -> dict[int, dict[str, Entry]]:
    """The predicates by what spaCy numbers their lemma by, small, capitalised and in capitals."""
    return {
        get_string_id(form): kinds
        for lemma, kinds in lexicon().items()
        for form in (lemma, lemma.capitalize(), lemma.title(), lemma.upper())
    }


@cache
def _telling() -> dict[int, tuple[bool, bool, dict[str, Entry]]]:
    """The predicates that are so as verbs, as other words, or by a word beside them, by lemma."""
    found = {}
    for lemma, kinds in _by_id().items():
        signed = {kind for kind, entry in kinds.items() if entry.sign and kind[0] != BESIDE}
        verb = "deserve" in kinds or not signed.isdisjoint(("verb", "together"))
        other = not signed.issubset(("verb", "beside", "deserved"))
        if verb or other or "phrase" in kinds:
            found[lemma] = verb, other, kinds
    return found


@cache
def deeds() -> dict[int, int]:
    """The nouns for what was done, by lemma: 1 a friendly deed, -1 a hostile one, 0 any: the move.

    Not those of what two do together.
    """
    return {
        lemma: 0 if "deed" in kinds else kinds["noun"].sign
        for lemma, kinds in _by_id().items()
        if ("deed" in kinds or "noun" in kinds) and "together" not in kinds
    }
