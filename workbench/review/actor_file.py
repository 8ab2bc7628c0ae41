"""The file data/actors.csv under change: lines are added or taken out, all others stay as they are.

The analyst writes in this file too. What stands there is hers: remarks, order, spelling and line
ends are kept byte by byte, and a file that was changed meanwhile, or holds a mistake, is not
written to.
"""

import csv
import io
import os
import shutil
import tempfile
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path

import pandas as pd
from filelock import FileLock, Timeout

from workbench.review.actor_list import COLUMNS, ActorListError, Layout, parsed, records_in
from workbench.review.ledger import SECONDS_TO_WAIT, guarded

BYTE_ORDER = b"\xef\xbb\xbf"


class ActorFile:
    """The list at `path` as it was last read, and the changes made here, which can be undone.

    Each change checks the list that would come of it first. ActorListError says why nothing was
    written: the line that cannot stand, or that the file has changed since `read`.
    """

    def __init__(self, path: str | Path) -> None:
        self.path = Path(os.path.realpath(path))
        self._seen = b""
        self._undo: list[tuple[bytes, bytes]] = []

    def read(self) -> pd.DataFrame:
        """The list as the file now has it, as `read_actor_list` returns it."""
        raw = self._bytes()
        self._seen = _digest(raw)
        return parsed(raw, self.path)

    @property
    def can_undo(self) -> bool:
        """Whether a change was made here that the file still shows."""
        with suppress(ActorListError):  # it cannot be read
            return bool(self._undo) and self._undo[-1][1] == _digest(self._bytes())
        return False

    def add(self, rows: Sequence[Mapping[str, str]]) -> list[int]:
        """Add the rows (mappings by column) at the end; return their lines."""
        if not rows:
            return []
        with self._locked() as old:
            new = _with_rows(old, rows, self.path)
            self._replace(old, new)
        return [record.first for record in records_in(new, self.path)[1]][-len(rows) :]

    def remove(self, lines: Collection[int]) -> None:
        """Take out the rows that begin in these lines."""
        with self._locked() as old:
            records = {record.first: record for record in records_in(old, self.path)[1]}
            missing = [line for line in lines if line not in records]
            if missing:
                raise ActorListError(f"{self.path}, line {missing[0]}: no row begins there")
            gone = {
                number
                for line in lines
                for number in range(records[line].first, records[line].last + 1)
            }
            kept = [line for n, line in enumerate(_lines(old), 1) if n not in gone]
            self._replace(old, "".join(kept).encode("utf-8"))

    def undo(self) -> None:
        """Bring the file back to what it was before the last change made here."""
        if not self._undo:
            raise ActorListError("nothing was changed here that could be undone")
        before, after = self._undo[-1]
        with self._locked() as now:
            if _digest(now) != after:
                raise ActorListError(
                    f"{self.path} was changed elsewhere since; take single lines back instead"
                )
            if before:
                self._write(before)
            else:  # there was no file
                self.path.unlink()
                self._seen = _digest(before)
            self._undo.pop()

    @contextmanager
    def _locked(self) -> Iterator[bytes]:
        """The file's bytes, locked against other notebooks; what the system raises is told."""
        lock = FileLock(self.path.with_name(f".{self.path.name}.lock"), timeout=SECONDS_TO_WAIT)
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with lock:
                raw = self._bytes()
                if _digest(raw) != self._seen:
                    raise ActorListError(
                        f"{self.path} was changed elsewhere meanwhile; nothing was written. It is "
                        "shown as it now is: look, and save again"
                    )
                parsed(raw, self.path)
                yield raw
        except Timeout as error:
            raise ActorListError(
                f"{self.path} is being written by another notebook for more than "
                f"{SECONDS_TO_WAIT} s; nothing was written. Try again"
            ) from error
        except OSError as error:
            raise ActorListError(
                f"{self.path} cannot be written ({error.strerror or error}); nothing was changed. "
                "Close it in other programs, or make it writable, and try again"
            ) from error

    def _bytes(self) -> bytes:
        try:
            return self.path.read_bytes()
        except FileNotFoundError:
            return b""
        except OSError as error:
            raise ActorListError(
                f"{self.path} cannot be read ({error.strerror}); close it elsewhere"
            ) from error

    def _replace(self, old: bytes, new: bytes) -> None:
        """Write the new bytes, if the list in them can stand, and remember the old ones."""
        parsed(new, self.path)
        self._write(new)
        self._undo.append((old, self._seen))

    def _write(self, new: bytes) -> None:
        """In one stroke: a reader, or a crash, sees the old file or the new."""
        handle, name = tempfile.mkstemp(dir=self.path.parent, prefix=f".{self.path.name}.")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(new)
                file.flush()
                os.fsync(file.fileno())
            if self.path.exists():
                shutil.copymode(self.path, name)
            else:
                os.chmod(name, 0o644)
            os.replace(name, self.path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
        self._seen = _digest(new)


def _with_rows(old: bytes, rows: Sequence[Mapping[str, str]], path: Path) -> bytes:
    """The file with the rows at its end, in its own columns, delimiter and line ends."""
    layout, _ = records_in(old, path)
    lines = _lines(old)
    end = "\r\n" if lines and lines[0].endswith("\r\n") else "\n"
    if lines and not lines[-1].endswith(("\n", "\r")):
        lines[-1] += end
    lacking = [
        name
        for name in COLUMNS
        if name not in layout.columns and any(row.get(name) for row in rows)
    ]
    columns = [*layout.columns, *lacking]
    if not layout.line:
        lines.append(_line(columns, layout, end))
    elif lacking:
        header = lines[layout.line - 1]
        words = header.rstrip("\r\n").rstrip(layout.delimiter + " ")
        lines[layout.line - 1] = layout.delimiter.join([words, *lacking]) + end
    for row in rows:
        lines.append(_line([guarded(str(row.get(name, ""))) for name in columns], layout, end))
    start = BYTE_ORDER if not old or old.startswith(BYTE_ORDER) else b""  # or Excel spoils names
    return start + "".join(lines).removeprefix("\ufeff").encode("utf-8")


def _line(cells: Sequence[str], layout: Layout, end: str) -> str:
    target = io.StringIO(newline="")
    csv.writer(target, delimiter=layout.delimiter, lineterminator=end).writerow(cells)
    return target.getvalue()


def _lines(raw: bytes) -> list[str]:
    return list(io.StringIO(raw.decode("utf-8"), newline=""))


def _digest(raw: bytes) -> bytes:
    return sha256(raw).digest()
