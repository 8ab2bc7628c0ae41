"""What the parse says of who does what to whom: readings of friendly and hostile predicates."""

import csv
from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import NamedTuple

from spacy.tokens import Span, Token

LEXICON = Path(__file__).parent / "lexicon" / "predicates.csv"
COLUMNS = ["lemma", "kind", "stance", "mode", "target"]
SUBJECTS = {"nsubj", "csubj"}
CLAUSES = {"ccomp", "xcomp", "advcl", "conj", "pcomp", "acl", "relcl", "parataxis", "dep"}
INSIDE = {"of", "by", "between", "from", "in", "among", "with", "including", "against", "like"}
NAMING = {"appos", "conj"}
MODALS = {"would", "could", "might", "may", "should"}
NEGATIVES = {"never", "hardly", "neither", "nor", "without", "no", "barely"}
CONDITIONS = {"if", "unless", "whether", "lest"}
DEPTH = 4


class Entry(NamedTuple):
    """How a predicate of the lexicon is read: sign 1 friendly, -1 hostile, 0 a helper word."""

    kind: str
    sign: int
    mode: str
    targets: frozenset[str]


class Reading(NamedTuple):
    """One predicate with the tokens that act and those acted upon; the same set where mutual.

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


@cache
def lexicon() -> dict[str, dict[str, Entry]]:
    """The packaged predicates: lemma → kind → entry; a ValueError names a wrong column or word."""
    with LEXICON.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file)
        if rows.fieldnames != COLUMNS:
            raise ValueError(
                f"{LEXICON.name} must have the columns {', '.join(COLUMNS)}; "
                f"it has {', '.join(rows.fieldnames or ['none'])}."
            )
        entries: dict[str, dict[str, Entry]] = defaultdict(dict)
        for row in rows:
            sign = {"friendly": 1, "hostile": -1, "": 0}.get(row["stance"])
            if sign is None:
                raise ValueError(
                    f"{LEXICON.name}: the stance of {row['lemma']!r} must be friendly, hostile "
                    f"or empty; not {row['stance']!r}."
                )
            targets = frozenset(filter(None, row["target"].split("|")))
            known = entries[row["lemma"]].get(row["kind"])
            if known and known.sign == sign:
                targets |= known.targets
            entries[row["lemma"]][row["kind"]] = Entry(row["kind"], sign, row["mode"], targets)
    return dict(entries)


def readings(sentence: Span) -> list[Reading]:
    """The friendly and hostile predicates of a parsed sentence, in the order of their words."""
    words = lexicon()
    found: list[Reading] = []
    for token in sentence:
        entry = words.get(token.lemma_.lower())
        if entry is None:
            continue
        if token.pos_ == "VERB" or token.tag_.startswith("VB"):
            found += _verb(token, entry)
        elif token.pos_ in ("NOUN", "PROPN", "ADJ"):
            found += _noun(token, entry)
    return found


def matching(found: list[Reading], source: Span, target: Span) -> list[Reading]:
    """The readings in which `source` acts on `target`, and those where only the speaker judges."""
    own, other = range(source.start, source.end), range(target.start, target.end)
    matched = []
    for reading in found:
        if reading.targets.isdisjoint(other):
            continue
        if not reading.sources:
            matched.append(reading)
        elif reading.sources.isdisjoint(own):
            continue
        elif reading.sources == reading.targets:
            if apart(source, target):
                matched.append(reading)
        elif reading.targets.isdisjoint(own):
            matched.append(reading)
    return matched


def evidence(found: list[Reading], source: Span, target: Span) -> list[float]:
    """What the readings say of `source` towards `target`, as six numbers for the network.

    Strength of the friendly and the hostile deed, of the friendly and the hostile judgement of
    `target`; whether a deed is negated or supposed; whether another than `source` acts.
    """
    numbers = [0.0] * 6
    for reading in matching(found, source, target):
        place = (0 if reading.sources else 2) + (reading.sign < 0)
        numbers[place] = max(numbers[place], reading.strength)
        if reading.sources and reading.strength < 0.2:
            numbers[4] = 1.0
    own, other = range(source.start, source.end), range(target.start, target.end)
    for reading in found:
        if reading.sources and not reading.targets.isdisjoint(other):
            numbers[5] = max(numbers[5], float(reading.sources.isdisjoint(own)))
    return numbers


def listed_together(one: Span, other: Span) -> bool:
    """Whether two spans are members of one list, as Iran and Syria in "Iran and Syria"."""
    members = [_member(one.root), _member(other.root)]
    for place, member in enumerate(members):
        while member.dep_ == "conj" and member.head.pos_ in ("NOUN", "PROPN", "ADJ"):
            member = _member(member.head)
        members[place] = member
    return members[0] == members[1] and _member(one.root) != _member(other.root)


def _verb(verb: Token, entry: dict[str, Entry]) -> list[Reading]:
    force = _force(verb)
    found = []
    if "call" in entry and (naming := _called(verb)):
        targets, sign, cue = naming
        agents = subjects(verb)
        found.append(Reading(agents, targets, sign, "verbal", 0.9 * force, (verb.i, *cue)))
        return found
    if "receive" in entry:
        found += _received(verb)
    if "together" in entry and not any(
        child.dep_ in ("dobj", "nsubjpass") or (child.dep_ == "prep" and child.lower_ == "with")
        for child in verb.children
    ):
        both = subjects(verb)
        together = entry["together"]
        found.append(Reading(both, both, together.sign, together.mode, 0.7 * force, (verb.i,)))
    action = entry.get("verb")
    if action is None:
        return found
    passive = any(child.dep_ in ("nsubjpass", "auxpass") for child in verb.children) or (
        verb.dep_ == "acl" and verb.tag_ == "VBN"
    )
    agents = subjects(verb)
    asks = verb.dep_ in ("xcomp", "ccomp") and "ask" in lexicon().get(verb.head.lemma_.lower(), {})
    for object_ in _objects(verb, action.targets, passive):
        for targets, sign, strength, cue in patients(object_, action.sign):
            cue = (verb.i, *cue)
            found.append(Reading(agents, targets, sign, action.mode, strength * force, cue))
            if asks:
                asker, asked = subjects(verb.head), 0.8 * strength * _force(verb.head)
                found.append(Reading(asker, targets, sign, "verbal", asked, (verb.head.i, *cue)))
    return found


def _received(verb: Token) -> list[Reading]:
    """Who gives the subject of "received weapons from X" what it gets: X, a friend by deed."""
    givers = [
        names(thing, acting=True)
        for child in verb.children
        if child.dep_ == "prep" and child.lower_ == "from"
        for thing in child.children
        if thing.dep_ == "pobj"
    ]
    if not givers:
        return []
    if verb.dep_ == "acl" and verb.head.dep_ == "dobj":
        takers = subjects(verb.head.head)
    else:
        takers = subjects(verb)
    sources = frozenset().union(*givers)
    return [Reading(sources, takers, 1, "material", 0.6 * _force(verb), (verb.i,))]


def _noun(noun: Token, entry: dict[str, Entry]) -> list[Reading]:
    found = []
    verdict = entry.get("evaluation")
    if verdict and noun.dep_ in ("attr", "acomp", "appos", "conj", "amod"):
        about = _described(noun)
        if about is not None:
            found.append(
                Reading(
                    frozenset(),
                    names(about),
                    verdict.sign,
                    "verbal",
                    0.8 * _force(noun.head),
                    (noun.i,),
                )
            )
    if "together" in entry and noun.pos_ != "ADJ":
        found += _together(noun, entry["together"])
    deed = entry.get("noun")
    if deed and noun.pos_ != "ADJ":
        agents, carrier, turn = _carriers(noun)
        targets: set[int] = set()
        after = () if carrier is noun else (c for c in carrier.children if c.i > noun.i)
        for child in (*noun.children, *after):
            if child.dep_ == "prep" and child.lower_ in deed.targets:
                for thing in child.children:
                    if thing.dep_ == "pobj":
                        targets |= names(thing)
        if agents and targets and turn:
            force = _force(carrier) * (0 if _no(noun) else 1)
            cue = (noun.i,) if carrier is noun else (carrier.i, noun.i)
            found.append(
                Reading(
                    frozenset(agents),
                    frozenset(targets),
                    deed.sign * turn,
                    deed.mode,
                    0.9 * force,
                    tuple(sorted(cue)),
                )
            )
    return found


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
        agents, carrier, turn = _carriers(noun)
        if turn > 0:
            both |= agents
    if not both:
        return []
    force = _force(carrier) * (0 if _no(noun) else 1)
    group = frozenset(both)
    return [Reading(group, group, deed.sign, deed.mode, 0.7 * force, (noun.i,))]


def apart(one: Span, other: Span) -> bool:
    """Whether two spans are two members of a list, or one group's words: not head and modifier."""
    if one.start < other.end and other.start < one.end:
        return True
    return _member(one.root) != _member(other.root)


def _member(token: Token) -> Token:
    while token.dep_ in ("compound", "amod", "nmod", "poss", "appos"):
        token = token.head
    return token


def _listed(noun: Token) -> bool:
    return any(child.dep_ == "conj" for child in noun.children) or noun.tag_ in ("NNS", "NNPS")


def subjects(verb: Token, depth: int = 0) -> frozenset[int]:
    """The tokens that do what the verb says, found through control, relatives and conjunction."""
    if depth > DEPTH:
        return frozenset()
    agents: set[int] = set()
    passive = False
    for child in verb.children:
        if child.dep_ == "nsubj":
            if child.tag_ in ("WDT", "WP") and verb.dep_ == "relcl":
                agents |= names(verb.head, acting=True)
            else:
                agents |= names(child, acting=True)
        elif child.dep_ == "agent":
            for thing in child.children:
                if thing.dep_ == "pobj":
                    agents |= names(thing, acting=True)
        elif child.dep_ in ("nsubjpass", "auxpass"):
            passive = True
    if agents or passive:
        return frozenset(agents)
    head = verb.head
    if verb.dep_ == "conj":
        return subjects(head, depth + 1)
    if verb.dep_ in ("xcomp", "advcl", "ccomp"):
        kinds = lexicon().get(head.lemma_.lower(), {})
        if "ask" in kinds and verb.dep_ != "advcl":
            asked = [child for child in head.children if child.dep_ in ("dobj", "dative")]
            return frozenset().union(*(names(one, acting=True) for one in asked))
        return subjects(head, depth + 1)
    if verb.dep_ in ("acl", "relcl"):
        if verb.tag_ == "VBG":
            return names(head, acting=True)
        if verb.tag_ in ("VB", "VBP", "VBZ"):
            return _carriers(head)[0]
    if verb.dep_ == "pcomp" and head.dep_ == "prep":
        above = head.head
        if above.pos_ == "VERB":
            asked = [child for child in above.children if child.dep_ == "dobj"]
            if asked and head.lower_ in ("of", "for"):
                return frozenset().union(*(names(one, acting=True) for one in asked))
            return subjects(above, depth + 1)
    return frozenset()


def names(head: Token, acting: bool = False, depth: int = 0) -> frozenset[int]:
    """The tokens of a noun phrase that may name an actor: head, modifiers, list and apposition.

    With `acting`, a possessor or "of" counts only where the head speaks for it (its government).
    """
    found = {head.i}
    if depth > DEPTH:
        return frozenset(found)
    kinds = lexicon().get(head.lemma_.lower(), {})
    office = "office" in kinds or head.pos_ == "PROPN"
    apart = "apart" in kinds
    for child in head.children:
        if (
            (child.dep_ in ("compound", "amod", "nmod") and not (acting and apart))
            or (child.dep_ == "poss" and (not acting or office))
            or child.dep_ in NAMING
        ):
            found |= names(child, acting, depth + 1)
        elif child.dep_ == "prep" and (
            (child.lower_ == "of" and (office or not acting)) or child.lower_ == "including"
        ):
            for thing in child.children:
                if thing.dep_ == "pobj":
                    found |= names(thing, acting, depth + 1)
    return frozenset(found)


def patients(object_: Token, sign: int, depth: int = 0):
    """Yield (tokens, sign, strength, cue) of whom an object stands for, turned by deed nouns.

    Who condemns an attack on Israel by Hamas is hostile to Hamas and, more weakly, a friend of
    Israel; who opposes sanctions against Iran is not its enemy.
    """
    kinds = lexicon().get(object_.lemma_.lower(), {})
    deed = kinds.get("noun") if object_.pos_ == "NOUN" else None
    near = {object_.i}
    for child in object_.children:
        if child.dep_ in ("compound", "amod", "nmod", "poss"):
            near |= names(child)
        elif child.dep_ in NAMING and depth <= DEPTH:
            yield from patients(child, sign, depth + 1)
        elif child.dep_ == "prep" and depth <= DEPTH:
            for thing in child.children:
                if thing.dep_ != "pobj":
                    continue
                if deed and child.lower_ in deed.targets and child.lower_ not in ("between", "by"):
                    turned = sign * deed.sign
                    for tokens, s, strength, cue in patients(thing, turned, depth + 1):
                        yield tokens, s, strength * 0.6, (object_.i, *cue)
                elif child.lower_ in INSIDE:
                    for tokens, s, strength, cue in patients(thing, sign, depth + 1):
                        yield tokens, s, strength * 0.9, cue
    yield frozenset(near), sign, 0.95 if depth == 0 else 0.9, ()


def _objects(verb: Token, targets: frozenset[str], passive: bool) -> list[Token]:
    found = []
    if passive and "obj" in targets:
        for child in verb.children:
            if child.dep_ == "nsubjpass":
                relative = child.tag_ in ("WDT", "WP") and verb.dep_ == "relcl"
                found.append(verb.head if relative else child)
        if not found and verb.dep_ == "acl":
            found.append(verb.head)
    for child in verb.children:
        if child.dep_ in ("dobj", "dative") and "obj" in targets and not passive:
            relative = child.tag_ in ("WDT", "WP") and verb.dep_ == "relcl"
            found.append(verb.head if relative else child)
        elif child.dep_ in ("prep", "dative") and child.lower_ in targets:
            found += [thing for thing in child.children if thing.dep_ == "pobj"]
        elif child.dep_ == "dative" and "to" in targets:
            found.append(child)
        elif child.dep_ == "prt" and child.lower_ in targets:
            found += [thing for thing in verb.children if thing.dep_ == "dobj"]
        elif child.dep_ == "prep" and child.lower_ in ("out", "back", "down"):
            for deeper in child.children:
                if deeper.dep_ == "prep" and deeper.lower_ in targets:
                    found += [thing for thing in deeper.children if thing.dep_ == "pobj"]
    return found


def _carriers(noun: Token) -> tuple[frozenset[int], Token, int]:
    """Who does what a deed noun names: its possessor, "by", or the subject of its verb.

    Also the token whose negation counts, and 1, or -1 where the verb takes the deed back, or 0.
    """
    agents: set[int] = set()
    for child in noun.children:
        if child.dep_ == "poss" or (
            child.dep_ in ("amod", "nmod", "compound") and child.text[0].isupper()
        ):
            agents |= names(child, acting=True)
        elif child.dep_ == "prep" and child.lower_ in ("by", "from"):
            for thing in child.children:
                if thing.dep_ == "pobj":
                    agents |= names(thing, acting=True)
    top = noun
    for _ in range(DEPTH):
        if top.dep_ == "conj" and top.head.pos_ == "NOUN":
            top = top.head
        elif top.dep_ == "pobj" and top.head.lower_ in ("of", "in") and top.head.head != top.head:
            top = top.head.head
        else:
            break
    verb = top.head
    if top.dep_ in ("dobj", "attr", "nsubjpass", "pobj") and verb.pos_ in ("VERB", "AUX", "ADP"):
        while verb.pos_ == "ADP" and verb.head != verb:
            verb = verb.head
        kinds = lexicon().get(verb.lemma_.lower(), {})
        if agents and not ({"reverse", "relieve", "cancel"} & kinds.keys()):
            return frozenset(agents), verb, 1
        if "light" in kinds or top.dep_ == "attr" or not kinds:
            if top.dep_ in ("dobj", "attr", "nsubjpass") and (kinds or top.dep_ == "attr"):
                agents |= subjects(verb)
            return frozenset(agents), verb, 1
        if "relieve" in kinds or "reverse" in kinds:
            friendly = lexicon().get(noun.lemma_.lower(), {}).get("noun", Entry("", 0, "", "")).sign
            turn = -1 if ("relieve" in kinds) == (friendly < 0) else 0
            return subjects(verb), verb, turn
        if "cancel" in kinds:
            return subjects(verb), verb, 0
        if "verb" in kinds:
            return subjects(verb), verb, 0
    return frozenset(agents), noun, 1


def _called(verb: Token) -> tuple[frozenset[int], int, tuple[int, ...]] | None:
    """Of "called X a threat", "described X as brave": X's tokens, the sign, the words."""
    words = lexicon()
    about, verdicts = [], []
    for child in verb.children:
        if child.dep_ in ("dobj", "nsubjpass"):
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
                targets = frozenset().union(
                    *(tokens for one in about for tokens, *_ in patients(one, 1))
                )
                return targets, entry.sign, (token.i,)
    return None


def _described(word: Token) -> Token | None:
    """Whom a judging noun or adjective is said of, or None."""
    head = word.head
    if word.dep_ in ("attr", "acomp"):
        return next((c for c in head.children if c.dep_ in ("nsubj", "nsubjpass")), None)
    if word.dep_ == "conj" and head.dep_ in ("attr", "acomp"):
        return _described(head)
    if word.dep_ == "amod" and head.dep_ in ("attr", "oprd"):
        return next((c for c in head.head.children if c.dep_ == "nsubj"), None)
    if word.dep_ == "appos" and head.pos_ == "PROPN":
        return head
    return None


def _inverted(verb: Token, auxiliary: Token) -> bool:
    """Whether "had" stands before its subject, as in "had they attacked, …"."""
    return any(c.dep_ == "nsubj" and auxiliary.i < c.i < verb.i for c in verb.children)


def _no(noun: Token) -> bool:
    return any(child.dep_ in ("det", "neg") and child.lower_ == "no" for child in noun.children)


def _force(token: Token) -> float:
    """1 where the clause is asserted, 0 where it is negated, denied, refused or only supposed."""
    words = lexicon()
    force = 1.0
    below = None
    for _ in range(DEPTH * 2):
        for child in token.children:
            if child.dep_ == "neg" or (
                child.lower_ in NEGATIVES
                and child.dep_ in ("advmod", "preconj", "cc", "prep", "nsubj")
            ):
                if not (below is not None and child.i > below.i) and not (
                    below is not None and below.dep_ == "conj"
                ):
                    force = 0.0
            elif below is None and child.dep_ == "aux" and child.lower_ in MODALS:
                force *= 0.3
            elif (
                (child.dep_ == "aux" and child.lower_ == "had" and _inverted(token, child))
                or (child.dep_ == "mark" and child.lower_ in CONDITIONS)
                or (child.dep_ == "det" and child.lower_ == "no")
            ):
                force = 0.0
        head = token.head
        if head is token or (token.dep_ not in CLAUSES and token.dep_ != "prep"):
            break
        kinds = words.get(head.lemma_.lower(), {})
        if token.dep_ in ("xcomp", "ccomp", "pcomp", "prep", "acl") and "cancel" in kinds:
            by_prep = token.dep_ == "prep" and not (
                below is not None and below.dep_ == "pcomp" and token.lower_ in ("of", "from", "in")
            )
            if not by_prep and not (token.dep_ == "prep" and below is None):
                force = 0.0
        if token.dep_ in ("xcomp", "ccomp") and "ask" in kinds:
            force *= 0.5
        if token.dep_ in ("advcl", "relcl", "parataxis") or (
            token.dep_ == "ccomp" and "cancel" not in kinds
        ):
            if head.lemma_.lower() in CONDITIONS:
                force = 0.0
            if token.dep_ != "ccomp" or force == 0.0:
                break
        below, token = token, head
    return force
