"""Tables in, smaller tables out: who is named how often, with whom, and stands how towards whom.

Only rows whose article stands in `articles` are counted: filter the articles, and every measure
follows. Each figure carries the counts behind it and, as `low` and `high`, its 95 % interval over
articles (see `workbench.measures.intervals`), NaN where one article alone is no ground for any.
"""

from collections.abc import Collection
from typing import Literal

import numpy as np
import pandas as pd

from workbench.measures.intervals import ratio_interval, share_interval
from workbench.tables import check_columns

PERIODS = {"day": "D", "week": "W-SUN", "month": "M", "quarter": "Q-DEC", "year": "Y-DEC"}
STANCE_COUNTS = ["friendly", "hostile", "verbal", "material", "narrated", "quoted", "reported"]
VALUES = ["share", "balance", "npmi"]


def frequency(
    mentions: pd.DataFrame, articles: pd.DataFrame, *, by: Literal["outlet"] | None = None
) -> pd.DataFrame:
    """Return how often each actor is named: one row an actor (and outlet), most mentions first.

    Columns: actor, kind, country, (outlet,) mentions, articles (that name the actor), of_articles
    (all that were read), share (articles / of_articles), low, high. With `by="outlet"` an actor
    has a row for every outlet, also for one that never names it.
    """
    check_choice("by", by, [None, "outlet"])
    return _shares(mentions, articles, [] if by is None else [by])


def trend(
    mentions: pd.DataFrame,
    articles: pd.DataFrame,
    *,
    every: Literal["day", "week", "month", "quarter", "year"] = "week",
    by: Literal["outlet"] | None = None,
) -> pd.DataFrame:
    """Return how often each actor is named over time: one row an actor (and outlet) and period.

    Columns as in `frequency`, and `period`, its first day (a week begins on Monday). Every period
    from the first to the last article has a row; where no article was read, of_articles is 0 and
    the share unknown (NaN). `.attrs["undated"]` counts the articles that stand in no period for
    want of a date.
    """
    check_choice("every", every, PERIODS)
    check_choice("by", by, [None, "outlet"])
    return _shares(mentions, articles, [*([] if by is None else [by]), every])


def stance_balance(
    stances: pd.DataFrame,
    articles: pd.DataFrame,
    *,
    by: Literal["outlet", "day", "week", "month", "quarter", "year"] | None = None,
) -> pd.DataFrame:
    """Return how each source stands towards each target: one row a pair (and outlet or period).

    Columns: source, target, (outlet or period,) friendly, hostile (sentences; a stance counts once
    in a sentence), n (their sum), articles (with any), of_articles (read), balance ((friendly -
    hostile) / n: -1 all hostile, 1 all friendly), low, high; and of the n sentences how many are
    verbal, material, and narrated (the outlet's own voice), quoted, reported. Most sentences first.
    With `by` a pair has a row for every outlet or period; where nothing is said, n is 0 and the
    balance unknown (NaN). `.attrs["undated"]` as in `trend`.
    """
    check_choice("by", by, [None, "outlet", *PERIODS])
    check_columns(stances, *_STANCE_COLUMNS, name="stances")
    keys = [] if by is None else [by]
    articles, places, undated = _placed(articles, keys)
    rows = stances.drop_duplicates(["article_id", "sentence", "source", "target", "stance"])
    counts = _stance_counts(rows).merge(articles, on="article_id")
    counts["one"] = 1
    pairs = counts.groupby(["source", "target"], sort=False)["n"].sum().rename("_order")
    table = pairs.reset_index().merge(places, how="cross")
    cell = ["source", "target", "_place"]
    sums = counts.groupby(cell)[[*STANCE_COUNTS, "n", "one"]].sum()
    table = table.merge(sums.reset_index(), on=cell, how="left")
    table[[*STANCE_COUNTS, "n", "one"]] = (
        table[[*STANCE_COUNTS, "n", "one"]].fillna(0).astype("int64")
    )
    table["balance"] = _balance(table["friendly"], table["hostile"])
    counts = counts.sort_values([*cell, "article_id"], ignore_index=True)
    sums["low"], sums["high"] = ratio_interval(
        (counts["friendly"] - counts["hostile"]).to_numpy(),
        counts["n"].to_numpy(),
        counts.groupby(cell).ngroup().to_numpy(),
    )
    table = table.merge(sums[["low", "high"]].reset_index(), on=cell, how="left")
    table = table.rename(columns={"one": "articles"}).sort_values(
        ["_order", "source", "target", "_place"],
        ascending=[False, True, True, True],
        ignore_index=True,
    )
    key_columns = [column for column in places.columns if column in ("outlet", "period")]
    table = table[
        [
            *["source", "target", *key_columns, "friendly", "hostile", "n"],
            *["articles", "of_articles", "balance", "low", "high", *STANCE_COUNTS[2:]],
        ]
    ]
    table.attrs["undated"] = undated
    return table


def article_stance(stances: pd.DataFrame) -> pd.DataFrame:
    """Return what each article says of each pair over its sentences: one row an article and pair.

    Columns: article_id, source, target, friendly, hostile, n (sentences), net ((friendly -
    hostile) / n), and the same apart for the outlet's own voice (own_friendly, own_hostile,
    own_net) and for the voices it quotes or reports (others_friendly, others_hostile, others_net);
    NaN where that voice says nothing. Articles in the order given, then by n.
    """
    check_columns(stances, *_STANCE_COLUMNS, name="stances")
    rows = stances.drop_duplicates(["article_id", "sentence", "source", "target", "stance"])
    own = rows["voice"].eq("narrated")
    table = _stance_counts(rows)[["article_id", "source", "target", "friendly", "hostile", "n"]]
    table["net"] = _balance(table["friendly"], table["hostile"])
    for voice, part in (("own", rows[own]), ("others", rows[~own])):
        counts = _stance_counts(part)[["article_id", "source", "target", "friendly", "hostile"]]
        names = {"friendly": f"{voice}_friendly", "hostile": f"{voice}_hostile"}
        table = table.merge(
            counts.rename(columns=names), on=["article_id", "source", "target"], how="left"
        )
        table[list(names.values())] = table[list(names.values())].fillna(0).astype("int64")
        table[f"{voice}_net"] = _balance(table[f"{voice}_friendly"], table[f"{voice}_hostile"])
    place = dict(zip(stances["article_id"].unique(), range(len(stances)), strict=False))
    order = pd.DataFrame({"_at": table["article_id"].map(place), "_n": -table["n"]})
    return table.loc[order.sort_values(["_at", "_n"], kind="stable").index].reset_index(drop=True)


def compare(
    left: pd.DataFrame, right: pd.DataFrame, *, names: tuple[str, str] = ("left", "right")
) -> pd.DataFrame:
    """Return two tables of one measure side by side, with the difference of its value.

    Both come from `frequency`, `stance_balance` or `cooccurrence`, of two outlets, two periods or
    any two groups of articles that share none. A row is an actor or pair found in either; columns:
    those that name it, value, low, high and articles of each with `names` appended ("share_left"),
    difference (left less right), low, high (its interval, from the two intervals: Zou & Donner
    2008), largest difference first and unknown ones last.
    """
    value = next((value for value in VALUES if value in left and value in right), None)
    if value is None:
        raise ValueError(
            f"nothing to compare: one of {', '.join(map(repr, VALUES))} must stand in both tables; "
            f"they have {list(left.columns)} and {list(right.columns)}. Pass two tables of the "
            "same measure."
        )
    keys = {"share": ["actor"], "balance": ["source", "target"], "npmi": ["left", "right"]}[value]
    suffixes = tuple(f"_{name}" for name in names)
    if len(set(names)) < 2:
        raise ValueError(f"`names` must be two different names; not {names!r}.")
    columns = [*keys, value, "low", "high", "articles"]
    for side, table in zip(names, (left, right), strict=True):
        check_columns(table, *columns, name=side)
        if table.duplicated(keys).any():
            raise ValueError(
                f"the {side} table has several rows for one {' and '.join(keys)}. Pick one outlet "
                "or period before comparing."
            )
    table = left[columns].merge(right[columns], on=keys, how="outer", suffixes=suffixes)
    a, b = (table[f"{value}{suffix}"] for suffix in suffixes)
    a_low, b_low = (table[f"low{suffix}"] for suffix in suffixes)
    a_high, b_high = (table[f"high{suffix}"] for suffix in suffixes)
    table["difference"] = a - b
    table["low"] = table["difference"] - np.sqrt((a - a_low) ** 2 + (b_high - b) ** 2)
    table["high"] = table["difference"] + np.sqrt((a_high - a) ** 2 + (b - b_low) ** 2)
    order = table["difference"].abs().sort_values(ascending=False, kind="stable").index
    return table.loc[order].reset_index(drop=True)


def check_choice(option: str, given: object, choices: Collection) -> None:
    """Raise a ValueError that names the choices unless `given` is one of them."""
    if given not in choices:
        raise ValueError(
            f"`{option}` must be one of {', '.join(map(repr, choices))}; not {given!r}."
        )


_STANCE_COLUMNS = ["article_id", "sentence", "source", "target", "stance", "mode", "voice"]


def _shares(mentions: pd.DataFrame, articles: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    """Mentions and share of articles of each actor, in each place that `keys` tell apart."""
    check_columns(mentions, "article_id", "actor", "kind", "country", name="mentions")
    articles, places, undated = _placed(articles, keys)
    rows = mentions[["article_id", "actor", "kind", "country"]].merge(articles, on="article_id")
    cell = rows.groupby(["actor", "_place"], observed=True)["article_id"]
    counts = pd.DataFrame({"mentions": cell.size(), "articles": cell.nunique()}).reset_index()
    actors = rows.groupby("actor").size().rename("_order").reset_index()
    for column in ("kind", "country"):  # an actor's most frequent one
        known = rows[rows[column].fillna("") != ""].value_counts(["actor", column], sort=True)
        known = known.reset_index()[["actor", column]].drop_duplicates("actor")
        actors = actors.merge(known, on="actor", how="left").fillna({column: ""})
    table = actors.merge(places, how="cross").merge(counts, on=["actor", "_place"], how="left")
    table[["mentions", "articles"]] = table[["mentions", "articles"]].fillna(0).astype("int64")
    table["share"] = table["articles"] / table["of_articles"].where(table["of_articles"] > 0)
    table["low"], table["high"] = share_interval(table["articles"], table["of_articles"])
    table = table.sort_values(
        ["_order", "actor", "_place"], ascending=[False, True, True], ignore_index=True
    ).drop(columns=["_order", "_place"])
    last = ["mentions", "articles", "of_articles", "share", "low", "high"]
    table = table[[*(column for column in table if column not in last), *last]]
    table.attrs["undated"] = undated
    return table


def _placed(articles: pd.DataFrame, keys: list[str]) -> tuple[pd.DataFrame, pd.DataFrame, int]:
    """The articles (article_id, _place), the places (keys, of_articles, _place), and the undated.

    A place is an outlet, a period or both; a period without articles is a place too.
    """
    columns = ["outlet" if key == "outlet" else "date" for key in keys]
    check_columns(articles, "article_id", *columns, name="articles")
    articles = articles.drop_duplicates("article_id")
    undated = int(articles["date"].isna().sum()) if "date" in columns else 0
    if undated:
        articles = articles[articles["date"].notna()]
    placed = articles[["article_id"]].copy()
    axes = []
    for key in keys:
        if key == "outlet":
            placed["outlet"] = articles["outlet"].fillna("")
            axes.append(pd.Index(sorted(placed["outlet"].unique()), name="outlet", dtype="object"))
        else:
            days = pd.to_datetime(articles["date"], utc=True).dt.tz_localize(None)
            periods = days.dt.to_period(PERIODS[key])
            placed["period"] = periods.dt.start_time
            whole = pd.PeriodIndex([], freq=PERIODS[key])
            if len(periods):
                whole = pd.period_range(periods.min(), periods.max(), freq=PERIODS[key])
            axes.append(whole.to_timestamp().rename("period"))
    if not axes:
        return (
            placed.assign(_place=0),
            pd.DataFrame({"of_articles": [len(placed)], "_place": [0]}),
            undated,
        )
    names = [axis.name for axis in axes]
    places = pd.MultiIndex.from_product(axes).to_frame(index=False)
    places["_place"] = np.arange(len(places))
    placed = placed.merge(places, on=names)[["article_id", "_place"]]
    places["of_articles"] = np.bincount(placed["_place"], minlength=len(places))
    return placed, places, undated


def _stance_counts(rows: pd.DataFrame) -> pd.DataFrame:
    """Sentences by stance, mode and voice: one row an article and pair, n = friendly + hostile."""
    counts = rows[["article_id", "source", "target"]].copy()
    for name, column in zip(
        STANCE_COUNTS, ["stance"] * 2 + ["mode"] * 2 + ["voice"] * 3, strict=True
    ):
        counts[name] = rows[column].eq(name).astype("int64")
    counts = counts.groupby(["article_id", "source", "target"], as_index=False).sum()
    counts["n"] = counts["friendly"] + counts["hostile"]
    return counts[counts["n"] > 0].reset_index(drop=True)


def _balance(friendly: pd.Series, hostile: pd.Series) -> pd.Series:
    n = friendly + hostile
    return (friendly - hostile) / n.where(n > 0)
