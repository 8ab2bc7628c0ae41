"""Files as they lie in a folder, the encoding of their text, and what metadata.csv says of them."""

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path

METADATA = "metadata.csv"
_HALVES = re.compile(r"[\ud800-\udfff]")
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_ASCII = bytes(range(128))
_CONTROL = bytes(byte for byte in range(32) if byte not in b"\t\n\r\f\x1b")
_BINARY = (b"%PDF", b"PK\x03\x04", b"\x89PNG", b"\xff\xd8\xff", b"\x1f\x8b")


class UnreadableError(ValueError):
    """What a whole file is that gives no article."""


def find_files(folder: Path) -> Iterator[tuple[str, Path | str]]:
    """Yield name and path of each file under a folder, sorted; a str for a path says why not.

    Links are followed, each folder and each file once, so that a circle of links ends. A name that
    its system cannot spell has U+FFFD in those places.
    """
    seen: set[Path] = set()

    def walk(place: Path) -> Iterator[tuple[str, Path | str]]:
        seen.add(place.resolve())
        try:
            inside = sorted(place.iterdir())
        except PermissionError:
            name = whole(place.relative_to(folder).as_posix())
            yield name, "a folder without permission to open it"
            return
        for path in inside:
            name = whole(path.relative_to(folder).as_posix())
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


def whole(text: str) -> str:
    r"""Return the text with U+FFFD for each half of a character, which no file could hold.

    JSON escapes and the names of files may bring such halves (lone surrogates).

    >>> whole("\ud800 a") == "\ufffd a"
    True
    """
    return _HALVES.sub("\ufffd", text)


def decode(data: bytes) -> tuple[str, str]:
    """Return the text of bytes and its encoding.

    Told by a byte order mark, or UTF-8, UTF-16, Windows-1252, or what charset-normalizer finds.
    Raises UnreadableError where it is no text.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding, errors="replace"), encoding
    sample = data[:20_000]
    if b"\0" in sample:
        odd, even = sample[1::2].count(0), sample[::2].count(0)
        if max(odd, even) < 0.15 * len(sample) or min(odd, even) > 0.02 * len(sample):
            raise UnreadableError("not text: it holds null bytes")
        encoding = "utf-16-le" if odd > even else "utf-16-be"
        return data.decode(encoding, errors="replace"), encoding
    if data.startswith(_BINARY):
        raise UnreadableError("not text, whatever its name: a PDF, an archive or a picture")
    if len(sample) - len(sample.translate(None, _CONTROL)) > 0.02 * len(sample):
        raise UnreadableError("not text: it is full of control characters")
    for encoding in ("utf-8", "cp1252"):
        if encoding == "cp1252" and len(sample.translate(None, _ASCII)) > 0.1 * len(sample):
            continue
        try:
            return data.decode(encoding), encoding
        except UnicodeDecodeError:
            continue
    from charset_normalizer import from_bytes

    if guess := from_bytes(data).best():
        return str(guess), guess.encoding
    raise UnreadableError("not text in any known encoding")


def read_text(path: Path) -> tuple[str, list[str]]:
    """Return a file's text, and what is to be said of its encoding."""
    text, encoding = decode(path.read_bytes())
    notes = [] if encoding in ("utf-8", "utf-8-sig") else [f"read as {encoding}"]
    if lost := text.count("\ufffd"):
        notes.append(f"{lost} characters could not be decoded")
    return text, notes


def delimiter_in(head: str) -> str:
    """Return what parts the cells of a table's first line: a comma, semicolon, tab or bar."""
    return max(",;\t|", key=head.count)


def read_metadata(path: Path, folder: str = "") -> dict[str, dict[str, str]]:
    """Return what a metadata.csv says of each file, by the file's name behind `folder`.

    A row that names no file tells nothing. Raises UnreadableError where it has no column `file`,
    or is no table.
    """
    text, _ = read_text(path)
    head = text.split("\n", 1)[0]
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter_in(head))
    try:
        reader.fieldnames = [name.strip().casefold() for name in reader.fieldnames or ()]
        rows = list(reader)
    except csv.Error as error:
        raise UnreadableError(f"broken CSV on line {reader.line_num}: {error}") from None
    if rows and "file" not in rows[0]:
        raise UnreadableError(f"no column 'file' among {', '.join(map(repr, rows[0]))}")
    said = [{k: v.strip() for k, v in row.items() if k and v and v.strip()} for row in rows]
    return {folder + row["file"]: row for row in said if "file" in row}
