"""Files as they lie in a folder, and the articles that each gives as it gives them."""

import csv
import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from pathlib import Path

from workbench.dates import dates_in

FIELDS = ("title", "text", "date", "outlet", "url")
LARGEST_FILE = 20_000_000
_LISTS = ("articles", "results", "items", "data", "docs", "stories")

csv.field_size_limit(LARGEST_FILE)


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


@dataclass
class Refusal:
    """A file, or a line of one, that gives no article, and why."""

    path: str
    why: str


def find_files(folder: Path) -> Iterator[tuple[str, Path | str]]:
    """Yield name and path of each file under a folder, sorted; a str for a path says why it is left out.

    Links are followed, each folder and each file once, so that a circle of links ends.
    """
    seen: set[Path] = set()

    def walk(place: Path) -> Iterator[tuple[str, Path | str]]:
        seen.add(place.resolve())
        try:
            inside = sorted(place.iterdir())
        except PermissionError:
            yield place.relative_to(folder).as_posix(), "no permission to open this folder"
            return
        for path in inside:
            name = path.relative_to(folder).as_posix()
            try:
                real = path.resolve(strict=True)
            except (OSError, RuntimeError):
                yield name, "a link that leads nowhere or in a circle"
                continue
            if path.name.startswith("."):
                yield name, "a hidden file"
            elif real in seen:
                yield name, "a link to what is read already"
            elif path.is_dir():
                yield from walk(path)
            elif path.is_file():
                seen.add(real)
                yield name, path
            else:
                yield name, "not a file"

    yield from walk(folder)


def read_records(
    path: Path, name: str, *, columns: Mapping[str, str] | None = None
) -> Iterator[Record | Refusal]:
    """Yield the articles of one file, called `name` in the report, and what of it could not be read.

    `columns` tells the column of a field ("text", "title", "date", "outlet", "url") where a table does
    not call it by one of the names in lexicon/columns.csv.
    """
    reader = READERS.get(path.suffix.casefold())
    if reader is None:
        known = " ".join(READERS)
        yield Refusal(name, f"'{path.suffix or path.name}' is no format that is read ({known})")
        return
    try:
        size = path.stat().st_size
        if not size:
            yield Refusal(name, "an empty file (0 bytes)")
        elif size > LARGEST_FILE and reader in (_read_text, _read_html):
            yield Refusal(name, f"{size:,} bytes: too large for one article; split it")
        else:
            yield from reader(path, name, columns or {})
    except PermissionError:
        yield Refusal(name, "no permission to read it; change its permissions")
    except OSError as error:
        yield Refusal(name, f"cannot be read: {error.strerror or error}")
    except UnreadableError as error:
        yield Refusal(name, str(error))


class UnreadableError(ValueError):
    """What a whole file is that gives no article."""


def decode(data: bytes) -> tuple[str, str]:
    """Return the text of bytes and its encoding: a byte order mark, UTF-8, UTF-16, Windows-1252 or detected."""
    for mark, encoding in (
        (b"\xef\xbb\xbf", "utf-8-sig"),
        (b"\xff\xfe", "utf-16"),
        (b"\xfe\xff", "utf-16"),
    ):
        if data.startswith(mark):
            return data.decode(encoding, errors="replace"), encoding
    sample = data[:20_000]
    if b"\0" in sample:
        odd, even = sample[1::2].count(0), sample[::2].count(0)
        if max(odd, even) > 0.3 * len(sample) / 2:
            encoding = "utf-16-le" if odd > even else "utf-16-be"
            return data.decode(encoding, errors="replace"), encoding
        raise UnreadableError("not text (it holds null bytes)")
    if data.startswith((b"%PDF", b"PK\x03\x04", b"\x89PNG", b"\xff\xd8\xff", b"\x1f\x8b")):
        raise UnreadableError("not text, whatever its name says (a PDF, an archive or a picture)")
    if sum(byte < 32 and byte not in b"\t\n\r\f\x1b" for byte in sample) > 0.02 * len(sample):
        raise UnreadableError("not text (it is full of control characters)")
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        pass
    if sum(byte > 127 for byte in sample) < 0.1 * len(sample):
        try:
            return data.decode("cp1252"), "cp1252"
        except UnicodeDecodeError:
            pass
    from charset_normalizer import from_bytes

    if guess := from_bytes(data).best():
        return str(guess), guess.encoding
    raise UnreadableError("not text in any encoding that is known")


def _text_of(path: Path) -> tuple[str, list[str]]:
    """Return a file's text and the note that its encoding deserves."""
    text, encoding = decode(path.read_bytes())
    note = [] if encoding in ("utf-8", "utf-8-sig") else [f"read as {encoding}"]
    if "\ufffd" in text:
        note.append(f"{text.count(chr(0xFFFD))} characters could not be decoded")
    return text, note


def _read_text(path: Path, name: str, columns: Mapping[str, str]) -> Iterator[Record | Refusal]:
    text, notes = _text_of(path)
    if re.match(r"\s*(?:<!doctype html|<html)\b", text, re.IGNORECASE):
        yield from _read_html(path, name, columns)
        return
    yield Record(name, text, notes=notes)


def _read_html(path: Path, name: str, columns: Mapping[str, str]) -> Iterator[Record | Refusal]:
    from trafilatura import bare_extraction

    html, notes = _text_of(path)
    page = bare_extraction(
        html,
        include_comments=False,
        include_tables=False,
        with_metadata=True,
        date_extraction_params={"extensive_search": False, "original_date": True},
    )
    if page is None or not (page.text or "").strip():
        yield Refusal(name, "an HTML page without the text of an article")
        return
    site, title = page.sitename or "", page.title or ""
    if site and (match := re.fullmatch(rf"(.+?)\s+[|–—-]\s+{re.escape(site)}", title)):
        title = match[1]
    yield Record(
        name,
        "\n\n".join(page.text.split("\n")),
        title=title,
        date=_as_written(page.date or "", html),
        outlet=site,
        url=page.url or "",
        notes=notes,
    )


def _as_written(day: str, html: str) -> str:
    """Return a page's date as it stands there, which 02/10/2023 does not settle, or `day` itself."""
    if not day or day in html or day.replace("-", "/") in html:
        return day
    written = (words for words, days, _ in dates_in(html) if day in map(str, days))
    return next(written, day)


def _read_json_lines(
    path: Path, name: str, columns: Mapping[str, str]
) -> Iterator[Record | Refusal]:
    text, notes = _text_of(path)
    rows = []
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except (json.JSONDecodeError, RecursionError) as error:
            what = error.msg if isinstance(error, json.JSONDecodeError) else "nested too deep"
            yield Refusal(f"{name}:{number}", f"broken JSON on line {number}: {what}")
            continue
        if isinstance(row, dict):
            rows.append((number, row))
        else:
            yield Refusal(
                f"{name}:{number}", f"line {number} is no JSON object but a {type(row).__name__}"
            )
    yield from _from_rows(rows, name, columns, notes)


def _read_json(path: Path, name: str, columns: Mapping[str, str]) -> Iterator[Record | Refusal]:
    text, notes = _text_of(path)
    try:
        whole = json.loads(text)
    except (json.JSONDecodeError, RecursionError) as error:
        if len(text.strip().split("\n")) > 1 and re.match(r"\s*\{.*\}\s*\n", text):
            yield from _read_json_lines(path, name, columns)
            return
        raise UnreadableError(f"broken JSON: {error}") from None
    if isinstance(whole, dict):
        inside = next((whole[key] for key in _LISTS if isinstance(whole.get(key), list)), None)
        whole = [whole] if inside is None else inside
    if not isinstance(whole, list):
        raise UnreadableError("JSON without an article: an object or a list of objects would do")
    rows = [(number, row) for number, row in enumerate(whole, start=1) if isinstance(row, dict)]
    if len(rows) < len(whole):
        yield Refusal(name, f"{len(whole) - len(rows)} of {len(whole)} entries are no objects")
    yield from _from_rows(rows, name, columns, notes)


def _read_csv(path: Path, name: str, columns: Mapping[str, str]) -> Iterator[Record | Refusal]:
    text, notes = _text_of(path)
    head = text.split("\n", 1)[0]
    mark = "\t" if path.suffix.casefold() == ".tsv" else max(",;\t|", key=head.count)
    reader = csv.DictReader(text.splitlines(keepends=True), delimiter=mark)
    rows, last = [], 1
    try:
        for row in reader:
            number, last = last + 1, reader.line_num
            extra = row.pop(None, None)
            if extra or None in row.values():
                why = "more" if extra else "fewer"
                yield Refusal(f"{name}:{number}", f"line {number} has {why} fields than the header")
            else:
                rows.append((number, row))
    except csv.Error as error:
        yield Refusal(f"{name}:{reader.line_num}", f"broken CSV at line {reader.line_num}: {error}")
    yield from _from_rows(rows, name, columns, notes, header=reader.fieldnames or ())


def _read_parquet(path: Path, name: str, columns: Mapping[str, str]) -> Iterator[Record | Refusal]:
    import pandas as pd
    import pyarrow as pa

    try:
        table = pd.read_parquet(path)
    except (pa.ArrowException, ValueError) as error:
        raise UnreadableError(f"not a Parquet file that can be read: {error}") from None
    table = table.astype(object).where(table.notna(), "")
    rows = list(enumerate(table.to_dict("records"), start=1))
    yield from _from_rows(rows, name, columns, [], header=[str(c) for c in table.columns])


def _from_rows(
    rows: list[tuple[int, dict]],
    name: str,
    columns: Mapping[str, str],
    notes: list[str],
    header: list[str] | tuple[str, ...] = (),
) -> Iterator[Record | Refusal]:
    """Yield the rows of a table as records; the row's number stands behind the name and a colon."""
    header = list(header) or list(dict.fromkeys(key for _, row in rows for key in row))
    found = find_columns(header, columns)
    if "text" not in found:
        if header:
            given = ", ".join(map(repr, header[:12]))
            yield Refusal(name, f"no text column among {given}; name it: columns={{'text': …}}")
        return
    for number, row in rows:
        given = {field: _plain(row.get(column)) for field, column in found.items()}
        yield Record(f"{name}:{number}", **given, notes=list(notes))


def find_columns(header: list[str], told: Mapping[str, str]) -> dict[str, str]:
    """Return which column of a table holds which field: as told, or by the names in lexicon/columns.csv."""
    found = {field: column for field, column in told.items() if column in header}
    spelled = {_spelling(column): column for column in reversed(header)}
    for field, names in _usual_names().items():
        if field not in told and (
            column := next((spelled[n] for n in names if n in spelled), None)
        ):
            found[field] = column
    return found


@cache
def _usual_names() -> dict[str, list[str]]:
    with (files("workbench") / "lexicon" / "columns.csv").open(
        encoding="utf-8", newline=""
    ) as lines:
        rows = list(csv.DictReader(lines))
    return {f: [_spelling(r["name"]) for r in rows if r["field"] == f] for f in FIELDS}


def _spelling(column: str) -> str:
    """Return a column's name without case, spaces and marks: "Published At" as "publishedat"."""
    return re.sub(r"[\W_]", "", str(column).casefold())


def _plain(value: object) -> str:
    """Return a field's value as text; of an object its name, of a list its paragraphs."""
    if value is None or value != value:
        return ""
    if isinstance(value, dict):
        return _plain(value.get("name") or value.get("title") or value.get("id"))
    if isinstance(value, list):
        return "\n\n".join(_plain(part) for part in value)
    return str(value).strip()


READERS: dict[str, Callable[[Path, str, Mapping[str, str]], Iterator[Record | Refusal]]] = {
    ".txt": _read_text,
    ".text": _read_text,
    ".html": _read_html,
    ".htm": _read_html,
    ".jsonl": _read_json_lines,
    ".ndjson": _read_json_lines,
    ".json": _read_json,
    ".csv": _read_csv,
    ".tsv": _read_csv,
    ".parquet": _read_parquet,
}
