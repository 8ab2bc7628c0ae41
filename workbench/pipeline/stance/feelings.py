"""What one thinks of another's deeds, where a sentence says it beside them: felt, drawn, defied."""

from spacy.tokens import Token

from workbench.pipeline.stance.assertion import force_of
from workbench.pipeline.stance.predicates import Entry, Reading, lexicon
from workbench.pipeline.stance.roles import DEPTH, behind, names, objects, patients, subjects

FEEL = {"feel", "feels", "felt"}


def called_for(verb: Token, action: Entry) -> list[Reading]:
    """The judgement of who says that X must be punished, or that X should be helped."""
    modal = next(
        (c for c in verb.children if c.dep_ == "aux" and c.lower_ in ("must", "should")), None
    )
    negated = any(child.dep_ in ("neg", "agent") for child in verb.children)
    if modal is None or negated or force_of(verb) == 0:
        return []
    return [
        Reading(frozenset(), targets, sign, "verbal", 0.8 * strength, (modal.i, verb.i))
        for object_ in objects(verb, action.targets, True)
        for targets, sign, strength, _ in patients(object_, action.sign)
    ]


def defied(verb: Token, action: Entry) -> list[Reading]:
    """Who defies whom: "X will not be bullied by Y"."""
    will = any(child.dep_ == "aux" and child.lower_ == "will" for child in verb.children)
    denied = any(child.dep_ == "neg" for child in verb.children)
    if action.sign > 0 or not (will and denied):
        return []
    whom = subjects(verb)
    return [
        Reading(names(child, acting=True), whom, -1, "verbal", 0.6, (verb.i,))
        for child in verb.children
        if child.dep_ == "nsubjpass" and whom
    ]


def taken(verb: Token, action: Entry) -> list[Reading]:
    """How one who "feels betrayed by X" stands to X, and what X did."""
    feels = next((c for c in verb.children if c.dep_ == "auxpass" and c.lower_ in FEEL), None)
    above = feels or verb.head
    if feels is None and (verb.dep_ != "xcomp" or above.lower_ not in FEEL):
        return []
    agents = frozenset().union(
        *(
            names(thing, acting=True)
            for child in verb.children
            if child.dep_ == "agent"
            for thing in child.children
            if thing.dep_ == "pobj"
        )
    )
    felt_by = (c for c in verb.children if c.dep_ == "nsubjpass")
    who = frozenset().union(*map(names, felt_by)) or subjects(above)
    strength = 0.7 * force_of(verb if feels else above)
    if not agents or not who:
        return []
    cue = above.i, verb.i
    return [
        Reading(who, agents, action.sign, "verbal", strength, cue),
        Reading(agents, who, action.sign, action.mode, strength, cue),
    ]


def felt(noun: Token, feeling: Entry) -> list[Reading]:
    """Who minds what somebody does: "vetoed them, to the anger of Peru", "to Peru's delight"."""
    to = noun.head
    verb = to.head
    for _ in range(DEPTH):
        if verb.pos_ not in ("VERB", "AUX") and verb.head != verb:
            verb = verb.head
    whose = [child for child in noun.children if child.dep_ == "poss"]
    whose += behind(noun, ("of",))
    if to.lower_ != "to" or noun.dep_ != "pobj" or not whose:
        return []
    who, doers = frozenset().union(*map(names, whose)), subjects(verb)
    return [Reading(who, doers, feeling.sign, feeling.mode, 0.6 * force_of(verb), (noun.i,))]


def drawn(noun: Token, deed: Entry) -> list[Reading]:
    """Whose praise or blame the subject gets: "the raid drew condemnation from Jordan"."""
    verb = noun.head
    if noun.dep_ != "dobj" or "draw" not in lexicon().get(verb.lemma_.lower(), {}):
        return []
    givers = [
        names(thing, acting=True)
        for thing in (*behind(noun, ("from", "in")), *behind(verb, ("from", "in")))
    ]
    if not givers:
        return []
    sources, force = frozenset().union(*givers), 0.8 * force_of(verb)
    above = verb.head if verb.dep_ == "advcl" and verb.tag_ == "VBG" else verb
    return [
        Reading(sources, targets, sign, deed.mode, strength * force, (verb.i, noun.i))
        for child in above.children
        if child.dep_ == "nsubj"
        for targets, sign, strength, _ in patients(child, deed.sign)
    ]


def stirred(verb: Token, feeling: Entry) -> list[Reading]:
    """How one stands to whom who does what moves him: "the veto of Peru infuriated Chile"."""
    passive = any(child.dep_ == "auxpass" for child in verb.children)
    moved = [c for c in verb.children if c.dep_ == ("nsubjpass" if passive else "dobj")]
    moving = [child for child in verb.children if child.dep_ == "nsubj"]
    moving = [t for c in verb.children if c.dep_ == "agent" for t in c.children] or moving
    if not moved or not moving:
        return []
    who, force = frozenset().union(*map(names, moved)), 0.7 * force_of(verb)
    return [
        Reading(who, targets, sign, feeling.mode, strength * force, (verb.i,))
        for thing in moving
        for targets, sign, strength, _ in patients(thing, feeling.sign)
        if sign
    ]
