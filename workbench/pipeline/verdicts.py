"""What somebody is called or said to be: judgements, which are the speaker's own."""

from typing import NamedTuple

from spacy.tokens import Token

from workbench.pipeline.assertion import force_of
from workbench.pipeline.parties import antecedent, carriers, names, patients
from workbench.pipeline.predicates import lexicon

RELATIVE = ("dobj", "nsubj", "nsubjpass")


class Reading(NamedTuple):
    """One predicate with the tokens that act and those acted upon; the same set where mutual.

    `sign` is 1 friendly, -1 hostile, 0 for dealings that are neither, such as a meeting.

    `sources` and `targets` are token indices of the Doc; `sources` is empty where the judgement is
    the speaker's. `strength` is 1 for a plain statement, less for what is nested, 0 for what is
    negated, denied or supposed. `cue` are the tokens that carry it.
    """

    sources: frozenset[int]
    targets: frozenset[int]
    sign: int
    mode: str
    strength: float
    cue: tuple[int, ...]


def judged(noun: Token, about: list[Token], sign: int) -> list[Reading]:
    """What is said of some; and where an attack on X is called a disgrace, for X."""
    strength = 0.8 * force_of(noun.head)
    whom = frozenset().union(*map(names, about))
    found = [Reading(frozenset(), whom, sign, "verbal", strength, (noun.i,))] if about else []
    for one in about:
        for tokens, turned, share, _ in patients(one, sign):
            if turned == -sign:
                spared = Reading(frozenset(), tokens, turned, "verbal", share, (noun.i,))
                found.append(spared._replace(strength=strength * share))
    return found


def hostile_noun(noun: Token) -> bool:
    deed = lexicon().get(noun.lemma_.lower(), {}).get("noun")
    return deed is not None and deed.sign < 0


def called(verb: Token) -> tuple[frozenset[int], int, tuple[int, ...]] | None:
    """Of "called X a threat", "described X as brave": X's tokens, the sign, the words."""
    words = lexicon()
    about, verdicts = [], []
    for child in verb.children:
        if child.dep_ in ("dobj", "nsubjpass") or (child.dep_ == "dative" and child.pos_ != "ADP"):
            about.append(child)
        elif child.dep_ in ("oprd", "attr", "acomp"):
            verdicts.append(child)
        elif child.dep_ == "prep" and child.lower_ == "as":
            verdicts += [t for t in child.children if t.dep_ in ("pobj", "amod", "pcomp", "acomp")]
        elif child.dep_ in ("ccomp", "xcomp") and child.pos_ in ("NOUN", "ADJ", "PROPN"):
            verdicts.append(child)
            about += [t for t in child.children if t.dep_ == "nsubj"]
    for verdict in verdicts:
        for token in (verdict, *verdict.children, *verdict.conjuncts):
            entry = words.get(token.lemma_.lower(), {}).get("evaluation")
            if entry and about:
                targets = frozenset().union(*map(_meant, about))
                return targets, entry.sign, (token.i,)
    return None


def _meant(named: Token) -> frozenset[int]:
    """Whom a name given to something is for: the thing's owner, or who did it."""
    if named.dep_ in RELATIVE and named.tag_ in ("WDT", "WP") and named.head.dep_ == "relcl":
        return _meant(named.head.head) | carriers(named.head.head)[0]
    named = antecedent(named) or named
    return frozenset().union(*(tokens for tokens, *_ in patients(named, 0)))


def described(word: Token) -> list[Token]:
    """Whom a judging noun or adjective is said of; the parser may give a verb two subjects."""
    head = word.head
    poses = word.dep_ == "dobj" and "pose" in lexicon().get(head.lemma_.lower(), {})
    if poses or word.dep_ in ("attr", "acomp"):
        return [c for c in head.children if c.dep_ in ("nsubj", "nsubjpass")]
    if word.dep_ == "conj" and head.dep_ in ("attr", "acomp", "dobj"):
        return described(head)
    if word.dep_ == "amod" and head.dep_ == "attr":
        return [c for c in head.head.children if c.dep_ == "nsubj"]
    if word.dep_ == "appos" and head.pos_ == "PROPN":
        return [head]
    return []
