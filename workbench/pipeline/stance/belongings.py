"""Whose ships and whose land are hit: "its ships" are the accuser's, a village in X is X's."""

from spacy.tokens import Token

from workbench.pipeline.stance.predicates import lexicon
from workbench.pipeline.stance.roles import DEPTH, POINTING, behind, is_named, names, subjects

THEIRS = {"its", "their", "his", "her"}


def owners(thing: Token, verb: Token, agents: frozenset[int]) -> frozenset[int]:
    """Who else is hit where a verb's object is "its airspace", or "it", by who tells of the deed.

    That is the subject of a verb above which is not the one who acts; nothing where the object
    may as well be the agent's own.
    """
    words = lexicon()
    pronoun = thing.lower_ in POINTING
    if not pronoun and not any(map(_is_theirs, (thing, *behind(thing, ("of",))))):
        return frozenset()
    above = verb
    for _ in range(DEPTH):
        above = above.head
        if above.pos_ not in ("VERB", "AUX"):
            continue
        accuses = words.get(above.lemma_.lower(), {}).get("verb")
        if pronoun and (accuses is None or accuses.sign > -1):
            continue
        who = subjects(above)
        if who and who.isdisjoint(agents):
            return who
    return frozenset()


def _is_theirs(thing: Token) -> bool:
    """Whether a thing is one that others hit, and "its" stands before it, but not "its own"."""
    if "belonging" not in lexicon().get(thing.lemma_.lower(), ()):
        return False
    beside = {child.lower_ for child in thing.children}
    return not THEIRS.isdisjoint(beside) and "own" not in beside


def whose_place(verb: Token, hit: list[Token]) -> list[Token]:
    """The land of a village or base that is hit where the parser hung it on the verb."""
    places = [one for one in hit if "place" in lexicon().get(one.lemma_.lower(), {})]
    return [
        thing
        for place in places
        for prep in verb.children
        if prep.lower_ == "in" and prep.i == place.right_edge.i + 1
        for thing in prep.children
        if thing.dep_ == "pobj" and not is_named(place, names(place))
    ]
