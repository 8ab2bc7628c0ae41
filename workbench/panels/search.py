"""Words in their context, and the articles they stand in."""

from pathlib import Path

import anywidget
import ipywidgets as widgets
import pandas as pd
import traitlets

from workbench.caption import counted, day_words
from workbench.corpus import Corpus
from workbench.panels.controls import Picker
from workbench.panels.sentences import script
from workbench.panels.sheet import Sheet
from workbench.plain import plain_text
from workbench.review.concordance import article_html, concordance

HERE = Path(__file__).parent
MOST = 300  # hits shown; `result` has all
LEGEND = (
    '<div class="wb-where">In the article: <mark class="wb-actor">actor</mark>, '
    '<mark class="wb-quote">quotation</mark>, <mark class="wb-cue">cue</mark> of a stance; '
    "rest the pointer on one to read who is meant.</div>"
)


class Lines(anywidget.AnyWidget):
    """Hits as left, hit, right and where; `selected` is the place of the one chosen, or -1."""

    _esm = script("make.js", "lines.js")
    _css = HERE / "lines.css"
    rows = traitlets.List(traitlets.List(traitlets.Unicode())).tag(sync=True)
    selected = traitlets.Int(-1).tag(sync=True)


class SearchPanel(Sheet):
    """Look for words, and open the article of any hit.

    `result` is the table of all hits, `view` the mapping that builds the same panel again:
    `SearchPanel(corpus, **panel.view)`.
    """

    def __init__(self, corpus: Corpus, **view: object) -> None:
        super().__init__(corpus)
        words = widgets.Text(
            description="Words",
            placeholder="sanction* | embargo",
            continuous_update=False,
            tooltip="A star stands for any letters, a bar for either",
        )
        controls = {
            "words": words,
            "actors": Picker("Actors", self._named()),
            "outlets": Picker("Outlets", sorted(set(self.corpus.articles["outlet"]) - {""})),
        }
        self._count, self._article = widgets.HTML(), widgets.HTML()
        self.lines = Lines()
        self.lay_out(controls, self._count, self.lines, self._article, view=view)
        for control in controls.values():
            control.observe(self._message.told(self.refresh), "value")
        self.lines.observe(self._message.told(self._open), "selected")
        self.follow(self.desk, self._message.told(self._revise))
        self._message.told(self.refresh)()

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
            found = concordance(self.corpus, **self.view) if self._asked else pd.DataFrame()
        except Exception:
            self._put(pd.DataFrame(), "")
            raise
        self._put(found, self._words(found))

    @property
    def _asked(self) -> bool:
        """Whether anything is looked for: outlets alone only say where."""
        return bool(self.value("words").strip() or self.value("actors"))

    def _put(self, found: pd.DataFrame, words: str) -> None:
        """Show these hits."""
        self._result = found
        self._article.value = ""
        with self.lines.hold_sync():
            self.lines.selected = -1
            self.lines.rows = [_line(row) for row in found.head(MOST).to_dict("records")]
        self._count.value = words and f'<div class="wb-count" role="status">{words}</div>'
        self._copy()

    def _words(self, found: pd.DataFrame) -> str:
        if not self._asked:
            return "Type words, or pick an actor."
        articles = found["article_id"].nunique()
        words = f"{counted(len(found), 'hit')} in {counted(articles, 'article')}"
        return words + (f"; the first {MOST} are shown" if len(found) > MOST else "")

    def _open(self) -> None:
        place = self.lines.selected
        self._article.value = ""
        if 0 <= place < len(self._result):
            row = self._result.iloc[place]
            html = article_html(self.corpus, row["article_id"], sentence=int(row["sentence"]))
            self._article.value = LEGEND + html

    def told(self) -> str:
        return self._count.value

    def copied(self) -> pd.DataFrame:
        return self._result.drop(columns=["article_id", "sentence"], errors="ignore")


def _line(row: dict) -> list[str]:
    date = "" if pd.isna(row["date"]) else day_words(row["date"])
    where = " · ".join(part for part in (date, row["outlet"], row["title"]) if part)
    return [
        plain_text(" ".join(part.split("\n")))
        for part in (row["left"], row["hit"], row["right"], where)
    ]
