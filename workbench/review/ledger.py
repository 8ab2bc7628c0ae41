"""A CSV file that is only added to: each row is written whole or not at all, and none is lost.

What the analyst decides is kept in such files. She may open them in a spreadsheet; whatever she
leaves there, the good rows are read, the others are named by their line, and the file is never
written anew. A column list that changes begins with a new header line further down.
"""

import csv
import getpass
import io
import os
import re
import uuid
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

import pandas as pd
from filelock import FileLock, Timeout

from workbench.plain import RISKY

SECONDS_TO_WAIT = 10
COMMON = ["id", "time", "author", "reason"]
UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_HEADER = re.compile(r'"?id"?[,;\t]', re.IGNORECASE)
_FRESH = re.compile(r'"?(?:[0-9a-f]{12}|id)"?[,;\t]', re.IGNORECASE)


class LedgerError(OSError):
    """A file that could not be added to; nothing was written."""


def read(path: Path, columns: Sequence[str]) -> pd.DataFrame:
    """Return the good rows of the file, in its order, as text: `COMMON` and then `columns`.

    No file gives no rows. `.attrs["problems"]` says of each line left out, and of whatever else is
    odd, what it is and what would do.
    """
    wanted = [*COMMON, *columns]
    rows: list[dict[str, str]] = []
    problems: list[str] = []
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        raw = b""
    except OSError as error:
        raw = b""
        problems.append(f"{path} cannot be read ({error.strerror}); close it elsewhere.")
    header, delimiter = [], ","
    for number, line in _records(_decoded(raw, path, problems)):
        if not line.strip(" ,;\t\r\n"):
            continue
        if not header or _HEADER.match(line):
            header, delimiter = _header_in(line)
            problems += _about_header(header, wanted, path, number)
            if "id" not in header:
                break
            continue
        cells = _cells(line, delimiter)
        if cells is None:
            problems.append(f"{path}, line {number}: no CSV; the row is left out. Repair it.")
        elif len(cells) != len(header):
            problems.append(
                f"{path}, line {number}: {len(cells)} cells where {len(header)} are wanted; "
                "the row is left out. Complete it, or delete it."
            )
        elif not cells[header.index("id")].strip():
            problems.append(f"{path}, line {number}: no id; the row is left out. Give it one.")
        else:
            found = dict(zip(header, map(unguarded, cells), strict=True))
            rows.append({name: found.get(name, "") for name in wanted} | {"line": number})
    table = pd.DataFrame(rows, columns=[*wanted, "line"]).astype(dict.fromkeys(wanted, "str"))
    again = table["id"].duplicated()
    for row in table[again].itertuples():
        problems.append(f"{path}, line {row.line}: id {row.id} stands twice; the first one counts.")
    table = table[~again].reset_index(drop=True)
    table.attrs["problems"] = problems
    return table


def append(
    path: Path, columns: Sequence[str], rows: Sequence[Mapping[str, str]], *, reason: str = ""
) -> list[str]:
    """Add the rows, all of them or none, and return their new ids.

    The file is locked meanwhile against other notebooks. Raises LedgerError where it cannot be
    written.
    """
    stamp = {
        "time": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "author": author(),
        "reason": reason,
    }
    full = [stamp | dict(row) | {"id": uuid.uuid4().hex[:12]} for row in rows]
    wanted = [*COMMON, *columns]
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        lock = FileLock(path.with_name(f".{path.name}.lock"), timeout=SECONDS_TO_WAIT)
        with lock, path.open("a+b") as file:
            file.seek(0)
            text = _addition(file.read(), path, wanted, full)
            _write(file.fileno(), text.encode("utf-8"))
    except Timeout as error:
        raise LedgerError(
            f"{path} is being written by another notebook for more than {SECONDS_TO_WAIT} s; "
            "nothing was written. Try again."
        ) from error
    except LedgerError:
        raise
    except OSError as error:
        raise LedgerError(
            f"{path} cannot be written ({error.strerror or error}); nothing was written. Close it "
            "in other programs, or make it writable, and try again."
        ) from error
    return [row["id"] for row in full]


def in_force(rows: pd.DataFrame) -> pd.Series:
    """Return whether each row counts: a row with `table` "undo" takes back the one in `value`."""
    undone: set[str] = set()
    counts = []
    for row in reversed(rows[["id", "table", "value"]].to_dict("records")):
        counts.append(row["id"] not in undone)
        if counts[-1] and row["table"] == "undo":
            undone.add(row["value"])
    return pd.Series(counts[::-1], index=rows.index, dtype=bool)


def author() -> str:
    """Who writes: WORKBENCH_AUTHOR, else the name of the account."""
    try:
        return os.environ.get("WORKBENCH_AUTHOR") or getpass.getuser()
    except (OSError, KeyError):
        return ""


def guarded(cell: str) -> str:
    """The cell with an apostrophe before what a spreadsheet would run (OWASP, CSV injection).

    >>> guarded("=1+1"), unguarded(guarded("=1+1")), unguarded(guarded("'=1"))
    ("'=1+1", '=1+1', "'=1")
    """
    return f"'{cell}" if cell.startswith((*RISKY, "'")) else cell


def unguarded(cell: str) -> str:
    """The cell as it was before `guarded`."""
    return cell[1:] if cell[:1] == "'" and cell[1:].startswith((*RISKY, "'")) else cell


def _addition(old: bytes, path: Path, wanted: list[str], rows: list[dict[str, str]]) -> str:
    """What to write after `old`: the rows in the columns and with the delimiter of its header."""
    if old.startswith(UTF_16):
        raise LedgerError(f"{path} is UTF-16; nothing was written. Save it as UTF-8 CSV.")
    target = io.StringIO(newline="")
    header, delimiter = _last_header(_decoded(old, path, []))
    if old and not old.endswith(b"\n"):
        target.write("\n")
    if not set(wanted) <= set(header):
        header = wanted
        csv.writer(target, delimiter=delimiter, lineterminator="\n").writerow(header)
    form = {"delimiter": delimiter, "lineterminator": "\n", "quoting": csv.QUOTE_ALL}
    writer = csv.DictWriter(target, header, extrasaction="ignore", **form)
    writer.writerows({name: guarded(str(cell)) for name, cell in row.items()} for row in rows)
    return target.getvalue()


def _write(file: int, data: bytes) -> None:
    """Write all the data at the file's end; on a full disk take the piece back that was written."""
    end = os.lseek(file, 0, os.SEEK_END)
    try:
        if os.write(file, data) < len(data):
            raise OSError(28, "the disk is full")
        os.fsync(file)
    except OSError:
        os.ftruncate(file, end)
        raise


def _decoded(raw: bytes, path: Path, problems: list[str]) -> list[str]:
    """The lines as text; those that are not UTF-8 are taken for Windows-1252, and that is said."""
    if raw.startswith(UTF_16):
        problems.append(f"{path} is UTF-16: it is read, not added to. Save it as UTF-8 CSV.")
        return list(io.StringIO(raw.decode("utf-16", errors="replace"), newline="\n"))
    lines, foreign = [], []
    for number, line in enumerate(io.BytesIO(raw.removeprefix(b"\xef\xbb\xbf")), start=1):
        try:
            lines.append(line.decode("utf-8"))
        except UnicodeDecodeError:
            lines.append(line.decode("cp1252", errors="replace"))
            foreign.append(number)
    if foreign:
        where = ", ".join(map(str, foreign[:5])) + (" …" if len(foreign) > 5 else "")
        problems.append(
            f"{path}, line {where}: not UTF-8, read as Windows-1252. Save the file as UTF-8 CSV."
        )
    return lines


def _records(lines: list[str]) -> list[tuple[int, str]]:
    """The rows with the number of their first line.

    A quoted cell may run over lines, but never over one that begins a row of its own: so a row
    that was cut off spoils itself alone.
    """
    records: list[tuple[int, str]] = []
    open_quote = False
    for number, line in enumerate(lines, start=1):
        if open_quote and not _FRESH.match(line):
            records[-1] = (records[-1][0], records[-1][1] + line)
        else:
            records.append((number, line))
        open_quote = records[-1][1].count('"') % 2 == 1
    return records


def _last_header(lines: list[str]) -> tuple[list[str], str]:
    headers = [line for _, line in _records(lines) if _HEADER.match(line)]
    return _header_in(headers[-1]) if headers else ([], ",")


def _header_in(line: str) -> tuple[list[str], str]:
    """The columns that a header names, and its delimiter."""
    delimiter = max(",;\t", key=line.count)
    return [cell.strip().lower() for cell in _cells(line, delimiter) or []], delimiter


def _cells(record: str, delimiter: str) -> list[str] | None:
    """The cells of a row, or None where its quotes do not close or a cell is beyond all size."""
    try:
        reader = csv.reader(io.StringIO(record, newline=""), delimiter=delimiter, strict=True)
        return next(reader, [])
    except csv.Error:
        return None


def _about_header(header: list[str], wanted: list[str], path: Path, line: int) -> list[str]:
    if "id" not in header:
        return [f"{path}, line {line}: no column 'id'; nothing is read. Its columns: {wanted}."]
    lacking = [name for name in wanted if name not in header]
    unknown = [name for name in header if name and name not in wanted]
    said = []
    if lacking:
        said.append(f"{path}, line {line}: an older version, without {', '.join(lacking)}.")
    if unknown:
        said.append(f"{path}, line {line}: unknown columns left aside: {', '.join(unknown)}.")
    return said
