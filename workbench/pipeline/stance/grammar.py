"""What the parse says of who does what to whom: readings of friendly and hostile predicates."""

import re

from spacy.tokens import Doc, Span, Token

from workbench.pipeline.stance.assertion import force_of, none_of
from workbench.pipeline.stance.belongings import owners, whose_place
from workbench.pipeline.stance.exchanges import (
    complains,
    holders,
    is_message,
    of_arms,
    orders_out,
    received,
    swapped,
)
from workbench.pipeline.stance.feelings import called_for, defied, drawn, felt, stirred, taken
from workbench.pipeline.stance.party import Party, apart
from workbench.pipeline.stance.predicates import Entry, Reading, known, lexicon, phrase
from workbench.pipeline.stance.roles import (
    carriers,
    is_peaceful,
    names,
    objects,
    patients,
    subjects,
)
from workbench.pipeline.stance.verdicts import called, described, hostile_noun, judged

AROUND = {1: {"with"}, -1: {"despite", "amid", "over"}}  # "with help from X", "amid protests from"
SCORE = re.compile(r"\b\d+ ?[-–] ?\d+\b")
LONG_AGO = re.compile(r"1[0-8]\d\d|19[0-3]\d|BC|BCE")
DEEDS = {
    "verb",
    "call",
    "receive",
    "together",
    "neutral",
    "stir",
    "swap",
    "phrase",
}  # the kinds by which a verb is read


def readings(sentence: Span) -> list[Reading]:
    """The friendly and hostile predicates of a parsed sentence, in the order of their words."""
    doc, entries = sentence.doc, known(sentence)
    sport = _is_sport(sentence, entries)
    manners = _manners(doc, entries)
    for place in manners:
        entries.setdefault(place, {})
    found: list[Reading] = []
    for place, entry in sorted(entries.items()) if manners else entries.items():
        token = doc[place]
        if token.pos_ == "VERB" or token.tag_.startswith("VB"):
            manner = manners.get(place)
            if sport and "contest" in entry:
                found += _verb(token, {"neutral": entry["contest"]}, None)
            elif manner or not DEEDS.isdisjoint(entry):
                found += _verb(token, entry, manner)
        elif token.pos_ in ("NOUN", "PROPN", "ADJ") or "deserved" in entry:
            found += _noun(token, entry)
        elif "done" in entry:
            found += _done(token)
    return found


def matching(found: list[Reading], source: Party, target: Party) -> list[Reading]:
    """The readings in which `source` acts on `target`, and those where only the speaker judges."""
    matched = []
    for reading in found:
        if reading.targets.isdisjoint(target.places):
            continue
        if not reading.sources:
            matched.append(reading)
        elif reading.sources.isdisjoint(source.places):
            continue
        elif reading.sources == reading.targets:
            if apart(source, target):
                matched.append(reading)
        elif reading.targets.isdisjoint(source.places):
            matched.append(reading)
    return matched


def evidence(
    found: list[Reading], matched: list[Reading], source: Party, target: Party
) -> list[float]:
    """What the readings say of `source` towards `target`, as six numbers for the network.

    Strength of the friendly and the hostile deed, of the friendly and the hostile judgement of
    `target`; whether a deed is negated or supposed; whether another than `source` acts. `matched`
    are those of the readings `found` that match the two.
    """
    numbers = [0.0] * 6
    for reading in matched:
        if not reading.sign:
            continue
        place = (0 if reading.sources else 2) + (reading.sign < 0)
        numbers[place] = max(numbers[place], reading.strength)
        if reading.sources and reading.strength < 0.2:
            numbers[4] = 1.0
    for reading in found:
        if reading.sign and reading.sources and not reading.targets.isdisjoint(target.places):
            numbers[5] = max(numbers[5], float(reading.sources.isdisjoint(source.places)))
    return numbers


def _is_sport(sentence: Span, entries: dict[int, dict[str, Entry]]) -> bool:
    """Whether a sentence tells of a game: a word of sport or a score beside one who beats."""
    if not any("contest" in entry for entry in entries.values()):
        return False
    return any("sport" in entry for entry in entries.values()) or bool(SCORE.search(sentence.text))


def _verb(verb: Token, entry: dict[str, Entry], manner: Entry | None) -> list[Reading]:
    found = []
    if "call" in entry and (naming := called(verb)):
        agents, force = subjects(verb), _force(verb)
        return [
            Reading(agents, targets, sign, "verbal", 0.9 * force, (verb.i, place))
            for targets, sign, place in naming
        ]
    if "shunned" in entry and (refused := _refused(verb)):
        about = [child for child in verb.children if child.dep_ == "nsubjpass"]
        found += judged(refused, about, -1)
    if "receive" in entry:
        found += received(verb)
    if "stir" in entry:
        found += stirred(verb, entry["stir"])
    if "swap" in entry:
        found += swapped(verb)
    if "together" in entry and not any(
        child.dep_ in ("dobj", "nsubjpass") or (child.dep_ == "prep" and child.lower_ == "with")
        for child in verb.children
    ):
        together = entry["together"]
        if verb.dep_ in ("nsubj", "dobj", "pobj"):  # the fighting between X and Y
            found += _together(verb, together)
        both, strength = subjects(verb), 0.7 * _force(verb)
        found.append(Reading(both, both, together.sign, together.mode, strength, (verb.i,)))
    if "neutral" in entry and not any(child.dep_ == "dobj" for child in verb.children):
        both = subjects(verb)
        found.append(Reading(both, both, 0, "verbal", 0.7 * _force(verb), (verb.i,)))
    if beside := entry.get("beside"):
        for object_ in objects(verb, beside.targets, False):
            friends, strength = names(object_), 0.8 * _force(verb)
            found.append(Reading(subjects(verb), friends, 1, beside.mode, strength, (verb.i,)))
    said, *with_it = phrase(verb, entry) or (None,)
    action = manner or said or entry.get("verb") or entry.get("neutral")
    return found + _acts(verb, entry, action, with_it) if action else found


def _acts(verb: Token, entry: dict[str, Entry], action: Entry, with_it: list[int]) -> list[Reading]:
    """What those who do as the verb says do to whom, and who asks them to."""
    found = []
    if "both" in action.targets:
        both, strength = subjects(verb), 0.7 * _force(verb)
        found.append(Reading(both, both, action.sign, action.mode, strength, (verb.i, *with_it)))
    passive = any(child.dep_ in ("nsubjpass", "auxpass") for child in verb.children) or (
        verb.dep_ == "acl"
        and verb.tag_ == "VBN"
        and not any(child.dep_ == "aux" for child in verb.children)
    )
    things = objects(verb, action.targets, passive, with_it)
    if things or verb.dep_ == "acl":
        agents, force = subjects(verb), _force(verb)
    if verb.dep_ == "acl" and not agents and _relieved(verb.head):
        agents, force = subjects(verb.head.head), force_of(verb.head.head)  # lifted curbs put on X
        action = action._replace(sign=-action.sign)
    if verb.dep_ == "acl" and verb.tag_ == "VBN" and "to" in action.targets and agents:
        takers = holders(verb.head)
        given = 0.6 * force
        found.append(Reading(agents, takers, action.sign, action.mode, given, (verb.i,)))
    if action.sign and verb.tag_ == "VBN":
        found += taken(verb, action)
    if passive and action.sign:
        found += called_for(verb, action) or defied(verb, action)
    if not things:
        return found
    if action.sign < 0 and action.mode == "material":
        things += whose_place(verb, things)
    if any(child.dep_ == "dobj" and none_of(child) for child in verb.children):
        force = 0.0
    if "trade" in entry and not with_it and not of_arms(verb):
        action = action._replace(sign=0)
    message = action.sign > 0 and action.mode == "material" and is_message(verb)
    if message and orders_out(verb):
        message, action = False, action._replace(sign=-1)
    elif message and complains(verb):
        message, action = False, action._replace(sign=-1, mode="verbal")
    asks = verb.dep_ in ("xcomp", "ccomp") and "ask" in lexicon().get(verb.head.lemma_.lower(), {})
    for object_ in things:
        if action.sign < 0 and agents and (whose := owners(object_, verb, agents)):
            cue = verb.i, *with_it
            found.append(Reading(agents, whose, -1, action.mode, 0.7 * force, cue))
            found.append(Reading(whose, agents, -1, "verbal", 0.6 * force, cue))
        for targets, sign, strength, cue in patients(object_, 0 if message else action.sign):
            cue = (verb.i, *with_it, *cue)
            found.append(Reading(agents, targets, sign, action.mode, strength * force, cue))
            if "together" in entry and object_.head.lower_ == "with":
                found.append(found[-1]._replace(sources=targets, targets=agents))
            if asks and sign:
                asked = 0.8 * strength * force_of(verb.head) if force else 0.0
                asker = subjects(verb.head)
                found.append(Reading(asker, targets, sign, "verbal", asked, (verb.head.i, *cue)))
    return found


def _force(verb: Token) -> float:
    """How far what a verb says is asserted, and of these times."""
    return 0.0 if _long_ago(verb) else force_of(verb)


def _long_ago(verb: Token) -> bool:
    """Whether something was done in a year before those of which news tells: in 1808."""
    return any(
        LONG_AGO.fullmatch(thing.text)
        for child in verb.children
        if child.dep_ == "prep" and child.lower_ == "in"
        for thing in child.children
    )


def _refused(verb: Token) -> Token | None:
    """The "not" of "X cannot be trusted", which judges X."""
    modal = any(child.dep_ == "aux" and child.tag_ == "MD" for child in verb.children)
    return next((child for child in verb.children if modal and child.dep_ == "neg"), None)


def _relieved(noun: Token) -> bool:
    """Whether a noun is what is lifted or eased."""
    return noun.dep_ == "dobj" and "relieve" in lexicon().get(noun.head.lemma_.lower(), {})


def _manners(doc: Doc, entries: dict[int, dict[str, Entry]]) -> dict[int, Entry]:
    """The verbs of which an adverb makes a deed, by their places: "forcibly returned"."""
    found = {}
    for place, entry in entries.items():
        if "manner" in entry and doc[place].dep_ == "advmod":
            verb = doc[place].head
            if verb.tag_.startswith("VB"):
                found.setdefault(verb.i, entry["manner"])
    return found


def _noun(noun: Token, entry: dict[str, Entry]) -> list[Reading]:
    found = []
    verdict = entry.get("evaluation")
    if verdict and noun.dep_ in ("attr", "acomp", "appos", "conj", "amod", "dobj"):
        found += judged(noun, described(noun), verdict.sign)
    elif noun.dep_ == "attr" and noun.pos_ == "NOUN" and hostile_noun(noun):
        likened = [one for one in described(noun) if hostile_noun(one)]
        found += [one for one in judged(noun, likened, -1) if one.sign > 0]
    elif "deserved" in entry and noun.dep_ in ("dobj", "advmod", "acomp") and _deserves(noun.head):
        about = [child for child in noun.head.children if child.dep_ == "nsubj"]
        found += judged(noun, about, entry["deserved"].sign)
    if "stead" in entry:  # spoke on behalf of X
        for object_ in objects(noun, entry["stead"].targets, False):
            agents, verb = names(object_), noun.head.head
            found.append(Reading(subjects(verb), agents, 0, "", 0.9, (noun.i,)))
    if "together" in entry and noun.pos_ != "ADJ":
        found += _together(noun, entry["together"]) or _matters(noun)
    deed = entry.get("noun")
    if deed and (noun.pos_ != "ADJ" or noun.dep_ == "acomp") and not is_peaceful(noun):
        agents, carrier, turn = carriers(noun)
        targets: set[int] = set()
        after = () if carrier is noun else (c for c in carrier.children if c.i > noun.i)
        for child in (*noun.children, *after):
            if child.dep_ in ("prep", "dative") and child.lower_ in deed.targets:
                for thing in child.children:
                    if thing.dep_ == "pobj":
                        targets |= names(thing)
        found += drawn(noun, deed)
        if agents and targets <= agents and noun.head.lower_ in AROUND[deed.sign]:
            targets = set(subjects(noun.head.head))
        refused = not turn and "cancel" in lexicon().get(carrier.lemma_.lower(), {})
        if agents and targets and (turn or refused):
            force = force_of(carrier) * (0 if refused or none_of(noun) else 1)
            cue = (noun.i,) if carrier is noun else (carrier.i, noun.i)
            there = Reading(
                frozenset(agents),
                frozenset(targets),
                deed.sign * (turn or 1),
                deed.mode,
                0.9 * force,
                tuple(sorted(cue)),
            )
            found.append(there)
            if turn == 1 and "together" in entry and "with" in deed.targets:
                found.append(there._replace(sources=there.targets, targets=there.sources))
    if "felt" in entry:
        found += felt(noun, entry["felt"])
    return found


def _deserves(verb: Token) -> bool:
    return "deserve" in lexicon().get(verb.lemma_.lower(), {})


def _together(noun: Token, deed: Entry) -> list[Reading]:
    """The cooperation, or the war, between those whom a noun joins: each towards each."""
    both: set[int] = set()
    carrier = noun
    for child in noun.children:
        if child.dep_ == "prep" and child.lower_ in ("between", "among", "of"):
            for thing in child.children:
                if thing.dep_ == "pobj" and (child.lower_ != "of" or _listed(thing)):
                    both |= names(thing)
    if not both and not any(c.dep_ == "prep" and c.lower_ in deed.targets for c in noun.children):
        agents, carrier, turn = carriers(noun)
        if turn > 0:
            both |= agents
    if not both:
        return []
    force = force_of(carrier) * (0 if none_of(noun) or _asked_for(noun) else 1)
    group = frozenset(both)
    return [Reading(group, group, deed.sign, deed.mode, 0.7 * force, (noun.i,))]


def _asked_for(noun: Token) -> bool:
    """Whether a noun is what somebody only asks for: called for a truce between X and Y."""
    verb = noun.head.head if noun.head.dep_ == "prep" else noun.head
    kinds = lexicon().get(verb.lemma_.lower(), {})
    return "ask" in kinds and (noun.dep_ == "pobj" or (noun.dep_ == "dobj" and "call" not in kinds))


def _matters(noun: Token) -> list[Reading]:
    """What a cooperation is for: "cooperation for human rights in Peru" is none with Peru."""
    things = [
        thing
        for child in noun.children
        if child.dep_ == "prep" and child.lower_ in ("for", "on", "over")
        for thing in child.children
        if thing.pos_ == "NOUN"
    ]
    agents = subjects(noun.head) if noun.head.pos_ == "VERB" else frozenset()
    if not things or not agents:
        return []
    named = frozenset(token.i for thing in things for token in thing.subtree)
    return [Reading(agents, named, 0, "", 0.9, (noun.i,))]


def _listed(noun: Token) -> bool:
    return any(child.dep_ == "conj" for child in noun.children) or noun.tag_ in ("NNS", "NNPS")


def _done(what: Token) -> list[Reading]:
    """What one did to another, or for it: "what X did to Y was a crime"."""
    verb = what.head
    if what.dep_ != "dobj" or verb.lemma_ != "do":
        return []
    open_ = any(child.tag_ == "MD" or child.dep_ == "neg" for child in verb.children)
    strength, signs = 0.0 if open_ else 0.6, {"for": 1, "to": -1}
    return [
        Reading(subjects(verb), names(thing), signs[child.lower_], "material", strength, (verb.i,))
        for child in verb.children
        if child.dep_ == "prep" and child.lower_ in signs
        for thing in child.children
        if thing.dep_ == "pobj"
    ]
