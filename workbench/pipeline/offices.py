"""The titles that stand before a name, and who holds the office they tell of."""

from spacy.tokens import Doc

from workbench.pipeline.lexicon import Lexicon
from workbench.pipeline.names import POSSESSIVES, Found


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
    persons = {(office.person, office.country) for office in holders}
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


def with_countries(doc: Doc, found: list[Found], lexicon: Lexicon) -> list[Found]:
    """Persons the lexicon does not know with the country that their title names."""
    ends = {one.end: one for one in found if one.kind == "country" and one.via != "capital"}
    country: dict[str, str] = {}
    for one in found:
        if one.kind != "person" or one.country or one.actor in country:
            continue
        start, title = title_before(doc, one.start, lexicon)
        while start > 0 and doc[start - 1].text in POSSESSIVES:
            start -= 1
        before = ends.get(start)
        if title and before is not None:
            country[one.actor] = before.actor
            continue
        if doc[one.end : one.end + 1].text == ",":
            after = [c for c in ends.values() if one.end < c.start <= one.end + 2]
            if (
                after
                and doc[after[0].end : after[0].end + 3].text.lower().split()[-1:]
                and any(
                    token.lower_ in lexicon.words["title heads"]
                    for token in doc[after[0].end : after[0].end + 4]
                )
            ):
                country[one.actor] = after[0].actor
    return [
        one._replace(country=country[one.actor])
        if one.kind == "person" and one.actor in country
        else one
        for one in found
    ]
