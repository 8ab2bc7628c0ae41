"""Who is meant together: the two Koreas, the three countries, both sides, the two leaders."""

from typing import NamedTuple

from spacy.tokens import Doc, Token

from workbench.pipeline.actors.rivals import Found
from workbench.pipeline.lexicon import Lexicon, fold

LINKS = frozenset((",", "and", "or", "nor", "&", "the", "as", "well", "'s", "’s"))
SIZES = range(2, 8)
NEAR = 3  # sentences up to a group's own in which its members may be named


class Joined(NamedTuple):
    """Countries, or persons, that are named in one row, and whether they act together."""

    end: int
    kind: str
    members: tuple[Found, ...]
    acts: bool


class Group(NamedTuple):
    """Words for several: from where, how many they are if that is said, and of which kind."""

    start: int
    token: Token
    size: int
    kind: str


def words(lexicon: Lexicon) -> frozenset[str]:
    """The words that can mean several actors."""
    lists = ("country group nouns", "person group nouns", *map(str, SIZES))
    named = {words.split()[-1] for words in lexicon.groups}
    return frozenset().union(named, *(lexicon.words[name] for name in lists))


def coordinations(doc: Doc, found: list[Found]) -> list[Joined]:
    """Countries and persons that are named in a row: France, Spain and Italy."""
    rows = []
    for kind in ("country", "person"):
        run: list[Found] = []
        for one in [*(one for one in found if one.kind == kind), None]:
            if one is not None and run and _joined(doc, run[-1], one, kind):
                run.append(one)
                continue
            members = tuple({member.actor: member for member in run}.values())
            if len(members) > 1:
                roles = {doc[member.end - 1].dep_ for member in members}
                acts = not roles.isdisjoint(("nsubj", "nsubjpass"))
                rows.append(Joined(run[-1].end, kind, members, acts))
            run = [one] if one is not None else []
    return sorted(rows, key=lambda row: row.end)


def _joined(doc: Doc, left: Found, right: Found, kind: str) -> bool:
    between = doc[left.end : right.start]
    if left.actor == right.actor:
        return False
    if any(token.is_sent_start for token in doc[left.end : right.start + 1]):
        return False
    said = {token.lower_ for token in between}
    if kind == "country":
        return bool(said) and said <= LINKS
    short = bool(said & {",", "and"}) and len(between) < 9
    return short and not any(token.pos_ in ("VERB", "AUX") for token in between)


def members(
    doc: Doc, token: Token, joined: list[Joined], titles, found: list[Found], lexicon: Lexicon
) -> list[Found]:
    """The members of a group that `token` names: the Koreas, the allies, the three countries."""
    if named := _named(doc, token, lexicon):
        return named
    group = _group(doc, token, lexicon)
    if group is None:
        return []
    before = [row for row in joined if row.end <= token.i]
    if not group.kind:
        rows = [row for row in before if len(row.members) == group.size]
    elif group.size:
        near = 1 if token.lower_ in lexicon.words["groups named close by"] else NEAR
        rows = _of_size(doc, group, before, found, near)
    elif token.lower_ == "allies":
        rows = [row for row in before if row.kind == "country" and row.acts]
    elif group.kind == "person":
        rows = [row for row in before if _are_titled(row, token.lower_, titles, lexicon)]
    else:
        return []
    return [
        one._replace(start=group.start, end=token.i + 1, via="group")
        for row in rows[-1:]
        for one in row.members
    ]


def _named(doc: Doc, token: Token, lexicon: Lexicon) -> list[Found]:
    """The states that a name for several means: the Koreas, the Baltic states."""
    two = fold(doc[max(0, token.i - 1) : token.i + 1].text)
    for name in (two, token.lower_):
        capital = token.text[:1].isupper() or name == two
        if name in lexicon.groups and capital:
            start = token.i + 1 - len(name.split())
            return [
                Found(start, token.i + 1, state, "country", state, "group")
                for state in lexicon.groups[name]
            ]
    return []


def _group(doc: Doc, token: Token, lexicon: Lexicon) -> Group | None:
    """The several that a noun with an article or a number means, if any."""
    word = token.lower_
    kind = next((k for k in ("person", "country") if word in lexicon.words[f"{k} group nouns"]), "")
    size = _size(word, lexicon)
    if not (kind or size) or (size and token.dep_ not in ("nsubj", "nsubjpass")):
        return None
    if any(
        child.dep_ == "relcl" or (child.dep_ == "prep" and child.lower_ == "of")
        for child in token.children
    ):
        return None
    i = token.i
    while i > 0 and doc[i - 1].lower_ in lexicon.words["group adjectives"]:
        i -= 1
    if not size and i:
        size = _size(doc[i - 1].lower_, lexicon)
        i -= bool(size)
    definite = i > 0 and doc[i - 1].lower_ == "the"
    if not (definite or doc[i].lower_ == "both") or (size and i == token.i and not definite):
        return None
    return Group(i, token, size, kind)


def _size(word: str, lexicon: Lexicon) -> int:
    return next((n for n in SIZES if word in lexicon.words[str(n)]), 0)


def _of_size(
    doc: Doc, group: Group, before: list[Joined], found: list[Found], near: int
) -> list[Joined]:
    """The rows of as many as a group has; of countries, else those that `near` sentences name.

    A row of two that is far off is meant only if nobody else has been named since.
    """
    rows = [row for row in before if row.kind == group.kind and len(row.members) == group.size]
    last = rows and (group.size > 2 or rows[-1].end >= _sentence_before(doc, group.start))
    if last or group.kind == "person":
        return rows
    if states := named_near(doc, group.start, found, group.size, near):
        return [Joined(group.start, "country", states, acts=True)]
    if not rows:
        return []
    own = {one.actor for one in rows[-1].members}
    since = (one for one in found if one.kind == "country" and rows[-1].end <= one.start)
    return rows if all(one.actor in own for one in since if one.start < group.start) else []


def named_near(
    doc: Doc, start: int, found: list[Found], size: int, near: int = NEAR
) -> tuple[Found, ...]:
    """The countries that the last sentences before `start` name, if they are `size`.

    A person stands for his country. Who acts in the same sentence may stand beside them: Oman
    offered talks to both countries.
    """
    states: dict[str, Found] = {}
    begin = end = start
    for _ in range(near):
        begin = doc[max(0, begin - 1)].sent.start
        here: dict[str, Found] = {}
        for one in found:
            if begin <= one.start < end and one.kind in ("country", "person") and one.country:
                state = one._replace(actor=one.country, kind="country", type="")
                here.setdefault(one.country, state)
        if len(here) == size and len(states) == 1 and states.keys().isdisjoint(here):
            (beside,) = states.values()
            return tuple(here.values()) if doc[beside.end - 1].dep_ == "nsubj" else ()
        states = here | states
        if len(states) >= size:
            break
        end = begin
    return tuple(states.values()) if len(states) == size else ()


def _sentence_before(doc: Doc, i: int) -> int:
    """Where the sentence before that of a token begins."""
    return doc[max(0, doc[i].sent.start - 1)].sent.start


def _are_titled(row: Joined, noun: str, titles: dict[str, str], lexicon: Lexicon) -> bool:
    """Whether all persons of a row have the title that a noun gives them."""
    wanted = lexicon.descriptions.get(_singular(noun), ("", (_singular(noun),)))[1]
    return row.kind == "person" and all(
        any(title in titles.get(one.actor, "") for title in wanted) for one in row.members
    )


def _singular(word: str) -> str:
    return word[:-3] + "y" if word.endswith("ies") else word.removesuffix("s")
