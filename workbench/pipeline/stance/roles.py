"""Who stands where in the parse: the tokens that may name who acts, and who is acted upon."""

from collections.abc import Container, Iterator, Sequence

from spacy.tokens import Token

from workbench.pipeline.stance.party import member
from workbench.pipeline.stance.predicates import Entry, lexicon

INSIDE = {"of", "by", "between", "from", "in", "among", "with", "including", "against", "like"}
NAMING = {"appos", "conj"}
PARTIES = {"GPE", "NORP", "ORG", "PERSON"}
DEPTH = 4
INTO = {"into", "to"}  # entered into a pact, came to the aid
SUBJECTS = ("nsubj", "nsubjpass")
HE = {"he", "she", "it", "they"}
POINTING = {"it", "him", "her", "them"}


def subjects(verb: Token, depth: int = 0) -> frozenset[int]:
    """The tokens that do what the verb says, found through control, relatives and conjunction."""
    if depth > DEPTH:
        return frozenset()
    agents: set[int] = set()
    passive = False
    for child in verb.children:
        if child.dep_ == "nsubj":
            whose = child.tag_ in ("WDT", "WP") or any(c.tag_ == "WP$" for c in child.children)
            if whose and verb.dep_ == "relcl":
                agents |= names(verb.head, acting=True)
            else:
                agents |= names(child, acting=True)
                if child.pos_ == "PRON" and verb.dep_ in ("ccomp", "advcl"):
                    agents |= subjects(verb.head, depth + 1)
                elif child.lower_ in HE and verb.dep_ == "relcl" and verb.head.dep_ == "dobj":
                    agents |= subjects(verb.head.head, depth + 1)  # met Eko, whose wit he praised
                elif child.pos_ == "PRON" and verb.dep_ == "acl" and verb.head.dep_ == "dobj":
                    agents |= subjects(verb.head.head, depth + 1)  # reports that it had …
        elif child.dep_ == "agent":
            for thing in child.children:
                if thing.dep_ == "pobj":
                    agents |= names(thing, acting=True)
        elif child.dep_ in ("nsubjpass", "auxpass"):
            passive = True
    if passive and not agents:  # "was promised tanks by X", read as tanks by X
        given = [child for child in verb.children if child.dep_ == "dobj"]
        by = [prep for thing in given for prep in thing.children if prep.lower_ == "by"]
        agents.update(*(names(giver, acting=True) for prep in by for giver in prep.children))
    if agents or passive:
        return frozenset(agents)
    head = verb.head
    if verb.dep_ == "conj":
        return subjects(head, depth + 1)
    if verb.dep_ in ("acomp", "attr"):  # was right to, lost no time in
        return subjects(head, depth + 1) if head.pos_ == "AUX" else frozenset()
    if verb.dep_ in ("xcomp", "advcl", "ccomp"):
        kinds = lexicon().get(head.lemma_.lower(), {})
        if verb.dep_ == "xcomp" and "ask" not in kinds and (made := _made_to(head)):
            return made
        if "ask" in kinds and verb.dep_ != "advcl":
            asked = [child for child in head.children if child.dep_ in ("dobj", "dative")]
            return frozenset().union(*(names(one, acting=True) for one in asked))
        return subjects(head, depth + 1)
    if verb.dep_ in ("acl", "relcl"):
        if verb.tag_ == "VBG":
            agents |= names(head, acting=True)
            if "text" in lexicon().get(head.lemma_.lower(), {}):
                above = head.head.head if head.head.dep_ == "prep" else head.head
                agents |= subjects(above, depth + 1) if above.pos_ == "VERB" else frozenset()
            return frozenset(agents)
        if verb.tag_ in ("VB", "VBP", "VBZ"):
            return carriers(head)[0]
    if verb.dep_ == "pcomp" and head.dep_ == "prep":
        above = head.head
        if above.pos_ in ("ADV", "ADJ"):  # stopped short of
            above = above.head
        if above.pos_ == "VERB":
            asked = [child for child in above.children if child.dep_ == "dobj"]
            if above.dep_ == "relcl" and any(one.tag_ in ("WDT", "WP") for one in asked):
                asked = [above.head]
            charged = head.lower_ == "of" or (head.lower_ == "with" and above.lemma_ == "charge")
            if charged and (accused := _made_to(above)):
                return accused
            if asked and (charged or head.lower_ == "for"):
                return frozenset().union(*(names(one, acting=True) for one in asked))
            return subjects(above, depth + 1)
    return frozenset()


def _made_to(verb: Token) -> frozenset[int]:
    """Who is forced to do something, said to have done it, or accused of it."""
    made = [child for child in verb.children if child.dep_ == "nsubjpass"]
    return frozenset().union(*(names(one, acting=True) for one in made))


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
            or child.dep_ == "conj"
        ):
            found |= names(child, acting, depth + 1)
        elif child.dep_ == "appos":
            found |= names(child, True, depth + 1)
        elif child.dep_ == "prep" and (
            (child.lower_ == "of" and (office or not acting))
            or (child.lower_ in ("from", "at", "with") and "office" in kinds)
            or child.lower_ == "including"
            or (acting and child.lower_ in ("by", "from") and "text" in kinds)
            or (child.lower_ in ("between", "among") and "together" in kinds and not acting)
        ):
            for thing in child.children:
                if thing.dep_ == "pobj":
                    found |= names(thing, acting, depth + 1)
        if acting and "linked" in lexicon().get(child.lemma_.lower(), {}):
            for prep in child.children:
                if prep.dep_ in ("prep", "agent"):
                    for thing in prep.children:
                        found |= names(thing, acting, depth + 1)
    if next_name := _next_of_list(head):
        found |= names(next_name, acting, depth + 1)
    return frozenset(found)


def _next_of_list(name: Token) -> Token | None:
    """The next name of a list where the parser hung it on the verb: "with Peru, and Chile"."""
    if name.pos_ != "PROPN":
        return None
    doc, place, joined = name.doc, name.right_edge.i + 1, False
    while place < len(doc) and doc[place].dep_ in ("punct", "cc", "det"):
        joined |= doc[place].dep_ == "cc"
        place += 1
    if not joined or place == len(doc):
        return None
    found = member(doc[place])
    return found if found.dep_ == "conj" and found.head.pos_ in ("VERB", "AUX") else None


def patients(
    object_: Token, sign: int, depth: int = 0
) -> Iterator[tuple[frozenset[int], int, float, tuple[int, ...]]]:
    """Yield (tokens, sign, strength, cue) of whom an object stands for, turned by deed nouns.

    Who condemns an attack on Israel by Hamas is hostile to Hamas and, more weakly, a friend of
    Israel; who opposes sanctions against Iran is not its enemy. The sign is 0 for whom the object
    is about, but not as one that acts: the use of force against X, a truce between X and Y.
    """
    kinds = lexicon().get(object_.lemma_.lower(), {})
    deed = kinds.get("noun") if object_.pos_ == "NOUN" and not is_peaceful(object_) else None
    near = {object_.i}
    for child in object_.children:
        if child.dep_ in ("compound", "amod", "nmod", "poss"):
            near |= names(child)
        elif child.dep_ in NAMING and depth <= DEPTH:
            yield from patients(child, sign, depth + 1)
        elif child.dep_ == "prep" and depth <= DEPTH and not (deed and object_.dep_ == "appos"):
            if sign < 0 and _tells_for_whom(child):
                continue
            for thing in child.children:
                if thing.dep_ != "pobj":
                    continue
                between = child.lower_ in ("between", "among")
                if deed and child.lower_ in deed.targets and child.lower_ not in ("between", "by"):
                    turned = sign * deed.sign
                    for tokens, s, strength, cue in patients(thing, turned, depth + 1):
                        yield tokens, s, strength * 0.6, (object_.i, *cue)
                elif child.lower_ in INSIDE and not (
                    (child.lower_ in ("in", "of") and is_named(object_, near))
                    or (between and sign <= 0 and "together" not in kinds)
                ):
                    spared = (
                        (between and sign > 0)
                        or child.lower_ == "against"
                        or (child.lower_ == "of" and _acts_itself(object_))
                    )
                    for tokens, s, strength, cue in patients(thing, sign, depth + 1):
                        yield tokens, 0 if spared else s, strength * 0.9, cue
        elif child.dep_ == "acl" and depth <= DEPTH and _made_by(object_, kinds, child):
            for agent in child.children:
                if agent.dep_ == "agent":
                    for thing in agent.children:
                        yield from patients(thing, sign, depth + 1)
    if (next_name := _next_of_list(object_)) and depth <= DEPTH:
        yield from patients(next_name, sign, depth + 1)
    yield frozenset(near), sign, 0.95 if depth == 0 else 0.9, ()


def is_peaceful(noun: Token) -> bool:
    """Whether a word before a noun says that it is no attack: a rescue operation in X."""
    deed = lexicon().get(noun.lemma_.lower(), {}).get("noun")
    return (deed is not None and deed.sign < 0) and any(
        child.dep_ in ("compound", "amod") and "peaceful" in lexicon().get(child.lower_, {})
        for child in noun.children
    )


def _made_by(thing: Token, kinds: dict[str, Entry], clause: Token) -> bool:
    """Whether a clause tells whose deed or weapon a thing is: a missile fired by X."""
    light = "light" in lexicon().get(clause.lemma_.lower(), {})
    return light and clause.tag_ == "VBN" and not {"noun", "office", "text"}.isdisjoint(kinds)


def _tells_for_whom(prep: Token) -> bool:
    """Whether a preposition is of "in solidarity with X": it tells for whom something is done."""
    for noun in (prep.doc[max(0, prep.i - 1)], *prep.children):
        entry = lexicon().get(noun.lemma_.lower(), {}).get("noun")
        if entry is not None and entry.sign > 0 and noun.tag_ == "NN":
            return "in" in (prep.lower_, noun.head.lower_)
    return False


def _acts_itself(noun: Token) -> bool:
    """Whether what follows "of" is acted upon by a noun: the flogging of X, Y's courtship of X."""
    return (
        noun.tag_ == "VBG"
        or noun.lower_.endswith("ing")
        or any(child.dep_ == "poss" for child in noun.children)
    )


def is_named(noun: Token, near: set[int]) -> bool:
    """Whether a noun is named or has a name before it, so that "in …" is only where it stands."""
    return any(noun.doc[place].ent_type_ in PARTIES for place in near)


def objects(
    verb: Token, targets: frozenset[str], passive: bool, beside: Sequence[int] = ()
) -> list[Token]:
    """The nouns that stand where a verb's target stands: its object, or after its prepositions.

    The words `beside` it, which make a phrase with it, are none: turned its back on X.
    """
    found = []
    if passive and "obj" in targets:
        for child in verb.children:
            if child.dep_ == "nsubjpass":
                relative = child.tag_ in ("WDT", "WP") and verb.dep_ == "relcl"
                found.append(verb.head if relative else child)
        if not found and verb.dep_ == "acl":
            found.append(verb.head)
        if not found and verb.dep_ == "conj":  # was thanked and praised
            found += [child for child in verb.head.children if child.dep_ in SUBJECTS]
    elif passive and "to" in targets and any(child.dep_ == "dobj" for child in verb.children):
        found += [child for child in verb.children if child.dep_ == "nsubjpass"]
    for child in verb.children:
        if child.i in beside and child.dep_ == "dobj":
            found += behind(child, targets)
            if not targets.isdisjoint(("obj", "of")):  # waived X's debt
                found += [c for c in child.children if c.dep_ != "appos" and c.ent_type_ in PARTIES]
        elif child.i in beside and child.dep_ == "ccomp" and "obj" in targets:
            found += [thing for thing in child.children if thing.dep_ == "nsubj"]  # let X pass
        elif child.dep_ in ("dobj", "dative") and "obj" in targets and not passive:
            relative = child.tag_ in ("WDT", "WP") and verb.dep_ == "relcl"
            found.append(verb.head if relative else child)
            if verb.dep_ == "relcl" and any(its.tag_ == "WP$" for its in child.children):
                found.append(verb.head)  # whose help he praised
        elif child.dep_ in ("prep", "dative") and child.lower_ in targets:
            found += [t for t in child.children if t.dep_ == "pobj" and not _is_felt(t)]
        elif child.dep_ == "dative" and "to" in targets:
            found.append(child)
        elif child.dep_ == "dobj" and not passive:
            given = "to" in targets and child.ent_type_ in PARTIES
            if given and any(other.dep_ == "dobj" and other.i > child.i for other in verb.children):
                found.append(child)  # sent X two ships
            else:
                found += behind(child, targets)
        elif child.dep_ == "prt" and child.lower_ in targets:
            found += [thing for thing in verb.children if thing.dep_ == "dobj"]
        elif child.dep_ == "prep" and child.lower_ in ("out", "back", "down"):
            found += behind(child, targets)
    return [antecedent(one) or one if one.pos_ == "PRON" else one for one in found]


def _is_felt(noun: Token) -> bool:
    """Whether a noun says what somebody thinks of a deed: gave it to X, to the dismay of Y."""
    return "felt" in lexicon().get(noun.lemma_.lower(), {})


def behind(word: Token, prepositions: Container[str]) -> list[Token]:
    """What stands after some prepositions of a word."""
    return [
        thing
        for prep in word.children
        if prep.dep_ == "prep" and prep.lower_ in prepositions
        for thing in prep.children
        if thing.dep_ == "pobj"
    ]


def antecedent(pronoun: Token) -> Token | None:
    """Who "it" or "him" is in "X levelled the town, and I curse it": the clause's one actor.

    That is the subject of the clause to which the pronoun's is joined, where this names the only
    actor there, and where the pronoun's clause has a subject of its own.
    """
    verb = pronoun.head if pronoun.head.pos_ != "ADP" else pronoun.head.head
    joined = verb.dep_ in ("conj", "advcl") and verb.head.pos_ == "VERB" and verb.head.i < verb.i
    if pronoun.lower_ not in POINTING or not joined:
        return None
    before = verb.head
    own = [child for child in verb.children if child.dep_ == "nsubj"]
    whom = [child for child in before.children if child.dep_ == "nsubj"]
    if len(own) != 1 or len(whom) != 1 or own[0].i > pronoun.i:
        return None
    actors = {
        member(one)
        for one in verb.doc[before.left_edge.i : own[0].left_edge.i]
        if one.ent_type_ in PARTIES
    }
    many = whom[0].tag_ in ("NNS", "NNPS") or any(c.dep_ == "conj" for c in whom[0].children)
    if actors != {whom[0]} or many != (pronoun.lower_ == "them"):
        return None
    return whom[0]


def _are_others(noun: Token, agents: set[int], verb: Token) -> bool:
    """Whether a hostile deed that is ended is another's: end Peru's war on Chile, not its war."""
    deed = lexicon().get(noun.lemma_.lower(), {}).get("noun")
    named = agents and all(noun.doc[i].pos_ != "PRON" for i in agents)
    return bool(named) and deed is not None and deed.sign < 0 and agents.isdisjoint(subjects(verb))


def carriers(noun: Token) -> tuple[frozenset[int], Token, int]:
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
        elif child.dep_ == "amod" and "led" in lexicon().get(child.lower_, {}):
            agents |= {who.i for who in child.children if who.text[0].isupper()}
    if noun.dep_ == "appos" and not agents:
        return names(noun.head, acting=True), noun, 1
    top = noun
    for _ in range(DEPTH):
        if top.dep_ == "conj" and top.head.pos_ == "NOUN":
            top = top.head
        elif top.dep_ == "pobj" and top.head.lower_ in ("of", "in") and top.head.head != top.head:
            top = top.head.head
        else:
            break
    verb = top.head
    if top.dep_ in ("dobj", "attr", "nsubjpass", "pobj", "acomp") and verb.pos_ in (
        "VERB",
        "AUX",
        "ADP",
    ):
        while verb.pos_ == "ADP" and verb.head != verb:
            verb = verb.head
        kinds = lexicon().get(verb.lemma_.lower(), {})
        if "quell" in kinds and _are_others(noun, agents, verb):
            return frozenset(agents), noun, 1
        if agents and not ({"reverse", "relieve", "cancel"} & kinds.keys()):
            return frozenset(agents), verb, 1
        if "ask" in kinds and top.dep_ == "pobj" and top.head.lower_ == "for":
            return frozenset(agents | subjects(verb)), verb, 1
        if "light" in kinds or top.dep_ in ("attr", "acomp") or not kinds:
            within = top.dep_ == "pobj" and "light" in kinds and top.head.lower_ in INTO
            if within or (
                top.dep_ in ("dobj", "attr", "nsubjpass", "acomp")
                and (kinds or top.dep_ in ("attr", "acomp"))
            ):
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
