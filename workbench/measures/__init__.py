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
from workbench.tables import check_columns, one_of, places_in

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
    counts = _stance_counts(_counted_once(stances))
    counts = counts[one_of(counts["article_id"], articles["article_id"])]
    article, place = _in_order(counts, articles)
    pair, pairs = _pairs(counts)
    cell = pair * len(places) + place
    order = np.lexsort((article, cell))
    counts, cell = counts.iloc[order], cell[order]
    cells = len(pairs) * len(places)
    sums = {name: _summed(cell, counts[name], cells) for name in [*STANCE_COUNTS, "n"]}
    sums["articles"] = np.bincount(cell, minlength=cells)
    sums["balance"] = _balance(pd.Series(sums["friendly"]), pd.Series(sums["hostile"]))
    sums["low"], sums["high"] = np.full((2, cells), np.nan)
    told, group = np.unique(cell, return_inverse=True)
    sums["low"][told], sums["high"][told] = ratio_interval(
        (counts["friendly"] - counts["hostile"]).to_numpy(), counts["n"].to_numpy(), group
    )
    table = pd.concat([_each(pairs, places), pd.DataFrame(sums)], axis=1)
    weight = table["n"].to_numpy().reshape(len(pairs), len(places)).sum(axis=1)
    first = np.argsort(-weight, kind="stable")  # the pairs stand by name
    table = table.take(_rows_of(first, len(places))).reset_index(drop=True)
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
    rows = _counted_once(stances)
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
    rows = mentions[["article_id", "actor", "kind", "country"]]
    rows = rows[one_of(rows["article_id"], articles["article_id"])]
    actor, names = pd.factorize(rows["actor"], sort=True)
    article = places_in(articles["article_id"], rows["article_id"])
    cells = len(names) * len(places)
    cell = actor * len(places) + articles["_place"].to_numpy()[article]
    named = np.unique(actor * len(articles) + article)  # an actor and an article that names it
    of_cell = named // max(len(articles), 1) * len(places)
    of_cell += articles["_place"].to_numpy()[named % max(len(articles), 1)]
    actors = pd.DataFrame({"actor": pd.Series(names, dtype=mentions["actor"].dtype)})
    for column in ("kind", "country"):
        actors[column] = _most_frequent(actor, rows[column], len(names))
    table = _each(actors, places)
    table["mentions"] = np.bincount(cell, minlength=cells)
    table["articles"] = np.bincount(of_cell, minlength=cells)
    table["share"] = table["articles"] / table["of_articles"].where(table["of_articles"] > 0)
    table["low"], table["high"] = share_interval(table["articles"], table["of_articles"])
    weight = np.bincount(actor, minlength=len(names))
    first = np.argsort(-weight, kind="stable")  # the actors stand by name
    table = table.take(_rows_of(first, len(places))).reset_index(drop=True)
    table = table.drop(columns="_place")
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
            codes, days = pd.factorize(articles["date"])
            days = pd.to_datetime(days, utc=True).tz_localize(None)
            periods = pd.PeriodIndex(days, freq=PERIODS[key])
            placed["period"] = periods.start_time.take(codes)
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
    at = np.zeros(len(placed), dtype=np.int64)
    for name, axis in zip(names, axes, strict=True):
        at = at * len(axis) + places_in(axis, placed[name])
    placed = placed[["article_id"]].assign(_place=at)
    places["of_articles"] = np.bincount(at, minlength=len(places))
    return placed, places, undated


def _stance_counts(rows: pd.DataFrame) -> pd.DataFrame:
    """Sentences by stance, mode and voice: one row an article and pair, n = friendly + hostile."""
    keys = ["article_id", "source", "target"]
    codes, values = zip(*(pd.factorize(rows[key], sort=True) for key in keys), strict=True)
    cell = (codes[0] * len(values[1]) + codes[1]) * len(values[2]) + codes[2]
    cells, place = np.unique(cell, return_inverse=True)
    cells, target = np.divmod(cells, max(len(values[2]), 1))
    found = [*np.divmod(cells, max(len(values[1]), 1)), target]
    counts = pd.DataFrame(
        {
            key: pd.Series(one.take(at), dtype=rows[key].dtype)
            for key, one, at in zip(keys, values, found, strict=True)
        }
    )
    for name, column in zip(
        STANCE_COUNTS, ["stance"] * 2 + ["mode"] * 2 + ["voice"] * 3, strict=True
    ):
        counts[name] = _summed(place, one_of(rows[column], [name]), len(cells))
    counts["n"] = counts["friendly"] + counts["hostile"]
    return counts[counts["n"] > 0].reset_index(drop=True)


def _counted_once(stances: pd.DataFrame) -> pd.DataFrame:
    """The stances, each once in a sentence."""
    names = ["article_id", "source", "target", "stance"]
    codes = {name: pd.factorize(stances[name])[0] for name in names}
    again = pd.DataFrame(codes | {"sentence": stances["sentence"].to_numpy()}).duplicated()
    return stances[~again.to_numpy()]


def _pairs(counts: pd.DataFrame) -> tuple[np.ndarray, pd.DataFrame]:
    """The number of each row's pair, and the pairs, by name."""
    source, sources = pd.factorize(counts["source"], sort=True)
    target, targets = pd.factorize(counts["target"], sort=True)
    found, pair = np.unique(source * len(targets) + target, return_inverse=True)
    source, target = np.divmod(found, max(len(targets), 1))
    pairs = {"source": sources.take(source), "target": targets.take(target)}
    return pair, pd.DataFrame(pairs).astype({n: counts[n].dtype for n in ("source", "target")})


def _in_order(counts: pd.DataFrame, articles: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """Of each row the rank of its article among the ids, and the place of the article."""
    rank = pd.factorize(counts["article_id"], sort=True)[0]
    place = articles["_place"].to_numpy()
    return rank, place[places_in(articles["article_id"], counts["article_id"])]


def _summed(cell: np.ndarray, values: np.ndarray, cells: int) -> np.ndarray:
    return np.bincount(cell, weights=values, minlength=cells).astype(np.int64)


def _each(rows: pd.DataFrame, places: pd.DataFrame) -> pd.DataFrame:
    """Each of the rows in each of the places."""
    left = rows.take(np.repeat(np.arange(len(rows)), len(places))).reset_index(drop=True)
    right = places.take(np.tile(np.arange(len(places)), len(rows))).reset_index(drop=True)
    return pd.concat([left, right], axis=1)


def _rows_of(first: np.ndarray, places: int) -> np.ndarray:
    """The rows that belong to these, of which each has one for every place."""
    return (first[:, None] * places + np.arange(places)).ravel()


def _most_frequent(subject: np.ndarray, column: pd.Series, subjects: int) -> pd.Series:
    """The value that a subject has in most rows, "" where it has none."""
    code, values = pd.factorize(column.fillna(""))
    cell = subject * len(values) + code
    cell = cell[(np.asarray(values) != "")[code]] if len(values) else cell
    cells, start, times = np.unique(cell, return_index=True, return_counts=True)
    order = np.lexsort((start, -times))
    subject, code = np.divmod(cells[order], max(len(values), 1))
    known, at = np.unique(subject, return_index=True)
    found = pd.Series("", index=range(subjects), dtype=column.dtype)
    found.iloc[known] = values.take(code[at])
    return found


def _balance(friendly: pd.Series, hostile: pd.Series) -> pd.Series:
    n = friendly + hostile
    return (friendly - hostile) / n.where(n > 0)
