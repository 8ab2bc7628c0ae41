"""The files of workbench/lexicon as rows, their columns and lengths checked."""

import csv
from pathlib import Path

FOLDER = Path(__file__).parents[1] / "lexicon"
COLUMNS = {
    "countries.csv": ("name", "iso2", "iso3", "names", "demonyms", "capitals", "seats"),
    "organisations.csv": ("name", "kind", "type", "country", "aliases"),
    "persons.csv": ("name", "country", "office", "from", "to", "aliases"),
    "memberships.csv": ("organisation", "member", "from", "to"),
    "bodies.csv": ("types", "name", "words", "alone"),
    "descriptions.csv": ("noun", "kind", "types"),
    "groups.csv": ("words", "members"),
    "ambiguous.csv": ("alias", "condition", "words"),
    "not_actors.csv": ("phrase",),
    "actor_words.csv": ("list", "words"),
    "spellings.csv": ("word", "also"),
}


class LexiconError(ValueError):
    """A lexicon file that cannot be used as it stands."""


class Tables(dict):
    """The rows of each file of a folder, with the numbers of their lines."""

    def __init__(self, folder: Path) -> None:
        super().__init__((name, _rows(folder / name, columns)) for name, columns in COLUMNS.items())
        self.folder = folder
        self.countries = {row["name"] for _, row in self["countries.csv"]}

    def country(self, file: str, line: int, name: str) -> str:
        """The country that a cell names, or nothing; LexiconError if it has no row."""
        if name and name not in self.countries:
            raise LexiconError(
                f"{self.folder / file}, line {line}: country {name!r} has no row in countries.csv; "
                "write its name as it stands there, or leave the cell empty"
            )
        return name


def _rows(path: Path, columns: tuple[str, ...]) -> list[tuple[int, dict[str, str]]]:
    """The rows of a CSV file with the numbers of their lines; columns and lengths checked."""
    try:
        with path.open(encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file, strict=True)
            if tuple(reader.fieldnames or ()) != columns:
                given = ", ".join(reader.fieldnames or ())
                raise LexiconError(f"{path}: columns must be {', '.join(columns)}; not {given}")
            rows = []
            for row in reader:
                if None in row or None in row.values():
                    raise LexiconError(
                        f"{path}, line {reader.line_num}: {len(columns)} cells wanted; put a cell "
                        "that contains a comma in double quotes"
                    )
                if not row[columns[0]].strip():
                    raise LexiconError(f"{path}, line {reader.line_num}: {columns[0]} is empty")
                rows.append((reader.line_num, {name: text.strip() for name, text in row.items()}))
            return rows
    except FileNotFoundError as error:
        raise LexiconError(
            f"{path} is missing; a lexicon folder has {', '.join(COLUMNS)}"
        ) from error
    except UnicodeDecodeError as error:
        raise LexiconError(f"{path} is not UTF-8 ({error.reason}); save it as UTF-8") from error


def cell(text: str) -> list[str]:
    """The entries of a cell."""
    return [part.strip() for part in text.split(";") if part.strip()]
