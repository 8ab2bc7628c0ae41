"""The titles that stand before a name, and who holds the office they tell of."""

from spacy.tokens import Doc

from workbench.pipeline.actors.names import POSSESSIVES, Found
from workbench.pipeline.actors.rivals import places
from workbench.pipeline.lexicon import Lexicon

RECENT = 2014  # who left an office later comes before who held it earlier
NEAR = 8  # how many words a title may have


def title_before(doc: Doc, start: int, lexicon: Lexicon) -> tuple[int, str]:
    """Where the titles before a name begin, and the titles."""
    titles = lexicon.words["title words"]
    i = start
    while i > 0 and (
        doc[i - 1].lower_ in titles
        or (
            doc[i - 1].lower_ in ("of", ",", "-")
            and i < start
            and i > 1
            and doc[i - 2].lower_ in titles
        )
        or (
            i == start
            and doc[i - 1].text == ","
            and doc[i - 2].lower_ in titles
            and doc[i - 2].text[:1].isupper()
        )
    ):
        i -= 1
    return i, doc[i:start].text.lower().strip(" ,")


def office_holder(doc: Doc, one: Found, word: str, lexicon: Lexicon) -> Found:
    """President Yoon, where the full name is never given, if only one can be meant."""
    _, title = title_before(doc, one.start, lexicon)
    if not title or title in ("mr.", "mr", "ms.", "mrs."):
        return one
    holders = [
        office for office in lexicon.holders.get(word, ()) if _same_office(office.office, title)
    ]
    late = [office for office in holders if not office.end or int(office.end) > RECENT]
    persons = {(office.person, office.country) for office in late or holders}
    if len(persons) == 1:
        person, country = persons.pop()
        return one._replace(actor=person, country=country, via="surname")
    return one


def _same_office(office: str, title: str) -> bool:
    words = title.replace("defense", "defence").replace("premier", "prime minister")
    words = words.replace("secretary of state", "foreign minister").replace(
        "foreign secretary", "foreign minister"
    )
    words = words.replace("secretary of defence", "defence minister").replace(
        "defence secretary", "defence minister"
    )
    if words == "secretary":
        return office.endswith(("secretary", "foreign minister", "defence minister"))
    return office in words or (
        office == "monarch" and words in ("king", "queen", "emir", "sultan", "emperor")
    )


def with_countries(
    doc: Doc, found: list[Found], lexicon: Lexicon, *, wide: bool = False
) -> list[Found]:
    """Persons the lexicon does not know with the country that their title names.

    If `wide`, also by their trade (a Danish jurist), by the army or ministry before their name,
    and by what stands farther off; that is too weak to say whom "the Danish minister" means.
    """
    countries = [one for one in found if one.kind == "country" and one.via != "capital"]
    ends, starts = ({getattr(one, side): one for one in countries} for side in ("end", "start"))
    if wide:
        bodies = (one for one in found if one.kind == "organisation" and one.start in starts)
        ends |= {one.end: starts[one.start]._replace(end=one.end) for one in bodies}
        owned = (one for one in found if one.kind == "organisation" and places(one))
        starts = {one.start: one for one in owned} | starts
    country: dict[str, str] = {}
    for one in found:
        if one.kind == "person" and not one.country and one.actor not in country:
            told = _before(doc, one, ends, lexicon, wide) or _after(doc, one, starts, lexicon, wide)
            if told is not None:
                country[one.actor] = told.country
    return [
        one._replace(country=country[one.actor])
        if one.kind == "person" and one.actor in country
        else one
        for one in found
    ]


def _before(
    doc: Doc, one: Found, ends: dict[int, Found], lexicon: Lexicon, wide: bool
) -> Found | None:
    """Whose title stands before a name: Iran's foreign minister X, Danish jurist X."""
    start, title = title_before(doc, one.start, lexicon)
    while start > 0 and doc[start - 1].text in POSSESSIVES:
        start -= 1
    if title and start in ends:
        return ends.get(ends[start].start, ends[start])  # the US Iran envoy
    if not wide:
        return None
    start = one.start
    while start not in ends and one.start - start < NEAR and start > doc[one.start].sent.start:
        if doc[start - 1].pos_ not in ("NOUN", "PROPN", "ADJ"):
            break
        start -= 1
    if start in ends and ends[start].via == "demonym":
        return ends[start]
    name = doc[one.end - 1]
    if name.dep_ != "appos":  # the Danish chief of staff, General X
        return None
    adjectives = (child.i + 1 for child in name.head.lefts if child.dep_ in ("amod", "poss"))
    told = next((ends[end] for end in adjectives if end in ends), None)
    return told if told and told.end <= one.start else None


def _after(
    doc: Doc, one: Found, starts: dict[int, Found], lexicon: Lexicon, wide: bool
) -> Found | None:
    """Whose title or body stands after a name: X, vice-president of Peru; X of the Lima Port."""
    heads, after = lexicon.words["title heads"], doc[one.end : one.end + 1].text
    if wide and after == "of":
        told = starts.get(one.end + 1) or starts.get(one.end + 2)
        itself = told is not None and told.kind == "country" and told.via != "demonym"
        return None if itself and not title_before(doc, one.start, lexicon)[1] else told
    if after != ",":
        return None
    told, titled, by = None, False, ""
    for word in doc[one.end + 1 : one.end + 2 + NEAR]:
        if word.is_punct and word.text != "-":
            break
        if word.lower_ in lexicon.words["no officers"]:
            return None
        titled = titled or word.lower_ in heads or word.lower_ == "member"
        by = word.lower_ if word.pos_ in ("ADP", "PART") else by
        if told is None and word.i in starts:
            if by and not (wide and by == "of"):
                return None
            told = starts[word.i]
            if not by and told.via != "demonym" and doc[told.end].text not in POSSESSIVES:
                return None
    return told if titled else None
