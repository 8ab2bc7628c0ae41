"""The sentences that the figures of a briefing rest on."""

from collections.abc import Sequence

import pandas as pd

from workbench.briefing.figures import Figure

_SENTENCE = ["date", "outlet", "title", "article_id", "sentence", "text"]
_STANCE = ["source", "target", "stance", "score", "confidence", "mode", "voice", "speaker", "cue"]


def sentences_of_all(figures: Sequence[Figure]) -> pd.DataFrame:
    """Return all that the figures rest on: one row a sentence that names actors, or a stance.

    Columns: figures (their numbers, from 1), date, outlet, title, article_id, sentence, text,
    actors (named there), source, target, stance, score, confidence, mode, voice, speaker, cue
    (empty where the row is no stance). By article and sentence; no row is left out.
    """
    parts = [_rows_of(number, figure) for number, figure in enumerate(figures, start=1)]
    columns = [*_SENTENCE, "actors", *_STANCE]
    if not parts:
        return pd.DataFrame(columns=["figures", *columns])
    rows = pd.concat(parts, ignore_index=True)
    rows[["actors", *_STANCE]] = rows[["actors", *_STANCE]].astype("object")
    texts = ["actors", "source", "target", "stance", "mode", "voice", "speaker", "cue"]
    rows[texts] = rows[texts].fillna("")
    keys = ["article_id", "sentence", *_STANCE]
    numbers = rows.groupby(keys, dropna=False, sort=False)["figures"].agg(
        lambda found: ", ".join(map(str, sorted(set(found))))
    )
    names = rows.groupby(keys, dropna=False, sort=False)["actors"].agg(_joined)
    rows = rows.drop_duplicates(keys).drop(columns=["figures", "actors"])
    rows = rows.assign(figures=numbers.to_numpy(), actors=names.to_numpy())
    for number in ("score", "confidence"):
        rows[number] = rows[number].astype("float64")
    return rows.sort_values(
        ["date", "article_id", "sentence", "source", "target"], kind="stable", ignore_index=True
    )[["figures", *columns]]


def strongest(figure: Figure, number: int = 3) -> pd.DataFrame:
    """Return the sentences that carry the figure's finding, the strongest first.

    Of a stance those of which the machine is surest, else those that name most actors; one an
    article as far as there are enough. Columns as in `sentences_of_all`.
    """
    rows = _rows_of(1, figure)
    main = _main_row(figure)
    if "source" in main:
        rows = rows[(rows["source"] == main["source"]) & (rows["target"] == main["target"])]
        rows = rows.sort_values("confidence", ascending=False, kind="stable")
    elif main:
        wanted = [main[key] for key in ("actor", "left", "right") if key in main]
        held = rows["actors"].map(lambda names: set(names.split("; ")))
        count = held.map(lambda names: len(names.intersection(wanted)) * 100 + len(names))
        rows = rows.loc[count.sort_values(ascending=False, kind="stable").index]
        rows = rows[rows.index.isin(count[count >= 100].index)]
    one_each = rows.drop_duplicates("article_id")
    rows = pd.concat([one_each, rows.drop(one_each.index)])
    return rows.drop_duplicates(["article_id", "sentence"]).head(number)


def _main_row(figure: Figure) -> dict:
    """The row of the table that the finding is about."""
    table = figure.table
    if figure.kind in ("actors", "trend") and len(table):
        return {"actor": table.groupby("actor", sort=False)["articles"].sum().idxmax()}
    if figure.kind in ("network", "pairs") and len(table):
        order = table.sort_values(["count", "articles"], ascending=False, kind="stable")
        return order.iloc[0][["left", "right"]].to_dict()
    if {"source", "n"} <= set(table) and len(table):
        order = table.sort_values(["n", "articles"], ascending=False, kind="stable")
        return order.iloc[0][["source", "target"]].to_dict()
    return {}


def _rows_of(number: int, figure: Figure) -> pd.DataFrame:
    """The sentences behind a whole figure, in the columns of `sentences_of_all`."""
    part, table = figure.part, figure.table
    if "source" in table:
        said = table[table["n"] > 0] if "n" in table else table
        pairs = said[["source", "target"]].drop_duplicates()
        rows = part.stances.merge(pairs, on=["source", "target"])
        rows = rows[["article_id", "sentence", *_STANCE]].drop_duplicates()
        names = rows["source"] + "; " + rows["target"]
    else:
        sides = [side for side in ("actor", "left", "right") if side in table]
        actors = pd.unique(table[sides].to_numpy().ravel()) if sides else []
        rows = part.mentions[part.mentions["actor"].isin(list(actors))]
        rows = rows.groupby(["article_id", "sentence"], sort=False)["actor"].agg(_joined)
        rows = rows.reset_index()
        if "left" in table and figure.settings.get("window") == "sentence":
            rows = rows[rows["actor"].str.contains("; ", regex=False)]
        names = rows.pop("actor")
        rows = rows.assign(**dict.fromkeys(_STANCE))
    rows = rows.assign(actors=names, figures=number)
    articles = part.articles.drop_duplicates("article_id")
    rows = rows.merge(articles[["article_id", "date", "outlet", "title"]], on="article_id")
    rows = rows.merge(
        part.sentences[["article_id", "sentence", "text"]], on=["article_id", "sentence"]
    )
    return rows[["figures", *_SENTENCE, "actors", *_STANCE]]


def _joined(names: pd.Series) -> str:
    found = {name for several in names for name in str(several).split("; ") if name}
    return "; ".join(sorted(found))
