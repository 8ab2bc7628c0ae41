"""Who gets to speak, and in which words."""

from collections.abc import Mapping
from dataclasses import replace
from typing import ClassVar

import ipywidgets as widgets
import pandas as pd
from matplotlib.axes import Axes

from workbench import charts
from workbench.caption import counted
from workbench.charts.look import Rows
from workbench.charts.voices import speaker_rows
from workbench.corpus import Corpus
from workbench.measures.voices import quotes_about, who_speaks
from workbench.panels.controls import Picker, choice, number
from workbench.panels.panel import Panel, among
from workbench.review.evidence import evidence_for

KINDS = {
    "": "in any way",
    "direct": "word for word",
    "mixed": "word for word in part",
    "indirect": "in the outlet's words",
}
FORMS = {"": "anything", "say": "what was said", "believe": "beliefs", "intend": "intentions"}


class QuotesPanel(Panel):
    """Who gets to speak: a bar a speaker, or one for every outlet; behind it, the quotations.

    `actors` are the speakers, `about` actors whom the quoted words mention; `kind` (direct,
    mixed, indirect) is how, and `form` (say, believe, intend) what is quoted. Shares are of all
    words quoted so, about them; the speakers picked are shown and change no share.
    """

    shows: ClassVar = {"speakers": "Speakers", "outlets": "Speakers by outlet"}
    judged: ClassVar = "quotes"

    def own_controls(self) -> dict[str, widgets.Widget]:
        return {
            "actors": Picker("Speakers", self._named(self.corpus)),
            "about": Picker("About", self._mentioned(self.corpus)),
            "kind": choice("Quoted", KINDS),
            "form": choice("Form", FORMS),
            "minimum": number("Words ≥", 1),
            "most": number("Shown at most", 12, most=40),
        }

    def counts(self) -> list[str]:
        return [counted(len(self.part.quotes), "quotation")]

    def select(self) -> Corpus:
        part = super().select()
        quotes = part.quotes
        if self.value("about"):
            quotes = quotes_about(quotes, self.whole.mentions, self.value("about"))
        for column in ("kind", "form"):
            if self.value(column):
                quotes = quotes[quotes[column] == self.value(column)]
        return replace(part, quotes=quotes)

    def table(self) -> pd.DataFrame:
        by = "outlet" if self.value("show") == "outlets" else None
        table = who_speaks(self.part.quotes, self.part.articles, by=by)
        words = table.groupby("actor")["words"].transform("sum")
        return among(table[words >= self.value("minimum")], self.value("actors"))

    def draw(self, table: pd.DataFrame, ax: Axes) -> Axes:
        return charts.speaker_bars(table, ax=ax, top=self.value("most"))

    def rows(self, table: pd.DataFrame) -> tuple[Rows | None, int]:
        return speaker_rows(table), table["actor"].nunique()

    def title(self) -> str:
        about = f" about {' or '.join(self.value('about'))}" if self.value("about") else ""
        by = ", by outlet" if self.value("show") == "outlets" else ""
        return f"Who gets to speak{about}{by}"

    def evidence(self, keys: Mapping[str, object], *, most: int | None = None) -> pd.DataFrame:
        where = {key: value for key, value in keys.items() if key != "actor"}
        return evidence_for(self.part, {"speaker": keys["actor"], **where}, most=most)

    def offer(self, corpus: Corpus) -> None:
        super().offer(corpus)
        self.controls["about"].options = self._mentioned(corpus)

    @staticmethod
    def _named(corpus: Corpus) -> list[str]:
        speakers = corpus.quotes["speaker"]
        return speakers[speakers != ""].value_counts().index.tolist()

    @staticmethod
    def _mentioned(corpus: Corpus) -> list[str]:
        return Panel._named(corpus)
