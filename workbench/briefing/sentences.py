"""The sentences that the figures of a briefing rest on."""

from collections.abc import Mapping, Sequence

import pandas as pd

from workbench.briefing.figures import Figure
from workbench.corpus import Corpus

_SENTENCE = ["date", "outlet", "title", "article_id", "sentence", "text"]
_STANCE = ["source", "target", "stance", "score", "confidence", "mode", "voice", "speaker", "cue"]
_QUOTE = ["kind", "quotation"]
_NUMBERS = ["score", "confidence"]
_WORDS = ["actors", *(name for name in (*_STANCE, *_QUOTE) if name not in _NUMBERS)]


def sentences_of_all(figures: Sequence[Figure]) -> pd.DataFrame:
    """Return all that the figures rest on: a row a sentence that names actors, stance or quotation.

    Columns: figures (their numbers, from 1), date, outlet, title, article_id, sentence, text,
    actors (named there), source, target, stance, score, confidence, mode, voice, speaker, cue,
    kind and quotation (the words quoted); empty where the row is no stance, or no quotation, whose
    sentence is the one it begins in. By article and sentence; no row is left out.
    """
    parts = [
        rows.assign(figures=number)
        for number, figure in enumerate(figures, start=1)
        for rows in _rows_of(figure)
    ]
    columns = [*_SENTENCE, "actors", *_STANCE, *_QUOTE]
    if not parts:
        return pd.DataFrame(columns=["figures", *columns])
    rows = pd.concat(parts, ignore_index=True)
    keys = ["article_id", "sentence", *_STANCE, *_QUOTE]
    groups = rows.groupby(keys, dropna=False, sort=False)
    numbers = groups["figures"].agg(lambda found: ", ".join(map(str, sorted(set(found)))))
    names = groups["actors"].agg(_joined)
    rows = rows.drop_duplicates(keys).drop(columns=["figures", "actors"])
    rows = rows.assign(figures=numbers.to_numpy(), actors=names.to_numpy())
    return rows.sort_values(
        ["date", "article_id", "sentence", "source", "target"], kind="stable", ignore_index=True
    )[["figures", *columns]]


def strongest(figure: Figure, number: int = 3) -> pd.DataFrame:
    """Return the sentences that carry the figure's finding, the strongest first.

    Of a stance those of which the machine is surest, of a speaker the longest quotations, else
    the sentences that name most actors; one an article as far as there are enough, and of a
    comparison from either side in turn. Columns as in `sentences_of_all`.
    """
    ranked = [_ranked(rows, figure.finding.about) for rows in _rows_of(figure)]
    rows = pd.concat([rows.assign(_place=range(len(rows))) for rows in ranked])
    rows = rows.sort_values("_place", kind="stable").drop(columns="_place")
    return rows.drop_duplicates(["article_id", "sentence"]).head(number)


def _ranked(rows: pd.DataFrame, about: Mapping[str, object]) -> pd.DataFrame:
    """The rows about the finding's actor or pair, the strongest of each article first."""
    if "outlets" in about:
        rows = rows[rows["outlet"].isin(about["outlets"])]
    if "target" in about:
        sides = [side for side in ("source", "target") if about[side]]
        rows = rows[(rows[sides] == [about[side] for side in sides]).all(axis=1)]
        strength = rows["confidence"]
    elif rows["quotation"].ne("").any():
        rows = rows[rows["speaker"] == about.get("actor")]
        strength = rows["quotation"].str.split().str.len()
    else:
        wanted = {about[key] for key in ("actor", "left", "right") if key in about}
        held = rows["actors"].map(lambda names: set(names.split("; ")))
        rows = rows[held.map(wanted.issubset).astype(bool)]
        strength = held[rows.index].map(len)
    rows = rows.loc[strength.sort_values(ascending=False, kind="stable").index]
    first = ~rows.duplicated("article_id")
    return pd.concat([rows[first], rows[~first]])


def _rows_of(figure: Figure) -> list[pd.DataFrame]:
    """The sentences behind a whole figure, of a comparison side by side, but for its number."""
    if figure.kind == "comparison":
        return [_rows_in(part, figure, side) for side, part in figure.parts.items()]
    return [_rows_in(figure.part, figure)]


def _rows_in(part: Corpus, figure: Figure, side: str = "") -> pd.DataFrame:
    table = figure.table
    if figure.kind in ("speakers", "speaker-outlets"):
        rows = part.quotes[part.quotes["speaker"].isin(table["actor"])]
        rows = rows[["article_id", "sentence", "speaker", "cue", "kind", "content"]]
        rows = rows.rename(columns={"content": "quotation"}).drop_duplicates()
        rows = rows.assign(actors=rows["speaker"])
    elif "source" in table:
        said = table[table["n"] > 0] if "n" in table else table
        pairs = said[["source", "target"]].drop_duplicates()
        pairs["source"] = pairs["source"].where(pairs["source"] != "", side)  # sides are actors
        rows = part.stances.merge(pairs, on=["source", "target"])
        rows = rows[["article_id", "sentence", *_STANCE]].drop_duplicates()
        rows = rows.assign(actors=rows["source"] + "; " + rows["target"])
    else:
        ends = [end for end in ("actor", "left", "right") if end in table]
        actors = pd.unique(table[ends].to_numpy().ravel()) if ends else []
        rows = part.mentions[part.mentions["actor"].isin(list(actors))]
        rows = rows.groupby(["article_id", "sentence"], sort=False)["actor"].agg(_joined)
        rows = rows.rename("actors").reset_index()
        if "left" in table and figure.settings.get("window", "sentence") == "sentence":
            rows = rows[rows["actors"].str.contains("; ", regex=False)]
    articles = part.articles.drop_duplicates("article_id")
    rows = rows.merge(articles[["article_id", "date", "outlet", "title"]], on="article_id")
    sentences = part.sentences[["article_id", "sentence", "text"]]
    rows = rows.merge(sentences, on=["article_id", "sentence"])
    rows = rows.reindex(columns=[*_SENTENCE, "actors", *_STANCE, *_QUOTE])
    rows[_WORDS] = rows[_WORDS].astype("object").fillna("")
    rows[_NUMBERS] = rows[_NUMBERS].astype("float64")
    return rows


def _joined(names: pd.Series) -> str:
    found = {name for several in names for name in str(several).split("; ") if name}
    return "; ".join(sorted(found))
