"""Grammar, network and encoder together: the judgement of two spans in a stretch of text."""

import tomllib
import warnings
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import islice
from pathlib import Path
from typing import NamedTuple

import numpy as np
from spacy.tokens import Span

from workbench.pipeline.stance import encoder, scorer
from workbench.pipeline.stance.stretch import DENIED, Side, Stretch

SETTINGS = Path(__file__).parents[2] / "model" / "settings.toml"
STANCES = ("friendly", "hostile", "none")
RULES = {"sure": 0.4, "trust": 0.7}
FORCED, PLAIN = 1e-6, 0.75
AT_ONCE = 10_000  # pairs times tokens that are scored in one go, so that memory stays bounded
Spans = tuple[Span, Span]


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


def judged(
    asked: Sequence[tuple[Stretch, list[Spans]]],
) -> list[list[tuple[Judgement, Judgement]]]:
    """The judgements of the pairs of stretches of one Doc, each there and back, all in one go."""
    network = scorer.network() if "network" in settings() else None
    found: list[list[tuple[Judgement, Judgement]]] = []
    for some in _portions(asked):
        sides = [(stretch, stretch.sides(*pair)) for stretch, pairs in some for pair in pairs]
        if network is None:
            every = iter(
                [tuple(by_rules(stretch, side) for side in both) for stretch, both in sides]
            )
        else:
            every = _by_weights(network, some, sides)
        found += [list(islice(every, len(pairs))) for _, pairs in some]
    return found


def _portions(asked: Sequence[tuple[Stretch, list[Spans]]]) -> Iterator[list]:
    """The stretches in portions of bounded size, each at least one."""
    some, size = [], 0
    for stretch, pairs in asked:
        more = len(pairs) * (stretch.end - stretch.start)
        if some and size + more > AT_ONCE:
            yield some
            some, size = [], 0
        some.append((stretch, pairs))
        size += more
    if some:
        yield some


def by_rules(stretch: Stretch, side: Side) -> Judgement:
    """The judgement where no network can be read: the strongest reading, or none."""
    best = side.best
    if best is None:
        leaning = sum(reading.sign for reading in stretch.found)
        return Judgement("none", 0.01 if leaning > 0 else -0.01, 0.9, "", (), False)
    trust = settings()["rules"]["trust"]
    score = best.sign * max(best.strength * trust, FORCED)
    if best.strength < settings()["rules"]["sure"]:
        return Judgement("none", score, 1 - abs(score), "", (), False)
    cue = tuple(sorted(set(best.cue)))
    return Judgement(STANCES[best.sign < 0], score, abs(score), best.mode, cue, True)


def _by_weights(
    network: "scorer.Network",
    asked: list[tuple[Stretch, list[Spans]]],
    sides: list[tuple[Stretch, tuple[Side, Side]]],
) -> Iterator[tuple[Judgement, Judgement]]:
    """What network, encoder and grammar make of each pair of some stretches."""
    places = [
        [(stretch.place(a, stretch.told), stretch.place(b, False)) for a, b in pairs]
        for stretch, pairs in asked
    ]
    nodes = network.nodes(asked[0][0].doc, [(one.start, one.end, one.told) for one, _ in asked])
    signs = np.array([[side.signs for side in both] for _, both in sides], np.float32)
    chances, deeds, heeded = network(nodes, places, signs)
    weights, exact = settings()["network"], encoder.encoder()
    if exact is not None:
        weights = settings()["accurate"]
        chances = _with_encoder(exact, asked, chances)
    odds, plain = chances.astype(np.float64), (chances[..., 2] > PLAIN).tolist()
    for row, (stretch, both) in enumerate(sides):
        for way, side in enumerate(both):
            if side.best is not None or not plain[row][way]:
                odds[row, way, :2] *= stretch.factors(side, weights)
    odds = odds ** weights["temper"] * [weights["tilt"], weights["tilt"], 1.0]
    odds = (odds / odds.sum(-1, keepdims=True)).tolist()
    heeds = (heed for of_stretch in heeded for heed in of_stretch)
    for (stretch, both), heed, *rest in zip(sides, heeds, odds, deeds.tolist(), strict=True):
        given = [_given(*one, weights) for one in zip(both, *rest, strict=True)]
        for way, one in enumerate(given):
            if one.stance != "none" and not one.cue:
                given[way] = one._replace(cue=stretch.heeded(both, heed[way]))
        yield tuple(given)


def _given(side: Side, odds: list[float], deed: float, weights: dict[str, float]) -> Judgement:
    """The judgement from calibrated odds: the stance above its threshold, or none."""
    friendly, hostile, none = odds
    lead = 0 if friendly / weights["friendly"] >= hostile / weights["hostile"] else 1
    stance, score = STANCES[lead], friendly - hostile or FORCED
    if odds[lead] < weights[stance]:
        return Judgement("none", score, none, "", (), False)
    best = side.best
    if best is None or (best.sign > 0) != (lead == 0) or best.strength < DENIED:
        return Judgement(
            stance, score, odds[lead], "material" if deed > 0.5 else "verbal", (), False
        )
    return Judgement(stance, score, odds[lead], best.mode, tuple(sorted(set(best.cue))), True)


def _with_encoder(
    exact: "encoder.Encoder", asked: list[tuple[Stretch, list[Spans]]], chances: np.ndarray
) -> np.ndarray:
    """The chances, mixed with the encoder's (geometric mean) unless they are plainly none.

    It reads one stretch at a time: its 8-bit products depend on all that is read together.
    """
    weights = settings()["accurate"]
    share, unsure = weights["encoder"], chances[..., 2].min(1) < weights["plain"]
    mixed, first = chances.astype(np.float64), 0
    for stretch, pairs in asked:
        rows = first + np.flatnonzero(unsure[first : first + len(pairs)])
        text = stretch.doc[stretch.start : stretch.end]
        offset, spans = text.start_char, []
        for source, target in (pairs[row - first] for row in rows):
            place = None if stretch.told else (source.start_char - offset, source.end_char - offset)
            spans.append((place, (target.start_char - offset, target.end_char - offset)))
        if spans:
            mixed[rows] = exact(text.text, spans) ** share * chances[rows] ** (1 - share)
        first += len(pairs)
    return mixed / mixed.sum(-1, keepdims=True)
