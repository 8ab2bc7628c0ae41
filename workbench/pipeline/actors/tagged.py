"""Persons and organisations that only the tagger, a title or a telling word shows."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator

from spacy.tokens import Doc, Span

from workbench.pipeline.actors import bounds, doubts, senses
from workbench.pipeline.actors.doubts import is_name_word
from workbench.pipeline.actors.names import BREAK, NOBODY, SKIP, Found
from workbench.pipeline.lexicon import Lexicon, fold

IN = frozenset(("in", "at", "near", "outside", "across", "around", "into"))
STOPS = frozenset(("IN", "WDT", "WP", "VBD", "VBZ", "VBP", "MD", ",", "."))  # end a noun phrase


def add_tagged(doc: Doc, keys: list[str], known: list[Found], lexicon: Lexicon) -> list[Found]:
    """`known` with the names that the lexicon does not hold, in the order of the text."""
    at = {i: one for one in known for i in range(one.start, one.end)}
    dropped: set[Found] = set()
    found: list[Found] = []
    taken: set[int] = set()
    for span, kind in _candidates(doc, keys, lexicon):
        if any(i in taken for i in range(span.start, span.end)):
            continue
        inside = {at[i] for i in range(span.start, span.end) if i in at}
        span = _before_anothers(span, inside)
        inside = {one for one in inside if one.start < span.end}
        if not inside or _is_name_with(span, kind, inside, lexicon):
            dropped |= {one for one in inside if not _leads(one, span, lexicon)}
            taken.update(range(span.start, span.end))
            found.append(
                Found(span.start, span.end, _spelled(span), kind, _owner(span, inside), "tagger")
            )
    kept = [
        one
        for one in known
        if one not in dropped
        and one.kind != NOBODY
        and not doubts.names_a_language(doc, one.start, one.end, one.via, lexicon)
        and not doubts.is_a_code(doc, one.start, one.end)
        and not doubts.gives_its_name(doc, one.start, one.end, one.kind, one.via, lexicon)
    ]
    return sorted(kept + found, key=lambda one: (one.start, -one.end))


def _candidates(doc: Doc, keys: list[str], lexicon: Lexicon) -> Iterator[tuple[Span, str]]:
    labels = _labels(doc)
    named = doubts.ships_and_storms(doc, keys, lexicon) | doubts.explained(doc, keys, lexicon)
    places = doubts.places(doc, keys, lexicon)
    where = places | {
        keys[i] for i in range(1, len(keys)) if keys[i - 1] in IN and is_name_word(doc[i])
    }
    single: set[str] = set()
    orths = set(doc.to_array("ORTH").tolist())
    for ent in doc.ents:
        called = ent.label_ == "PERSON" and _is_called_a_body(ent, lexicon)
        if ent.label_ == "PERSON" and not called:
            span, kind = bounds.person(ent, lexicon), "person"
        elif ent.label_ in ("ORG", "PERSON"):
            span, kind = bounds.organisation(ent, lexicon), "organisation"
            if (
                span is not None
                and len(span) > 2
                and span[0].lower_ in lexicon.words["title heads"]
            ):
                span = doc[span.start + 1 : span.end]
                if not is_name_word(span[0]):
                    continue
        else:
            continue
        if span is None or senses.names_a_ship(doc, span.start, lexicon):
            continue
        if keys[span.start] in named or doubts.is_foreign(span, lexicon):
            continue
        if keys[span.end - 1] in places and not bounds.is_body(span, lexicon):
            continue
        if len(span) == 1:
            if doubts.is_common(span, orths) or doubts.is_one_of_a_kind(span):
                continue
            if kind == "person" and keys[span.start] in where:
                continue
            if kind == "person":
                single.add(keys[span.start])
        if kind == "organisation" and _is_introduced(span, lexicon):
            kind = "person"
        if kind == "organisation":
            span = bounds.extended(bounds.from_its_beginning(span, lexicon), lexicon)
        elif len(span) == 1 and re.search(r"[a-z]{2}[A-Z]", span.text):
            kind = "organisation"
        if kind == "person" or not (called or bounds.is_body(span, lexicon)):
            label = labels[span.text].most_common(1)
            if label and label[0][0] not in ("PERSON", "ORG"):
                continue
            if kind == "organisation" and label and label[0][0] == "PERSON":
                kind = "person"
            full = len(span) > 1 and kind == "person"
            if _is_place(span) or not (full or _acts(span, kind, lexicon)):
                continue
        if kind == "person" and len(span) == 1:
            span = bounds.fuller(doc, span, lexicon)
        yield span, kind
    for i, key in enumerate(keys):
        if key in single and is_name_word(doc[i]):
            span = bounds.fuller(doc, doc[i : i + 1], lexicon)
            if len(span) > 1:
                yield span, "person"
    yield from _labelled(doc, keys, lexicon)
    yield from _titled(doc, keys, lexicon)
    yield from _apposed(doc, keys, lexicon)
    yield from _headed(doc, keys, lexicon)


def _is_introduced(span: Span, lexicon: Lexicon) -> bool:
    """Whether a name that the tagger takes for a body's is a person's: Ana Soto, a spokeswoman."""
    words = [word for word in span if word.text != "-"]
    if not 1 < len(words) < 5 or bounds.is_body(span, lexicon):
        return False
    if not all(word.text.istitle() and word.tag_[:2] == "NN" for word in words):
        return False
    doc, heads = span.doc, lexicon.words["title heads"]
    if span.start and doc[span.start - 1].lower_.removesuffix("s") in heads:
        return True
    if len(span) < 4 and any(word.ent_type_ == "PERSON" for word in span.root.conjuncts):
        return True
    after = doc[span.end : span.end + 7]
    if len(after) < 3 or after[0].text != ",":
        return False
    if after[1].lower_ not in bounds.DETERMINERS | lexicon.words["title words"]:
        return False
    phrase = next((i for i, word in enumerate(after) if i and word.tag_ in STOPS), len(after))
    return any(word.lower_ in heads for word in after[1:phrase])


def _is_called_a_body(ent: Span, lexicon: Lexicon) -> bool:
    """Whether what the tagger takes for a person is a body: Mahan Air, the airline Mahan."""
    doc = ent.doc
    start, end = bounds.stripped(doc, ent.start, ent.end)
    if end - start > 1 and any(
        doc[end - 1].text in lexicon.words[name]
        for name in ("organisation words", "forms of companies")
    ):
        return True
    before = doc[start - 1] if start else doc[0]
    if before.lower_ not in lexicon.words["bodies in small letters"] or start == end:
        return False
    root, after = doc[start:end].root, doc[end] if end < len(doc) else before
    beside = not after.tag_.startswith("VB") and before.lower_ not in lexicon.words["title heads"]
    return beside or start <= before.head.i < end or root.head.i == before.i


def _before_anothers(span: Span, inside: set[Found]) -> Span:
    """A name without the owner of what follows: Budget Committee of | Japan's lower house."""
    over = [one.start for one in inside if one.start > span.start + 1 and one.end > span.end]
    of = min(over, default=0) - 1
    whole = of < span.start + 2 or span.doc[of].lower_ != "of"
    return span if whole else span.doc[span.start : of]


def _labels(doc: Doc) -> dict[str, Counter]:
    """How often the tagger gives each label to the same words in the document."""
    labels: dict[str, Counter] = defaultdict(Counter)
    for ent in doc.ents:
        start, end = bounds.stripped(doc, ent.start, ent.end)
        labels[doc[start:end].text][ent.label_] += 1
    return labels


def _is_place(span: Span) -> bool:
    """Whether a name stands where places stand: after in, at or near."""
    root = span.root
    return root.dep_ == "pobj" and root.head.lower_ in IN


def _acts(span: Span, kind: str, lexicon: Lexicon) -> bool:
    """Whether a doubtful name does something, has something, or is spoken of as one who says."""
    root = span.root
    if span.start and span[0].nbor(-1).text == "(":
        return False
    if kind == "person" and root.dep_ == "nsubj" and root.head.lemma_ == "be":
        heads = lexicon.words["title heads"]
        return any(
            child.dep_ == "attr" and child.lemma_.lower() in heads for child in root.head.children
        )
    if root.dep_ == "poss" and kind == "organisation" and len(span) == 1:
        return root.head.lower_ not in lexicon.words["place nouns"]
    if root.dep_ in ("nsubj", "poss", "agent"):
        return True
    if root.dep_ == "pobj" and root.head.lower_ in ("by", "to", "with", "against"):
        return root.head.lower_ != "to" or root.head.head.lower_ == "according"
    if root.dep_ == "nsubjpass" or root.dep_ == "conj":
        return len(span) > 1 or root.head.ent_type_ in ("ORG", "PERSON")
    before = span[0].nbor(-1).lower_ if span[0].i else ""
    if before == "(" or (len(span) == 1 and span.text.isupper()):
        return False
    if kind == "person":
        return before in lexicon.words["title words"]
    return root.dep_ in ("appos", "dobj") and (
        len(span) > 1 or sum(c.isupper() for c in span.text) > 1
    )


def _spelled(span: Span) -> str:
    text = " ".join(span.text.replace("’", "'").split())
    label = span.text.isupper() and span.doc[span.end : span.end + 1].text == ":"
    return text.title() if label else text


def _leads(one: Found, span: Span, lexicon: Lexicon) -> bool:
    """Whether a country is named before a body's name: "Egyptian Ministry of Antiquity"."""
    of_state = any(word.text in lexicon.words["state bodies"] for word in span)
    return of_state and one.start == span.start and one.via == "demonym"


def _owner(span: Span, inside: set[Found]) -> str:
    countries = {one.country for one in inside if one.kind == "country"}
    return countries.pop() if len(countries) == 1 and span[0].ent_type_ != "PERSON" else ""


def _is_name_with(span: Span, kind: str, inside: set[Found], lexicon: Lexicon) -> bool:
    """Whether `span` is one name although it holds what looks like another actor."""
    actors = [one for one in inside if one.kind != NOBODY]
    if not actors:
        return kind == "organisation" and bounds.is_body(span, lexicon)
    if len(actors) > 1:
        return False
    (one,) = actors
    if one.kind == kind == "organisation":
        return one.via == "alias" and _is_longer(span, one, lexicon)
    if one.kind != "country":
        return False
    if (one.start, one.end) == (span.start, span.end):
        return False
    if kind == "person":
        return (
            one.end - one.start == 1
            and span.doc[one.start].text in lexicon.words["also personal names"]
        )
    return bounds.is_body(span, lexicon)


def _is_longer(span: Span, one: Found, lexicon: Lexicon) -> bool:
    """Whether a body's alias is only the end of another's name: National | Security Council."""
    before = span.doc[span.start : one.start]
    return (
        one.end == span.end
        and len(before) > 0
        and all(
            is_name_word(word)
            and word.text.istitle()
            and word.lower_ not in lexicon.words["title heads"]
            for word in before
        )
    )


def _labelled(doc: Doc, keys: list[str], lexicon: Lexicon) -> Iterator[tuple[Span, str]]:
    """Names in the labels of a transcript: "MR. PRICE:"."""
    titles, heads = lexicon.words["title words"], lexicon.words["title heads"]
    lines = [i + 1 for i, key in enumerate(keys[:-2]) if key in (BREAK, SKIP)]
    for i in (0, *lines):
        if keys[i : i + 1] == [] or (i and "\n" not in doc[i - 1].text):
            continue
        start = i
        while start < len(doc) and titles & {keys[start], keys[start] + "."}:
            start += 1 + (doc[start + 1 : start + 2].text == ".")
        last = keys[start - 1 - (start > i and doc[start - 1].text == ".")]
        if start == i or (last not in heads and last + "." not in heads):
            continue
        end = start
        while end < len(doc) and (doc[end].text.isupper() or doc[end].text == "-"):
            end += 1
        if start < end < start + 5 and doc[end : end + 1].text == ":":
            yield doc[start:end], "person"


def _titled(doc: Doc, keys: list[str], lexicon: Lexicon) -> Iterator[tuple[Span, str]]:
    """Names after a title where the tagger sees none: "Defense Minister Oleksii Reznikov"."""
    heads = lexicon.words["title heads"]
    titles = lexicon.words["title words"]
    for i, key in enumerate(keys):
        if key not in heads or i + 1 == len(keys) or not doc[i + 1].text[:1].isupper():
            continue
        start = end = i + 1
        while end < len(doc) and is_name_word(doc[end]):
            if doc[end].lower_ in titles and end < start + 1:
                break
            end += 1
            if end + 1 < len(doc) and doc[end].text == "-" and doc[end + 1].is_alpha:
                end += 2
        if 2 <= end - start <= 5 and not any(
            word.ent_type_ in ("GPE", "ORG", "DATE", "LOC", "NORP")
            or word.lower_ in lexicon.words["not organisations"]
            for word in doc[start:end]
        ):
            yield doc[start:end], "person"


def _apposed(doc: Doc, keys: list[str], lexicon: Lexicon) -> Iterator[tuple[Span, str]]:
    """Names with a title after them: Ana Soto, chief executive of the port."""
    heads = lexicon.words["title heads"] - lexicon.words["forms of address"]
    particles = lexicon.words["name particles"]
    for i, key in enumerate(keys):
        if key not in heads:
            continue
        comma = next((j for j in range(i - 1, max(0, i - 5), -1) if doc[j].text == ","), 0)
        start = comma
        while start > 0 and (
            is_name_word(doc[start - 1])
            or _is_hyphen(doc, start - 1)
            or (doc[start - 1].lower_ in particles and start < comma)
        ):
            start -= 1
        while start < comma and doc[start].lower_ in particles and doc[start].text.islower():
            start += 1
        small = sum(word.text == "-" or word.text in particles for word in doc[start:comma])
        if 2 <= comma - start - 2 * small <= 3 and not any(
            bounds.is_body_word(word, lexicon)
            or word.lower_ in lexicon.words["title words"]
            or word.lower_ in lexicon.words["not organisations"]
            or word.ent_type_ in ("GPE", "LOC", "NORP", "DATE")
            for word in doc[start:comma]
        ):
            yield doc[start:comma], "person"


def _is_hyphen(doc: Doc, i: int) -> bool:
    """Whether doc[i] joins two halves of a name."""
    inside = 0 < i < len(doc) - 1 and is_name_word(doc[i - 1]) and is_name_word(doc[i + 1])
    return inside and doc[i].text == "-" and not doc[i].whitespace_


def _headed(doc: Doc, keys: list[str], lexicon: Lexicon) -> Iterator[tuple[Span, str]]:
    """Capitalised runs that end in a word such as Agency or Party and that the tagger overlooks."""
    heads = lexicon.words["organisation words"]
    keyed = lexicon.words["organisation keys"]
    unlikely = lexicon.words["not organisations"]
    for i, key in enumerate(keys):
        if key not in keyed:
            continue
        token = doc[i]
        if (
            token.text not in heads
            or token.tag_ not in ("NNP", "NNPS")
            or token.ent_type_ in ("PERSON",)
        ):
            continue
        start = token.i
        while start > 0 and is_name_word(doc[start - 1]) and not doc[start].is_sent_start:
            start -= 1
        while start < token.i and fold(doc[start].text) in unlikely:
            start += 1
        paper = token.text in lexicon.words["newspaper words"] and start < token.i
        span = doc[start : token.i + 1]
        whole = bounds.extended(span, lexicon)
        if whole[-2:].text.lower() in unlikely:
            continue
        if len(whole) > max(2, len(span)) or len(span) > 2:
            yield whole, "organisation"
        elif paper and doc[start].ent_type_ in ("ORG", "GPE"):
            yield span, "organisation"
