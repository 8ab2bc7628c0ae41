"""Part of a corpus: by date, outlet and kind; and the same corpus read by country."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date

import pandas as pd

from workbench.corpus import Corpus

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
    target are both of the kinds; the articles stay, as shares are of all that was read.
    """
    articles = corpus.articles
    days = pd.to_datetime(articles["date"], utc=True).dt.tz_localize(None).dt.normalize()
    keep = pd.Series(True, index=articles.index)
    if start is not None:
        keep &= days >= _day("start", start)
    if end is not None:
        keep &= days <= _day("end", end)
    if outlets is not None:
        keep &= articles["outlet"].isin(list(outlets))
    if not duplicates:
        keep &= articles["duplicate_of"].fillna("") == ""
    if not keep.all():
        articles = articles[keep]
        tables = ("sentences", "mentions", "quotes", "stances")
        parts = {name: _of(getattr(corpus, name), articles) for name in tables}
        corpus = replace(corpus, articles=articles, **parts)
    return corpus if kinds is None else _of_kinds(corpus, kinds)


def by_country(corpus: Corpus) -> Corpus:
    """Return the corpus with each actor that has a country read as that country.

    Actors without one stay as they are, and so do alliances and armed groups, which speak for no
    country they have; where several countries are given for one actor, the most frequent counts.
    A country's stance towards itself is dropped.
    """
    known = corpus.mentions[corpus.mentions["country"].fillna("") != ""]
    known = known[~known["kind"].isin(OWN_VOICES)]
    counts = known.value_counts(["actor", "country"]).reset_index().drop_duplicates("actor")
    country = dict(zip(counts["actor"], counts["country"], strict=True))
    read = corpus.mentions["actor"].map(country)
    mentions = corpus.mentions.assign(
        actor=read.fillna(corpus.mentions["actor"]),
        kind=corpus.mentions["kind"].where(read.isna(), "country"),
    )
    quotes = corpus.quotes.assign(speaker=corpus.quotes["speaker"].replace(country))
    sides = {side: corpus.stances[side].replace(country) for side in ("source", "target")}
    stances = corpus.stances.assign(**sides)
    stances = stances[stances["source"] != stances["target"]]
    return replace(corpus, mentions=mentions, quotes=quotes, stances=stances)


def _of(table: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    return table[table["article_id"].isin(articles["article_id"])]


def _of_kinds(corpus: Corpus, kinds: Collection[str]) -> Corpus:
    mentions = corpus.mentions[corpus.mentions["kind"].isin(list(kinds))]
    known = mentions["actor"].unique()
    quotes, stances = corpus.quotes, corpus.stances
    return replace(
        corpus,
        mentions=mentions,
        quotes=quotes[quotes["speaker"].isin(known)],
        stances=stances[stances["source"].isin(known) & stances["target"].isin(known)],
    )


def _day(option: str, given: date | str) -> pd.Timestamp:
    try:
        return pd.Timestamp(given).normalize()
    except ValueError:
        raise ValueError(f"`{option}` must be a day such as '2023-10-31'; not {given!r}.") from None
