"""What stands where in one dispatch: stamps of date, headline, dateline, body, credits.

Which lines are credits and other furniture of the page is told by lexicon/furniture.csv.
"""

import re
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cache

from workbench.reading import lexicon_rows
from workbench.reading.dates import DAY, FULL_DATE

_LABEL = (
    r"(?i:(?:date ?line|date|first published|published|publication date|posted|issued"
    r"|(?:last )?updated)(?: on| at)?)"
)
_STAMP = re.compile(rf"\W*(?:{_LABEL}\s*:?\s+)?(?P<stamp>{FULL_DATE})[\s|.,)\]–—-]*")
_GLUED = re.compile(
    rf"\W*(?:{_LABEL}\s*:?\s+(?P<stamp>{FULL_DATE})[\s|:,.–—-]+(?=\S)"
    rf"|(?P<bare>{FULL_DATE})[\s|:,.–—-]+(?=['\"“‘(]?[A-Z]))"
)
_FIELD = re.compile(
    r"(?i:(?P<title>title|headline)|(?P<outlet>source|outlet|publication|publisher)|(?P<url>url|link))"
    r"\s*:\s*(?P<value>\S.{1,300})"
)
_NAME = r"[A-Z][A-Za-zÀ-ÿ.'’]{0,24}"
_PLACE = rf"{_NAME}(?:[ /-]{_NAME}){{0,3}}"
_DASH = r"(?:--+|[–—-])"
_AGENCY = r"(?:\((?P<agency>[A-Z][\w .&/-]{1,40})\)|/(?P<slashed>[A-Z][\w .&-]{1,40})/)\.?"
_DATELINE = re.compile(
    rf"(?P<place>{_PLACE}(?:, {_PLACE})?),? ?(?:(?P<stamp>{FULL_DATE}|{DAY})\.?)?,? ?"
    rf"(?:{_AGENCY} ?{_DASH}?|{_DASH})\s+(?=\S)"
)
_ENDS_SENTENCE = re.compile(r"[.!?…:;,]['\"’”)\]]*$")
_SHORT_FORM = re.compile(r"(?:\b[A-Z]\.)+['\"’”)]*$")
_FIRST_SENTENCE = re.compile(
    r".*?(?:[a-z0-9%]{2,}|\))[.!?]['\"’”)]*(?=\s+['\"“‘(]?[A-Z0-9])", re.DOTALL
)
LONGEST_TITLE, LONGEST_FURNITURE = 200, 240


@dataclass
class Layout:
    """One dispatch taken apart.

    `headline` is false where the first sentence stands as title. `stamps` are dates as they are
    written, `notes` tell what was left out or guessed.
    """

    title: str
    body: list[str]
    stamps: list[str] = field(default_factory=list)
    agency: str = ""
    outlet: str = ""
    url: str = ""
    headline: bool = True
    notes: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The title, a blank line and the body; only the body where its first words are title."""
        return "\n\n".join([self.title, *self.body] if self.headline else self.body)


def lay_out(raw: str, *, title: str = "") -> Layout:
    """Return the parts of a dispatch; `title` is the headline where the file tells it apart.

    Without a headline the first sentence stands as title, and stays where it is in the body.
    """
    body = paragraphs(raw)
    laid = Layout(title=" ".join(title.split()), body=body)
    _strip_head(laid)
    if laid.title:
        if body and _same(body[0], laid.title):
            body.pop(0)
    elif len(body) > 1 and _is_headline(body[0]):
        laid.title = body.pop(0)
    _strip_head(laid)
    _strip_dateline(laid)
    _strip_furniture(laid)
    laid.headline = bool(laid.title)
    if body and not laid.headline:
        laid.title = _first_sentence(body[0])
        laid.notes.append("no headline: the first sentence stands as title")
    return laid


def paragraphs(raw: str) -> list[str]:
    """Return the paragraphs of a text: parted by blank lines, or by line ends if not wrapped."""
    raw = re.sub(r"[\x00-\x08\x0b-\x1f\x7f]", "", raw.replace("\r\n", "\n").replace("\r", "\n"))
    found = []
    for block in re.split(r"\n[^\S\n]*\n\s*", raw):
        lines = [line.strip() for line in block.split("\n") if line.strip()]
        if _is_wrapped(lines):
            lines = [" ".join(lines)]
        found.extend(lines)
    return found


def _is_wrapped(lines: list[str]) -> bool:
    """Return whether lines are one paragraph, broken at the width of a page."""
    if max(map(len, lines), default=0) > 100 or any(
        _STAMP.fullmatch(line) or _furniture(line, "top") for line in lines
    ):
        return False
    open_ends = [not _ENDS_SENTENCE.search(line) for line in lines[:-1]]
    if any(
        open_end and after[0].islower()
        for open_end, after in zip(open_ends, lines[1:], strict=True)
    ):
        return True
    return any(open_ends) and all(len(line) >= 45 for line in lines[:-1])


def _strip_head(laid: Layout) -> None:
    """Take dates, bylines and labels off the top of the body."""
    body = laid.body
    while body:
        if line := _STAMP.fullmatch(body[0]):
            laid.stamps.append(line["stamp"])
            body.pop(0)
        elif glued := _GLUED.match(body[0]):
            laid.stamps.append(glued["stamp"] or glued["bare"])
            body[0] = body[0][glued.end() :]
        elif len(body) > 1 and (line := _FIELD.fullmatch(body[0])):
            name = next(name for name in ("title", "outlet", "url") if line[name])
            setattr(laid, name, getattr(laid, name) or line["value"])
            body.pop(0)
        elif len(body) > 1 and (what := _furniture(body[0], "top")):
            laid.notes.append(f"left out ({what}): {_shorten(body.pop(0))}")
        else:
            return


def _strip_dateline(laid: Layout) -> None:
    """Take a dateline off the first paragraph, and make what stands before it the headline."""
    if not laid.body:
        return
    lead = laid.body[0]
    starts = (
        [0] if laid.title else [0, *(m.end() for m in re.finditer(r"\s", lead[:LONGEST_TITLE]))]
    )
    for start in starts:
        line = _DATELINE.match(lead, start)
        if not line:
            continue
        agency = line["agency"] or line["slashed"] or ""
        dashed = line.group().rstrip()[-1] in "-–—"
        capitals = line["place"].split(",")[0].isupper()
        if not (capitals if not dashed else agency or line["stamp"] or capitals):
            continue
        if start:
            if not (capitals and (agency or line["stamp"]) and _is_headline(lead[:start].strip())):
                continue
            laid.title = lead[:start].strip()
            laid.notes.append("headline told from the body by the dateline between them")
        laid.agency = agency
        if line["stamp"]:
            laid.stamps.append(line["stamp"])
        laid.notes.append(f"left out (dateline): {lead[start : line.end()].strip()}")
        laid.body[0] = lead[line.end() :]
        return


def _strip_furniture(laid: Layout) -> None:
    """Take credits, links and whatever follows a heading such as "Sources" out of the body."""
    body, kept, dropped = laid.body, [], []
    for number, paragraph in enumerate(body):
        if what := _furniture(paragraph, "rest"):
            rest = " / ".join(body[number:])
            if len(rest) < sum(map(len, kept)) + 20:  # a heading at the end, not one in the middle
                dropped.append((what, rest))
                break
        if what := _furniture(paragraph, "any"):
            dropped.append((what, paragraph))
        else:
            kept.append(paragraph)
    while len(kept) > 1 and (what := _furniture(kept[-1], "bottom") or _stamp(laid, kept[-1])):
        dropped.append((what, kept.pop()))
    if kept and (tail := _tail(kept[-1])):
        kept[-1] = kept[-1][: -len(tail[1])].rstrip()
        dropped.append(tail)
    laid.body[:] = kept
    found = defaultdict(list)
    for what, words in dropped:
        found[what].append(words)
    for what, lines in found.items():
        times = f", {len(lines)} times" if len(lines) > 1 else ""
        laid.notes.append(f"left out ({what}{times}): {_shorten(lines[0])}")


def _stamp(laid: Layout, paragraph: str) -> str:
    """Return "date line" for a last line that is a date alone, and note the date."""
    if line := _STAMP.fullmatch(paragraph):
        laid.stamps.append(line["stamp"])
        return "date line"
    return ""


def _tail(paragraph: str) -> tuple[str, str] | None:
    """Return the editors' line that runs on after the last sentence of a paragraph."""
    for what, pattern in _patterns("bottom"):
        if what in ("editors", "end mark", "agency tag"):
            found = re.search(rf"(?<=[.!?'\"’”)])\s+(?P<tail>{pattern.pattern})$", paragraph)
            if found and len(found["tail"]) > 3:
                return what, found["tail"]
    return None


@cache
def _patterns(place: str) -> list[tuple[str, re.Pattern]]:
    """Return what stands at a place of the page and the pattern that tells it, from the lexicon."""
    rows = [row for row in lexicon_rows("furniture.csv") if row["place"] == place]
    return [(row["what"], re.compile(row["pattern"])) for row in rows]


def _furniture(paragraph: str, place: str) -> str:
    """Return what a paragraph is at a place of the page, "" where it belongs to the article."""
    if len(paragraph) > LONGEST_FURNITURE:
        return ""
    return next((what for what, p in _patterns(place) if p.fullmatch(paragraph.strip())), "")


def _is_headline(line: str) -> bool:
    """Return whether a line that stands first is like a headline: short and no whole sentence."""
    if len(line) > LONGEST_TITLE or not re.search(r"[^\W\d_]", line):
        return False
    return not _ENDS_SENTENCE.search(line) or bool(
        _SHORT_FORM.search(line) or (line[-1] in "?!" and len(line) < 120)
    )


def _first_sentence(paragraph: str) -> str:
    """Return the first sentence of a paragraph, cut at a word where it is longer than a title."""
    sentence = _FIRST_SENTENCE.match(paragraph)
    words = sentence.group() if sentence else paragraph
    return (
        words if len(words) <= 2 * LONGEST_TITLE else words[: 2 * LONGEST_TITLE].rsplit(" ", 1)[0]
    )


def _same(left: str, right: str) -> bool:
    """Return whether two lines say the same but for case, spaces and punctuation."""
    return re.findall(r"\w+", left.casefold()) == re.findall(r"\w+", right.casefold())


def _shorten(words: str) -> str:
    """Return words that fit in a line of the report."""
    return words if len(words) <= 60 else words[:57] + "…"
