"""Rows drawn at random and judged one by one: how sure the tables are."""

from functools import partial
from html import escape

import ipywidgets as widgets
import pandas as pd

from workbench.corpus import Corpus
from workbench.panels.controls import choice, number
from workbench.panels.sentences import Sentences
from workbench.panels.sheet import Sheet
from workbench.panels.still import table_html
from workbench.review import audit
from workbench.review.evidence import evidence_of

TABLES = {"stances": "stances", "mentions": "mentions", "quotes": "quotations"}


class AuditPanel(Sheet):
    """Judge a sample of stances, mentions or quotations, and see how many are right.

    `result` is the table of `audit.precision`, `view` the mapping that builds the same panel
    again. Judgements are kept in `data/audit.csv`; what was judged before is not asked again.
    """

    def __init__(self, corpus: Corpus, **view: object) -> None:
        super().__init__(corpus)
        controls = {
            "table": choice("Judge", TABLES),
            "n": number("Sample", 50, most=1000),
            "seed": number("Draw", 1),
        }
        self._words, self._rows = widgets.HTML(), widgets.HTML()
        self.sentences = Sentences(self.desk)
        self.buttons = {
            "right": widgets.Button(description="Right", icon="check", tooltip="It says this"),
            "wrong": widgets.Button(description="Wrong", icon="times", tooltip="It does not"),
            "": widgets.Button(description="Skip", tooltip="Ask another time"),
        }
        for verdict, button in self.buttons.items():
            button.on_click(self._message.told(partial(self._judge, verdict)))
        self._asked = widgets.HBox(list(self.buttons.values())).add_class("wb-verdicts")
        self.lay_out(controls, self._words, self.sentences, self._asked, self._rows, view=view)
        for control in controls.values():
            control.observe(self._message.told(self.refresh), "value")
        self.follow(self.desk, self._message.told(self._follow))
        self._message.told(self.refresh)()

    def refresh(self) -> None:
        """Draw the sample and go to the first row that was not judged."""
        self.corpus = corpus = self.desk.part(self.corpus.articles)
        table = self.value("table")
        self.drawn = audit.sample(corpus, table=table, n=self.value("n"), seed=self.value("seed"))
        judged = audit.judgements(corpus)
        verdicts = audit.judged_before(corpus, table, self.drawn, judged)
        self.waiting = self.drawn.index[verdicts == ""].tolist()
        self._show(judged)

    def _judge(self, verdict: str) -> None:
        if not self.waiting:
            return
        row, *others = self.waiting
        if verdict:
            audit.judge(self.corpus, self.value("table"), row, verdict)
        self.waiting = others if verdict else [*others, row]
        self._show(audit.judgements(self.corpus))

    def _follow(self) -> None:
        """After a correction: a row that was put right here instead of judged was wrong."""
        name = self.value("table")
        table = getattr(self.desk.corpus, name)
        for row in self.waiting[:1]:
            if row not in table.index or table.loc[row, "corrections"]:
                audit.judge(self.corpus, name, row, "wrong")
        self.refresh()

    def _show(self, judged: pd.DataFrame) -> None:
        corpus, table = self.corpus, self.value("table")
        self._result = found = audit.precision(corpus, judged, table=table)
        words = [audit.in_words(found)] if found["judged"][0] else []
        if self.waiting:
            place = len(self.drawn) - len(self.waiting) + 1
            rows = evidence_of(corpus, table, [self.waiting[0]])
            question = f"{place} of {len(self.drawn)}: is this right?"
            self.sentences.show(rows, heading=question)
        else:
            self.sentences.clear()
            done = "All rows of the sample are judged; another draw gives others."
            words.append(done if len(self.drawn) else f"There are no {TABLES[table]} to judge.")
        words += audit.problems_in(judged)
        self._asked.layout.display = None if self.waiting else "none"
        self._words.value = f'<div class="wb-count" role="status">{escape(" ".join(words))}</div>'
        self._rows.value = table_html(_told(found))
        self._copy()

    def told(self) -> str:
        return self._words.value

    def copied(self) -> pd.DataFrame:
        return _told(self._result)


def _told(found: pd.DataFrame) -> pd.DataFrame:
    """The precision as an analyst reads it: nothing is said where nothing was judged."""
    known = {name: found[name].where(found["judged"] > 0) for name in ("low", "high")}
    return found.assign(**known).rename(columns={"stratum": "kind of row"})
