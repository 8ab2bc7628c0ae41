"""Words in their context, and the articles they stand in."""

from html import escape
from pathlib import Path

import anywidget
import ipywidgets as widgets
import pandas as pd
import traitlets

from workbench.caption import counted, day_words
from workbench.corpus import Corpus
from workbench.panels.controls import Picker
from workbench.panels.picture import Picture
from workbench.panels.shown import Shown
from workbench.panels.still import table_html
from workbench.plain import plain_text
from workbench.review.concordance import article_html, concordance
from workbench.review.desk import desk_of

HERE = Path(__file__).parent
MOST = 300  # hits shown; `result` has all
LEGEND = (
    '<div class="wb-where">In the article: <mark class="wb-actor">actor</mark>, '
    '<mark class="wb-quote">quotation</mark>, <mark class="wb-cue">cue</mark> of a stance; '
    "rest the pointer on one to read who is meant.</div>"
)


class Lines(anywidget.AnyWidget):
    """Hits as left, hit, right and where; `selected` is the place of the one chosen, or -1."""

    _esm = HERE / "lines.js"
    _css = HERE / "lines.css"
    rows = traitlets.List(traitlets.List(traitlets.Unicode())).tag(sync=True)
    selected = traitlets.Int(-1).tag(sync=True)


class SearchPanel(Shown):
    """Look for words, and open the article of any hit.

    `result` is the table of all hits, `view` the mapping that builds the same panel again:
    `SearchPanel(corpus, **panel.view)`.
    """

    def __init__(self, corpus: Corpus, **view: object) -> None:
        self.desk = desk_of(corpus)
        self.corpus = corpus = self.desk.part(corpus.articles)
        words = widgets.Text(
            description="Words",
            placeholder="sanction* | embargo",
            continuous_update=False,
            tooltip="A star stands for any letters, a bar for either",
        )
        self.controls = {
            "words": words,
            "actors": Picker("Actors", self._named()),
            "outlets": Picker("Outlets", sorted(set(corpus.articles["outlet"]) - {""})),
        }
        unknown = [name for name in view if name not in self.controls]
        if unknown:
            raise ValueError(
                f"SearchPanel has no filter {', '.join(map(repr, unknown))}; "
                f"it has {', '.join(self.controls)}."
            )
        self._count, self._article = widgets.HTML(), widgets.HTML()
        self.lines = Lines()
        column = widgets.VBox(list(self.controls.values())).add_class("wb-controls")
        shown = widgets.VBox([self._count, self.lines, self._article]).add_class("wb-shown")
        style = Picture().add_class("wb-only-style")  # the panels' style sheet comes with it
        super().__init__([widgets.Box([column, shown]).add_class("wb-body"), style])
        self.add_class("wb-panel")
        for name, value in view.items():
            self.controls[name].value = tuple(value) if isinstance(value, list) else value
        for control in self.controls.values():
            control.observe(lambda _: self.refresh(), "value")
        self.lines.observe(lambda _: self._open(), "selected")
        self.follow(self.desk, self._revise)
        self.refresh()

    @property
    def view(self) -> dict[str, object]:
        """What is looked for, as text and lists."""
        values = {name: control.value for name, control in self.controls.items()}
        return {n: list(v) if isinstance(v, tuple) else v for n, v in values.items() if v}

    def _named(self) -> list[str]:
        return self.corpus.mentions["actor"].value_counts().index.tolist()

    def _revise(self) -> None:
        """Search the corpus as the analyst's files now have it."""
        self.corpus = self.desk.part(self.corpus.articles)
        self.controls["actors"].options = self._named()
        self.refresh()

    def refresh(self) -> None:
        """Search again."""
        try:
            self._result = concordance(self.corpus, **self.view) if self.view else pd.DataFrame()
            words = self._words()
        except Exception as error:
            self._result = pd.DataFrame()
            words = f'<div class="wb-message" role="alert">{escape(str(error))}</div>'
        self._article.value = ""
        with self.lines.hold_sync():
            self.lines.selected = -1
            self.lines.rows = [_line(row) for row in self._result.head(MOST).to_dict("records")]
        self._count.value = words
        self._copy()

    def _words(self) -> str:
        if not self.view:
            words = "Type words, or pick an actor."
        else:
            articles = self._result["article_id"].nunique()
            words = f"{counted(len(self._result), 'hit')} in {counted(articles, 'article')}"
            if len(self._result) > MOST:
                words += f"; the first {MOST} are shown, panel.result has all"
        return f'<div class="wb-count" role="status">{words}</div>'

    def _open(self) -> None:
        place = self.lines.selected
        if not 0 <= place < len(self._result):
            self._article.value = ""
            return
        row = self._result.iloc[place]
        try:
            html = article_html(self.corpus, row["article_id"], sentence=int(row["sentence"]))
            self._article.value = LEGEND + html
        except Exception as error:
            words = escape(str(error.args[0] if error.args else error))
            self._article.value = f'<div class="wb-message" role="alert">{words}</div>'

    def _plain_copy(self) -> str:
        table = self.result.drop(columns=["article_id", "sentence"], errors="ignore")
        return f'<div class="wb-still">{table_html(table, most=20)}</div>'

    def __repr__(self) -> str:
        return f"SearchPanel: run the notebook to use it. {counted(len(self._result), 'hit')}."


def _line(row: dict) -> list[str]:
    date = "" if pd.isna(row["date"]) else day_words(row["date"])
    where = " · ".join(part for part in (date, row["outlet"], row["title"]) if part)
    return [
        plain_text(" ".join(part.split("\n")))
        for part in (row["left"], row["hit"], row["right"], where)
    ]
