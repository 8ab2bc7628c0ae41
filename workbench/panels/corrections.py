"""The analyst's corrections: what they say, whether they still fit their text, and the way out."""

from functools import partial

import ipywidgets as widgets
import pandas as pd

from workbench.caption import counted
from workbench.corpus import Corpus
from workbench.panels.controls import choice
from workbench.panels.sheet import Sheet
from workbench.plain import plain_html
from workbench.review.revision import MISFIT

SHOWN = {"misfits": "no longer fitting", "all": "all in force"}
MOST = 50  # corrections shown at once; `result` has all
TO_DO = (
    "It changes nothing now. Open the sentence in a panel: if it is still read wrongly, correct it "
    "there anew; then take this one back."
)
COLUMNS = ["id", "time", "author", "correction", "reason", "sentence", "status", "why"]


class CorrectionsPanel(Sheet):
    """The corrections in force, first of all those that no longer fit their text.

    `result` is the table of those shown (id, time, author, the correction in words, reason,
    sentence, status, why), `view` the mapping that builds the same panel again. A correction that
    is taken back stays in the file, with a row that undoes it.
    """

    def __init__(self, corpus: Corpus, **view: object) -> None:
        super().__init__(corpus)
        self._result = pd.DataFrame(columns=COLUMNS)
        self._count, self._rows = widgets.HTML(), widgets.VBox().add_class("wb-corrections")
        self.lay_out({"show": choice("Show", SHOWN)}, self._count, self._rows, view=view)
        self.controls["show"].observe(self._message.told(self.refresh), "value")
        self.follow(self.desk, self._message.told(self.refresh, anew=False))
        self._message.told(self.refresh)()

    def refresh(self) -> None:
        """Read the corrections again."""
        self.desk.refresh()
        known = self.desk.corpus.corrections
        known = pd.DataFrame(columns=COLUMNS) if known is None else known
        misfits = int((known["status"] == MISFIT).sum())
        known = known.assign(correction=[in_words(row) for row in known.to_dict("records")])
        shown = known[known["status"] == MISFIT] if self.value("show") == "misfits" else known
        self._result = shown[COLUMNS].iloc[::-1].reset_index(drop=True)
        words = f"{counted(len(known), 'correction')} in force, {misfits:,} no longer fitting"
        if len(self._result) > MOST:
            words += f"; the last {MOST} are shown"
        said = "".join(f" {plain_html(problem)}" for problem in self.desk.problems)
        self._count.value = f'<div class="wb-count" role="status">{words}.{said}</div>'
        self._rows.children = [self._row(row) for row in self._result.head(MOST).to_dict("records")]
        self._copy()

    def _row(self, row: dict) -> widgets.Box:
        fits = row["status"] != MISFIT
        state = row["status"] if fits else f"no longer fits: {row['why']}"
        when = " · ".join(filter(None, [row["time"][:10], row["author"], row["reason"]]))
        advice = "" if fits else f'<div class="wb-todo">{TO_DO}</div>'
        html = (
            f"<div><b>{plain_html(row['correction'])}</b></div>"
            f'<div dir="auto">{plain_html(row["sentence"])}</div>'
            f'<div class="wb-state">{plain_html(state)}</div>{advice}'
            f'<div class="wb-where">{plain_html(when)}</div>'
        )
        button = widgets.Button(
            description="Take back", tooltip=f"Take back: {row['correction']}", icon="undo"
        )
        button.on_click(self._message.told(partial(self._take_back, row["id"], row["correction"])))
        return widgets.Box([widgets.HTML(html), button]).add_class("wb-correction")

    def _take_back(self, id_: str, words: str) -> None:
        self.desk.undo([id_])
        self._message.say(f"Taken back: {words}")

    def told(self) -> str:
        return self._count.value

    def copied(self) -> pd.DataFrame:
        return self._result.drop(columns="id")


def in_words(correction: dict) -> str:
    """What a correction changes: "stance of Arvia towards Borland: hostile → none"."""
    old, value = (correction[name] or "nobody" for name in ("old", "value"))
    if correction["table"] == "stances":
        pair = f"{correction['source']} towards {correction['target']}"
        return f"{correction['field']} of {pair}: {old} → {value}"
    what = "speaker of " if correction["table"] == "quotes" else ""
    return f"{what}“{correction['words']}”: {old} → {value}"
