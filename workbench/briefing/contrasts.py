"""Two sides in plain words: a comparison, and who gets to speak.

As in `findings`, the row spoken of is the one with most behind it, never the most extreme.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

import pandas as pd

from workbench.briefing.wording import (
    FEW,
    Finding,
    contrast,
    decimal,
    difference_words,
    outlet_name,
    sentence_case,
    several,
    the,
)
from workbench.caption import counted
from workbench.charts.look import between, hundredths, percent
from workbench.measures import VALUES


class _Scale(NamedTuple):
    """What a measure's rows are about, its values in words, and what larger and smaller mean."""

    subject: Callable[[Mapping], str]
    value: Callable[[float], str]
    ends: str
    more: str
    less: str


def _balance_of(row: Mapping) -> str:
    source, target = row["source"], the(row["target"])
    return (
        f"{sentence_case(the(source))} towards {target}" if source else f"Stance towards {target}"
    )


_SCALES = {
    "balance": _Scale(
        *(_balance_of, hundredths),
        *(" (−1 is all hostile, +1 all friendly)", "friendlier", "more hostile"),
    ),
    "share": _Scale(
        *(lambda row: f"Articles that name {the(row['actor'])}", percent, ""),
        *("a larger share", "a smaller share"),
    ),
    "npmi": _Scale(
        lambda row: sentence_case(f"{several([row['left'], row['right']])} together"),
        *(decimal, " (0 is as by chance, 1 only together)", "closer", "less close"),
    ),
}


def compare_finding(
    comparison: pd.DataFrame, *, names: tuple[str, str], by: str = "outlets"
) -> Finding:
    """Return how two sides differ in the row with most articles on either, and how many do.

    The table is `measures.compare`'s with these names; `by` says what they are: outlets, periods
    or actors.
    """
    measure = next((one for one in VALUES if f"{one}_{names[0]}" in comparison), None)
    rows = comparison[comparison["difference"].notna()] if measure else comparison.iloc[:0]
    if rows.empty:
        words = "Nothing is told on both sides, so nothing can be compared"
        return Finding(words, f"{words}.")
    keys = [key for key in ("actor", "source", "target", "left", "right") if key in rows]
    articles = rows[[f"articles_{name}" for name in names]]
    rows = rows.assign(_least=articles.min(axis=1), _all=articles.sum(axis=1))
    order = [False, False, *[True] * len(keys)]
    row = rows.sort_values(["_least", "_all", *keys], ascending=order).iloc[0].to_dict()
    scale, places = _SCALES[measure], [_place(name, by, measure) for name in names]
    subject = scale.subject(row)
    values = [scale.value(row[f"{measure}_{name}"]) for name in names]
    one, other = (
        f"{value} {place} ({counted(int(row[f'articles_{name}']), 'article')})"
        for name, value, place in zip(names, values, places, strict=True)
    )
    where = " than ".join(places)
    ways = {"more": scale.more, "less": scale.less}
    caution, words = difference_words(row, where, measure=measure, **ways)
    sentence = f"{subject}: {one} and {other}{words and f'; {words}{scale.ends}'}."
    if not words:
        headline = f"{subject}: {values[0]} {places[0]}, {values[1]} {places[1]}"
    elif row["low"] <= 0 <= row["high"]:
        both = " and ".join(names)
        link = "" if by == "periods" else "between "
        headline = f"{subject}: no clear difference {link}{both}"
    else:
        headline = f"{subject}: {ways['more' if row['difference'] > 0 else 'less']} {where}"
    about = {key: row[key] for key in keys}
    return Finding(headline, sentence, f"{caution} {_of_all(rows, measure)}".strip(), about)


def speakers_finding(
    voices: pd.DataFrame, *, chosen: bool = False, about: Sequence[str] = ()
) -> Finding:
    """Return whose words are passed on most, and whether the next speaker is clearly behind.

    With `chosen` the table holds only some of the speakers, and nothing is said of all; `about`
    are the actors whom the quotations mention, where only such count.
    """
    rows = voices[voices["words"] > 0] if len(voices) else voices
    if rows.empty:
        return Finding("Nobody is quoted", "No quotation has a speaker.")
    order = ["words", "articles", "actor"]
    rows = rows.sort_values(order, ascending=[False, False, True]).to_dict("records")
    first = rows[0]
    name, of = the(first["actor"]), _quoted(about)
    share = f"{percent(first['share'])} of the {of}"
    most = "" if len(rows) == 1 else "of those chosen, " if chosen else ""
    headline = sentence_case(f"{most}{name} is heard most: {share}")
    if len(rows) == 1:
        headline = sentence_case(f"{name} speaks {share}")
    sentence = f"{name} speaks {first['words']:,} of the {first['of_words']:,} {of} "
    sentence += f"({percent(first['share'])}, {between(first['low'], first['high'], percent)}), "
    sentence += f"in {counted(first['quotes'], 'quotation')} of "
    sentence += counted(first["articles"], "article")
    cautions = []
    if first["of_articles"] == 1:
        cautions = ["One article allows no interval."]
    elif first["articles"] < FEW:
        number = counted(first["articles"], "article")
        cautions = [f"It rests on {number}: another choice of articles may give another share."]
    if len(rows) > 1:
        second = rows[1]
        sentence += f"; {the(second['actor'])} follows with {second['words']:,} "
        sentence += f"({percent(second['share'])}, "
        sentence += f"{between(second['low'], second['high'], percent)})"
        if pd.notna(first["low"]) and second["high"] >= first["low"]:
            cautions.append("The intervals overlap: which of the two is heard more is open.")
    elif not chosen:
        sentence += "; no other speaker is told"
    keys = {"actor": first["actor"]}
    return Finding(headline, sentence_case(f"{sentence}."), " ".join(cautions), keys)


def speaker_outlets_finding(
    voices: pd.DataFrame, *, chosen: bool = False, about: Sequence[str] = ()
) -> Finding:
    """Return how much the two outlets that quote most let the most quoted speaker say."""
    rows = voices[voices["share"].notna()] if len(voices) else voices
    if rows.empty or not rows["words"].sum():
        return Finding("Nobody is quoted", "No quotation has a speaker.")
    actor = rows.groupby("actor", sort=False)["words"].sum().idxmax()
    rows = rows[rows["actor"] == actor].sort_values(["of_words", "outlet"], ascending=[False, True])
    first, *others = rows.to_dict("records")
    if not others:
        finding = speakers_finding(voices[voices["share"].notna()], chosen=chosen, about=about)
        name = outlet_name(first)
        return finding._replace(sentence=f"{finding.sentence[:-1]}, all in {name}.")
    second = others[0]
    name, of = the(actor), _quoted(about)
    places = [f"in {outlet_name(row)}" for row in (first, second)]
    shares = [f"{percent(row['share'])} of the {of}" for row in (first, second)]
    told = [
        f"{row['words']:,} of the {row['of_words']:,} {of} {place} ({percent(row['share'])})"
        for row, place in zip((first, second), places, strict=True)
    ]
    row = contrast(first, second)
    caution, words = difference_words(
        row, " than ".join(places), measure="share", more="a larger share", less="a smaller share"
    )
    sentence = sentence_case(f"{name} speaks {told[0]} and {told[1].replace(f' {of}', '')}")
    sentence += f"; {words}." if words else "."
    headline = f"{name} speaks {shares[0]} {places[0]}, {percent(second['share'])} {places[1]}"
    told = {"actor": actor, "outlets": [first["outlet"], second["outlet"]]}
    return Finding(sentence_case(headline), sentence, caution, told)


def _quoted(about: Sequence[str]) -> str:
    """Which words the shares are of."""
    if not about:
        return "quoted words"
    return f"words of quotations that mention {' or '.join(map(the, about))}"


def _place(name: str, by: str, measure: str) -> str:
    if by == "periods":
        return name
    if by == "outlets":
        return f"in {name}"
    return f"from {the(name)}" if measure == "balance" else f"together with {the(name)}"


def _of_all(rows: pd.DataFrame, measure: str) -> str:
    """How many of the rows compared differ clearly."""
    if len(rows) == 1:
        return ""
    clear = int(((rows["low"] > 0) | (rows["high"] < 0)).sum())
    one_sided = measure == "share" or ("source" in rows and rows["source"].eq("").all())
    noun = "actors" if one_sided else "pairs"
    words = f"Of {len(rows):,} {noun} told on both sides none has more articles to compare; "
    if not clear:
        return words + "none differs clearly."
    words += f"{clear:,} {'differs' if clear == 1 else 'differ'} clearly"
    return words + ", where chance alone makes one in twenty differ."
