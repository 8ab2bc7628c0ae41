"""Statements and their speakers: what somebody says, thinks or means, found in a parsed text."""

from bisect import bisect_left, bisect_right
from typing import NamedTuple

from spacy.attrs import IDX
from spacy.language import Language
from spacy.tokens import Doc, Span, SpanGroup, Token

from workbench import speech
from workbench.actors import mentions
from workbench.marks import stretches
from workbench.speech import Cue, Report

GROUP = "quotes"
FINAL = frozenset(".!?")
REACH = 40


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
    floating: bool = False
    outer: int = -1


@Language.factory("workbench/quotes", assigns=["doc.spans"])
def create_quotes(nlp: Language, name: str):
    """Return the component that fills `doc.spans["quotes"]`; read it with `quotations(doc)`."""
    return add_quotations


def add_quotations(doc: Doc) -> Doc:
    """Find the quotations of a parsed document and keep them in `doc.spans["quotes"]`."""
    spans: list[Span] = []
    rows: list[list] = []
    for draft, speaker, actor, outer in _resolve(doc, _drafts(doc)):
        spans.append(Span(doc, draft.start, draft.end, label=draft.kind))
        cue = draft.cue
        rows.append(
            [
                *(speaker or (-1, -1)),
                actor,
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
        draft = _direct(doc, quoted, number, cues, reports)
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
        draft = _indirect(found, quoted, starts, taken)
        if draft is not None:
            drafts.append(draft)
    for source in sources:
        _pass_on(doc, source, quoted, starts, taken, drafts)
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


def _direct(
    doc: Doc,
    quoted: list[Quoted],
    number: int,
    cues: dict[int, Cue],
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
    title = _is_title(words, doc[stretch.start - 1] if lead[0] < lead[1] else None)
    before = None if title else _cue_before(doc, lead, stretch, whole, cues, reports)
    follows = doc[stretch.end].text if stretch.end < len(doc) else ""
    after = None
    if last in ",.?!…—–-" or follows in (",", "—", "–", "-"):
        after = _cue_after(doc, tail, last, whole, cues, reports)
        if after is not None and title and len(words) < 5:
            after = None
    if after is not None and before is not None:
        brings_in = doc[stretch.start - 1].text in (":", ",")
        before, after = (before, None) if brings_in or last != "," else (None, after)
    if before is not None:
        start, cue = before
        return _draft(doc, (start, stretch.end), stretch, cue, lead, cues)
    if after is not None:
        start = stretch.start
        found = reports.get(after.i)
        opening = speech.trim(doc, *lead)
        if found is not None and found.start < start and not whole:
            start = found.start
        elif opening[1] - opening[0] >= 2 and not whole:
            start = opening[0]
        return _draft(doc, (start, stretch.end), stretch, after, tail, cues)
    opening = speech.trim(doc, *lead)
    if opening[0] == opening[1] and (stretch.continues or whole):
        rest = speech.trim(doc, *tail)
        if last in ".!?…" or rest[0] == rest[1] or stretch.continues:
            return Draft(stretch.start, stretch.end, -1, -1, -1, None, "direct", floating=True)
    return None


def _draft(
    doc: Doc,
    span: tuple[int, int],
    stretch: Quoted,
    cue: Token,
    around: tuple[int, int],
    cues: dict[int, Cue],
) -> Draft:
    kind = "direct" if span == (stretch.start, stretch.end) else "mixed"
    if cue.text == ":":
        return Draft(*span, _named_before(doc, cue.i, around[0]), cue.i, cue.i + 1, None, kind)
    first, last = speech.cue_range(cue)
    return Draft(*span, _speaker(doc, cue, around), first, last, cues.get(cue.i), kind)


def _named_before(doc: Doc, colon: int, start: int) -> int:
    """Return the head of the name or noun that ends before a colon."""
    for place in range(colon - 1, start - 1, -1):
        if doc[place].pos_ in speech.NOMINAL:
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
    """Return the words of the same sentence before a stretch."""
    end = quoted[number].start
    floor = max(quoted[number - 1].end if number else 0, end - REACH)
    start = end
    while start > floor:
        token = doc[start - 1]
        if token.text in FINAL or (token.is_space and "\n" in token.text):
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
    cues: dict[int, Cue],
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
        cue = cues.get(place)
        if cue is None or "quote" not in cue.takes or cue.pos != "verb":
            continue
        token = doc[place]
        if place == end - 1:
            return end, token
        found = reports.get(place)
        if found is not None and place < found.start < end and last.text != ":":
            if found.end <= stretch.start <= found.end + 4:
                reports[place] = found._replace(end=stretch.end)
            if found.start < end - 1 or found.end > stretch.end + 1:
                return None
        between = doc[place + 1 : end]
        verbal = any(part.tag_ in speech.FINITE for part in between)
        if last.text == ":" or (last.text == "," and (whole or not verbal)):
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
        return None
    if last.text == ":" and whole:
        for place in range(end - 2, start - 1, -1):
            if doc[place].pos_ == "VERB":
                return end, doc[place]
        for place in range(end - 2, start - 1, -1):
            if doc[place].pos_ in speech.NOMINAL:
                return end, doc[end - 1]
    return None


def _cue_after(
    doc: Doc,
    tail: tuple[int, int],
    last: str,
    whole: bool,
    cues: dict[int, Cue],
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
        cue = cues.get(place)
        if cue is None or "quote" not in cue.takes or cue.pos != "verb":
            continue
        token = doc[place]
        found = reports.get(place)
        if found is not None and found.start > place:
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


def _speaker(doc: Doc, cue: Token, around: tuple[int, int]) -> int:
    """Return the head of the speaker of a cue beside a quoted stretch."""
    found = speech.subject(cue)
    start, end = around
    if found is not None and (start <= found.i < end or cue.dep_ != "ROOT"):
        return found.i
    for place in range(cue.i - 1, start - 1, -1):
        if doc[place].pos_ in speech.NOMINAL and doc[place].ent_type_ not in ("DATE", "TIME"):
            return _top(doc[place], start, cue.i)
    for place in range(cue.i + 1, end):
        if doc[place].pos_ in speech.NOMINAL and doc[place].ent_type_ not in ("DATE", "TIME"):
            return _top(doc[place], cue.i + 1, end)
    return speech.index(found)


def _top(token: Token, start: int, end: int) -> int:
    for _ in range(8):
        head = token.head
        if not start <= head.i < end or head.pos_ not in speech.NOMINAL:
            break
        token = head
    return token.i


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
    return Draft(start, end, found.speaker, found.cue_start, found.cue_end, found.cue, kind, False)


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


def _resolve(doc: Doc, drafts: list[Draft]):
    """Yield each draft with the speaker's words, the actor meant, and the outer speaker."""
    actors: dict[int, str] = {}
    for mention in mentions(doc):
        for place in range(mention.span.start, mention.span.end):
            actors.setdefault(place, mention.actor)
    previous: tuple[tuple[int, int] | None, str] = (None, "")
    for draft in drafts:
        if draft.floating:
            words, actor = previous
        elif draft.speaker < 0:
            words, actor = None, ""
        else:
            words = speech.phrase(doc[draft.speaker])
            actor = actors.get(draft.speaker) or _meant(doc, draft.speaker, words, actors, previous)
        outer = ""
        if draft.outer >= 0:
            span = speech.phrase(doc[draft.outer])
            outer = actors.get(draft.outer) or doc[span[0] : span[1]].text
        yield draft, words, actor, outer
        if words is not None:
            previous = (words, actor)


def _meant(
    doc: Doc,
    head: int,
    words: tuple[int, int],
    actors: dict[int, str],
    previous: tuple[tuple[int, int] | None, str],
) -> str:
    token = doc[head]
    if token.pos_ == "PRON" and token.lower_ in ("he", "she", "they", "it"):
        return previous[1] or token.text
    named = {actors[place] for place in range(*words) if place in actors}
    if len(named) == 1:
        return named.pop()
    return doc[words[0] : words[1]].text
