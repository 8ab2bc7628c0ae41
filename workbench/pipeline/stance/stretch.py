"""Sentences in which pairs are judged, read once: what the grammar says of each pair."""

from collections.abc import Collection
from functools import cached_property
from typing import NamedTuple

import numpy as np
from spacy.tokens import Doc, Span

from workbench.pipeline.quotes import Quotation
from workbench.pipeline.stance import scorer
from workbench.pipeline.stance.assertion import CONDITIONS, supposed
from workbench.pipeline.stance.grammar import evidence, matching, readings
from workbench.pipeline.stance.party import Party, listed_together
from workbench.pipeline.stance.predicates import Reading

LONGEST = 120
DENIED = 0.2
BACK, SUPPOSED, LISTED = 6, 8, 9  # their places among the signs
OWN = frozenset(("i", "we", "us", "me"))


class Side(NamedTuple):
    """One way of a pair: what the grammar says of `source` towards `target`.

    `signs` are twelve numbers for the network: the six of `grammar.evidence`; how strongly
    `target` acts on `source`; whether the two have mere dealings; whether one of them is only
    supposed; whether both stand in one list; whether `source` says that of which `target` is a
    part, and the other way round. `found` are the readings that count, `best` the strongest.
    """

    source: Party
    target: Party
    signs: list[float]
    found: list[Reading]
    best: Reading | None


class Stretch:
    """Sentences in which pairs are judged, read once: what the grammar finds in them.

    Where `told`, the source stands elsewhere and is put in front: "… said" and the sentences.
    `found` are their readings where these are known.
    """

    def __init__(
        self,
        doc: Doc,
        start: int,
        end: int,
        quotes: list[Quotation],
        *,
        told: bool = False,
        found: list[Reading] | None = None,
    ):
        self.doc, self.start, self.end, self.told = doc, start, end, told
        self.quotes = [
            quote
            for quote in quotes
            if quote.speaker is not None and quote.content.start < end and start < quote.content.end
        ]
        if found is None:
            found = [one for sentence in doc[start:end].sents for one in readings(sentence)]
        self.found = found
        self.conditional = not CONDITIONS.isdisjoint([token.lower_ for token in doc[start:end]])
        self.asks = doc[end - 1].text == "?" and doc[start].pos_ == "AUX"
        self.parties: dict[tuple[int, int], Party] = {}

    @classmethod
    def between(cls, source: Span, target: Span, quotes: list[Quotation]) -> "Stretch":
        """The sentences from one span to the other; or only the target's, told by the source.

        The latter where the source says it, or stands too far away to be read in one stretch.
        """
        first, last = sorted((source, target), key=lambda span: span.start)
        start, end = first.sent.start, max(last.sent.end, last.end)
        says = any(
            quote.speaker is not None
            and quote.content.start <= target.start < quote.content.end
            and quote.speaker.start < source.end
            and source.start < quote.speaker.end
            for quote in quotes
        )
        if start != last.sent.start and (says or end - start > LONGEST):
            return cls(source.doc, target.sent.start, target.sent.end, quotes, told=True)
        return cls(source.doc, start, end, quotes)

    def has_read(self, one: Span, other: Span, *, judgements: bool = False) -> bool:
        """Whether the grammar has read a deed of one towards the other, or back.

        With `judgements` also where it may be no more than what one says of the other.
        """
        return self.acts(one, other, judgements) or self.acts(other, one, judgements)

    def acts(self, source: Span, target: Span, judgements: bool = False) -> bool:
        """Whether the grammar has read a deed of `source` towards `target`."""
        if not self.found:
            return False
        return any(
            reading.sign and (reading.sources or judgements) and reading.strength >= DENIED
            for reading in matching(self.found, self.party(source), self.party(target))
        )

    def party(self, span: Span) -> Party:
        """A span with what the grammar asks of it, found once."""
        place = span.start, span.end
        if place not in self.parties:
            said = [
                quote
                for quote in self.quotes
                if quote.speaker.start < span.end and span.start < quote.speaker.end
            ]
            voices = self._voices if said else []
            own = [i for i, quote in voices if any(one is quote for one in said)]
            is_supposed = self.conditional and supposed(span.root)
            self.parties[place] = Party.of(span, is_supposed, tuple(map(_content, said)), own)
        return self.parties[place]

    @cached_property
    def _voices(self) -> list[tuple[int, Quotation]]:
        """Where somebody says I or we, with the innermost quotation, unless it is indirect."""
        found = []
        for i in self.selves:
            around = [one for one in self.quotes if _within(i, [_content(one)])]
            found += [(i, min(around, key=lambda one: len(one.content)))] if around else []
        return [(i, quote) for i, quote in found if quote.kind != "indirect"]

    @cached_property
    def selves(self) -> list[int]:
        """Where somebody says I or we."""
        words = self.doc[self.start : self.end]
        return [word.i for word in words if word.lower_ in OWN and word.tag_ == "PRP"]

    def signs(self, source: Span, target: Span) -> list[float]:
        """What the grammar says of `source` towards `target`: see `Side`."""
        return self.sides(source, target)[0].signs

    def sides(self, one: Span, other: Span) -> tuple[Side, Side]:
        """What the grammar says of two spans, one way and the other."""
        pair = self.party(one), self.party(other)
        there, back = (matching(self.found, *both) for both in (pair, pair[::-1]))
        return self._side(*pair, there, back), self._side(*pair[::-1], back, there)

    def _side(
        self, source: Party, target: Party, acts: list[Reading], acts_back: list[Reading]
    ) -> Side:
        one_way = [one for one in acts_back if one.sources and one.sources != one.targets]
        turned = [one.strength for one in one_way if one.sign]
        signs = [
            *evidence(self.found, acts, source, target),
            max(turned, default=0.0),
            float(bool(acts) and not any(one.sign for one in acts)),
            float(source.supposed or target.supposed),
            float(listed_together(source, target)),
            float(self.told or _within(target.tokens.start, source.says)),
            float(_within(source.tokens.start, target.says)),
        ]
        found = [one for one in acts if one.sources or self._judges(source, one.cue[0])]
        signed = [one for one in found if one.sign]
        best = max(signed, key=lambda one: one.strength) if signed else None
        return Side(source, target, signs, found, best)

    def _judges(self, source: Party, place: int) -> bool:
        """Whether a judgement at a token, which is no verb's, is that of `source`."""
        return self.doc[place].pos_ != "VERB" and (
            _within(place, source.says)
            or (self.told and any(_within(place, [_content(quote)]) for quote in self.quotes))
        )

    def place(self, span: Span, told: bool) -> tuple[int, int, int]:
        """Where a span starts, ends and has its root in the arrays; `told`, it stands in front."""
        if told:
            return 0, 1, 0
        shift, party = scorer.INTRODUCTION * self.told - self.start, self.party(span)
        return party.tokens.start + shift, party.tokens.stop + shift, party.root + shift

    def factors(self, side: Side, weights: dict[str, float]) -> tuple[float, float]:
        """By how much the grammar raises or lowers the odds of friendly and of hostile."""
        _, _, signs, found, best = side
        friendly = hostile = 1.0
        if best is not None and best.strength >= weights["sure"]:
            friendly = weights["trust"] ** best.sign
            hostile = 1 / friendly
        elif best is not None and best.sources and best.strength < DENIED:
            friendly = hostile = weights["denied"]
        elif signs[SUPPOSED] or self.asks:
            friendly = hostile = weights["supposed"]
        elif found and best is None:
            friendly = hostile = weights["neutral"]
        elif signs[BACK] >= weights["sure"]:
            friendly = hostile = weights["turned"]
        elif others := self._others_act(side, weights["sure"]):
            own = self._narrates(side.source, others)
            friendly = hostile = weights["denied" if own else "others"]
        if signs[LISTED] and not any(one.sources == one.targets for one in found):
            left = weights["listed"] ** (2 if self._act_as_one(side, weights["sure"]) else 1)
            return friendly * left, hostile * left
        return friendly, hostile

    def _act_as_one(self, side: Side, sure: float) -> bool:
        """Whether the grammar is sure that two members of a list do the same to somebody."""
        return any(
            one.sign
            and one.strength >= sure
            and one.sources != one.targets
            and not one.sources.isdisjoint(side.source.places)
            and not one.sources.isdisjoint(side.target.places)
            for one in self.found
        )

    def _others_act(self, side: Side, sure: float) -> list[Reading]:
        """The readings by which another than the source surely acts on the target."""
        return [
            one
            for one in self.found
            if one.sign
            and one.strength >= sure
            and one.sources
            and one.sources.isdisjoint(side.source.places)
            and not one.targets.isdisjoint(side.target.places)
        ]

    def _narrates(self, source: Party, others: list[Reading]) -> bool:
        """Whether all these are what I or we do, who speaks of the source too and so is not it."""
        own = {i for one in others for i in one.sources}
        around = [one for one in map(_content, self.quotes) if _within(source.tokens.start, [one])]
        apart = not self.quotes or any(_within(i, around) for i in own)
        return apart and not self.told and own.issubset(self.selves)

    def heeded(self, sides: tuple[Side, Side], weights: np.ndarray) -> tuple[int, ...]:
        """The verb, noun or adjective that the network heeded most."""
        shift = self.start - scorer.INTRODUCTION * self.told
        for i in (weights.argsort()[::-1] + shift).tolist():
            named = i < self.start or any(i in side.target.tokens for side in sides)
            if not named and self.doc[i].pos_ in ("VERB", "NOUN", "ADJ"):
                return (i,)
        return ()


def _within(place: int, stretches: Collection[tuple[int, int]]) -> bool:
    return bool(stretches) and any(start <= place < end for start, end in stretches)


def _content(quote: Quotation) -> tuple[int, int]:
    return quote.content.start, quote.content.end
