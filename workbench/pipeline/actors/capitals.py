"""Whether a capital, or a seat of power, means the government there: Kyiv said, but not in Kyiv."""

from spacy.tokens import Token

from workbench.pipeline.lexicon import Alias, Lexicon

Words = dict[str, frozenset[str]]

OBJECTS = ("nsubjpass", "dobj", "dative", "iobj")
COMPANIONS = ("with", "against", "about", "without", "like", "despite")
ATTRIBUTIVE = ("compound", "nmod", "amod", "npadvmod")


def acts(token: Token, alias: Alias, lexicon: Lexicon) -> bool:
    """Whether a capital or seat of power, `token` its last word, is the government there.

    It is where it does something, is spoken to, owns or stands between others; not where somebody
    goes, meets or lives in it. A seat (the Kremlin) is the government unless it is a place.
    """
    words = lexicon.words
    if token.i > 1 and token.nbor(-1).text == "-" and token.nbor(-2).lower_ in ("pro", "anti"):
        return True
    if is_dateline(token) or (token.i and token.nbor(-1).lower_ in ("capital", "city")):
        return False
    token, seat = _first(token), alias.needs == "seat"
    dep, head = token.dep_, token.head
    if token.pos_ == "NOUN" and token.lemma_ in words["government nouns"]:
        return True  # our partners, Paris and Rome
    if dep == "nsubj":
        return seat or _governs_as_subject(head, words)
    if dep in OBJECTS:
        return head.lemma_ in words["acted on"]
    if dep == "poss" or (dep == "nmod" and any(_owns(one) for one in (token, *token.conjuncts))):
        return seat or not (head.pos_ == "PROPN" or head.lemma_ in words["place nouns"])
    if dep in ATTRIBUTIVE:
        place = head.lemma_ in words["place nouns"]
        told = head.lower_ in words["government nouns"] or head.lower_ in words["headline verbs"]
        return told or (seat and not place)
    if _heads_a_headline(token, words) or _is_asked_about(token):
        return True
    if dep == "pobj":
        return _is_dealt_with(token, words) or _acts_after(head, words, seat)
    return seat and dep not in ("pcomp",)


def _first(token: Token) -> Token:
    """The first of an enumeration, or what a name explains: all stand in one role."""
    while token.dep_ in ("conj", "appos") and token.head.i != token.i:
        token = token.head
    return token


def is_dateline(token: Token) -> bool:
    """Whether a city only says where the report was written: "JERUSALEM -- An Israeli court"."""
    doc = token.doc
    after = doc[token.i + 1].text if token.i + 1 < len(doc) else ""
    before = doc[token.i - 1].text if token.i else "\n"
    if token.text.isupper():
        return after in ("(", "/", ",") or (after[:1] in "-–—" and bool(after))
    if before == "/" and token.i > 1:
        return is_dateline(doc[token.i - 2])
    return "\n" in before and after in ("(", "/", "–", "—", "--")


def _governs_as_subject(verb: Token, words: Words) -> bool:
    """Whether a subject of `verb` is a government: not where a city burns or is cold."""
    if verb.lemma_ == "be":
        return any(_is_of_governments(child, words) for child in verb.children)
    if verb.lemma_ in words["verbs of having"]:
        had = (child for child in verb.children if child.dep_ == "dobj")
        return not any(child.lemma_ in words["matters of cities"] for child in had)
    return verb.lemma_ not in words["place verbs"] or _takes_a_stand(verb, words)


def _is_of_governments(child: Token, words: Words) -> bool:
    """Whether what follows "is" tells of a government: is angry, is behind it, is to buy jets."""
    if child.dep_ == "attr":
        kinds = (child, *(one for of in child.children if of.lower_ == "of" for one in of.children))
        return not any(kind.lemma_.lower() in words["place nouns"] for kind in kinds)
    if child.dep_ == "acomp":
        return child.lemma_ in words["government adjectives"]
    if child.dep_ == "prep":
        held = any(one.lemma_ in words["states of governments"] for one in child.children)
        return held or child.lower_ in ("behind", "against", "with", "for")
    return child.dep_ == "xcomp" and any(one.lower_ == "to" for one in child.lefts)


def _takes_a_stand(verb: Token, words: Words) -> bool:
    """Whether a verb of place is meant otherwise: Seoul stands with Kyiv, Moscow went along."""
    return any(_makes_a_stand(verb.lemma_, child, words) for child in verb.children)


def _makes_a_stand(verb: str, child: Token, words: Words) -> bool:
    """Whether a word that hangs on a verb of place shows that governments are spoken of."""
    dep, word = child.dep_, child.lower_
    if dep == "aux" and word in ("should", "must"):
        return verb != "fall"
    if verb == "stand" and (dep == "acomp" or word in words["ways to stand"]):
        return True
    if dep == "acomp":
        return child.lemma_ in words["government adjectives"]
    if dep == "dobj":
        shut = verb in words["place verbs with an object"]
        return shut or child.lemma_ in words["government complements"]
    if dep in ("prt", "advmod"):
        return verb in words["verbs of going"] and word in words["steps of governments"]
    leads = dep == "prep" and word in ("to", "under", "into")
    return leads and any(one.lemma_ in words["states of governments"] for one in child.children)


def _owns(token: Token) -> bool:
    return token.i + 1 < len(token.doc) and token.nbor().tag_ == "POS"


def _heads_a_headline(token: Token, words: Words) -> bool:
    """Whether the verb behind a name was read as a noun: Taipei thanks Japan."""
    after = token.doc[token.i + 1] if token.i + 1 < len(token.doc) else token
    opens = token.dep_ == "ROOT" and token.is_sent_start and after.head.i == token.i
    return opens and after.tag_ == "NNS" and after.lower_ in words["headline verbs"]


def _is_asked_about(token: Token) -> bool:
    """Whether a question holds nothing but its name: "And Tokyo?"."""
    first, last = token.i - 1, token.i + 1
    if token.dep_ != "ROOT" or first < 0 or last >= len(token.doc):
        return False
    return token.nbor(-1).lower_ == "and" and token.nbor().text == "?"


def _is_dealt_with(token: Token, words: Words) -> bool:
    """Whether the verb before a name was read as a part of it: a reason to court Delhi."""
    return any(
        child.dep_ == "compound" and child.text.islower() and child.lemma_ in words["acted on"]
        for child in token.lefts
    )


def _acts_after(preposition: Token, words: Words, seat: bool) -> bool:
    """Whether a name after a preposition is a government: talks with Seoul, a gift to Kyiv."""
    word, governor = preposition.lower_, preposition.head
    if preposition.dep_ == "conj" and governor.lower_ == word:
        governor = governor.head  # to Khartoum and to Juba
    if word == "at" and governor.lemma_ in words["government adjectives"]:
        return True
    if word == "in":
        return _is_in_power(governor, words)
    if word in words["place prepositions"]:
        return False
    if word == "by":
        return governor.tag_ == "VBN" or governor.pos_ == "NOUN"
    complement = _complements(governor, word, words)
    if word == "between":
        return complement
    if word == "for" and (governor.lower_ == "as" or _opens(preposition)):
        return True
    return complement or word in COMPANIONS or (seat and word in words["prepositions of seats"])


def _opens(preposition: Token) -> bool:
    """Whether it opens a sentence and says for whom all of it holds: For Seoul, it is a gift."""
    return bool(preposition.is_sent_start) and preposition.head.pos_ != "NOUN"


def _complements(governor: Token, word: str, words: Words) -> bool:
    """Whether a word takes a government behind its preposition, or its object does."""
    complements = words["government complements"]
    if word == "from" and governor.lemma_ == "come":  # support came from Ottawa
        return any(
            child.dep_ == "nsubj" and child.lemma_ in complements for child in governor.children
        )
    if governor.lemma_ in complements or governor.lower_ in complements:
        return True
    given = {child.lemma_ for child in governor.children if child.dep_ == "dobj"}
    if governor.pos_ != "VERB":
        return False
    goods = governor.lemma_ in words["giving verbs"] and given & words["goods for governments"]
    return bool(goods or given & words["gifts and words"])


def _is_in_power(noun: Token, words: Words) -> bool:
    """Whether those who are in a city govern there: the rulers in Kabul, our friends in Rome."""
    before = list(noun.lefts)
    if noun.lower_ in words["those who are bound to them"]:
        return any(child.dep_ == "poss" for child in before)
    if noun.lower_ not in words["those who govern"]:
        return False
    return not any(
        child.dep_ == "compound" or child.ent_type_ in ("GPE", "NORP", "ORG") for child in before
    )
