"""Reporting cues in a parsed text, and who stands behind each: read from the syntax."""

import csv
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import NamedTuple

import numpy as np
from spacy.attrs import LEMMA
from spacy.tokens import Doc, Token

RELATIVE = frozenset({"who", "which", "that", "whom"})
NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
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


def cue_range(token: Token) -> tuple[int, int]:
    """Return the token range of a verb cue with its auxiliaries and negation."""
    first = token.i
    for child in token.lefts:
        if child.dep_ in ("aux", "auxpass", "neg"):
            first = min(first, child.i)
    return (first, token.i + 1) if token.i - first <= 4 else (token.i, token.i + 1)


def is_asked(token: Token) -> bool:
    """Whether a participle tells what is done to the speaker, as in "asked about it, he"."""
    if token.tag_ not in ("VBN", "VBD"):
        return False
    return (token.tag_ == "VBN" and token.dep_ == "advcl") or token.is_sent_start


def is_negated(token: Token) -> bool:
    """Whether a cue is negated: did not say, never claimed."""
    return any(child.dep_ == "neg" or child.lower_ == "never" for child in token.lefts)


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
        if dep == "nsubj" and child.ent_type_ not in TIMES and child.pos_ != "ADV":
            return _antecedent(child, verb)
        if dep == "agent":
            return next(child.rights, None)
        if dep in ("nsubjpass", "auxpass"):
            passive = child
    if passive is not None or steps == 0 or is_asked(verb):
        return None
    head = verb.head
    if verb.dep_ in ("conj", "xcomp", "advcl", "ccomp", "dep", "pcomp"):
        above = head.head if verb.dep_ == "pcomp" else head
        if above.pos_ in ("VERB", "AUX"):
            passive = next((child for child in above.lefts if child.dep_ == "nsubjpass"), None)
            if passive is not None and verb.dep_ != "conj":
                return _antecedent(passive, above)
            return subject(above, steps - 1)
    if verb.dep_ == "acl" and verb.tag_ == "VBG" and verb.doc[verb.i - 1].text == ",":
        while head.pos_ not in ("VERB", "AUX") and head.head is not head and steps:
            head, steps = head.head, steps - 1
        return subject(head, steps - 1) if steps > 0 else None
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
    for place in range(head.i + 1, min(end + 1, len(doc))):
        token = doc[place]
        if token.text == "," and head.pos_ == "NOUN":
            last = place + 1
            while last < len(doc) and doc[last].ent_type_ == "PERSON":
                last += 1
            if last > place + 1:
                return start, last
        if place == end:
            break
        dash = token.text == "-" and doc[place - 1].whitespace_
        if token.text in ',“”"():;—–' or dash or token.is_space or token.dep_ == "relcl":
            end = min(place, token.left_edge.i if token.left_edge.i > head.i else place)
            break
        if token.dep_ == "acl" or token.lower_ in ("who", "which"):
            end = place
            break
    while start < head.i and (doc[start].pos_ in TRIMMED or doc[start].dep_ in ("cc", "advmod")):
        start += 1
    if end - 1 > head.i and doc[end - 1].tag_ == "POS":
        end -= 1
    end = max(end, head.i + 1)
    while end < len(doc) and doc[end].ent_iob_ == "I" and doc[end].ent_type_ == "PERSON":
        end += 1
    return start, end


def sentence(token: Token, *, reach: int = 400) -> tuple[int, int]:
    """Return the token range of a token's sentence, at most `reach` tokens to either side.

    `Token.sent` asks the whole document whether it is parsed, each time.
    """
    doc = token.doc
    start, end = token.i, token.i + 1
    while start > 0 and token.i - start < reach and not doc[start].is_sent_start:
        start -= 1
    while end < len(doc) and end - token.i < reach and not doc[end].is_sent_start:
        end += 1
    return start, end


def root(token: Token, *, reach: int = 400) -> Token:
    """Return the root of a token's sentence."""
    for _ in range(reach):
        if token.head.i == token.i:
            break
        token = token.head
    return token


def trim(doc: Doc, start: int, end: int) -> tuple[int, int]:
    """Return the range without punctuation at its ends, quotation marks apart."""
    while start < end and doc[start].pos_ in TRIMMED and not doc[start].is_quote:
        start += 1
    while end > start and doc[end - 1].pos_ in TRIMMED and not doc[end - 1].is_quote:
        end -= 1
    return start, end
