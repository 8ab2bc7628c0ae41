"""Part of a corpus: by date, outlet and kind; and the same corpus read by country."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd

from workbench.corpus import Corpus
from workbench.tables import one_of, usual

OWN_VOICES = ("alliance", "armed group")


def select(
    corpus: Corpus,
    *,
    start: date | str | None = None,
    end: date | str | None = None,
    outlets: Collection[str] | None = None,
    kinds: Collection[str] | None = None,
    duplicates: bool = True,
) -> Corpus:
    """Return the part of a corpus that passes every filter given; None lets all pass.

    `start` and `end` are days, both included; an article without a date passes neither. `outlets`
    and `duplicates=False` (copies of another article go) choose articles, and the other tables
    follow. `kinds` chooses mentions, quotes by their speaker, and stances of which source and
    target are both of the kinds; the articles stay, as shares are of all that was read. Raises
    ValueError for what is no day.
    """
    articles = corpus.articles
    keep = np.full(len(articles), True)
    if start is not None or end is not None:
        days = pd.to_datetime(articles["date"], utc=True).dt.tz_localize(None).dt.normalize()
        if start is not None:
            keep &= (days >= _day("start", start)).to_numpy()
        if end is not None:
            keep &= (days <= _day("end", end)).to_numpy()
    if outlets is not None:
        keep &= one_of(articles["outlet"], outlets)
    if not duplicates:
        keep &= (articles["duplicate_of"].fillna("") == "").to_numpy(dtype=bool)
    if not keep.all():
        corpus = of_articles(corpus, articles[keep])
    return corpus if kinds is None else _of_kinds(corpus, kinds)


def of_articles(corpus: Corpus, articles: pd.DataFrame) -> Corpus:
    """Return the corpus of these of its articles only, as they stand in the table given."""
    parts = {}
    for name in ("sentences", "mentions", "quotes", "stances"):
        table = getattr(corpus, name)
        parts[name] = table[one_of(table["article_id"], articles["article_id"])]
    return replace(corpus, articles=articles, **parts)


def by_country(corpus: Corpus) -> Corpus:
    """Return the corpus with each actor that has a country read as that country.

    Actors without one stay as they are, and so do alliances and armed groups, which speak for no
    country they have; where several countries are given for one actor, the most frequent counts.
    A country's stance towards itself is dropped.
    """
    known = corpus.mentions[corpus.mentions["country"].fillna("") != ""]
    known = known[~known["kind"].isin(OWN_VOICES)]
    country = usual(known, "country")["country"].to_dict()
    speaks_for_none = ~one_of(corpus.mentions["actor"], list(country))
    mentions = corpus.mentions.assign(
        actor=_read_as(country, corpus.mentions["actor"]),
        kind=corpus.mentions["kind"].where(speaks_for_none, "country"),
    )
    quotes = corpus.quotes.assign(speaker=_read_as(country, corpus.quotes["speaker"]))
    sides = {side: _read_as(country, corpus.stances[side]) for side in ("source", "target")}
    stances = corpus.stances.assign(**sides)
    stances = stances[stances["source"] != stances["target"]]
    reading = (*corpus.reading, "by_country=True")
    return replace(corpus, mentions=mentions, quotes=quotes, stances=stances, reading=reading)


def _read_as(names: dict[str, str], column: pd.Series) -> pd.Series:
    """The column with the names that another stands for; each is looked up once."""
    codes, found = pd.factorize(column, use_na_sentinel=False)
    read = pd.Series([names.get(name, name) for name in found], dtype=column.dtype)
    return pd.Series(read.array.take(codes), index=column.index)


def _of_kinds(corpus: Corpus, kinds: Collection[str]) -> Corpus:
    mentions = corpus.mentions[one_of(corpus.mentions["kind"], kinds)]
    known = mentions["actor"].unique()
    quotes, stances = corpus.quotes, corpus.stances
    between = one_of(stances["source"], known) & one_of(stances["target"], known)
    return replace(
        corpus,
        mentions=mentions,
        quotes=quotes[one_of(quotes["speaker"], known)],
        stances=stances[between],
        reading=(*corpus.reading, f"kinds={list(kinds)!r}"),
    )


def _day(option: str, given: date | str) -> pd.Timestamp:
    try:
        return pd.Timestamp(given).normalize()
    except ValueError:
        raise ValueError(f"`{option}` must be a day such as '2023-10-31'; not {given!r}.") from None
