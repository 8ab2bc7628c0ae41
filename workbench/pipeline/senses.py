"""Whether a name means an actor where it stands: context of ambiguous names, cities that act."""

from functools import lru_cache

from spacy.tokens import Doc, Token

from workbench.pipeline.lexicon import SURNAME_FIRST, Alias, Condition, Lexicon, fold


def fits(doc: Doc, start: int, end: int, conditions: tuple[Condition, ...]) -> bool:
    """Whether the words around doc[start:end] allow the reading that `conditions` guard.

    A "sure" word settles it; else no "unless" may hold, and one "if" must where there are any.
    """
    article = _folded(doc.text) if any(one[0].endswith("article") for one in conditions) else ""
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
def _folded(text: str) -> str:
    return fold(text)


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
    return True


def names_a_ship(doc: Doc, start: int, lexicon: Lexicon) -> bool:
    """Whether the name that begins at `start` is a ship's: USS Harry S. Truman."""
    before = doc[max(0, start - 2) : start].text.lower().split()
    return bool(before) and before[-1] in lexicon.words["ships"]


def _is_part_of_a_name(word: Token, lexicon: Lexicon) -> bool:
    """Whether a surname belongs to somebody else here: Eric Trump, Trump Tower."""
    before = word.nbor(-1) if word.i else None
    titles = lexicon.words["title words"]
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


def acts(token: Token, alias: Alias, lexicon: Lexicon) -> bool:
    """Whether a capital or seat of power, `token` its last word, is the government there.

    It is where it does something, is spoken to, owns or stands between others; not where somebody
    goes, meets or lives in it. A seat (the Kremlin) is the government unless it is a place.
    """
    words = lexicon.words
    if token.i > 1 and token.nbor(-1).text == "-" and token.nbor(-2).lower_ in ("pro", "anti"):
        return True
    if _is_dateline(token) or (token.i and token.nbor(-1).lower_ in ("capital", "city")):
        return False
    while token.dep_ in ("conj", "appos") and token.head.i != token.i:
        token = token.head
    dep, head = token.dep_, token.head
    seat = alias.needs == "seat"
    if dep == "nsubj":
        if head.lemma_ == "be":
            return seat or any(
                child.dep_ == "attr"
                or (child.dep_ == "acomp" and child.lemma_ in words["government adjectives"])
                for child in head.children
            )
        return seat or head.lemma_ not in words["place verbs"] or _takes_a_stand(head)
    if dep in ("nsubjpass", "dobj", "dative", "iobj"):
        return head.lemma_ in words["acted on"]
    if dep == "poss" or (dep == "nmod" and any(_owns(one) for one in (token, *token.conjuncts))):
        return seat or not (head.pos_ == "PROPN" or head.lemma_ in words["place nouns"])
    if dep in ("compound", "nmod", "amod", "npadvmod"):
        place = head.lemma_ in words["place nouns"]
        return head.lower_ in words["government nouns"] or (seat and not place)
    if dep == "pobj":
        return _acts_after(head, words, seat)
    return seat and dep not in ("pcomp",)


def _takes_a_stand(verb: Token) -> bool:
    """Whether a verb of place is meant otherwise: Seoul stands with Kyiv, Moscow stands ready."""
    return verb.lemma_ == "stand" and any(
        child.lower_ in ("with", "by", "as", "against", "behind", "together", "united")
        or child.dep_ == "acomp"
        for child in verb.children
    )


def _is_dateline(token: Token) -> bool:
    """Whether a city only says where the report was written: "JERUSALEM -- An Israeli court"."""
    after = token.nbor().text if token.i + 1 < len(token.doc) else ""
    return token.text.isupper() and (
        after in ("(", "/", ",") or (after[:1] in "-–—" and bool(after))
    )


def _owns(token: Token) -> bool:
    return token.i + 1 < len(token.doc) and token.nbor().tag_ == "POS"


def _acts_after(preposition: Token, words: dict[str, frozenset[str]], seat: bool) -> bool:
    word, governor = preposition.lower_, preposition.head
    if word in words["place prepositions"]:
        return False
    complements = words["government complements"]
    complement = governor.lemma_ in complements or governor.lower_ in complements
    if word == "from" and governor.lemma_ == "come":  # support came from Ottawa
        complement = any(
            child.dep_ == "nsubj" and child.lemma_ in complements for child in governor.children
        )
    if word == "by":
        return governor.tag_ == "VBN"
    if word == "between":
        return complement
    if word in ("with", "against", "about", "without", "like", "despite"):
        return True
    return complement or (seat and word in ("of", "by", "to", "from", "on", "for"))
