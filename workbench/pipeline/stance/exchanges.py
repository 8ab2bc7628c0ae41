"""What is given, got and exchanged: who is by that whose friend."""

from spacy.tokens import Token

from workbench.pipeline.stance.assertion import force_of
from workbench.pipeline.stance.predicates import Reading, lexicon
from workbench.pipeline.stance.roles import behind, names, subjects


def received(verb: Token) -> list[Reading]:
    """Who gives the subject of "received weapons from X" what it gets: X, a friend by deed."""
    givers = [names(thing, acting=True) for thing in behind(verb, ("from",))]
    if not givers:
        return []
    takers = holders(verb.head) if verb.dep_ == "acl" else subjects(verb)
    sources = frozenset().union(*givers)
    sign, mode = _worth(verb)
    return [Reading(sources, takers, sign, mode, 0.6 * force_of(verb), (verb.i,))]


def _worth(verb: Token) -> tuple[int, str]:
    """Whether what is got tells of a friend, as weapons do, or of a foe, as threats do."""
    for child in verb.children:
        kinds = lexicon().get(child.lemma_.lower(), {})
        if child.dep_ == "dobj" and ("noun" in kinds or "message" in kinds):
            deed = kinds.get("noun")
            return (deed.sign, deed.mode) if deed else (0, "verbal")
    return 1, "material"


def swapped(verb: Token) -> list[Reading]:
    """What two exchange says how they stand: prisoners, or fire."""
    found = []
    for thing in verb.children:
        entry = lexicon().get(thing.lemma_.lower(), {}).get("swapped")
        if entry is None or thing.dep_ != "dobj":
            continue
        both = set(subjects(verb))
        for prep in (*verb.children, *thing.children):
            if prep.lower_ == "with":
                partners = [c for c in prep.children if c.dep_ == "pobj" and not any(c.rights)]
                both.update(*map(names, partners))
        group, cue = frozenset(both), (verb.i, thing.i)
        strength = 0.7 * force_of(verb)
        found.append(Reading(group, group, entry.sign, entry.mode, strength, cue))
    return found


def holders(thing: Token) -> frozenset[int]:
    """Who has what was given: the subject of "used rockets supplied by X"."""
    return subjects(thing.head) if thing.dep_ == "dobj" else frozenset()


def is_message(verb: Token) -> bool:
    """Whether what a verb hands over is no help: handed X a note, gave X's envoy ten days."""
    return any("message" in lexicon().get(thing.lemma_.lower(), {}) for thing in _given(verb))


def complains(verb: Token) -> bool:
    """Whether a message is one of protest: handed X a protest note, a letter of complaint."""
    beside = [word for one in _given(verb) for word in (*one.lefts, *behind(one, ("of",)))]
    deeds = [lexicon().get(word.lemma_.lower(), {}).get("noun") for word in beside]
    return any(deed is not None and deed.sign < 0 and deed.mode == "verbal" for deed in deeds)


def _given(verb: Token) -> list[Token]:
    """What a verb hands over."""
    given = [child for child in verb.children if child.dep_ == "dobj"]
    if any(child.dep_ == "dative" for child in verb.children):
        given = given or [child for child in verb.rights if child.dep_ == "npadvmod"]
    return given


def orders_out(verb: Token) -> bool:
    """Whether the time that a verb gives somebody is for leaving: gave X two days to go."""
    return any(
        "leaving" in lexicon().get(child.lemma_.lower(), {})
        for given in verb.rights
        for child in given.rights
        if child.dep_ in ("relcl", "acl")
    )


def of_arms(verb: Token) -> bool:
    """Whether what a verb sells are arms: sold X two tanks, sold X wheat."""
    sold = [child for child in verb.children if child.dep_ in ("dobj", "nsubjpass")]
    sold += [verb.head] if verb.dep_ in ("acl", "relcl") else []
    return any(
        "arms" in lexicon().get(thing.lemma_.lower(), {})
        for one in sold
        for thing in (one, *one.lefts, *one.conjuncts, *behind(one, ("of", "for")))
    )
