"""The outlet of an article is no actor of its story: it tells it."""

import re

import pandas as pd

from workbench.pipeline.lexicon import fold

WEB = re.compile(r"^www\.|\.(?:com|org|net|info|news|co\.\w\w|[a-z]{2})$")


def without_outlets(
    articles: pd.DataFrame, found: dict[str, pd.DataFrame]
) -> dict[str, pd.DataFrame]:
    """Return the tables `found` without what an article tells of its own outlet as of an actor.

    Its mentions and stances go, however it is spelled there ("the Peak Bulletin" in the Juniper
    Peak Bulletin); what it says itself stays, under the outlet's name as `articles` has it. Where
    another outlet names it, it is an actor as any other.
    """
    outlets = articles.drop_duplicates("article_id").set_index("article_id")["outlet"].fillna("")
    mentions, quotes, stances = found["mentions"], found["quotes"], found["stances"]
    bodies = mentions["kind"].isin(["organisation", "person"])
    mentions = mentions[~(bodies & _told(mentions, "actor", outlets))]
    quotes, stances = quotes.copy(), stances[~_told(stances, "source", outlets)]
    stances = stances[~_told(stances, "target", outlets)].copy()
    for table, columns in ((quotes, ("speaker", "outer")), (stances, ("speaker",))):
        for column in columns:
            own = _told(table, column, outlets)
            table.loc[own, column] = table.loc[own, "article_id"].map(outlets)
    changed = {"mentions": mentions, "quotes": quotes, "stances": stances}
    return found | {name: table.reset_index(drop=True) for name, table in changed.items()}


def _told(table: pd.DataFrame, column: str, outlets: pd.Series) -> pd.Series:
    """Whether the name in `column` is that of the article's own outlet, row by row."""
    pairs = pd.MultiIndex.from_arrays([table[column], table["article_id"].map(outlets)])
    same = {pair: _is_outlet(*pair) for pair in pairs.unique()}
    return pd.Series([same[pair] for pair in pairs], index=table.index, dtype=bool)


def _is_outlet(name: str, outlet: str) -> bool:
    """Whether `name` is the outlet's, or two words of it or more with the last."""
    name, outlet = _plain(name), _plain(outlet)
    if not name or not outlet:
        return False
    words, whole = name.split(), outlet.split()
    return "".join(words) == "".join(whole) or (len(words) > 1 and whole[-len(words) :] == words)


def _plain(name: str) -> str:
    return WEB.sub("", fold(name).strip()).removeprefix("the ").strip(" .,")
