"""How sure one can be of the tables: rows drawn at random, judged by the analyst, and counted.

A row is judged right or wrong by its reader, so what is measured is precision: of what the tables
say, how much is true. What they miss is not measured. Rows that a correction has changed are not
drawn, and count as right: precision is that of the rows nobody has looked at. Nor are those of
copies of another article drawn: no sentence is judged twice.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Literal

import numpy as np
import pandas as pd

from workbench.caption import counted
from workbench.corpus import Corpus
from workbench.folders import data_folder
from workbench.measures.selection import select
from workbench.review import ledger
from workbench.review.corrections import row_keys
from workbench.tables import one_of

STRATA = {"mentions": ["via"], "quotes": ["kind"], "stances": ["stance", "voice"]}
IDENTITY = {
    "mentions": ["start", "actor"],
    "quotes": ["start", "speaker"],
    "stances": ["source", "target", "stance", "cue"],
}
KEY = [
    *("table", "article_id", "words", "nth", "actor", "source", "target", "speaker", "stance"),
    "sentence_key",
]
COLUMNS = ["pipeline", "stratum", "verdict", "value", "sentence", *KEY]
VERDICTS = ("right", "wrong")
Z = 1.959963984540054  # the normal quantile of a 95 % interval
DRAWS = 4000


def audit_file() -> Path:
    """The file that holds the judgements: `audit.csv` in the data folder."""
    return data_folder() / "audit.csv"


def sample(
    corpus: Corpus,
    *,
    table: Literal["stances", "mentions", "quotes"] = "stances",
    n: int = 50,
    seed: int = 0,
) -> pd.DataFrame:
    """Return `n` rows of the table, drawn at random and by stratum, in the order to judge them.

    Each stratum (stances: stance and voice; mentions: via; quotes: kind) has the share of the
    sample that it has of the table, and at least one row. Same rows and seed, same sample; where
    some rows have been corrected since, the others of the sample stay in it. The index holds the
    labels of the table; the column `stratum` is added.
    """
    if table not in STRATA:
        raise ValueError(f"`table` must be one of {', '.join(STRATA)}; not {table!r}.")
    rows = _unseen(corpus, table)
    rows = rows.assign(stratum=rows[STRATA[table]].agg(", ".join, axis=1) if len(rows) else "")
    chance = pd.util.hash_pandas_object(
        rows[["article_id", "sentence", *IDENTITY[table]]], index=False, hash_key=f"{seed:016d}"
    )
    rows = rows.loc[chance.sort_values(kind="stable").index]
    allotted = _allotted(rows["stratum"].value_counts().sort_index(), n)
    place = rows.groupby("stratum").cumcount()
    return rows[place < rows["stratum"].map(allotted).astype(float)]


def judge(
    corpus: Corpus,
    table: str,
    row: object,
    verdict: Literal["right", "wrong"],
    *,
    path: str | Path | None = None,
) -> str:
    """Write down whether a row (an index label of the table) is right; return the judgement's id.

    A second judgement of the same row takes the place of the first.
    """
    if verdict not in VERDICTS:
        raise ValueError(f"`verdict` must be one of {', '.join(VERDICTS)}; not {verdict!r}.")
    found = getattr(corpus, table).loc[row]
    (line,) = row_keys(corpus, table, [row])
    line["stratum"] = ", ".join(found[STRATA[table]])
    line |= {"pipeline": corpus.pipeline, "verdict": verdict, "stance": found.get("stance", "")}
    (id_,) = ledger.append(Path(path or audit_file()), COLUMNS, [line])
    return id_


def judged_before(
    corpus: Corpus, table: str, rows: pd.DataFrame, judged: pd.DataFrame
) -> pd.Series:
    """Return the verdict on each of the rows (of that table), "" where there is none."""
    known = {tuple(row[:-1]): row[-1] for row in judged[[*KEY, "verdict"]].itertuples(index=False)}
    found = []
    stances = rows.get("stance", pd.Series("", index=rows.index))
    for key, stance in zip(row_keys(corpus, table, rows.index), stances, strict=True):
        key = key | {"stance": stance}
        found.append(known.get(tuple(key.get(name, "") for name in KEY), ""))
    return pd.Series(found, index=rows.index, dtype="str")


def judgements(corpus: Corpus, *, path: str | Path | None = None) -> pd.DataFrame:
    """Return what was judged in these articles as this pipeline annotated them: one row each.

    Judgements of another pipeline's rows say nothing about this one's and are left out; how many
    that are stands in `.attrs["outdated"]`. `.attrs["problems"]` names lines that cannot be read.
    """
    rows = ledger.read(Path(path or audit_file()), COLUMNS)
    problems = rows.attrs["problems"]
    rows = rows[ledger.in_force(rows) & rows["verdict"].isin(VERDICTS)]
    rows = rows[rows["article_id"].isin(corpus.articles["article_id"])]
    rows = rows.drop_duplicates(KEY, keep="last")
    now = rows["pipeline"] == corpus.pipeline
    found = rows[now].drop(columns="line").reset_index(drop=True)
    found.attrs |= {"outdated": int((~now).sum()), "problems": problems}
    return found


def problems_in(judged: pd.DataFrame) -> list[str]:
    """Return what `judgements` left out, in sentences."""
    outdated = judged.attrs["outdated"]
    said = f"{counted(outdated, 'judgement')} left out: another pipeline had read the text."
    return [*judged.attrs["problems"], *([said] if outdated else [])]


def precision(corpus: Corpus, judged: pd.DataFrame, *, table: str = "stances") -> pd.DataFrame:
    """Return how many of the judged rows are right: one row a stratum, and "all" first.

    Columns: stratum, judged, right, precision, low, high (Wilson's 95 % interval, 1927), rows (in
    the table, without copies and those corrected). The sample follows the strata's shares, so that
    "all" is a plain count. For stances there is a row for each stance too ("friendly", "hostile").
    """
    judged = judged[judged["table"] == table]
    rows = _unseen(corpus, table)
    strata = rows[STRATA[table]].agg(", ".join, axis=1) if len(rows) else pd.Series(dtype="str")
    groups = {"all": (judged, len(rows))}
    if table == "stances":
        for stance in ("friendly", "hostile"):
            count = int((rows["stance"] == stance).sum())
            groups[stance] = judged[judged["stance"] == stance], count
    for stratum, count in strata.value_counts().sort_index().items():
        groups[stratum] = judged[judged["stratum"] == stratum], int(count)
    found = [
        share_right(part["verdict"]).assign(stratum=name, rows=count)
        for name, (part, count) in groups.items()
    ]
    return pd.concat(found, ignore_index=True)


def verdicts(corpus: Corpus, judged: pd.DataFrame, *, table: str = "stances") -> pd.Series:
    """Return the verdict on each row of the table that was judged, by its label in the index."""
    judged, rows = judged[judged["table"] == table], getattr(corpus, table)
    rows = rows[one_of(rows["article_id"], judged["article_id"])]
    found = judged_before(corpus, table, rows, judged)
    return found[found != ""]


def share_right(verdicts: pd.Series) -> pd.DataFrame:
    """Return how many of these verdicts are right: a row "all" of `precision`, without `rows`."""
    right, judged = int((verdicts == "right").sum()), len(verdicts)
    share = right / judged if judged else np.nan
    row = ("all", judged, right, share, *wilson(right, judged))
    return pd.DataFrame([row], columns=["stratum", "judged", "right", "precision", "low", "high"])


def in_words(precise: pd.DataFrame) -> str:
    """The first row of `precision` as a sentence."""
    row = precise.iloc[0]
    return (
        f"{row['right']:,} of {counted(row['judged'], 'row')} judged "
        f"{'is' if row['right'] == 1 else 'are'} right: "
        f"{row['precision']:.0%} (95% interval {row['low']:.0%} to {row['high']:.0%})."
    ).replace("%", " %")


def wilson(right: int, judged: int) -> tuple[float, float]:
    """The 95 % interval of a share (Wilson 1927); from 0 to 1 where nothing was judged.

    >>> tuple(round(float(bound), 3) for bound in wilson(45, 50))
    (0.786, 0.957)
    """
    if not judged:
        return 0.0, 1.0
    share, z2 = right / judged, Z**2
    middle = (share + z2 / (2 * judged)) / (1 + z2 / judged)
    reach = Z * np.sqrt(share * (1 - share) / judged + z2 / (4 * judged**2)) / (1 + z2 / judged)
    return max(0.0, float(middle - reach)), min(1.0, float(middle + reach))


def corrected(table: pd.DataFrame) -> pd.DataFrame:
    """Return the rows that a correction has changed."""
    return table[table["corrections"] != ""] if "corrections" in table else table.iloc[:0]


def qualified(balance: pd.DataFrame, sure: pd.DataFrame, precise: pd.DataFrame) -> pd.DataFrame:
    """Return the balances with what is wrong in the stances taken into account.

    `balance` is `stance_balance`'s, one row a pair (and outlet or period), `sure` the same of the
    `corrected` stances alone, and `precise` comes from `precision`. If of the friendly sentences a
    share p is truly friendly and of the hostile a share q truly hostile, then p × friendly and q ×
    hostile are left (corrected rows count in full): `adjusted` is the balance of these.
    `adjusted_low` and `adjusted_high` join its interval over articles with what the sample leaves
    open about p and q (their Beta posterior after Jeffreys' prior, seed fixed). NaN while of one
    of the two stances nothing was judged.
    """
    share = precise.set_index("stratum").loc[["friendly", "hostile"]]
    table = balance.copy()
    names = ["adjusted", "adjusted_low", "adjusted_high"]
    if (share["judged"] == 0).any():
        table[names] = np.nan
        return table
    chance = np.random.default_rng(0)
    right, wrong = share["right"], share["judged"] - share["right"]
    drawn = [chance.beta(r + 0.5, w + 0.5, DRAWS) for r, w in zip(right, wrong, strict=True)]
    noise = chance.standard_normal(DRAWS) / (2 * Z)
    keys = [key for key in ("source", "target", "outlet", "period") if key in table]
    sides = ["friendly", "hostile"]
    known_of = {tuple(row[key] for key in keys): row for row in sure.to_dict("records")}
    rows = []
    for row in table.to_dict("records"):
        counts = [row[side] for side in sides]
        here = known_of.get(tuple(row[key] for key in keys), dict.fromkeys(sides, 0))
        known = [min(here[side], row[side]) for side in sides]
        value = _balance(counts, known, share["precision"])
        around = _balance(counts, known, drawn)
        if pd.notna(row["low"]):
            around = around + noise * (row["high"] - row["low"])
        rows.append((value, *np.clip(np.quantile(around, [0.025, 0.975]), -1, 1)))
    table[names] = np.array(rows).reshape(-1, 3)
    return table


def _unseen(corpus: Corpus, name: str) -> pd.DataFrame:
    """The rows of a table that no correction has changed, without those of copied articles."""
    table = getattr(select(corpus, duplicates=False), name)
    return table[table["corrections"] == ""] if "corrections" in table else table


def _allotted(sizes: pd.Series, n: int) -> dict[str, int]:
    """How many of `n` rows each stratum gives: by its share, but one at least, where n allows."""
    if sizes.sum() <= n:
        return sizes.to_dict()
    if n <= len(sizes):
        return dict.fromkeys(sizes.nlargest(n).index, 1)
    share = n * sizes / sizes.sum()
    drawn = np.maximum(np.floor(share), 1).astype(int)
    while drawn.sum() < n:
        drawn[(share - drawn).where(drawn < sizes).idxmax()] += 1
    while drawn.sum() > n:
        drawn[(drawn - share).where(drawn > 1).idxmax()] -= 1
    return drawn.to_dict()


def _balance(counts: Sequence[int], known: Sequence[int], shares: Sequence) -> np.ndarray:
    """(friendly - hostile) / (friendly + hostile) of what is true: known, or by its share."""
    friendly, hostile = (
        sure + (count - sure) * share
        for count, sure, share in zip(counts, known, shares, strict=True)
    )
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.divide(friendly - hostile, friendly + hostile)
