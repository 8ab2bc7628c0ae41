"""The sentences behind a mark, where they are read and put right."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import anywidget
import pandas as pd
import traitlets

from workbench.caption import counted, day_words
from workbench.corpus import Corpus
from workbench.panels.controls import words_of
from workbench.panels.later import Later, in_turn
from workbench.plain import plain_text
from workbench.review.desk import Change, Desk
from workbench.review.evidence import stance_words, unit_of
from workbench.review.passages import told_of

HERE = Path(__file__).parent
MOST = 100  # sentences shown at once
TOGETHER = ("stance", "source", "target", "actor", "speaker")  # what is set in many rows at once
AROUND = 1500  # characters of the paragraph before and after a sentence


def script(*names: str) -> str:
    """The scripts of that name in this folder as one, which a later one goes on with."""
    return "\n".join((HERE / name).read_text(encoding="utf-8") for name in names)


class Sentences(anywidget.AnyWidget):
    """A list of sentences, newest first, each with what was read in it and a form to correct it.

    `show` takes the rows of `evidence_for`. What the analyst sets is written by the desk and said
    to be saved; then all panels follow. An error is shown in the list.
    """

    _esm = script("make.js", "sentences.js")
    _css = HERE / "sentences.css"
    heading = traitlets.Unicode("").tag(sync=True)
    count = traitlets.Unicode("").tag(sync=True)
    note = traitlets.Dict(help="text, kind (done, error), undo").tag(sync=True)
    rows = traitlets.List(traitlets.Dict()).tag(sync=True)
    actors = traitlets.List(traitlets.Unicode()).tag(sync=True)
    request = traitlets.Dict(help="what the analyst asks for, from the browser").tag(sync=True)

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self._labels: list[dict[str, tuple[str, list]]] = []
        self._corpus: Corpus | None = None
        self._follow_up = Later(self._follow)
        super().__init__()
        self.observe(in_turn(self._answer), "request")

    def show(self, rows: pd.DataFrame, *, heading: str) -> None:
        """Show the rows of `evidence_for`, the first `MOST` of them."""
        corpus = self.desk.corpus
        shown = [_row(row) for row in _with_context(rows.head(MOST), corpus)]
        self._labels = [row.pop("labels") for row in shown]
        sentences = rows.attrs.get("sentences", len(rows))
        articles = rows.attrs.get("articles", rows["article_id"].nunique())
        words = f"{counted(sentences, unit_of(rows))} in {counted(articles, 'article')}"
        if sentences > 1:
            words += ", newest first"
        if sentences > len(shown):
            words += f"; the first {len(shown)} are shown"
        if corpus is not self._corpus:
            self._corpus = corpus
            self.actors = corpus.mentions["actor"].value_counts().index[:500].tolist()
        with self.hold_sync():
            self.heading = plain_text(heading)
            self.count = words
            self.rows = shown
            self.note = {}

    def clear(self) -> None:
        """Show nothing."""
        with self.hold_sync():
            self.rows, self.heading, self.count, self.note = [], "", "", {}

    @contextmanager
    def same_note(self) -> Iterator[None]:
        """Leave standing what is said above the list, whatever is shown in it."""
        note = self.note
        with self.hold_sync():
            yield
            self.note = note

    def _answer(self, change: dict) -> None:
        try:
            self.note = self._note(change["new"])
        except Exception as error:
            self._say(error)
        else:
            self._follow_up.ask()

    def _follow(self) -> None:
        """Let all panels follow what was written."""
        try:
            self.desk.refresh()
        except Exception as error:
            self._say(error)

    def _say(self, error: Exception) -> None:
        self.note = {"text": words_of(error), "kind": "error"}

    def _note(self, asked: dict) -> dict:
        if asked.get("do") == "undo":
            self.desk.take_back(asked.get("ids") or None)
            return {"text": "Taken back.", "kind": "done"}
        changes = self._changes(asked)
        ids = self.desk.write(changes, reason=str(asked.get("reason", ""))) if changes else []
        if not ids:
            return {"text": "Nothing was changed.", "kind": "done"}
        return {"text": f"{counted(len(ids), 'correction')} saved.", "kind": "done", "undo": ids}

    def _changes(self, asked: dict) -> list[Change]:
        """The changes asked for: the field `what` of the rows whose places are `rows`."""
        places = [place for place in asked["rows"] if 0 <= place < len(self._labels)]
        changes = []
        for what, value in asked["set"].items():
            labels = [self._labels[place].get(what) for place in places]
            found = [label for label in labels if label]
            if found:
                (table, field), *_ = (label[0] for label in found)
                rows = list(dict.fromkeys(row for label in found for row in label[1]))
                changes.append(Change(table, rows, field, str(value)))
        return changes


def _with_context(rows: pd.DataFrame, corpus: Corpus) -> list[dict]:
    """The rows with their article's text and quotations, and the table's rows they rest on."""
    found = rows.to_dict("records")
    ids = rows["article_id"].unique()
    articles = corpus.articles.loc[corpus.articles["article_id"].isin(ids)]
    texts = dict(zip(articles["article_id"], articles["text"], strict=True))
    quotes = defaultdict(list)
    for one in _records(corpus.quotes[corpus.quotes["article_id"].isin(ids)]):
        quotes[one["article_id"]].append(one)
    table = corpus.stances if "stance" in rows else corpus.mentions
    wanted = table.index.intersection([label for row in found for label in row["labels"]])
    own = {row["label"]: row for row in _records(table.loc[wanted])}
    for row in found:
        row["article"] = texts[row["article_id"]]
        row["own"] = [own[label] for label in row["labels"] if label in own]
        end = row["start"] + len(row["text"])
        row["quotes"] = [
            one
            for one in quotes[row["article_id"]]
            if one["start"] < end
            and one["end"] > row["start"]
            and one["label"] in row.get("quotes", [one["label"]])
        ]
    return found


def _records(table: pd.DataFrame) -> list[dict]:
    return table.reset_index(names="label").to_dict("records")


def _row(row: dict) -> dict:
    """One sentence as the browser shows it, and the labels of the rows that can be set."""
    start, text, article = row["start"], row["text"], row["article"]
    end = start + len(text)
    first = article.rfind("\n\n", 0, start) + 1
    last = article.find("\n\n", end)
    last = len(article) if last < 0 else last
    where = [row["title"], row["outlet"], day_words(row["date"])]
    shown = {
        "pieces": _pieces(text, row["spans"]),
        "before": plain_text(article[max(first, start - AROUND) : start].strip()),
        "after": plain_text(article[end : min(last, end + AROUND)].strip()),
        "where": plain_text(" · ".join(filter(None, where))),
        "facts": [],
        "form": [],
        "ids": _corrections([*row["own"], *row["quotes"][:1]]),
        "labels": {},
    }
    (_show_stance if "stance" in row else _show_mentions)(shown, row)
    _show_speaker(shown, row)
    shown["together"] = [name for name in TOGETHER if name in shown["labels"]]
    return shown


def _show_stance(shown: dict, row: dict) -> None:
    shown["facts"] = [plain_text(words) for words in stance_words(row)]
    for field in ("stance", "source", "target") if row["own"] else ():
        shown["labels"][field] = ("stances", field), row["labels"]
        shown["form"].append([field, row["own"][0][field], field.capitalize()])


def _show_mentions(shown: dict, row: dict) -> None:
    groups = defaultdict(list)
    for one in row["own"]:
        groups[one["actor"], one["text"]].append(one["label"])
    for (actor, words), labels in groups.items():
        key = "actor" if len(groups) == 1 else f"actor {words} {actor}"
        shown["labels"][key] = ("mentions", "actor"), labels
        shown["form"].append([key, actor, f"“{plain_text(words)}” is"])
    if len({actor for actor, _ in groups}) == 1:
        shown["labels"]["actor"] = ("mentions", "actor"), row["labels"]


def _show_speaker(shown: dict, row: dict) -> None:
    for quote in row["quotes"][:1]:
        shown["labels"]["speaker"] = ("quotes", "speaker"), [quote["label"]]
        shown["form"].append(["speaker", quote["speaker"], "Speaker"])
        if "kind" in row:
            shown["facts"] = [plain_text(words) for words in told_of(quote)]
        elif not shown["facts"]:
            shown["facts"] = [plain_text(f"said by {quote['speaker'] or 'someone unnamed'}")]


def _corrections(own: list[dict]) -> list[str]:
    """The ids of the corrections that made these rows what they are."""
    ids = (id_ for one in own for id_ in one.get("corrections", "").split())
    return list(dict.fromkeys(ids))


def _pieces(text: str, spans: Sequence[tuple[int, int, str]]) -> list[list[str]]:
    """The sentence cut into stretches with the role of each, "" for none."""
    pieces, last = [], 0
    for start, end, role in spans:
        pieces += [[plain_text(text[last:start]), ""], [plain_text(text[start:end]), role]]
        last = end
    pieces.append([plain_text(text[last:]), ""])
    return [piece for piece in pieces if piece[0]]
