"""Who is named, and with whom, in plain words: what the numbers say, and how far to trust them.

Which row is spoken of is decided by how much there is of it (most articles, most windows), never
by how extreme it is: the interval of a row picked for being extreme would promise too much.
"""

from math import exp, lgamma, log

import pandas as pd

from workbench.briefing.wording import (
    FEW,
    Finding,
    decimal,
    period_words,
    sentence_case,
    several,
    share_of,
    the,
)
from workbench.caption import counted
from workbench.charts.look import between, percent


def actors_finding(frequency: pd.DataFrame, *, chosen: bool = False) -> Finding:
    """Return who is named in most articles, and whether the next one is clearly behind.

    With `chosen` the table holds only some of the actors, and nothing is said of all.
    """
    if frequency.empty:
        return Finding("No actor is named", "No actor is named in the articles chosen.")
    order = ["articles", "mentions", "actor"]
    rows = frequency.sort_values(order, ascending=[False, False, True]).to_dict("records")
    first = rows[0]
    level = [row for row in rows if row["articles"] == first["articles"]]
    of = share_of(first["articles"], first["of_articles"], "article")
    sure = between(first["low"], first["high"], percent)
    name = the(first["actor"])
    about = {"actor": first["actor"]}
    among = "of those chosen, " if chosen and len(rows) > 1 else ""
    if len(level) > 1:
        names = [row["actor"] for row in level]
        headline = f"{among}{several(names, most=2)} are each named in {of}"
        sentence = f"{among}{several(names)} are each named in {of}"
    else:
        headline = f"{among}{name} is named most: in {of}"
        sentence = f"{among}{name} is named in {of}"
    if len(rows) == 1:
        headline = f"{name} is named in {of}"
    headline, sentence = sentence_case(headline), sentence_case(sentence)
    sentence += f" ({percent(first['share'])}, {sure})"
    few = "One article allows no interval." if first["of_articles"] == 1 else ""
    rest = rows[len(level) :]
    if not rest:
        if not chosen:
            only = "the only actor named" if len(rows) == 1 else "no other actor is named"
            sentence += f"; {only}"
        return Finding(headline, f"{sentence}.", few, about)
    second = rest[0]
    behind = [row["actor"] for row in rest if row["articles"] == second["articles"]]
    sentence += f"; {several(behind)} {'follow' if len(behind) > 1 else 'follows'} with "
    sentence += f"{second['articles']:,}{' each' if len(behind) > 1 else ''} "
    sentence += f"({percent(second['share'])}, {between(second['low'], second['high'], percent)})."
    if not pd.isna(first["low"]) and second["high"] >= first["low"]:
        few = "The intervals overlap: other articles of this kind might order them otherwise."
    return Finding(headline, sentence, few, about)


def trend_finding(trend: pd.DataFrame, *, every: str = "month") -> Finding:
    """Return when the most named actor stood in the largest share of articles.

    It is held against that actor's share of all the dated articles; a peak is only claimed where
    chance is unlikely to give one in any of the periods.
    """
    known = trend[trend["of_articles"] > 0] if len(trend) else trend
    if known.empty:
        return Finding("No dated article", "No dated article names an actor.")
    actor = known.groupby("actor", sort=False)["articles"].sum().idxmax()
    rows = known[known["actor"] == actor].sort_values("period").to_dict("records")
    name, about = sentence_case(the(actor)), {"actor": actor}
    articles = sum(row["articles"] for row in rows)
    of = sum(row["of_articles"] for row in rows)
    dated = share_of(articles, of, "dated article")
    whole = f"{dated} ({percent(articles / of)})"
    if len(rows) == 1:
        when = period_words(rows[0]["period"], every)
        headline = f"{name} is named in {share_of(articles, of, 'article')} in {when}"
        sentence = f"{name} is named in {whole}, all of them in {when}."
        return Finding(headline, sentence, f"One {every} shows no course.", about)
    if len({row["share"] for row in rows}) == 1:
        headline = f"{name} is named as often in each {every}"
        sentence = f"{name} is named in {whole}, the same share in each {every}."
        return Finding(headline, sentence, "", about)
    peak = max(rows, key=lambda row: (row["share"], row["of_articles"]))
    when = period_words(peak["period"], every)
    here = share_of(peak["articles"], peak["of_articles"], "article")
    sure = between(peak["low"], peak["high"], percent)
    sentence = (
        f"{name} is named in {here} in {when} ({percent(peak['share'])}, {sure}), its largest "
        f"share; over all {counted(len(rows), every)} in {whole}."
    )
    level = sum(row["share"] == peak["share"] for row in rows) - 1
    caution = f"{sentence_case(counted(level, f'other {every}'))} reached the same share. "
    caution = caution if level else ""
    headline = f"{name} is named in {dated}, without a clear peak"
    if pd.isna(peak["low"]):
        caution = f"That {every} has one article: it shows no peak."
    elif peak["low"] <= articles / of:
        caution += f"The interval reaches down to the share over all {every}s: no clear rise."
    elif _by_chance(peak, articles / of) * len(rows) > 0.05:
        caution += f"The largest of {counted(len(rows), every)} may be that large by chance."
    else:
        headline = f"{name} peaks in {when}: in {here}"
    return Finding(headline, sentence, caution.strip(), about)


def pairs_finding(
    cooccurrence: pd.DataFrame, *, window: str = "sentence", chosen: bool = False
) -> Finding:
    """Return which two actors are named together most, and whether that is beyond chance.

    With `chosen` the table holds only some of the pairs, and nothing is said of all.
    """
    if cooccurrence.empty:
        return Finding("No two actors appear together", f"No {window} names two of the actors.")
    order = ["count", "articles", "left", "right"]
    rows = cooccurrence.sort_values(order, ascending=[False, False, True, True])
    row = rows.iloc[0].to_dict()
    both = sentence_case(f"{the(row['left'])} and {the(row['right'])}")
    where = counted(row["count"], window)
    if window != "article":
        where += f" of {counted(row['articles'], 'article')}"
    level = int((rows["count"] == row["count"]).sum()) - 1
    about = {"left": row["left"], "right": row["right"]}
    most = "the most of any pair" if len(rows) > 1 else "the only pair"
    if level:
        most = f"as {'is' if level == 1 else 'are'} {counted(level, 'other pair')}"
    elif chosen:
        most = "the most of the pairs chosen" if len(rows) > 1 else ""
    headline = f"{both} appear together in {counted(row['count'], window)}"
    if len(rows) > 1 and not level:
        headline = f"{both} appear together most: in {counted(row['count'], window)}"
        headline = headline.replace("most:", "most of those chosen:") if chosen else headline
    sentence = f"{both} are named together in {where}" + f", {most}" * bool(most)
    chance = f"closeness (NPMI) {decimal(row['npmi'])}, "
    chance += f"{between(row['low'], row['high'], decimal)}; 0 is as by chance, 1 only together"
    if row["count"] == row["of_windows"]:
        caution = f"Each {window} names both: nothing can be said of chance."
        return Finding(headline, f"{sentence}.", caution, about)
    caution = ""
    if pd.isna(row["low"]):
        sentence += f" ({chance})."
        caution = "One article is no ground to say whether that is more than chance."
    elif row["low"] <= 0 <= row["high"]:
        sentence += f" ({chance})."
        caution = "The interval includes 0: it may be no more than chance."
    elif row["articles"] < FEW:
        sentence += f" ({chance})."
        caution = f"An interval from {row['articles']} articles is rough."
    else:
        much = "and more" if row["low"] > 0 else "yet less"
        sentence += f", {much} often than by chance ({chance})."
    return Finding(headline, sentence, caution, about)


def matrix_finding(cooccurrence: pd.DataFrame, *, window: str = "sentence") -> Finding:
    """Return how many pairs are named together more, and less, often than by chance.

    Of a pair in fewer than a few articles it is not told.
    """
    if len(cooccurrence) < 2:
        return pairs_finding(cooccurrence, window=window, chosen=True)
    order = ["count", "articles", "left", "right"]
    first = cooccurrence.sort_values(order, ascending=[False, False, True, True]).iloc[0]
    about = {"left": first["left"], "right": first["right"]}
    told = cooccurrence[cooccurrence["articles"] >= FEW]
    if told.empty:
        headline = f"{counted(len(cooccurrence), 'pair')} named together, none in {FEW} articles"
        sentence = f"{counted(len(cooccurrence), 'pair')} are named together in a {window}, none "
        sentence += f"of them in {FEW} articles or more."
        caution = "That is too little to say which are together more often than by chance."
        return Finding(headline, sentence, caution, about)
    more, less = int((told["low"] > 0).sum()), int((told["high"] < 0).sum())
    headline = f"{more:,} of {counted(len(told), 'pair')} {'is' if more == 1 else 'are'} "
    headline += "named together more often than by chance"
    sentence = f"Of {counted(len(told), 'pair')} named together in a {window} in at least {FEW} "
    sentence += f"articles, {more:,} {'is' if more == 1 else 'are'} so more often than by chance "
    sentence += f"and {less:,} less often (95 % intervals)."
    if not more:
        headline = "No pair is clearly named together more often than by chance"
    caution = "Chance alone gives about one in twenty. " if more or less else ""
    if rest := len(cooccurrence) - len(told):
        caution += f"{sentence_case(counted(rest, 'other pair'))} "
        caution += f"{'stands' if rest == 1 else 'stand'} in fewer articles."
    return Finding(headline, sentence, caution.strip(), about)


def _by_chance(row: dict, share: float) -> float:
    """How likely a period would name the actor so often at that share (binomial)."""
    n, k = int(row["of_articles"]), int(row["articles"])
    hit, miss = log(share), log(1 - share)  # a share of all leaves no peak to ask for
    ways = (lgamma(n + 1) - lgamma(i + 1) - lgamma(n - i + 1) for i in range(k, n + 1))
    return sum(exp(way + i * hit + (n - i) * miss) for i, way in enumerate(ways, start=k))
