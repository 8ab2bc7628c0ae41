"""Statements and their speakers: what somebody says, thinks or means, found in a parsed text."""

from bisect import bisect_left, bisect_right
from typing import NamedTuple

from spacy.attrs import IDX
from spacy.language import Language
from spacy.tokens import Doc, Span, SpanGroup

from workbench import speech
from workbench.attribution import Draft, Quoted, attribute, long_fragment
from workbench.marks import stretches
from workbench.speakers import Speaker, Speakers
from workbench.speech import Cue, Report

GROUP = "quotes"


class Quotation(NamedTuple):
    """Something said or thought: its words, who said it, by which cue."""

    content: Span
    speaker: Span | None
    actor: str
    cue: Span | None
    kind: str
    outer: str
    form: str
    attitude: str
    negated: bool


@Language.factory("workbench/quotes", assigns=["doc.spans"])
def create_quotes(nlp: Language, name: str):
    """Return the component that fills `doc.spans["quotes"]`; read it with `quotations(doc)`."""
    return add_quotations


def add_quotations(doc: Doc) -> Doc:
    """Find the quotations of a parsed document and keep them in `doc.spans["quotes"]`."""
    spans: list[Span] = []
    rows: list[list] = []
    drafts = _drafts(doc)
    for draft, (speaker, outer) in zip(drafts, _resolve(doc, drafts), strict=True):
        spans.append(Span(doc, draft.start, draft.end, label=draft.kind))
        cue = draft.cue
        rows.append(
            [
                *(speaker[:2] if speaker else (-1, -1)),
                speaker.actor if speaker else "",
                draft.cue_start,
                draft.cue_end,
                outer,
                cue.form if cue else "say",
                cue.attitude if cue else "neutral",
                cue is not None and cue.pos == "verb" and _negated(doc, draft),
            ]
        )
    doc.spans[GROUP] = SpanGroup(doc, name=GROUP, spans=spans, attrs={"rows": rows})
    return doc


def quotations(doc: Doc) -> list[Quotation]:
    """Return the quotations of a document that went through the pipeline, in document order.

    `speaker` and `cue` are the words as they stand, None where there are none; `actor` is the
    actor they mean, else the speaker's words, else empty. `kind` is direct (all in quotation
    marks), mixed or indirect; `outer` who passes the words on (an agency); `form` say, believe or
    intend; `attitude` what the cue tells of the speaker; `negated` says the cue is denied.
    """
    group = doc.spans.get(GROUP)
    if group is None:
        return []
    found = []
    for content, row in zip(group, group.attrs.get("rows", ()), strict=False):
        start, end, actor, cue_start, cue_end, outer, form, attitude, negated = row
        speaker = doc[start:end] if start >= 0 else None
        cue = doc[cue_start:cue_end] if cue_start >= 0 else None
        found.append(
            Quotation(content, speaker, actor, cue, content.label_, outer, form, attitude, negated)
        )
    return found


def _drafts(doc: Doc) -> list[Draft]:
    quoted = _quoted(doc)
    starts = [stretch.start for stretch in quoted]
    cues: dict[int, Cue] = {}
    reports: dict[int, Report] = {}
    for token, cue in speech.cue_tokens(doc):
        if _inside(quoted, starts, token.i):
            continue
        cues[token.i] = cue
        found = speech.report(token, cue)
        if found is not None:
            reports[token.i] = found
    drafts: list[Draft] = []
    taken: set[int] = set()
    for number in range(len(quoted)):
        draft = attribute(doc, quoted, number, cues, reports)
        if draft is not None:
            drafts.append(draft)
            taken.add(number)
            if draft.cue_start >= 0:
                reports.pop(draft.cue_end - 1, None)
    sources: list[Report] = []
    for found in reports.values():
        if found.cue.pos == "phrase":
            sources.append(found)
            continue
        for part in _parts(found):
            draft = _indirect(part, quoted, starts, taken)
            if draft is not None:
                drafts.append(draft)
    for source in sources:
        _pass_on(doc, source, quoted, starts, taken, drafts)
    taken.update(_within(starts, drafts))
    for number in range(len(quoted)):
        if number not in taken:
            draft = long_fragment(doc, quoted, number, cues)
            if draft is not None:
                drafts.append(draft)
    drafts.sort(key=lambda draft: (draft.start, -draft.end))
    return drafts


def _quoted(doc: Doc) -> list[Quoted]:
    found = stretches(doc.text)
    if not found:
        return []
    offsets = doc.to_array(IDX).tolist()
    return [
        Quoted(
            max(0, bisect_right(offsets, stretch.start) - 1),
            bisect_left(offsets, stretch.end),
            stretch.closed,
            stretch.continues,
        )
        for stretch in found
        if stretch.depth == 0
    ]


def _inside(quoted: list[Quoted], starts: list[int], place: int) -> bool:
    last = bisect_right(starts, place) - 1
    return last >= 0 and place < quoted[last].end


def _parts(found: Report) -> list[Report]:
    start, end = found.rest
    return [found._replace(start=start, end=end), found] if end - start > 1 else [found]


def _within(starts: list[int], drafts: list[Draft]) -> set[int]:
    """Return the numbers of the stretches that stand in a quotation."""
    found: set[int] = set()
    spans = sorted((draft.start, draft.end) for draft in drafts)
    reach = place = 0
    for number, start in enumerate(starts):
        while place < len(spans) and spans[place][0] <= start:
            reach = max(reach, spans[place][1])
            place += 1
        if start < reach:
            found.add(number)
    return found


def _indirect(
    found: Report, quoted: list[Quoted], starts: list[int], taken: set[int]
) -> Draft | None:
    """Return the quotation of a clause: mixed where it holds quoted words, None where taken."""
    start, end = found.start, found.end
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
        kind = "mixed"
        if (start, end) == (stretch.start, stretch.end):
            kind = "direct"
    if start <= found.cue_start < end:
        return None
    return Draft(
        start, end, found.speaker, found.cue_start, found.cue_end, found.cue, kind, found.outer
    )


def _pass_on(
    doc: Doc,
    source: Report,
    quoted: list[Quoted],
    starts: list[int],
    taken: set[int],
    drafts: list[Draft],
) -> None:
    """Add what is "according to" someone; where it is another's words already, as their outer."""
    sentence = doc[source.cue_start].sent
    inner = [
        number
        for number, draft in enumerate(drafts)
        if sentence.start <= draft.cue_start < sentence.end
    ]
    if inner:
        for number in inner:
            drafts[number] = drafts[number]._replace(outer=source.speaker)
        return
    draft = _indirect(source, quoted, starts, taken)
    if draft is not None:
        drafts.append(draft)


def _negated(doc: Doc, draft: Draft) -> bool:
    return draft.cue_end > 0 and speech.is_negated(doc[draft.cue_end - 1])


def _resolve(doc: Doc, drafts: list[Draft]) -> list[tuple[Speaker | None, str]]:
    """Return for each draft its speaker and the outer speaker of a chain."""
    speakers = Speakers(doc)
    found: list[tuple[Speaker | None, str]] = []
    waiting: list[int] = []
    around: list[tuple[int, int, str]] = []
    quoted_to = 0
    for number, draft in enumerate(drafts):
        while around and around[-1][1] <= draft.start:
            around.pop()
        outer = ""
        if draft.outer >= 0:
            outer = speakers.meant(draft.outer, speaks=False).actor
        elif around and around[-1][0] <= draft.cue_start < around[-1][1]:
            outer = around[-1][2]
        if draft.floating:
            speaker = speakers.before(draft.start, quoted_to)
        else:
            speaker = speakers.meant(draft.speaker) if draft.speaker >= 0 else None
            if speaker is not None and draft.kind != "indirect":
                for place in waiting:
                    found[place] = (speaker, found[place][1])
            waiting = []
        if draft.floating and draft.unclosed:
            waiting.append(number)
        found.append((speaker, outer))
        quoted_to = max(quoted_to, draft.end, draft.cue_end)
        if speaker is not None and draft.kind != "direct":
            around.append((draft.start, draft.end, speaker.actor))
    return found
