"""Who stands how towards whom, in plain words: what the balances say, and how sure that is.

As in `findings`, the pair spoken of is the one with most sentences, never the most extreme.
"""

import pandas as pd

from workbench.briefing.wording import (
    Finding,
    contrast,
    difference_words,
    outlet_name,
    period_words,
    sentence_case,
    share_of,
    the,
)
from workbench.caption import counted
from workbench.charts.look import between, hundredths


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
    if (pairs := len(rows)) == 1:
        return finding
    clear = int(((rows["low"] > 0) | (rows["high"] < 0)).sum())
    place = f"Of {pairs:,} pairs this has the most sentences"
    if level:
        place = f"{sentence_case(counted(level, 'other pair'))} of {pairs:,} "
        place += f"{'has' if level == 1 else 'have'} as many sentences"
    sure = "none has an interval clear of 0."
    if clear:
        sure = f"{clear:,} in all {'has' if clear == 1 else 'have'} an interval clear of 0, "
        sure += "where chance alone gives one in twenty."
    return finding._replace(caution=f"{finding.caution} {place}; {sure}".strip())


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
        headline = f"{finding.headline}, all in {when}"
        return Finding(headline, sentence, finding.caution, finding.about)
    whole = {side: int(known[side].sum()) for side in ("friendly", "hostile")}
    then, now = (period_words(row["period"], every) for row in (first, last))
    headline = f"{pair}: {_side_counts(whole)} over {counted(len(known), every)}"
    sentence = f"{pair}: {_side_counts(first)} in {then}, {_side_counts(last)} in {now}"
    caution, words = difference_words(contrast(first, last), f"in {then} than in {now}", **_WAYS)
    words = words and f" ({_allowing(first)}{words})"
    return Finding(headline, f"{sentence}{words}.", caution, _about(first))


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
    name = outlet_name(first)
    silent = len(balance) - len(known)
    says = f"{'says' if silent == 1 else 'say'} nothing of it."
    more = f" {counted(silent, 'outlet')} {says}" if silent else ""
    if len(rows) == 1:
        finding = _one_stance(first)
        sentence = finding.sentence[:-1] + f", all in {name}."
        headline, caution = f"{finding.headline}, all in {name}", finding.caution + more
        return Finding(headline, sentence, caution.strip(), finding.about)
    second = rows[1]
    other = outlet_name(second)
    whole = {side: int(known[side].sum()) for side in ("friendly", "hostile")}
    headline = f"{pair}: {_side_counts(whole)} in {counted(len(rows), 'outlet')}"
    sentence = f"{pair}: {_side_counts(first)} in {name}, {_side_counts(second)} in {other}"
    where = f"in {name} than in {other}"
    caution, words = difference_words(contrast(first, second), where, **_WAYS)
    words = words and f" ({_allowing(first)}{words})"
    about = _about(first) | {"outlets": [first["outlet"], second["outlet"]]}
    return Finding(headline, f"{sentence}{words}.", caution + more, about)


def _one_stance(row: dict) -> Finding:
    """The stance of one pair, from its row of the balance."""
    friendly, hostile, n = row["friendly"], row["hostile"], row["n"]
    pair = _pair(row)
    source, target = sentence_case(the(row["source"])), the(row["target"])
    where = f"in {counted(row['articles'], 'article')}"
    sure = f"{_allowing(row)}balance {hundredths(row['balance'])}, "
    sure += between(row["low"], row["high"], hundredths)
    if friendly == hostile:
        sentence = f"{source} was friendly towards {target} in as many sentences as hostile: "
        sentence += f"{friendly:,} of {n:,} with a stance each, {where} ({sure})."
    else:
        side, count = ("hostile", hostile) if hostile > friendly else ("friendly", friendly)
        sentence = f"{source} was {side} towards {target} in "
        sentence += f"{share_of(count, n, 'sentence')} with a stance, {where} ({sure})."
    caution = ""
    if pd.isna(row["low"]):
        caution = "One article is an observation, no pattern."
    elif row["low"] <= 0 <= row["high"]:
        caution = "The interval includes 0: which side prevails is open."
    return Finding(f"{pair}: {_side_counts(row)}", sentence, caution, _about(row))


def _allowing(row: dict) -> str:
    """Said before a balance that is adjusted by the judged sample; the counts are not."""
    return "allowing for mistakes, " if "unadjusted" in row else ""


def _pair(row: dict) -> str:
    return f"{sentence_case(the(row['source']))} towards {the(row['target'])}"


def _side_counts(row: dict) -> str:
    """The larger side in words: "hostile in 9 of 11 sentences"."""
    friendly, hostile = row["friendly"], row["hostile"]
    n = friendly + hostile
    if friendly == hostile:
        return f"friendly and hostile in {share_of(friendly, n, 'sentence')} each"
    side, count = ("hostile", hostile) if hostile > friendly else ("friendly", friendly)
    return f"{side} in {share_of(count, n, 'sentence')}"


def _about(row: dict) -> dict[str, str]:
    return {"source": row["source"], "target": row["target"]}


_WAYS = {"more": "friendlier", "less": "more hostile"}
