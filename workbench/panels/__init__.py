"""One panel a subject: filters, the chart they make, its sentences, its table, and the export."""

from workbench.panels.cooccurrence import CooccurrencePanel
from workbench.panels.frequency import FrequencyPanel
from workbench.panels.stance import StancePanel

__all__ = ["CooccurrencePanel", "FrequencyPanel", "StancePanel"]
