"""Who is friendly or hostile towards whom: one actor's stance towards another in a sentence."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, product
from typing import TYPE_CHECKING, NamedTuple

from spacy.language import Language
from spacy.tokens import Doc, Span, SpanGroup

from workbench.pipeline.actors import mentions
from workbench.pipeline.quotes import quotations
from workbench.pipeline.stance.deeds import accused, deeds_before
from workbench.pipeline.stance.judgement import Judgement, by_rules, judged
from workbench.pipeline.stance.predicates import lexicon, says_something
from workbench.pipeline.stance.pronouns import VIA, subject_meant, within
from workbench.pipeline.stance.stretch import Stretch

if TYPE_CHECKING:
    from workbench.pipeline.actors import Mention
    from workbench.pipeline.quotes import Quotation

GROUP = "stances"
MOST_ACTORS = 16
MOST_MENTIONS = 6
OPPOSED = 5  # words from a state's name to its opposition
TOLD = 0.55  # the weights were hardly trained on speakers put in front


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


class _Asked(NamedTuple):
    """Pairs of mentions that are judged in one stretch of a sentence."""

    number: int
    sentence: Span
    stretch: Stretch
    pairs: list[tuple[Mention, Mention]]

    @property
    def spans(self) -> dict[tuple[int, ...], tuple[Span, Span]]:
        """The pairs of words by their places, as a group's members may share them."""
        both = ((one.span, other.span) for one, other in self.pairs)
        return {_places(*pair): pair for pair in both}


def _places(one: Span, other: Span) -> tuple[int, ...]:
    return one.start, one.end, other.start, other.end


@Language.factory("workbench/stance", assigns=["doc.spans"])
def create_stance(nlp: Language, name: str) -> StanceFinder:
    """The component that fills `doc.spans["stances"]`; read it with `stances(doc)`."""
    return StanceFinder()


class StanceFinder:
    """Writes the stances of a Doc, each as the span of its cue and a row of attributes."""

    def __call__(self, doc: Doc) -> Doc:
        found = list(find(doc))
        doc.spans[GROUP] = SpanGroup(
            doc,
            name=GROUP,
            attrs={"rows": [list(row) for _, row in found]},
            spans=[cue for cue, _ in found],
        )
        return doc


def stances(doc: Doc) -> list[Stance]:
    """The stances found in a Doc of the pipeline, by sentence; empty if it did not go through."""
    if GROUP not in doc.spans:
        return []
    return [Stance(*row) for row in doc.spans[GROUP].attrs["rows"]]


def stance_between(source: Span, target: Span) -> Verdict:
    """The stance of `source` towards `target`, two spans of one Doc from `load_pipeline`.

    The two may stand in one sentence or in several; the source may be the speaker of a quote
    elsewhere. A `ValueError` says what is wrong if they are of two Docs, or the Doc has no parse.
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
    stretch = Stretch.between(source, target, quotations(source.doc))
    return _verdict(source.doc, judged([(stretch, [(source, target)])])[0][0][0])


def _verdict(doc: Doc, found: Judgement) -> Verdict:
    words = " … ".join(doc[i].text for i in found.cue)
    mode = found.mode if found.stance != "none" else ""
    return Verdict(found.stance, found.score, found.confidence, mode, words)


def find(doc: Doc) -> Iterator[tuple[Span, Stance]]:
    """Yield the cue's span and the row of each stance between the Doc's actors."""
    if not doc.has_annotation("DEP"):
        return
    every = mentions(doc)
    if len({mention.actor for mention in every}) < 2:
        return
    quotes = quotations(doc)
    every = _without_titles(every)
    asked: list[_Asked] = []
    telling: dict[int, tuple[Span, list[Mention]]] = {}
    at = 0
    for number, sentence in enumerate(doc.sents):
        here = []
        while at < len(every) and every[at].span.start < sentence.end:
            here.append(every[at])
            at += 1
        if here and says_something(sentence):
            here = [*here, *subject_meant(sentence, every, quotes)]
            telling[number] = sentence, here
            asked += _questions(number, sentence, here, quotes, _speakers(sentence, quotes, every))
    answers = judged([(one.stretch, list(one.spans.values())) for one in asked])
    found: dict[int, dict[tuple[str, str], Judgement]] = {number: {} for number in telling}
    for question, one in zip(asked, answers, strict=True):
        _keep_best(found[question.number], question, one, quotes)
    read = {one.number: one.stretch.found for one in asked}
    for number, (sentence, here) in telling.items():
        before = found.get(number - 1, {}), read.get(number - 1)
        for noun, did in deeds_before(sentence, *before, every):
            place = sentence.start, sentence.end
            stretch = Stretch(doc, *place, quotes, found=read.get(number))
            _judge_deed(found[number], stretch, noun, did, here)
        for pair, one in list(accused(found[number], every, quotes)):
            found[number].setdefault(pair, one)
    for number, best in found.items():
        sentence = telling[number][0]
        for (source, target), one in best.items():
            cue = sentence if not one.cue else doc[min(one.cue) : max(one.cue) + 1]
            voice, speaker = _voice(one.cue, sentence, quotes)
            row = (one.stance, one.score, one.confidence, one.mode)
            words = " … ".join(doc[i].text for i in one.cue)
            yield cue, Stance(number, source, target, *row, voice, speaker, words)


def _judge_deed(
    best: dict[tuple[str, str], Judgement],
    stretch: Stretch,
    deed: Span,
    did: list[str],
    here: list[Mention],
) -> None:
    """Add what a sentence's actors think of those who did `deed` in the sentence before."""
    for mention in here:
        one = by_rules(stretch, stretch.sides(mention.span, deed)[0])
        if one.stance != "none" and mention.actor not in did:
            for actor in did:
                best.setdefault((mention.actor, actor), one)


def _speakers(
    sentence: Span, quotes: list[Quotation], every: list[Mention]
) -> list[tuple[Mention, Quotation]]:
    """The quotes that reach into a sentence, with a mention of who says them that is not in it.

    That is the mention in the speaker's words, or where those are a pronoun the one before.
    """
    found = []
    for quote in quotes:
        words, content = quote.speaker, quote.content
        if words is None or content.start >= sentence.end or content.end <= sentence.start:
            continue
        named = within(words, every)
        if not named and quote.actor:
            named = [m for m in every if m.actor == quote.actor and m.span.start < words.start][-1:]
        found += [
            (mention, quote)
            for mention in named
            if not sentence.start <= mention.span.start < sentence.end
        ]
    return found


def _without_titles(every: list[Mention]) -> list[Mention]:
    """The mentions without the states and bodies that only describe a person or body.

    "South Korean President Yoon" and "CIA director Haspel" speak as Yoon and Haspel; their rows
    count for the country when asked. Whoever is a body's spokesman speaks as the body too.
    """
    named = [mention for mention in every if mention.kind != "country"]
    heads = {one.span.root.head.i: one for one in named if one.span.root.dep_ == "appos"}
    heads |= {i: one for one in named for i in range(one.span.start, one.span.end)}
    kept = []
    for mention in every:
        root = mention.span.root
        holder, speaks = heads.get(root.i), False
        while (holder is None or holder is mention) and (
            root.dep_ in ("compound", "amod", "nmod", "poss", "appos")
            or (root.dep_ == "pobj" and root.head.lower_ == "of")
        ):
            root = root.head.head if root.dep_ == "pobj" else root.head
            speaks = speaks or root.lower_.startswith("spokes")
            holder = heads.get(root.i)
        if not _opposed(mention) and (holder is None or not _describes(mention, holder, speaks)):
            kept.append(mention)
    return kept


def _opposed(mention: Mention) -> bool:
    """Whether a state is named only to say whose opposition acts: Peru's opposition leaders."""
    root = mention.span.root
    if mention.kind != "country" or root.dep_ not in ("amod", "compound", "nmod", "poss"):
        return False
    words, last = lexicon(), min(root.head.i, root.i + OPPOSED)
    between = mention.span.doc[mention.span.end : last + 1]
    return any("opposed" in words.get(word.lower_, ()) for word in between)


def _describes(mention: Mention, holder: Mention, speaks: bool) -> bool:
    """Whether a state or body before or behind another's name only tells whose he or it is.

    `speaks` says that he is its spokesman. A spokesman of a state counts for it by his country.
    """
    if mention.kind == "country":
        unknown = not holder.country and mention.via == "demonym"
        return unknown or holder.country == mention.actor
    national = mention.country != "" or mention.via == "tagger"
    if mention.kind != "organisation" or not national or speaks:
        return False
    return holder.kind == "person" and holder.actor != mention.actor


def _questions(
    number: int,
    sentence: Span,
    here: list[Mention],
    quotes: list[Quotation],
    speakers: list[tuple[Mention, Quotation]],
) -> Iterator[_Asked]:
    """The pairs of a sentence's actors, and each speaker from elsewhere towards them."""
    by_actor: dict[str, list[Mention]] = {}
    for mention in here:
        by_actor.setdefault(mention.actor, []).append(mention)
    actors = list(by_actor)[:MOST_ACTORS]
    found = None
    if len(actors) > 1:
        stretch = Stretch(sentence.doc, sentence.start, sentence.end, quotes)
        found = stretch.found
        pairs = [
            pair
            for left, right in combinations(actors, 2)
            for pair in _telling(stretch, by_actor[left], by_actor[right])
            if _may_tell(stretch, *pair)
        ]
        if pairs:
            yield _Asked(number, sentence, stretch, pairs)
    for speaker, quote in speakers:
        told = [
            (speaker, mention)
            for mention in here
            if mention.actor != speaker.actor
            and quote.content.start <= mention.span.start < quote.content.end
        ]
        if told:
            place = sentence.start, sentence.end
            stretch = Stretch(sentence.doc, *place, quotes, told=True, found=found)
            found = stretch.found
            yield _Asked(number, sentence, stretch, told)


def _keep_best(
    best: dict[tuple[str, str], Judgement],
    question: _Asked,
    answers: list[tuple[Judgement, Judgement]],
    quotes: list[Quotation],
) -> None:
    """Keep what is clear of the answers: of a speaker from elsewhere what he says, not the rest."""
    known = dict(zip(question.spans, answers, strict=True))
    for source, target in question.pairs:
        there, back = known[_places(source.span, target.span)]
        if question.stretch.told:
            if there.read or there.confidence >= TOLD:
                _keep(best, source, target, there)
            continue
        for answer, *pair in ((there, source, target), (back, target, source)):
            if answer.stance != "none" and (answer.read or not _passes_on(*pair, quotes)):
                _keep(best, *pair, answer)


def _telling(
    stretch: Stretch, ones: list[Mention], others: list[Mention]
) -> list[tuple[Mention, Mention]]:
    """The mentions of two actors that are judged: where one acts on the other, else the closest.

    Two pairs where each does so with other mentions: "X expelled a Peruvian, and Peru an Xian".
    """
    if len(ones) == len(others) == 1:
        return [(ones[0], others[0])]
    pairs = sorted(product(ones, others), key=lambda p: abs(p[0].span.start - p[1].span.start))
    found = []
    if stretch.found:
        for turn in (1, -1):
            acts = (p for p in pairs[:MOST_MENTIONS] if stretch.acts(*(m.span for m in p[::turn])))
            found += [pair for pair in [next(acts, None)] if pair and pair not in found]
    return found or pairs[:1]


def _keep(best: dict, source: Mention, target: Mention, judged: Judgement) -> None:
    """Keep the pair's clearest stance; in one country or group only what the grammar read."""
    guessed = judged.stance != "none" and not judged.read
    if judged.stance == "none" or (
        guessed and (_akin(source, target) or VIA in (source.via, target.via))
    ):
        return
    pair = source.actor, target.actor
    if pair not in best or abs(judged.score) > abs(best[pair].score):
        best[pair] = judged


def _passes_on(source: Mention, target: Mention, quotes: list[Quotation]) -> bool:
    """Whether the source only passes on words of another in which the target is named."""
    return any(
        quote.outer == source.actor != quote.actor
        and quote.content.start <= target.span.start < quote.content.end
        for quote in quotes
    )


def _may_tell(stretch: Stretch, one: Mention, other: Mention) -> bool:
    """Whether a stance between two could be kept, so that it is worth judging."""
    sure = _akin(one, other) or VIA in (one.via, other.via)
    return not sure or stretch.has_read(one.span, other.span, judgements=True)


def _akin(one: Mention, other: Mention) -> bool:
    """Whether two mentions are of one country, or of one group in the same words."""
    if one.span.start < other.span.end and other.span.start < one.span.end:
        return True
    countries = [m.country or (m.actor if m.kind == "country" else "") for m in (one, other)]
    return countries[0] == countries[1] != ""


def _voice(cue: tuple[int, ...], sentence: Span, quotes: list[Quotation]) -> tuple[str, str]:
    """Whose word the cue is: narrated, quoted or reported, and by which speaker."""
    place = cue[-1] if cue else sentence.root.i
    covering = [q for q in quotes if q.content.start <= place < q.content.end]
    if not covering:
        return "narrated", ""
    inner = min(covering, key=lambda q: len(q.content))
    return ("reported" if inner.kind == "indirect" else "quoted"), inner.actor
