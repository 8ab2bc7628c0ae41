"""Which day a date as written means, and which of several to trust as an article's.

Nothing is guessed: a date that can be read in two ways gives both days, one without a year none.
"""

import calendar
import re
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from typing import NamedTuple

MONTHS = {
    name.casefold(): number
    for names in (calendar.month_name, calendar.month_abbr)
    for number, name in enumerate(names)
    if name
} | {"sept": 9}
WEEKDAYS = {
    name.casefold(): number
    for names in (calendar.day_name, calendar.day_abbr)
    for number, name in enumerate(names)
}


def _any(words: Iterable[str]) -> str:
    return "(?i:" + "|".join(sorted(words, key=len, reverse=True)) + ")"


_MONTH = rf"(?P<month>{_any(MONTHS)})\b\.?"
_WEEKDAY = rf"(?:(?P<weekday>{_any(WEEKDAYS)})\b\.?,?\s+)?"
_DAY, _YEAR = r"(?P<day>\d{1,2})(?i:st|nd|rd|th)?", r"(?P<year>(?:19|20)\d\d)"
_CLOCK = r"\d{1,2}:\d\d(?::\d\d)?(?:\.\d+)?\s*(?:[AaPp]\.?[Mm]\.?)?"
_ZONE = r"(?:(?:Z|UTC|GMT|[A-Z]{1,3}[SD]?T)\b|[+-]\d\d:?\d\d)"
_TIME = rf"(?!\d)(?:(?:T|[\s,|–-]+(?:at\s+)?){_CLOCK}\s*{_ZONE}?)?"

ISO = rf"{_YEAR}-(?P<month>\d\d)-(?P<day>\d\d){_TIME}"
SWAPPABLE = rf"(?P<first>\d\d?)(?P<mark>[/.-])(?P<second>\d\d?)(?P=mark){_YEAR}{_TIME}"
FORMS = (
    ISO,
    rf"{_YEAR}[/.](?P<month>\d\d?)[/.](?P<day>\d\d?){_TIME}",
    rf"{_WEEKDAY}{_MONTH}\s+{_DAY},?\s+{_YEAR}{_TIME}",
    rf"{_WEEKDAY}{_DAY}[\s-]+(?:of\s+)?{_MONTH},?[\s-]+{_YEAR}{_TIME}",
    SWAPPABLE,
)
WITHOUT_YEAR = (rf"{_MONTH}\s+{_DAY}(?!\d)", rf"{_DAY}\s+{_MONTH}(?!\d)")


def _nameless(*patterns: str) -> str:
    """Return patterns as one, any of which may match, without the names of their groups."""
    either = "|".join(patterns).replace("(?P=mark)", "[/.-]")
    return "(?:" + re.sub(r"\(\?P<\w+>", "(?:", either) + ")"


FULL_DATE, DAY = _nameless(*FORMS), _nameless(*WITHOUT_YEAR)
_FORMS = [re.compile(form) for form in FORMS]
_COMPACT = re.compile(r"(?<!\d)(?P<year>(?:19|20)\d\d)(?P<month>\d\d)(?P<day>\d\d)(?!\d)")
_IN_URL = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d\d)[/-](?P<month>\d\d?|[a-z]{3})[/-](?P<day>\d\d?)(?=\D|$)"
)
_IN_NAME = re.compile(r"(?<!\d)(?P<year>(?:19|20)\d\d)[-_.](?P<month>\d\d)[-_.](?P<day>\d\d)(?!\d)")


class Clue(NamedTuple):
    """What may tell an article's date: on what basis, in which words, the days they may mean."""

    basis: str
    words: str
    days: Sequence[date]


class Choice(NamedTuple):
    """The day told by the first clue that is certain, on what basis, and what is to be reported."""

    day: date | None
    basis: str
    notes: list[str]


def choose(
    clues: Iterable[Clue], *, today: date, first: bool | None = None, year: int | None = None
) -> Choice:
    """Return the day that the first certain clue tells; (None, "none", …) where none is.

    A day after `today` is not taken. 02/10/2023 is taken only where `first` tells whether the day
    stands first, a header's "Oct. 2" only with a `year` told elsewhere: both count as inferred.
    """
    notes = []
    for basis, words, days in clues:
        if len(days) == 2 and first is None:
            either = " or ".join(f"{day.day} {day:%B}" for day in days)
            notes.append(f"'{words}' may be {either}: not taken as its date")
            continue
        if len(days) == 2:
            days, basis = [days[0] if first else days[1]], "inferred"
            notes.append(
                f"'{words}' read {'day' if first else 'month'} first, as its siblings show"
            )
        elif not days and basis == "header" and year:
            days, basis = possible_days(f"{words}, {year}"), "inferred"
            notes.append(f"date inferred: '{words}' in the header, {year} in URL or file name")
        if not days:
            notes.append(f"'{words}' is no whole date")
        elif days[0] > today:
            notes.append(f"date {days[0]} ({basis}) lies in the future: not taken")
        else:
            return Choice(days[0], basis, notes)
    return Choice(None, "none", notes)


def possible_days(written: str) -> list[date]:
    """Return the days that words may mean: none, one, or two where day and month may be swapped.

    The day-first reading comes first. The day is the one written, in whatever zone its time may be.

    >>> possible_days("Mon, 2 Oct 2023 10:15 GMT")
    [datetime.date(2023, 10, 2)]
    >>> [str(day) for day in possible_days("02/10/2023")]
    ['2023-10-02', '2023-02-10']
    """
    written = written.strip()
    if re.fullmatch(r"\d{10}|\d{13}", written):
        return [datetime.fromtimestamp(int(written[:10]), tz=UTC).date()]
    if match := re.fullmatch(_COMPACT.pattern + r"(?:T?\d{4,6}Z?)?", written):
        return _days(match)
    return next((_days(match) for form in _FORMS if (match := form.fullmatch(written))), [])


def dates_in(text: str) -> list[tuple[Clue, bool]]:
    """Return each full date in a text as a Clue, and whether it comes with its right weekday."""
    if not re.search(r"\d[,\s./-]+(?:19|20)\d\d(?!\d)|(?:19|20)\d\d[./-]\d", text):
        return []
    found = []
    for match in (match for form in _FORMS for match in form.finditer(text)):
        if days := _days(match):
            weekday = match.groupdict().get("weekday")
            fits = bool(weekday) and days[0].weekday() == WEEKDAYS[weekday.casefold()]
            found.append((Clue("text", match.group(), days), fits))
    return found


def day_in_url(url: str) -> list[date]:
    """Return the day in a URL's path, as in `/2023/10/02/` or `/2023-10-02-`, or nothing."""
    path = re.sub(r"^[a-z]+://[^/]*", "", url.casefold())
    match = _IN_URL.search(path) or _COMPACT.search(path)
    return _days(match) if match else []


def day_in_name(name: str) -> list[date]:
    """Return the day in a file's name, as in `wire_2023-10-02.txt` or `20231002.html`."""
    match = _IN_NAME.search(name) or _COMPACT.search(name)
    return _days(match) if match else []


def year_in(*places: str) -> int | None:
    """Return the one year that file names or URLs name, None where they name none or several."""
    years = {int(year) for place in places for year in re.findall(r"(?<!\d)20\d\d(?!\d)", place)}
    return years.pop() if len(years) == 1 else None


def vague_dates(text: str) -> list[str]:
    """Return the months and weekdays that a text names, in order, each once."""
    words = re.findall(r"\b[A-Z][a-z]{3,}\b", text)
    return list(dict.fromkeys(w for w in words if w.casefold() in MONTHS | WEEKDAYS))


def day_first(written: Iterable[str]) -> bool | None:
    """Return whether dates such as 25/10/2023 among these show that the day stands first.

    None where nothing shows it, or where they contradict each other.
    """
    shown = set()
    for match in map(_FORMS[-1].fullmatch, written):
        if match and len(days := _days(match)) == 1 and match["first"] != match["second"]:
            shown.add(days[0].day == int(match["first"]))
    return shown.pop() if len(shown) == 1 else None


def _days(match: re.Match) -> list[date]:
    """Return the one or two real days that a match of one of the forms means."""
    parts = match.groupdict()
    if "first" in parts:
        first, second = int(parts["first"]), int(parts["second"])
        orders = [(second, first), (first, second)]
    else:
        month = parts["month"].casefold()
        orders = [(int(month) if month.isdigit() else MONTHS.get(month, 0), int(parts["day"]))]
    days = []
    for month, day in orders:
        try:
            days.append(date(int(parts["year"]), month, day))
        except ValueError:
            continue
    return list(dict.fromkeys(days))
