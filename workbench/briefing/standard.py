"""The figures that a briefing has where nobody says otherwise."""

import warnings
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

import pandas as pd

from workbench.briefing.figures import Figure, figure_from
from workbench.corpus import Corpus
from workbench.measures.selection import select
from workbench.panels import CooccurrencePanel, FrequencyPanel, QuotesPanel, StancePanel
from workbench.panels.opening import panel_of
from workbench.panels.panel import Panel
from workbench.review.views import ViewWarning, saved_view

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
    the pair with most to say over time and by outlet, and who gets to speak, where actors are
    given about them; of stances those of which the machine is at least half sure. With `views`,
    names of saved views, they are those as they were saved, with the days, outlets and actors given
    here where a view has none of its own. Raises ValueError where no article passes, or where
    there is nothing to show.
    """
    _check_days(since=since, until=until)
    passing = select(corpus, start=since, end=until, outlets=outlets or None, duplicates=False)
    if passing.articles.empty:
        raise ValueError(_nothing_passes(corpus, since, until, outlets))
    given = {"since": since, "until": until, "outlets": list(outlets), "actors": list(actors)}
    given = {name: value for name, value in given.items() if value}
    gone: list[str] = []
    if views:
        found = {name: _saved_panel(corpus, name, given) for name in views}
        panels = [(f"View {name!r}", panel) for name, (panel, _) in found.items()]
        gone = [f"View {name!r}: {words}" for name, (_, said) in found.items() for words in said]
    else:
        every = _every(passing.articles["date"])
        panels = _panels(corpus, given | {"by_country": by_country}, every)
    reasons = [(title, panel, _why_not(panel)) for title, panel in panels]
    left_out = gone + [f"{title}: left out, as {why}." for title, _, why in reasons if why]
    shown = [panel for _, panel, why in reasons if not why]
    if not shown:
        raise ValueError(f"there is no figure to put into a pack. {' '.join(left_out)}")
    return shown, left_out


def _panels(corpus: Corpus, filters: dict, every: str) -> list[tuple[str, Panel]]:
    """The panels of a briefing with their titles, also those that have nothing to show."""
    others = {name: value for name, value in filters.items() if name != "actors"}
    about = {"about": filters["actors"]} if "actors" in filters else {}
    sure = {"confidence": SURE}
    matrix = StancePanel(corpus, **filters, **sure, show="matrix", most=10)
    panels: list[Panel] = [
        FrequencyPanel(corpus, **filters, show="actors", most=12),
        FrequencyPanel(corpus, **filters, show="trend", every=every, most=4),
        CooccurrencePanel(corpus, **filters, show="network", minimum=1, most=14),
        CooccurrencePanel(corpus, **filters, show="matrix", minimum=1, most=10),
        matrix,
    ]
    if len(matrix.result):
        pair = tuple(matrix.result.iloc[0][["source", "target"]])
        panels.append(StancePanel(corpus, **others, **sure, pair=pair, show="trend", every=every))
        panels.append(StancePanel(corpus, **others, **sure, pair=pair, show="outlets"))
    panels.append(QuotesPanel(corpus, **others, **about, show="speakers", most=12))
    return [(panel.title(), panel) for panel in panels]


def _every(dates: pd.Series) -> str:
    """The period that shows the time between the first and the last article well."""
    days = dates.dropna()
    span = (days.max() - days.min()).days if len(days) else 0
    return "day" if span <= DAYS else "week" if span <= WEEKS else "month"


def _saved_panel(corpus: Corpus, name: str, given: Mapping[str, object]) -> tuple[Panel, list[str]]:
    """The panel of a saved view, and in words what it was set to that these articles have not.

    What it does not filter by is filtered as is asked for here; raises ValueError where that
    cannot be done.
    """
    view, given = saved_view(name), dict(given)
    if view.panel == "QuotesPanel" and "actors" in given:  # there they are those who speak
        given["about"] = given.pop("actors")
    if view.panel == "ComparePanel" and view.filters.get("by", "outlets") == "outlets":
        given.pop("outlets", None)  # it compares two of its own
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always", ViewWarning)
        panel = panel_of(replace(view, filters={**given, **view.filters}, corpus=""), corpus)
    said = [str(one.message) for one in caught if one.category is ViewWarning]
    for asked in {"outlets", "actors", "about"} & (given.keys() - view.filters.keys()):
        if set(panel.value(asked)) != set(given[asked]):
            raise ValueError(f"the view {name!r} cannot be narrowed so; {'; '.join(said)}")
    return panel, said


def _why_not(panel: Panel) -> str:
    """Why there is nothing to show, or ""."""
    table, show = panel.result, panel.value("show")
    if table.empty:
        try:  # a panel shows its errors and does not raise them
            panel.select()
            panel.table()
        except ValueError as error:
            return str(error).rstrip(".")
        named = panel.part.mentions["actor"].nunique()
        one = {"network", "matrix"} & {show} and "left" in table and named < 2
        return "only one actor is named" if one and named else "nothing was found to show"
    if "period" in table:
        read = table[table["n" if "n" in table else "of_articles"] > 0]["period"].nunique()
        return "" if read > 1 else "all of it is of one period"
    if "outlet" in table:
        told = table[table["n" if "n" in table else "words"] > 0]["outlet"].nunique()
        return "" if told > 1 else "only one outlet tells of it"
    if "difference" in table:
        return "" if table["difference"].notna().any() else "nothing is told on both sides"
    return ""


def _check_days(**days: str | None) -> None:
    for name, given in days.items():
        try:
            date.fromisoformat(given or "2000-01-01")
        except ValueError:
            raise ValueError(
                f"`{name}` must be a day such as '2023-10-31'; not {given!r}."
            ) from None


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
