"""Where the name of a person or a body begins and ends that the tagger marks only roughly."""

from spacy.tokens import Doc, Span, Token

from workbench.pipeline.actors.doubts import is_name_word
from workbench.pipeline.actors.names import POSSESSIVES
from workbench.pipeline.lexicon import Lexicon

MARKS = frozenset(("-", "&", "'", "’", "'s", "’s", ".", "–", "+", "@"))  # within a name
SAID = frozenset(("VBD", "VBZ"))
DETERMINERS = frozenset(("the", "a", "an", "both", "that", "this", "its", "their", "his", "her"))


def person(ent: Span, lexicon: Lexicon) -> Span | None:
    """The name within a PERSON, without title, possessive and quotes; None if it is none."""
    doc, start, end = ent.doc, ent.start, ent.end
    start, end = stripped(doc, start, end)
    start = _after_titles(doc, start, end, lexicon)
    start -= start == ent.start and _is_cut_off(doc, start, end, lexicon)
    while (longer := _rest_of_name(doc, ent, end, lexicon)) > end:
        end = longer
    hyphens = sum(word.text == "-" for word in doc[start:end])
    if (
        end - start - 2 * hyphens > 2
        and start
        and doc[start - 1].lower_ in ("of", "for")
        and doc[start].text[:1].isupper()
        and doc[start + 1].text[:1].isalpha()
    ):
        start += 1
    words = doc[start:end]
    unlikely = lexicon.words["not organisations"]
    if not 0 < end - start <= 6 or not any(word.tag_ in ("NNP", "NNPS") for word in words):
        return None
    if all(word.lower_ in lexicon.words["title words"] for word in words):
        return None
    particles = lexicon.words["name particles"]
    for word in words:
        text = word.text
        plain = text.replace("-", "").replace("'", "").replace("’", "").replace(".", "")
        syllable = word.i > start and doc[word.i - 1].text == "-" and word.tag_ in ("NNP", "NN")
        small = syllable or word.lower_ in particles
        if plain and not (plain.isalpha() and (small or plain[0].isupper())):
            return None
        if word.lower_ in lexicon.words["title words"] and word.i > start:
            continue
        if word.lower_ in unlikely and (end - start == 1 or word.i > start):
            return None
    if end - start == 1 and (words[0].text.isupper() or len(words[0]) < 3):
        return None
    if words[-1].text in lexicon.words["organisation words"] and words[-1].text not in particles:
        return None
    if words[0].text in lexicon.words["first words of places"]:
        return None
    root = words.root
    named_after = root.dep_ == "compound" and root.head.i >= end
    return None if named_after and root.head.lower_ in lexicon.words["named after"] else words


def organisation(ent: Span, lexicon: Lexicon) -> Span | None:
    """The name within an ORG; None if it is a treaty, an event, a place or a common noun."""
    doc = ent.doc
    start, end = stripped(doc, ent.start, ent.end)
    if start >= end:
        return None
    end = _before_possession(doc, start, end, lexicon)
    words = doc[start:end]
    first, last = words[0], words[-1]
    if not first.text[:1].isupper() or not last.text[:1].isupper():
        return None
    unlikely = lexicon.words["not organisations"]
    if all(word.lower_ in lexicon.words["title words"] for word in words):
        return None
    if _is_of_no_body(words, lexicon) or _names_a_work(words, lexicon):
        return None
    if last.lower_ in lexicon.words["title heads"] and not is_body(words, lexicon):
        return None
    general = (lexicon.words["organisation words"], lexicon.words["state bodies"])
    if all(word.text in general[0] or word.text in general[1] for word in words):
        return None
    if (
        last.lower_ in unlikely
        or words.text.lower() in unlikely
        or (not last.text[-1:].isalnum() and last.text[-1:] != ".")
    ):
        return None
    if (
        any(word.like_num or not (word.text[0].isalnum() or word.text in MARKS) for word in words)
        or "\n" in words.text
    ):
        return None
    if end - start == 1 and (
        len(first) < (3 if first.text.isupper() else 2)
        or first.tag_ not in ("NNP", "NNPS")
        or first.lower_ in lexicon.words["title words"]
        or first.text in lexicon.words["organisation words"]
    ):
        return None
    return words


def _before_possession(doc: Doc, start: int, end: int, lexicon: Lexicon) -> int:
    """Where a body's name ends that the tagger joins with what it owns: Mill Institute's Survey."""
    for i in range(start + 1, end):
        if doc[i].tag_ == "POS" and (
            is_body_word(doc[i - 1], lexicon)
            or doc[end - 1].lower_ in lexicon.words["not organisations"]
        ):
            return i
    return end


def _names_a_work(words: Span, lexicon: Lexicon) -> bool:
    """Whether a name is that of an event or a work: the Unite the North rally."""
    after = words.doc[words.end] if words.end < len(words.doc) else words[0]
    return after.i == words.end and after.lower_ in lexicon.words["works and events"]


def _is_of_no_body(words: Span, lexicon: Lexicon) -> bool:
    """Whether a name says before its "of" what it is, and that is no body: Index of Freedom."""
    of = next((i for i, word in enumerate(words) if i and word.lower_ == "of"), 0)
    if not of or words[of - 1].lower_ not in lexicon.words["not organisations"]:
        return False
    return not is_body_word(words[of - 1], lexicon)


def stripped(doc: Doc, start: int, end: int) -> tuple[int, int]:
    while start < end and (doc[start].lower_ in DETERMINERS or not doc[start].text[:1].isalpha()):
        start += 1
    while (
        end > start
        and (doc[end - 1].text in POSSESSIVES or not doc[end - 1].text[-1:].isalnum())
        and not (len(doc[end - 1]) > 1 and doc[end - 1].text[-1] == ".")
    ):
        end -= 1
    return start, end


def _is_cut_off(doc: Doc, start: int, end: int, lexicon: Lexicon) -> bool:
    """Whether the tagger leaves out a first name: Arnel | dela Vega."""
    before, titles = doc[start - 1] if start else doc[0], lexicon.words["title words"]
    if start in (0, end) or before.tag_ != "NNP" or not before.text[:1].isupper():
        return False
    if before.ent_type_ or before.lower_ in titles:
        return False
    if doc[start].lower_ in lexicon.words["name particles"] and doc[start].text.islower():
        return True
    ahead = doc[start - 2]  # "…", said Arnel dela Vega
    first = before.is_sent_start or ahead.is_punct or ahead.lower_ in titles or ahead.tag_ in SAID
    return first and before.dep_ == "compound" and start <= before.head.i < end


def _rest_of_name(doc: Doc, ent: Span, end: int, lexicon: Lexicon) -> int:
    """Where a person's name ends that the tagger breaks off: Wanda Vázquez | Garced."""
    if end + 1 < len(doc) and end + 1 >= ent.end and doc[end].text == "-":
        return end + 2 * _is_joined(doc, ent.start, end)
    if end != ent.end or end >= len(doc):
        return end
    last, after = doc[end - 1], doc[end]
    if after.tag_ in ("NNP", "NNPS") and not after.ent_type_ and after.text.istitle():
        titles = lexicon.words["title words"]
        joined = doc[end - 2].text == "-" and end - ent.start == 3
        first = joined or end - ent.start == 1 or doc[end - 2].lower_ in titles
        alone = first and last.lower_ not in titles
        return end + (alone or (last.dep_ == "compound" and last.head.i == end))
    if after.lower_ in lexicon.words["name particles"] and end + 1 < len(doc):
        return end + 2 * (doc[end + 1].tag_ == after.tag_ == "NNP")
    return end


def _is_joined(doc: Doc, start: int, hyphen: int) -> bool:
    """Whether the second half of a name is behind the hyphen: Jan van der Velde | -Amrani."""
    after = doc[hyphen + 1]
    near = not (doc[hyphen - 1].whitespace_ or doc[hyphen].whitespace_)
    return near and hyphen - start > 1 and after.tag_ in ("NNP", "NN") and after.is_alpha


def _after_titles(doc: Doc, start: int, end: int, lexicon: Lexicon) -> int:
    """Where a name begins after its titles; a title that is all it has before one word stays."""
    i = start
    titles = lexicon.words["title words"]
    while i < end - 1 and doc[i].lower_ in titles:
        i += 1
    if i and i == end - 1 and i > start and doc[i - 1].lower_ in lexicon.words["name titles"]:
        i -= 1
    return i


def fuller(doc: Doc, span: Span, lexicon: Lexicon) -> Span:
    """Leonov with the first name that the tagger leaves out: cosmonaut Alexei Leonov."""
    start = span.start
    while start > max(0, span.start - 2) and _is_first_name(doc[start - 1], span, lexicon):
        start -= 1
    return doc[start : span.end]


def _is_first_name(word: Token, span: Span, lexicon: Lexicon) -> bool:
    return (
        word.tag_ == "NNP"
        and word.dep_ == "compound"
        and span.start <= word.head.i < span.end
        and word.text.istitle()
        and word.text.isalpha()
        and word.ent_type_ in ("", "PERSON")
        and word.lower_ not in lexicon.words["title words"]
        and word.lower_ not in lexicon.words["storms"]
        and word.text not in lexicon.words["organisation words"]
    )


def from_its_beginning(span: Span, lexicon: Lexicon) -> Span:
    """A body's name with the half that the tagger cuts off: House Oversight and | Reform Committee.

    The words before the "and" belong to it if they are no name of their own.
    """
    doc, start = span.doc, span.start
    if start < 2 or doc[start - 1].lower_ not in ("and", "&") or not is_body(span, lexicon):
        return span
    begin = start - 1
    while begin and is_name_word(doc[begin - 1]) and not doc[begin].is_sent_start:
        begin -= 1
    cut_off = doc[begin : start - 1]
    if not len(cut_off) or is_body_word(cut_off[-1], lexicon):
        return span
    return span if any(word.ent_type_ == "PERSON" for word in cut_off) else doc[begin : span.end]


def _joins(doc: Doc, i: int, start: int) -> bool:
    """Whether doc[i] is a hyphen within a name: Centre for Anti-Corruption."""
    return start < i < len(doc) - 1 and doc[i].text == "-" and is_name_word(doc[i + 1])


def extended(span: Span, lexicon: Lexicon) -> Span:
    """A body's name with what it is for: Commission on Religious Freedom, School of Law."""
    doc, end = span.doc, span.end
    nouns = lexicon.words["organisation nouns"]
    if span[-1].text not in nouns:
        if doc[end : end + 1].text == "and" and any(word.text in nouns for word in span):
            stop = end + 1
            while stop < len(doc) and is_name_word(doc[stop]):
                stop += 1
            rest = doc[end + 1 : stop]
            own = any(word.ent_type_ or word.text in nouns for word in rest)
            if len(rest) and (doc[stop : stop + 1].text == "(" or not own):
                return doc[span.start : stop]
        return span
    while end + 1 < len(doc) and doc[end].lower_ in ("of", "on", "for", "and"):
        start = end + 1 + (doc[end + 1].lower_ == "the")
        stop = start
        while (
            stop < len(doc)
            and (is_name_word(doc[stop]) or _joins(doc, stop, start))
            and doc[stop].ent_type_ not in ("PERSON", "DATE")
        ):
            stop += 1
        if stop == start or (doc[end].lower_ == "and" and end == span.end):
            break
        end = stop
    return doc[span.start : end]


def is_body(span: Span, lexicon: Lexicon) -> bool:
    """Whether a name says itself that it is a body's: it holds Ministry, Party, University."""
    return len(span) > 1 and any(is_body_word(word, lexicon) for word in span)


def is_body_word(word: Token, lexicon: Lexicon) -> bool:
    words = lexicon.words
    return word.text in words["organisation words"] or word.text in words["organisation nouns"]
