"""Whose country, army or parliament a speaker means by "our country", "my government"."""

from spacy.tokens import Doc, Token

from workbench.pipeline.actors import groups
from workbench.pipeline.actors.names import Finder, Found
from workbench.pipeline.actors.offices import with_countries
from workbench.pipeline.actors.origins import Origins
from workbench.pipeline.actors.turns import with_speakers
from workbench.pipeline.labels import labels
from workbench.pipeline.lexicon import Lexicon

OWN = frozenset(("my", "our"))
THEIRS = frozenset(("his", "her"))
ARTICLES = frozenset(("the", "this"))
LANDS = frozenset(("country", "nation", "republic"))  # of which "this" may be the speaker's own
STATES = frozenset(("Republic", "Kingdom"))  # in capitals the speaker's own
LONGEST = 3  # adjectives before a noun


def add_homelands(doc: Doc, keys: list[str], found: list[Found], finder: Finder) -> list[Found]:
    """`found` with "my country", "our army" and the like as those of the one who speaks.

    So are "the Republic" and "the Senate" of a speaker whose country is told, "your country" in a
    question to him, and "his country" of the only person before it. "Our navy" is left out where
    nobody is told.
    """
    lexicon = finder.lexicon
    begun = labels(doc)
    found = with_speakers(doc, begun, found)
    known = with_countries(doc, found, lexicon, wide=True)
    origins = Origins(doc, keys, begun, known, lexicon)
    found = _at_home(doc, found, origins, lexicon)
    covered = {i for one in found for i in range(one.start, one.end)}
    nouns, several = lexicon.words["homelands"], lexicon.words["homelands together"]
    new: list[Found] = []
    for i, key in enumerate(keys):
        if key in nouns and i not in covered:
            new += _homeland(doc, i, known, origins, lexicon)
        elif key in several and i not in covered:
            new += _together(doc, i, known, origins)
        elif key in OWN and i + 1 not in covered:
            new += _own_body(doc, keys, i, origins, finder)
    return sorted(found + new, key=lambda one: (one.start, -one.end))


def _at_home(doc: Doc, found: list[Found], origins: Origins, lexicon: Lexicon) -> list[Found]:
    """`found` with the Senate and the Republic of a speaker as those of his country."""
    kept = []
    for one in found:
        country = origins.of(one.start)
        if one.kind == "organisation" and one.via == "alias" and one.country:
            own = one.start > 0 and doc[one.start - 1].lower_ in OWN
            if country and country != one.country:
                one = _counterpart(doc, one, country, lexicon) or (None if own else one)
            elif own and not country:
                one = None
        if one is not None:
            kept.append(one)
    return kept


def _homeland(
    doc: Doc, i: int, found: list[Found], origins: Origins, lexicon: Lexicon
) -> list[Found]:
    """The country that a noun such as doc[i] means with its "our", "this" or "his" before it."""
    if doc[i].tag_ not in ("NN", "NNP"):
        return []
    start = i
    while start and i - start < LONGEST and _describes(doc[start - 1]):
        start -= 1
    start -= 1
    whose = doc[start].lower_ if start >= 0 else ""
    country, home = "", origins.of(i)
    if whose in OWN:
        country = home or origins.of_the_quoted(i)
    elif whose == "your":
        country = origins.of_the_asked(i)
    elif whose in THEIRS:
        country = _of_the_only(doc, start, found)
    elif whose == "this" and doc[i].lower_ in LANDS:
        country = home if _is_at_home(doc, start, found, home) else ""
    elif whose in ARTICLES and doc[i].text in STATES and doc[i + 1 : i + 2].text != "of":
        country = home if home in lexicon.descriptions[doc[i].lower_][1] else ""
        start += whose == "the"
    return [Found(start, i + 1, country, "country", country, "description")] if country else []


def _describes(word: Token) -> bool:
    """Whether a word may stand before "country" and the like: beloved, Federal."""
    return word.tag_ == "JJ" or word.text == "Federal"


def _is_at_home(doc: Doc, i: int, found: list[Found], country: str) -> bool:
    """Whether "this country" is not another country named shortly before."""
    near = doc[max(0, doc[i].sent.start - 1)].sent.start
    return all(one.country in ("", country) for one in found if near <= one.start < i)


def _of_the_only(doc: Doc, i: int, found: list[Found]) -> str:
    """The country of the only person named before doc[i] in its sentence: Berg said her country."""
    here = doc[i].sent.start
    people = {
        (one.actor, one.country) for one in found if one.kind == "person" and here <= one.start < i
    }
    return people.pop()[1] if len(people) == 1 else ""


def _together(doc: Doc, i: int, found: list[Found], origins: Origins) -> list[Found]:
    """The speaker's country and the only other one named shortly before: our two countries."""
    start = i
    while start and doc[start - 1].lower_ in ("two", "both", "great"):
        start -= 1
    if not start or doc[start - 1].lower_ != "our":
        return []
    start -= 1
    start -= start > 0 and doc[start - 1].lower_ == "both"
    home = origins.of(i)
    states = groups.named_near(doc, start, found, 2)
    if home and home not in [one.actor for one in states]:
        states = groups.named_near(doc, start, [one for one in found if one.country != home], 1)
        states += (Found(start, i + 1, home, "country", home, "group"),) if states else ()
    return [one._replace(start=start, end=i + 1, via="group") for one in states]


def _own_body(doc: Doc, keys: list[str], i: int, origins: Origins, finder: Finder) -> list[Found]:
    """The army, police or parliament of the speaker's country that stands behind "our"."""
    if finder.bodies.keys().isdisjoint(keys[i + 1 : i + 1 + LONGEST]):
        return []
    country = origins.of(i) or origins.of_the_quoted(i)
    end = i + 1
    while country and end < min(len(doc), i + 1 + LONGEST):
        body = finder.body(doc, keys, Found(i, end, country, "country", country, "name"))
        if body or doc[end].tag_ != "JJ":
            return [body] if body else []
        end += 1
    return []


def _counterpart(doc: Doc, one: Found, country: str, lexicon: Lexicon) -> Found | None:
    """What the words that name a body mean in another country: the Senate of this one.

    Words such as the Pentagon, which most states have no body by, mean the same everywhere.
    """
    words = doc[one.start : one.end].text
    for alias in lexicon.aliases:
        actor = alias.actor
        if alias.text == words and actor and actor.country == country and actor.kind == one.kind:
            return one._replace(actor=actor.name, country=country, type=actor.type)
    if not any(words in body.alone for body in lexicon.bodies):
        return None
    own = (actor for actor in lexicon.actors if (actor.country, actor.type) == (country, one.type))
    actor = next(own, None) if one.type else None
    return actor and one._replace(actor=actor.name, country=country)
