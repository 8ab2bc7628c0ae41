"""Of which country the one is who speaks at a place of a text, if that is told."""

from bisect import bisect_left, bisect_right
from functools import cached_property

from spacy.attrs import IDX
from spacy.tokens import Doc

from workbench.pipeline.actors.authors import author
from workbench.pipeline.actors.names import BREAK, Found
from workbench.pipeline.actors.turns import FIRST, turns
from workbench.pipeline.labels import Label, lines
from workbench.pipeline.lexicon import Lexicon
from workbench.pipeline.marks import stretches

OPENING = 8  # lines, and words of a line, within which the people are addressed
PEOPLE = frozenset(("we", "us"))  # who speaks so names his own: we Chileans


class Origins:
    """The countries of those who speak in a document.

    Who speaks is told by the label before his words ("PRESIDENT ZELENSKYY:"), else by the title of
    a speech, if it names one country or its people, else by whom he addresses ("my fellow
    Chileans") or by "we Chileans".
    """

    def __init__(
        self,
        doc: Doc,
        keys: list[str],
        begun: list[Label],
        found: list[Found],
        lexicon: Lexicon,
    ):
        self.doc, self.found = doc, found
        spoken = turns(doc, begun, found, lexicon)
        self.told = [(one.start, one.speaker.country if one.speaker else "") for one in spoken]
        self.asked = {one.start for one in spoken if one.speaker is None}
        if not spoken:
            self.told = self._unquoted(_title(doc, keys, found, lexicon) or self._addressed())
        self.starts = [start for start, _ in self.told]

    def of(self, i: int) -> str:
        """The country of who says doc[i] in a transcript, a speech or a statement."""
        turn = bisect_right(self.starts, i)
        return self.told[turn - 1][1] if turn else ""

    def of_the_asked(self, i: int) -> str:
        """The country of those who answer, if it is one, where doc[i] is in a question."""
        turn = bisect_right(self.starts, i)
        if not turn or self.starts[turn - 1] not in self.asked:
            return ""
        countries = {country for _, country in self.told if country}
        return countries.pop() if len(countries) == 1 else ""

    def of_the_quoted(self, i: int) -> str:
        """The country of the only person named beside the quotation that holds doc[i]."""
        if not self._is_quoted(i):
            return ""
        start, end = next(place for place in lines(self.doc) if i < place[1])
        people = {
            (one.actor, one.country)
            for one in self.found
            if one.kind == "person" and start <= one.start < end and not self._is_quoted(one.start)
        }
        return people.pop()[1] if len(people) == 1 else ""

    @cached_property
    def _quotes(self) -> list[int]:
        """The tokens at which quotations begin and end, by turns."""
        offsets = self.doc.to_array(IDX).tolist()
        return [
            bisect_left(offsets, at)
            for one in stretches(self.doc.text)
            if one.depth == 0
            for at in (one.start, one.end)
        ]

    def _is_quoted(self, i: int) -> bool:
        return bisect_right(self._quotes, i) % 2 == 1

    def _unquoted(self, told: list[tuple[int, str]]) -> list[tuple[int, str]]:
        """A speaker's country where he speaks himself; nowhere if no I or we is his own."""
        if not told:
            return []
        [(start, country)] = told
        for at, end in zip(self._quotes[::2], self._quotes[1::2], strict=True):
            if at >= start:
                told += [(at, ""), (end, country)]
        spans = zip(told, [*told[1:], (len(self.doc), "")], strict=True)
        own = (self.doc[at:to] for (at, whose), (to, _) in spans if whose)
        says = any(word.lower_ in FIRST and word.tag_[:3] == "PRP" for span in own for word in span)
        return told if says else []

    def _addressed(self) -> list[tuple[int, str]]:
        """The country of the people whom a text addresses in its opening, or calls its own."""
        doc = self.doc
        peoples = [one for one in self.found if one.via == "demonym" and one.start]
        for start, end in lines(doc)[:OPENING]:
            for one in peoples:
                called = start < one.start < min(end, start + OPENING)
                ends = all(word.is_punct for word in doc[one.end : one.end + 1])
                if called and doc[one.start - 1].lower_ == "fellow" and ends:
                    quoted = any(word.is_quote for word in doc[start : one.start])
                    return [] if quoted else [(start, one.country)]
        ours = [one for one in peoples if doc[one.start - 1].lower_ in PEOPLE]
        ours = [one for one in ours if doc[one.end - 1].tag_[-1:] == "S"]
        whose = {one.country for one in ours if not self._is_quoted(one.start)}
        return [(0, whose.pop())] if len(whose) == 1 else []


def _title(
    doc: Doc, keys: list[str], found: list[Found], lexicon: Lexicon
) -> list[tuple[int, str]]:
    """The country of the one whose speech a text is, if its title names him and no other."""
    issuer = author(doc, found, lexicon)
    if issuer is not None and issuer.country:
        return [(lines(doc)[0][1], issuer.country)]
    end = next((i for i, key in enumerate(keys) if key == BREAK), 0)
    if not lexicon.words["speeches"].intersection(keys[:end]):
        return []
    named = {one.country for one in found if one.end <= end and one.country}
    return [(end, named.pop())] if len(named) == 1 else []
