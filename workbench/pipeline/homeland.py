"""Whose country a speaker means by "our country", in texts that tell who speaks."""

from bisect import bisect_right

from spacy.tokens import Doc

from workbench.pipeline.lexicon import Lexicon
from workbench.pipeline.names import Found

OWN = frozenset(("my", "our"))
LABEL = 8  # words that the name before a speaker's words may have


def add_homelands(doc: Doc, keys: list[str], found: list[Found], lexicon: Lexicon) -> list[Found]:
    """`found` with "my country" and "our government" as the country of the one who speaks.

    Who speaks is told by the label before his words ("PRESIDENT ZELENSKYY:"), else by the title of
    a speech, if it names one country or its people. "Our navy" is left out unless it is his.
    """
    nouns = lexicon.words["homelands"]
    phrases = [(_own(doc, i), i) for i, key in enumerate(keys) if key in nouns]
    phrases = [(start, i) for start, i in phrases if start is not None]
    bodies = [one for one in found if _is_own_body(doc, one)]
    if not phrases and not bodies:
        return found
    turns = _turns(doc, found) or _title(doc, keys, found, lexicon)
    starts = [start for start, _ in turns]

    def country(i: int) -> str:
        turn = bisect_right(starts, i)
        return turns[turn - 1][1] if turn else ""

    covered = {i for one in found for i in range(one.start, one.end)}
    new = [
        Found(start, i + 1, country(i), "country", country(i), "description")
        for start, i in phrases
        if country(i) and i not in covered
    ]
    strange = {one for one in bodies if one.country != country(one.start)}
    kept = [one for one in found if one not in strange]
    return sorted(kept + new, key=lambda one: (one.start, -one.end))


def _own(doc: Doc, i: int) -> int | None:
    """Where "our own great nation" begins that ends at doc[i]; None if it is nobody's own."""
    if doc[i].tag_ not in ("NN", "NNP"):
        return None
    start = i
    while start and i - start < 3 and doc[start - 1].tag_ == "JJ":
        start -= 1
    return start - 1 if start and doc[start - 1].lower_ in OWN else None


def _is_own_body(doc: Doc, one: Found) -> bool:
    known = one.kind == "organisation" and one.via == "alias" and bool(one.country)
    return known and one.start > 0 and doc[one.start - 1].lower_ in OWN


def _turns(doc: Doc, found: list[Found]) -> list[tuple[int, str]]:
    """Where each speaker of a transcript begins, and his country ("" if it is not told)."""
    turns = []
    people = {one.start: one for one in found if one.kind == "person"}
    for token in doc[:-1]:
        if token.i and "\n" not in doc[token.i - 1].text:
            continue
        end = next(
            (i for i in range(token.i, min(len(doc), token.i + LABEL)) if doc[i].text == ":"), 0
        )
        words = [word.text for word in doc[token.i : end] if word.text[:1].isalpha()]
        if words and all(word[:1].isupper() for word in words):
            named = [people[i] for i in range(token.i, end) if i in people]
            turns.append((token.i, named[-1].country if named else ""))
        elif token.text in ("Q", "A") or token.text.startswith("Q."):
            turns.append((token.i, ""))
    return turns


def _title(
    doc: Doc, keys: list[str], found: list[Found], lexicon: Lexicon
) -> list[tuple[int, str]]:
    """The country of the one whose speech a text is, if its title names him and no other."""
    end = next((token.i for token in doc if "\n" in token.text), 0)
    if not lexicon.words["speeches"].intersection(keys[:end]):
        return []
    named = {one.country for one in found if one.end <= end and one.country}
    return [(end, named.pop())] if len(named) == 1 else []
