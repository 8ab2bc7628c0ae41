"""Which actor is meant by a name that several have, by the countries that a text names."""

from itertools import islice
from typing import NamedTuple

from workbench.pipeline.lexicon import Actor, Alias

NOBODY = "nobody"  # the kind of a phrase that only looks like an actor
CLOSE = 30  # words after a name within which its country may be named
LED = 12  # words after a party within which one of its country may be named


class Found(NamedTuple):
    """A mention by token offsets."""

    start: int
    end: int
    actor: str
    kind: str
    country: str
    via: str
    type: str = ""


class Open(NamedTuple):
    """Words that more than one body goes by, and whom they may mean."""

    start: int
    end: int
    words: str
    aliases: list[Alias]


def as_found(start: int, end: int, alias: Alias) -> Found:
    actor = alias.actor
    return Found(start, end, actor.name, actor.kind, actor.country, alias.via, actor.type)


def settled(found: list[Found], meant: dict[str, Alias], open_: list[Open]) -> list[Found]:
    """`found` with names whose country is named only after them.

    They are read as later in the text, or by the country close behind. Where one reading is usual,
    only a person or party of another country that follows at once is against it, "Conservative
    Party leader Pierre Poilievre", or for an acronym any other country if its own is not named.
    """
    at = {i: one for one in found for i in range(one.start, one.end)}
    named = {one.country for one in found if one.kind == "country"}
    new = []
    for start, end, words, aliases in open_:
        usual = default(aliases)
        kept = usual and not (usual.via == "acronym" and _elsewhere(usual.actor, named))
        reach = LED if usual else CLOSE
        close = (one for one in found if end <= one.start < end + reach and places(one))
        close = (one for one in close if not kept or one.kind == "person" or one.type == "party")
        alias = meant.get(words) or choose(aliases, list(islice(close, 1)))
        if alias is None or alias.actor is None:
            continue
        inside = {at[i] for i in range(start, end) if i in at}
        if not inside:
            new.append(as_found(start, end, alias))
        elif usual and usual.actor and inside == {as_found(start, end, usual)}:
            found = [one for one in found if one not in inside]
            new.append(as_found(start, end, alias))
    return sorted(found + new, key=lambda one: (one.start, -one.end))


def _elsewhere(actor: Actor | None, named: set[str]) -> bool:
    """Whether a body is of a country that a text does not name, and no agency that reports."""
    return actor is not None and actor.country not in named | {""} and actor.type != "news"


def places(one: Found) -> bool:
    """Whether a mention says of which country a text speaks: a newspaper or a company does not."""
    return (
        bool(one.country)
        and one.kind != NOBODY
        and one.type not in ("news", "company", "rights", "think tank")
    )


def capitals(found: list[Found]) -> list[Found]:
    """The capitals that are no actors: where something happens, in Kabul."""
    return [one for one in found if one.kind == NOBODY and one.country]


def choose(aliases: list[Alias], found: list[Found]) -> Alias | None:
    """The only alias, or that of the country named last before; None where that does not tell."""
    if len(aliases) == 1 and aliases[0].needs != "near":
        return aliases[0]
    by_country = {alias.actor.country: alias for alias in reversed(aliases) if alias.actor}
    near = [one for one in found[-8:] if places(one)] or capitals(found)
    countries = (one.country for one in reversed(near) if one.country in by_country)
    country = next(countries, None)
    return by_country[country] if country else None


def default(aliases: list[Alias]) -> Alias | None:
    """The alias meant where no country tells."""
    return next((alias for alias in aliases if alias.needs != "near"), None)


def may_be_of(alias: Alias, country: str) -> bool:
    """Whether a name with "of" a country after it can mean this actor: no Democratic Party of X."""
    actor = alias.actor
    return actor is None or actor.kind in ("country", "person") or actor.country in ("", country)


def of_country(country: str, aliases: list[Alias]) -> Alias | None:
    """The alias that means a body of that country."""
    return next((one for one in aliases if one.actor and one.actor.country == country), None)
