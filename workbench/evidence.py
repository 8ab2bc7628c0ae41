"""The sentences behind a mark of a chart, as a table and to be read."""

from collections.abc import Iterable, Mapping
from html import escape

import pandas as pd
from IPython.display import HTML, display

from workbench.caption import counted, day_words
from workbench.corpus import Corpus
from workbench.measures import PERIODS
from workbench.pairs import WINDOWS

WHERE = ["date", "outlet", "title", "article_id", "sentence", "text", "spans"]
STANCE = ["source", "target", "stance", "confidence", "mode", "voice", "speaker", "cue"]


def evidence_for(
    corpus: Corpus, mark: Mapping[str, object], *, every: str = "month", window: str = "sentence"
) -> pd.DataFrame:
    """Return the sentences that made a mark: one row a sentence (and stance), newest first.

    `mark` is a row of a measure's table, or the keys of a mark of a chart: `actor`, or `left` and
    `right`, or `source` and `target`; and, if they tell rows apart, `outlet`, `stance` and `period`
    (the first day of a period as long as `every`). Two actors appear together within `window`: each
    sentence there that names one of them is a row. Columns: date, outlet, title, article_id,
    sentence, text, spans (a list of start, end and role: the key that named the actor, or cue), and
    for stances source, target, stance, confidence, mode, voice, speaker, cue.
    """
    articles = _articles_of(corpus.articles, mark, every)
    if "source" in mark:
        wanted = {key: mark[key] for key in ("source", "target", "stance") if key in mark}
        rows = corpus.stances
        for column, value in wanted.items():
            rows = rows[rows[column] == value]
        rows = rows[["article_id", "sentence", *STANCE]].sort_values("confidence", ascending=False)
        rows = rows.drop_duplicates(["article_id", "sentence", "source", "target", "stance"])
    elif "left" in mark:
        rows = _together(corpus.mentions, (mark["left"], mark["right"]), WINDOWS[window])
    else:
        rows = corpus.mentions.loc[corpus.mentions["actor"] == mark["actor"]]
        rows = rows[["article_id", "sentence"]].drop_duplicates()
    sentence = ["article_id", "sentence"]
    rows = rows.merge(articles[["article_id", "date", "outlet", "title"]], on="article_id")
    rows = rows.merge(corpus.sentences[[*sentence, "start", "text"]], on=sentence)
    rows = rows.sort_values(
        ["date", *sentence], ascending=[False, True, True], kind="stable", ignore_index=True
    )
    named = corpus.mentions.merge(rows[sentence].drop_duplicates(), on=sentence)
    places = dict(iter(named.groupby(sentence)))
    rows["spans"] = [
        _spans(row, places.get((row["article_id"], row["sentence"])), mark)
        for row in rows.to_dict("records")
    ]
    return rows[[*WHERE, *(column for column in STANCE if column in rows)]]


def show_sentences(rows: pd.DataFrame, *, heading: str = "The sentences behind it") -> None:
    """Show the rows of `evidence_for` in the notebook, to be read."""
    display(HTML(sentences_html(rows, heading=heading)))


def sentences_html(rows: pd.DataFrame, *, heading: str, most: int = 200) -> str:
    """Return the sentences as HTML, actors and cue marked; all they hold is shown as text."""
    items = "".join(_item(row) for row in rows.head(most).to_dict("records"))
    articles = rows["article_id"].nunique()
    count = f"{counted(len(rows), 'sentence')} in {counted(articles, 'article')}, newest first"
    if len(rows) > most:
        count += f"; the first {most} are shown"
    return (
        f'<section class="wb-evidence" aria-label="Sentences"><h4>{escape(heading)}</h4>'
        f'<div class="wb-where">{count}</div><ol>{items}</ol></section>'
    )


def _articles_of(articles: pd.DataFrame, mark: Mapping, every: str) -> pd.DataFrame:
    if "outlet" in mark:
        articles = articles[articles["outlet"].fillna("") == mark["outlet"]]
    if "period" in mark:
        days = pd.to_datetime(articles["date"], utc=True).dt.tz_localize(None)
        first = days.dt.to_period(PERIODS[every]).dt.start_time
        articles = articles[first == pd.Timestamp(mark["period"])]
    return articles.drop_duplicates("article_id")


def _together(mentions: pd.DataFrame, pair: Iterable, window: list[str]) -> pd.DataFrame:
    named = mentions[mentions["actor"].isin(list(pair))]
    both = named.groupby(window)["actor"].nunique() == 2
    named = named.merge(both[both].index.to_frame(index=False), on=window)
    return named[["article_id", "sentence"]].drop_duplicates()


def _spans(row: dict, named: pd.DataFrame | None, mark: Mapping) -> list[tuple[int, int, str]]:
    """What to mark in the row's sentence, in order and without overlap: source, target, cue."""
    sides = {"actor": mark, "left": mark, "right": mark, "source": row, "target": row}
    roles = {where.get(role): role for role, where in sides.items()}
    found = []
    if named is not None:
        for start, end, actor in zip(named["start"], named["end"], named["actor"], strict=True):
            if actor in roles and actor:
                found.append((int(start) - row["start"], int(end) - row["start"], roles[actor]))
    last = 0
    for words in filter(None, (row.get("cue") or "").split(" … ")):
        if (at := row["text"].find(words, last)) >= 0:
            last = at + len(words)
            found.append((at, last, "cue"))
    spans: list[tuple[int, int, str]] = []
    for start, end, role in sorted(found):
        if start >= (spans[-1][1] if spans else 0) and end <= len(row["text"]):
            spans.append((start, end, role))
    return spans


def _item(row: dict) -> str:
    date = "undated" if pd.isna(row["date"]) else day_words(row["date"])
    where = [row["title"], row["outlet"], date]
    line = " · ".join(escape(str(part)) for part in where if part)
    if "stance" in row:
        voice = f"{row['voice']}, {row['speaker']}" if row["speaker"] else row["voice"]
        line += (
            f" · <b>{escape(row['source'])} {escape(row['stance'])} to {escape(row['target'])}</b>"
            f" · {escape(voice)} · confidence {row['confidence']:.2f}"
        )
    text = _marked(row["text"], row["spans"])
    return f'<li><div>{text}</div><div class="wb-where">{line}</div></li>'


def _marked(text: str, spans: list[tuple[int, int, str]]) -> str:
    pieces, last = [], 0
    for start, end, role in spans:
        pieces.append(escape(text[last:start]))
        pieces.append(f'<mark class="wb-{role}" title="{role}">{escape(text[start:end])}</mark>')
        last = end
    return "".join([*pieces, escape(text[last:])])
