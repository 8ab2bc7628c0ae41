"""The briefing pack: figures with their finding, as slides, page, workbook, pictures and data."""

from workbench.briefing.figures import figure_from
from workbench.briefing.pack import brief, check_pack
from workbench.briefing.panel import BriefingPanel
from workbench.briefing.standard import standard_figures, standard_panels

__all__ = [
    "BriefingPanel",
    "brief",
    "check_pack",
    "figure_from",
    "standard_figures",
    "standard_panels",
]
