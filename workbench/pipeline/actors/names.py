"""Names in a text: those of the lexicon, and the persons and organisations that the tagger sees."""

from collections import defaultdict
from collections.abc import Iterable

from spacy.language import Language
from spacy.tokens import Doc

from workbench.pipeline.actors import senses, standins
from workbench.pipeline.actors.rivals import (
    NOBODY,
    Found,
    Open,
    as_found,
    capitals,
    choose,
    default,
    may_be_of,
    of_country,
    places,
    settled,
)
from workbench.pipeline.lexicon import Actor, Alias, Body, Lexicon, fold, without_article

BREAK, SKIP = "\n", ""
DASHES = frozenset("-–‐‑")
CITIES_HAVE = frozenset(("police", "law enforcement", "parliament"))  # types of bodies
POSSESSIVES = frozenset(("'s", "’s", "'", "’"))


class Keys(dict):
    """The folded text of each word by its hash; SKIP for dashes, BREAK for gaps."""

    def __init__(self, strings) -> None:
        self.strings = strings

    def __missing__(self, orth: int) -> str:
        key = self[orth] = _key(self.strings[orth])
        return key


def _key(text: str) -> str:
    if text.isspace():
        return BREAK if text.count("\n") > 1 else SKIP
    key = SKIP if text in DASHES else fold(text)
    return key[:-1] if key[-1:] == "." and key.count(".") == 1 and len(key) > 2 else key


class Finder:
    """Finds the lexicon's names in documents of one pipeline, in one pass over the words."""

    def __init__(self, lexicon: Lexicon, nlp: Language) -> None:
        self.lexicon = lexicon
        self.keys = Keys(nlp.vocab.strings)
        self.trie: dict = {}
        self.bodies: dict = {}
        self.particles = lexicon.words["name particles"] | {"the"}
        self.own = {}
        self.of_states = {kind for body in lexicon.bodies for kind in body.types}
        standins.heads()  # made now, not within the first text
        for actor in lexicon.actors:
            self.own.setdefault((actor.country, actor.type), actor)
        forms = _forms_of_countries(lexicon.aliases)
        for alias in lexicon.aliases:
            self._add(self.trie, alias.text, alias, nlp)
            if alias.actor and alias.actor.kind != "country" and alias.actor.country:
                rest = _without_country(alias.text, forms[alias.actor.country])
                if not rest and alias.needs == "near":
                    rest = alias.text
                if " " in rest:
                    self._add(self.bodies, rest, alias, nlp)
        for body in lexicon.bodies:
            for words in body.words:
                self._add(self.bodies, words, body, nlp)
            for words in body.alone:
                self._add(self.trie, words, body, nlp)
            for words in body.words:
                if words not in body.alone and words[:1].isupper():
                    self._add(self.trie, words, body._replace(alone=()), nlp)

    def _add(self, trie: dict, text: str, meaning, nlp: Language) -> None:
        words = text.split()
        rules = nlp.tokenizer.rules
        if not all(word.isalpha() and word not in rules for word in words):
            words = [token.text for token in nlp.tokenizer(text) if self.keys[token.orth]]
        shape = tuple(word.replace("’", "'") for word in words)
        other = tuple(self._spelt(word) for word in shape)
        for written in {shape, other} if len(shape) > 1 else (shape,):
            node = trie
            for word in written:
                node = node.setdefault(_key(word), {})
            node.setdefault(None, []).append((meaning, written))

    def _spelt(self, word: str) -> str:
        """A word as it is written elsewhere: Defense for Defence."""
        other = self.lexicon.spellings.get(word.lower(), word)
        return other.title() if word.istitle() and other is not word else other

    def _own(self, country: str, body: Body) -> Actor | None:
        """The body's counterpart in a country: its army, else the armed forces as a whole."""
        known = (self.own.get((country, kind)) for kind in body.types)
        return next(filter(None, known), None)

    def _body_of(self, country: str, body: Body) -> Actor:
        own = self._own(country, body)
        demonym = self.lexicon.demonyms[country]
        the = "the " if country in self.lexicon.words["with the"] else ""
        name = body.name.format(country=the + country, demonym=demonym)
        return own or Actor(name, "organisation", body.types[0], country)

    def words(self, doc: Doc) -> list[str]:
        """The key of each token: what names are looked up by."""
        return [self.keys[orth] for orth in doc.to_array("ORTH").tolist()]

    def find(self, doc: Doc, keys: list[str]) -> list[Found]:
        """The actors that `doc` names in words of the lexicon, in its order; NOBODY included."""
        found: list[Found] = []
        meant: dict[str, Alias] = {}
        open_: list[Open] = []
        i = 0
        while i < len(keys):
            match = self._longest(doc, self.trie, keys, i) if keys[i] in self.trie else None
            if match and keys[i] == "the" and self._reaches(doc, keys, i + 1, match[0]):
                match = None
            read = self._read(doc, keys, i, *match, found, meant, open_) if match else None
            if read is None:
                i += 1
            else:
                found += read
                i = max([match[0], *(one.end for one in read)])
        return settled(found, meant, open_) if open_ else found

    def _reaches(self, doc: Doc, keys: list[str], start: int, end: int) -> bool:
        """Whether a longer name begins after an article: The | Independent Electoral Commission."""
        match = self._longest(doc, self.trie, keys, start)
        return match is not None and match[0] > end

    def _read(self, doc, keys, start, end, meanings, found, meant, open_) -> list[Found] | None:
        """Who is meant by doc[start:end]: nobody, one actor, or one within another.

        None where the words do not count as a name at all, so that the next one may begin in them.
        `found` are the mentions before, `meant` the readings of words that depend on them, `open_`
        the words for which a country may be named after them.
        """
        aliases = [one for one in meanings if isinstance(one, Alias)]
        seat = self._seat_at(doc, keys, end)
        for body in meanings:
            if isinstance(body, Body):
                whole = self._body_with_country(doc, keys, start, end, body)
                if whole:
                    return whole
                of = keys[end : end + 1] == ["of"] and doc[end + 1 : end + 2].text.istitle()
                if body.alone and not of:
                    nearest = self._nearest(doc, body, found, seat)
                    ministry = body.types[0].endswith("ministry")
                    if not (ministry and self._has_another_name(nearest, aliases, found)):
                        aliases += nearest
        words = " ".join(filter(None, keys[start:end]))
        conditions = self.lexicon.conditions.get(words)
        if conditions and not senses.fits(doc, start, end, conditions):
            return None
        own = None
        if keys[end : end + 1] == ["of"] and (named := self._country_at(doc, keys, end + 1)):
            country = named[1].actor.name
            aliases = [one for one in aliases if may_be_of(one, country)]
            own = of_country(country, aliases)
        elif seat:
            own = of_country(seat, aliases)
        alias = own or meant.get(words) or choose(aliases, found)
        if alias is None:
            if aliases or any(isinstance(one, Body) and one.alone for one in meanings):
                open_.append(Open(start, end, words, aliases))
            alias = default(aliases)
        if alias is None:
            return None
        if alias.needs == "near":
            meant[words] = alias
        if found and _is_branch(doc, found[-1], start, alias):
            return []
        if found and _is_of_another(found[-1], start, alias):
            return None
        body = self.body(doc, keys, as_found(start, end, alias)) if alias.actor else None
        if not body and not (alias.actor and senses.stands(doc, start, end, alias, self.lexicon)):
            nobody = alias.actor is None or alias.via == "capital"
            country = alias.actor.country if alias.actor else ""
            return [Found(start, end, "", NOBODY, country, "")] if nobody else []
        one = as_found(start, end, alias)
        if one.via == "description":
            return [one, *self._country_within(doc, keys, one)]
        if one.type in self.of_states and one.end - one.start > 1:
            within = self._country_within(doc, keys, one)
            return [one, *(country for country in within if country.via == "demonym")]
        return [body, one] if body else [one]

    def _country_within(self, doc: Doc, keys: list[str], whole: Found) -> list[Found]:
        """The country that a name begins with: Hong Kong in "Hong Kong police"."""
        match = self._longest(doc, self.trie, keys, whole.start, whole.end - 1)
        aliases = [one for one in match[1] if isinstance(one, Alias) and one.actor] if match else []
        return [
            as_found(whole.start, match[0], alias)
            for alias in aliases[:1]
            if alias.actor.kind == "country"
        ]

    def _body_with_country(self, doc, keys, start: int, end: int, body: Body) -> list[Found]:
        """The Foreign Ministry of Ukraine: the ministry, and the country in its name."""
        if keys[end : end + 1] != ["of"]:
            return []
        named = self._country_at(doc, keys, end + 1)
        if named is None:
            return []
        at, country, stop = named
        whole = Alias("", self._body_of(country.actor.name, body), "alias")
        return [as_found(start, stop, whole), as_found(at, stop, country)]

    def _country_at(self, doc, keys, at: int) -> tuple[int, Alias, int] | None:
        """The country named at a place, perhaps after an article: where, how, and to where."""
        at += keys[at : at + 1] == ["the"]
        match = self._longest(doc, self.trie, keys, at) if at < len(keys) else None
        for alias in match[1] if match else ():
            named = isinstance(alias, Alias) and alias.via in ("name", "alias", "acronym")
            if named and alias.actor and alias.actor.kind == "country":
                return at, alias, match[0]
        return None

    def _seat_at(self, doc: Doc, keys: list[str], end: int) -> str:
        """The country in whose capital a body is said to be: the Supreme Court in Nairobi."""
        if keys[end : end + 1] != ["in"]:
            return ""
        match = self._longest(doc, self.trie, keys, end + 1) if end + 1 < len(keys) else None
        named = [one for one in match[1] if isinstance(one, Alias) and one.actor] if match else []
        seat = len(named) == 1 and named[0].via == "capital"
        return named[0].actor.country if seat else ""

    def _nearest(self, doc: Doc, body: Body, found: list[Found], seat: str) -> list[Alias]:
        """A ministry named without its state: that of `seat`, or of the country named last before.

        What is only US-built does not count. Where no country is named, a capital tells.
        """
        placed = [one for one in found if places(one)] or capitals(found)
        named = (one.country for one in reversed(placed) if doc[one.end].text not in DASHES)
        country = seat or next(named, "")
        return [Alias("", self._body_of(country, body), "alias", "near")] if country else []

    def _has_another_name(self, nearest: list[Alias], named: list[Alias], found) -> bool:
        """Whether a ministry is not called so, but one of another country in the text is.

        `nearest` is the ministry that is looked at, `named` are those that are called so.
        """
        mine = {one.actor for one in nearest}
        known = {one for one in mine if self.own.get((one.country, one.type)) == one}
        actors = {alias.actor for alias in named if alias.actor}
        if not known or known & actors:
            return False
        countries = {other.country for other in found if places(other)}
        return not countries.isdisjoint(actor.country for actor in actors)

    def body(self, doc: Doc, keys: list[str], country: Found) -> Found | None:
        """The army, ministry or police that follows the name of a country, "Israeli military".

        Behind a capital it must be the capital's own, "Kyiv's air force", and of a kind that only
        states have.
        """
        start = country.end
        owned = start < len(keys) and doc[start].text in POSSESSIVES
        if country.kind != "country" or (country.via == "capital" and not owned):
            return None
        start += owned
        end = len(keys)
        while start < end and (match := self._longest(doc, self.bodies, keys, start, end)):
            end, meanings = match
            for one in meanings:
                if isinstance(one, Alias) and one.actor.country == country.actor:
                    return as_found(country.start, end, one._replace(via="alias"))
            bodies = [one for one in meanings if isinstance(one, Body)]
            if bodies:
                body = next((one for one in bodies if self._own(country.actor, one)), bodies[0])
                actor = self._body_of(country.actor, body)
                if country.via == "capital" and actor.type in CITIES_HAVE:
                    return None
                return as_found(country.start, end, Alias("", actor, "description"))
            end -= 1  # a body of another country: what is a body here may be shorter
        return None

    def _longest(self, doc: Doc, trie: dict, keys: list[str], start: int, limit: int | None = None):
        """The end and the meanings of the longest entry that begins at `start`."""
        node, i, best = trie, start, None
        limit = len(keys) if limit is None else limit
        while i < limit:
            key = keys[i]
            if not key:
                if i == start:
                    break
                i += 1
                continue
            node = node.get(key)
            if node is None:
                break
            i += 1
            if None in node:
                texts = [doc[j].text.replace("’", "'") for j in range(start, i) if keys[j]]
                fitting = [one for one, shape in node[None] if self._written(texts, shape)]
                if fitting:
                    best = i, fitting
        return best

    def _written(self, texts: list[str], shape: tuple[str, ...]) -> bool:
        """Whether words are capitalised as an alias is: "US" is not "us", "Turkey" not "turkey"."""
        for text, wanted in zip(texts, shape, strict=True):
            if text == wanted or not wanted[:1].isupper():
                continue
            if wanted.isupper() and 1 < len(wanted) < 7:
                return False
            if wanted[1:] != wanted[1:].lower() and (len(wanted) < 5 or not text.isupper()):
                return False
            if not text[:1].isupper() and wanted.lower() not in self.particles:
                return False
        return True


def _forms_of_countries(aliases: Iterable[Alias]) -> dict[str, set[str]]:
    """What each country and its people are called."""
    forms: dict[str, set[str]] = defaultdict(set)
    for alias in aliases:
        if alias.actor and alias.actor.kind == "country" and alias.via != "capital":
            forms[alias.actor.name].add(alias.text)
    return forms


def _without_country(text: str, forms: set[str]) -> str:
    """What is left of a body's name without its country: Air Force of the Mexican Air Force."""
    words = text.split()
    for n in range(1, min(4, len(words))):
        if " ".join(words[:n]) in forms:
            return " ".join(words[n:])
    rest, _, country = text.rpartition(" of ")
    return rest if without_article(country) in forms else ""


def _is_of_another(before: Found, start: int, alias: Alias) -> bool:
    """Whether a name known near its country stands behind another: the Nepali | Red Cross."""
    of = alias.actor.country if alias.actor and alias.needs == "near" else ""
    return before.end == start and before.via == "demonym" and of not in ("", before.country)


def _is_branch(doc: Doc, before: Found, start: int, alias: Alias) -> bool:
    """Whether a country only says which branch of a company or newspaper is meant: CNN Brazil."""
    return (
        before.end == start
        and before.type in ("news", "company", "rights")
        and alias.actor is not None
        and alias.actor.kind == "country"
        and alias.via == "name"
        and not (start + 1 < len(doc) and doc[start + 1].tag_ in ("NN", "NNS", "POS", ","))
    )
