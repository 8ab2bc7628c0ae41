"""The pipeline component workbench/actors: who is named or meant in a text, under one name each."""

from typing import NamedTuple

from spacy.language import Language
from spacy.tokens import Doc, Span

from workbench.pipeline.actors import coreference, names
from workbench.pipeline.actors.descriptions import add_described
from workbench.pipeline.actors.homeland import add_homelands
from workbench.pipeline.actors.offices import with_countries
from workbench.pipeline.actors.tagged import add_tagged
from workbench.pipeline.actors.topics import add_topics
from workbench.pipeline.lexicon import Lexicon, load_lexicon

GROUP = "actors"


class Mention(NamedTuple):
    """An actor named, or meant, once."""

    span: Span
    actor: str
    kind: str
    country: str
    via: str


@Language.factory("workbench/actors", default_config={})
def make_component(nlp: Language, name: str) -> "ActorComponent":
    """The component; its lexicon is the packaged one, read once a process."""
    return ActorComponent(nlp)


class ActorComponent:
    """Writes the actors of a Doc into `doc.spans["actors"]`; read them with `mentions`."""

    def __init__(self, nlp: Language) -> None:
        self.lexicon = load_lexicon()
        self.finder = names.Finder(self.lexicon, nlp)

    def __call__(self, doc: Doc) -> Doc:
        keys = self.finder.words(doc)
        found = self.finder.find(doc, keys)
        found = add_tagged(doc, keys, found, self.lexicon)
        found = coreference.resolve(doc, keys, found, self.lexicon)
        found = add_homelands(doc, keys, found, self.finder)
        found = add_described(doc, keys, found, self.lexicon)
        found = with_countries(doc, found, self.lexicon, wide=True)
        found = add_topics(doc, keys, found, self.finder)
        spans = [
            Span(doc, one.start, one.end, label=one.kind, kb_id=one.actor, span_id=one.via)
            for one in found
        ]
        doc.spans[GROUP] = spans
        doc.spans[GROUP].attrs["country"] = {one.actor: one.country for one in found}
        doc.spans[GROUP].attrs["countries"] = [one.country for one in found]
        return doc


def mentions(doc: Doc) -> list[Mention]:
    """The actors of `doc` in the order of the text, of two that start together the longer first.

    A group ("the allies") is several mentions over the same words, one for each member. Mentions
    may nest: "Israeli military" is the army, "Israeli" inside it the country.
    """
    group = doc.spans.get(GROUP)
    if group is None:
        return []
    return [
        Mention(span, span.kb_id_, span.label_, country, span.id_)
        for span, country in zip(group, group.attrs["countries"], strict=True)
    ]


def resolve(span: Span) -> str:
    """The actor that the words of `span` stand for, or "" where there is none.

    The mention that holds the syntactic head of the span wins, then the longest within it:
    "South Korean President Yoon Suk Yeol" is the president. A noun that no mention covers stands
    for the country it is described by ("Chinese authorities" is China).
    """
    inside = [
        one for one in mentions(span.doc) if one.span.start < span.end and one.span.end > span.start
    ]
    if not inside:
        return ""
    root = span.root.i
    holding = [one for one in inside if one.span.start <= root < one.span.end]
    best = max(holding or inside, key=lambda one: (one.kind == "person", len(one.span)))
    return best.actor


def members(
    organisation: str, *, year: int | None = None, lexicon: Lexicon | None = None
) -> list[str]:
    """The member countries of an alliance or organisation in `year` (None: those of today)."""
    rows = (lexicon or load_lexicon()).members.get(organisation, ())
    return [
        member
        for member, start, end in rows
        if (not end if year is None else int(start or 0) <= year <= int(end or 9999))
    ]
