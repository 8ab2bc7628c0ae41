"""The actors the workbench knows: the files of workbench/lexicon, read and checked."""

import csv
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

FOLDER = Path(__file__).parents[1] / "lexicon"
COLUMNS = {
    "countries.csv": ("name", "iso2", "iso3", "names", "demonyms", "capitals", "seats"),
    "organisations.csv": ("name", "kind", "type", "country", "aliases"),
    "persons.csv": ("name", "country", "office", "from", "to", "aliases"),
    "memberships.csv": ("organisation", "member", "from", "to"),
    "bodies.csv": ("type", "name", "words", "alone"),
    "descriptions.csv": ("noun", "kind", "types"),
    "groups.csv": ("words", "members"),
    "ambiguous.csv": ("alias", "condition", "words"),
    "not_actors.csv": ("phrase",),
    "actor_words.csv": ("list", "words"),
}
CONDITIONS = (
    "sure article",
    "unless next",
    "unless previous",
    "unless article",
    "if next",
    "if previous",
    "if article",
)
SURNAME_FIRST = "surname first"  # the list of countries whose names are written so


Parts = tuple[str, ...]  # the words of a name


class LexiconError(ValueError):
    """A lexicon file that cannot be used as it stands."""


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
    """A body that most states have: type, name where the state's own is not known, words."""

    type: str
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


def fold(text: str) -> str:
    """`text` in lower case, without accents, with straight apostrophes."""
    text = text.replace("’", "'").replace("‘", "'").replace("ʻ", "'")
    if not text.isascii():
        text = text.replace("ı", "i").replace("ł", "l").replace("Ł", "l").replace("ø", "o")
        decomposed = unicodedata.normalize("NFKD", text)
        text = "".join(c for c in decomposed if not unicodedata.combining(c))
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
    tables = {name: _rows(folder / name, columns) for name, columns in COLUMNS.items()}
    words = {row["list"]: frozenset(_cell(row["words"])) for _, row in tables["actor_words.csv"]}
    titles = words.get("titles", frozenset())
    words["title words"] = frozenset(word for title in titles for word in title.split())
    words["title heads"] = frozenset(title.split()[-1] for title in titles)
    words["organisation keys"] = frozenset(map(fold, words.get("organisation words", ())))
    countries = {row["name"]: row for _, row in tables["countries.csv"]}
    actors: dict[tuple[str, str], Actor] = {}
    aliases: list[Alias] = []

    def known(file: str, line: int, country: str) -> str:
        if country and country not in countries:
            raise LexiconError(
                f"{folder / file}, line {line}: country {country!r} has no row in countries.csv; "
                "write its name as it stands there, or leave the cell empty"
            )
        return country

    for _, row in tables["countries.csv"]:
        actor = actors[row["name"], row["name"]] = Actor(row["name"], "country", "", row["name"])
        aliases.append(Alias(without_article(row["name"]), actor, "name"))
        for text in _cell(row["names"]):
            aliases.append(_alias(text, actor))
        for text in _cell(row["demonyms"]):
            aliases += [Alias(form, actor, "demonym") for form in _numbers(text)]
        for role in ("capital", "seat"):
            for text in _cell(row[role + "s"]):
                aliases.append(Alias(without_article(text), actor, "capital", role))
    names = Counter(row["name"] for _, row in tables["organisations.csv"])
    for line, row in tables["organisations.csv"]:
        country = known("organisations.csv", line, row["country"])
        actor = Actor(row["name"], row["kind"], row["type"], country)
        actors[row["name"], country] = actor
        if row["name"].startswith("United Nations "):
            rest = row["name"].removeprefix("United Nations")
            aliases += [Alias("UN" + rest, actor, "alias"), Alias("U.N." + rest, actor, "alias")]
        shared = names[row["name"]] > 1 or f"~{row['name']}" in _cell(row["aliases"])
        aliases.append(Alias(row["name"], actor, _alias_kind(row["name"], "name"), "near" * shared))
        aliases += [_alias(text, actor) for text in _cell(row["aliases"])]
    offices = []
    for line, row in tables["persons.csv"]:
        country = known("persons.csv", line, row["country"])
        key = (row["name"], country)
        if row["office"]:
            offices.append(Office(row["name"], country, row["office"], row["from"], row["to"]))
        actor = actors.setdefault(key, Actor(row["name"], "person", "", country))
        surname_first = country in words.get(SURNAME_FIRST, ())
        for text in _orders(row["name"], surname_first, country):
            aliases.append(Alias(text, actor, "name" if text == row["name"] else "alias"))
        for text in _cell(row["aliases"]):
            needs = "near" if text.startswith("~") else ""
            via = "surname" if " " not in text else "alias"
            aliases.append(Alias(text.removeprefix("~"), actor, via, needs))
    for _, row in tables["not_actors.csv"]:
        aliases.append(Alias(row["phrase"], None, ""))
    holders: dict[str, list[Office]] = defaultdict(list)
    for office in offices:
        name = parts(office.person)
        first = office.country in words.get(SURNAME_FIRST, ()) and len(name) < 4
        holders[name[0] if first else name[-1]].append(office)
    members: dict[str, list] = defaultdict(list)
    for line, row in tables["memberships.csv"]:
        member = known("memberships.csv", line, row["member"])
        members[row["organisation"]].append((member, row["from"], row["to"]))
    conditions: dict[str, list] = defaultdict(list)
    for line, row in tables["ambiguous.csv"]:
        if row["condition"] not in CONDITIONS:
            raise LexiconError(
                f"{folder / 'ambiguous.csv'}, line {line}: condition must be one of "
                f"{', '.join(map(repr, CONDITIONS))}; not {row['condition']!r}"
            )
        words_given = frozenset(fold(word) for word in _cell(row["words"]))
        conditions[fold(row["alias"])].append(Condition(row["condition"], words_given))
    return Lexicon(
        actors=tuple(actors.values()),
        aliases=tuple(dict.fromkeys(aliases)),
        offices=tuple(offices),
        holders={name: tuple(rows) for name, rows in holders.items()},
        persons=_by_words(actors.values()),
        bodies=tuple(
            Body(row["type"], row["name"], tuple(_cell(row["words"])), tuple(_cell(row["alone"])))
            for _, row in tables["bodies.csv"]
        ),
        descriptions={
            row["noun"]: (row["kind"], tuple(part.strip() for part in row["types"].split(";")))
            for _, row in tables["descriptions.csv"]
        },
        groups={
            fold(row["words"]): tuple(
                known("groups.csv", line, name) for name in _cell(row["members"])
            )
            for line, row in tables["groups.csv"]
        },
        demonyms={name: (_cell(row["demonyms"]) or [name])[0] for name, row in countries.items()},
        members={name: tuple(rows) for name, rows in members.items()},
        conditions={alias: tuple(rows) for alias, rows in conditions.items()},
        words=words,
    )


def _rows(path: Path, columns: tuple[str, ...]) -> list[tuple[int, dict[str, str]]]:
    """The rows of a CSV file with the numbers of their lines; columns and lengths checked."""
    try:
        with path.open(encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file, strict=True)
            if tuple(reader.fieldnames or ()) != columns:
                given = ", ".join(reader.fieldnames or ())
                raise LexiconError(f"{path}: columns must be {', '.join(columns)}; not {given}")
            rows = []
            for row in reader:
                if None in row or None in row.values():
                    raise LexiconError(
                        f"{path}, line {reader.line_num}: {len(columns)} cells wanted; put a cell "
                        "that contains a comma in double quotes"
                    )
                if not row[columns[0]].strip():
                    raise LexiconError(f"{path}, line {reader.line_num}: {columns[0]} is empty")
                rows.append((reader.line_num, {name: cell.strip() for name, cell in row.items()}))
            return rows
    except FileNotFoundError as error:
        raise LexiconError(
            f"{path} is missing; a lexicon folder has {', '.join(COLUMNS)}"
        ) from error
    except UnicodeDecodeError as error:
        raise LexiconError(f"{path} is not UTF-8 ({error.reason}); save it as UTF-8") from error


def _cell(text: str) -> list[str]:
    return [part.strip() for part in text.split(";") if part.strip()]


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
