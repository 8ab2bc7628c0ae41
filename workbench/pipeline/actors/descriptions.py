"""Who is meant by a description or a group: the DPRK diplomat, the three countries."""

from spacy.tokens import Doc, Span, Token

from workbench.pipeline.actors import groups, standins
from workbench.pipeline.actors.names import Found
from workbench.pipeline.actors.offices import title_before
from workbench.pipeline.lexicon import Lexicon, fold

PAPERS = frozenset(("Nation", "Country"))  # in capitals what a newspaper is called
MANY = 60  # states that a noun may mean, beyond which one far off is not meant: the republic


def add_described(doc: Doc, keys: list[str], found: list[Found], lexicon: Lexicon) -> list[Found]:
    """`found` with descriptions and groups, where it is certain who is meant."""
    covered = {i for one in found for i in range(one.start, one.end)}
    titles = _titles(doc, found, lexicon)
    joined = groups.coordinations(doc, found)
    nouns = {noun.split()[-1] for noun in lexicon.descriptions}
    new: list[Found] = []
    plural = groups.words(lexicon)
    for i, word in enumerate(keys):
        if i in covered:
            continue
        if word in nouns:
            one = _described(doc, doc[i], found, titles, lexicon)
            if one:
                new.append(one)
        elif word in ("north", "south"):
            new += _half(doc, doc[i], found)
        elif word in plural:
            new += groups.members(doc, doc[i], joined, titles, found, lexicon)
    return sorted(found + new, key=lambda one: (one.start, -one.end))


def _titles(doc: Doc, found: list[Found], lexicon: Lexicon) -> dict[str, str]:
    """The titles under which each person is introduced, with the offices the lexicon knows."""
    titles: dict[str, str] = {}
    for one in found:
        if one.kind == "person":
            _, title = title_before(doc, one.start, lexicon)
            after = (
                doc[one.end + 1 : one.end + 5].text.lower()
                if doc[one.end : one.end + 1].text == ","
                else ""
            )
            titles[one.actor] = f"{titles.get(one.actor, '')} | {title} | {after}"
    for office in lexicon.offices if titles else ():
        if office.person in titles:
            titles[office.person] += " | " + office.office.replace("defence", "defense")
    return titles


def _described(
    doc: Doc, token: Token, found: list[Found], titles, lexicon: Lexicon
) -> Found | None:
    """The actor that a definite description with `token` as its noun means, if only one can be."""
    if token.tag_ not in ("NN", "NNS", "NNP") or token.dep_ == "compound":
        return None
    if doc[token.i + 1 : token.i + 2].text == "-":
        return None
    noun, start = _noun(doc, token, lexicon)
    if noun not in lexicon.descriptions or _is_a_thing(token, lexicon):
        return None
    if token.text in PAPERS:
        return None
    kind, types = lexicon.descriptions[noun]
    i = start
    if kind == "country" and (region := _region(doc, start, lexicon)):
        size, members = region
        i, types = start - size, _within(types, members)
    i, country = _with_adjectives(doc, i, found, lexicon)
    if i == 0 or not _is_definite(doc[i - 1], kind):
        return None
    follows = [child for child in token.children if child.i > token.i]
    for child in follows:
        if child.dep_ == "prep" and child.lower_ == "of" and kind == "person":
            named = [one for one in found if one.start > child.i and one.start <= child.i + 2]
            country = named[0].actor if named and named[0].kind == "country" else country
            if not named:
                return None
        elif child.dep_ in ("relcl", "acl", "appos") or (
            child.dep_ == "prep" and child.lower_ in ("of", "with")
        ):
            return None
    if kind == "country" and country:
        return None
    alone = standins.Noun(token, noun, frozenset(types) - {""}, country)
    told = types == ("news",) or _tells_which(doc, token.i + 1, lexicon)
    if kind == "body":
        return None if told else standins.body(doc, i, alone, found)
    listed = kind == "country" and types != ("",)
    if listed and len(types) < MANY and (only := _only_of(doc, i, types, found)):
        return only._replace(start=i, end=token.i + 1, via="description")
    window = _named_lately(doc, i, found, token, kind, types if listed else ())
    if country and kind == "person":
        window = [one for one in found if one.start < i]
    if kind != "person":
        window = [one for one in window if not standins.is_apart(doc, one.end, i)]
    if token.i + 1 < len(doc) and doc[token.i + 1].text == ":" and kind == "person":
        end = next((word.i for word in doc if "\n" in word.text), 0)
        window = [one for one in found if one.start < end]  # a speaker's label
    attributes = {
        one.start for one in window if doc[one.end - 1].dep_ in ("compound", "amod", "nmod")
    }
    fitting = [one for one in window if _fits(one, kind, types, country, titles, attributes)]
    names = {one.actor for one in fitting}
    if kind == "country" and fitting:
        here = [one for one in window if one.kind == "country" and one.start >= token.sent.start]
        names |= {one.actor for one in here if one.via == "demonym"}
    if not names and not told and kind not in ("person", "country"):
        return standins.body(doc, i, alone, found)
    parts = lexicon.words["parts of countries"] if noun in ("country", "nation") else frozenset()
    if len(names) != 1 or names <= parts:
        return None
    return fitting[-1]._replace(
        start=start if i == start else i, end=token.i + 1, via="description"
    )


def _noun(doc: Doc, token: Token, lexicon: Lexicon) -> tuple[str, int]:
    """The longest description that ends in `token`, and where it begins: special envoy."""
    noun, start = token.lower_, token.i
    longer = fold(doc[max(0, token.i - 2) : token.i + 1].text)
    for words in lexicon.descriptions:
        if " " in words and (longer == words or longer.endswith(" " + words)):
            size = len(words.split())
            if size > 1 + (token.i - start):
                noun, start = words, token.i - size + 1
    return noun, start


def _with_adjectives(doc: Doc, i: int, found: list[Found], lexicon: Lexicon) -> tuple[int, str]:
    """Where a noun that begins at `i` begins with its adjectives, and the country among them."""
    country = ""
    at = {one.end: one for one in found if one.kind == "country"}
    while i > 0:
        before = doc[i - 1]
        if i in at and at[i].via != "capital":
            country, i = at[i].actor, at[i].start
        elif (
            before.tag_ in ("JJ", "NN", "HYPH")
            and before.lower_ not in lexicon.words["not resolved adjectives"]
        ):
            i -= 1
        else:
            break
    return i, country


def _named_lately(
    doc: Doc, i: int, found: list[Found], token: Token, kind: str, types: tuple[str, ...]
) -> list[Found]:
    """Who is named in the last sentence, or for persons and `types` of countries the last three."""
    if token.text[:1].isupper() and not token.is_sent_start and kind == "alliance":
        return [one for one in found if one.kind == kind]
    window: list[Found] = []
    for count in (1, 2, 3) if kind == "person" or types else (1,):
        first = _sentences_before(doc, token.sent, count)
        window = [one for one in found if first <= one.start < i]
        if any(one.kind == kind and (not types or one.actor in types) for one in window):
            break
    return window


def _region(doc: Doc, end: int, lexicon: Lexicon) -> tuple[int, frozenset[str]] | None:
    """How many words before `end` name a part of the world, and its states: West African."""
    for size in (2, 1):
        name = doc[max(0, end - size) : end].text.lower()
        if members := lexicon.words.get(f"{name} countries"):
            return size, members
    return None


def _within(types: tuple[str, ...], members: frozenset[str]) -> tuple[str, ...]:
    """The states of a region that a noun can mean: all, or those among its own."""
    some = tuple(members.intersection(types))
    return some or tuple(members)


def _only_of(doc: Doc, start: int, types: tuple[str, ...], found: list[Found]) -> Found | None:
    """The only country of `types` in a text, however it is named: the island, in one on Taiwan."""
    fitting = [one for one in found if one.kind == "country" and one.actor in types]
    before = [one for one in fitting if one.start < start]
    if not before or len({one.actor for one in fitting}) > 1:
        return None
    last = before[-1]
    since = sum(1 for word in doc[last.end : start + 1] if word.is_sent_start)
    near = since <= standins.REACH and not standins.is_apart(doc, last.end, start)
    return last._replace(kind="country") if near else None


def _is_a_thing(token: Token, lexicon: Lexicon) -> bool:
    """Whether a noun means no body here, as it may: the house, but the House and this house."""
    things = token.lower_ in lexicon.words["bodies and things"]
    return things and token.text.islower() and (token.i == 0 or token.nbor(-1).lower_ == "the")


def _tells_which(doc: Doc, i: int, lexicon: Lexicon) -> bool:
    """Whether the words from `i` on say which one a noun before them means: the court in Oslo."""
    if doc[i : i + 1].text in ("in", "at"):
        return any(word.ent_type_ in ("GPE", "LOC", "FAC") for word in doc[i + 1 : i + 2])
    return doc[i : i + 1].text in lexicon.words["words that tell which"]


def _is_definite(word: Token, kind: str) -> bool:
    """Whether a noun after `word` means one spoken of before: the group, this chamber."""
    these = () if kind in ("person", "country") else ("this", "that")
    return word.lower_ == "the" or word.lower_ in these


def _sentences_before(doc: Doc, sentence: Span, count: int) -> int:
    start = sentence.start
    for _ in range(count):
        if start > 0:
            start = doc[start - 1].sent.start
    return start


def _fits(one: Found, kind: str, types, country: str, titles, attributes) -> bool:
    if country and one.country != country:
        return False
    if kind == "person":
        return one.kind == "person" and any(word in titles.get(one.actor, "") for word in types)
    if kind and one.kind != kind:
        return False
    if kind == "country":
        if types != ("",) and one.actor not in types:
            return False
        return one.via in ("name", "alias", "acronym") and one.start not in attributes
    if kind in ("alliance", "armed group") and types == ("",):
        return True
    return one.type in types or one.kind in types


def _half(doc: Doc, token: Token, found: list[Found]) -> list[Found]:
    """The North for North Korea, in an article that speaks of one of the Koreas."""
    if not token.text[:1].isupper() or token.i == 0 or doc[token.i - 1].lower_ != "the":
        return []
    after = doc[token.i + 1] if token.i + 1 < len(doc) else None
    if after is not None and (after.tag_ in ("NNP", "NNPS") or after.text in ("-", "–")):
        return []
    korean = {"North Korea", "South Korea"} & {one.actor for one in found}
    if not korean:
        return []
    actor = "North Korea" if token.lower_ == "north" else "South Korea"
    return [Found(token.i, token.i + 1, actor, "country", actor, "alias")]
