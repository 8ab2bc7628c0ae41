"""Names in a text: those of the lexicon, and the persons and organisations that the tagger sees."""

from typing import NamedTuple

from spacy.language import Language
from spacy.tokens import Doc

from workbench.pipeline import senses
from workbench.pipeline.lexicon import Actor, Alias, Body, Lexicon, fold

BREAK, SKIP = "\n", ""
NOBODY = "nobody"  # the kind of a phrase that only looks like an actor
CLOSE = 30  # words after a name within which its country may be named
DASHES = frozenset("-–‐‑")
POSSESSIVES = frozenset(("'s", "’s", "'", "’"))


class Found(NamedTuple):
    """A mention by token offsets."""

    start: int
    end: int
    actor: str
    kind: str
    country: str
    via: str
    type: str = ""


class Keys(dict):
    """The folded text of each word by its hash; SKIP for dashes, BREAK for gaps."""

    def __init__(self, strings) -> None:
        self.strings = strings

    def __missing__(self, orth: int) -> str:
        text = self.strings[orth]
        if text.isspace():
            key = BREAK if text.count("\n") > 1 else SKIP
        else:
            key = SKIP if text in DASHES else fold(text)
            if key[-1:] == "." and key.count(".") == 1 and len(key) > 2:
                key = key[:-1]
        self[orth] = key
        return key


class Finder:
    """Finds the lexicon's names in documents of one pipeline, in one pass over the words."""

    def __init__(self, lexicon: Lexicon, nlp: Language) -> None:
        self.lexicon = lexicon
        self.keys = Keys(nlp.vocab.strings)
        self.trie: dict = {}
        self.bodies: dict = {}
        self.particles = lexicon.words["name particles"] | {"the"}
        self.own = {}
        for actor in lexicon.actors:
            self.own.setdefault((actor.country, actor.type), actor)
        for alias in lexicon.aliases:
            self._add(self.trie, alias.text, alias, nlp)
        for body in lexicon.bodies:
            for words in body.words:
                self._add(self.bodies, words, body, nlp)
            for words in body.alone:
                self._add(self.trie, words, body, nlp)
            for words in body.words:
                if words not in body.alone and words[:1].isupper():
                    self._add(self.trie, words, body._replace(alone=()), nlp)

    def _add(self, trie: dict, text: str, meaning, nlp: Language) -> None:
        words = [token for token in nlp.tokenizer(text) if self.keys[token.orth]]
        for word in words:
            trie = trie.setdefault(self.keys[word.orth], {})
        shape = tuple(word.text.replace("’", "'") for word in words)
        trie.setdefault(None, []).append((meaning, shape))

    def _body_of(self, country: str, body) -> Actor:
        own = self.own.get((country, body.type))
        demonym = self.lexicon.demonyms[country]
        the = "the " if country in self.lexicon.words["with the"] else ""
        name = body.name.format(country=the + country, demonym=demonym)
        return own or Actor(name, "organisation", body.type, country)

    def words(self, doc: Doc) -> list[str]:
        """The key of each token: what names are looked up by."""
        return [self.keys[orth] for orth in doc.to_array("ORTH").tolist()]

    def find(self, doc: Doc, keys: list[str]) -> list[Found]:
        """The actors that `doc` names in words of the lexicon, in its order; NOBODY included."""
        found: list[Found] = []
        meant: dict[str, Alias] = {}
        open_: list[tuple[int, int, str, list[Alias]]] = []
        i = 0
        while i < len(keys):
            match = self._longest(doc, self.trie, keys, i) if keys[i] in self.trie else None
            read = self._read(doc, keys, i, *match, found, meant, open_) if match else None
            if read is None:
                i += 1
            else:
                found += read
                i = max([match[0], *(one.end for one in read)])
        return _with_open(found, meant, open_) if open_ else found

    def _read(self, doc, keys, start, end, meanings, found, meant, open_) -> list[Found] | None:
        """Who is meant by doc[start:end]: nobody, one actor, or one within another.

        None where the words do not count as a name at all, so that the next one may begin in them.
        `found` are the mentions before, `meant` the readings of words that depend on them, `open_`
        the words that wait for a country to be named after them.
        """
        aliases = [one for one in meanings if isinstance(one, Alias)]
        for body in meanings:
            if isinstance(body, Body):
                whole = self._body_with_country(doc, keys, start, end, body)
                if whole:
                    return whole
                of = keys[end : end + 1] == ["of"] and doc[end + 1 : end + 2].text.istitle()
                if body.alone and not of:
                    aliases += self._nearest(doc, body, found)
        words = " ".join(filter(None, keys[start:end]))
        conditions = self.lexicon.conditions.get(words)
        if conditions and not senses.fits(doc, start, end, conditions):
            return None
        alias = meant.get(words) or _choose(aliases, found)
        if alias is None:
            if aliases or any(isinstance(one, Body) and one.alone for one in meanings):
                open_.append((start, end, words, aliases))
            return None
        if alias.needs == "near":
            meant[words] = alias
        if found and _is_branch(doc, found[-1], start, alias):
            return []
        if alias.actor is None or not senses.stands(doc, start, end, alias, self.lexicon):
            nobody = alias.actor is None or alias.via == "capital"
            return [Found(start, end, "", NOBODY, "", "")] if nobody else []
        one = _found(start, end, alias)
        if one.via == "description":
            return [one, *self._country_within(doc, keys, one)]
        body = None
        if one.kind == "country" and one.via != "capital":
            body = self._body(doc, keys, one)
        return [body, one] if body else [one]

    def _country_within(self, doc: Doc, keys: list[str], whole: Found) -> list[Found]:
        """The country that a description begins with: Hong Kong in "Hong Kong police"."""
        match = self._longest(doc, self.trie, keys, whole.start, whole.end - 1)
        aliases = [one for one in match[1] if isinstance(one, Alias) and one.actor] if match else []
        return [
            _found(whole.start, match[0], alias)
            for alias in aliases[:1]
            if alias.actor.kind == "country"
        ]

    def _body_with_country(self, doc, keys, start: int, end: int, body: Body) -> list[Found]:
        """The Foreign Ministry of Ukraine: the ministry, and the country in its name."""
        if keys[end : end + 1] != ["of"]:
            return []
        at = end + 1 + (keys[end + 1 : end + 2] == ["the"])
        match = self._longest(doc, self.trie, keys, at) if at < len(keys) else None
        for alias in match[1] if match else ():
            named = isinstance(alias, Alias) and alias.via in ("name", "alias", "acronym")
            if named and alias.actor and alias.actor.kind == "country":
                whole = Alias("", self._body_of(alias.actor.name, body), "alias")
                return [_found(start, match[0], whole), _found(at, match[0], alias)]
        return []

    def _nearest(self, doc: Doc, body: Body, found: list[Found]) -> list[Alias]:
        """A ministry named without its state: that of the country named last before.

        What is only US-built does not count.
        """
        placed = (one for one in reversed(found) if _places(one))
        country = next((one.country for one in placed if doc[one.end].text not in DASHES), "")
        return [Alias("", self._body_of(country, body), "alias", "near")] if country else []

    def _body(self, doc: Doc, keys: list[str], country: Found) -> Found | None:
        """The army, ministry or police that follows the name of a country, "Israeli military"."""
        start = country.end
        if start < len(keys) and doc[start].text in POSSESSIVES:
            start += 1
        match = self._longest(doc, self.bodies, keys, start) if start < len(keys) else None
        if match is None:
            return None
        end, bodies = match
        body = next((one for one in bodies if (country.actor, one.type) in self.own), bodies[0])
        actor = self._body_of(country.actor, body)
        return _found(country.start, end, Alias("", actor, "description"))

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


def _found(start: int, end: int, alias: Alias) -> Found:
    actor = alias.actor
    return Found(start, end, actor.name, actor.kind, actor.country, alias.via, actor.type)


def _with_open(found: list[Found], meant: dict[str, Alias], open_) -> list[Found]:
    """`found` with names whose country is named only after them: as later, or close behind."""
    at = {i for one in found for i in range(one.start, one.end)}
    new = []
    for start, end, words, aliases in open_:
        close = [one for one in found if end <= one.start < end + CLOSE and _places(one)]
        alias = meant.get(words) or (_choose(aliases, close[:1]) if aliases and close else None)
        if alias and alias.actor and not at & set(range(start, end)):
            new.append(_found(start, end, alias))
    return sorted(found + new, key=lambda one: (one.start, -one.end))


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


def _places(one: Found) -> bool:
    """Whether a mention says of which country a text speaks: a newspaper or a company does not."""
    return bool(one.country) and one.type not in ("news", "company", "rights", "think tank")


def _choose(aliases: list[Alias], found: list[Found]) -> Alias | None:
    """The alias meant: of several, or where it needs it, that of the country named last before."""
    if len(aliases) == 1 and aliases[0].needs != "near":
        return aliases[0]
    by_country = {alias.actor.country: alias for alias in reversed(aliases) if alias.actor}
    for one in reversed(found[-8:]):
        if one.country in by_country and _places(one):
            return by_country[one.country]
    return next((alias for alias in aliases if alias.needs != "near"), None)
