"""Which body a plain noun stands for: the group, the ministry, this chamber, the regional bloc."""

from collections import defaultdict
from functools import lru_cache
from typing import NamedTuple

from spacy.tokens import Doc, Token

from workbench.pipeline.actors.rivals import Found
from workbench.pipeline.lexicon import load_lexicon

REACH = 8  # sentences within which a body is still the one spoken of, if it is the only one
SEVERAL = frozenset(("court", "chamber", "house"))  # of which one text may speak of several
QUOTES = frozenset(('"', "“", "”", "``", "''", "„", "«", "»"))
OTHER_HOUSES = frozenset(("senate", "congress", "lords", "committee", "council"))
BODIES = frozenset(("organisation", "alliance", "armed group"))


class Noun(NamedTuple):
    """A noun that may stand for a body: its last word, all, the types it fits, whose it is."""

    token: Token
    words: str
    types: frozenset[str]
    country: str


def is_apart(doc: Doc, start: int, end: int) -> bool:
    """Whether one of two stands in a quotation: what it calls "the group" may be another."""
    return sum(token.text in QUOTES for token in doc[start:end]) % 2 == 1


def body(doc: Doc, start: int, noun: Noun, found: list[Found]) -> Found | None:
    """The body that a noun with its article before `start` means.

    It must be the only one of its sort in the text, or in the last two sentences, named not long
    ago, and nothing of the sort may have been spoken of without a name since.
    """
    bodies = [one for one in found if one.kind in BODIES]
    if noun.country:
        bodies = [one for one in bodies if one.country == noun.country]
    sort = [one for one in bodies if _is_called(one, doc, noun) or _is_of_type(one, noun)]
    fitting = sort or [one for one in bodies if noun.words in heads().get(one.actor, ())]
    before = [one for one in fitting if one.start < start]
    if before and len({one.actor for one in fitting}) > 1:
        if noun.words in SEVERAL or doc[start - 1].lower_ != "the":
            return None
        here = doc[max(0, doc[start].sent.start - 1)].sent.start
        before = _only([one for one in before if one.start >= here])
    if not before:
        return None
    last, end = before[-1], noun.token.i + 1
    reach = 1 if noun.token.tag_ == "NNS" else REACH
    if sum(1 for word in doc[last.end : end] if word.is_sent_start) > reach:
        return None
    if is_apart(doc, last.end, start) or _is_another(doc, last.end, start, noun.token):
        return None
    if noun.types and any(
        one.via == "tagger" and one.kind == "organisation" and last.end <= one.start < start
        for one in found
    ):
        return None  # it might be the one that is meant
    return last._replace(start=start, end=end, via="description")


def _only(bodies: list[Found]) -> list[Found]:
    return bodies if len({one.actor for one in bodies}) == 1 else []


def _is_called(one: Found, doc: Doc, noun: Noun) -> bool:
    """Whether a body bears a noun in its name: the commission, of the European Commission."""
    return noun.words in (head(doc[one.start : one.end].text), head(one.actor))


def _is_of_type(one: Found, noun: Noun) -> bool:
    """Whether a body is of a type that a noun fits; the Senate is a chamber, but no house."""
    if noun.words == "house" and head(one.actor) in OTHER_HOUSES:
        return False
    return one.type in noun.types or one.kind in noun.types


def _is_another(doc: Doc, start: int, end: int, token: Token) -> bool:
    """Whether one of the sort was spoken of in between: a court in the city, two groups."""
    forms = (token.text, token.text + "s", token.text[:-1] + "ies")
    if token.text.islower():
        forms += tuple(form.title() for form in forms)
    return any(
        word.text in forms and not (word.i and word.nbor(-1).lower_ in ("the", "this"))
        for word in doc[start:end]
    )


def head(name: str) -> str:
    """The word that says what a body is, in small letters: committee in "Committee on Rules"."""
    words = name.lower().split()
    before = next((i for i, word in enumerate(words) if i and word in ("of", "on", "for")), None)
    return words[(before or len(words)) - 1] if words else ""


@lru_cache(maxsize=1)
def heads() -> dict[str, set[str]]:
    """The heads of the names of two words or more that the lexicon has for each body."""
    known: dict[str, set[str]] = defaultdict(set)
    for alias in load_lexicon().aliases:
        if alias.actor and alias.actor.kind in BODIES and " " in alias.text:
            known[alias.actor.name].add(head(alias.text))
    return known
