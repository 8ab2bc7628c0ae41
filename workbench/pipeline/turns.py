"""Who speaks when: the turns of a transcript by their labels, and a speech by its title."""

from collections.abc import Sequence
from typing import NamedTuple

from spacy.tokens import Doc

from workbench.pipeline.lexicon import Lexicon
from workbench.pipeline.names import Found

LABEL = 12  # words that the label before a speaker's words may have
ANSWERS = frozenset(("A", "A."))
LETTERS = frozenset(("Q", "Q.")) | ANSWERS
FIRST = frozenset(("i", "we", "my", "our", "us", "me"))


class Turn(NamedTuple):
    """What one speaker says: its first token, the one after its last, and who it is, if told."""

    start: int
    end: int
    speaker: Found | None


def turns(doc: Doc, found: Sequence[Found]) -> list[Turn]:
    """The turns of a transcript, told by labels at the beginning of lines ("MS. PRICE:").

    Of questions and answers ("Q:", "A:") the answers are those of the one person in the title.
    """
    lines = _lines(doc)
    people = {one.start: one for one in found if one.kind == "person"}
    asked = _only([one for one in people.values() if one.end <= lines[0][1]])
    begun: list[tuple[int, int, Found | None]] = []
    for start, end in lines:
        answers = asked if doc[start : start + 1].text in ANSWERS else None
        colon = next((i for i in range(start, min(end, start + LABEL)) if doc[i].text == ":"), 0)
        named = [people[i] for i in range(start, colon) if i in people]
        within = {i for one in named for i in range(one.start, one.end)}
        words = [doc[i].text for i in range(start, colon) if i not in within]
        says = colon > start and doc[end - 1].is_punct  # a heading does not end so
        if says and all(word[:1].isupper() or not word[:1].isalpha() for word in words):
            begun.append((start, colon + 1, named[-1] if named else answers))
        elif begun and doc[start : start + 1].text in LETTERS:
            begun.append((start, start + 1, answers))
    ends = [start for start, *_ in begun[1:]] + [len(doc)]
    return [Turn(said, end, who) for (_, said, who), end in zip(begun, ends, strict=False)]


def spoken(doc: Doc, found: Sequence[Found], lexicon: Lexicon) -> list[Turn]:
    """The turns of known speakers, where there are two turns or more; else a whole speech.

    A text is one if its title names it ("Address by X") and X says I in it.
    """
    told = [one for one in turns(doc, found) if one.speaker and not _is_spoken_of(one, found)]
    if len(told) > 1:
        return told
    start = _lines(doc)[0][1]
    who = _only([one for one in found if one.kind == "person" and one.end <= start])
    words = {word.lower_ for word in doc[:start]}
    if who is None or lexicon.words["speeches"].isdisjoint(words):
        return []
    whole = Turn(start, len(doc), who)
    first = sum(word.tag_[:3] == "PRP" and word.lower_ in FIRST for word in doc[start:])
    return [whole] if first > 2 and not _is_spoken_of(whole, found) else []


def _is_spoken_of(turn: Turn, found: Sequence[Found]) -> bool:
    """Whether the one who seems to speak is named in what he says: then another speaks of him."""
    actor = turn.speaker.actor
    return any(one.actor == actor for one in found if turn.start <= one.start < turn.end)


def _only(people: list[Found]) -> Found | None:
    return people[0] if len({one.actor for one in people}) == 1 else None


def _lines(doc: Doc) -> list[tuple[int, int]]:
    """The lines of a text as ranges of tokens, without the breaks; at least one."""
    breaks = [word.i for word in doc if word.is_space and "\n" in word.text]
    lines = zip([0, *(i + 1 for i in breaks)], [*breaks, len(doc)], strict=True)
    return [line for line in lines if line[0] < line[1]] or [(0, 0)]
