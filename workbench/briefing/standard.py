"""The figures that a briefing has where nobody says otherwise."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pandas as pd

from workbench.briefing.figures import Figure, figure_from
from workbench.corpus import Corpus
from workbench.panels import CooccurrencePanel, FrequencyPanel, StancePanel
from workbench.panels.opening import panel_of
from workbench.panels.panel import Panel
from workbench.review.views import saved_view

SURE = 0.5  # the confidence from which a stance goes into a briefing
DAYS, WEEKS = 21, 120  # the longest time in days that is shown by day, and by week


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
) -> tuple[list[Panel], list[str]]:
    """Return the panels of a briefing that have something to show, and why others are left out.

    They are: who is named, over time, with whom (network and matrix), who stands how towards whom,
    and the pair with most to say over time and by outlet; of stances those of which the machine is
    at least half sure. With `views`, names of saved views, they are those. The other filters hold
    wherever a view does not set them itself. Raises ValueError where no article passes them.
    """
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


def _every(dates: pd.Series) -> str:
    """The period that shows the time between the first and the last article well."""
    days = dates.dropna()
    span = (days.max() - days.min()).days if len(days) else 0
    return "day" if span <= DAYS else "week" if span <= WEEKS else "month"


def _saved_panel(corpus: Corpus, name: str, filters: Mapping[str, object]) -> Panel:
    """The panel of a saved view; what it does not filter by is filtered as is asked for here."""
    view = saved_view(name)
    return panel_of(replace(view, filters={**filters, **view.filters}, corpus=""), corpus)


def _worth_showing(panels: Sequence[Panel]) -> tuple[list[Panel], list[str]]:
    reasons = [(panel, _why_not(panel)) for panel in panels]
    left_out = [f"{panel.title()}: left out, as {why}." for panel, why in reasons if why]
    return [panel for panel, why in reasons if not why], left_out


def _why_not(panel: Panel) -> str:
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
