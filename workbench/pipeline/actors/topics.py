"""Whom "the country" and "the army" mean in a passage that speaks of one country only."""

from collections import Counter

from spacy.tokens import Doc, Token

from workbench.pipeline.actors import standins
from workbench.pipeline.actors.names import Finder, Found
from workbench.pipeline.actors.rivals import places
from workbench.pipeline.lexicon import Lexicon

NEAR = 3  # sentences in which nobody of another country may be named
NAMED = frozenset(("NOUN", "PROPN"))
SHARE = 0.5  # of what a text names, that at least must be of the country


def add_topics(doc: Doc, keys: list[str], found: list[Found], finder: Finder) -> list[Found]:
    """`found` with "the country", and "the army" where none is named, as those spoken of."""
    words = finder.lexicon.words
    lands, bodies = words["the country itself"], words["the bodies of a country"]
    covered = {i for one in found for i in range(one.start, one.end)}
    new: list[Found] = []
    for i, key in enumerate(keys):
        if not i or keys[i - 1] != "the" or (key not in lands and key not in bodies):
            continue
        if i in covered or not doc[i].text.islower():
            continue
        if key in lands and not _tells_which(doc[i], finder.lexicon):
            country = spoken_of(doc, i, found)
            if country and country not in words["parts of countries"]:
                new.append(Found(i, i + 1, country, "country", country, "description"))
        elif key in bodies and (body := _body(doc, keys, i, found, finder)):
            new.append(body)
    return sorted(found + new, key=lambda one: (one.start, -one.end)) if new else found


def spoken_of(doc: Doc, i: int, found: list[Found]) -> str:
    """The only country of whom the last sentences before doc[i] name, if the text is about it."""
    start = i
    for _ in range(NEAR):
        start = doc[max(0, start - 1)].sent.start
    placed = [one for one in found if places(one)]
    near = {one.country for one in placed if start <= one.start < i}
    if len(near) != 1:
        return ""
    (country,) = near
    named = Counter(one.country for one in placed)
    last = next(one for one in reversed(placed) if one.start < i)
    apart = standins.is_apart(doc, last.end, i)
    return country if not apart and named[country] >= SHARE * named.total() else ""


def _body(doc: Doc, keys: list[str], i: int, found: list[Found], finder: Finder) -> Found | None:
    """The army of the country that is spoken of, where no other one is named."""
    country = spoken_of(doc, i, found)
    if not country:
        return None
    body = finder.body(doc, keys, Found(i - 1, i, country, "country", country, "name"))
    if body is None or _tells_which(doc[body.end - 1], finder.lexicon):
        return None
    noun, after = doc[body.end - 1], doc[body.end : body.end + 1]
    if noun.dep_ in ("compound", "amod") or any(word.pos_ in NAMED for word in after):
        return None
    if any(one.type == body.type for one in found):
        return None
    return body._replace(start=i, via="description")


def _tells_which(noun: Token, lexicon: Lexicon) -> bool:
    """Whether what stands behind a noun says which one is meant: the country that he left."""
    after = noun.doc[noun.i + 1] if noun.i + 1 < len(noun.doc) else noun
    if after.text in ("-", "of", "in") or after.lower_ in lexicon.words["words that tell which"]:
        return after.text != "in" or noun.dep_ not in ("nsubj", "nsubjpass")
    return noun.dep_ == "compound" or any(child.dep_ in ("relcl", "acl") for child in noun.children)
