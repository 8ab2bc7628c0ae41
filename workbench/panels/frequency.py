"""Who is named how often."""

from typing import ClassVar

import ipywidgets as widgets
import pandas as pd
from matplotlib.axes import Axes

from workbench import charts
from workbench.charts.bars import BARS
from workbench.charts.look import Rows
from workbench.measures import frequency, trend
from workbench.panels.controls import EVERY, choice, number
from workbench.panels.panel import Panel, among


class FrequencyPanel(Panel):
    """Who is named how often: a bar an actor, or a line an actor over time."""

    shows: ClassVar = {"actors": "Actors", "trend": "Over time"}
    only_for: ClassVar = {"every": ["trend"]}

    def own_controls(self) -> dict[str, widgets.Widget]:
        return {
            "minimum": number("Mentions ≥", 1),
            "most": number("Shown at most", 12, most=60),
            "every": choice("Every", EVERY),
        }

    def table(self) -> pd.DataFrame:
        mentions, articles = self.part.mentions, self.part.articles
        if self.value("show") == "trend":
            table = trend(mentions, articles, every=self.value("every"))
        else:
            table = frequency(mentions, articles)
        named = table.groupby("actor")["mentions"].transform("sum")
        return among(table[named >= self.value("minimum")], self.value("actors"))

    def draw(self, table: pd.DataFrame, ax: Axes) -> Axes:
        if self.value("show") == "trend":
            return charts.actor_trend(table, ax=ax, top=self.value("most"))
        return charts.actor_bars(table, ax=ax, top=self.value("most"))

    def rows(self, table: pd.DataFrame) -> tuple[Rows | None, int]:
        if self.value("show") == "trend":
            return super().rows(table)
        return BARS, len(table)

    def title(self) -> str:
        if self.value("show") == "trend":
            return f"Articles that name each actor, by {self.value('every')}"
        return "Share of articles that name each actor"
