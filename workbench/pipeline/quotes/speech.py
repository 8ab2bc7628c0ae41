"""What a reporting cue brings in: the clause that is said, thought or meant, as a token range."""

from typing import NamedTuple

from spacy.tokens import Doc, Token

from workbench.pipeline.quotes.cues import (
    FINITE,
    NOMINAL,
    Cue,
    cue_range,
    is_asked,
    owner,
    phrase,
    read_cues,
    root,
    sentence,
    speakers,
    trim,
)

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "expl"})
NARRATORS = frozenset({"i", "we", "you"})


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
    if "addressee" in cue.takes and start == last:
        start = _past_name(token.doc, start, end)
    speaker, outer = speakers(token)
    if speaker is not None and speaker.lower_ in NARRATORS:
        return None
    if speaker is None and end <= token.i and any(c.dep_ == "auxpass" for c in token.lefts):
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
    start, end = sentence(token)[0], place - 1
    if end - start < 3 or doc[end - 1].is_quote or doc[start].dep_ == "mark":
        return None
    floor = max(start, end - 80)
    clause = (doc[i] for i in range(floor, end) if doc[i].dep_ != "relcl")
    if not any(word.tag_ in FINITE or word.tag_ == "TO" for word in clause):
        return None
    return start, end


def _past_name(doc: Doc, start: int, end: int) -> int:
    """Return where the content begins if a name, of who is told, has been read as its start."""
    place = start
    while place < end and doc[place].ent_type_ in ("ORG", "PERSON"):
        place += 1
    told = place > start and place < end and doc[place].pos_ in (*NOMINAL, "DET", "ADJ", "SCONJ")
    return place if told and not doc[place].is_punct else start


def _nearby(token: Token, end: int) -> Token | None:
    """Return a speaker that the parse lost: after ", said", else a subject before the cue."""
    doc = token.doc
    if token.i >= end:
        for place in range(token.i + 1, min(token.i + 12, len(doc))):
            if doc[place].dep_ == "nsubj" or doc[place].pos_ == "PROPN":
                return doc[place]
    for place in range(token.i - 1, max(sentence(token)[0], token.i - 40) - 1, -1):
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
    """Whether the statement is made: not one "to say", and not by whoever was "asked" it."""
    if is_asked(token):
        return False
    if not any(child.tag_ == "TO" for child in token.lefts):
        return True
    return token.dep_ == "xcomp" and (token.head.lemma_, "phase") in read_cues()


def _beside(token: Token, cue: Cue) -> tuple[int, int]:
    """Return the clause beside a cue that is set in commas: the deal, Kim said, was dead."""
    if "clause" not in cue.takes:
        return 0, 0
    if token.dep_ == "advcl" and any(child.lower_ == "as" for child in token.lefts):
        begin, stop = sentence(token)
        first = token.left_edge.i
        if first > begin and token.doc[first - 1].text != ",":
            return 0, 0
        lead = trim(token.doc, begin, token.left_edge.i)
        tail = trim(token.doc, token.right_edge.i + 1, stop)
        return max(lead, tail, key=lambda span: span[1] - span[0])
    if token.dep_ != "parataxis":
        return 0, 0
    start, end = token.head.left_edge.i, token.head.right_edge.i + 1
    if token.head.i > token.i and token.right_edge.i + 1 < end - 1:
        return token.right_edge.i + 1, end
    return start, token.left_edge.i


def _is_statement(clause: Token) -> bool:
    """Whether a complement is a clause of its own: with a subject, or a question word."""
    first = clause.left_edge
    if first.tag_ == "IN" and first.lower_ not in ("that", "whether", "if"):
        return first.dep_ != "mark"
    if clause.tag_ in FINITE:
        return first.lower_ != "so"
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
    begin, stop = sentence(token)
    phrase_end = phrase(source)[1]
    if token.i - begin < 3 and stop - source.right_edge.i > 4:
        phrase_end = max(phrase_end, source.right_edge.i + 1)
    tail = trim(doc, phrase_end, stop)
    lead = trim(doc, begin, token.i)
    rest = (0, 0)
    if lead[1] - lead[0] < 4 or root(token).i >= phrase_end:
        (start, end), rest = tail, lead
    else:
        start, end = lead
    if end - start < 3:
        return None
    return Report(start, end, source.i, token.i, token.i + 2, cue, -1, rest)


def index(token: Token | None) -> int:
    return -1 if token is None else token.i
