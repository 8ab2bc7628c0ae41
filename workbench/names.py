"""Names in a text: those of the lexicon, and the persons and organisations that the tagger sees."""

from collections import defaultdict
from typing import NamedTuple

from spacy.language import Language
from spacy.tokens import Doc, Span

from workbench import senses
from workbench.lexicon import Actor, Alias, Lexicon, fold

BREAK, SKIP = "\n", ""
DASHES = frozenset("-–‐‑")


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
    """The folded text of each word of a vocabulary, by its hash; SKIP for dashes, BREAK for gaps."""

    def __init__(self, strings) -> None:
        self.strings = strings

    def __missing__(self, orth: int) -> str:
        text = self.strings[orth]
        if text.isspace():
            key = BREAK if text.count("\n") > 1 else SKIP
        else:
            key = SKIP if text in DASHES else fold(text)
        self[orth] = key
        return key


class Finder:
    """Finds names in documents of one pipeline."""

    def __init__(self, lexicon: Lexicon, nlp: Language) -> None:
        self.lexicon = lexicon
        self.keys = Keys(nlp.vocab.strings)
        self.trie: dict = {}
        tokenize = nlp.tokenizer
        for alias in lexicon.aliases:
            node = self.trie
            words = [token for token in tokenize(alias.text) if self.keys[token.orth]]
            for word in words:
                node = node.setdefault(self.keys[word.orth], {})
            shape = tuple(word.text.replace("’", "'") for word in words)
            node.setdefault(None, []).append((alias, shape))

    def find(self, doc: Doc) -> list[Found]:
        """The names in `doc`, in its order."""
        known = self._known(doc)
        return tagged(doc, known, self.lexicon)

    def _known(self, doc: Doc) -> list[tuple[Found, Alias]]:
        """Longest matches of the lexicon; those that its context rules out are left away."""
        keys = [self.keys[orth] for orth in doc.to_array("ORTH").tolist()]
        found: list[Found] = []
        article = ""
        i, inner = 0, 0
        while i < len(keys):
            node = self.trie.get(keys[i])
            if node is None or i < inner and found and found[-1].start == i:
                i += 1
                continue
            match = self._longest(doc, keys, i, inner if i < inner else len(keys))
            if match is None:
                i += 1
                continue
            end, aliases = match
            key = " ".join(key for key in keys[i:end] if key)
            conditions = self.lexicon.conditions.get(key)
            if conditions:
                article = article or fold(doc.text)
                if not senses.fits(doc, i, end, conditions, article):
                    i += 1 if end == i + 1 else end - i
                    continue
            alias = self._choose(doc, i, aliases, found)
            if alias is None:
                i = end
                continue
            if alias.needs in ("capital", "seat") and not senses.acts(
                doc[end - 1], alias, self.lexicon
            ):
                i = end
                continue
            if alias.actor:
                found.append(
                    Found(
                        i, end, *alias.actor[:2], alias.actor.country, alias.via, alias.actor.type
                    )
                )
            if alias.via == "description":
                inner = end
                nested = self._longest(doc, keys, i, end - 1)
                if nested and (first := self._choose(doc, i, nested[1], found)) and first.actor:
                    found.append(
                        Found(
                            i,
                            nested[0],
                            *first.actor[:2],
                            first.actor.country,
                            first.via,
                            first.actor.type,
                        )
                    )
            i = end
        return found

    def _longest(self, doc: Doc, keys: list[str], start: int, limit: int):
        """The end and aliases of the longest alias that begins at `start` and ends by `limit`."""
        node, i, best = self.trie, start, None
        while i < limit:
            key = keys[i]
            if key is SKIP or not key:
                if i == start:
                    break
                i += 1
                continue
            node = node.get(key)
            if node is None:
                break
            i += 1
            if None in node:
                texts = [doc[j].text for j in range(start, i) if keys[j]]
                fitting = [alias for alias, shape in node[None] if _written(texts, shape)]
                if fitting:
                    best = i, fitting
        return best

    def _choose(
        self, doc: Doc, start: int, aliases: list[Alias], found: list[Found]
    ) -> Alias | None:
        """The alias meant: of several, or where it needs it, that of the country named nearest before."""
        if len(aliases) == 1 and aliases[0].needs != "near":
            return aliases[0]
        sure = [alias for alias in aliases if alias.needs != "near"]
        by_country = {alias.actor.country: alias for alias in aliases if alias.actor}
        for one in reversed(found[-6:]):
            if one.country in by_country:
                return by_country[one.country]
        return sure[0] if sure else None


def _written(texts: list[str], shape: tuple[str, ...]) -> bool:
    """Whether words are capitalised as an alias is: "US" is not "us", "Turkey" not "turkey"."""
    for text, wanted in zip(texts, shape, strict=True):
        if text == wanted or not wanted[:1].isupper():
            continue
        if wanted.isupper() and len(wanted) > 1 and len(wanted) < 7:
            return False
        if not text[:1].isupper() and len(texts) > 1 and wanted.lower() in ("al", "el"):
            continue
        if not text[:1].isupper():
            return False
    return True


def tagged(doc: Doc, known: list[Found], lexicon: Lexicon) -> list[Found]:
    """`known` with the persons and organisations that only the tagger sees."""
    covered = {i for one in known for i in range(one.start, one.end)}
    found = list(known)
    for ent in doc.ents:
        if ent.label_ not in ("PERSON", "ORG"):
            continue
        span = trimmed(ent, lexicon)
        if span is None or any(i in covered for i in range(span.start, span.end)):
            continue
        kind = "person" if ent.label_ == "PERSON" else "organisation"
        found.append(Found(span.start, span.end, span.text, kind, "", "tagger"))
    return sorted(found, key=lambda one: (one.start, -one.end))


def trimmed(ent: Span, lexicon: Lexicon) -> Span | None:
    """An entity without the determiner before it and the possessive after it."""
    start, end = ent.start, ent.end
    while start < end and ent.doc[start].lower_ in ("the", "a", "an"):
        start += 1
    while end > start and ent.doc[end - 1].text in ("'s", "’s", "'", "’", ",", "."):
        end -= 1
    return ent.doc[start:end] if end > start else None
