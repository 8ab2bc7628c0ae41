"""Who speaks when: the turns of a transcript by their labels."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from operator import attrgetter
from typing import NamedTuple

from spacy.tokens import Doc

from workbench.pipeline.actors.names import Found
from workbench.pipeline.actors.offices import title_before
from workbench.pipeline.labels import Label, labels, lines
from workbench.pipeline.lexicon import Lexicon, parts

START = attrgetter("start")
SEVERAL = 2  # known speakers that make a transcript
FIRST = frozenset(("i", "we", "my", "our", "us", "me"))


class Turn(NamedTuple):
    """What one speaker says: its first token, the one after its last, and who it is, if told.

    `sure` says that the words before it are the label of a transcript and nothing else.
    """

    start: int
    end: int
    speaker: Found | None
    sure: bool = False


def turns(doc: Doc, begun: Sequence[Label], found: Sequence[Found], lexicon: Lexicon) -> list[Turn]:
    """The turns of a transcript, told by the labels with which they are begun ("MS. PRICE:").

    Of questions and answers ("Q:", "A:") the answers are those of the one person in the title,
    "THE PRESIDENT:" is whom the title names so.
    """
    title = lines(doc)[0][1]
    heading = [one for one in found if one.kind == "person" and one.end <= title]
    ends = [label.start for label in begun[1:]] + [len(doc)]
    return [
        Turn(label.end, end, _speaker(doc, label, found, heading, lexicon), label.sure)
        for label, end in zip(begun, ends, strict=False)
    ]


def spoken_turns(doc: Doc, found: Sequence[Found], lexicon: Lexicon) -> list[Turn]:
    """The turns of known speakers, if there are two, or one has a sure label, and one says I."""
    told = [
        turn
        for turn in turns(doc, labels(doc), found, lexicon)
        if turn.speaker and not is_spoken_of(turn, found)
    ]
    plain = len(told) >= SEVERAL or any(turn.sure for turn in told)
    return told if plain and any(says(doc, turn, FIRST) for turn in told) else []


def is_spoken_of(turn: Turn, found: Sequence[Found]) -> bool:
    """Whether the one who seems to speak is named in what he says: then another speaks of him.

    Bodies and states do name themselves.
    """
    actor = turn.speaker.actor
    return turn.speaker.kind == "person" and any(
        one.actor == actor for one in _begun(found, turn.start, turn.end)
    )


def says(doc: Doc, turn: Turn, words: frozenset[str]) -> int:
    """How often pronouns of some words stand in a turn."""
    said = doc[turn.start : turn.end]
    return sum(word.tag_[:3] == "PRP" and word.lower_ in words for word in said)


def only(people: Sequence[Found]) -> Found | None:
    return people[0] if len({one.actor for one in people}) == 1 else None


def with_speakers(doc: Doc, begun: Sequence[Label], found: list[Found]) -> list[Found]:
    """`found` with those whom labels name, and with the states that stand in brackets as theirs.

    A name alone is a person's where a state stands with it, or where others ask and he answers
    more than once.
    """
    told: dict[str, tuple[str, str]] = {}
    answers = _answering(doc, begun, found)
    for label in begun:
        here = _inside(found, label)
        state = _state(label, here)
        named = [one for one in here if one.kind == "person"]
        alone = label.form == "bare" and (state or doc[slice(*label.name)].text in answers)
        if not named and (label.form == "titled" or alone):
            named = [_person(doc, label, found)]
            found = [one for one in found if not _covers(label.name, one)] + named
            found.sort(key=START)
        if named:
            actor, country = told.get(named[-1].actor, (named[-1].actor, named[-1].country))
            actor = actor.title() if actor.isupper() else actor
            told[named[-1].actor] = actor, (state.country if state else "") or country
    found = [
        one._replace(actor=told[one.actor][0], country=told[one.actor][1])
        if one.kind == "person" and one.actor in told
        else one
        for one in found
    ]
    return sorted(found, key=lambda one: (one.start, -one.end))


def _answering(doc: Doc, begun: Sequence[Label], found: Sequence[Found]) -> set[str]:
    """The names that stand in two labels, and are no other actor's, where a label asks."""
    known = {one.start: one for one in found}
    asks = any(
        label.form == "asks" or (label.start in known and known[label.start].type == "news")
        for label in begun
    )
    names = Counter(
        doc[slice(*label.name)].text
        for label in begun
        if label.form == "bare" and label.start not in known and label.name[1] > label.start + 1
    )
    return {name for name, times in names.items() if times > 1} if asks else set()


def _speaker(
    doc: Doc, label: Label, found: Sequence[Found], heading: list[Found], lexicon: Lexicon
) -> Found | None:
    """Whom a label means, if that is told."""
    if label.form in ("asks", "chairs"):
        return None
    if label.form == "answers":
        return only(heading)
    here = _inside(found, label)
    people = [one for one in here if one.kind == "person"]
    if people and (label.form == "office" or _covers(label.name, people[0])):
        return people[0]
    if label.form != "office":
        return None
    words = doc[label.start : label.end - 1].text.lower().removeprefix("the ")
    if words.startswith("representative of"):
        return only([one for one in here if one.kind == "country"])
    return only([one for one in heading if title_before(doc, one.start, lexicon)[1] == words])


def _begun(found: Sequence[Found], start: int, end: int) -> Sequence[Found]:
    """Those of `found`, which are in the order of the text, that begin in a stretch of it."""
    return found[bisect_left(found, start, key=START) : bisect_left(found, end, key=START)]


def _inside(found: Sequence[Found], label: Label) -> list[Found]:
    return [one for one in _begun(found, label.start, label.end) if one.end <= label.end]


def _state(label: Label, here: list[Found]) -> Found | None:
    """The state or party that brackets of a label hold: no scene, no agency, no mere acronym."""
    for one in here:
        for start, end in label.of:
            state = one.kind == "country" and one.via != "capital" and start <= one.start
            party = one.type != "news" and one.via != "acronym" and one.start == start
            if one.end == end and (state or (party and one.kind not in ("country", "person"))):
                return one
    return None


def _covers(place: tuple[int, int], one: Found) -> bool:
    return place[0] <= one.start and one.end <= place[1]


def _person(doc: Doc, label: Label, found: Sequence[Found]) -> Found:
    """The one whom a label names and the tagger overlooked: whom the text so calls elsewhere."""
    start, end = label.name
    words = doc[start:end].text
    own = parts(words)
    same = only(
        [one for one in found if one.kind == "person" and parts(one.actor)[-len(own) :] == own]
    )
    if same is not None:
        return same._replace(start=start, end=end)
    name = words.title() if words.isupper() else words
    return Found(start, end, name, "person", "", "tagger")
