"""Who is friendly or hostile towards whom: one actor's stance towards another in a sentence."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from spacy.language import Language
from spacy.tokens import Doc, Span, SpanGroup

from workbench.actors import mentions
from workbench.grammar import Reading, apart, lexicon, readings
from workbench.quotes import quotations

if TYPE_CHECKING:
    from workbench.actors import Mention
    from workbench.quotes import Quotation

GROUP = "stances"
MOST_ACTORS = 24
THRESHOLD = 0.4


class Verdict(NamedTuple):
    """The stance of one span towards another.

    `stance` is friendly, hostile or none; `score` the probability of friendly less that of
    hostile; `confidence` the probability of `stance`; `mode` verbal, material or empty; `cue` the
    words that carry it.
    """

    stance: str
    score: float
    confidence: float
    mode: str
    cue: str


class Stance(NamedTuple):
    """A row of the stances table: `sentence` counts the Doc's sentences from 0."""

    sentence: int
    source: str
    target: str
    stance: str
    score: float
    confidence: float
    mode: str
    voice: str
    speaker: str
    cue: str


@Language.factory("workbench/stance", default_config={"threshold": THRESHOLD})
def create_stance(nlp: Language, name: str, threshold: float) -> StanceFinder:
    """The component that fills `doc.spans["stances"]`."""
    return StanceFinder(threshold)


class StanceFinder:
    """Calls `find` on each Doc and keeps the rows in a span group with its attributes."""

    def __init__(self, threshold: float = THRESHOLD):
        self.threshold = threshold

    def __call__(self, doc: Doc) -> Doc:
        rows, spans = [], []
        for cue, row in find(doc, threshold=self.threshold):
            rows.append(list(row))
            spans.append(cue)
        doc.spans[GROUP] = SpanGroup(doc, name=GROUP, attrs={"rows": rows}, spans=spans)
        return doc


def stances(doc: Doc) -> list[Stance]:
    """The stances found in a Doc of the pipeline, by sentence; empty if it did not go through."""
    if GROUP not in doc.spans:
        return []
    return [Stance(*row) for row in doc.spans[GROUP].attrs["rows"]]


def stance_between(source: Span, target: Span) -> Verdict:
    """The stance of `source` towards `target`, two spans of one Doc from `load_pipeline`.

    The two may stand in one sentence, or the source may be the speaker of a quote elsewhere. A
    `ValueError` says what is wrong if they are of two Docs or the Doc has no parse.
    """
    if source.doc is not target.doc:
        raise ValueError(
            "source and target must be spans of one Doc; "
            f"{source.text!r} and {target.text!r} are of two."
        )
    if not source.doc.has_annotation("DEP"):
        raise ValueError(
            "the Doc has no parse, so no stance can be read from it; "
            "make it with the pipeline that load_pipeline() returns."
        )
    return _verdict(source, target, _read(target.sent), THRESHOLD)[0]


_latest: tuple[Doc | None, int, int, list[Reading]] = (None, -1, -1, [])


def _read(sentence: Span) -> list[Reading]:
    """The sentence's readings; the latest are remembered, since pairs come sentence by sentence."""
    global _latest
    doc, start, end, found = _latest
    if doc is not sentence.doc or (start, end) != (sentence.start, sentence.end):
        found = readings(sentence)
        _latest = (sentence.doc, sentence.start, sentence.end, found)
    return found


def _verdict(
    source: Span, target: Span, found: list[Reading], threshold: float
) -> tuple[Verdict, tuple[int, ...]]:
    own, other = range(source.start, source.end), range(target.start, target.end)
    best: Reading | None = None
    speaks = None
    for reading in found:
        if reading.targets.isdisjoint(other):
            continue
        if reading.sources:
            if reading.sources.isdisjoint(own):
                continue
            if reading.sources == reading.targets:
                if not apart(source, target):
                    continue
            elif not reading.targets.isdisjoint(own):
                continue
        else:
            speaks = _speaks(source, reading.cue[0]) if speaks is None else speaks
            if not speaks:
                continue
        if best is None or abs(reading.strength) > abs(best.strength):
            best = reading
    if best is None:
        leaning = sum(reading.sign for reading in found)
        score = 0.05 if leaning > 0 else -0.05
        return Verdict("none", score, 0.9, "", ""), ()
    score = best.sign * max(best.strength, 0.05)
    if best.strength < threshold:
        return Verdict("none", score, 1 - best.strength, "", ""), ()
    words = " … ".join(source.doc[i].text for i in best.cue)
    stance = "friendly" if best.sign > 0 else "hostile"
    return Verdict(stance, score, best.strength, best.mode, words), best.cue


def _speaks(source: Span, index: int) -> bool:
    """Whether `source` is who says the token at `index`."""
    return any(
        q.speaker is not None
        and q.content.start <= index < q.content.end
        and q.speaker.start < source.end
        and source.start < q.speaker.end
        for q in quotations(source.doc)
    )


def find(doc: Doc, *, threshold: float = THRESHOLD) -> Iterator[tuple[Span, Stance]]:
    """Yield the cue's span and the row of each stance between the Doc's actors."""
    if not doc.has_annotation("DEP"):
        return
    quotes = quotations(doc)
    every = mentions(doc)
    by_sentence: dict[int, list[Mention]] = {}
    for mention in every:
        by_sentence.setdefault(mention.span.sent.start, []).append(mention)
    for number, sentence in enumerate(doc.sents):
        here = by_sentence.get(sentence.start, [])
        if not here:
            continue
        speakers = _speakers(sentence, quotes, every)
        if len({m.actor for m in (*here, *speakers)}) < 2:
            continue
        if not any(token.lemma_.lower() in lexicon() for token in sentence):
            continue
        yield from _sentence_stances(number, sentence, here, speakers, quotes, threshold)


def _speakers(sentence: Span, quotes: list[Quotation], every: list[Mention]) -> list[Mention]:
    """The mentions that speak a quote reaching into the sentence from outside it."""
    found = []
    for quote in quotes:
        if quote.speaker is None or not (
            quote.content.start < sentence.end and sentence.start < quote.content.end
        ):
            continue
        found += [
            mention
            for mention in every
            if quote.speaker.start < mention.span.end
            and mention.span.start < quote.speaker.end
            and not (sentence.start <= mention.span.start < sentence.end)
        ]
    return found


def _sentence_stances(
    number: int,
    sentence: Span,
    here: list[Mention],
    speakers: list[Mention],
    quotes: list[Quotation],
    threshold: float,
) -> Iterator[tuple[Span, Stance]]:
    found = _read(sentence)
    best: dict[tuple[str, str], tuple[Verdict, tuple[int, ...]]] = {}
    actors = list(dict.fromkeys(m.actor for m in (*here, *speakers)))[:MOST_ACTORS]
    for source in (*here, *speakers):
        for target in here:
            pair = (source.actor, target.actor)
            if pair[0] == pair[1] or not {*pair} <= {*actors} or _overlap(source, target):
                continue
            verdict, cue = _verdict(source.span, target.span, found, threshold)
            if verdict.stance == "none":
                continue
            if pair not in best or abs(verdict.score) > abs(best[pair][0].score):
                best[pair] = (verdict, cue)
    for (source_actor, target_actor), (verdict, cue) in best.items():
        span = sentence.doc[min(cue) : max(cue) + 1]
        voice, speaker = _voice(cue[0], quotes)
        yield (
            span,
            Stance(number, source_actor, target_actor, *verdict[:4], voice, speaker, verdict.cue),
        )


def _overlap(one: Mention, other: Mention) -> bool:
    return one.span.start < other.span.end and other.span.start < one.span.end


def _voice(index: int, quotes: list[Quotation]) -> tuple[str, str]:
    """Whose word the token at `index` is: narrated, quoted or reported, and by which speaker."""
    covering = [q for q in quotes if q.content.start <= index < q.content.end]
    if not covering:
        return "narrated", ""
    inner = min(covering, key=lambda q: len(q.content))
    return ("reported" if inner.kind == "indirect" else "quoted"), inner.actor
