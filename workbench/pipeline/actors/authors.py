"""Whose words a whole text is: a speech, a statement or an interview, told by its title."""

from collections.abc import Sequence

from spacy.tokens import Doc, Token

from workbench.pipeline.actors.names import Found
from workbench.pipeline.actors.turns import FIRST, Turn, is_spoken_of, only, says
from workbench.pipeline.labels import Range, lines
from workbench.pipeline.lexicon import Lexicon, fold

YOU = frozenset(("you", "your"))
WITHIN = frozenset(("DT", "NN", "NNS", "NNP", "NNPS", "JJ", "POS", "HYPH"))  # "the G7 ministers"
PRESENT = frozenset(("VBZ", "VBP", "VB"))  # condemns, and what it will do
FINITE = frozenset(("VBD", "VBZ", "VBP", "MD"))
ISSUED = frozenset(("dated", "addressed", "issued", "delivered", "made"))
AFTER = frozenset(("IN", "TO", "VBG", ",", ":"))  # "on the talks", "condemning"
DATELINE = 5  # words that a place or agency before a title may have, with its colon
SPEECH, STATEMENT = 3, 2  # how often the speaker must at least say I or we
ASKED = 2  # questions that make an interview


def spoken_text(doc: Doc, found: Sequence[Found], lexicon: Lexicon) -> list[Turn]:
    """What of a text is the words of one person or body by its title; empty where nothing is.

    A speech is told by its title ("Address by X") and by X saying I in it; a statement by its
    title ("Statement by the ministry") and by the body saying we in it, or its own name; the
    answers of an interview by the questions between them.
    """
    end = lines(doc)[0][1]
    if end == len(doc):
        return []
    words = {fold(word.text) for word in doc[:end]}
    if not lexicon.words["interviews"].isdisjoint(words):
        return _answers(doc, found, end, lexicon)
    issuer = author(doc, found, lexicon)
    if issuer is not None and _is_issued(doc, issuer, found, end, lexicon):
        return [Turn(end, len(doc), issuer)]
    who = only([one for one in found if one.kind == "person" and one.end <= end])
    if who is None or lexicon.words["speeches"].isdisjoint(words):
        return []
    whole = Turn(end, len(doc), who)
    return [whole] if says(doc, whole, FIRST) >= SPEECH and not is_spoken_of(whole, found) else []


def author(doc: Doc, found: Sequence[Found], lexicon: Lexicon) -> Found | None:
    """Whose statement a text is by its title: "Statement by the ministry", "NATO statement on …".

    No headline is one: in it something happens.
    """
    start, end = lines(doc)[0]
    nouns = lexicon.words["statements"]
    colon = next((i for i in range(start, min(end, start + DATELINE)) if doc[i].text == ":"), start)
    if colon > start and not any(fold(word.text) in nouns for word in doc[start:colon]):
        start = colon + 1
    noun = next((i for i in range(start, end) if fold(doc[i].text) in nouns), None)
    happens = (word.tag_ in FINITE and word.lower_ not in ISSUED for word in doc[start:end])
    if noun is None or end == len(doc) or any(happens) or _reach(doc, start, end) <= noun:
        return None
    if any(start <= one.start < noun for one in found):
        return _named(found, (start, noun))
    by = next((i for i in range(noun, end) if doc[i].lower_ in ("by", "from")), noun + 1)
    if by == end or doc[by].lower_ not in ("by", "from", "of", ":"):
        return None
    stop = _reach(doc, by + 1, end)
    return _named(found, (by + 1, stop)) if stop == end or doc[stop].tag_ in AFTER else None


def _reach(doc: Doc, start: int, end: int) -> int:
    """Where the name and the office of an author end that begin at a token."""
    of = ("of", "for")
    return next(
        (i for i in range(start, end) if doc[i].tag_ not in WITHIN and doc[i].lower_ not in of), end
    )


def _named(found: Sequence[Found], place: Range) -> Found | None:
    """The one person named at a place, else the body or state, if it is one country's."""
    here = [one for one in found if place[0] <= one.start < place[1]]
    people = [one for one in here if one.kind == "person"]
    if people or not here:
        return only(people)
    country = here[0].country or here[0].actor
    apart = [one for one in here if one.start >= here[0].end and one.country != country]
    return None if apart else here[0]


def _is_issued(doc: Doc, issuer: Found, found: Sequence[Found], end: int, lexicon: Lexicon) -> bool:
    """Whether a text is the words of the issuer: he says we or names himself, nobody quotes him.

    A body of a state names itself by the state, too. News tell what it did, not what it does.
    """
    names = {issuer.actor, issuer.country if issuer.kind != "person" else ""}
    own = {i for one in found if one.actor in names for i in range(one.start, one.end)}
    whole = Turn(end, len(doc), issuer)
    said = (word for word in doc[end:] if word.lemma_ == "say")
    if is_spoken_of(whole, found) or any(_is_said_by(word, own, lexicon) for word in said):
        return False
    tags = [doc[i].head.tag_ for i in own if i >= end and doc[i].dep_ == "nsubj"]
    does, firsts = sum(tag in PRESENT for tag in tags), says(doc, whole, FIRST)
    return (does > 0 or firsts >= STATEMENT) and does + firsts > tags.count("VBD")


def _is_said_by(say: Token, own: set[int], lexicon: Lexicon) -> bool:
    """Whether a "said" is the issuer's, his statement's or his spokesman's."""
    nouns = lexicon.words["statements"]
    return any(
        child.i in own or child.lower_ in nouns or child.lower_.startswith(("spokes", "ministry"))
        for child in say.children
        if child.dep_ == "nsubj"
    )


def _answers(doc: Doc, found: Sequence[Found], end: int, lexicon: Lexicon) -> list[Turn]:
    """The answers of an interview without labels, if its title names one person.

    Its questions are paragraphs that end so; it is with whom the title names after the word.
    """
    people = [one for one in found if one.kind == "person" and one.end <= end]
    nouns = lexicon.words["interviews"]
    told = next((word.i for word in doc[:end] if fold(word.text) in nouns), 0)
    who = only([one for one in people if one.start > told] or people)
    paragraphs = [line for line in lines(doc)[1:] if line[0] >= end]
    asked = [n for n, (_, stop) in enumerate(paragraphs) if doc[stop - 1].text == "?"]
    if who is None or len(asked) < ASKED or asked[0] > 1:
        return []
    answers = [
        Turn(*place, who) for n, place in enumerate(paragraphs) if n > asked[0] and n not in asked
    ]
    answers = [one for one in answers if says(doc, one, FIRST) or not says(doc, one, YOU)]
    plain = len(answers) >= ASKED and sum(says(doc, one, FIRST) for one in answers) >= STATEMENT
    return [] if not plain or any(is_spoken_of(one, found) for one in answers) else answers
