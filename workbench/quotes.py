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
    cues = [
        (token, cue)
        for token, cue in speech.cue_tokens(doc)
        if not _inside(quoted, starts, token.i)
    ]
    places = {token.i: cue for token, cue in cues}
    drafts: list[Draft] = []
    used: set[int] = set()
    taken: set[int] = set()
    for number, stretch in enumerate(quoted):
        draft = _direct(doc, quoted, number, places)
        if draft is not None:
            drafts.append(draft)
            taken.add(number)
            if draft.cue is not None:
                used.add(draft.cue_end - 1)
    sources: list[Report] = []
    for token, cue in cues:
        if token.i in used and cue.pos == "verb":
            continue
        found = speech.report(token, cue)
        if found is None:
            continue
        if cue.pos == "phrase":
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


def _direct(doc: Doc, quoted: list[Quoted], number: int, cues: dict[int, Cue]) -> Draft | None:
    """Return the quotation a quoted stretch makes by the words beside it, or None."""
    stretch = quoted[number]
    words = [token for token in doc[stretch.start : stretch.end] if token.is_alpha]
    if not words:
        return None
    lead = _lead(doc, quoted, number)
    tail = _tail(doc, quoted, number)
    whole = words[0].text[0].isupper()
    inner = doc[stretch.end - 2] if stretch.end - stretch.start > 2 else doc[stretch.start]
    if not stretch.closed:
        inner = doc[stretch.end - 1]
    before = _cue_before(doc, lead, stretch, cues)
    if before is not None:
        start = stretch.start
        mixed = before[1]
        if mixed:
            return None
        token = before[0]
        first, last = speech.cue_range(token)
        return Draft(
            start, stretch.end, _speaker(doc, token, lead), first, last, cues[token.i], "direct"
        )
    after = None
    follows = doc[stretch.end].text if stretch.end < len(doc) else ""
    if inner.text[-1] in ",?!—–-…" or follows in (",", "—", "–", "-") or not whole:
        after = _cue_after(doc, tail, cues)
    elif stretch.end < len(doc) and not doc[stretch.end].is_space:
        after = _cue_after(doc, tail, cues) if inner.text[-1] == "." else None
        if after is not None and any(
            child.dep_ == "ccomp" and child.i > after.i for child in after.rights
        ):
            after = None
    if after is not None:
        first, last = speech.cue_range(after)
        start, kind = stretch.start, "direct"
        opening = speech.trim(doc, *lead)
        if opening[1] - opening[0] >= 2 and not whole:
            start, kind = opening[0], "mixed"
        return Draft(
            start, stretch.end, _speaker(doc, after, tail), first, last, cues[after.i], kind
        )
    bare = lead[0] == lead[1] or all(not token.is_alpha for token in doc[lead[0] : lead[1]])
    if bare and (stretch.continues or (whole and len(words) >= 3)):
        tail_words = speech.trim(doc, *tail)
        if inner.text[-1] in ".!?…" or tail_words[0] == tail_words[1] or stretch.continues:
            return Draft(stretch.start, stretch.end, -1, -1, -1, None, "direct", floating=True)
    return None


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
    doc: Doc, lead: tuple[int, int], stretch: Quoted, cues: dict[int, Cue]
) -> tuple[Token, bool] | None:
    """Return the cue that brings in the stretch from the left; whether words of it come first."""
    start, end = lead
    for place in range(end - 1, start - 1, -1):
        cue = cues.get(place)
        if cue is None or "quote" not in cue.takes or cue.pos != "verb":
            continue
        token = doc[place]
        between = doc[place + 1 : end]
        last = between[-1].text if len(between) else ""
        if last in (":", ",", "") or len(between) == 0:
            return token, False
        clause = next((child for child in token.rights if child.dep_ in ("ccomp", "xcomp")), None)
        if clause is not None and clause.left_edge.i < stretch.start:
            return token, True
        if any(part.pos_ in ("VERB", "AUX") for part in between):
            return token, True
        return token, False
    return None


def _cue_after(doc: Doc, tail: tuple[int, int], cues: dict[int, Cue]) -> Token | None:
    relative = None
    for place in range(*tail):
        cue = cues.get(place)
        if cue is None or "quote" not in cue.takes or cue.pos != "verb":
            continue
        token = doc[place]
        if token.dep_ in ("relcl", "acl"):
            relative = relative or token
            continue
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
