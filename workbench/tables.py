"""The columns of the five tables, and the one check that they are there."""

from collections.abc import Collection

import numpy as np
import pandas as pd

# What stands in a table is a stranger's text: no dollar sign in it begins a formula.
pd.set_option("display.html.use_mathjax", False)

ARTICLES = {
    "article_id": "str",
    "date": "datetime64[ns]",
    "date_basis": "str",
    "outlet": "str",
    "title": "str",
    "text": "str",
    "path": "str",
    "url": "str",
    "duplicate_of": "str",
}
SENTENCES = {
    "article_id": "str",
    "sentence": "int64",
    "paragraph": "int64",
    "start": "int64",
    "end": "int64",
    "text": "str",
}
MENTIONS = {
    "article_id": "str",
    "sentence": "int64",
    "paragraph": "int64",
    "start": "int64",
    "end": "int64",
    "text": "str",
    "actor": "str",
    "kind": "str",
    "country": "str",
    "via": "str",
}
QUOTES = {
    "article_id": "str",
    "sentence": "int64",
    "start": "int64",
    "end": "int64",
    "content": "str",
    "speaker": "str",
    "speaker_start": "int64",
    "speaker_end": "int64",
    "cue": "str",
    "kind": "str",
    "outer": "str",
    "form": "str",
    "attitude": "str",
    "negated": "bool",
}
STANCES = {
    "article_id": "str",
    "sentence": "int64",
    "source": "str",
    "target": "str",
    "stance": "str",
    "score": "float64",
    "confidence": "float64",
    "mode": "str",
    "voice": "str",
    "speaker": "str",
    "cue": "str",
}
CONTRACTS = {
    "articles": ARTICLES,
    "sentences": SENTENCES,
    "mentions": MENTIONS,
    "quotes": QUOTES,
    "stances": STANCES,
}


def table(name: str, rows: list) -> pd.DataFrame:
    """Return `rows` (tuples or mappings) as the table of that name, typed as its contract says."""
    contract = CONTRACTS[name]
    return pd.DataFrame(rows, columns=list(contract)).astype(contract)


def check_columns(table: pd.DataFrame, *columns: str, name: str) -> None:
    """Raise a ValueError that names the missing columns unless `table` has all of `columns`."""
    missing = [column for column in columns if column not in table.columns]
    if missing:
        raise ValueError(
            f"the {name} table lacks {', '.join(map(repr, missing))}; "
            f"it has {', '.join(map(repr, table.columns)) or 'no columns'}. "
            "Pass a table as `annotate` returns it."
        )


def places_in(wanted: Collection, column: pd.Series) -> np.ndarray:
    """Return the place in `wanted` (distinct values) of each value of the column, -1 for none.

    Each distinct value is looked up once, so that long columns of few names cost little.
    """
    codes, found = pd.factorize(column)
    return np.append(pd.Index(wanted, dtype=found.dtype).get_indexer(found), -1)[codes]


def one_of(column: pd.Series, wanted: Collection) -> np.ndarray:
    """Return whether each value of the column is one of `wanted`."""
    if not hasattr(wanted, "dtype"):
        wanted = pd.Series(list(wanted), dtype=column.dtype)
    return places_in(pd.unique(wanted), column) >= 0


def usual(mentions: pd.DataFrame, *columns: str) -> pd.DataFrame:
    """Return the values of the columns that most mentions of an actor have, by its name."""
    counts = mentions.value_counts(["actor", *columns]).reset_index()
    return counts.drop_duplicates("actor").set_index("actor")[list(columns)]
