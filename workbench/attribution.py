"""Quoted stretches attributed by the words beside them: before, after, or nothing at all."""

from typing import NamedTuple

from spacy.tokens import Doc, Token

from workbench import cues
from workbench.cues import Cue
from workbench.speech import Report, index

FINAL = frozenset(".!?")
REACH = 40
LONG = 5


class Quoted(NamedTuple):
    """A quoted stretch as a token range, marks included."""

    start: int
    end: int
    closed: bool
    continues: bool


class Draft(NamedTuple):
    """A quotation before its speaker is resolved: token ranges, -1 and None where unknown."""

    start: int
    end: int
    speaker: int
    cue_start: int
    cue_end: int
    cue: Cue | None
    kind: str
    outer: int = -1
    floating: bool = False
    """Whether nothing beside it says who speaks."""
    unclosed: bool = False
    """Whether it goes on in the next paragraph."""


def attribute(
    doc: Doc,
    quoted: list[Quoted],
    number: int,
    cued: dict[int, Cue],
    reports: dict[int, Report],
) -> Draft | None:
    """Return the quotation a quoted stretch makes by the words beside it, or None."""
    stretch = quoted[number]
    words = [token for token in doc[stretch.start : stretch.end] if token.is_alpha]
    if not words:
        return None
    lead = _lead(doc, quoted, number)
    tail = _tail(doc, quoted, number)
    last = _last_inner(doc, stretch)
    whole = words[0].text[0].isupper() and (len(words) > 2 or last in ".?!")
    title = _is_title(words, doc[lead[1] - 1] if lead[0] < lead[1] else None)
    if not whole and _is_within(doc, stretch, lead, reports):
        return None
    before = None if title else _cue_before(doc, lead, stretch, whole, cued, reports)
    follows = doc[stretch.end].text if stretch.end < len(doc) else ""
    after = None
    if last in ",.?!…—–-" or follows in (",", "—", "–", "-"):
        after = _cue_after(doc, tail, last, whole, cued, reports)
        if after is not None and title and len(words) < 5:
            after = None
    if after is not None and before is not None:
        brings_in = doc[lead[1] - 1].text in (":", ",")
        before, after = (before, None) if brings_in or last != "," else (None, after)
    if before is not None:
        start, cue = before
        return _draft(doc, (start, stretch.end), stretch, cue, lead, cued)
    if after is not None:
        start = stretch.start
        found = reports.get(after.i)
        opening = cues.trim(doc, *lead)
        if found is not None and found.start < start and not whole:
            start = found.start
        elif opening[1] - opening[0] >= 2 and not whole:
            start = opening[0]
        return _draft(doc, (start, stretch.end), stretch, after, tail, cued)
    opening, rest = cues.trim(doc, *lead), cues.trim(doc, *tail)
    alone = opening[0] == opening[1]
    floating = Draft(
        *(stretch.start, stretch.end, -1, -1, -1, None, "direct"),
        floating=True,
        unclosed=not stretch.closed,
    )
    if alone and follows in (":", "—", "–", "-") and whole and _is_name(doc, rest):
        named = _named_before(doc, rest[1], rest[0])
        return floating._replace(
            speaker=named, cue_start=stretch.end, cue_end=stretch.end + 1, floating=False
        )
    single = doc[stretch.start].text in "'‘" and last not in ".!?…,"
    if alone and rest[0] == rest[1] and single and not stretch.continues:
        return None
    if alone and (stretch.continues or whole) and (last in ".!?…" or rest[0] == rest[1]):
        return floating
    return None


def long_fragment(
    doc: Doc, quoted: list[Quoted], number: int, cued: dict[int, Cue]
) -> Draft | None:
    """Return the quotation that a stretch makes by its length alone, where nothing claims it."""
    stretch = quoted[number]
    words = [token for token in doc[stretch.start : stretch.end] if token.is_alpha]
    lead = _lead(doc, quoted, number)
    if len(words) < LONG or _is_title(words, doc[lead[1] - 1] if lead[0] < lead[1] else None):
        return None
    for place in range(lead[1] - 1, lead[0] - 1, -1):
        if place in cued and cued[place].pos == "verb":
            return _draft(doc, (stretch.start, stretch.end), stretch, doc[place], lead, cued)
    return Draft(stretch.start, stretch.end, -1, -1, -1, None, "direct", floating=True)


def _is_name(doc: Doc, span: tuple[int, int]) -> bool:
    """Whether the words after a headline's quotation are a name: 'No right': DPRK diplomat."""
    words = doc[span[0] : span[1]]
    return 0 < len(words) <= 10 and not any(word.tag_ in cues.FINITE for word in words)


def _is_within(
    doc: Doc, stretch: Quoted, lead: tuple[int, int], reports: dict[int, Report]
) -> bool:
    """Whether a fragment belongs to a clause that a cue before it brings in; if so extend it."""
    for place in range(*lead):
        found = reports.get(place)
        if found is None or not place < found.start < stretch.start:
            continue
        if found.end >= stretch.start - 1:
            if found.end < stretch.end:
                reports[place] = found._replace(end=stretch.end)
            return True
    return False


def _draft(
    doc: Doc,
    span: tuple[int, int],
    stretch: Quoted,
    cue: Token,
    around: tuple[int, int],
    cued: dict[int, Cue],
) -> Draft:
    kind = "direct" if span == (stretch.start, stretch.end) else "mixed"
    if cue.text == ":":
        return Draft(*span, _named_before(doc, cue.i, around[0]), cue.i, cue.i + 1, None, kind)
    first, last = cues.cue_range(cue)
    speaker, outer = cues.speakers(cue)
    beside = around[0] <= speaker.i < around[1] if speaker is not None else False
    if not beside and (cue.dep_ == "ROOT" or speaker is None or speaker.i in range(*stretch[:2])):
        near = _nearest(doc, cue, around, after=around[0] >= stretch.end)
        speaker = doc[near] if near >= 0 else speaker
    said_by = index(speaker), index(outer)
    return Draft(*span, said_by[0], first, last, cued.get(cue.i), kind, said_by[1])


def _named_before(doc: Doc, colon: int, start: int) -> int:
    """Return the head of the name or noun that ends before a colon."""
    for place in range(colon - 1, start - 1, -1):
        if doc[place].pos_ in cues.NOMINAL:
            return _top(doc[place], start, colon)
    return -1


def _last_inner(doc: Doc, stretch: Quoted) -> str:
    """Return the last character inside a stretch's marks."""
    end = stretch.end - 2 if stretch.closed else stretch.end - 1
    return doc[max(end, stretch.start)].text[-1]


def _is_title(words: list[Token], before: Token | None) -> bool:
    """Whether quoted words are a name: all in capitals but the small words, after a noun or so."""
    if any(word.text[0].islower() and len(word) > 3 for word in words):
        return False
    if len(words) == 1 and before is not None and before.text in ",:":
        return False
    return before is not None and (before.pos_ in ("ADP", "DET", "PART", "NOUN", "PROPN", "ADJ"))


def _lead(doc: Doc, quoted: list[Quoted], number: int) -> tuple[int, int]:
    """Return the words of the same sentence before a stretch, or of the line with a colon."""
    end = quoted[number].start
    floor = max(quoted[number - 1].end if number else 0, end - REACH)
    while end > floor and doc[end - 1].is_space and "\n" not in doc[end - 1].text:
        end -= 1
    if end - 1 > floor and doc[end - 1].is_space and doc[end - 2].text == ":":
        end -= 1
    start = end
    while start > floor:
        token = doc[start - 1]
        text = token.text
        if text in FINAL or (token.is_space and "\n" in text):
            break
        if text[-1] == "." and start < len(doc) and doc[start].is_sent_start:
            break
        start -= 1
    return start, end


def _tail(doc: Doc, quoted: list[Quoted], number: int) -> tuple[int, int]:
    """Return the words of the same sentence after a stretch."""
    start = quoted[number].end
    ceiling = quoted[number + 1].start if number + 1 < len(quoted) else len(doc)
    ceiling = min(ceiling, start + REACH)
    end = start
    while end < ceiling:
        token = doc[end]
        if token.text in FINAL or (token.is_space and "\n" in token.text):
            break
        end += 1
    return start, end


def _cue_before(
    doc: Doc,
    lead: tuple[int, int],
    stretch: Quoted,
    whole: bool,
    cued: dict[int, Cue],
    reports: dict[int, Report],
) -> tuple[int, Token] | None:
    """Return the cue that brings in a stretch from the left, and where its content begins.

    None where it brings in a clause of which the stretch is a part, or nothing does.
    """
    start, end = lead
    if start == end:
        return None
    last = doc[end - 1]
    for place in range(end - 1, start - 1, -1):
        cue = cued.get(place)
        if cue is None or "quote" not in cue.takes or cue.pos != "verb":
            continue
        token = doc[place]
        if cues.is_asked(token):
            continue
        if place == end - 1:
            return end, token
        found = reports.get(place)
        if found is not None and place < found.start < end and last.text != ":":
            if found.end <= stretch.start <= found.end + 4:
                reports[place] = found._replace(end=stretch.end)
            if found.start < end - 1 or found.end > stretch.end + 1:
                return None
        between = doc[place + 1 : end]
        verbal = any(part.tag_ in cues.FINITE for part in between)
        if last.text == ":" or (last.text == "," and (whole or not verbal)):
            return end, token
        if between[0].lower_ == "by":
            return end, token
        if "object" in cue.takes:
            return place + 1, token
        if between[0].text == "," and token.dep_ in ("parataxis", "ccomp", "ROOT"):
            return (place + 2 if verbal else end), token
        if last.lower_ in ("that", "as") and len(between) <= 8:
            return end, token
        if last.pos_ == "CCONJ" and len(between) <= 3:
            return end, token
        if whole and not verbal and last.pos_ in ("NOUN", "PROPN", "PRON"):
            return end, token
        if not verbal and len(between) <= 8 and stretch.end - stretch.start > 3:
            return place + 1, token
        return None
    if last.text == ":" and whole:
        for place in range(end - 2, start - 1, -1):
            if doc[place].tag_ in cues.FINITE or doc[place].pos_ == "VERB":
                return end, doc[place]
        for place in range(end - 2, start - 1, -1):
            if doc[place].pos_ in cues.NOMINAL:
                return end, doc[end - 1]
    return None


def _cue_after(
    doc: Doc,
    tail: tuple[int, int],
    last: str,
    whole: bool,
    cued: dict[int, Cue],
    reports: dict[int, Report],
) -> Token | None:
    """Return the cue of an attribution that follows a stretch, or None."""
    relative = None
    start, end = tail
    if last in ".?!" and start < end:
        first = doc[start]
        if (first.is_title and first.pos_ not in ("PROPN", "PRON", "DET")) or first.is_space:
            return None
        if last == "." and end - start > 12:
            return None
    for place in range(start, end):
        cue = cued.get(place)
        if cue is None or "quote" not in cue.takes or cue.pos != "verb":
            continue
        token = doc[place]
        found = reports.get(place)
        if last != "," and found is not None and place < found.start < end:
            return None
        if token.dep_ in ("relcl", "acl"):
            relative = relative or token
            continue
        return token
    if relative is None and whole and last in ",!?":
        for place in range(*tail):
            token = doc[place]
            if token.tag_ in ("VBD", "VBZ") and token.pos_ == "VERB":
                return token
    return relative


def _nearest(doc: Doc, cue: Token, around: tuple[int, int], *, after: bool) -> int:
    """Return the head of the noun that stands beside a cue; -1 if there is none."""
    start, end = around
    left = range(start, cue.i) if after else range(cue.i - 1, start - 1, -1)
    for place in (*left, *range(cue.i + 1, end)):
        token = doc[place]
        if token.pos_ in cues.NOMINAL and token.ent_type_ not in cues.TIMES:
            return _top(token, *((start, cue.i) if place < cue.i else (cue.i + 1, end)))
    return -1


def _top(token: Token, start: int, end: int) -> int:
    for _ in range(8):
        head = token.head
        if not start <= head.i < end or head.pos_ not in cues.NOMINAL:
            break
        token = head
    return token.i
