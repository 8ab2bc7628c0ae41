"""What shows that a name is none: a ship's, a storm's or a place's, a common or a foreign word."""

from spacy.tokens import Doc, Span, Token

from workbench.pipeline.lexicon import Lexicon


def is_name_word(token: Token) -> bool:
    """Whether a word is tagged and written as part of a name."""
    return token.tag_ in ("NNP", "NNPS") and token.text[:1].isupper() and token.is_alpha


def ships_and_storms(doc: Doc, keys: list[str], lexicon: Lexicon) -> set[str]:
    """The first words of names that a ship or a storm bears in the document, and what they are."""
    kinds = lexicon.words["storms"] | lexicon.words["ships"]
    here = [i for i, key in enumerate(keys[:-1]) if key in kinds and doc[i + 1].text[:1].isupper()]
    return {keys[i + 1] for i in here if doc[i + 1].tag_ == "NNP"} | {keys[i] for i in here}


def places(doc: Doc, keys: list[str], lexicon: Lexicon) -> set[str]:
    """Last words of what is called a district or province somewhere in the document."""
    kinds = lexicon.words["kinds of places"]
    return {
        keys[i - 1] for i, key in enumerate(keys) if i and key in kinds and is_name_word(doc[i - 1])
    }


def explained(doc: Doc, keys: list[str], lexicon: Lexicon) -> set[str]:
    """Acronyms that the document explains by something that is no body: free trade area (FTA)."""
    bodies = lexicon.words["organisation words"] | lexicon.words["organisation nouns"]
    found = set()
    for i, key in enumerate(keys[1:-2], 1):
        if key == "(" and keys[i + 2] == ")" and sum(c.isupper() for c in doc[i + 1].text) > 1:
            last = doc[i - 1]
            if last.lower_ in lexicon.words["not organisations"] and last.text not in bodies:
                found.add(keys[i + 1])
    return found


def is_common(span: Span, orths: set[int]) -> bool:
    """Whether a capitalised word is none but a common one, in small letters elsewhere."""
    word, strings = span.text.lower(), span.doc.vocab.strings
    forms = (word, word.removesuffix("s"), word + "s")
    return word != span.text and any(strings[form] in orths for form in forms)


def is_one_of_a_kind(span: Span) -> bool:
    """Whether a single word is no name by what stands beside it: the Olympiad, any Londoner."""
    doc, word = span.doc, span[0]
    before = doc[span.start - 1] if span.start else None
    after = doc[span.end] if span.end < len(doc) else None
    if after is not None and after.lower_ == "committees":
        return True
    if before is None or before.is_sent_start is None:
        return False
    if before.lower_ in ("any", "every", "each", "another", "no", "a", "an") or before.like_num:
        return True
    return before.lower_ == "the" and word.text.istitle()


def is_foreign(span: Span, lexicon: Lexicon) -> bool:
    """Whether a name stands in words of another language or is not written in Latin letters."""
    if not any(letter.isascii() for letter in span.text if letter.isalpha()):
        return True
    words = [word for word in span.sent if word.is_alpha]
    english = lexicon.words["common words"]
    return len(words) > 11 and not any(len(word) > 2 and word.lower_ in english for word in words)


def names_a_language(doc: Doc, start: int, end: int, via: str, lexicon: Lexicon) -> bool:
    """Whether a demonym is a language: in Ukrainian, to speak Russian."""
    word = doc[start]
    if via != "demonym" or end != start + 1 or not start or word.tag_.endswith("S"):
        return False
    after = doc[end] if end < len(doc) else word
    if after.pos_ in ("NOUN", "PROPN", "ADJ") or after.text == "-":
        return False
    before = doc[start - 1]
    return before.lower_ in ("in", "into") or before.lemma_ in lexicon.words["language verbs"]


def is_a_code(doc: Doc, start: int, end: int) -> bool:
    """Whether an acronym is the second half of a code: EP-CPP."""
    if end != start + 1 or start < 2 or doc[start - 1].text != "-":
        return False
    before = doc[start - 2]
    return before.text.isupper() and len(before) < 3 and before.ent_type_ not in ("GPE", "NORP")


def gives_its_name(doc: Doc, start: int, end: int, kind: str, via: str, lexicon: Lexicon) -> bool:
    """Whether a name only belongs to a day, a place or half a city: Lincoln Day, West Berlin."""
    if via == "capital":
        before = doc[start - 1] if start else doc[start]
        return before.text.istitle() and before.lower_ in lexicon.words["directions"]
    after = doc[end] if end < len(doc) else doc[start]
    named = kind == "person" and after.text.istitle() and after.i == end
    return named and after.lower_ in lexicon.words["named after"]
