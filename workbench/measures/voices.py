"""Who gets to speak: whose words the articles pass on, and how many of them."""

from collections.abc import Collection
from typing import Literal

import numpy as np
import pandas as pd

from workbench.measures import check_choice
from workbench.measures.intervals import article_draws, drawn_sums, open_end, quantiles
from workbench.tables import check_columns

KINDS = ["direct", "mixed", "indirect"]


def who_speaks(
    quotes: pd.DataFrame,
    articles: pd.DataFrame,
    *,
    by: Literal["outlet"] | None = None,
    kind: Literal["direct", "mixed", "indirect"] | None = None,
) -> pd.DataFrame:
    """Return each speaker's share of the quoted words: one row a speaker (and outlet).

    Columns: actor, (outlet,) words (of the quotations, each word counted for the innermost speaker
    alone), quotes, articles (with any), of_articles (read), of_words (of all speakers together),
    share (words / of_words), low, high (its 95 % interval over articles). Most words first. With
    `by="outlet"` a speaker has a row for every outlet; where an outlet quotes nobody, the share is
    unknown (NaN). `kind` keeps one kind of quotation. Quotations without a speaker do not count.
    """
    check_choice("by", by, [None, "outlet"])
    check_choice("kind", kind, [None, *KINDS])
    check_columns(quotes, "article_id", "start", "end", "content", "speaker", "kind", name="quotes")
    check_columns(articles, "article_id", *([by] if by else []), name="articles")
    articles = articles.drop_duplicates("article_id")
    rows = quotes.assign(words=own_words(quotes))
    rows = rows[rows["speaker"].ne("") & rows["article_id"].isin(articles["article_id"])]
    if kind is not None:
        rows = rows[rows["kind"] == kind]
    order = rows.groupby("speaker")["words"].sum().rename("_order").reset_index()
    order = order.sort_values(["_order", "speaker"], ascending=[False, True], ignore_index=True)
    speakers = order["speaker"].to_numpy()
    if by is None:
        table = _shares(rows, articles, speakers)
    else:
        outlets = articles["outlet"].fillna("")
        parts = [
            _shares(rows, articles[outlets == outlet], speakers).assign(outlet=outlet)
            for outlet in sorted(outlets.unique())
        ]
        table = pd.concat(parts) if parts else _shares(rows, articles, speakers).assign(outlet="")
        table = table.sort_index(kind="stable")
    counts = ["words", "quotes", "articles", "of_articles", "of_words"]
    columns = ["actor", *([by] if by else []), *counts, "share", "low", "high"]
    return table.reset_index(drop=True)[columns]


def quotes_about(
    quotes: pd.DataFrame, mentions: pd.DataFrame, actors: Collection[str]
) -> pd.DataFrame:
    """Return the rows of quotes whose words mention any of the actors, named or meant."""
    check_columns(quotes, "article_id", "start", "end", name="quotes")
    check_columns(mentions, "article_id", "start", "actor", name="mentions")
    named = mentions[mentions["actor"].isin(list(actors))]
    numbers = {name: n << 32 for n, name in enumerate(quotes["article_id"].unique())}
    named = named[named["article_id"].isin(list(numbers))]
    places = np.sort((named["article_id"].map(numbers).astype("int64") + named["start"]).to_numpy())
    article = quotes["article_id"].map(numbers).astype("int64")
    first = places.searchsorted((article + quotes["start"]).to_numpy())
    last = places.searchsorted((article + quotes["end"]).to_numpy())
    return quotes[last > first]


def own_words(quotes: pd.DataFrame) -> pd.Series:
    """Return how many words of each quotation are its speaker's own, not another's within it."""
    words = quotes["content"].str.split().str.len().astype("int64").to_numpy().copy()
    numbers = {name: n for n, name in enumerate(quotes["article_id"].unique())}
    article = quotes["article_id"].map(numbers).to_numpy()
    start, end = quotes["start"].to_numpy(), quotes["end"].to_numpy()
    around: list[int] = []
    own = words.copy()
    for row in np.lexsort((-end, start, article)):
        while around and (article[around[-1]] != article[row] or end[around[-1]] < end[row]):
            around.pop()
        if around:
            own[around[-1]] -= words[row]
        around.append(row)
    return pd.Series(np.maximum(own, 0), index=quotes.index)


def _shares(rows: pd.DataFrame, articles: pd.DataFrame, speakers: np.ndarray) -> pd.DataFrame:
    """The figures of every speaker in these articles, in the order of `speakers`."""
    place = pd.Series(np.arange(len(articles)), index=articles["article_id"])
    rows = rows[rows["article_id"].isin(place.index)]
    cells = pd.DataFrame(
        {
            "speaker": pd.Index(speakers).get_indexer(rows["speaker"]),
            "article": rows["article_id"].map(place).to_numpy(),
            "words": rows["words"].to_numpy(),
        }
    )
    cells = cells.groupby(["speaker", "article"])["words"].agg(["sum", "size"]).reset_index()
    by_speaker = cells.groupby("speaker")
    table = pd.DataFrame({"actor": speakers})
    table["words"] = by_speaker["sum"].sum().reindex(table.index, fill_value=0)
    table["quotes"] = by_speaker["size"].sum().reindex(table.index, fill_value=0)
    table["articles"] = by_speaker["article"].nunique().reindex(table.index, fill_value=0)
    table["of_articles"] = len(articles)
    table["of_words"] = of_words = int(cells["sum"].sum())
    table["share"] = table["words"] / of_words if of_words else np.nan
    table["low"] = table["high"] = np.nan
    if of_words and len(articles) > 1:
        low, high = _interval(cells, len(articles))
        named = np.unique(cells["speaker"])
        table.loc[named, "low"], table.loc[named, "high"] = low, high
        bound = open_end(len(articles))
        table.loc[table["words"] == 0, ["low", "high"]] = [0.0, bound]
        table.loc[table["words"] == of_words, ["low", "high"]] = [1 - bound, 1.0]
    return table


def _interval(cells: pd.DataFrame, articles: int) -> tuple[np.ndarray, np.ndarray]:
    """The low and high share of each speaker who has any words, over the drawn articles."""
    draws = article_draws(articles)
    article, words = cells["article"].to_numpy(), cells["sum"].to_numpy()
    of_words = np.bincount(article, weights=words, minlength=articles).astype(np.float32) @ draws
    starts = np.unique(cells["speaker"], return_index=True)[1]
    low, high = np.full((2, len(starts)), np.nan)
    for group, sums in drawn_sums(draws, words, article, starts):
        shares = np.divide(sums, of_words, out=np.zeros_like(sums), where=of_words > 0)
        low[group], high[group] = quantiles(shares, np.full(len(sums), articles))
    return low, high
