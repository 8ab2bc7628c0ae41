"""What stands around a quoted stretch: the words of its sentence before and after it."""

from typing import NamedTuple

from spacy.tokens import Doc, Token

FINAL = frozenset(".!?")
REACH = 40


class Quoted(NamedTuple):
    """A quoted stretch as a token range, marks included."""

    start: int
    end: int
    closed: bool
    continues: bool


class Setting(NamedTuple):
    """A stretch with what its looks and its sentence tell; `lead` and `tail` are token ranges."""

    stretch: Quoted
    words: int
    last: str
    """The last character within the marks."""
    whole: bool
    """Whether it begins as a sentence does."""
    title: bool
    """Whether it looks like the name of a thing."""
    lead: tuple[int, int]
    tail: tuple[int, int]
    follows: str
    """The token after the stretch."""


def setting(doc: Doc, quoted: list[Quoted], number: int) -> Setting | None:
    """Return the setting of one of the stretches of a document, None if it holds no word."""
    stretch = quoted[number]
    words = [token for token in doc[stretch.start : stretch.end] if token.is_alpha]
    if not words:
        return None
    lead = _lead(doc, quoted, number)
    last = _last_inner(doc, stretch)
    return Setting(
        stretch,
        len(words),
        last,
        words[0].text[0].isupper() and (len(words) > 2 or last in ".?!"),
        _is_title(words, doc[lead[1] - 1] if lead[0] < lead[1] else None),
        lead,
        _tail(doc, quoted, number),
        doc[stretch.end].text if stretch.end < len(doc) else "",
    )


def _lead(doc: Doc, quoted: list[Quoted], number: int) -> tuple[int, int]:
    """Return the words of the same sentence before a stretch, or of the line with a colon."""
    end = quoted[number].start
    floor = max(quoted[number - 1].end if number else 0, end - REACH)
    while end > floor and doc[end - 1].is_space and "\n" not in doc[end - 1].text:
        end -= 1
    if end - 1 > floor and doc[end - 1].is_space and doc[end - 2].text == ":":
        end -= 1
    start = end
    while start > floor:
        token = doc[start - 1]
        text = token.text
        if text in FINAL or (token.is_space and "\n" in text):
            break
        if text[-1] == "." and start < len(doc) and doc[start].is_sent_start:
            break
        start -= 1
    return start, end


def _tail(doc: Doc, quoted: list[Quoted], number: int) -> tuple[int, int]:
    """Return the words of the same sentence after a stretch."""
    start = quoted[number].end
    ceiling = quoted[number + 1].start if number + 1 < len(quoted) else len(doc)
    ceiling = min(ceiling, start + REACH)
    end = start
    while end < ceiling:
        token = doc[end]
        if token.text in FINAL or (token.is_space and "\n" in token.text):
            break
        end += 1
    return start, end


def _last_inner(doc: Doc, stretch: Quoted) -> str:
    """Return the last character inside a stretch's marks."""
    end = stretch.end - 2 if stretch.closed else stretch.end - 1
    return doc[max(end, stretch.start)].text[-1]


def _is_title(words: list[Token], before: Token | None) -> bool:
    """Whether quoted words are a name: all in capitals but the small words, after a noun or so."""
    if any(word.text[0].islower() and len(word) > 3 for word in words):
        return False
    if len(words) == 1 and before is not None and before.text in ",:":
        return False
    return before is not None and (before.pos_ in ("ADP", "DET", "PART", "NOUN", "PROPN", "ADJ"))
