"""One of two spans that are judged: what the parse says of it, by itself and beside the other."""

from collections.abc import Iterable
from typing import NamedTuple

from spacy.tokens import Span, Token


class Party(NamedTuple):
    """One of two spans that are judged, with what is asked of it for each pair.

    Its tokens, the place of its root, of the name that it is part of, and of the first name of
    the list that this stands in; whether it is in an if-clause; the stretches of what it says; its
    tokens with those by which it says I or we in them.
    """

    tokens: range
    root: int
    name: int
    first: int
    supposed: bool
    says: tuple[tuple[int, int], ...]
    places: frozenset[int]

    @classmethod
    def of(
        cls, span: Span, supposed: bool, says: tuple[tuple[int, int], ...], own: Iterable[int]
    ) -> "Party":
        root = span.root
        name = first = member(root)
        while first.dep_ == "conj" and first.head.pos_ in ("NOUN", "PROPN", "ADJ"):
            first = member(first.head)
        tokens = range(span.start, span.end)
        places = frozenset((*tokens, *own))
        return cls(tokens, root.i, name.i, first.i, supposed, says, places)


def apart(one: Party, other: Party) -> bool:
    """Whether two are members of a list, or one group's words: not head and modifier."""
    if one.tokens.start < other.tokens.stop and other.tokens.start < one.tokens.stop:
        return True
    return one.name != other.name


def listed_together(one: Party, other: Party) -> bool:
    """Whether two are members of one list, as Iran and Syria in "Iran and Syria"."""
    return one.first == other.first and one.name != other.name


def member(token: Token) -> Token:
    while token.dep_ in ("compound", "amod", "nmod", "poss", "appos"):
        token = token.head
    return token
