"""The analyst's own actors in data/actors.csv: what its rows say, and which cannot stand."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from workbench.pipeline.lexicon import fold
from workbench.review.ledger import unguarded

COLUMNS = ("do", "name", "actor", "of", "kind", "country", "note")
ACTIONS = ("add", "merge", "rename", "split", "drop", "apart")
KINDS = ("", "country", "organisation", "alliance", "armed group", "person")


class ActorListError(ValueError):
    """An actor list that cannot be read, applied or written; the message names the line."""


class Row(NamedTuple):
    """A row of the list: its line in the file, and its cells."""

    line: int
    do: str
    name: str
    actor: str
    of: str
    kind: str
    country: str
    note: str


class Record(NamedTuple):
    """A row of the file: its first and last line, from 1, and its cells."""

    first: int
    last: int
    cells: list[str]


class Layout(NamedTuple):
    """How the file is written: the line of its header (0 without one), columns and delimiter."""

    line: int
    columns: list[str]
    delimiter: str


def read_actor_list(path: str | Path) -> pd.DataFrame:
    """The analyst's list at `path`, one row an instruction, indexed by its line in the file.

    Columns: do, name, actor, of, kind, country, note; a column may be missing but for the first
    two. What `do` says:

    - add: the words `name` mean `actor` (of `kind` and `country`) wherever they stand
    - merge: all that is `name` is `actor` too; rename: the same, for a name not yet in use
    - split: where the words `name` were taken for the actor `of`, they mean `actor`
    - drop: the actor `name` is none; with `of`, only where the words `name` were taken for it
    - apart: `name` and `actor` are two, however alike; nothing changes but what is suggested

    Cells are parted by commas, semicolons or tabs; a line that begins with # is a remark. No file,
    no rows. Raises ActorListError naming the line and the remedy.
    """
    path = Path(path)
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        raw = b""
    except OSError as error:
        raise ActorListError(
            f"{path} cannot be read ({error.strerror}); close it elsewhere"
        ) from error
    return parsed(raw, path)


def parsed(raw: bytes, path: Path) -> pd.DataFrame:
    """The list that the bytes hold, as `read_actor_list` returns it; `path` is named in errors."""
    layout, records = records_in(raw, path)
    rows = []
    for record in records:
        if len(record.cells) > len(layout.columns):
            raise ActorListError(
                f"{path}, line {record.first}: {len(record.cells)} cells under "
                f"{len(layout.columns)} columns; put a cell that contains a comma in double quotes"
            )
        rows.append(dict(zip(layout.columns, record.cells, strict=False)))
    cells = [{name: row.get(name, "") for name in COLUMNS} for row in rows]
    index = pd.Index([record.first for record in records], name="line", dtype="int64")
    frame = pd.DataFrame(cells, index=index, columns=list(COLUMNS)).astype("str")
    frame["do"] = frame["do"].str.lower()
    check_actor_list(frame, where=str(path))
    return frame


def rows_of(actor_list: pd.DataFrame, *do: str) -> list[Row]:
    """The rows of the list in its order; only those that do one of the things named, if any are."""
    cells = [actor_list[name].tolist() for name in COLUMNS]
    rows = map(Row, actor_list.index.tolist(), *cells)
    return [row for row in rows if not do or row.do in do]


def records_in(raw: bytes, path: Path) -> tuple[Layout, list[Record]]:
    """How the file is written, and its rows: without header, remarks and empty lines."""
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise ActorListError(
            f"{path}, line {line}: not UTF-8 (byte 0x{error.object[error.start]:02x}); "
            "save the file as 'CSV UTF-8'"
        ) from error
    lines = list(io.StringIO(text, newline=""))
    at = next((n for n, line in enumerate(lines, 1) if not _is_remark(line) and line.strip()), 0)
    delimiter = max(",;\t", key=lines[at - 1].count) if at else ","
    found = list(_records(lines, delimiter, path))
    if not found:
        return Layout(0, list(COLUMNS), delimiter), []
    header = [cell.lower() for cell in found[0].cells]
    while header and not header[-1]:
        header.pop()  # a spreadsheet may end each line with empty cells
    where = f"{path}, line {found[0].first}"
    for name in header:
        if name not in COLUMNS:
            _fail(where, f"unknown column {name!r}; columns are {', '.join(COLUMNS)}")
        if header.count(name) > 1:
            _fail(where, f"column {name!r} stands twice; keep one")
    for name in COLUMNS[:2]:
        if name not in header:
            _fail(where, f"column {name!r} is missing; columns are {', '.join(COLUMNS)}")
    return Layout(found[0].first, header, delimiter), found[1:]


def _records(lines: list[str], delimiter: str, path: Path) -> Iterator[Record]:
    """The rows in lines of CSV; a quoted cell may run over several."""
    number, first = 0, 0

    def given() -> Iterator[str]:
        nonlocal number, first
        for number, line in enumerate(lines, start=1):
            if not first and _is_remark(line):
                continue
            first = first or number
            yield line

    reader = csv.reader(given(), delimiter=delimiter, strict=True)
    while True:
        try:
            cells = next(reader, None)
        except csv.Error as error:
            _fail(f"{path}, line {first}", f"no CSV ({error}); look at its quotation marks")
        if cells is None:
            return
        cells = [" ".join(unguarded(cell.strip()).split()) for cell in cells]
        if any(cells):
            while not cells[-1]:
                cells.pop()
            yield Record(first, number, cells)
        first = 0


def _is_remark(line: str) -> bool:
    return line.lstrip().startswith("#")


def check_actor_list(actor_list: pd.DataFrame, *, where: str = "actor list") -> None:
    """Raise ActorListError for the first row that cannot be applied; `where` names the file."""
    claimed: dict[tuple[str, str], tuple[str, int]] = {}
    for row in rows_of(actor_list):
        at = f"{where}, line {row.line}"
        if row.do not in ACTIONS:
            _fail(at, f"'do' must be one of {', '.join(map(repr, ACTIONS))}; not {row.do!r}")
        if not row.name:
            _fail(at, "'name' is empty; write the words or the actor that the row is about")
        if row.do != "drop" and not row.actor:
            _fail(at, f"'actor' is empty; write whom {row.name!r} means")
        if row.do == "split" and not row.of:
            _fail(at, f"'of' is empty; write the actor that {row.name!r} was taken for")
        if row.kind not in KINDS:
            _fail(at, f"'kind' must be one of {', '.join(KINDS[1:])}; not {row.kind!r}")
        if row.do == "apart":
            continue
        other, line = claimed.setdefault((fold(row.name), row.of), (row.actor, row.line))
        if other != row.actor:
            here, there = (repr(name) if name else "no actor" for name in (row.actor, other))
            _fail(at, f"{row.name!r} means {here} here and {there} in line {line}; keep one of two")
    final = final_names(actor_list, where=where)
    for row in rows_of(actor_list, "apart"):
        if final.get(row.name, row.name) == final.get(row.actor, row.actor):
            _fail(
                f"{where}, line {row.line}",
                f"{row.name!r} and {row.actor!r} are two here, and merged by another row; keep "
                "one of the rows",
            )


def kept_apart(actor_list: pd.DataFrame) -> set[frozenset[str]]:
    """The pairs of actors that the list says are two, by the names that it gives them."""
    final = final_names(actor_list)
    rows = rows_of(actor_list, "apart")
    return {frozenset(final.get(one, one) for one in (row.name, row.actor)) for row in rows}


def final_names(actor_list: pd.DataFrame, *, where: str = "actor list") -> dict[str, str]:
    """The name that each merged or renamed actor ends with; ActorListError for a circle."""
    moved = rows_of(actor_list, "merge", "rename")
    step = {row.name: (row.actor, row.line) for row in moved}
    final: dict[str, str] = {}
    for name in step:
        way, at = {}, name
        while at in step and at not in final:
            way[at] = None
            at, line = step[at]
            if at in way:
                names = list(way)
                circle = " → ".join([*names[names.index(at) :], at])
                _fail(
                    f"{where}, line {line}",
                    f"the merges go round in a circle ({circle}); remove one",
                )
        final |= dict.fromkeys(way, final.get(at, at))
    return final


def _fail(where: str, what: str) -> None:
    raise ActorListError(f"{where}: {what}")
