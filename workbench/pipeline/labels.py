"""The labels that tell who speaks in a transcript: "MR. PRICE:", "Q:", "Ms. Soto (Chile):"."""

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from spacy.attrs import IS_SPACE
from spacy.tokens import Doc, Span

from workbench.pipeline.lexicon import load_lexicon

LONGEST = 20  # words that a label may have
SMALL = frozenset(("of", "the", "for", "and"))  # words of names and offices
COLONS = frozenset((":", "):"))  # the latter is one token
MARKS = frozenset((".", "-", "'", "’", "'s", "’s"))  # that names may hold
LETTERS = {"Q": "asks", "Q.": "asks", "A.": "answers"}
Range = tuple[int, int]


class Label(NamedTuple):
    """What stands before somebody's words at the beginning of a line, as ranges of tokens.

    It reaches to `end`, after its colon; `name` is in it the name without the titles, empty where
    there is none; `of` are the words in brackets after it. The form is `asks` (Q, REPORTER),
    `answers` (A), `chairs` (MODERATOR), `office` (THE PRESIDENT), `titled` (Ms. Soto) or `bare`
    (Soto). A `sure` one stands in nothing but transcripts.
    """

    start: int
    end: int
    name: Range
    of: tuple[Range, ...]
    form: str
    sure: bool


def labels(doc: Doc) -> list[Label]:
    """The labels of a transcript, told by their form alone, before the text is parsed, too.

    One with a name that is sure of itself makes a transcript, else one beside others, else a word
    that comes again in another.
    """
    found = [_lettered(doc, *line) or _label(doc, *line) for line in lines(doc)]
    found = [label for label in found if label is not None]
    if any(label.sure and (label.of or label.form == "titled") for label in found):
        return found
    if len(found) > 1 and any(label.sure or label.of for label in found):
        return found
    words = Counter(word for label in found for word in _names(doc, label))
    return found if max(words.values(), default=0) > 1 else []


def _names(doc: Doc, label: Label) -> set[str]:
    """The words of a label in capitals, of which one comes again where somebody speaks again."""
    words = {word.lower_ for word in doc[label.start : label.end] if word.text[:1].isupper()}
    return words - {"the"}


def lines(doc: Doc) -> list[Range]:
    """The lines of a text as ranges of tokens, without the breaks; at least one."""
    spaces = doc.to_array(IS_SPACE).nonzero()[0].tolist()
    breaks = [i for i in spaces if "\n" in doc[i].text]
    found = zip([0, *(i + 1 for i in breaks)], [*breaks, len(doc)], strict=True)
    return [line for line in found if line[0] < line[1]] or [(0, 0)]


def _lettered(doc: Doc, start: int, end: int) -> Label | None:
    """Q or A with no colon behind it; "A" without its stop begins other lines too."""
    form = LETTERS.get(doc[start : start + 1].text)
    if form is None or start + 1 == end or doc[start + 1].text in (":", ".", "&"):
        return None
    return Label(start, start + 1, (start, start), (), form, True)


def _label(doc: Doc, start: int, end: int) -> Label | None:
    """The label with which a line begins."""
    near = range(start, min(end, start + LONGEST))
    colon = next((i for i in near if _closes(doc, start, i)), start)
    head = next((i for i in range(start, colon) if doc[i].text in ("(", ",")), colon)
    if head == start or not _is_title_case(doc[start:head]):
        return None
    of = tuple(_brackets(doc, head, colon + 1))
    if doc[head].text == "(" and not (of and _follows(doc, of[-1][1], colon)):
        return None
    form, first = _form(doc, start, head)
    capitals = doc[first:head].text.isupper()
    sure = form in ("asks", "answers") or (form in ("titled", "office") and (capitals or bool(of)))
    name = (first, head) if form in ("titled", "bare") else (start, start)
    label = Label(start, colon + 1, name, of, form, sure)
    return label if _speaks(doc, label, end) else None


def _form(doc: Doc, start: int, head: int) -> tuple[str, int]:
    """The form of a label, and where the name begins in it."""
    words, last = load_lexicon().words, doc[head - 1].lower_
    for form in ("asks", "answers", "chairs"):
        if last in words[form]:
            return form, start
    titles, name = "", start
    while name < head and (doc[name].lower_ in words["title words"] or doc[name].text == "."):
        titles = titles if doc[name].text == "." else doc[name].lower_
        name += 1
    if doc[start].lower_ == "the" or name == head or doc[name].lower_ in SMALL:
        return "office", start
    return ("titled", name) if titles in words["addresses"] else ("bare", start)


def _closes(doc: Doc, start: int, i: int) -> bool:
    """Whether a token may end a label: a colon, or the stop after capitals in "Mr. PRICE."."""
    mark = doc[i].text
    if mark != ".":
        return mark in COLONS
    first, before = doc[start], doc[max(start, i - 1)]
    surname = before.text.isupper() and len(before) > 1
    named = first.lower_ in load_lexicon().words["title words"] or first.text == "The"
    return surname and named and first.text.istitle()


def _is_title_case(words: Span) -> bool:
    """Whether words are a name or an office, with no others in small letters and no marks."""
    known = load_lexicon().words
    if words[-1].lower_ in known["chairs"]:
        return True
    small = known["name particles"] | SMALL
    small = small | known["title words"] if words[0].text == "The" else small
    apart = (word for word in words if word.text == "-" and word.nbor(-1).whitespace_)
    return next(apart, None) is None and all(
        word.text[:1].isupper() or word.lower_ in small or word.text in MARKS for word in words
    )


def _speaks(doc: Doc, label: Label, end: int) -> bool:
    """Whether a sentence of a speaker begins behind a label; one in quotation marks has a cue."""
    if label.end == end:
        return doc[label.start : end].text.isupper()
    if not (doc[end - 1].is_punct or label.sure) or doc[label.end].text[:1].islower():
        return False
    return label.form != "bare" or not doc[label.end].is_quote


def _follows(doc: Doc, bracket: int, colon: int) -> bool:
    """Whether the colon stands behind the last bracket: at once, or after "on behalf of …"."""
    return colon - bracket < 2 or doc[bracket + 1].text == ","


def _brackets(doc: Doc, start: int, end: int) -> Iterator[Range]:
    """What stands in each pair of brackets."""
    opened = start
    for i in range(start, end):
        if doc[i].text == "(":
            opened = i + 1
        elif doc[i].text in (")", "):") and opened > start:
            yield opened, i
