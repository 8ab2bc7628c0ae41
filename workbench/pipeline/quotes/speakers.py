"""Who a speaker's words mean: an actor named, a pronoun's, a statement's author, a body."""

import csv
from bisect import bisect_right
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from spacy.tokens import Doc, Token

from workbench.pipeline.actors import mentions
from workbench.pipeline.quotes import cues


class Role(NamedTuple):
    """A row of speakers.csv: what a noun or pronoun stands for, and its gender if it has one."""

    role: str
    gender: str


class Speaker(NamedTuple):
    """The words for a speaker (a token range) and the actor meant, else the words again."""

    start: int
    end: int
    actor: str
    head: int


@cache
def read_roles() -> dict[str, Role]:
    """Return the words of lexicon/speakers.csv with their roles."""
    source = files("workbench") / "lexicon" / "speakers.csv"
    with source.open(encoding="utf-8", newline="") as lines:
        return {row["word"]: Role(row["role"], row["gender"]) for row in csv.DictReader(lines)}


class Speakers:
    """Resolves the speakers of one document, in its order, remembering who has spoken."""

    def __init__(self, doc: Doc, breaks: list[int]):
        """`breaks` are the tokens with which the paragraphs begin."""
        self.doc = doc
        self.breaks = breaks
        self.actors: dict[int, str] = {}
        self.people: list[tuple[int, str]] = []
        self.persons: set[str] = set()
        self.country: dict[str, str] = {}
        self.gender: dict[str, str] = {}
        self.authors: dict[str, str] = {}
        self.last: Speaker | None = None
        self._read_mentions()

    def _read_mentions(self) -> None:
        ends: dict[tuple[int, int], str] = {}
        for span, actor, kind, country, via in mentions(self.doc):
            start, end = span.start, span.end
            if ends.setdefault((start, end), actor) != actor or via == "group":
                for place in range(start, end):
                    self.actors.pop(place, None)
                continue
            for place in range(start, end):
                if kind == "person" or place not in self.actors:
                    self.actors[place] = actor
            self.country.setdefault(actor, country)
            if kind == "person":
                self.persons.add(actor)
                self.people.append((end - 1, actor))
                before = read_roles().get(self.doc[max(0, start - 1)].lower_)
                before = before or read_roles().get(self.doc[start].lower_)
                if before is not None and before.gender and before.role != "pronoun":
                    self.gender[actor] = before.gender

    def meant(self, head: int, *, speaks: bool = True) -> Speaker:
        """Return the speaker whose words have their head at token `head`, and remember him."""
        token = self.doc[head]
        start, end = cues.phrase(token)
        actor = ""
        if not any(child.dep_ == "conj" for child in token.rights):
            named = self.actors.get(end - 1)
            actor = self.actors.get(head) or (named if named in self.persons else "")
            actor = actor or self._described(token, start, end)
        speaker = Speaker(start, end, actor or self.doc[start:end].text, head)
        if speaks:
            self.last = speaker
        return speaker

    def before(self, start: int, quoted_to: int) -> Speaker | None:
        """Return who speaks in a quotation that stands alone from token `start` on.

        The person the sentence before is about, unless that is in a quotation (which end before
        `quoted_to`): then whoever spoke last.
        """
        place = start - 1
        while place > 0 and self.doc[place].is_space:
            place -= 1
        if place <= quoted_to:
            return self.last
        root = cues.root(self.doc[place])
        subject = next((child for child in root.lefts if child.dep_ == "nsubj"), None)
        if subject is None or (self.last is not None and self.last.head >= subject.i):
            return self.last
        role = read_roles().get(subject.lemma_.lower())
        person = self.actors.get(subject.i) in self.persons
        if person or (role is not None and role.role in ("person", "body", "pronoun")):
            return self.meant(subject.i)
        return self.last

    def _described(self, token: Token, start: int, end: int) -> str:
        role = read_roles().get(token.lower_) or read_roles().get(token.lemma_.lower())
        if role is not None and role.role == "pronoun":
            return self._pronoun(token, role.gender)
        if role is not None and role.role in ("author", "document"):
            author = self._author(token, alone=role.role == "document")
            if author:
                return author
        inside = [self.actors[place] for place in range(start, end) if place in self.actors]
        inside = list(dict.fromkeys(inside))
        if role is None or role.role != "body":
            inside = [actor for actor in inside if actor not in self.persons]
        definite = start < token.i and self.doc[start].lower_ not in ("a", "an", "one", "another")
        definite = definite and not any(child.dep_ == "poss" for child in token.lefts)
        if role is not None and role.role == "person" and definite and token.tag_ == "NN":
            person = self._person(token.i, inside, role.gender)
            if person:
                return person
        alone = role is not None and role.role == "body" and not inside
        if alone and definite and token.tag_ == "NN" and self.last is not None:
            return self.last.actor
        return inside[0] if len(inside) == 1 else ""

    def _author(self, noun: Token, *, alone: bool) -> str:
        """Return whose statement it is: as it stands, or as an earlier mention of it said."""
        owner = cues.owner(noun)
        if owner is not None and owner.i != noun.i:
            start, end = cues.phrase(owner)
            actor = self.actors.get(owner.i) or self._described(owner, start, end)
            actor = actor or self.doc[start:end].text
            self.authors[noun.lemma_] = actor
            return actor
        if next(noun.lefts, noun).lower_ not in ("the", "that", "this"):
            return ""
        known = self.authors.get(noun.lemma_)
        for place in range(noun.i - 1, max(noun.i - 200, -1), -1):
            if known is not None:
                break
            if self.doc[place].lemma_ == noun.lemma_:
                known = self._author(self.doc[place], alone=alone) or None
        return known or (self.last.actor if self.last is not None and not alone else "")

    def _is_new_paragraph(self, start: int, end: int) -> bool:
        return bisect_right(self.breaks, start) < bisect_right(self.breaks, end)

    def _person(self, before: int, inside: list[str], gender: str, *, after: int = -1) -> str:
        """Return the person last named before a token whom a description fits."""
        for place, actor in reversed(self.people):
            if place >= before:
                continue
            if place <= after:
                break
            country = self.country.get(actor, "")
            if inside and country and country not in inside:
                continue
            if gender and self.gender.get(actor, gender) != gender:
                continue
            return actor if before - place < 150 else ""
        return ""

    @staticmethod
    def _is_subject(name: Token) -> bool:
        """Whether a person is what a clause is about: Lind came, the envoy, Ada Lind, came."""
        about = name.head if name.dep_ == "appos" else name
        return about.dep_ in ("nsubj", "nsubjpass")

    def _pronoun(self, token: Token, gender: str) -> str:
        """Return whom a pronoun means: the last speaker, or a subject named since, that fits."""
        last = self.last
        if gender:
            for place, actor in reversed(self.people):
                if place >= token.i or (last is not None and place <= last.head):
                    continue
                if token.i - place > 60:
                    break
                fits = self.gender.get(actor, gender) == gender
                if fits and self._is_subject(self.doc[place]):
                    self.gender[actor] = gender
                    return actor
        sure = last is not None and self.gender.get(last.actor) == gender
        if gender and last and not sure and self._is_new_paragraph(last.head, token.i):
            person = self._person(token.i, [], gender, after=last.head)
            if person:
                self.gender[person] = gender
                return person
        if last is None:
            return self._person(token.i, [], gender) if gender else ""
        if gender and self.gender.get(last.actor, gender) != gender:
            return self._person(token.i, [], gender)
        if gender and last.actor not in self.persons and last.actor in self.country:
            return self._person(token.i, [], gender) or last.actor
        if gender:
            self.gender[last.actor] = gender
        return last.actor
