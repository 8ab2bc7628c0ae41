"""Files of seven formats, and the articles that each gives as it gives them."""

import csv
import html
import io
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from workbench.reading import lexicon_rows
from workbench.reading.dates import dates_in, day_in_url
from workbench.reading.files import UnreadableError, delimiter_in, read_text, whole

FIELDS = ("title", "text", "date", "outlet", "url")
LARGEST_PAGE = 20_000_000
_LISTS = ("articles", "results", "items", "data", "docs", "stories")

csv.field_size_limit(LARGEST_PAGE)


@dataclass
class Record:
    """One article as its file gives it; "" is what the file does not say."""

    path: str
    text: str
    title: str = ""
    date: str = ""
    outlet: str = ""
    url: str = ""
    notes: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        for name in ("path", *FIELDS):
            setattr(self, name, whole(getattr(self, name)))


@dataclass
class Refusal:
    """A file, or a line of one, that gives no article, and why."""

    path: str
    why: str

    def __post_init__(self) -> None:
        self.path, self.why = whole(self.path), whole(self.why)


Items = Iterator[Record | Refusal]
Columns = Mapping[str, str]


def read_records(path: Path, name: str, *, columns: Columns | None = None) -> Items:
    """Yield the articles of one file, and as a Refusal what of it could not be read.

    The file is called `name` in what comes back, an article of a file of many `name:line`.
    `columns` tells the column of a field where a table calls it by no name in lexicon/columns.csv.
    """
    reader = READERS.get(path.suffix.casefold())
    if reader is None:
        known = " ".join(READERS)
        yield Refusal(name, f"'{path.suffix or path.name}' is no format that is read ({known})")
        return
    try:
        size = path.stat().st_size
        if not size:
            raise UnreadableError("an empty file (0 bytes)")
        if size > LARGEST_PAGE and reader in (_text, _html):
            raise UnreadableError(f"{size:,} bytes are too many for one article; split it")
        yield from reader(path, name, columns or {})
    except PermissionError:
        yield Refusal(name, "no permission to read it; change its permissions")
    except OSError as error:
        yield Refusal(name, f"cannot be read: {error.strerror or error}")
    except UnreadableError as error:
        yield Refusal(name, str(error))


def _text(path: Path, name: str, columns: Columns) -> Items:
    text, notes = read_text(path)
    if re.match(r"\s*(?:<!doctype html|<html)\b", text, re.IGNORECASE):
        yield from _html(path, name, columns)
    else:
        yield Record(name, text, notes=notes)


def _html(path: Path, name: str, columns: Columns) -> Items:
    from trafilatura import bare_extraction  # slow to import, and many a folder has no page

    source, notes = read_text(path)
    page = bare_extraction(
        source,
        include_comments=False,
        include_tables=False,
        with_metadata=True,
        date_extraction_params={"extensive_search": False, "original_date": True},
    )
    if page is None or not (page.text or "").strip():
        text = _without_tags(source)
        if not text.strip():
            raise UnreadableError("an HTML page without any text")
        yield Record(name, text, notes=[*notes, "no article told from its page: all words read"])
        return
    site, title = page.sitename or "", page.title or ""
    if site and (match := re.fullmatch(rf"(.+?)\s+[|–—-]\s+{re.escape(site)}", title)):
        title = match[1]
    yield Record(
        path=name,
        text="\n\n".join(page.text.split("\n")),
        title=title,
        date=_as_written(page.date or "", source, page.url or ""),
        outlet=site,
        url=page.url or "",
        notes=notes,
    )


def _as_written(day: str, source: str, url: str) -> str:
    """Return a page's date as it stands there, for trafilatura may have read 02/10/2023 its way.

    "" where it stands in the URL alone.
    """
    page = source.replace(url, "") if url else source
    if not day or day in page:
        return day
    written = (clue.words for clue, _ in dates_in(page) if day in map(str, clue.days))
    return next(written, "" if [day] == list(map(str, day_in_url(url))) else day)


def _json_lines(path: Path, name: str, columns: Columns) -> Items:
    text, notes = read_text(path)
    rows = []
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except (ValueError, RecursionError) as error:
            yield Refusal(f"{name}:{number}", f"broken JSON on line {number}: {_broken(error)}")
            continue
        if isinstance(row, dict):
            rows.append((number, row))
        else:
            kind = type(row).__name__
            yield Refusal(f"{name}:{number}", f"line {number} is no JSON object but a {kind}")
    yield from _from_rows(rows, name, columns, notes)


def _json(path: Path, name: str, columns: Columns) -> Items:
    text, notes = read_text(path)
    try:
        given = json.loads(text)
    except (ValueError, RecursionError) as error:
        if re.match(r"\s*\{.*\}\s*\n", text):  # JSON lines under another name
            yield from _json_lines(path, name, columns)
            return
        line = f" on line {error.lineno}" if isinstance(error, json.JSONDecodeError) else ""
        raise UnreadableError(f"broken JSON{line}: {_broken(error)}") from None
    if isinstance(given, dict):
        given = next((given[k] for k in _LISTS if isinstance(given.get(k), list)), [given])
    if not isinstance(given, list):
        raise UnreadableError("JSON without an article: an object or a list of objects would do")
    for number, row in enumerate(given, start=1):
        if not isinstance(row, dict):
            yield Refusal(f"{name}:{number}", f"entry {number} is no JSON object")
    rows = [(number, row) for number, row in enumerate(given, 1) if isinstance(row, dict)]
    yield from _from_rows(rows, name, columns, notes)


def _broken(error: Exception) -> str:
    """Return what is wrong with JSON that could not be read."""
    if isinstance(error, RecursionError):
        return "nested too deep"
    return getattr(error, "msg", "a number of too many digits")


def _csv(path: Path, name: str, columns: Columns) -> Items:
    text, notes = read_text(path)
    head = text.split("\n", 1)[0]
    mark = "\t" if path.suffix.casefold() == ".tsv" else delimiter_in(head)
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=mark)
    rows, line = [], 2
    try:
        for row in reader:
            if None in row or None in row.values():
                than = "more" if None in row else "fewer"
                yield Refusal(f"{name}:{line}", f"line {line} has {than} fields than the header")
            else:
                rows.append((line, row))
            line = reader.line_num + 1
    except csv.Error as error:
        yield Refusal(f"{name}:{line}", f"broken CSV on line {line}: {error}")
    yield from _from_rows(rows, name, columns, notes, header=reader.fieldnames or ())


def _parquet(path: Path, name: str, columns: Columns) -> Items:
    import pandas as pd
    import pyarrow as pa

    try:
        table = pd.read_parquet(path)
    except (pa.ArrowException, ValueError) as error:
        raise UnreadableError(f"no Parquet file that can be read: {error}") from None
    rows = list(enumerate(table.astype(object).where(table.notna(), "").to_dict("records"), 1))
    yield from _from_rows(rows, name, columns, [], header=list(map(str, table.columns)))


def _from_rows(
    rows: list[tuple[int, dict]],
    name: str,
    columns: Columns,
    notes: list[str],
    header: Sequence[str] = (),
) -> Items:
    """Yield the numbered rows of a table as records."""
    header = header or list(dict.fromkeys(key for _, row in rows for key in row))
    found = find_columns(header, columns)
    if not found["text"] and header:
        given = ", ".join(map(repr, header[:12]))
        raise UnreadableError(f"no text column among {given}; name it: columns={{'text': …}}")
    for number, row in rows:
        try:
            given = {
                wanted: next(filter(None, (_plain(row.get(column)) for column in having)), "")
                for wanted, having in found.items()
            }
        except RecursionError:
            yield Refusal(f"{name}:{number}", f"entry {number} is nested too deep")
            continue
        record = Record(f"{name}:{number}", **given, notes=list(notes))
        if re.search(r"</?(?:p|br|div|span|a|b|i|em|strong)\b[^<>]*>", record.text):
            record.text = _without_tags(record.text)
            record.notes.append("HTML tags taken out of its text")
        yield record


def _without_tags(text: str) -> str:
    """Return the text of a field that holds HTML, its paragraphs parted by blank lines."""
    text = re.sub(
        r"<(script|style|head|nav|footer)\b.*?</\1\s*>", "", text, flags=re.DOTALL | re.IGNORECASE
    )
    text = re.sub(r"(?i)</(?:p|div|h\d|li)\s*>|<br\b[^<>]*>", "\n\n", text)
    return html.unescape(re.sub(r"<[^<>]*>", "", text))


def find_columns(header: Sequence[str], told: Columns) -> dict[str, list[str]]:
    """Return which columns of a table may hold each field, the best first.

    That is the one told, or where a table has no such column, those with one of the field's usual
    names; a row takes the first of them that is not empty.
    """
    spelled = {_spelling(column): column for column in reversed(header)}
    usual = {name: [spelled[s] for s in _usual(name) if s in spelled] for name in FIELDS}
    return usual | {name: [column] for name, column in told.items() if column in header}


@cache
def _usual(name: str) -> list[str]:
    """Return the usual spellings of a field's column, the best first, from the lexicon."""
    return [_spelling(row["name"]) for row in lexicon_rows("columns.csv") if row["field"] == name]


def _spelling(column: str) -> str:
    """Return a column's name without case, spaces and marks: "Published At" as "publishedat"."""
    return re.sub(r"[\W_]", "", str(column).casefold())


def _plain(value: object) -> str:
    """Return a field's value as text; of an object its name, of a list its paragraphs."""
    if isinstance(value, dict):
        return _plain(value.get("name") or value.get("title") or value.get("id"))
    if isinstance(value, list):
        return "\n\n".join(_plain(part) for part in value)
    return "" if value is None else str(value).strip()


READERS: dict[str, Callable[[Path, str, Columns], Items]] = {
    ".txt": _text,
    ".text": _text,
    ".html": _html,
    ".htm": _html,
    ".jsonl": _json_lines,
    ".ndjson": _json_lines,
    ".json": _json,
    ".csv": _csv,
    ".tsv": _csv,
    ".parquet": _parquet,
}
