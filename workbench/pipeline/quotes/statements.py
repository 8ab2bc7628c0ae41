"""All that is said in a text: quoted stretches and clauses put together, speakers as words."""

from bisect import bisect_left, bisect_right

from spacy.tokens import Doc

from workbench.pipeline.quotes import cues
from workbench.pipeline.quotes.attribution import DASHES, Draft, attribute, long_fragment
from workbench.pipeline.quotes.cues import Cue
from workbench.pipeline.quotes.setting import Quoted, setting
from workbench.pipeline.quotes.speech import Report, report


def statements(doc: Doc, quoted: list[Quoted], breaks: list[int]) -> list[Draft]:
    """Return the statements of a document in order, their speakers as words.

    `quoted` are its quoted stretches, `breaks` the tokens with which its paragraphs begin. What
    the words beside a stretch say goes before what the parse says, and a clause before length.
    """
    starts = [stretch.start for stretch in quoted]
    cued: dict[int, Cue] = {}
    reports: dict[int, Report] = {}
    for token, cue in cues.cue_tokens(doc):
        if _inside(quoted, starts, token.i):
            continue
        cued[token.i] = cue
        found = report(token, cue)
        if found is not None:
            found = _in_paragraph(doc, found, breaks)
        if found is not None:
            reports[token.i] = found
    for place, found in reports.items():
        before = _statement_before(doc, place, reports)
        if before is not None:
            reports[place] = found._replace(speaker=before.speaker)
    drafts: list[Draft] = []
    taken: set[int] = set()
    covered = _within(quoted, [(found.start, found.end) for found in reports.values()])
    for number in range(len(quoted)):
        if number in covered and quoted[number].end - quoted[number].start < 5:
            continue
        around = setting(doc, quoted, number)
        draft = around and attribute(doc, around, cued, reports)
        if draft is not None:
            if draft.cue_start >= 0:
                reports.pop(draft.cue_end - 1, None)
                draft = _shortened(doc, draft, reports)
            drafts.append(draft)
            taken.add(number)
    said = [found for found in reports.values() if found.cue.pos != "phrase"]
    drafts += _indirect(doc, said, quoted, starts, taken)
    sources = [found for found in reports.values() if found.cue.pos == "phrase"]
    drafts += _indirect(doc, _not_passed_on(doc, sources, drafts), quoted, starts, taken)
    claimed = _within(quoted, [(draft.start, draft.end) for draft in drafts])
    for number in range(len(quoted)):
        if number not in claimed:
            around = setting(doc, quoted, number)
            draft = around and long_fragment(doc, around, cued)
            if draft is not None:
                drafts.append(draft)
    drafts.sort(key=lambda draft: (draft.start, -draft.end))
    return drafts


def _inside(quoted: list[Quoted], starts: list[int], place: int) -> bool:
    last = bisect_right(starts, place) - 1
    return last >= 0 and place < quoted[last].end


def _statement_before(doc: Doc, place: int, reports: dict[int, Report]) -> Report | None:
    """Return the statement that goes on at a cue: "said that it was late, adding …"."""
    head = doc[place]
    if head.tag_ != "VBG" or all(doc[i].text != "," for i in range(max(place - 3, 0), place)):
        return None
    for _ in range(12):
        head = head.head
        found = reports.get(head.i)
        if found is not None and found.cue_end <= found.start < place < found.end:
            return found
    return None


def _shortened(doc: Doc, draft: Draft, reports: dict[int, Report]) -> Draft:
    """Return a quotation with the speaker of the statement it goes on from, ended before it."""
    before = _statement_before(doc, draft.cue_end - 1, reports)
    if before is None:
        return draft
    end = cues.trim(doc, before.start, draft.cue_start)[1]
    reports[before.cue_end - 1] = before._replace(end=end)
    return draft._replace(speaker=before.speaker)


def _in_paragraph(doc: Doc, found: Report, breaks: list[int]) -> Report | None:
    """Return a report without a dateline, or what the parse took from another paragraph."""
    place = bisect_right(breaks, found.cue_start)
    first = breaks[place - 1] if place else 0
    last = breaks[place] if place < len(breaks) else len(doc)
    start, end = max(found.start, first), min(found.end, last)
    if start == first and start < end and doc[start].is_upper:
        dashes = (i + 1 for i in range(start + 1, min(start + 9, end)) if doc[i].text in DASHES)
        start = next(dashes, start)
    start, end = cues.trim(doc, start, end)
    return found._replace(start=start, end=end) if start < end else None


def _within(quoted: list[Quoted], spans: list[tuple[int, int]]) -> set[int]:
    """Return the numbers of the stretches that stand in one of the spans."""
    found: set[int] = set()
    spans = sorted(spans)
    reach = place = 0
    for number, stretch in enumerate(quoted):
        while place < len(spans) and spans[place][0] <= stretch.start:
            reach = max(reach, spans[place][1])
            place += 1
        if stretch.end <= reach:
            found.add(number)
    return found


def _indirect(
    doc: Doc,
    reports: list[Report],
    quoted: list[Quoted],
    starts: list[int],
    taken: set[int],
) -> list[Draft]:
    """Return the quotations of clauses: mixed where they hold quoted words, none where taken."""
    drafts = []
    for found in reports:
        parts = [found.rest, (found.start, found.end)]
        for start, end in parts if found.rest[1] - found.rest[0] > 1 else parts[1:]:
            span = _with_marks(start, end, quoted, starts, taken)
            if span is not None and not span[0] <= found.cue_start < span[1]:
                cue = found.cue_start, found.cue_end, found.cue
                span = *cues.trim(doc, *span[:2]), span[2]
                drafts.append(Draft(*span[:2], found.speaker, *cue, span[2], found.outer))
    return drafts


def _with_marks(
    start: int, end: int, quoted: list[Quoted], starts: list[int], taken: set[int]
) -> tuple[int, int, str] | None:
    """Return a clause with the whole of the stretches it touches, up to one already taken."""
    kind = "indirect"
    first = max(0, bisect_right(starts, start) - 1)
    for number in range(first, bisect_left(starts, end)):
        stretch = quoted[number]
        if stretch.end <= start:
            continue
        if number in taken:
            if stretch.start <= start:
                return None
            end = min(end, stretch.start)
            continue
        start, end = min(start, stretch.start), max(end, stretch.end)
        kind = "direct" if (start, end) == (stretch.start, stretch.end) else "mixed"
    return start, end, kind


def _not_passed_on(doc: Doc, sources: list[Report], drafts: list[Draft]) -> list[Report]:
    """Return who is "according to" the first to say it; the others become outer speakers."""
    cued = sorted((draft.cue_start, number) for number, draft in enumerate(drafts))
    first = []
    for source in sources:
        start, end = cues.sentence(doc[source.cue_start])
        inner = cued[bisect_left(cued, (start,)) : bisect_left(cued, (end,))]
        for _, number in inner:
            draft = drafts[number]._replace(outer=source.speaker)
            if draft.start + 2 < source.cue_start < draft.end and draft.kind == "indirect":
                draft = draft._replace(end=cues.trim(doc, draft.start, source.cue_start)[1])
            drafts[number] = draft
        if not inner:
            first.append(source)
    return first
