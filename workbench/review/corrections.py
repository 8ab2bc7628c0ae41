"""The analyst's overrides in data/corrections.csv: what they say, and what in the text they mean.

A correction names its row by words, never by a place in a file: the article, the sentence (its
text, hashed), the words in it and the actors as they were annotated. So it finds its row after a
new annotation, an edited list of actors or a moved file, or is known not to fit any more.
`workbench.review.revision` puts the corrections into the tables.
"""

import hashlib
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from workbench.folders import data_folder
from workbench.review import ledger

if TYPE_CHECKING:
    from workbench.corpus import Corpus

# The sentence's key stands last: of a row that was cut off, it is what is cut, and nothing fits it.
COLUMNS = [
    *("table", "article_id", "words", "nth", "actor", "source", "target", "mode", "voice"),
    *("speaker", "field", "old", "value", "sentence", "sentence_key"),
]
FIELDS = {
    "mentions": ["actor"],
    "quotes": ["speaker"],
    "stances": ["stance", "source", "target"],
}
STANCES = ("friendly", "hostile", "none")
ACTORS = {"mentions": ["actor"], "quotes": ["speaker"], "stances": ["source", "target"]}
WORDS = {"mentions": "text", "quotes": "content", "stances": "cue"}
LONGEST = 300  # characters of a sentence or quotation that are written down to be read


def corrections_file() -> Path:
    """The file that holds the corrections: `corrections.csv` in the data folder."""
    return data_folder() / "corrections.csv"


def read_corrections(path: str | Path | None = None) -> pd.DataFrame:
    """Return all corrections ever made, oldest first, as text, with `in_force` (False: undone).

    Columns: id, time (UTC), author, reason, `COLUMNS`. `field` is what is set in the row of
    `table`, `old` what it said, `value` what it shall say: an actor ("" drops the mention), a
    speaker, or friendly, hostile or none. `.attrs["problems"]` names each line that cannot be
    used, and why; the others are good.
    """
    path = Path(path or corrections_file())
    rows = ledger.read(path, COLUMNS)
    problems = list(rows.attrs["problems"])
    wrong = {row["line"]: said for row in rows.to_dict("records") if (said := _what_is_wrong(row))}
    problems += [f"{path}, line {line}: {said}" for line, said in wrong.items()]
    rows = rows[~rows["line"].isin(list(wrong))].reset_index(drop=True)
    rows["in_force"] = ledger.in_force(rows) & (rows["table"] != "undo")
    rows.attrs["problems"] = problems
    return rows.drop(columns="line")


def correct(
    corpus: "Corpus",
    table: str,
    rows: Sequence,
    *,
    field: str,
    value: str,
    reason: str = "",
    path: str | Path | None = None,
) -> list[str]:
    """Write a correction for each of the rows (index labels of that table); return their ids.

    `table` is mentions (`field="actor"`, "" drops the mention), quotes (`field="speaker"`) or
    stances (`field` stance, source or target; the stance none takes the row away). All rows are
    written at once, or none with a LedgerError. `workbench.corpus.revise` lets them take effect.
    Raises ValueError for what cannot be set, and KeyError for a row that is not there.
    """
    found = lines_for(corpus, table, rows, field=field, value=value)
    return add(found, reason=reason, path=path)


def lines_for(
    corpus: "Corpus", table: str, rows: Sequence, *, field: str, value: str
) -> list[dict[str, str]]:
    """Return what `correct` would write, a mapping a row, for `add`."""
    value = " ".join(value.split())
    if said := _what_is_wrong({"table": table, "field": field, "value": value}, new=True):
        raise ValueError(said)
    found = getattr(corpus, table)
    missing = [row for row in rows if row not in found.index]
    if missing:
        raise KeyError(f"the {table} table has no row {missing[0]!r}; give labels of its index.")
    return [
        key | {"field": field, "old": str(old), "value": value}
        for key, old in zip(
            row_keys(corpus, table, rows), found.loc[list(rows), field], strict=True
        )
    ]


def add(
    lines: Sequence[Mapping[str, str]], *, reason: str = "", path: str | Path | None = None
) -> list[str]:
    """Write the lines of `lines_for`, all of them or none with a LedgerError; return their ids."""
    return ledger.append(Path(path or corrections_file()), COLUMNS, lines, reason=reason)


def undo(ids: Sequence[str], *, reason: str = "", path: str | Path | None = None) -> list[str]:
    """Take these corrections back; they stay in the file, with a row each that undoes them.

    Returns the ids of those rows: to undo one of them is to do the correction again. Raises
    KeyError for an id that is not in the file.
    """
    path = Path(path or corrections_file())
    known = set(ledger.read(path, COLUMNS)["id"])
    unknown = [one for one in ids if one not in known]
    if unknown:
        raise KeyError(f"{path} has no correction {unknown[0]!r}.")
    rows = [{"table": "undo", "value": one} for one in ids]
    return ledger.append(path, COLUMNS, rows, reason=reason)


def sentence_key(text: str, copy: int = 1) -> str:
    """What stands for a sentence: a hash of its words, with a number before it for a second copy.

    >>> sentence_key("Envoys met.") == sentence_key("ENVOYS  met.")
    True
    >>> sentence_key("Envoys met.", 2)
    '2-19b3ce31b17b'
    """
    digest = hashlib.sha256(same(text).encode()).hexdigest()[:12]
    return digest if copy == 1 else f"{copy}-{digest}"


def sentence_keys(sentences: pd.DataFrame) -> pd.Series:
    """The key of each sentence, by the index of the table."""
    text = sentences["text"].map(same)
    copy = text.groupby([sentences["article_id"], text]).cumcount() + 1
    return pd.Series(map(sentence_key, text, copy), index=sentences.index, dtype="str")


def same(text: str) -> str:
    """The text as two spellings of it share it: without case, with single spaces."""
    return " ".join(text.split()).casefold()


def brief(text: str) -> str:
    """The text on one line, cut after `LONGEST` characters."""
    text = " ".join(text.split())
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def occurrence(words: str, sentence: str, at: int) -> int:
    """Which of the places in the sentence where the words stand begins at `at`, from 1."""
    return 1 + sentence.count(words, 0, at) if words else 1


def row_keys(corpus: "Corpus", table: str, labels: Sequence) -> list[dict[str, str]]:
    """Return the columns of a correction by which each row of the table is found again."""
    found = getattr(corpus, table).loc[list(labels)].to_dict("records")
    ids = {row["article_id"] for row in found}
    sentences = corpus.sentences[corpus.sentences["article_id"].isin(ids)]
    here = sentences.assign(key=sentence_keys(sentences)).to_dict("records")
    places = {(row["article_id"], row["sentence"]): row for row in here}
    names = _as_annotated(corpus, ids)
    earlier = _earlier_keys(corpus, table)
    keys = []
    for row in found:
        made = (earlier[id_] for id_ in str(row.get("corrections") or "").split() if id_ in earlier)
        sentence = places[row["article_id"], row["sentence"]]
        keys.append(next(made, None) or _row_key(table, row, sentence, names))
    return keys


def _row_key(table: str, row: dict, sentence: dict, names: dict) -> dict[str, str]:
    words = str(row[WORDS[table]])
    nth = 1
    if table != "stances":
        nth = occurrence(words, sentence["text"], row["start"] - sentence["start"])
    key = {
        "table": table,
        "article_id": row["article_id"],
        "words": brief(words),
        "nth": str(nth),
        "sentence": brief(sentence["text"]),
        "sentence_key": sentence["key"],
    }
    for name in ACTORS[table]:
        key[name] = names.get((row["article_id"], row[name]), row[name])
    if table == "stances":
        key |= {name: str(row[name]) for name in ("mode", "voice", "speaker")}
    return key


def _earlier_keys(corpus: "Corpus", table: str) -> dict[str, dict[str, str]]:
    """The keys of the corrections of this table that are in force, by their ids."""
    if corpus.corrections is None:
        return {}
    known = corpus.corrections[corpus.corrections["table"] == table]
    names = [name for name in COLUMNS if name not in ("field", "old", "value")]
    return dict(zip(known["id"], known[names].to_dict("records"), strict=True))


def _as_annotated(corpus: "Corpus", articles: Collection[str]) -> dict[tuple[str, str], str]:
    """What the annotation called an actor of an article, before her list of actors did."""
    if corpus.annotated is None:
        return {}
    place = ["article_id", "start", "end"]
    was, now = (
        one.mentions.loc[one.mentions["article_id"].isin(articles), [*place, "actor"]]
        for one in (corpus.annotated, corpus)
    )
    both = was.merge(now, on=place, suffixes=("_was", ""))
    both = both[["article_id", "actor", "actor_was"]].drop_duplicates()
    both = both[~both.duplicated(["article_id", "actor"], keep=False)]
    return {(row.article_id, row.actor): row.actor_was for row in both.itertuples()}


def _what_is_wrong(row: Mapping[str, object], *, new: bool = False) -> str:
    """Why the row says nothing that can be done, or ""."""
    table, field, value = row["table"], row["field"], row["value"]
    if table == "undo" and not new:
        return "" if value else "it undoes nothing; `value` must name the id of a correction."
    if table not in FIELDS:
        return f"`table` must be one of {', '.join(FIELDS)}; not {table!r}."
    if field not in FIELDS[table]:
        return f"`field` of {table} must be one of {', '.join(FIELDS[table])}; not {field!r}."
    if field == "stance" and value not in STANCES:
        return f"a stance must be one of {', '.join(STANCES)}; not {value!r}."
    if field in ("source", "target") and not value:
        return f"the {field} must name an actor; set the stance to none to take the row away."
    if not new and not row["sentence_key"]:
        return "the row is cut off: it has no `sentence_key`. Delete it, or take it from a copy."
    return ""
