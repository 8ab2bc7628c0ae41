"""A panel built anew from a view: from a file that carries it, or by its name."""

import warnings
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from workbench.articles import read_articles
from workbench.corpus import Corpus, annotate
from workbench.folders import articles_folder
from workbench.panels.compare import ComparePanel
from workbench.panels.cooccurrence import CooccurrencePanel
from workbench.panels.frequency import FrequencyPanel
from workbench.panels.panel import Panel
from workbench.panels.quotes import QuotesPanel
from workbench.panels.stance import StancePanel
from workbench.review.views import View, ViewError, ViewWarning, saved_view, view_in

PANELS = {
    kind.__name__: kind
    for kind in (ComparePanel, CooccurrencePanel, FrequencyPanel, QuotesPanel, StancePanel)
}


def read_view(path: str | Path, corpus: Corpus | None = None) -> Panel:
    """Return the panel that made an exported PNG, SVG, PDF or PPTX, or a saved view.

    It shows `corpus`; without one, the articles of `articles_folder()`, annotated. A warning says
    when these are not the articles and annotations of the export, and what was set then that is
    not there now: it is left out.
    """
    return panel_of(view_in(path), corpus)


def open_view(name: str, corpus: Corpus | None = None) -> Panel:
    """Return the panel of the view saved under that name, on `corpus` as in `read_view`."""
    return panel_of(saved_view(name), corpus)


def panel_of(view: View, corpus: Corpus | None = None) -> Panel:
    """Return the panel of a view, as `read_view` does."""
    if view.panel not in PANELS:
        raise ViewError(
            f"the view is of a {view.panel!r}, which this version has not; it has "
            f"{', '.join(PANELS)}."
        )
    if corpus is None:
        corpus = annotate(read_articles(articles_folder()))
    panel, gone = _built(PANELS[view.panel], corpus, view.filters)
    for words in gone:
        warnings.warn(f"left out of the view: {words}", ViewWarning, stacklevel=3)
    if view.corpus and view.corpus != corpus.fingerprint:
        warnings.warn(
            f"the view was made on other articles or annotations ({view.corpus}, these are "
            f"{corpus.fingerprint}); its filters are used on these.",
            ViewWarning,
            stacklevel=3,
        )
    return panel


def _built(
    kind: type[Panel], corpus: Corpus, filters: Mapping[str, object]
) -> tuple[Panel, list[str]]:
    """The panel with these filters, and in words those that cannot be set."""
    if "exports" not in filters:  # no filter: where to write is not the view's to say
        with suppress(ValueError, TypeError):
            return kind(corpus, **filters), []
    panel = kind(corpus)
    return panel, panel.show_view(filters, partly=True)
