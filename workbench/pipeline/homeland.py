"""Whose country a speaker means by "our country", in texts that tell who speaks."""

from bisect import bisect_left, bisect_right

from spacy.attrs import IDX
from spacy.tokens import Doc

from workbench.pipeline.authors import author
from workbench.pipeline.labels import labels, lines
from workbench.pipeline.lexicon import Lexicon
from workbench.pipeline.marks import stretches
from workbench.pipeline.names import BREAK, Found
from workbench.pipeline.turns import FIRST, turns, with_speakers

OWN = frozenset(("my", "our"))
LANDS = frozenset(("country", "nation"))  # of which "this" one may be the speaker's own
OPENING = 8  # lines, and words of a line, within which the people are addressed


def add_homelands(doc: Doc, keys: list[str], found: list[Found], lexicon: Lexicon) -> list[Found]:
    """`found` with "my country" and "our government" as the country of the one who speaks.

    Who speaks is told by the label before his words ("PRESIDENT ZELENSKYY:", who is then named by
    it), else by the title of a speech, if it names one country or its people, else by whom he
    addresses ("my fellow Chileans"). "The Senate" is his country's; "our navy" is left out where
    that is not known, and in what is quoted.
    """
    begun = labels(doc)
    found = with_speakers(doc, begun, found)
    spoken = turns(doc, begun, found, lexicon)
    told = [(one.start, one.speaker.country if one.speaker else "") for one in spoken]
    told = told or _unquoted(doc, _title(doc, keys, found, lexicon) or _addressed(doc, found))
    starts = [start for start, _ in told]

    def home(i: int) -> str:
        turn = bisect_right(starts, i)
        return told[turn - 1][1] if turn else ""

    kept = []
    for one in found:
        if one.kind == "organisation" and one.via == "alias" and one.country:
            country = home(one.start)
            own = one.start > 0 and doc[one.start - 1].lower_ in OWN
            if country and country != one.country:
                one = _counterpart(doc, one, country, lexicon) or (None if own else one)
            elif own and not country:
                one = None
        if one is not None:
            kept.append(one)
    covered = {i for one in kept for i in range(one.start, one.end)}
    nouns = lexicon.words["homelands"]
    for i in (i for i, key in enumerate(keys) if told and key in nouns and i not in covered):
        start, country = _own(doc, i), home(i)
        if start is None or not country:
            continue
        if doc[start].lower_ in OWN or _is_at_home(doc, start, kept, country):
            kept.append(Found(start, i + 1, country, "country", country, "description"))
    return sorted(kept, key=lambda one: (one.start, -one.end))


def _own(doc: Doc, i: int) -> int | None:
    """Where "our own great nation" begins that ends at doc[i]; None if it is nobody's own."""
    if doc[i].tag_ not in ("NN", "NNP"):
        return None
    start = i
    while start and i - start < 3 and doc[start - 1].tag_ == "JJ":
        start -= 1
    own = OWN | {"this"} if doc[i].lower_ in LANDS else OWN
    return start - 1 if start and doc[start - 1].lower_ in own else None


def _is_at_home(doc: Doc, i: int, found: list[Found], country: str) -> bool:
    """Whether "this country" is not another country named shortly before."""
    near = doc[max(0, doc[i].sent.start - 1)].sent.start
    return all(one.country in ("", country) for one in found if near <= one.start < i)


def _unquoted(doc: Doc, told: list[tuple[int, str]]) -> list[tuple[int, str]]:
    """A speaker's country where he speaks himself; nowhere if no I or we stands outside quotes."""
    if not told:
        return []
    [(start, country)] = told
    offsets = doc.to_array(IDX).tolist()
    for stretch in stretches(doc.text):
        ends = bisect_left(offsets, stretch.start), bisect_left(offsets, stretch.end)
        if stretch.depth == 0 and ends[0] >= start:
            told += [(ends[0], ""), (ends[1], country)]
    spans = zip(told, [*told[1:], (len(doc), "")], strict=True)
    own = (doc[at:to] for (at, whose), (to, _) in spans if whose)
    says = any(word.lower_ in FIRST and word.tag_[:3] == "PRP" for span in own for word in span)
    return told if says else []


def _addressed(doc: Doc, found: list[Found]) -> list[tuple[int, str]]:
    """The country of the people whom a text addresses in its opening: my fellow Chileans."""
    for start, end in lines(doc)[:OPENING]:
        for one in found:
            called = start < one.start < min(end, start + OPENING) and one.via == "demonym"
            ends = all(word.is_punct for word in doc[one.end : one.end + 1])
            if called and doc[one.start - 1].lower_ == "fellow" and ends:
                quoted = any(word.is_quote for word in doc[start : one.start])
                return [] if quoted else [(start, one.country)]
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


def _title(
    doc: Doc, keys: list[str], found: list[Found], lexicon: Lexicon
) -> list[tuple[int, str]]:
    """The country of the one whose speech a text is, if its title names him and no other."""
    issuer = author(doc, found, lexicon)
    if issuer is not None and issuer.country:
        return [(lines(doc)[0][1], issuer.country)]
    end = next((i for i, key in enumerate(keys) if key == BREAK), 0)
    if not lexicon.words["speeches"].intersection(keys[:end]):
        return []
    named = {one.country for one in found if one.end <= end and one.country}
    return [(end, named.pop())] if len(named) == 1 else []
