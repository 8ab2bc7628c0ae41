"""One name for one person within an article: surnames, orders of a name, forms of it."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

from spacy.tokens import Doc, Token

from workbench.pipeline.actors import offices
from workbench.pipeline.actors.names import POSSESSIVES, Found
from workbench.pipeline.lexicon import Lexicon, Parts, fold, parts

SUBJECTS = frozenset(("nsubj", "nsubjpass"))


def under_one_name(doc: Doc, keys: list[str], found: list[Found], lexicon: Lexicon) -> list[Found]:
    found = _unified(doc, _completed(doc, keys, found, lexicon), lexicon)
    full: dict[str, Found] = {}
    aside: set[str] = set()  # relatives, whom an article calls by their first names
    kin = lexicon.words["kin"]
    short: dict[Parts, list[str]] = defaultdict(list)
    for one in found:
        words = parts(doc[one.start : one.end].text)
        if one.kind != "person" or one.via == "surname" or len(words) < 2 or one.actor in full:
            continue
        full[one.actor] = one
        if doc[one.start - 1].lower_ in kin and doc[one.end - 1].dep_ not in SUBJECTS:
            aside.add(one.actor)
        after = [word.lower_ for word in doc[one.end : one.end + 3]]
        if after[:1] == [","] and after[1:2] in (["his"], ["her"]) and after[-1] in kin:
            aside.add(one.actor)
        forms = _short_forms(parts(one.actor), one.country, lexicon)
        for form in forms | _short_forms(words, one.country, lexicon):
            if one.actor not in short[form]:
                short[form].append(one.actor)
    short = {
        form: [name for name in names if name not in aside] or names
        for form, names in short.items()
    }
    found = _full_names(keys, found, full, lexicon)
    found = _short_names(doc, keys, found, full, short, lexicon)
    return offices.with_countries(doc, found, lexicon)


def _completed(doc: Doc, keys: list[str], found: list[Found], lexicon: Lexicon) -> list[Found]:
    """`found` with names known by one word in all their words: Prayuth | Chan-o-cha.

    A family is nobody of its members.
    """
    result = []
    for one in found:
        if one.kind == "person" and one.end - one.start == 1 and one.end < len(doc):
            if _is_family(doc[one.end], lexicon):
                continue
            if one.via == "surname":
                own, end = parts(one.actor), one.end
                while end < len(doc) and (keys[end] in own or (keys[end] == "" and keys[end - 1])):
                    end += 1
                end -= keys[end - 1] == ""
                if end > one.end:
                    one = one._replace(end=end, via="alias")
        result.append(one)
    return result


def _is_family(word: Token, lexicon: Lexicon) -> bool:
    return word.text in lexicon.words["families"]


def _unified(doc: Doc, found: list[Found], lexicon: Lexicon) -> list[Found]:
    """Tagged persons under the lexicon's name, or under the shortest form of their own."""
    persons = {one.actor for one in found if one.kind == "person" and one.via == "tagger"}
    surnames = {fold(name) for name in persons if " " not in name}
    lasts = {parts(name)[-1] for name in persons if " " in name}
    bodies = lexicon.words["organisation words"] | lexicon.words["organisation nouns"]
    known = {one.actor for one in found if one.kind == "person" and one.via != "tagger"}
    groups: list[tuple[frozenset[str], str, list[str]]] = []
    result, group_of = [], {}
    for one in found:
        words = parts(doc[one.start : one.end].text)
        if one.kind == "organisation" and one.via == "tagger":
            likely = surnames & set(words) or lasts & set(words[-1:])
            whole = one.actor in persons or (1 < len(words) < 4 and likely)
            if whole and not set(doc[one.start : one.end].text.split()) & bodies:
                one = one._replace(kind="person")
        if one.kind == "person" and one.via == "tagger" and len(words) > 1:
            actor = lexicon.persons.get(frozenset(words))
            if actor is None and len(words) > 2:
                actor = lexicon.persons.get(frozenset((words[0], words[-1])))
                if actor is not None and len(words[1]) > 2 and actor.name not in known:
                    actor = None
            if actor is not None:
                one = one._replace(actor=actor.name, country=actor.country, via="alias")
            else:
                group_of[one] = _forms(words, one.actor, groups)
        result.append(one)
    result = [
        one._replace(actor=_shortest(group_of[one])) if one in group_of else one for one in result
    ]
    born = dict(_born(doc, result))
    return [one._replace(actor=born[one.actor]) if one.actor in born else one for one in result]


def _shortest(names: list[str]) -> str:
    """The shortest of one person's names, if it is more than a surname: Berg-Holm Anna."""
    return min([name for name in names if " " in name] or names, key=len)


def _born(doc: Doc, found: list[Found]) -> Iterator[tuple[str, str]]:
    """Names that somebody was born with, and his name: Mark Twain was born Samuel Clemens."""
    persons = [one for one in found if one.kind == "person"]
    for before, one in pairwise(persons):
        if one.via == "tagger" and doc[one.start - 1].lower_ == "born" and one.end - one.start > 1:
            near = before.start >= doc[one.start].sent.start
            whole = before.end - before.start > 1
            yield one.actor, before.actor if near and whole else persons[0].actor


def _forms(words: Parts, name: str, groups: list[tuple[frozenset[str], str, list[str]]]) -> list:
    """The forms of the name met before that `words` is a longer, shorter or turned form of."""
    own = frozenset(word for word in words if len(word) > 1)
    for other, first, forms in groups:
        if len(own & other) > 1 and (own <= other or other <= own):
            if first == words[0]:
                forms.append(name)
            if first == words[0] or own <= other:
                return forms
    groups.append((own, words[0], [name]))
    return groups[-1][2]


def _full_names(keys, found: list[Found], full: dict[str, Found], lexicon) -> list[Found]:
    """The full names of the article's persons wherever they stand, tagged or not."""
    names: dict[str, list[tuple[list[str], Found]]] = defaultdict(list)
    for one in full.values():
        words = keys[one.start : one.end]
        names[words[0]].append((words, one))
    at = {i: one for one in found for i in range(one.start, one.end)}
    gone: set[Found] = set()
    new = []
    for i, key in enumerate(keys):
        for words, one in names.get(key, ()):
            end = i + len(words)
            here = {at[j] for j in range(i, end) if j in at}
            if i and keys[i - 1] in lexicon.words["ships"]:
                continue
            if keys[i:end] != words or any(other.end - other.start >= len(words) for other in here):
                continue
            if all(
                other.kind in ("person", "organisation") and other.start >= i and other.end <= end
                for other in here
            ):
                gone |= here
                new.append(one._replace(start=i, end=end))
    return ordered([one for one in found if one not in gone] + new)


def _short_forms(words: Parts, country: str, lexicon: Lexicon) -> set[Parts]:
    """What a full name is shortened to: the surname, or in three parts the last two."""
    if len(words) < 2:
        return set()
    forms = {words[-1:], words[:1]}
    if len(words) > 2:
        forms |= {words[1:], words[-2:], words[1:2], words[:2]}
    return {form for form in forms if len(form[0]) > 1}


def _short_names(doc, keys, found, full, short, lexicon) -> list[Found]:
    """Surnames alone, tagged or not, under the full name they abbreviate in this article."""
    covered = {i for one in found for i in range(one.start, one.end)}
    result: list[Found] = []
    alone: list[tuple[Found, list[str]]] = []
    held: dict[str, Found] = {}  # whom a surname with his office first named
    for one in found:
        if one.kind == "organisation" and one.via == "tagger" and parts(one.actor) in short:
            one = one._replace(kind="person")
        if one.kind == "person" and (one.via in ("tagger", "surname")):
            words = parts(doc[one.start : one.end].text)
            owners = short.get(words, ()) if len(words) < 3 else ()
            if one.via == "surname" and one.actor in owners:
                owners = ()
            if owners:
                alone.append((one, owners))
                continue
            if one.via == "tagger" and len(words) == 1:
                one = offices.office_holder(doc, one, words[0], lexicon)
                held.setdefault(words[0], one)
                if held[words[0]].via == "surname":
                    one = held[words[0]]._replace(start=one.start, end=one.end)
        result.append(one)
    result += _only_names(doc, keys, result, covered, lexicon)
    singles = {form[0] for form in short if len(form) == 1 and len(form[0]) > 1}
    for i in (i for i, key in enumerate(keys) if key in singles and i not in covered):
        if _is_surname_alone(doc, keys, i, covered, lexicon):
            alone.append((Found(i, i + 1, "", "person", "", "surname"), short[(keys[i],)]))
    owned = _owned(doc, alone, found, full)
    return ordered(result + _widened(doc, keys, owned, lexicon.words["name particles"]))


def _only_names(doc, keys, found: list[Found], covered: set[int], lexicon) -> list[Found]:
    """Whoever has one name and a title, wherever else he stands: minister Wiranto, Wiranto."""
    titles = lexicon.words["title heads"]
    alone = {
        keys[one.start]: one
        for one in found
        if one.via == "tagger"
        and one.kind == "person"
        and one.end - one.start == 1
        and one.start
        and doc[one.start - 1].lower_ in titles
    }
    places = [i for i, key in enumerate(keys) if key in alone and i not in covered] if alone else []
    return [
        alone[keys[i]]._replace(start=i, end=i + 1)
        for i in places
        if doc[i].tag_ == "NNP" and _is_surname_alone(doc, keys, i, covered, lexicon)
    ]


def _is_surname_alone(doc, keys, i: int, covered: set[int], lexicon: Lexicon) -> bool:
    """Whether doc[i], a word that somebody's name is shortened to, is not part of another name."""
    token, titles = doc[i], lexicon.words["title words"]
    if _is_label(doc, i):
        return True
    if keys[i] in titles and (i == 0 or keys[i - 1] in ("the", "a") or doc[i - 1].is_title):
        return False
    if not token.text.istitle() and token.tag_ not in ("NNP", "NNPS"):
        return False
    if i + 1 < len(doc) and _is_family(doc[i + 1], lexicon):
        return False
    if _is_town(doc, i):
        return False
    if token.tag_ not in ("NNP", "NNPS", "NN", "NNS") or not token.text[:1].isupper():
        return False
    before = doc[i - 1] if i else token
    after = doc[i + 1] if i + 1 < len(doc) else token
    continues = after.i > i and is_named(after) and after.ent_iob_ == "I"
    opens = before.is_sent_start and before.dep_ in ("prep", "mark", "advmod", "cc")
    named = before.i < i and is_named(before) and before.lower_ not in titles and not opens
    return not continues and not (named and before.i not in covered)


def _is_label(doc: Doc, i: int) -> bool:
    """Whether doc[i] says, at the beginning of a line, who speaks: BERG: Yes, I did."""
    first = i == 0 or "\n" in doc[i - 1].text
    return first and doc[i].text.isupper() and doc[i + 1 : i + 2].text == ":"


def _is_town(doc: Doc, i: int) -> bool:
    """Whether doc[i] is a town by the state after it: Allen, Texas."""
    behind = doc[i + 1 : i + 3]
    if len(behind) < 2 or behind[0].text != ",":
        return False
    return doc[i].ent_type_ == behind[1].ent_type_ == "GPE"


def _owned(doc: Doc, alone, found: list[Found], full: dict[str, Found]) -> list[Found]:
    """Surnames that stand alone, each under its owner's name.

    Of several owners it is he who was called so before, unless another has just been named in
    full as a subject; where nobody was called so, he whose full name stands last before.
    """
    result = []
    called: dict[Parts, str] = {}
    for one, owners in sorted(alone, key=lambda pair: pair[0].start):
        words = parts(doc[one.start : one.end].text)
        owner = owners[0]
        if len(owners) > 1:
            before = [
                other
                for other in found
                if other.start < one.start and other.actor in owners and other.via != "surname"
            ]
            last = before[-1] if before else None
            owner = called.get(words) or (last.actor if last else "")
            if last and last.actor != owner and _has_the_floor(doc, last, one.start):
                owner = last.actor
        if owner:
            called[words] = owner
            result.append(full[owner]._replace(start=one.start, end=one.end, via="surname"))
        elif one.via == "tagger":
            result.append(one)
    return result


def _widened(doc: Doc, keys: list[str], found: list[Found], particles: frozenset[str]):
    """Surnames with all that belongs to them, once each: van der Linde, Berg-Holm."""
    result: list[Found] = []
    for one in sorted(found, key=lambda one: one.start):
        own = {*parts(one.actor)}
        start, end = one.start, one.end
        while end + 1 < len(doc) and keys[end + 1] in own and _is_hyphen(doc, end):
            end += 2
        while start > 1:
            if keys[start - 2] in own and _is_hyphen(doc, start - 1):
                start -= 2
            elif keys[start - 1] in own & particles:
                start -= 1
            else:
                break
        while result and result[-1].actor == one.actor and result[-1].end > start:
            start = min(start, result.pop().start)
        result.append(one._replace(start=start, end=end))
    return result


def _is_hyphen(doc: Doc, i: int) -> bool:
    """Whether doc[i] is a hyphen within a word."""
    return doc[i].text in ("-", "‑", "–") and not (doc[i].whitespace_ or doc[i - 1].whitespace_)


def _has_the_floor(doc: Doc, one: Found, at: int) -> bool:
    """Whether `one` is a subject in the sentence before that of doc[at].

    Who is named in full in the same sentence does not come back in it by the surname.
    """
    here = doc[at].sent.start
    first = doc[here - 1].sent.start if here else 0
    return first <= one.start < here and doc[one.end - 1].dep_ in SUBJECTS


def is_named(token) -> bool:
    return token.tag_ == "NNP" and token.text[:1].isupper() and token.text not in POSSESSIVES


def ordered(found: list[Found]) -> list[Found]:
    """`found` in the order of the text, of two that start together the longer first."""
    return sorted(found, key=lambda one: (one.start, -one.end))
