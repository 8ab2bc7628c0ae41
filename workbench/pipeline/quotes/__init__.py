"""Statements and their speakers: what somebody says, thinks or means, found in a parsed text."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from spacy.attrs import IDX, ORTH
from spacy.language import Language
from spacy.tokens import Doc, Span, SpanGroup

from workbench.pipeline.actors import mentions
from workbench.pipeline.actors.authors import spoken_text
from workbench.pipeline.actors.names import Found
from workbench.pipeline.actors.turns import spoken_turns
from workbench.pipeline.lexicon import load_lexicon
from workbench.pipeline.marks import paragraphs, stretches
from workbench.pipeline.quotes import cues
from workbench.pipeline.quotes.attribution import Draft
from workbench.pipeline.quotes.setting import Quoted
from workbench.pipeline.quotes.speakers import Speaker, Speakers, read_roles
from workbench.pipeline.quotes.statements import statements

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
    """Return the component that fills `doc.spans["quotes"]`; read it with `quotations(doc)`.

    The tokenizer learns the titles of lexicon/speakers.csv, so that "said Const. Lind" does not
    end with "Const.".
    """
    for word, role in read_roles().items():
        if role.role == "title" and word.endswith("."):
            nlp.tokenizer.add_special_case(word.capitalize(), [{ORTH: word.capitalize()}])
    return add_quotations


def add_quotations(doc: Doc) -> Doc:
    """Find the quotations of a parsed document and keep them in `doc.spans["quotes"]`."""
    rows: list[tuple[Span, list]] = []
    text = doc.text
    offsets = doc.to_array(IDX).tolist() if len(doc) else []
    breaks = [bisect_left(offsets, start) for start, _ in paragraphs(text)]
    drafts = statements(doc, _quoted(text, offsets), breaks)
    for draft, (speaker, outer) in zip(drafts, _resolve(doc, drafts, breaks), strict=True):
        cue = draft.cue
        row = [
            *(speaker[:2] if speaker else (-1, -1)),
            speaker.actor if speaker else "",
            draft.cue_start,
            draft.cue_end,
            outer,
            cue.form if cue else "say",
            cue.attitude if cue else "neutral",
            cue is not None and cue.pos == "verb" and _negated(doc, draft),
        ]
        rows.append((Span(doc, draft.start, draft.end, label=draft.kind), row))
    rows += _turns(doc, breaks)
    rows.sort(key=lambda one: (one[0].start, -one[0].end))
    doc.spans[GROUP] = SpanGroup(
        doc,
        name=GROUP,
        spans=[span for span, _ in rows],
        attrs={"rows": [row for _, row in rows]},
    )
    return doc


def _turns(doc: Doc, breaks: list[int]) -> Iterator[tuple[Span, list]]:
    """The paragraphs that somebody says in a transcript or a speech, as direct quotations.

    What stands in brackets, as applause does, he does not say.
    """
    found = [Found(one.span.start, one.span.end, *one[1:]) for one in mentions(doc)]
    lexicon = load_lexicon()
    for turn in spoken_turns(doc, found, lexicon) or spoken_text(doc, found, lexicon):
        by = turn.speaker
        row = [by.start, by.end, by.actor, -1, -1, "", "say", "neutral", False]
        within = [place for place in breaks if turn.start < place < turn.end]
        for start, end in pairwise([turn.start, *within, turn.end]):
            while start < end and doc[start].is_space:
                start += 1
            while start < end and doc[end - 1].is_space:
                end -= 1
            if start < end and not (doc[start].text in "([" and doc[end - 1].text in ")]"):
                yield Span(doc, start, end, label="direct"), list(row)


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


def _quoted(text: str, offsets: list[int]) -> list[Quoted]:
    return [
        Quoted(
            max(0, bisect_right(offsets, stretch.start) - 1),
            bisect_left(offsets, stretch.end),
            stretch.closed,
            stretch.continues,
        )
        for stretch in stretches(text)
        if stretch.depth == 0
    ]


def _negated(doc: Doc, draft: Draft) -> bool:
    return draft.cue_end > 0 and cues.is_negated(doc[draft.cue_end - 1])


def _resolve(doc: Doc, drafts: list[Draft], breaks: list[int]) -> list[tuple[Speaker | None, str]]:
    """Return for each draft its speaker and the outer speaker of a chain."""
    speakers = Speakers(doc, breaks)
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
            waiting = waiting if draft.unclosed else []
        else:
            speaker = speakers.meant(draft.speaker) if draft.speaker >= 0 else None
            if speaker is not None and draft.kind != "indirect":
                for place in waiting:
                    found[place] = (speaker, found[place][1])
            waiting = []
        if draft.floating and draft.unclosed:
            waiting.append(number)
        found.append((speaker, "" if speaker and outer == speaker.actor else outer))
        quoted_to = max(quoted_to, draft.end, draft.cue_end)
        if speaker is not None and draft.kind != "direct":
            around.append((draft.start, draft.end, speaker.actor))
    return found
