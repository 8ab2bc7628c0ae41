"""Who appears with whom."""

from collections.abc import Mapping
from typing import ClassVar

import ipywidgets as widgets
import pandas as pd
from matplotlib.axes import Axes

from workbench import charts
from workbench.charts.look import Rows
from workbench.charts.matrices import TOGETHER_CELLS
from workbench.measures.pairs import WINDOWS, cooccurrence
from workbench.panels.controls import choice, number
from workbench.panels.panel import Panel, among
from workbench.review.evidence import evidence_for


class CooccurrencePanel(Panel):
    """Who appears with whom, as a network or a matrix."""

    shows: ClassVar = {"network": "Network", "matrix": "Matrix"}

    def own_controls(self) -> dict[str, widgets.Widget]:
        return {
            "window": choice("Within a", {name: name for name in WINDOWS}),
            "minimum": number("Times ≥", 2),
            "most": number("Shown at most", 12, most=60),
        }

    def table(self) -> pd.DataFrame:
        table = cooccurrence(
            self.part.mentions,
            window=self.value("window"),
            sentences=self.part.sentences,
            minimum=self.value("minimum"),
        )
        return among(table, self.value("actors"))

    def draw(self, table: pd.DataFrame, ax: Axes) -> Axes:
        matrix = self.value("show") == "matrix"
        chart = charts.cooccurrence_matrix if matrix else charts.cooccurrence_network
        return chart(table, ax=ax, top=self.value("most"), window=self.value("window"))

    def rows(self, table: pd.DataFrame) -> tuple[Rows | None, int]:
        if self.value("show") == "network":
            return super().rows(table)
        return TOGETHER_CELLS, len({*table["left"], *table["right"]})

    def title(self) -> str:
        what = "Pairs of actors" if self.value("show") == "matrix" else "Actors"
        return f"{what} named in the same {self.value('window')}"

    def evidence(self, keys: Mapping[str, object], *, most: int | None = None) -> pd.DataFrame:
        return evidence_for(self.part, keys, window=self.value("window"), most=most)
