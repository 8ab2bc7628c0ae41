"""Which day a date as written means, and where in a file name, URL or line one stands.

Nothing is guessed: a date that can be read in two ways gives both, and one without a year gives none.
"""

import calendar
import re
from collections.abc import Iterable
from datetime import UTC, date, datetime

MONTHS = {
    name.casefold(): number
    for names in (calendar.month_name, calendar.month_abbr, ["sept"] * 10)
    for number, name in enumerate(names)
    if name and (name != "sept" or number == 9)
}
WEEKDAYS = {
    name.casefold(): number
    for names in (calendar.day_name, calendar.day_abbr)
    for number, name in enumerate(names)
}
_MONTH = r"(?P<month>(?i:" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r"))\b\.?"
_WEEKDAY = r"(?P<weekday>(?i:" + "|".join(sorted(WEEKDAYS, key=len, reverse=True)) + r"))\b\.?,?\s+"
_DAY, _YEAR = r"(?P<day>\d{1,2})(?i:st|nd|rd|th)?", r"(?P<year>(?:19|20)\d\d)"
_TIME = r"(?:,?[T\s]\s*\d{1,2}:\d\d(?::\d\d)?(?:\.\d+)?\s*(?:[AaPp]\.?[Mm]\.?)?\s*(?:Z|[A-Z]{2,4}\b|[+-]\d\d:?\d\d)?)?"

ISO = rf"{_YEAR}-(?P<month>\d\d)-(?P<day>\d\d)(?!\d){_TIME}"
FORMS = [
    re.compile(form)
    for form in (
        ISO,
        rf"{_YEAR}[/.](?P<month>\d\d?)[/.](?P<day>\d\d?)(?!\d){_TIME}",
        rf"(?:{_WEEKDAY})?{_MONTH}\s+{_DAY},?\s+{_YEAR}(?!\d){_TIME}",
        rf"(?:{_WEEKDAY})?{_DAY}[\s-]+(?:of\s+)?{_MONTH},?[\s-]+{_YEAR}(?!\d){_TIME}",
        rf"(?P<first>\d\d?)(?P<mark>[/.-])(?P<second>\d\d?)(?P=mark){_YEAR}(?!\d){_TIME}",
    )
]
_COMPACT = re.compile(r"(?<!\d)(?P<year>(?:19|20)\d\d)(?P<month>\d\d)(?P<day>\d\d)(?!\d)")
_IN_URL = re.compile(
    r"/(?P<year>(?:19|20)\d\d)[/-](?P<month>\d\d?|[a-z]{3})[/-](?P<day>\d\d?)(?=\D|$)"
)
_IN_NAME = re.compile(r"(?<!\d)(?P<year>(?:19|20)\d\d)[-_.](?P<month>\d\d)[-_.](?P<day>\d\d)(?!\d)")
WITHOUT_YEAR = rf"(?:{_MONTH}\s+{_DAY}|{_DAY}\s+{_MONTH})(?!\d)"


def possible_days(written: str) -> list[date]:
    """Return the days a whole string may mean: none, one, or two where day and month may be swapped.

    The day-first reading comes first. A time of day and its zone are read over: the day is the one written.
    """
    written = written.strip()
    if re.fullmatch(r"\d{10}|\d{13}", written):
        return [datetime.fromtimestamp(int(written[:10]), tz=UTC).date()]
    if match := re.fullmatch(_COMPACT.pattern + r"(?:T?\d{4,6}Z?)?", written):
        return _days(match)
    for form in FORMS:
        if match := form.fullmatch(written):
            return _days(match)
    return []


def dates_in(text: str) -> list[tuple[str, list[date], bool]]:
    """Return every full date in running text: its words, its `possible_days`, whether its weekday fits."""
    found = []
    for form in FORMS:
        for match in form.finditer(text):
            if days := _days(match):
                weekday = match.groupdict().get("weekday")
                fits = bool(weekday) and days[0].weekday() == WEEKDAYS[weekday.casefold()]
                found.append((match.group(), days, fits))
    return found


def day_in_url(url: str) -> list[date]:
    """Return the day in a URL's path, as in `/2023/10/02/` or `/2023-10-02-`, or nothing."""
    path = re.sub(r"^[a-z]+://[^/]*", "", url.casefold())
    match = _IN_URL.search(path) or _COMPACT.search(path)
    return _days(match) if match else []


def day_in_name(name: str) -> list[date]:
    """Return the day in a file's name, as in `wire_2023-10-02.txt` or `20231002.html`, or nothing."""
    match = _IN_NAME.search(name) or _COMPACT.search(name)
    return _days(match) if match else []


def vague_dates(text: str) -> list[str]:
    """Return the weekdays and months of a text that name no year, in order, each once."""
    words = re.findall(r"\b[A-Z][a-z]+\b", text)
    full = {**MONTHS, **WEEKDAYS}
    return list(dict.fromkeys(w for w in words if len(w) > 3 and w.casefold() in full))


def year_in(*places: str) -> int | None:
    """Return the one year that file names or URLs name, None where they name none or several."""
    years = {int(year) for place in places for year in re.findall(r"(?<!\d)20\d\d(?!\d)", place)}
    return years.pop() if len(years) == 1 else None


def day_first(written: Iterable[str]) -> bool | None:
    """Return whether dates such as 25/10/2023 among these show that the day stands first.

    None where nothing shows it, or where they contradict each other.
    """
    shown = set()
    for words in written:
        match = FORMS[-1].fullmatch(words.strip())
        if match and len(days := _days(match)) == 1 and match["first"] != match["second"]:
            shown.add(days[0].day == int(match["first"]))
    return shown.pop() if len(shown) == 1 else None


def _days(match: re.Match) -> list[date]:
    """Return the one or two real days that a match of one of the forms means."""
    parts = match.groupdict()
    year = int(parts["year"])
    if "first" in parts:
        first, second = int(parts["first"]), int(parts["second"])
        orders = [(second, first), (first, second)]
    else:
        month = parts["month"].casefold()
        orders = [(int(month) if month.isdigit() else MONTHS.get(month, 0), int(parts["day"]))]
    days = []
    for month, day in orders:
        if 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]:
            days.append(date(year, month, day))
    return list(dict.fromkeys(days))
