"""Read the news for a briefing: who is in it, with whom, and who stands how towards whom.

    import workbench as wb

    articles = wb.read_articles("data/articles")
    corpus = wb.annotate(articles)
    wb.frequency(corpus.mentions, corpus.articles)

Each name is imported from its module when it is first used: a command that draws nothing does not
wait for matplotlib.
"""

from importlib import import_module

PUBLIC = {
    "articles": ["read_articles", "reading_report"],
    "briefing": [
        "brief",
        "BriefingPanel",
        "check_pack",
        "figure_from",
        "standard_figures",
        "standard_panels",
    ],
    "charts": [
        "actor_bars",
        "actor_trend",
        "comparison",
        "cooccurrence_matrix",
        "cooccurrence_network",
        "speaker_bars",
        "stance_by_outlet",
        "stance_matrix",
        "stance_over_time",
    ],
    "corpus": ["annotate", "Corpus", "revise"],
    "exports": ["export"],
    "folders": ["articles_folder", "data_folder"],
    "measures": ["article_stance", "compare", "frequency", "stance_balance", "trend"],
    "charts.reliability": ["reliability_diagram"],
    "measures.reliability": ["measured_precision", "reliability"],
    "measures.comparison": ["side_by_side", "two_actors", "two_outlets", "two_periods"],
    "measures.pairs": ["cooccurrence"],
    "measures.selection": ["by_country", "select"],
    "measures.voices": ["quotes_about", "who_speaks"],
    "panels": [
        "ActorListPanel",
        "AuditPanel",
        "ComparePanel",
        "CooccurrencePanel",
        "CorrectionsPanel",
        "FrequencyPanel",
        "open_view",
        "QuotesPanel",
        "read_view",
        "SearchPanel",
        "StancePanel",
    ],
    "panels.still": ["show"],
    "pipeline": ["load_pipeline"],
    "pipeline.stance": ["stance_between"],
    "review.concordance": ["concordance"],
    "review.corrections": ["correct", "read_corrections", "undo"],
    "review.evidence": ["evidence_for", "show_sentences"],
    "review.views": ["saved_views"],
}
_MODULES = {name: module for module, names in PUBLIC.items() for name in names}
__all__ = sorted(_MODULES)


def __getattr__(name: str):
    if name not in _MODULES:
        raise AttributeError(f"module 'workbench' has no attribute {name!r}")
    return getattr(import_module(f"workbench.{_MODULES[name]}"), name)


def __dir__() -> list[str]:
    return [*globals(), *__all__]
