"""Who is meant by a short name: acronyms, short forms of bodies, persons; credits left away."""

from collections import defaultdict

from spacy.tokens import Doc

from workbench.pipeline.actors.names import Found
from workbench.pipeline.actors.persons import is_named, ordered, under_one_name
from workbench.pipeline.lexicon import Actor, Lexicon, fold

CREDIT = 20  # words that a line of credits may have


def resolve(doc: Doc, keys: list[str], found: list[Found], lexicon: Lexicon) -> list[Found]:
    """`found` with each person under his full name, acronyms under what they stand for.

    Bylines, credits and the outlet that speaks of itself are left away.
    """
    found = _without_credits(doc, keys, found, lexicon)
    found = _repeated(doc, keys, _acronyms(doc, keys, found))
    found = _heads(doc, keys, _short_organisations(doc, keys, found, lexicon), lexicon)
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
        if one.start in credited and one.kind in ("person", "organisation"):
            continue
        if one.kind == "person" or one.via == "tagger":
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


def _repeated(doc: Doc, keys: list[str], found: list[Found]) -> list[Found]:
    """The names of bodies that the tagger sees once, wherever else they stand in the article."""
    at = {i: one for one in found for i in range(one.start, one.end)}
    names: dict[str, list[tuple[list[str], Found]]] = defaultdict(list)
    for one in found:
        if one.via == "tagger" and one.kind == "organisation" and one.end - one.start > 1:
            names[keys[one.start]].append((keys[one.start : one.end], one))
    gone, new = set(), []
    for i in (i for i, key in enumerate(keys) if key in names):
        for words, one in names[keys[i]]:
            end = i + len(words)
            here = {at[j] for j in range(i, end) if j in at}
            shorter = all(
                i <= other.start and other.end <= end and other.end - other.start < end - i
                for other in here
            )
            if keys[i:end] == words and doc[i].text[:1].isupper() and shorter:
                gone |= here
                new.append(one._replace(start=i, end=end))
                at.update(dict.fromkeys(range(i, end), new[-1]))
    return ordered([one for one in found if one not in gone] + new)


def _heads(doc: Doc, keys: list[str], found: list[Found], lexicon: Lexicon) -> list[Found]:
    """The House for the House of Representatives, the Commission for the European Commission.

    A word in capitals such as House or Council with an article stands for the only body of the
    text whose name has it for its head.
    """
    nouns = lexicon.words["organisation nouns"] | lexicon.words["organisation words"]
    owners: dict[str, dict[str, Found]] = defaultdict(dict)
    for one in found:
        if one.kind not in ("person", "country"):
            for name in (doc[one.start : one.end].text, one.actor):
                owners[_head(name)][one.actor] = one
    for actor in _implied(found, lexicon):
        if not owners[_head(actor.name)]:
            whole = Found(0, 0, actor.name, actor.kind, actor.country, "alias", actor.type)
            owners[_head(actor.name)][actor.name] = whole
    covered = {i for one in found for i in range(one.start, one.end)}
    only = {
        fold(head): head for head, bodies in owners.items() if len(bodies) == 1 and head in nouns
    }
    new = []
    for i in (i for i, key in enumerate(keys) if key in only and i not in covered):
        head = only[keys[i]]
        if doc[i].text == head and _is_definite(doc, i, lexicon):
            (one,) = owners[head].values()
            new.append(one._replace(start=i, end=i + 1, via="alias"))
    return ordered(found + new)


def _implied(found: list[Found], lexicon: Lexicon) -> list[Actor]:
    """The bodies that belong to those named: the Commission, beside the European Parliament."""
    if lexicon.words["bodies of the Union"].isdisjoint(one.actor for one in found):
        return []
    return [one for one in lexicon.actors if one.name in lexicon.words["implied by them"]]


def _head(name: str) -> str:
    """The word that says what a body is: House in "House of Representatives"."""
    words = name.split()
    before = next((i for i, word in enumerate(words) if i and word in ("of", "on", "for")), None)
    return words[(before or len(words)) - 1]


def _is_definite(doc: Doc, i: int, lexicon: Lexicon) -> bool:
    """Whether doc[i], in capitals, means a body named elsewhere: the House, the full House."""
    after = doc[i + 1] if i + 1 < len(doc) else doc[i]
    if after.i > i and (is_named(after) or after.lower_ in ("of", "for", "on", "-")):
        return False
    if doc[max(0, i - 3) : i + 1].text.lower() in lexicon.words["phrases with a head"]:
        return False
    while i and doc[i - 1].tag_ == "JJ" and doc[i - 1].text.islower():
        i -= 1
    return i > 0 and doc[i - 1].lower_ in ("the", "this")


def _short_organisations(doc, keys, found: list[Found], lexicon: Lexicon) -> list[Found]:
    """Ford for the Ford Motor Company of the same article, if only one name begins so.

    The Oversight Committee for the House Oversight and Reform Committee, and Liberal lawmakers for
    the Liberal Party.
    """
    longer: dict[str, set[Found]] = defaultdict(set)
    parties: dict[str, set[Found]] = defaultdict(set)
    for one in found:
        if one.kind in ("person", "country") or one.end - one.start < 2:
            continue
        owner = one._replace(start=0, end=0, via="alias")
        first, last = doc[one.start].text, doc[one.end - 1].text
        longer[first].add(owner)
        if last == "Party" and one.end - one.start == 2:
            parties[first].add(owner)
    persons = (one.actor for one in found if one.kind == "person" and " " in one.actor)
    named = {word for name in persons for word in name.split()}
    short: dict[str, Found] = {}
    result = []
    for one in found:
        if one.via == "tagger" and (one.kind == "organisation" or one.actor in longer):
            if one.kind == "person" and one.actor in named:
                owners = ()
            elif one.end - one.start == 1:
                owners = longer.get(one.actor, ())
            else:
                owners = _holding(doc, one, found)
            if len({owner.actor for owner in owners}) == 1:
                owner = next(iter(owners))
                if one.end - one.start == 1:
                    short[keys[one.start]] = owner
                one = owner._replace(start=one.start, end=one.end, via="alias")
        result.append(one)
    covered = {i for one in found for i in range(one.start, one.end)} if short or parties else set()
    for i in (i for i, key in enumerate(keys) if key in short and i not in covered):
        after = doc[i + 1] if i + 1 < len(doc) else doc[i]
        if doc[i].tag_ == "NNP" and not (after.i > i and is_named(after)):
            result.append(short[keys[i]]._replace(start=i, end=i + 1))
    for token in doc[:-1] if parties else ():
        owners = parties.get(token.text, ()) if token.i not in covered else ()
        if len(owners) == 1 and token.nbor().text.islower() and token.nbor().tag_ in ("NN", "NNS"):
            result.append(next(iter(owners))._replace(start=token.i, end=token.i + 1))
    return ordered(result)


def _holding(doc: Doc, one: Found, found: list[Found]) -> list[Found]:
    """The bodies whose name holds all words of a shorter one and ends in the same."""
    words = set(doc[one.start : one.end].text.split())
    last = doc[one.end - 1].text
    return [
        other
        for other in found
        if other.kind not in ("person", "country")
        and other.actor != one.actor
        and doc[other.end - 1].text == last
        and words < set(doc[other.start : other.end].text.split())
    ]
