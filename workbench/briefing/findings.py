"""A chart's table in plain words: what its numbers say, and how far they can be trusted.

Which row is spoken of is decided by how much there is of it (most articles, most sentences), never
by how extreme it is: the interval of a row picked for being extreme would promise too much.
"""

import csv
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from workbench.caption import counted
from workbench.charts.look import between, day_words, percent, signed
from workbench.measures import compare

FEW = 5  # articles below which an interval is called rough


class Finding(NamedTuple):
    """What a figure says: a headline of its counts, the sentence, and how sure it is."""

    headline: str
    sentence: str
    caution: str = ""

    @property
    def words(self) -> str:
        """The sentence and the caution."""
        return f"{self.sentence} {self.caution}".strip()


def actors_finding(frequency: pd.DataFrame) -> Finding:
    """Return who is named in most articles, and whether the next one is clearly behind."""
    if frequency.empty:
        return Finding("No actor is named", "No actor is named in the articles chosen.")
    order = ["articles", "mentions", "actor"]
    rows = frequency.sort_values(order, ascending=[False, False, True]).to_dict("records")
    first = rows[0]
    level = [row for row in rows if row["articles"] == first["articles"]]
    of = _of(first["articles"], first["of_articles"], "article")
    sure = between(first["low"], first["high"], percent)
    if len(level) > 1:
        named = f"{_several([row['actor'] for row in level])} are each named in {of}"
        headline = f"{_sentence_case(_several([row['actor'] for row in level], most=2))} lead: each"
        headline += f" named in {of}"
        sentence = f"{_sentence_case(named)} ({percent(first['share'])}, {sure})"
    else:
        headline = f"{_sentence_case(the(first['actor']))} is named most: in {of}"
        sentence = f"{_sentence_case(the(first['actor']))} is named in {of}"
        sentence += f" ({percent(first['share'])}, {sure})"
    rest = rows[len(level) :]
    if not rest:
        only = "the only actor named" if len(rows) == 1 else "no other actor is named"
        return Finding(headline, f"{sentence}; {only}.", _few(first["of_articles"]))
    second = rest[0]
    behind = [row for row in rest if row["articles"] == second["articles"]]
    follows = _several([row["actor"] for row in behind])
    sentence += f"; {follows} {'follow' if len(behind) > 1 else 'follows'} with "
    sentence += f"{second['articles']:,} ({percent(second['share'])}, "
    sentence += f"{between(second['low'], second['high'], percent)})."
    if pd.isna(first["low"]):
        return Finding(headline, sentence, _few(first["of_articles"]))
    if second["high"] >= first["low"]:
        caution = "The intervals overlap: other articles of this kind might order them otherwise."
        return Finding(headline, sentence, caution)
    return Finding(headline, sentence)


def trend_finding(trend: pd.DataFrame, *, every: str = "month") -> Finding:
    """Return when the most named actor stood in the largest share of articles.

    It is held against that actor's share of all the dated articles.
    """
    known = trend[trend["of_articles"] > 0] if len(trend) else trend
    if known.empty:
        return Finding("No dated article", "No dated article names an actor.")
    actor = known.groupby("actor", sort=False)["articles"].sum().idxmax()
    rows = known[known["actor"] == actor].sort_values("period").to_dict("records")
    name = _sentence_case(the(actor))
    articles = sum(row["articles"] for row in rows)
    of = sum(row["of_articles"] for row in rows)
    whole = f"{_of(articles, of, 'dated article')} ({percent(articles / of)})"
    if len(rows) == 1:
        when = period_words(rows[0]["period"], every)
        headline = f"{name} is named in {_of(articles, of, 'article')} in {when}"
        sentence = f"{name} is named in {whole}, all of them in {when}."
        return Finding(headline, sentence, f"One {every} shows no course.")
    if len({row["share"] for row in rows}) == 1:
        headline = f"{name} is named as often in each {every}"
        return Finding(headline, f"{name} is named in {whole}, the same share in each {every}.")
    peak = max(rows, key=lambda row: (row["share"], row["of_articles"]))
    when = period_words(peak["period"], every)
    here = _of(peak["articles"], peak["of_articles"], "article")
    level = sum(row["share"] == peak["share"] for row in rows) - 1
    sure = between(peak["low"], peak["high"], percent)
    sentence = (
        f"{name} is named in {here} in {when} ({percent(peak['share'])}, {sure}), its largest "
        f"share; over all {counted(len(rows), every)} in {whole}."
    )
    caution = f"{counted(level, f'other {every}')} reached the same share." if level else ""
    headline = f"{name} peaks in {when}: in {here}"
    if pd.isna(peak["low"]) or peak["low"] <= articles / of:
        headline = f"{name} is named in {_of(articles, of, 'dated article')}, without a clear peak"
    if pd.isna(peak["low"]):
        caution = f"That {every} has one article: it shows no peak."
    elif peak["low"] <= articles / of:
        caution += " The interval reaches down to that share: no clear rise."
    return Finding(headline, sentence, caution.strip())


def pairs_finding(cooccurrence: pd.DataFrame, *, window: str = "sentence") -> Finding:
    """Return which two actors are named together most, and whether that is beyond chance."""
    if cooccurrence.empty:
        return Finding("No two actors appear together", f"No {window} names two of the actors.")
    order = ["count", "articles", "left", "right"]
    rows = cooccurrence.sort_values(order, ascending=[False, False, True, True])
    row = rows.iloc[0].to_dict()
    both = _sentence_case(f"{the(row['left'])} and {the(row['right'])}")
    where = counted(row["count"], window)
    if window != "article":
        where += f" of {counted(row['articles'], 'article')}"
    level = int((rows["count"] == row["count"]).sum()) - 1
    most = "the most of any pair" if len(rows) > 1 else "the only pair"
    if level:
        most = f"as {'is' if level == 1 else 'are'} {counted(level, 'other pair')}"
    headline = f"{both} appear together most: in {counted(row['count'], window)}"
    sentence = f"{both} are named together in {where}, {most}"
    chance = f"NPMI {_decimal(row['npmi'])}, {between(row['low'], row['high'], _decimal)}"
    if row["count"] == row["of_windows"]:
        caution = f"Each {window} names both: nothing can be said of chance."
        return Finding(headline, f"{sentence}.", caution)
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
    return Finding(headline, sentence, caution)


def stances_finding(balance: pd.DataFrame) -> Finding:
    """Return the stance of the pair with most sentences, and how many pairs are clear."""
    balance = balance[balance["n"] > 0]
    if balance.empty:
        return Finding("No stance was found", "No stance of one actor towards another was found.")
    order = ["n", "articles", "source", "target"]
    rows = balance.sort_values(order, ascending=[False, False, True, True])
    row = rows.iloc[0].to_dict()
    finding = _one_stance(row)
    level = int((rows["n"] == row["n"]).sum()) - 1
    pairs = len(rows)
    if pairs == 1:
        return finding
    clear = int(((rows["low"] > 0) | (rows["high"] < 0)).sum())
    place = f"Of {pairs:,} pairs this has the most sentences"
    if level:
        place = f"{_sentence_case(counted(level, 'other pair'))} of {pairs:,} "
        place += f"{'has' if level == 1 else 'have'} as many sentences"
    sure = f"{clear:,} in all {'has' if clear == 1 else 'have'}" if clear else "none has"
    return finding._replace(
        caution=f"{finding.caution} {place}; {sure} an interval clear of 0.".strip()
    )


def stance_trend_finding(balance: pd.DataFrame, *, every: str = "month") -> Finding:
    """Return how one actor's stance towards another stood first and last, and the difference."""
    balance = balance.sort_values("period") if len(balance) else balance
    known = balance[balance["n"] > 0]
    if known.empty:
        return Finding(
            "No dated stance was found",
            "No dated sentence tells how the one stands towards the other.",
        )
    first, last = known.iloc[0].to_dict(), known.iloc[-1].to_dict()
    pair = _pair(first)
    if len(known) == 1:
        finding = _one_stance(first)
        when = period_words(first["period"], every)
        sentence = finding.sentence[:-1] + f", all in {when}."
        return Finding(f"{finding.headline}, all in {when}", sentence, finding.caution)
    whole = {side: int(known[side].sum()) for side in ("friendly", "hostile")}
    then, now = (period_words(row["period"], every) for row in (first, last))
    headline = f"{pair}: {_side_counts(whole)} over {counted(len(known), every)}"
    sentence = f"{pair}: {_side_counts(first)} in {then}, {_side_counts(last)} in {now}"
    caution, words = _difference(first, last, then, now)
    return Finding(headline, f"{sentence}{words}.", caution)


def stance_outlets_finding(balance: pd.DataFrame) -> Finding:
    """Return how the two outlets with most to say tell one actor's stance towards another."""
    known = balance[balance["n"] > 0] if len(balance) else balance
    if known.empty:
        return Finding(
            "No stance was found", "No outlet tells how the one stands towards the other."
        )
    order = ["n", "articles", "outlet"]
    rows = known.sort_values(order, ascending=[False, False, True]).to_dict("records")
    pair, first = _pair(rows[0]), rows[0]
    name = _outlet(first)
    silent = len(balance) - len(known)
    says = f"{'says' if silent == 1 else 'say'} nothing of it."
    more = f" {counted(silent, 'outlet')} {says}" if silent else ""
    if len(rows) == 1:
        finding = _one_stance(first)
        sentence = finding.sentence[:-1] + f", all in {name}."
        return Finding(
            f"{finding.headline}, all in {name}", sentence, (finding.caution + more).strip()
        )
    second = rows[1]
    other = _outlet(second)
    whole = {side: int(known[side].sum()) for side in ("friendly", "hostile")}
    headline = f"{pair}: {_side_counts(whole)} in {counted(len(rows), 'outlet')}"
    sentence = f"{pair}: {_side_counts(first)} in {name}, {_side_counts(second)} in {other}"
    caution, words = _difference(first, second, name, other)
    return Finding(headline, f"{sentence}{words}.", (caution + more).strip())


def the(name: str) -> str:
    """The name as it stands in a sentence: with "the" where one says so."""
    return f"the {name}" if name in _with_the() else name


def period_words(first_day: pd.Timestamp, every: str) -> str:
    """A period in words, by its first day: "October 2023", "the week from 2 October 2023"."""
    words = {
        "day": day_words,
        "week": lambda day: f"the week from {day_words(day)}",
        "month": lambda day: f"{day:%B %Y}",
        "quarter": lambda day: f"quarter {day.quarter} of {day.year}",
        "year": lambda day: f"{day.year}",
    }
    return words[every](first_day)


@cache
def _with_the() -> frozenset[str]:
    with Path(__file__).with_name("with_the.csv").open(encoding="utf-8", newline="") as file:
        return frozenset(row["name"] for row in csv.DictReader(file))


def _one_stance(row: dict) -> Finding:
    """The stance of one pair, from its row of the balance."""
    friendly, hostile, n = row["friendly"], row["hostile"], row["n"]
    pair = _pair(row)
    source, target = _sentence_case(the(row["source"])), the(row["target"])
    where = f"in {counted(row['articles'], 'article')}"
    sure = f"balance {signed(row['balance'], 2)}, "
    sure += between(row["low"], row["high"], lambda value: signed(value, 2))
    if friendly == hostile:
        sentence = f"{source} was friendly towards {target} in as many sentences as hostile: "
        sentence += f"{friendly:,} of {n:,} with a stance each, {where} ({sure})."
    else:
        side, count = ("hostile", hostile) if hostile > friendly else ("friendly", friendly)
        sentence = f"{source} was {side} towards {target} in "
        sentence += f"{_of(count, n, 'sentence')} with a stance, {where} ({sure})."
    caution = ""
    if pd.isna(row["low"]):
        caution = "One article is an observation, no pattern."
    elif row["low"] <= 0 <= row["high"]:
        caution = "The interval includes 0: which side prevails is open."
    return Finding(f"{pair}: {_side_counts(row)}", sentence, caution)


def _difference(first: dict, second: dict, name: str, other: str) -> tuple[str, str]:
    """A caution on the difference of two balances, and the difference in words."""
    if pd.isna(first["low"]) or pd.isna(second["low"]):
        return "One article is no ground for a difference between them.", ""
    sides = ("first", "second")
    tables = (pd.DataFrame([first]), pd.DataFrame([second]))
    row = compare(*tables, names=sides).iloc[0]
    sure = between(row["low"], row["high"], lambda value: signed(value, 2))
    words = f" (difference {signed(row['difference'], 2)}, {sure})"
    if row["low"] <= 0 <= row["high"]:
        return "The interval of the difference includes 0: no clear difference.", words
    return f"That is clearly {'friendlier' if row['difference'] > 0 else 'more hostile'} " + (
        f"in {name} than in {other}."
    ), words


def _pair(row: dict) -> str:
    return f"{row['source']} towards {the(row['target'])}"


def _side_counts(row: dict) -> str:
    """The larger side in words: "hostile in 9 of 11 sentences"."""
    friendly, hostile = row["friendly"], row["hostile"]
    n = friendly + hostile
    if friendly == hostile:
        return f"friendly and hostile in {_of(friendly, n, 'sentence')} each"
    side, count = ("hostile", hostile) if hostile > friendly else ("friendly", friendly)
    return f"{side} in {_of(count, n, 'sentence')}"


def _outlet(row: dict) -> str:
    return row["outlet"] or "articles without an outlet"


def _decimal(value: float) -> str:
    return f"{value:.2f}".replace("-0.00", "0.00").replace("-", "−")


def _of(count: int, of: int, noun: str) -> str:
    """A count in words: "9 of 11 sentences", "the only article", "all 11 sentences"."""
    if count == of:
        words = {1: f"the only {noun}", 2: f"both {noun}s"}
        return words.get(of, f"all {of:,} {noun}s")
    return f"{count:,} of {of:,} {noun}s"


def _few(articles: int) -> str:
    return "One article allows no interval." if articles == 1 else ""


def _several(names: Sequence[str], most: int = 3) -> str:
    """Names in a row, with "the" where it belongs; those past the third only counted."""
    said = [the(name) for name in names[:most]]
    if len(names) > most:
        said.append(counted(len(names) - most, "other"))
    return said[0] if len(said) == 1 else f"{', '.join(said[:-1])} and {said[-1]}"


def _sentence_case(words: str) -> str:
    return words[:1].upper() + words[1:]


FINDINGS: dict[str, Callable[..., Finding]] = {
    "actors": actors_finding,
    "trend": trend_finding,
    "network": pairs_finding,
    "pairs": pairs_finding,
    "stances": stances_finding,
    "stance-trend": stance_trend_finding,
    "stance-outlets": stance_outlets_finding,
}
