"""Who is friendly or hostile towards whom."""

from collections.abc import Mapping
from dataclasses import replace
from typing import ClassVar

import ipywidgets as widgets
import pandas as pd
from matplotlib.axes import Axes

from workbench import charts
from workbench.caption import counted
from workbench.charts.look import Rows, percent
from workbench.charts.matrices import STANCE_CELLS
from workbench.corpus import Corpus
from workbench.measures import stance_balance
from workbench.measures.reliability import measured_precision
from workbench.panels.controls import EVERY, choice, number, switch, threshold
from workbench.panels.panel import Panel, among
from workbench.review.audit import corrected, in_words, judgements, qualified, share_right, verdicts
from workbench.review.evidence import evidence_for

VOICES = {
    "": "any",
    "narrated": "the outlet's own",
    "quoted": "quoted word for word",
    "reported": "reported",
}
MODES = {"": "words and deeds", "verbal": "words", "material": "deeds"}


class StancePanel(Panel):
    """Who is friendly or hostile towards whom: all pairs, or one over time or by outlet."""

    shows: ClassVar = {
        "matrix": "All pairs",
        "trend": "A pair over time",
        "outlets": "A pair by outlet",
    }
    only_for: ClassVar = {
        "pair": ["trend", "outlets"],
        "every": ["trend"],
        "actors": ["matrix"],
        "minimum": ["matrix"],
        "most": ["matrix"],
    }

    @property
    def view(self) -> dict[str, object]:
        """The filters that differ from a new panel's, and the pair wherever one is shown."""
        shown = self.value("show") != "matrix" and self.value("pair")
        return super().view | ({"pair": list(shown)} if shown else {})

    judged: ClassVar = "stances"
    _verdicts_at: object = None

    def own_controls(self) -> dict[str, widgets.Widget]:
        return {
            "pair": choice("Pair", self._pairs(self.corpus)),
            "every": choice("Every", EVERY),
            "minimum": number("Sentences ≥", 1),
            "most": number("Shown at most", 10, most=40),
            "confidence": threshold("Confidence ≥"),
            "voice": choice("Voice", VOICES),
            "mode": choice("Mode", MODES),
            "adjusted": switch("Allow for mistakes"),
        }

    def counts(self) -> list[str]:
        return [*super().counts(), counted(len(self.part.stances), "stance")]

    def _measured(self) -> str:
        """What the judged sample says of the rows shown: those as sure as is asked for."""
        least = self.value("confidence")
        if self.precise() is None or not least:
            return super()._measured()
        if self._verdicts_at != self._judged_at:
            judged = judgements(self.corpus)
            self._verdicts_at, self._verdicts = self._judged_at, verdicts(self.corpus, judged)
        sure = self.corpus.stances.loc[self._verdicts.index, "confidence"] >= least
        words = f"Stances of confidence {least:.2f} or more: "
        if not sure.any():
            return f"{words}none was judged, so how many are right is not known"
        return words + in_words(share_right(self._verdicts[sure]))

    def _unmeasured(self) -> str:
        other = measured_precision(self.value("confidence")).iloc[0]
        n, right = int(other["n"]), percent(other["share"])
        words = f"In other news between states {right} of {counted(n, 'stance')} so sure were right"
        own = "in these articles it was not measured: judge a sample in notebook 6"
        return f"{words}; {own}" if n else own.capitalize()

    def select(self) -> Corpus:
        part = super().select()
        stances = part.stances[part.stances["confidence"] >= self.value("confidence")]
        for column in ("voice", "mode"):
            if self.value(column):
                stances = stances[stances[column] == self.value(column)]
        return replace(part, stances=stances)

    def table(self) -> pd.DataFrame:
        stances = self.part.stances
        if self.value("show") == "matrix":
            table = self._balance(stances)
            table = table[table["n"] >= self.value("minimum")]
            return among(table, self.value("actors"))
        source, target = self.value("pair") or ("", "")
        stances = stances[(stances["source"] == source) & (stances["target"] == target)]
        by = "outlet" if self.value("show") == "outlets" else self.value("every")
        return self._balance(stances, by=by)

    def _balance(self, stances: pd.DataFrame, *, by: str | None = None) -> pd.DataFrame:
        """The balances, adjusted by the precision that was measured, if that is asked for."""
        table = stance_balance(stances, self.part.articles, by=by)
        if not self.value("adjusted"):
            return table
        judged = self._judged()
        sure = stance_balance(corrected(stances), self.part.articles, by=by)
        table = qualified(table, sure, judged)
        own = {"balance": "unadjusted", "adjusted": "balance"}
        table = table.drop(columns=["low", "high"]).rename(columns=own)
        return table.rename(columns={"adjusted_low": "low", "adjusted_high": "high"})

    def _judged(self) -> pd.DataFrame:
        """The measured precision; ValueError unless stances of both kinds were judged."""
        precise = self.precise()
        counts = {} if precise is None else precise.set_index("stratum")["judged"]
        lacking = [stance for stance in ("friendly", "hostile") if not counts.get(stance, 0)]
        if lacking:
            raise ValueError(
                f"no {' and no '.join(lacking)} stance was judged yet: judge a sample of both "
                "kinds in notebook 6, and mistakes can be allowed for."
            )
        return precise

    def draw(self, table: pd.DataFrame, ax: Axes) -> Axes:
        if self.value("show") == "trend":
            return charts.stance_over_time(table, ax=ax)
        if self.value("show") == "outlets":
            return charts.stance_by_outlet(table, ax=ax)
        return charts.stance_matrix(table, ax=ax, top=self.value("most"))

    def rows(self, table: pd.DataFrame) -> tuple[Rows | None, int]:
        if self.value("show") != "matrix":
            return super().rows(table)
        return STANCE_CELLS, len({*table["source"], *table["target"]})

    def title(self) -> str:
        if self.value("show") == "matrix":
            return "Who is friendly or hostile towards whom"
        source, target = self.value("pair") or ("nobody", "nobody")
        what = "by outlet" if self.value("show") == "outlets" else f"by {self.value('every')}"
        return f"{source} towards {target}: stance {what}"

    def evidence(self, keys: Mapping[str, object], *, most: int | None = None) -> pd.DataFrame:
        return evidence_for(
            self.part, self._pair_keys() | dict(keys), every=self.value("every"), most=most
        )

    def _pair_keys(self) -> dict[str, str]:
        if self.value("show") == "matrix" or not self.value("pair"):
            return {}
        return dict(zip(("source", "target"), self.value("pair"), strict=True))

    def offer(self, corpus: Corpus) -> None:
        super().offer(corpus)
        pair, pairs = self.value("pair"), self._pairs(corpus)
        self.controls["pair"].options = [(words, pair) for pair, words in pairs.items()]
        if pair in pairs:
            self.controls["pair"].value = pair

    @staticmethod
    def _pairs(corpus: Corpus) -> dict[tuple[str, str], str]:
        counts = corpus.stances.value_counts(["source", "target"])
        return {pair: f"{pair[0]} → {pair[1]} ({n})" for pair, n in counts.items()}
