"""The actors the workbench knows: the files of workbench/lexicon, read and checked."""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import chain, permutations
from pathlib import Path
from typing import NamedTuple

from workbench.pipeline.lexicon_files import FOLDER, LexiconError, Tables, cell

CONDITIONS = (
    "sure article",
    "unless next",
    "unless previous",
    "unless article",
    "if next",
    "if previous",
    "if article",
)
ACCENTS = re.compile("[\u0300-\u036f]+")  # the combining marks of Latin, Greek and Cyrillic
SURNAME_FIRST = "surname first"  # the list of countries whose names are written so
SMALL_LAST = "last words in small letters"  # the list of those that news so writes in names
SAME_FIRST_WORDS = (
    ("United Nations", "UN", "U.N.", "United Nations'", "UN's", "U.N.'s"),
    ("European Union", "EU", "European Union's", "EU's"),
    ("United States", "US", "U.S."),
)


Parts = tuple[str, ...]  # the words of a name


class Actor(NamedTuple):
    """One actor: canonical name, kind, type within the kind, the country it belongs to."""

    name: str
    kind: str
    type: str
    country: str


class Alias(NamedTuple):
    """One way of naming an actor.

    The words; who is meant (None: nobody); how it names him; and what must hold for it to count:
    `capital` or `seat` (it must act, not be a place), `near` (its country must be named close by).
    """

    text: str
    actor: Actor | None
    via: str
    needs: str = ""


class Office(NamedTuple):
    """An office that a person held; years, `to` empty while he holds it."""

    person: str
    country: str
    office: str
    start: str
    end: str


class Body(NamedTuple):
    """A body that most states have: name where the state's own is not known, words.

    The first of its types is its own; of the others is what stands in for it (parliament for
    congress).
    """

    types: tuple[str, ...]
    name: str
    words: tuple[str, ...]
    alone: tuple[str, ...]


class Condition(NamedTuple):
    """When an ambiguous alias counts."""

    condition: str
    words: frozenset[str]


class Lexicon(NamedTuple):
    """All of it, as loaded."""

    actors: tuple[Actor, ...]
    aliases: tuple[Alias, ...]
    offices: tuple[Office, ...]
    holders: dict[str, tuple[Office, ...]]  # offices by the surname of who holds them
    persons: dict[frozenset[str], Actor]  # by the words of the name, or the first and the last
    bodies: tuple[Body, ...]
    demonyms: dict[str, str]
    descriptions: dict[str, tuple[str, tuple[str, ...]]]
    groups: dict[str, tuple[str, ...]]
    members: dict[str, tuple[tuple[str, str, str], ...]]
    conditions: dict[str, tuple[Condition, ...]]
    words: dict[str, frozenset[str]]
    spellings: dict[str, str]  # words that names are written with either way, both ways


def fold(text: str) -> str:
    """`text` in lower case, without accents, with straight apostrophes."""
    text = text.replace("’", "'").replace("‘", "'").replace("ʻ", "'")
    if not text.isascii():
        text = text.replace("ı", "i").replace("ł", "l").replace("Ł", "l").replace("ø", "o")
        text = ACCENTS.sub("", unicodedata.normalize("NFKD", text))
    return text.lower()


def without_article(text: str) -> str:
    return text[4:] if text[:4].lower() == "the " else text


def parts(text: str) -> Parts:
    """The words of a name, folded, without hyphens, initials' dots and suffixes."""
    names = re.split(r"[\s\-–‐]+", fold(text).replace(".", ""))
    return tuple(name for name in names if name and name not in ("jr", "sr", "ii", "iii"))


def _by_words(actors: Iterable[Actor]) -> dict[frozenset[str], Actor]:
    known: dict[frozenset[str], Actor] = {}
    for actor in actors:
        if actor.kind == "person" and not actor.name.endswith((" Jr.", " Sr.")):
            name = parts(actor.name)
            known.setdefault(frozenset(name), actor)
            if len(name) > 2:
                known.setdefault(frozenset((name[0], name[-1])), actor)
    return known


@lru_cache(maxsize=4)
def load_lexicon(folder: Path = FOLDER) -> Lexicon:
    """The lexicon in `folder`, checked; read once.

    Raises LexiconError naming the file, the line and the remedy where a file cannot be used.
    """
    tables = Tables(folder)
    words = _word_lists(tables)
    order = words.get(SURNAME_FIRST, frozenset())
    named = [*_countries(tables), *_organisations(tables, words), *_persons(tables, order)]
    actors = dict.fromkeys(alias.actor for alias in named)
    nobody = [Alias(row["phrase"], None, "") for _, row in tables["not_actors.csv"]]
    offices = _offices(tables)
    return Lexicon(
        actors=tuple(actors),
        aliases=tuple(dict.fromkeys([*named, *nobody])),
        offices=offices,
        holders=_holders(offices, order),
        persons=_by_words(actors),
        bodies=tuple(
            Body(
                tuple(cell(row["types"])),
                row["name"],
                tuple(cell(row["words"])),
                tuple(cell(row["alone"])),
            )
            for _, row in tables["bodies.csv"]
        ),
        demonyms={
            row["name"]: (cell(row["demonyms"]) or [row["name"]])[0]
            for _, row in tables["countries.csv"]
        },
        descriptions={
            row["noun"]: (row["kind"], tuple(part.strip() for part in row["types"].split(";")))
            for _, row in tables["descriptions.csv"]
        },
        groups={
            fold(row["words"]): tuple(
                tables.country("groups.csv", line, name) for name in cell(row["members"])
            )
            for line, row in tables["groups.csv"]
        },
        members=_members(tables),
        conditions=_conditions(tables),
        words=words,
        spellings={
            one: other
            for _, row in tables["spellings.csv"]
            for one, other in permutations((row["word"], row["also"]))
        },
    )


def _word_lists(tables: Tables) -> dict[str, frozenset[str]]:
    words = {row["list"]: frozenset(cell(row["words"])) for _, row in tables["actor_words.csv"]}
    titles = words.get("titles", frozenset())
    words["title words"] = frozenset(word for title in titles for word in title.split())
    words["title heads"] = frozenset(title.split(" of ")[0].split()[-1] for title in titles)
    words["organisation keys"] = frozenset(map(fold, words.get("organisation words", ())))
    return words


def _countries(tables: Tables) -> Iterator[Alias]:
    for _, row in tables["countries.csv"]:
        actor = Actor(row["name"], "country", "", row["name"])
        yield Alias(without_article(row["name"]), actor, "name")
        for text in cell(row["names"]):
            yield _alias(text, actor)
        for text in cell(row["demonyms"]):
            yield from (Alias(form, actor, "demonym") for form in _numbers(text))
        for role in ("capital", "seat"):
            for text in cell(row[role + "s"]):
                yield Alias(without_article(text), actor, "capital", role)


def _organisations(tables: Tables, words: dict[str, frozenset[str]]) -> Iterator[Alias]:
    rows = [(line, row, cell(row["aliases"])) for line, row in tables["organisations.csv"]]
    names = Counter(row["name"] for _, row, aliases in rows if f"~{row['name']}" not in aliases)
    of_states = {kind for _, row in tables["bodies.csv"] for kind in cell(row["types"])}
    for line, row, aliases in rows:
        name = row["name"]
        country = tables.country("organisations.csv", line, row["country"])
        actor = Actor(name, row["kind"], row["type"], country)
        shared = names[name] > 1 or f"~{name}" in aliases
        own = Alias(name, actor, _alias_kind(name, "name"), "near" * shared)
        for alias in (own, *(_alias(text, actor) for text in aliases)):
            yield alias
            yield from _abbreviated(alias)
            if row["type"] not in of_states:
                yield from _in_small_letters(alias, words)


def _abbreviated(alias: Alias) -> Iterator[Alias]:
    """U.N. and the UN's for United Nations, and so on, at the beginning of a name."""
    via = "alias" if alias.via == "name" else alias.via
    for one, other in chain.from_iterable(permutations(same, 2) for same in SAME_FIRST_WORDS):
        if alias.text.startswith(one + " "):
            yield alias._replace(text=other + alias.text.removeprefix(one), via=via)


def _in_small_letters(alias: Alias, words: dict[str, frozenset[str]]) -> Iterator[Alias]:
    """The Labour party for the Labour Party, but not your party for one called Your Party."""
    first, _, last = alias.text.rpartition(" ")
    if last in words.get(SMALL_LAST, ()) and first.lower() not in words.get("common words", ()):
        yield alias._replace(text=f"{first} {last.lower()}", via="alias")


def _persons(tables: Tables, surname_first: frozenset[str]) -> Iterator[Alias]:
    for line, row in tables["persons.csv"]:
        name = row["name"]
        country = tables.country("persons.csv", line, row["country"])
        actor = Actor(name, "person", "", country)
        for text in _orders(name, country in surname_first, country):
            yield Alias(text, actor, "name" if text == name else "alias")
        for text in cell(row["aliases"]):
            needs = "near" if text.startswith("~") else ""
            yield Alias(text.removeprefix("~"), actor, "alias" if " " in text else "surname", needs)


def _offices(tables: Tables) -> tuple[Office, ...]:
    return tuple(
        Office(row["name"], row["country"], row["office"], row["from"], row["to"])
        for _, row in tables["persons.csv"]
        if row["office"]
    )


def _holders(
    offices: tuple[Office, ...], surname_first: frozenset[str]
) -> dict[str, tuple[Office, ...]]:
    holders: dict[str, list[Office]] = defaultdict(list)
    for office in offices:
        name = parts(office.person)
        first = office.country in surname_first and len(name) < 4
        holders[name[0] if first else name[-1]].append(office)
    return {name: tuple(held) for name, held in holders.items()}


def _members(tables: Tables) -> dict[str, tuple[tuple[str, str, str], ...]]:
    members: dict[str, list] = defaultdict(list)
    for line, row in tables["memberships.csv"]:
        member = tables.country("memberships.csv", line, row["member"])
        members[row["organisation"]].append((member, row["from"], row["to"]))
    return {name: tuple(rows) for name, rows in members.items()}


def _conditions(tables: Tables) -> dict[str, tuple[Condition, ...]]:
    """The conditions of each alias, what settles it first, in whatever order the file has them."""
    conditions: dict[str, list] = defaultdict(list)
    for line, row in tables["ambiguous.csv"]:
        if row["condition"] not in CONDITIONS:
            raise LexiconError(
                f"{tables.folder / 'ambiguous.csv'}, line {line}: condition must be one of "
                f"{', '.join(map(repr, CONDITIONS))}; not {row['condition']!r}"
            )
        words = frozenset(fold(word) for word in cell(row["words"]))
        conditions[fold(row["alias"])].append(Condition(row["condition"], words))
    return {
        alias: tuple(sorted(rows, key=lambda one: CONDITIONS.index(one.condition)))
        for alias, rows in conditions.items()
    }


def _alias(text: str, actor: Actor) -> Alias:
    """An alias as a cell gives it: ~ before it, its country must be near; @, it is a capital."""
    if text.startswith("@"):
        return Alias(text[1:], actor, "capital", "capital")
    needs = "near" if text.startswith("~") else ""
    text = without_article(text.removeprefix("~"))
    via = "description" if text.split()[-1].islower() else _alias_kind(text)
    return Alias(text, actor, via, needs)


def _alias_kind(text: str, otherwise: str = "alias") -> str:
    return "acronym" if re.fullmatch(r"[A-Z][A-Z.&-]{1,7}", text) else otherwise


def _numbers(demonym: str) -> list[str]:
    """A demonym and, where it is formed with -s, its plural."""
    regular = not re.search(r"(?:s|sh|ch|x|ese|men|man|woman)$", demonym)
    return [demonym, demonym + "s"] if regular else [demonym]


def _orders(name: str, surname_first: bool, country: str) -> list[str]:
    """A person's name in the orders and hyphenations in which news writes it."""
    words = name.split()
    orders = [name]
    if surname_first and len(words) == 3:
        orders += [" ".join(words[1:] + words[:1])]
    elif (surname_first or country in ("Japan", "Hungary")) and len(words) == 2:
        orders += [f"{words[1]} {words[0]}"]
    return orders
