"""Quoted stretches attributed by the words beside them: before, after, or nothing at all."""

from typing import NamedTuple

from spacy.tokens import Doc, Token

from workbench.pipeline.quotes import cues
from workbench.pipeline.quotes.cues import Cue
from workbench.pipeline.quotes.setting import Quoted, Setting
from workbench.pipeline.quotes.speech import Report, index

LONG = 5
DASHES = frozenset({"-", "--", "–", "—"})


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
    doc: Doc, around: Setting, cued: dict[int, Cue], reports: dict[int, Report]
) -> Draft | None:
    """Return the quotation a quoted stretch makes by the words beside it, or None."""
    stretch, last = around.stretch, around.last
    if not around.whole and _is_within(around, reports):
        return None
    before = None if around.title else _cue_before(doc, around, cued, reports)
    after = None
    if last in ",.?!…—–-" or around.follows in (",", "—", "–", "-"):
        after = _cue_after(doc, around, cued, reports)
        if around.title and around.words < LONG:
            after = None
    if after is not None and before is not None:
        brings_in = doc[around.lead[1] - 1].text in (":", ",")
        known = before[1].i in cued or before[1].text == ":"
        keep = known and (brings_in or last != ",")
        before, after = (before, None) if keep else (None, after)
    if before is not None:
        start, cue = before
        while start < stretch.start and doc[start].pos_ in cues.TRIMMED:
            start += 1
        draft = _draft(doc, start, around, cue, around.lead, cued)
        return draft._replace(end=_end(doc, around, cue, cued)) if start < stretch.start else draft
    opening, rest = cues.trim(doc, *around.lead), cues.trim(doc, *around.tail)
    if after is not None:
        start = stretch.start
        found = reports.get(after.i)
        if found is not None and found.start < start and not around.whole:
            start = found.start
        elif opening[1] - opening[0] >= 2 and not around.whole:
            start = opening[0]
        return _draft(doc, start, around, after, around.tail, cued)
    if opening[0] < opening[1]:
        return None
    if around.follows in (":", "—", "–", "-") and around.whole and _is_name(doc, rest):
        named = _named_before(doc, rest[1], rest[0])
        mark = stretch.end
        return Draft(stretch.start, mark, named, mark, mark + 1, None, "direct")
    single = doc[stretch.start].text in "'‘" and last not in ".!?…,"
    if rest[0] == rest[1] and single and not stretch.continues:
        return None
    if (stretch.continues or around.whole) and (last in ".!?…" or rest[0] == rest[1]):
        return _floating(stretch)
    return None


def long_fragment(doc: Doc, around: Setting, cued: dict[int, Cue]) -> Draft | None:
    """Return the quotation that a stretch makes by its length alone, where nothing claims it."""
    if around.words < LONG or around.title:
        return None
    first, last = around.lead
    for place in range(last - 1, first - 1, -1):
        if place in cued and cued[place].pos == "verb":
            return _draft(doc, around.stretch.start, around, doc[place], around.lead, cued)
    return _floating(around.stretch)._replace(unclosed=False)


def _floating(stretch: Quoted) -> Draft:
    nobody = -1, -1, -1, None, "direct"
    return Draft(stretch.start, stretch.end, *nobody, floating=True, unclosed=not stretch.closed)


def _end(doc: Doc, around: Setting, cue: Token, cued: dict[int, Cue]) -> int:
    """Return where a clause ends that goes on after a fragment: argued he "clearly" lied."""
    first, last = around.tail
    known = cued.get(cue.i)
    if known is None or "clause" not in known.takes or "object" in known.takes or first == last:
        return first
    if doc[first].pos_ not in ("VERB", "AUX"):
        return first
    return next((place for place in range(first, last) if doc[place].text == ","), last)


def _is_name(doc: Doc, span: tuple[int, int]) -> bool:
    """Whether the words after a headline's quotation are a name: 'No right': DPRK diplomat."""
    words = doc[span[0] : span[1]]
    return 0 < len(words) <= 10 and not any(word.tag_ in cues.FINITE for word in words)


def _is_within(around: Setting, reports: dict[int, Report]) -> bool:
    """Whether a fragment belongs to a clause that a cue before it brings in; if so extend it."""
    stretch = around.stretch
    for place in range(*around.lead):
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
    start: int,
    around: Setting,
    cue: Token,
    beside: tuple[int, int],
    cued: dict[int, Cue],
) -> Draft:
    """Return the quotation that a cue in the words `beside` a stretch brings in."""
    stretch = around.stretch
    span = start, stretch.end
    kind = "direct" if start == stretch.start else "mixed"
    if cue.text == ":":
        return Draft(*span, _named_before(doc, cue.i, beside[0]), cue.i, cue.i + 1, None, kind)
    speaker, outer = cues.speakers(cue)
    quoted = range(stretch.start, stretch.end)
    if speaker is not None and speaker.i in quoted:
        speaker = cues.subject(cues.root(cue))
        if speaker is not None and speaker.i in quoted:
            speaker = None
    is_near = speaker is not None and beside[0] <= speaker.i < beside[1]
    if speaker is None or (cue.dep_ == "ROOT" and not is_near):
        near = _nearest(doc, cue, beside, after=beside == around.tail)
        speaker = doc[near] if near >= 0 else speaker
    said_by = index(speaker), *cues.cue_range(cue)
    return Draft(*span, *said_by, cued.get(cue.i), kind, index(outer))


def _named_before(doc: Doc, colon: int, start: int) -> int:
    """Return the head of the name or noun that ends before a colon."""
    for place in range(colon - 1, start - 1, -1):
        if doc[place].pos_ in cues.NOMINAL:
            return _top(doc[place], start, colon)
    return -1


def _cue_before(
    doc: Doc, around: Setting, cued: dict[int, Cue], reports: dict[int, Report]
) -> tuple[int, Token] | None:
    """Return the cue that brings in a stretch from the left, and where its content begins.

    None where it brings in a clause of which the stretch is a part, or nothing does.
    """
    stretch, whole = around.stretch, around.whole
    start, end = around.lead
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
    if last.text != ":" or not whole:
        return None
    named = False
    for place in range(end - 2, start - 1, -1):
        if doc[place].tag_ in cues.FINITE or doc[place].pos_ == "VERB":
            return end, doc[place]
        if doc[place].text in DASHES:
            break
        named = named or doc[place].pos_ in cues.NOMINAL
    return (end, last) if named else None


def _cue_after(
    doc: Doc, around: Setting, cued: dict[int, Cue], reports: dict[int, Report]
) -> Token | None:
    """Return the cue of an attribution that follows a stretch, or None."""
    last = around.last
    relative = None
    start, end = around.tail
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
    if relative is None and around.whole and last in ",!?":
        for place in range(start, end):
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
