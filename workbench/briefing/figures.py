"""A figure of a briefing: a panel's chart with its finding, its sentences and how it was made."""

import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from workbench.briefing.findings import FINDINGS, Finding
from workbench.corpus import Corpus
from workbench.evidence import evidence_for
from workbench.exports import Exhibit
from workbench.views import View, saved_view

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
SURE = 0.5  # the confidence from which a stance goes into a briefing
DAYS, WEEKS = 21, 120  # the longest time in days that is shown by day, and by week


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


def standard_figures(corpus: Corpus, **filters: object) -> tuple[list[Figure], list[str]]:
    """Return the figures of `standard_panels`, and why others are left out."""
    panels, left_out = standard_panels(corpus, **filters)
    return [figure_from(panel) for panel in panels], left_out


def standard_panels(
    corpus: Corpus,
    *,
    since: str | None = None,
    until: str | None = None,
    outlets: Sequence[str] = (),
    actors: Sequence[str] = (),
    by_country: bool = True,
    views: Sequence[str] = (),
) -> tuple[list["Panel"], list[str]]:
    """Return the panels of a briefing that have something to show, and why others are left out.

    They are: who is named, over time, with whom (network and matrix), who stands how towards whom,
    and the pair with most to say over time and by outlet; of stances those of which the machine is
    at least half sure. With `views`, names of saved views, they are those. The other filters hold
    wherever a view does not set them itself. Raises ValueError where no article passes them.
    """
    from workbench.panels import CooccurrencePanel, FrequencyPanel, StancePanel

    given = {"since": since, "until": until, "outlets": list(outlets)}
    filters = {name: value for name, value in given.items() if value} | {"by_country": by_country}
    chosen = filters | ({"actors": list(actors)} if actors else {})
    first = FrequencyPanel(corpus, **chosen, show="actors", most=12)
    if first.part.articles.empty:
        raise ValueError(_nothing_passes(corpus, since, until, outlets))
    if views:
        panels = [_saved_panel(corpus, name, chosen) for name in views]
        return _worth_showing(panels)
    every = _every(first.part.articles["date"])
    sure = {"confidence": SURE}
    matrix = StancePanel(corpus, **chosen, **sure, show="matrix", most=10)
    panels = [
        first,
        FrequencyPanel(corpus, **chosen, show="trend", every=every, most=4),
        CooccurrencePanel(corpus, **chosen, show="network", minimum=1, most=14),
        CooccurrencePanel(corpus, **chosen, show="matrix", minimum=1, most=10),
        matrix,
    ]
    if len(matrix.result):
        pair = tuple(matrix.result.iloc[0][["source", "target"]])
        of_pair = filters | sure | {"pair": pair}
        panels.append(StancePanel(corpus, **of_pair, show="trend", every=every))
        panels.append(StancePanel(corpus, **of_pair, show="outlets"))
    return _worth_showing(panels)


def sentences_of_all(figures: Sequence[Figure]) -> pd.DataFrame:
    """Return all that the figures rest on: one row a sentence that names actors, or a stance.

    Columns: figures (their numbers, from 1), date, outlet, title, article_id, sentence, text,
    actors (named there), source, target, stance, score, confidence, mode, voice, speaker, cue
    (empty where the row is no stance). By article and sentence; no row is left out.
    """
    parts = [_rows_of(number, figure) for number, figure in enumerate(figures, start=1)]
    columns = [*_SENTENCE, "actors", *_STANCE]
    if not parts:
        return pd.DataFrame(columns=["figures", *columns])
    rows = pd.concat(parts, ignore_index=True)
    rows[["actors", *_STANCE]] = rows[["actors", *_STANCE]].astype("object")
    texts = ["actors", "source", "target", "stance", "mode", "voice", "speaker", "cue"]
    rows[texts] = rows[texts].fillna("")
    keys = ["article_id", "sentence", *_STANCE]
    numbers = rows.groupby(keys, dropna=False, sort=False)["figures"].agg(
        lambda found: ", ".join(map(str, sorted(set(found))))
    )
    names = rows.groupby(keys, dropna=False, sort=False)["actors"].agg(_joined)
    rows = rows.drop_duplicates(keys).drop(columns=["figures", "actors"])
    rows = rows.assign(figures=numbers.to_numpy(), actors=names.to_numpy())
    for number in ("score", "confidence"):
        rows[number] = rows[number].astype("float64")
    return rows.sort_values(
        ["date", "article_id", "sentence", "source", "target"], kind="stable", ignore_index=True
    )[["figures", *columns]]


def strongest(figure: Figure, number: int = 3) -> pd.DataFrame:
    """Return the sentences that carry the figure's finding, the strongest first.

    Of a stance those of which the machine is surest, else those that name most actors; one an
    article as far as there are enough. Columns as in `sentences_of_all`.
    """
    rows = _rows_of(1, figure)
    main = _main_row(figure)
    if "source" in main:
        rows = rows[(rows["source"] == main["source"]) & (rows["target"] == main["target"])]
        rows = rows.sort_values("confidence", ascending=False, kind="stable")
    elif main:
        wanted = [main[key] for key in ("actor", "left", "right") if key in main]
        held = rows["actors"].map(lambda names: set(names.split("; ")))
        count = held.map(lambda names: len(names.intersection(wanted)) * 100 + len(names))
        rows = rows.loc[count.sort_values(ascending=False, kind="stable").index]
        rows = rows[rows.index.isin(count[count >= 100].index)]
    one_each = rows.drop_duplicates("article_id")
    rows = pd.concat([one_each, rows.drop(one_each.index)])
    return rows.drop_duplicates(["article_id", "sentence"]).head(number)


_SENTENCE = ["date", "outlet", "title", "article_id", "sentence", "text"]
_STANCE = ["source", "target", "stance", "score", "confidence", "mode", "voice", "speaker", "cue"]


@cache
def _methods() -> dict[str, dict[str, str]]:
    return tomllib.loads(Path(__file__).with_name("methods.toml").read_text(encoding="utf-8"))


def _main_row(figure: Figure) -> dict:
    """The row of the table that the finding is about."""
    table = figure.table
    if figure.kind in ("actors", "trend") and len(table):
        return {"actor": table.groupby("actor", sort=False)["articles"].sum().idxmax()}
    if figure.kind in ("network", "pairs") and len(table):
        order = table.sort_values(["count", "articles"], ascending=False, kind="stable")
        return order.iloc[0][["left", "right"]].to_dict()
    if {"source", "n"} <= set(table) and len(table):
        order = table.sort_values(["n", "articles"], ascending=False, kind="stable")
        return order.iloc[0][["source", "target"]].to_dict()
    return {}


def _rows_of(number: int, figure: Figure) -> pd.DataFrame:
    """The sentences behind a whole figure, in the columns of `sentences_of_all`."""
    part, table = figure.part, figure.table
    if "source" in table:
        said = table[table["n"] > 0] if "n" in table else table
        pairs = said[["source", "target"]].drop_duplicates()
        rows = part.stances.merge(pairs, on=["source", "target"])
        rows = rows[["article_id", "sentence", *_STANCE]].drop_duplicates()
        names = rows["source"] + "; " + rows["target"]
    else:
        sides = [side for side in ("actor", "left", "right") if side in table]
        actors = pd.unique(table[sides].to_numpy().ravel()) if sides else []
        rows = part.mentions[part.mentions["actor"].isin(list(actors))]
        rows = rows.groupby(["article_id", "sentence"], sort=False)["actor"].agg(_joined)
        rows = rows.reset_index()
        if "left" in table and figure.settings.get("window") == "sentence":
            rows = rows[rows["actor"].str.contains("; ", regex=False)]
        names = rows.pop("actor")
        rows = rows.assign(**dict.fromkeys(_STANCE))
    rows = rows.assign(actors=names, figures=number)
    articles = part.articles.drop_duplicates("article_id")
    rows = rows.merge(articles[["article_id", "date", "outlet", "title"]], on="article_id")
    rows = rows.merge(
        part.sentences[["article_id", "sentence", "text"]], on=["article_id", "sentence"]
    )
    return rows[["figures", *_SENTENCE, "actors", *_STANCE]]


def _joined(names: pd.Series) -> str:
    found = {name for several in names for name in str(several).split("; ") if name}
    return "; ".join(sorted(found))


def _every(dates: pd.Series) -> str:
    """The period that shows the time between the first and the last article well."""
    days = dates.dropna()
    span = (days.max() - days.min()).days if len(days) else 0
    return "day" if span <= DAYS else "week" if span <= WEEKS else "month"


def _saved_panel(corpus: Corpus, name: str, filters: Mapping[str, object]) -> "Panel":
    """The panel of a saved view; what it does not filter by is filtered as is asked for here."""
    from workbench.panels.opening import panel_of

    view = saved_view(name)
    return panel_of(replace(view, filters={**filters, **view.filters}, corpus=""), corpus)


def _worth_showing(panels: Sequence["Panel"]) -> tuple[list["Panel"], list[str]]:
    reasons = [(panel, _why_not(panel)) for panel in panels]
    left_out = [f"{panel.title()}: left out, as {why}." for panel, why in reasons if why]
    return [panel for panel, why in reasons if not why], left_out


def _why_not(panel: "Panel") -> str:
    """Why there is nothing to show, or ""."""
    table, show = panel.result, panel.value("show")
    if table.empty:
        named = panel.part.mentions["actor"].nunique()
        one = {"network", "matrix"} & {show} and "left" in table and named < 2
        return "only one actor is named" if one and named else "nothing was found to show"
    if "period" in table:
        read = table[table["n" if "n" in table else "of_articles"] > 0]["period"].nunique()
        return "" if read > 1 else "all of it is of one period"
    if "outlet" in table:
        return "" if (table["n"] > 0).sum() > 1 else "only one outlet tells of it"
    return ""


def _nothing_passes(
    corpus: Corpus, since: str | None, until: str | None, outlets: Sequence[str]
) -> str:
    if corpus.articles.empty:
        return "there are no articles. Name a folder that holds some."
    days = corpus.articles["date"].dropna()
    there = f"{len(corpus.articles):,} articles"
    if len(days):
        there += f" from {days.min():%Y-%m-%d} to {days.max():%Y-%m-%d}"
    names = sorted(set(corpus.articles["outlet"].fillna("")) - {""})
    there += f" of {', '.join(names[:6])}" if names else ""
    asked = {"since": since, "until": until, "outlets": ", ".join(outlets)}
    given = ", ".join(f"{name} {value}" for name, value in asked.items() if value)
    return f"no article passes the filters ({given}). There are {there}. Widen the filters."
