"""What somebody is called or said to be: judgements, which are the speaker's own."""

from spacy.tokens import Token

from workbench.pipeline.stance.assertion import force_of, none_of
from workbench.pipeline.stance.predicates import Reading, lexicon
from workbench.pipeline.stance.roles import antecedent, carriers, names, patients

THAT = {"it", "this", "that"}
RELATIVE = ("dobj", "nsubj", "nsubjpass")


def judged(noun: Token, about: list[Token], sign: int) -> list[Reading]:
    """What is said of some; and where an attack on X is called a disgrace, for X."""
    force = force_of(noun.head) if noun.dep_ != "neg" else 1.0
    strength = 0.8 * force
    if none_of(noun):  # no friend, no threat
        force = force if sign > 0 else 0.0
        sign, strength = -1, 0.8 * force
    whom = frozenset().union(*map(names, about))
    found = [Reading(frozenset(), whom, sign, "verbal", strength, (noun.i,))] if about else []
    for one in about:
        for tokens, turned, share, _ in patients(one, sign):
            if turned == -sign:
                share *= force
                found.append(Reading(frozenset(), tokens, turned, "verbal", share, (noun.i,)))
    return found


def hostile_noun(noun: Token) -> bool:
    deed = lexicon().get(noun.lemma_.lower(), {}).get("noun")
    return deed is not None and deed.sign < 0


def called(verb: Token) -> list[tuple[frozenset[int], int, int]]:
    """Of "called X a threat", "described X as brave": X's tokens, the sign, the word's place.

    Who calls an attack on X a disgrace is for X, and against who made it.
    """
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
    if not verdicts:  # called the attack on X a disgrace, read as "X, a disgrace"
        verdicts = [
            t for one in about for t in one.subtree if t.dep_ == "appos" and not _set_off(t)
        ]
    for verdict in verdicts:
        for token in (verdict, *verdict.children, *verdict.conjuncts):
            entry = words.get(token.lemma_.lower(), {}).get("evaluation")
            if entry and about:
                return [(*one, token.i) for one in _meant(about, entry.sign)]
        likened = [one for one in about if hostile_noun(one)]
        if likened and hostile_noun(verdict):  # an attack on X is an attack on us
            return [(tokens, sign, verdict.i) for tokens, sign in _meant(likened, -1) if sign > 0]
        if len(about) == 1 and about[0].lower_ in THAT and hostile_noun(verdict):
            return [(frozenset((about[0].i,)), -1, verdict.i)]  # called it murder
    return []


def _set_off(apposition: Token) -> bool:
    """Whether a mark stands before an apposition, without which "a disgrace" is none."""
    first = apposition.left_edge
    return first.lower_ not in ("a", "an") or first.i == 0 or first.nbor(-1).is_punct


def _meant(about: list[Token], sign: int) -> list[tuple[frozenset[int], int]]:
    """Whom a name given to something is for: the thing, its owner, who did it; and whom it hit."""
    found: dict[int, frozenset[int]] = {}
    for named in about:
        doer: frozenset[int] = frozenset()
        if named.dep_ in RELATIVE and named.tag_ in ("WDT", "WP") and named.head.dep_ == "relcl":
            named = named.head.head
            doer = carriers(named)[0]
        named = antecedent(named) or named
        for tokens, turned, *_ in patients(named, sign):
            kept = sign if turned == 0 else turned
            found[kept] = found.get(kept, frozenset()) | tokens
        found[sign] = found.get(sign, frozenset()) | doer
    return [(tokens, turned) for turned, tokens in found.items() if tokens]


def described(word: Token) -> list[Token]:
    """Whom a judging noun or adjective is said of; the parser may give a verb two subjects."""
    head = word.head
    poses = word.dep_ == "dobj" and "pose" in lexicon().get(head.lemma_.lower(), {})
    if poses or word.dep_ in ("attr", "acomp"):
        clauses = [c for c in head.children if c.dep_ == "csubj"]  # what X did was a crime
        return [
            c
            for clause in (head, *clauses)
            for c in clause.children
            if c.dep_ in ("nsubj", "nsubjpass") and c.tag_ != "WP"
        ]
    if word.dep_ == "conj" and head.dep_ in ("attr", "acomp", "dobj"):
        return described(head)
    if word.dep_ == "amod" and head.dep_ == "attr":
        return [c for c in head.head.children if c.dep_ == "nsubj"]
    if word.dep_ == "appos" and head.pos_ == "PROPN" and _set_off(word):
        return [head]
    return []
