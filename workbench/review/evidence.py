"""The sentences behind a mark of a chart, as a table and to be read."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

import pandas as pd
from IPython.display import HTML, display

from workbench.caption import counted, day_words
from workbench.corpus import Corpus
from workbench.measures import PERIODS
from workbench.measures.pairs import WINDOWS
from workbench.plain import plain_html
from workbench.review.passages import told_of, with_passages

WHERE = ["date", "outlet", "title", "article_id", "sentence", "start", "text", "spans", "labels"]
SENTENCE = ["article_id", "sentence"]
STANCE = ["source", "target", "stance", "confidence", "mode", "voice", "speaker", "cue"]
QUOTE = ["speaker", "cue", "kind", "outer", "form", "attitude", "negated"]


def evidence_for(
    corpus: Corpus,
    mark: Mapping[str, object],
    *,
    every: str = "month",
    window: str = "sentence",
    most: int | None = None,
) -> pd.DataFrame:
    """Return the sentences that made a mark: one row a sentence (and stance), newest first.

    `mark` is a row of a measure's table, or the keys of a mark of a chart: `actor`, or `left` and
    `right`, or `source` and `target`, or `speaker`; and, if they tell rows apart, `outlet`,
    `stance` and `period` (the first day of a period as long as `every`). Two actors appear together
    within `window`: each sentence there that names one of them is a row. Columns: date, outlet,
    title, article_id, sentence, start, text, spans (a list of start, end and role: the key that
    named the actor, or cue), labels (of the rows in the corpus' table of stances, or mentions, that
    it rests on), and for stances source, target, stance, confidence, mode, voice, speaker, cue. Of
    a speaker a row is a quotation: text is the passage with the speaker, quotes the label of its
    row, followed by speaker, cue, kind, outer, form, attitude, negated. With `most` only so many
    rows come back; `.attrs` says how many sentences (or quotations) and articles there are.
    """
    articles = _articles_of(corpus.articles, mark, every)
    if "source" in mark:
        rows = corpus.stances
        for column in ("source", "target", "stance"):
            if column in mark:
                rows = rows[rows[column] == mark[column]]
        rows = _stance_rows(rows)
    elif "speaker" in mark:
        rows = _quote_rows(corpus.quotes[corpus.quotes["speaker"] == mark["speaker"]])
    else:
        names = [mark[key] for key in ("actor", "left", "right") if key in mark]
        named = corpus.mentions[corpus.mentions["actor"].isin(names)]
        if "left" in mark:
            named = _together(named, WINDOWS[window])
        rows = named.reset_index(names="labels").groupby(SENTENCE, sort=False)["labels"]
        rows = rows.agg(list).reset_index()
    return _told(corpus, rows, articles, mark, most)


def evidence_of(corpus: Corpus, table: str, labels: Collection) -> pd.DataFrame:
    """Return the sentences of rows of stances, mentions or quotes, by the labels of its index.

    One row a row of the table, as in `evidence_for`, newest first.
    """
    found = getattr(corpus, table).loc[list(labels)]
    if table == "stances":
        return _told(corpus, _stance_rows(found), corpus.articles, {})
    if table == "quotes":
        return _told(corpus, _quote_rows(found), corpus.articles, {})
    rows = found[SENTENCE].assign(labels=[[label] for label in found.index])
    spans = zip(found["start"], found["end"], strict=True)
    rows["own"] = [[(*span, "actor")] for span in spans]
    return _told(corpus, rows, corpus.articles, {})


def _quote_rows(quotes: pd.DataFrame) -> pd.DataFrame:
    """One row a quotation, with the label of its row."""
    of_mentions: list[list] = [[] for _ in range(len(quotes))]
    own = [[label] for label in quotes.index]
    return quotes[[*SENTENCE, *QUOTE]].assign(labels=of_mentions, quotes=own)


def _stance_rows(rows: pd.DataFrame) -> pd.DataFrame:
    """One row a sentence, pair and stance, as it is counted: the surest one, with all labels."""
    counted_once = [*SENTENCE, "source", "target", "stance"]
    labels = rows.reset_index(names="labels").groupby(counted_once)["labels"].agg(list)
    rows = rows[[*SENTENCE, *STANCE]].sort_values("confidence", ascending=False)
    return rows.drop_duplicates(counted_once).merge(labels.reset_index(), on=counted_once)


def _told(
    corpus: Corpus,
    rows: pd.DataFrame,
    articles: pd.DataFrame,
    mark: Mapping,
    most: int | None = None,
) -> pd.DataFrame:
    """The rows with their articles, sentences, and what to mark in these; newest first."""
    where = articles[["article_id", "date", "outlet", "title"]].drop_duplicates("article_id")
    rows = rows.merge(where, on="article_id")
    rows = rows.sort_values(
        ["date", *SENTENCE], ascending=[False, True, True], kind="stable", ignore_index=True
    )
    said = {"sentences": len(rows), "articles": rows["article_id"].nunique()}
    rows = rows.head(len(rows) if most is None else most)
    near = rows["article_id"].unique()
    sentences = corpus.sentences.loc[corpus.sentences["article_id"].isin(near)]
    rows = rows.merge(sentences[[*SENTENCE, "start", "text"]], on=SENTENCE)
    if "quotes" in rows:
        rows = with_passages(rows, corpus)
    rows.attrs |= said
    named = corpus.mentions[corpus.mentions["article_id"].isin(near)]
    named = named[[*SENTENCE, "start", "end", "actor"]].to_dict("records")
    places = defaultdict(list)
    for one in named:
        places[one["article_id"], one["sentence"]].append(one)
    rows["spans"] = [
        _spans(row, places[row["article_id"], row["sentence"]], mark)
        for row in rows.to_dict("records")
    ]
    more = dict.fromkeys([*STANCE, "quotes", *QUOTE])
    return rows[[*WHERE, *(column for column in more if column in rows)]]


def show_sentences(rows: pd.DataFrame, *, heading: str = "The sentences behind it") -> None:
    """Show the rows of `evidence_for` in the notebook, to be read."""
    display(HTML(sentences_html(rows, heading=heading)))


def sentences_html(rows: pd.DataFrame, *, heading: str, level: int = 4, most: int = 200) -> str:
    """Return the sentences as HTML, actors and cue marked; all they hold is shown as text.

    `level` is that of their heading, 1 to 6: one below the heading they stand under.
    """
    items = "".join(_item(row) for row in rows.head(most).to_dict("records"))
    articles = rows["article_id"].nunique()
    count = f"{counted(len(rows), unit_of(rows))} in {counted(articles, 'article')}, newest first"
    if len(rows) > most:
        count += f"; the first {most} are shown"
    return (
        '<section class="wb-evidence" aria-label="Sentences">'
        f"<h{level}>{plain_html(heading)}</h{level}>"
        f'<div class="wb-where">{count}</div><ol>{items}</ol></section>'
    )


def unit_of(rows: pd.DataFrame) -> str:
    """What a row of `evidence_for` is: a sentence or a quotation."""
    return "quotation" if "quotes" in rows else "sentence"


def stance_words(row: Mapping) -> tuple[str, str, str]:
    """A stance in words: who stands how to whom, in whose voice, and how sure that is."""
    voice = f"{row['voice']}, {row['speaker']}" if row["speaker"] else row["voice"]
    told = f"{row['source']} {row['stance']} to {row['target']}"
    return told, voice, f"confidence {row['confidence']:.2f}"


def _articles_of(articles: pd.DataFrame, mark: Mapping, every: str) -> pd.DataFrame:
    if "outlet" in mark:
        articles = articles[articles["outlet"].fillna("") == mark["outlet"]]
    if "period" in mark:
        days = pd.to_datetime(articles["date"], utc=True).dt.tz_localize(None)
        first = days.dt.to_period(PERIODS[every]).dt.start_time
        articles = articles[first == pd.Timestamp(mark["period"])]
    return articles.drop_duplicates("article_id")


def _together(named: pd.DataFrame, window: list[str]) -> pd.DataFrame:
    """The mentions that stand in one window with those of the other actor."""
    return named[named.groupby(window)["actor"].transform("nunique") == 2]


def _spans(row: dict, named: list[dict], mark: Mapping) -> list[tuple[int, int, str]]:
    """What to mark in the row's sentence, in order and without overlap: source, target, cue."""
    found = [
        (start - row["start"], end - row["start"], role) for start, end, role in row.get("own", [])
    ]
    sides = {"actor": mark, "left": mark, "right": mark, "source": row, "target": row}
    roles = {where.get(role): role for role, where in sides.items() if where.get(role)}
    for one in named:
        if one["actor"] in roles:
            role = roles[one["actor"]]
            found.append((one["start"] - row["start"], one["end"] - row["start"], role))
    if "own" not in row:
        found += [(*span, "cue") for span in cue_spans(row.get("cue") or "", row["text"])]
    spans: list[tuple[int, int, str]] = []
    for start, end, role in sorted(one for one in found if one[2] != "quote"):
        start, end = max(start, spans[-1][1] if spans else 0), min(end, len(row["text"]))
        if start < end:
            spans.append((start, end, role))
    for start, end, role in [one for one in found if one[2] == "quote"]:
        spans = sorted([*spans, *_free(max(start, 0), min(end, len(row["text"])), role, spans)])
    return spans


def _free(start: int, end: int, role: str, taken: list) -> Iterable[tuple[int, int, str]]:
    """The parts of a stretch that the spans taken leave free."""
    for first, last, _ in [*taken, (end, end, "")]:
        if start < min(first, end):
            yield start, min(first, end), role
        start = max(start, last)


def cue_spans(cue: str, text: str) -> Iterable[tuple[int, int]]:
    """Where the words of a cue stand in a sentence, one after the other (" … " parts them)."""
    last = 0
    for words in filter(None, cue.split(" … ")):
        if (at := text.find(words, last)) >= 0:
            last = at + len(words)
            yield at, last


def _item(row: dict) -> str:
    where = [row["title"], row["outlet"], day_words(row["date"])]
    line = " · ".join(plain_html(str(part)) for part in where if part)
    if "stance" in row:
        told, voice, sure = map(plain_html, stance_words(row))
        line += f" · <b>{told}</b> · {voice} · {sure}"
    elif "kind" in row:
        line += f" · <b>{' · '.join(map(plain_html, told_of(row)))}</b>"
    text = _marked(row["text"], row["spans"])
    return f'<li><div>{text}</div><div class="wb-where">{line}</div></li>'


def _marked(text: str, spans: list[tuple[int, int, str]]) -> str:
    pieces, last = [], 0
    for start, end, role in spans:
        pieces.append(plain_html(text[last:start]))
        pieces.append(
            f'<mark class="wb-{role}" title="{role}">{plain_html(text[start:end])}</mark>'
        )
        last = end
    return "".join([*pieces, plain_html(text[last:])])
