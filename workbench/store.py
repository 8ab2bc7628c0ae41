"""The Parquet store: what was annotated once, by pipeline, in parts that are written whole."""

import hashlib
import shutil
import uuid
import warnings
from collections.abc import Iterable
from pathlib import Path

import pandas as pd

from workbench import tables

KEPT = ("sentences", "mentions", "quotes", "stances")


def digest(parts: Iterable[str]) -> str:
    """Return twelve hexadecimal digits that stand for these lines."""
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:12]


def read(shelf: Path) -> tuple[set[str], dict[str, pd.DataFrame]]:
    """Return the ids of the articles kept on `shelf` and the four tables of what was found.

    A part that cannot be read is named in a warning and left out: its articles are annotated again.
    """
    done: set[str] = set()
    found: dict[str, list[pd.DataFrame]] = {name: [tables.table(name, [])] for name in KEPT}
    for part in sorted(shelf.glob("part-*")):
        try:
            ids = set(pd.read_parquet(part / "articles.parquet")["article_id"]) - done
            parts = {name: pd.read_parquet(part / f"{name}.parquet") for name in KEPT}
        except (OSError, ValueError, KeyError) as error:
            warnings.warn(
                f"the stored annotations in {part} cannot be read ({error}); "
                "their articles are annotated again. The folder may be deleted.",
                stacklevel=3,
            )
            continue
        for name, table in parts.items():
            found[name].append(table[table["article_id"].isin(ids)])
        done |= ids
    return done, {name: pd.concat(rows, ignore_index=True) for name, rows in found.items()}


def write(shelf: Path, article_ids: list[str], found: dict[str, pd.DataFrame]) -> None:
    """Keep the tables of these articles on `shelf`: all of them at once or, on an error, none."""
    part = shelf / f"part-{uuid.uuid4().hex[:12]}"
    beside = part.with_name(f".{part.name}")
    try:
        beside.mkdir(parents=True)
        pd.DataFrame({"article_id": article_ids}).to_parquet(beside / "articles.parquet")
        for name, table in found.items():
            table.to_parquet(beside / f"{name}.parquet")
        beside.rename(part)
    except OSError as error:
        shutil.rmtree(beside, ignore_errors=True)
        warnings.warn(
            f"annotations cannot be kept in {shelf} ({error}); "
            "they are used now and made again next time. Free the disk or name another `store`.",
            stacklevel=3,
        )
