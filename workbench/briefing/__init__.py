"""The briefing pack: figures with their finding, as slides, page, workbook, pictures and data."""

from workbench.briefing.figures import figure_from, standard_figures, standard_panels
from workbench.briefing.pack import brief, check_pack
from workbench.briefing.panel import BriefingPanel

__all__ = [
    "BriefingPanel",
    "brief",
    "check_pack",
    "figure_from",
    "standard_figures",
    "standard_panels",
]
