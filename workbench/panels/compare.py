"""Two outlets, two periods or two actors, side by side."""

from collections.abc import Mapping
from typing import ClassVar

import ipywidgets as widgets
import pandas as pd
from matplotlib.axes import Axes

from workbench import charts
from workbench.caption import counted
from workbench.charts.comparison import comparison_rows
from workbench.charts.look import Rows
from workbench.corpus import Corpus
from workbench.measures.comparison import side_by_side, two_actors, two_outlets, two_periods
from workbench.measures.selection import select
from workbench.panels.controls import choice, day, number
from workbench.panels.panel import Panel, among
from workbench.review.evidence import evidence_for

BY = {"outlets": "two outlets", "periods": "two periods", "actors": "two actors"}
TITLES = {
    "balance": "Who stands how towards whom",
    "share": "Who is named how often",
    "npmi": "Who is named with whom",
}
USED = {"outlets": ["left", "right"], "periods": ["split"], "actors": ["one", "other"]}


class ComparePanel(Panel):
    """How two outlets, two periods or two actors differ: each side, and the difference.

    `parts` are the two sides by their names, of what passes the filters.
    """

    shows: ClassVar = {
        "balance": "Stances",
        "share": "Who is named",
        "npmi": "Who with whom",
    }
    _parts: Mapping[str, Corpus] = {}
    _selected: Corpus | None = None
    computed: ClassVar = (*Panel.computed, "_parts", "_selected")
    told: ClassVar = (*Panel.told, "by", "left", "right", "one", "other", "split")

    def own_controls(self) -> dict[str, widgets.Widget]:
        outlets = self._outlets(self.corpus)
        actors = self._named(self.corpus)
        days = self.corpus.articles["date"].dropna().sort_values()
        middle = days.iloc[len(days) // 2].date() if len(days) else None
        controls = {
            "by": choice("Compare", BY),
            "left": choice("Left outlet", {name: name for name in outlets}),
            "right": choice("Right outlet", {name: name for name in outlets}),
            "one": choice("Left actor", {name: name for name in actors}),
            "other": choice("Right actor", {name: name for name in actors}),
            "split": day("Split at", middle),
            "minimum": number("Seen ≥", 3),
            "most": number("Shown at most", 10, most=40),
        }
        if len(outlets) > 1:
            controls["right"].value = outlets[1]
        else:
            controls["by"].value = "periods"
        if len(actors) > 1:
            controls["other"].value = actors[1]
        return controls

    @property
    def judged(self) -> str:
        """The table whose measured precision is told: the one that is counted."""
        return "stances" if self.value("show") == "balance" else "mentions"

    def counts(self) -> list[str]:
        return [counted(len(getattr(self.part, self.judged)), self.judged.removesuffix("s"))]

    def value(self, name: str) -> object:
        """What the control is set to; none is out of sight and yet narrows what is compared."""
        if name == "outlets" and super().value("by") == "outlets":
            return ()
        return super().value(name)

    def refresh(self) -> None:
        self._judged_at = None  # of the table that is now shown
        for by, names in USED.items():
            for name in names:
                self.controls[name].layout.display = None if self.value("by") == by else "none"
        self.controls["outlets"].layout.display = "none" if self.value("by") == "outlets" else None
        super().refresh()

    @property
    def parts(self) -> Mapping[str, Corpus]:
        """The two sides by their names; empty where there are none to compare."""
        self._now()
        return self._parts

    def _two(self) -> dict[str, Corpus]:
        by, (left, *right) = self.value("by"), map(self.value, USED[self.value("by")])
        if left is None:
            raise ValueError(f"there are no two {by} to compare in these articles.")
        if by == "periods":
            return two_periods(self._selected, left)
        if left == right[0]:
            raise ValueError(f"the two {by} to compare are the same; choose another at the right.")
        return (two_outlets if by == "outlets" else two_actors)(self._selected, left, right[0])

    def select(self) -> Corpus:
        self._parts = {}
        self._selected = super().select()
        self._parts = self._two()
        if self.value("by") != "outlets":
            return self._selected
        return select(self._selected, outlets=[self.value("left"), self.value("right")])

    def table(self) -> pd.DataFrame:
        table = side_by_side(self._parts, measure=self.value("show"), minimum=self.value("minimum"))
        return among(table, self.value("actors"))

    def draw(self, table: pd.DataFrame, ax: Axes) -> Axes:
        return charts.comparison(table, names=tuple(self._parts), ax=ax, top=self.value("most"))

    def rows(self, table: pd.DataFrame) -> tuple[Rows | None, int]:
        return comparison_rows(table.head(self.value("most"))), len(table)

    def title(self) -> str:
        sides = " and ".join(self._parts) or BY[self.value("by")]
        each = self.value("by") == "actors" and self.value("show") == "balance"
        return f"{TITLES[self.value('show')]}: {sides}{', each towards others' if each else ''}"

    def evidence(self, keys: Mapping[str, object], *, most: int | None = None) -> pd.DataFrame:
        """The sentences of the side whose mark was chosen."""
        keys = dict(keys)
        side = keys.pop("side")
        if self.value("by") == "actors":
            return self._of_actor(side, keys, most)
        return evidence_for(self.parts[side], keys, most=most)

    def _of_actor(self, side: str, keys: dict, most: int | None) -> pd.DataFrame:
        if "target" in keys:
            return evidence_for(
                self._selected, {"source": side, "target": keys["target"]}, most=most
            )
        if "actor" in keys:
            return evidence_for(self._selected, {"left": side, "right": keys["actor"]}, most=most)
        return evidence_for(self.parts[side], keys, most=most)

    @staticmethod
    def _outlets(corpus: Corpus) -> list[str]:
        counts = corpus.articles["outlet"].value_counts()
        return [name for name in counts.index if name]

    def offer(self, corpus: Corpus) -> None:
        super().offer(corpus)
        for name in USED["actors"]:
            chosen, names = self.value(name), self._named(corpus)
            self.controls[name].options = names
            if chosen in names:
                self.controls[name].value = chosen
