"""A full date at the end of a title: the article's own, or one that the title speaks about.

Words that tell that a title speaks about its date stand in lexicon/title_dates.csv.
"""

import re
from functools import cache
from typing import NamedTuple

from workbench.reading import lexicon_rows
from workbench.reading.dates import DAY, FULL_DATE, MONTHS
from workbench.reading.layout import LONGEST_TITLE

_APART = r"(?:\s*[,|–—]\s*|\s+--?\s+)"
_ENDING = re.compile(
    rf"(?P<title>\S.*?)"
    rf"(?:(?P<apart>{_APART}(?P<marked>{FULL_DATE})|\s*\((?P<round>{FULL_DATE})\)"
    rf"|\s*\[(?P<square>{FULL_DATE})\])|:?\s+(?P<bare>{FULL_DATE}))"
)
_BEGINS_SPAN = re.compile(
    rf"(?:{FULL_DATE}|{DAY}|\b\d\d?(?:st|nd|rd|th)?|\b(?i:{'|'.join(MONTHS)})\.?(?:\s+\d{{4}})?)$"
)


class TitleDate(NamedTuple):
    """The date at the end of a title, and the title without it, as it is where it is part of it."""

    words: str
    title: str


def dated_title(title: str) -> TitleDate | None:
    """Return the full date at the end of a title as the article's, None where it is none.

    It is no part of the title after a comma or dash, or in brackets. A date that the title speaks
    about, or with which a span of days ends, is not the article's.

    >>> dated_title("Press briefing, 4 October 2023")
    TitleDate(words='4 October 2023', title='Press briefing')
    >>> dated_title("The world after 4 October 2023")
    """
    found = _ENDING.fullmatch(title) if len(title) <= LONGEST_TITLE else None
    if not found or _BEGINS_SPAN.search(found["title"]):
        return None
    if _speaks_of("before").search(found["title"]) or _speaks_of("title").search(title):
        return None
    if not found["bare"]:
        words = found["marked"] or found["round"] or found["square"]
        return TitleDate(words, found["title"])
    return None if _speaks_of("bare title").search(title) else TitleDate(found["bare"], title)


@cache
def _speaks_of(place: str) -> re.Pattern:
    """Return what tells, at a place of the title, that it speaks about its date."""
    rows = lexicon_rows("title_dates.csv")
    words = "|".join(row["word"] for row in rows if row["place"] == place)
    return re.compile(rf"(?i)\b(?:{words})\b" + (r"\s*$" if place == "before" else ""))
