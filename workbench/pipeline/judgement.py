"""Grammar, network and encoder together: the judgement of two spans in a stretch of text."""

import tomllib
import warnings
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
from spacy.tokens import Doc, Span

from workbench.pipeline import encoder, scorer
from workbench.pipeline.assertion import CONDITIONS, supposed
from workbench.pipeline.grammar import Reading, evidence, matching, readings
from workbench.pipeline.parties import listed_together
from workbench.pipeline.quotes import Quotation

SETTINGS = Path(__file__).parents[1] / "model" / "settings.toml"
STANCES = ("friendly", "hostile", "none")
LONGEST = 120
RULES = {"sure": 0.4, "trust": 0.7}
FORCED = 1e-6
DENIED = 0.2
PLAIN = 0.75
BACK, SUPPOSED, LISTED = 6, 8, 9  # their places among the signs


class Judgement(NamedTuple):
    """The stance found, its score and confidence, its mode, and the tokens that carry it.

    `read` says that the grammar read it so, and the network did not merely guess it.
    """

    stance: str
    score: float
    confidence: float
    mode: str
    cue: tuple[int, ...]
    read: bool


@cache
def settings() -> dict[str, dict[str, float]]:
    """How each way of judging (rules, network, accurate) is calibrated, from `model/`.

    If the file is missing or damaged a warning names it, and the rules judge alone.
    """
    try:
        with SETTINGS.open("rb") as file:
            return {"rules": RULES, **tomllib.load(file)}
    except (OSError, ValueError) as error:
        warnings.warn(
            f"the settings {SETTINGS} cannot be read ({error}), so stances come from the rules "
            "alone. Install the workbench again.",
            stacklevel=2,
        )
        return {"rules": RULES}


class Stretch:
    """Sentences in which pairs are judged, read once: what the grammar finds, and the arrays.

    Where `told`, the source stands elsewhere and is put in front: "… said" and the sentences.
    """

    def __init__(self, doc: Doc, start: int, end: int, quotes: list[Quotation], told: bool = False):
        self.doc, self.start, self.end, self.told = doc, start, end, told
        self.quotes = [quote for quote in quotes if quote.speaker is not None]
        self.found = [
            reading for sentence in doc[start:end].sents for reading in readings(sentence)
        ]
        self.conditional = any(token.lower_ in CONDITIONS for token in doc[start:end])
        self.network = scorer.network() if "network" in settings() else None

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

    def has_read(self, one: Span, other: Span) -> bool:
        """Whether the grammar has read a deed of one towards the other, or back."""
        return any(
            reading.sign and reading.sources and reading.strength >= DENIED
            for pair in ((one, other), (other, one))
            for reading in matching(self.found, *pair)
        )

    def judge(self, pairs: list[tuple[Span, Span]]) -> list[tuple[Judgement, Judgement]]:
        """For each pair of spans the judgement of the first towards the second, and back."""
        if self.network is None:
            return [(self._by_rules(a, b), self._by_rules(b, a)) for a, b in pairs]
        signs = np.array([[self.signs(a, b), self.signs(b, a)] for a, b in pairs], np.float32)
        nodes = self.network.nodes(self.doc, self.start, self.end, self.told)
        places = [(self.place(a, self.told), self.place(b, False)) for a, b in pairs]
        chances, deeds, heeded = self.network(nodes, places, signs)
        way, exact = "network", encoder.encoder()
        if exact is not None:
            way = "accurate"
            chances = self._with_encoder(exact, pairs, chances)
        judged = []
        for row, pair in enumerate(pairs):
            sides = []
            for side, (source, target) in enumerate((pair, pair[::-1])):
                one = self._combined(
                    (source, target), signs[row, side], chances[row, side], deeds[row, side], way
                )
                if one.stance != "none" and not one.cue:
                    one = one._replace(cue=self._cue(places[row], heeded[row, side]))
                sides.append(one)
            judged.append(tuple(sides))
        return judged

    def signs(self, source: Span, target: Span) -> list[float]:
        """What the grammar says of `source` towards `target`, as twelve numbers for the network.

        The six of `grammar.evidence`; how strongly `target` acts on `source`; whether the two have
        mere dealings; whether one of them is only supposed; whether both stand in one list;
        whether `source` says that of which `target` is a part, and the other way round.
        """
        found = matching(self.found, source, target)
        acts = matching(self.found, target, source)
        return [
            *evidence(self.found, source, target),
            max((one.strength for one in acts if one.sign and _one_way(one)), default=0.0),
            float(bool(found) and not any(one.sign for one in found)),
            float(self.conditional and (supposed(source.root) or supposed(target.root))),
            float(listed_together(source, target)),
            float(self.told or self._says(source, target.start)),
            float(self._says(target, source.start)),
        ]

    def place(self, span: Span, told: bool) -> tuple[int, int, int]:
        """Where a span starts, ends and has its root in the arrays; `told`, it stands in front."""
        if told:
            return 0, 1, 0
        shift = scorer.INTRODUCTION * self.told - self.start
        return span.start + shift, span.end + shift, span.root.i + shift

    def _matching(self, source: Span, target: Span) -> list[Reading]:
        """The readings of the pair; a judgement counts only where the source is who says it."""
        return [
            reading
            for reading in matching(self.found, source, target)
            if reading.sources or self._judges(source, reading.cue[0])
        ]

    def _judges(self, source: Span, place: int) -> bool:
        """Whether a judgement at a token, which is no verb's, is that of `source`."""
        return self.doc[place].pos_ != "VERB" and (
            self._says(source, place)
            or (self.told and any(_within(place, quote) for quote in self.quotes))
        )

    def _says(self, source: Span, place: int) -> bool:
        """Whether a token stands in what `source` says."""
        return any(
            _within(place, quote)
            and quote.speaker.start < source.end
            and source.start < quote.speaker.end
            for quote in self.quotes
        )

    def _combined(
        self, pair: tuple[Span, Span], signs: np.ndarray, chances: np.ndarray, deed: float, way: str
    ) -> Judgement:
        """The chances of the weights, weighed by what the grammar is sure of."""
        (source, target), weights = pair, settings()[way]
        found = self._matching(source, target)
        best = max((one for one in found if one.sign), key=lambda one: one.strength, default=None)
        if best is None and chances[2] > PLAIN:
            return self._none(_calibrated(chances, weights))
        odds = chances.copy()
        if best is not None and best.strength >= weights["sure"]:
            lead = 0 if best.sign > 0 else 1
            odds[lead] *= weights["trust"]
            odds[1 - lead] /= weights["trust"]
        elif best is not None and best.sources and best.strength < DENIED:
            odds[:2] *= weights["denied"]
        elif signs[SUPPOSED]:
            odds[:2] *= weights["supposed"]
        elif found and best is None:
            odds[:2] *= weights["neutral"]
        elif signs[BACK] >= weights["sure"]:
            odds[:2] *= weights["turned"]
        elif self._others_act(source, target, weights["sure"]):
            odds[:2] *= weights["others"]
        mutual = any(reading.sources == reading.targets for reading in found)
        if signs[LISTED] and not mutual:
            odds[:2] *= weights["listed"]
        odds = _calibrated(odds, weights)
        friendly, hostile, none = odds.tolist()
        lead = 0 if friendly / weights["friendly"] >= hostile / weights["hostile"] else 1
        stance = STANCES[lead] if odds[lead] >= weights[STANCES[lead]] else "none"
        score = friendly - hostile or FORCED
        agrees = best is not None and stance != "none" and (best.sign > 0) == (lead == 0)
        cue = best.cue if agrees and best.strength >= DENIED else ()
        mode = best.mode if cue else ("material" if deed > 0.5 else "verbal")
        confidence = none if stance == "none" else (friendly, hostile)[lead]
        return Judgement(stance, score, confidence, mode, tuple(sorted(set(cue))), bool(cue))

    def _none(self, chances: np.ndarray) -> Judgement:
        friendly, hostile, none = chances.tolist()
        return Judgement("none", friendly - hostile or FORCED, none, "", (), False)

    def _others_act(self, source: Span, target: Span, sure: float) -> bool:
        """Whether the grammar is sure that another than `source` acts on `target`."""
        own, other = range(source.start, source.end), range(target.start, target.end)
        return any(
            one.sign
            and one.strength >= sure
            and one.sources
            and one.sources.isdisjoint(own)
            and not one.targets.isdisjoint(other)
            for one in self.found
        )

    def _by_rules(self, source: Span, target: Span) -> Judgement:
        """The judgement where no network can be read: the strongest reading, or none."""
        found = [reading for reading in self._matching(source, target) if reading.sign]
        best = max(found, key=lambda reading: reading.strength, default=None)
        if best is None:
            leaning = sum(reading.sign for reading in self.found)
            return Judgement("none", 0.01 if leaning > 0 else -0.01, 0.9, "", (), False)
        trust = settings()["rules"]["trust"]
        score = best.sign * max(best.strength * trust, FORCED)
        if best.strength < settings()["rules"]["sure"]:
            return Judgement("none", score, 1 - abs(score), "", (), False)
        stance = STANCES[best.sign < 0]
        cue = tuple(sorted(set(best.cue)))
        return Judgement(stance, score, abs(score), best.mode, cue, True)

    def _with_encoder(
        self, exact: "encoder.Encoder", pairs: list[tuple[Span, Span]], chances: np.ndarray
    ) -> np.ndarray:
        """The chances, mixed with the encoder's (geometric mean) unless they are plainly none."""
        weights = settings()["accurate"]
        rows = np.flatnonzero(chances[..., 2].min(1) < weights["plain"])
        if not len(rows):
            return chances
        text = self.doc[self.start : self.end]
        offset = text.start_char
        spans = []
        for source, target in (pairs[row] for row in rows):
            place = None if self.told else (source.start_char - offset, source.end_char - offset)
            spans.append((place, (target.start_char - offset, target.end_char - offset)))
        share = weights["encoder"]
        mixed = chances.astype(np.float64)
        mixed[rows] = exact(text.text, spans) ** share * chances[rows] ** (1 - share)
        return mixed / mixed.sum(-1, keepdims=True)

    def _cue(self, places: tuple, heeded: np.ndarray) -> tuple[int, ...]:
        """The verb, noun or adjective that the network heeded most."""
        shift = self.start - scorer.INTRODUCTION * self.told
        marked = {i for start, end, _ in places for i in range(start, end)}
        for i in heeded.argsort()[::-1].tolist():
            if i + shift < self.start or i in marked:
                continue
            if self.doc[i + shift].pos_ in ("VERB", "NOUN", "ADJ"):
                return (i + shift,)
        return ()


def _calibrated(odds: np.ndarray, weights: dict[str, float]) -> np.ndarray:
    """Odds as chances that are right as often as they say, as fitted on held-out sentences."""
    odds = odds ** weights["temper"] * np.array([weights["tilt"], weights["tilt"], 1.0])
    return odds / odds.sum()


def _one_way(reading: Reading) -> bool:
    return bool(reading.sources) and reading.sources != reading.targets


def _within(place: int, quote: Quotation) -> bool:
    return quote.content.start <= place < quote.content.end
