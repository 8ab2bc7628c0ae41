"""Sentences written for the stances, with slots for their actors: `rows("unseen")`.

A row of stance_written.csv is one sentence, or a few of one speaker: `part` (`training`; `held
out`, on which thresholds are picked; `unseen`, which only measures), `text`, and `stances`, every
ordered pair of actors that is not neutral: "A>B h v; A.p>C f m" are A hostile to B by words and the
person A.p friendly to C by deeds. Slots of the text: {A} to {F} are states, {A.adj} their adjective
and {A.cap} their capital for the same actor; {A.p}, {A.q} and {A.r} invented persons of that state,
{A.s} the surname of the first; {G} and {H} armed groups, {O} an international organisation, {J} and
{K} other bodies. Each row gets names by lot, always the same, so that nothing is said here of a
state that there is. The texts and the stances were written by a large language model under the
guide that the model card tells of; those of `unseen` before and apart from all others.
"""

import csv
import random
import re
from itertools import combinations, product
from pathlib import Path

from workbench.pipeline.lexicon import load_lexicon

WRITTEN = Path(__file__).with_name("stance_written.csv")
SLOT = re.compile(r"\{([A-HJKO])(?:\.(\w+))?\}")
STANCES, MODES = {"f": "friendly", "h": "hostile"}, {"v": "verbal", "m": "material"}
FIRST = ["Ivan", "Marta", "Omar", "Lucia", "Kofi", "Ana", "Piotr", "Leila", "Daniel", "Yusuf"]
LAST = ["Petrov", "Haddad", "Moreira", "Mensah", "Kovacs", "Nowak", "Rahimi", "Demir", "Okello"]
GROUPS = ["Hamas", "Hezbollah", "the Taliban", "Boko Haram", "the Houthis", "M23", "the PKK"]
ORGANISATIONS = ["NATO", "the African Union", "the European Union", "ASEAN", "the OSCE"]
BODIES = ["the Labour Party", "the Treasury", "Northern Gas", "the Senate", "the Daily Herald"]


def rows(part: str) -> list[dict]:
    """The pairs of actors of a part as rows like the gold's: the mentions of two that are closest.

    `stance` is that of source towards target, `reverse` the one back, `mode` that of the first.
    """
    found, states = [], _states()
    with WRITTEN.open(encoding="utf-8", newline="") as file:
        for number, line in enumerate(csv.DictReader(file)):
            if line["part"] != part:
                continue
            text, places = _filled(line["text"], random.Random(number), states)
            stances = _stances(line["stances"])
            for one, other in combinations(places, 2):
                pairs = product(places[one], places[other])
                source, target = min(pairs, key=lambda pair: abs(pair[0][0] - pair[1][0]))
                there, mode = stances.get((one, other), ("none", None))
                back, mode_back = stances.get((other, one), ("none", None))
                found.append(
                    {
                        "set": "written",
                        "id": f"{number} {one} {other}",
                        "text": text,
                        "source": source,
                        "target": target,
                        "stance": there,
                        "reverse": back,
                        "mode": mode or mode_back,
                    }
                )
    return found


def _stances(cell: str) -> dict[tuple[str, str], tuple[str, str]]:
    """The ordered pairs of a cell, with their stance and mode."""
    found = {}
    for one in filter(None, cell.split("; ")):
        pair, stance, mode = one.split()
        source, target = pair.split(">")
        found[source, target] = STANCES[stance], MODES[mode]
    return found


def _states() -> list[dict[str, str]]:
    """Name, adjective and capital of the states of the lexicon."""
    of: dict[str, dict[str, str]] = {}
    for alias in load_lexicon().aliases:
        if (
            alias.actor
            and alias.actor.kind == "country"
            and alias.via in ("name", "demonym", "capital")
        ):
            of.setdefault(alias.actor.name, {}).setdefault(alias.via, alias.text)
    return [forms for forms in of.values() if {"name", "demonym", "capital"} <= forms.keys()]


def _filled(
    text: str, lot: random.Random, states: list[dict[str, str]]
) -> tuple[str, dict[str, list[tuple[int, int]]]]:
    """A text with names for its slots, and where each actor stands."""
    names = {key: lot.sample(some, 2) for key, some in (("GH", GROUPS), ("JK", BODIES))}
    given = dict(zip("ABCDEF", lot.sample(states, 6), strict=True))
    given |= {"O": lot.choice(ORGANISATIONS)}
    given |= {key: one for keys, two in names.items() for key, one in zip(keys, two, strict=True)}
    surnames, persons = iter(lot.sample(LAST, len(LAST))), {}
    filled, at, places = "", 0, {}
    for slot in SLOT.finditer(text):
        key, form = slot.groups()
        filled, actor = filled + text[at : slot.start()], key
        if form in ("p", "q", "r", "s"):
            actor = f"{key}.p" if form == "s" else f"{key}.{form}"
            if actor not in persons:
                persons[actor] = lot.choice(FIRST), next(surnames)
            name = persons[actor][1] if form == "s" else " ".join(persons[actor])
        elif key in "ABCDEF":
            name = given[key][{"adj": "demonym", "cap": "capital", None: "name"}[form]]
        else:
            name = given[key]
            if re.search(r"(?i)(\b(the|an?|its)\s|-)$", filled):
                name = name.removeprefix("the ")
            elif not filled.strip():
                name = name[0].upper() + name[1:]
        filled = re.sub(r"\b([Aa])n? $", r"\1n " if name[0] in "AEIO" else r"\1 ", filled)
        places.setdefault(actor, []).append((len(filled), len(filled) + len(name)))
        filled, at = filled + name, slot.end()
    return filled + text[at:], places
