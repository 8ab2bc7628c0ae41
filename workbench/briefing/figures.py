"""A figure of a briefing: a panel's chart with its finding, its sentences and how it was made."""

import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from workbench.briefing.balances import (
    stance_outlets_finding,
    stance_trend_finding,
    stances_finding,
)
from workbench.briefing.contrasts import (
    compare_finding,
    speaker_outlets_finding,
    speakers_finding,
)
from workbench.briefing.findings import (
    actors_finding,
    matrix_finding,
    pairs_finding,
    trend_finding,
)
from workbench.briefing.wording import Finding
from workbench.caption import counted, period, sources
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
    ("QuotesPanel", "speakers"): "speakers",
    ("QuotesPanel", "outlets"): "speaker-outlets",
    ("ComparePanel", "balance"): "comparison",
    ("ComparePanel", "share"): "comparison",
    ("ComparePanel", "npmi"): "comparison",
}
FINDINGS: dict[str, tuple[Callable[..., Finding], list[str]]] = {  # and the settings they ask for
    "actors": (actors_finding, ["chosen"]),
    "trend": (trend_finding, ["every"]),
    "network": (pairs_finding, ["window", "chosen"]),
    "pairs": (matrix_finding, ["window"]),
    "stances": (stances_finding, []),
    "stance-trend": (stance_trend_finding, ["every"]),
    "stance-outlets": (stance_outlets_finding, []),
    "speakers": (speakers_finding, ["chosen", "about"]),
    "speaker-outlets": (speaker_outlets_finding, ["chosen", "about"]),
    "comparison": (compare_finding, ["names", "by"]),
}


@dataclass(frozen=True)
class Figure:
    """A figure of a briefing.

    `kind` is one of `KINDS`' values, `part` the corpus that passed its filters, `parts` the two
    sides of a comparison, `view` builds its panel again, `finding` is computed from its table;
    headline and takeaway are the analyst's, or the finding's, whose caution goes with its own words
    alone. `settings` are the panel's: most, every, window, about, by; the names of its sides; and
    whether actors were chosen.
    """

    kind: str
    exhibit: Exhibit
    part: Corpus
    parts: Mapping[str, Corpus]
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
        return self._told("method")

    @property
    def reading(self) -> str:
        """How the figure is read, in a line."""
        return self._told("reading")

    def _told(self, what: str) -> str:
        return _methods()[self.kind][what].replace("WINDOW", self.settings.get("window", ""))


def figure_from(panel: "Panel", *, headline: str = "", takeaway: str = "") -> Figure:
    """Return what the panel shows now as a figure; what is not written is the finding's.

    Raises ValueError for a panel that is none of those of `KINDS`, or shows nothing but an error.
    """
    kind = KINDS.get((type(panel).__name__, panel.value("show")))
    if kind is None:
        panels = ", ".join(dict.fromkeys(name for name, _ in KINDS))
        raise ValueError(f"a figure is made from {panels}; not from {type(panel).__name__}.")
    exhibit = panel.exhibit
    parts = _sides(panel) if kind == "comparison" else {}
    settings = _settings(panel) | ({"names": tuple(parts)} if parts else {})
    finding, wanted = FINDINGS[kind]
    options = {name: settings[name] for name in wanted if name in settings}
    found = finding(panel.result, **options)
    return Figure(
        kind=kind,
        exhibit=exhibit,
        part=panel.part,
        parts=parts,
        view=panel.kept_view,
        finding=found,
        headline=" ".join(headline.split()) or found.headline,
        takeaway=" ".join(takeaway.split()) or found.sentence,
        caution="" if takeaway.strip() else found.caution,
        settings=settings,
        sentences_of=_behind(kind, panel.part, parts, settings),
    )


def articles_behind(figures: Sequence[Figure]) -> tuple[str, str]:
    """From when the articles of all these figures are, and how many, of which outlets."""
    articles = pd.concat([figure.part.articles for figure in figures]).drop_duplicates("article_id")
    undated = int(articles["date"].isna().sum())
    when = period(articles["date"]) + (f" ({undated:,} undated)" if undated else "")
    return when, f"{counted(len(articles), 'article')}: {sources(articles['outlet'])}"


def _settings(panel: "Panel") -> dict[str, object]:
    """What the panel is set to, as far as its figure's words and chart depend on it."""
    names = ("most", "every", "window", "about", "by")
    settings = {name: panel.value(name) for name in names if name in panel.controls}
    least = panel.value("minimum") if "minimum" in panel.controls else 1
    chosen = bool(panel.value("actors") or panel.value("kinds") or least > 1)
    return settings | {"chosen": chosen}


def _sides(panel: "Panel") -> dict[str, Corpus]:
    """The two sides of a comparison by name; where they are actors, each with its own stances."""
    parts = panel.parts
    if panel.value("by") != "actors":
        return parts
    return {
        name: replace(part, stances=part.stances.assign(source=name))
        for name, part in parts.items()
    }


def _behind(
    kind: str, part: Corpus, parts: Mapping[str, Corpus], settings: Mapping[str, object]
) -> Callable[[Mapping], pd.DataFrame]:
    """The sentences of the figure's marks, as they now are: a panel may be set anew."""
    if kind == "comparison":
        return partial(_of_side, parts)
    if kind in ("speakers", "speaker-outlets"):
        return partial(_of_speaker, part)
    options = {name: settings[name] for name in ("every", "window") if name in settings}
    return partial(evidence_for, part, **options)


def _of_speaker(part: Corpus, keys: Mapping) -> pd.DataFrame:
    where = {key: keys[key] for key in ("outlet",) if key in keys}
    return evidence_for(part, {"speaker": keys["actor"], **where})


def _of_side(parts: Mapping[str, Corpus], keys: Mapping) -> pd.DataFrame:
    """The sentences of the side that the keys name, of both where they name none."""
    found = []
    for side in [keys["side"]] if "side" in keys else parts:
        mark = {key: value for key, value in keys.items() if key != "side"}
        if mark.get("source") == "":  # the sides are actors
            mark["source"] = side
        found.append(evidence_for(parts[side], mark))
    return pd.concat(found, ignore_index=True)


@cache
def _methods() -> dict[str, dict[str, str]]:
    return tomllib.loads(Path(__file__).with_name("methods.toml").read_text(encoding="utf-8"))
