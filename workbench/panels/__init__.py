"""One panel a subject: filters, the chart they make, its sentences, its table, and the export."""

from workbench.panels.actors import ActorListPanel
from workbench.panels.audit import AuditPanel
from workbench.panels.compare import ComparePanel
from workbench.panels.cooccurrence import CooccurrencePanel
from workbench.panels.corrections import CorrectionsPanel
from workbench.panels.frequency import FrequencyPanel
from workbench.panels.opening import open_view, read_view
from workbench.panels.quotes import QuotesPanel
from workbench.panels.search import SearchPanel
from workbench.panels.stance import StancePanel

__all__ = [
    "ActorListPanel",
    "AuditPanel",
    "ComparePanel",
    "CooccurrencePanel",
    "CorrectionsPanel",
    "FrequencyPanel",
    "QuotesPanel",
    "SearchPanel",
    "StancePanel",
    "open_view",
    "read_view",
]
