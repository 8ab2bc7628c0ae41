"""Reporting cues in a parsed text: who says, thinks or means to do what, read from the syntax."""

import csv
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import NamedTuple

import numpy as np
from spacy.attrs import LEMMA
from spacy.tokens import Doc, Token

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "expl"})
RELATIVE = frozenset({"who", "which", "that", "whom"})
NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
NARRATORS = frozenset({"i", "we", "you"})
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
TIMES = frozenset({"DATE", "TIME"})
TRIMMED = frozenset({"PUNCT", "SPACE"})


class Cue(NamedTuple):
    """A row of cues.csv: a word that brings in somebody's words or thoughts."""

    lemma: str
    pos: str
    form: str
    attitude: str
    takes: frozenset[str]


class Report(NamedTuple):
    """What a cue brings in: token ranges of content and cue, the speaker's head (-1: none)."""

    start: int
    end: int
    speaker: int
    cue_start: int
    cue_end: int
    cue: Cue
    outer: int = -1
    rest: tuple[int, int] = (0, 0)
    """The other part of a clause that the cue cuts in two."""


@cache
def read_cues() -> dict[tuple[str, str], Cue]:
    """Return the cues of lexicon/cues.csv by lemma and part of speech (verb, noun, phrase)."""
    source = files("workbench") / "lexicon" / "cues.csv"
    with source.open(encoding="utf-8", newline="") as lines:
        return {
            (row["lemma"], row["pos"]): Cue(
                row["lemma"],
                row["pos"],
                row["form"],
                row["attitude"],
                frozenset(row["takes"].split()),
            )
            for row in csv.DictReader(lines)
        }


def cue_tokens(doc: Doc) -> Iterator[tuple[Token, Cue]]:
    """Yield each token that is a cue by its lemma and part of speech, in order."""
    cues = read_cues()
    strings = doc.vocab.strings
    lemmas = np.array([strings[lemma] for lemma, _ in cues], dtype="uint64")
    for place in np.flatnonzero(np.isin(doc.to_array(LEMMA), lemmas)):
        token = doc[int(place)]
        if token.dep_ == "amod":
            continue
        pos = token.pos_
        if pos in ("VERB", "AUX"):
            cue = cues.get((token.lemma_, "verb")) or cues.get((token.lemma_, "phrase"))
        elif pos in ("NOUN", "PROPN"):
            cue = cues.get((token.lemma_, "noun"))
        else:
            cue = None
        if cue and "relay" in cue.takes and doc[max(token.i - 1, 0)].lower_ == "as":
            cue = cues.get((token.lemma_, "phrase"), cue)
        if cue:
            yield token, cue


def report(token: Token, cue: Cue) -> Report | None:
    """Return what the cue at `token` brings in by a clause, or None where it brings in nothing."""
    if cue.pos == "phrase":
        return _according_to(token, cue)
    if cue.pos == "noun":
        return _noun_report(token, cue)
    return _verb_report(token, cue)


def _verb_report(token: Token, cue: Cue) -> Report | None:
    if not _is_made(token):
        return None
    first, last = cue_range(token)
    start, end = _complement(token, cue) or _before(token, cue) or _beside(token, cue)
    start, end = trim(token.doc, start, end)
    if start >= end or start <= token.i < end:
        return None
    speaker, outer = speakers(token)
    if speaker is not None and speaker.lower_ in NARRATORS:
        return None
    if speaker is None and token.tag_ in FINITE:
        speaker = _nearby(token, end)
    rest = (0, 0)
    if token.dep_ == "parataxis" and start > token.i:
        rest = trim(token.doc, token.head.left_edge.i, token.left_edge.i)
    return Report(start, end, index(speaker), first, last, cue, index(outer), rest)


def _complement(token: Token, cue: Cue) -> tuple[int, int] | None:
    """Return the range of the clause that is a cue verb's complement, right before left."""
    takes = cue.takes
    left = None
    for child in token.children:
        dep = child.dep_
        right = child.i > token.i
        if (dep == "ccomp" and "clause" in takes and _is_statement(child)) or (
            right and dep in ("xcomp", "ccomp") and "infinitive" in takes and _is_infinitive(child)
        ):
            if right:
                return child.left_edge.i, _end(child, token)
            left = child.left_edge.i, child.right_edge.i + 1
    if "clause" in takes:
        return _that_clause(token) or left
    return left


def _before(token: Token, cue: Cue) -> tuple[int, int] | None:
    """Return the sentence up to a closing ", he said" or ", said the minister"."""
    if "clause" not in cue.takes or token.tag_ not in FINITE:
        return None
    doc = token.doc
    place = token.i
    if doc[place - 1].text != ",":
        for child in token.rights:
            if child.dep_ in ("ccomp", "dobj", "xcomp"):
                return None
        actor = next((child for child in token.lefts if child.dep_ == "nsubj"), None)
        if actor is None:
            return None
        place = actor.left_edge.i
        if place == 0 or doc[place - 1].text != ",":
            return None
    elif (
        token.i + 1 >= len(doc)
        or doc[token.i + 1].pos_ not in (*NOMINAL, "DET", "ADJ")
        or any(child.dep_ == "nsubj" for child in token.lefts)
    ):
        return None
    start, end = token.sent.start, place - 1
    if end - start < 3 or doc[end - 1].is_quote or doc[start].dep_ == "mark":
        return None
    floor = max(start, end - 80)
    if not any(doc[i].tag_ in FINITE and doc[i].dep_ != "relcl" for i in range(floor, end)):
        return None
    return start, end


def _nearby(token: Token, end: int) -> Token | None:
    """Return a speaker that the parse lost: after ", said", else a subject before the cue."""
    doc = token.doc
    if token.i >= end:
        for place in range(token.i + 1, min(token.i + 12, len(doc))):
            if doc[place].dep_ == "nsubj" or doc[place].pos_ == "PROPN":
                return doc[place]
    for place in range(token.i - 1, max(token.sent.start, token.i - 40) - 1, -1):
        word = doc[place]
        if word.dep_ == "nsubj" and word.pos_ in NOMINAL and word.head.dep_ != "relcl":
            return word
    return None


def _end(clause: Token, cue: Token) -> int:
    """Return where a clause ends: before a further cue that the parse joined to it."""
    for child in clause.rights:
        if (
            child.dep_ == "conj"
            and child.tag_ == cue.tag_
            and (child.lemma_, "verb") in read_cues()
            and not any(part.dep_ in SUBJECTS for part in child.lefts)
            and clause.i > cue.i
        ):
            joint = next((part for part in clause.rights if part.dep_ == "cc"), child)
            return min(joint.i, child.left_edge.i)
    return clause.right_edge.i + 1


def _that_clause(token: Token) -> tuple[int, int] | None:
    """Return the range of a "that" clause which the parse hangs on a noun between."""
    doc = token.doc
    has_object = any(child.dep_ == "dobj" for child in token.rights)
    for place in range(token.i + 1, min(token.right_edge.i, token.i + 20)):
        word = doc[place]
        if word.lower_ == "that" and word.tag_ in ("IN", "WDT"):
            governor = word.head.head
            if governor.pos_ in ("VERB", "AUX") and token.i < governor.i < place:
                return None
            if word.dep_ == "mark" or (word.dep_ == "dobj" and not has_object):
                return place, word.head.right_edge.i + 1
            return None
        if word.tag_ in FINITE or word.is_quote:
            return None
    return None


def _is_made(token: Token) -> bool:
    """Whether the statement is made: not one to be made, as in "it is safe to say"."""
    if not any(child.tag_ == "TO" for child in token.lefts):
        return True
    return token.dep_ == "xcomp" and (token.head.lemma_, "phase") in read_cues()


def _beside(token: Token, cue: Cue) -> tuple[int, int]:
    """Return the clause beside a cue that is set in commas: the deal, Kim said, was dead."""
    if "clause" not in cue.takes:
        return 0, 0
    if token.dep_ == "advcl" and any(child.lower_ == "as" for child in token.lefts):
        sentence = token.sent
        lead = trim(token.doc, sentence.start, token.left_edge.i)
        tail = trim(token.doc, token.right_edge.i + 1, sentence.end)
        return max(lead, tail, key=lambda span: span[1] - span[0])
    if token.dep_ != "parataxis":
        return 0, 0
    start, end = token.head.left_edge.i, token.head.right_edge.i + 1
    if token.head.i > token.i and token.right_edge.i + 1 < end - 1:
        return token.right_edge.i + 1, end
    return start, token.left_edge.i


def _is_statement(clause: Token) -> bool:
    """Whether a complement is a clause of its own: with a subject, or a question word."""
    if clause.tag_ in FINITE:
        return True
    for child in clause.lefts:
        if child.tag_ in FINITE or child.dep_ in SUBJECTS or child.tag_ in ("WRB", "WP", "WDT"):
            return True
        if child.dep_ == "mark" and child.lower_ in ("that", "whether", "if"):
            return True
    return False


def _is_infinitive(clause: Token) -> bool:
    return any(child.tag_ == "TO" for child in clause.lefts)


def _noun_report(token: Token, cue: Cue) -> Report | None:
    for child in token.rights:
        if child.dep_ in ("acl", "ccomp", "relcl") and _has_that(child):
            break
    else:
        return None
    speaker = owner(token)
    if speaker is None:
        return None
    start, end = trim(token.doc, child.left_edge.i, child.right_edge.i + 1)
    return Report(start, end, speaker.i, token.i, token.i + 1, cue) if start < end else None


def _has_that(clause: Token) -> bool:
    """Whether a noun's clause is its content (the claim that he left), not a relative clause."""
    lefts = list(clause.lefts)
    return any(child.lower_ == "that" and child.dep_ in ("mark", "det") for child in lefts) and any(
        child.dep_ in SUBJECTS and child.lower_ != "that" for child in lefts
    )


def _according_to(token: Token, cue: Cue) -> Report | None:
    doc = token.doc
    if token.i + 1 >= len(doc) or doc[token.i + 1].lower_ not in ("to", "by"):
        return None
    preposition = doc[token.i + 1]
    source = next((child for child in preposition.rights if child.pos_ in NOMINAL), None)
    if source is None:
        return None
    sentence = token.sent
    phrase_end = phrase(source)[1]
    tail = trim(doc, phrase_end, sentence.end)
    lead = trim(doc, sentence.start, token.i)
    start, end = lead if lead[1] - lead[0] >= 4 else tail
    if end - start < 3:
        return None
    return Report(start, end, source.i, token.i, token.i + 2, cue)


def speakers(verb: Token) -> tuple[Token | None, Token | None]:
    """Return whose words a verb brings in, and who passes them on, each by its head.

    In "Im was quoted by the agency as saying", and in "the agency quoted Im as saying", Im speaks
    and the agency passes it on; in "he said" nobody does.
    """
    relay = verb
    if verb.dep_ in ("pcomp", "advcl", "xcomp") and verb.head.lower_ == "as":
        relay = verb.head.head
    cue = read_cues().get((relay.lemma_, "verb"))
    if cue is None or "relay" not in cue.takes:
        return subject(verb), None
    parts = {child.dep_: child for child in relay.children}
    if "nsubjpass" in parts:
        agent = parts.get("agent")
        by = next(agent.rights, None) if agent is not None else None
        return _antecedent(parts["nsubjpass"], relay), by
    if relay is not verb and "dobj" in parts:
        return parts["dobj"], subject(relay)
    return subject(verb), None


def subject(verb: Token, steps: int = 6) -> Token | None:
    """Return the head of the words for who does what `verb` says, climbing to the main clause."""
    passive = None
    for child in verb.children:
        dep = child.dep_
        if dep == "nsubj" and child.ent_type_ not in TIMES:
            return _antecedent(child, verb)
        if dep == "agent":
            return next(child.rights, None)
        if dep in ("nsubjpass", "auxpass"):
            passive = child
    if passive is not None or steps == 0:
        return None
    head = verb.head
    if verb.dep_ in ("conj", "xcomp", "advcl", "ccomp", "dep", "pcomp"):
        above = head.head if verb.dep_ == "pcomp" else head
        if above.pos_ in ("VERB", "AUX"):
            passive = next((child for child in above.lefts if child.dep_ == "nsubjpass"), None)
            if passive is not None and verb.dep_ != "conj":
                return _antecedent(passive, above)
            return subject(above, steps - 1)
    if verb.dep_ in ("acl", "relcl"):
        if (head.lemma_, "noun") in read_cues():
            return owner(head, steps - 1) or head
        return head
    return None


def _antecedent(token: Token, verb: Token) -> Token:
    """Return the noun a relative pronoun stands for, or the token itself."""
    if token.lower_ not in RELATIVE:
        return token
    for _ in range(4):
        if verb.dep_ == "relcl":
            return verb.head
        if verb.head is verb or verb.dep_ == "ROOT":
            break
        verb = verb.head
    return token


def owner(noun: Token, steps: int = 6) -> Token | None:
    """Return whose `noun` it is: a possessive, "of", "by" or "from" someone, or who makes it."""
    for child in noun.children:
        if child.dep_ == "poss":
            return child
    for child in noun.rights:
        if child.dep_ == "prep" and child.lower_ in ("of", "by", "from", "among"):
            return next((part for part in child.rights if part.pos_ in NOMINAL), None)
    if noun.dep_ in ("dobj", "pobj", "attr"):
        verb = noun.head
        if noun.dep_ == "pobj":
            verb = verb.head
        if verb.pos_ in ("VERB", "AUX"):
            found = subject(verb, steps - 1)
            return found if found is not noun else None
    return None


def cue_range(token: Token) -> tuple[int, int]:
    """Return the token range of a verb cue with its auxiliaries and negation."""
    first = token.i
    for child in token.lefts:
        if child.dep_ in ("aux", "auxpass", "neg"):
            first = min(first, child.i)
    return (first, token.i + 1) if token.i - first <= 4 else (token.i, token.i + 1)


def is_negated(token: Token) -> bool:
    """Whether a cue is negated: did not say, never claimed."""
    return any(child.dep_ == "neg" or child.lower_ == "never" for child in token.lefts)


def phrase(head: Token) -> tuple[int, int]:
    """Return the token range of a noun phrase up to its first comma, relative clause or quote.

    A name set beside a role is kept: the union's president, Ola Berg.
    """
    start, end = head.left_edge.i, head.right_edge.i + 1
    doc = head.doc
    for place in range(head.i - 1, start - 1, -1):
        if doc[place].text in '",“”' or doc[place].is_space:
            start = place + 1
            break
    for place in range(head.i + 1, end):
        token = doc[place]
        if token.text in ',“”"():;—–-' or token.is_space or token.dep_ == "relcl":
            end = min(place, token.left_edge.i if token.left_edge.i > head.i else place)
            break
        if token.dep_ == "acl" or token.lower_ in ("who", "which"):
            end = place
            break
    while start < head.i and (doc[start].pos_ in TRIMMED or doc[start].dep_ in ("cc", "advmod")):
        start += 1
    if end - 1 > head.i and doc[end - 1].tag_ == "POS":
        end -= 1
    return start, max(end, head.i + 1)


def trim(doc: Doc, start: int, end: int) -> tuple[int, int]:
    """Return the range without punctuation at its ends, quotation marks apart."""
    while start < end and doc[start].pos_ in TRIMMED and not doc[start].is_quote:
        start += 1
    while end > start and doc[end - 1].pos_ in TRIMMED and not doc[end - 1].is_quote:
        end -= 1
    return start, end


def index(token: Token | None) -> int:
    return -1 if token is None else token.i
