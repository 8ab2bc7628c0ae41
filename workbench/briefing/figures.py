"""A figure of a briefing: a panel's chart with its finding, its sentences and how it was made."""

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from workbench.briefing.findings import FINDINGS, Finding
from workbench.corpus import Corpus
from workbench.exports import Exhibit
from workbench.review.evidence import evidence_for
from workbench.review.views import View

if TYPE_CHECKING:
    from workbench.panels.panel import Panel

KINDS = {  # what each panel can show
    ("FrequencyPanel", "actors"): "actors",
    ("FrequencyPanel", "trend"): "trend",
    ("CooccurrencePanel", "network"): "network",
    ("CooccurrencePanel", "matrix"): "pairs",
    ("StancePanel", "matrix"): "stances",
    ("StancePanel", "trend"): "stance-trend",
    ("StancePanel", "outlets"): "stance-outlets",
}


@dataclass(frozen=True)
class Figure:
    """A figure of a briefing.

    `kind` is one of `KINDS`' values, `part` the corpus that passed its filters, `view` builds its
    panel again, `finding` is computed from its table; headline and takeaway are the analyst's, or
    the finding's, whose caution goes with its own words alone. `settings` are the panel's `most`,
    `every` and `window`.
    """

    kind: str
    exhibit: Exhibit
    part: Corpus
    view: View
    finding: Finding
    headline: str
    takeaway: str
    caution: str
    settings: Mapping[str, object]
    sentences_of: Callable[[Mapping], pd.DataFrame]
    """The sentences behind a mark, as `evidence_for` gives them, by the mark's keys."""

    @property
    def table(self) -> pd.DataFrame:
        """All rows of the measure, not only those that are drawn."""
        return self.exhibit.table

    @property
    def method(self) -> str:
        """How the figure was made."""
        return _methods().get(self.kind, {}).get("method", "")

    @property
    def reading(self) -> str:
        """How the figure is read, in a line."""
        return _methods().get(self.kind, {}).get("reading", "")


def figure_from(panel: "Panel", *, headline: str = "", takeaway: str = "") -> Figure:
    """Return what the panel shows now as a figure; what is not written is the finding's."""
    name, show = type(panel).__name__, panel.value("show")
    kind = KINDS.get((name, show), "other")
    settings = {
        control: panel.value(control)
        for control in ("most", "every", "window")
        if control in panel.controls
    }
    exhibit = panel.exhibit
    options = {name: settings[name] for name in ("every", "window") if name in settings}
    behind = partial(evidence_for, panel.part, **options) if kind != "other" else panel.evidence
    return Figure(
        kind=kind,
        exhibit=exhibit,
        part=panel.part,
        view=panel.kept_view,
        finding=(found := finding_of(kind, panel.result, settings, title=exhibit.title)),
        headline=" ".join(headline.split()) or found.headline,
        takeaway=" ".join(takeaway.split()) or found.sentence,
        caution="" if takeaway.strip() else found.caution,
        settings=settings,
        sentences_of=behind,
    )


def finding_of(
    kind: str, table: pd.DataFrame, settings: Mapping[str, object], *, title: str = ""
) -> Finding:
    """Return the finding of a table of that kind; of an unknown kind, its title alone."""
    if kind not in FINDINGS:
        return Finding(title, title)
    options = {"trend": "every", "stance-trend": "every", "network": "window", "pairs": "window"}
    wanted = options.get(kind)
    return FINDINGS[kind](table, **({wanted: settings[wanted]} if wanted in settings else {}))


@cache
def _methods() -> dict[str, dict[str, str]]:
    return tomllib.loads(Path(__file__).with_name("methods.toml").read_text(encoding="utf-8"))
