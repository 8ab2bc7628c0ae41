"""Whether a name means an actor where it stands: by its context, its case, what goes on."""

from functools import lru_cache

from spacy.tokens import Doc, Token

from workbench.pipeline.actors.capitals import acts
from workbench.pipeline.lexicon import SURNAME_FIRST, Alias, Condition, Lexicon, fold


def fits(doc: Doc, start: int, end: int, conditions: tuple[Condition, ...]) -> bool:
    """Whether the words around doc[start:end] allow the reading that `conditions` guard.

    A "sure" word settles it; else no "unless" may hold, and one "if" must where there are any.
    """
    article = _folded(doc) if any(one[0].endswith("article") for one in conditions) else ""
    wanted = met = False
    for condition, words in conditions:
        if condition == "sure article":
            if any(word in article for word in words):
                return True
            continue
        if condition.endswith("next"):
            holds = end < len(doc) and fold(doc[end].text) in words
        elif condition.endswith("previous"):
            holds = start > 0 and fold(doc[start - 1].text) in words
        else:
            holds = any(word in article for word in words)
        if condition.startswith("unless"):
            if holds:
                return False
        else:
            wanted, met = True, met or holds
    return met or not wanted


@lru_cache(maxsize=2)
def _folded(doc: Doc) -> str:
    return fold(doc.text)


def stands(doc: Doc, start: int, end: int, alias: Alias, lexicon: Lexicon) -> bool:
    """Whether an alias names its actor here: a city that acts, "US" but not US for "us"."""
    if alias.needs in ("capital", "seat"):
        return acts(doc[end - 1], alias, lexicon)
    if alias.actor.kind == "person" and names_a_ship(doc, start, lexicon):
        return False
    if alias.via == "alias" and alias.actor.kind == "person" and end < len(doc):
        after = doc[end]
        if after.ent_iob_ == "I" and after.ent_type_ == "PERSON" and after.tag_ == "NNP":
            return not (after.is_alpha and after.text.istitle())
    short = alias.actor.kind == "person" and alias.via in ("surname", "alias")
    if short and (_is_part_of_a_name(doc[start], lexicon) or _goes_on(doc, end, alias, lexicon)):
        return False
    if alias.actor.kind == "country" and start + 1 == end and doc[start].ent_type_ == "WORK_OF_ART":
        return end < len(doc) and doc[end].ent_iob_ == "I"
    if end == start + 1:
        word = doc[start]
        if alias.actor.kind == "organisation" and alias.via == "alias" and _ends_a_name(word):
            return False
        if word.text.isupper() and word.lower_ in lexicon.words["words in capitals"]:
            return not _in_capitals(word)
        if (
            word.text == "US"
            and start
            and doc[start - 1].lower_ in lexicon.words["verbs before us"]
        ):
            return not _in_capitals(word)
        if word.ent_type_ == "LANGUAGE":
            return end < len(doc) and doc[end].tag_.startswith("NN")
        if alias.via == "acronym" and _is_half_of_a_label(word):
            return False
        if alias.via == "demonym" and _is_spoken(word, lexicon):
            return False
    return True


def _is_half_of_a_label(word: Token) -> bool:
    """Whether it belongs to the name of who speaks, at the beginning of a line: KIM-BERG: Yes."""
    after = word.doc[word.i + 1 : word.i + 4]
    first = word.i == 0 or "\n" in word.nbor(-1).text
    return first and len(after) == 3 and after[0].text == "-" and after[2].text == ":"


def _is_spoken(word: Token, lexicon: Lexicon) -> bool:
    """Whether a demonym is a language that somebody speaks well or badly: in my bad Turkish."""
    before = word.nbor(-1) if word.i else word
    after = word.doc[word.i + 1] if word.i + 1 < len(word.doc) else word
    if word.tag_.endswith("S") or after.i == word.i or not (after.is_punct and after.text != "-"):
        return False
    return before.tag_ == "PRP$" or before.lower_ in lexicon.words["ways to speak"]


def names_a_ship(doc: Doc, start: int, lexicon: Lexicon) -> bool:
    """Whether the name that begins at `start` is a ship's: USS Harry S. Truman."""
    before = doc[max(0, start - 2) : start].text.lower().split()
    return bool(before) and before[-1] in lexicon.words["ships"]


def _is_part_of_a_name(word: Token, lexicon: Lexicon) -> bool:
    """Whether a surname belongs to somebody else here: Eric Trump, Trump Tower."""
    before = word.nbor(-1) if word.i else None
    titles = lexicon.words["title words"]
    if _is_half_of_a_name(word, lexicon):
        return True
    if (
        before is not None
        and before.ent_type_ == word.ent_type_ == "PERSON"
        and word.ent_iob_ == "I"
    ):
        return before.lower_ not in titles and before.text[:1].isupper()
    if (
        before is not None
        and before.tag_ == "NNP"
        and before.dep_ == "compound"
        and before.ent_type_ == "PERSON"
        and before.text.istitle()
        and before.lower_ not in titles
    ):
        return True
    if word.ent_type_ in ("ORG", "FAC", "WORK_OF_ART") and word.i + 1 < len(word.doc):
        after = word.nbor()
        return (
            after.ent_iob_ == "I" and after.text[:1].isupper() and after.lower_ != "administration"
        )
    return False


def _is_half_of_a_name(word: Token, lexicon: Lexicon) -> bool:
    """Whether a surname is joined to one that no office-holder has: Berg-Obama, not Trump-Putin."""
    doc, i = word.doc, word.i
    sides = []
    if i > 1 and doc[i - 1].text == "-" and not doc[i - 1].whitespace_:
        sides.append(doc[i - 2])
    if i + 2 < len(doc) and doc[i + 1].text == "-" and not word.whitespace_:
        sides.append(doc[i + 2])
    return any(
        side.tag_ == "NNP"
        and side.text.istitle()
        and side.ent_type_ == word.ent_type_ != ""
        and fold(side.text) not in lexicon.holders
        for side in sides
    )


def _goes_on(doc: Doc, end: int, alias: Alias, lexicon: Lexicon) -> bool:
    """Whether a surname that stands first has another's given name behind it: Kim | Tae-hyo."""
    if alias.actor.country not in lexicon.words[SURNAME_FIRST] or end >= len(doc):
        return False
    given = doc[end]
    own = fold(alias.actor.name).replace("-", " ").split()
    named = given.ent_type_ == "PERSON" and given.ent_iob_ == "I" and given.text.istitle()
    return named and fold(given.text) not in own


def _ends_a_name(word: Token) -> bool:
    """Whether a word is the last of a person's name: John Tory."""
    before = word.nbor(-1) if word.i else word
    return word.ent_type_ == before.ent_type_ == "PERSON" and word.ent_iob_ == "I"


def _in_capitals(word: Token) -> bool:
    """Whether the words around one are all written in capitals, as in some headlines."""
    around = [
        token.text
        for token in word.doc[max(0, word.i - 4) : word.i + 5]
        if token.is_alpha and len(token) > 2 and token.sent.start == word.sent.start
    ]
    return len(around) > 1 and all(text.isupper() for text in around)
