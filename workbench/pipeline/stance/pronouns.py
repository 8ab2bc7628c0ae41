"""Whom "he", "it" or "they" means as the subject of a sentence: who did the sentence before."""

from bisect import bisect_left

from spacy.tokens import Span, Token

from workbench.pipeline.actors import Mention
from workbench.pipeline.quotes import Quotation
from workbench.pipeline.quotes.speakers import read_roles
from workbench.pipeline.stance.roles import names

PERSONAL, PRONOUNS = {"he", "she"}, {"he", "she", "it", "they"}
SUBJECTS = ("nsubj", "nsubjpass")
VIA = "pronoun"
BACK = 3  # sentences in a row that may have a pronoun for their subject


def subject_meant(
    sentence: Span, every: list[Mention], quotes: list[Quotation], depth: int = 0
) -> list[Mention]:
    """The pronoun that is a sentence's subject, as mentions of whom it means; else nothing.

    That is who says what stands beside it, else the subject of the sentence before where this
    names one actor, or several for "they"; and where that is a quotation of its own its speaker.
    """
    pronoun = subject(sentence)
    if pronoun is None or pronoun.lower_ not in PRONOUNS or depth > BACK:
        return []
    meant = _speaks(pronoun, every, quotes)
    if not meant and (before := sentence_before(sentence)) is not None:
        meant = _before_it(pronoun, before, every, quotes, depth)
    if pronoun.lower_ in PERSONAL and _named_first_behind(pronoun, sentence, meant, every):
        return []
    span = sentence.doc[pronoun.i : pronoun.i + 1]
    return [one._replace(span=span, via=VIA) for one in meant]


def _before_it(
    pronoun: Token, before: Span, every: list[Mention], quotes: list[Quotation], depth: int
) -> list[Mention]:
    """The actors that the sentence before is about, if the pronoun may mean them."""
    said, says = _quoted(before.root, quotes), _quoted(pronoun, quotes)
    if said is not None and says is None:
        person = pronoun.lower_ in PERSONAL
        return _last(said.actor, pronoun, every) if person else []
    about = subject(before)
    if about is None or said != says:
        return []
    if about.pos_ != "PRON":
        return _named(about, pronoun, within(before, every))
    same = about.lower_ == pronoun.lower_
    return subject_meant(before, every, quotes, depth + 1) if same else []


def _speaks(pronoun: Token, every: list[Mention], quotes: list[Quotation]) -> list[Mention]:
    """Whom a pronoun means that says something, as the quotation has it."""
    for quote in quotes:
        if quote.speaker is not None and quote.speaker.start == pronoun.i:
            return _last(quote.actor, pronoun, every)
    return []


def _named_first_behind(
    pronoun: Token, sentence: Span, meant: list[Mention], every: list[Mention]
) -> bool:
    """Whether a sentence names first behind the pronoun whom this would mean: he told Rubio."""
    actors = {one.actor for one in meant}
    places = [one.span.start for one in within(sentence, every) if one.actor in actors]
    return bool(places) and min(places) > pronoun.i


def _last(actor: str, pronoun: Token, every: list[Mention]) -> list[Mention]:
    """The last mention of an actor before a pronoun."""
    return [one for one in every if one.actor == actor and one.span.start < pronoun.i][-1:]


def subject(sentence: Span) -> Token | None:
    """The subject of a sentence's main verb."""
    return next((child for child in sentence.root.children if child.dep_ in SUBJECTS), None)


def sentence_before(sentence: Span) -> Span | None:
    """The sentence before, if there is one."""
    place = sentence.start - 1
    while place >= 0 and sentence.doc[place].is_space:
        place -= 1
    return sentence.doc[place].sent if place >= 0 else None


def within(sentence: Span, every: list[Mention]) -> list[Mention]:
    """The mentions that begin in a sentence, or in other words."""
    first = bisect_left(every, sentence.start, key=lambda one: one.span.start)
    last = bisect_left(every, sentence.end, key=lambda one: one.span.start)
    return every[first:last]


def _quoted(token: Token, quotes: list[Quotation]) -> Quotation | None:
    """The innermost quotation that a token stands in, indirect ones aside."""
    around = [
        one
        for one in quotes
        if one.kind != "indirect" and one.content.start <= token.i < one.content.end
    ]
    return min(around, key=lambda one: len(one.content)) if around else None


def _named(about: Token, pronoun: Token, here: list[Mention]) -> list[Mention]:
    """The actors that a subject names, or one, where a pronoun agrees with it."""
    many = about.tag_ in ("NNS", "NNPS") or any(c.dep_ == "conj" for c in about.children)
    if many != (pronoun.lower_ == "they"):
        return []
    words = names(about, acting=True)
    found = [one for one in here if one.span.start <= about.i < one.span.end]
    found = found if found and not many else [one for one in here if one.span.root.i in words]
    if many:
        return found
    if len({one.actor for one in found}) != 1 or _is_person(about, found[0]) != (
        pronoun.lower_ in PERSONAL
    ):
        return []
    others = {one.actor for one in here if one.kind == "person"} - {found[0].actor}
    return [] if others and about.dep_ == "nsubjpass" else found[:1]


def _is_person(about: Token, one: Mention) -> bool:
    role = read_roles().get(about.lemma_.lower())
    speaks = role is not None and role.role in ("person", "body", "title")
    covered = one.span.start <= about.i < one.span.end
    return one.kind == "person" or (speaks and not covered)
