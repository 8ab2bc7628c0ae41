"""Who is meant by a short name: acronyms, short forms of bodies, persons; credits left away."""

from collections import defaultdict

from spacy.tokens import Doc

from workbench.pipeline.lexicon import Lexicon, fold
from workbench.pipeline.names import Found
from workbench.pipeline.persons import is_named, ordered, under_one_name

CREDIT = 20  # words that a line of credits may have


def resolve(doc: Doc, keys: list[str], found: list[Found], lexicon: Lexicon) -> list[Found]:
    """`found` with each person under his full name, acronyms under what they stand for.

    Bylines, credits and the outlet that speaks of itself are left away.
    """
    found = _without_credits(doc, keys, found, lexicon)
    found = _short_organisations(doc, keys, _acronyms(doc, keys, found))
    return under_one_name(doc, keys, found, lexicon)


def _without_credits(doc: Doc, keys: list[str], found: list[Found], lexicon: Lexicon):
    """Without the names in a line of credits and without the outlet's mentions of itself."""
    lines = lexicon.words["credits"]
    credited = _credited(doc, keys, lines)
    longest = max(len(words.split()) for words in lines)
    kept, outlets = [], set()
    if outlet := fold(doc.user_data.get("outlet") or ""):
        outlets = {
            one.actor
            for one in found
            if outlet in (fold(one.actor), fold(doc[one.start : one.end].text))
        }
    for one in found:
        after = doc[one.end : one.end + 2].text.lower()
        if one.type == "news" and after.startswith("has learned"):
            outlets.add(one.actor)
    for one in found:
        if one.actor in outlets and one.kind == "organisation":
            continue
        if one.kind == "person" or one.via == "tagger":
            if one.start in credited:
                continue
            sentence = doc[one.start].sent
            lead = sentence.text.strip().lower().split()[:longest]
            if len(sentence) < 25 and any(
                " ".join(lead[:n]) in lines for n in range(1, len(lead) + 1)
            ):
                continue
        kept.append(one)
    return kept


def _credited(doc: Doc, keys: list[str], lines: frozenset[str]) -> set[int]:
    """The words after "Image:" and the like, to the end of the line."""
    credited: set[int] = set()
    for i, key in enumerate(keys[:-1]):
        if doc[i + 1].text == ":" and key + ":" in lines:
            end = next((j for j in range(i, len(keys)) if "\n" in doc[j].text), len(keys))
            credited.update(range(i, min(end, i + CREDIT)))
    return credited


def _acronyms(doc: Doc, keys: list[str], found: list[Found]) -> list[Found]:
    """Acronyms that the text explains, "Intelligence Service (NIS)", wherever they stand."""
    meant: dict[str, Found] = {}
    for one in found:
        if one.kind in ("person", "country") or one.end + 2 >= len(doc):
            continue
        if doc[one.end].text == "(" and doc[one.end + 2].text == ")":
            short = doc[one.end + 1].text
            initials = {fold(doc[one.start].text)[:1], fold(one.actor)[:1]}
            whole = one.end - one.start > 1 or one.via == "name"
            capitals = sum(c.isupper() for c in short)
            if whole and len(short) <= 8 and capitals >= 2 and short[0].lower() in initials:
                meant.setdefault(short, one)
    if not meant:
        return found
    at = {one.start: n for n, one in enumerate(found)}
    found = list(found)
    covered = {i for one in found for i in range(one.start, one.end)}
    short = {fold(text) for text in meant}
    for i in (i for i, key in enumerate(keys) if key in short):
        token = doc[i]
        one = meant.get(token.text)
        if one is None:
            continue
        new = one._replace(start=token.i, end=token.i + 1, via="acronym")
        if token.i in at and found[at[token.i]].end == token.i + 1:
            found[at[token.i]] = new
        elif token.i not in covered:
            found.append(new)
    return ordered(found)


def _short_organisations(doc: Doc, keys: list[str], found: list[Found]) -> list[Found]:
    """Ford for the Ford Motor Company of the same article, if only one name begins so."""
    longer: dict[str, set[Found]] = defaultdict(set)
    for one in found:
        if one.kind not in ("person", "country") and one.end - one.start > 1:
            longer[doc[one.start].text].add(one._replace(start=0, end=0, via="alias"))
    short: dict[str, Found] = {}
    result = []
    for one in found:
        if one.via == "tagger" and one.kind == "organisation" and one.end - one.start == 1:
            owners = longer.get(one.actor, ())
            if len({owner.actor for owner in owners}) == 1:
                short[keys[one.start]] = next(iter(owners))
                one = short[keys[one.start]]._replace(start=one.start, end=one.end)
        result.append(one)
    covered = {i for one in found for i in range(one.start, one.end)} if short else set()
    for i in (i for i, key in enumerate(keys) if key in short and i not in covered):
        after = doc[i + 1] if i + 1 < len(doc) else doc[i]
        if doc[i].tag_ == "NNP" and not (after.i > i and is_named(after)):
            result.append(short[keys[i]]._replace(start=i, end=i + 1))
    return ordered(result)
