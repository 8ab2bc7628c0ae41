"""What the panels without a chart have in common."""

from collections.abc import Mapping

import ipywidgets as widgets
import pandas as pd

from workbench.panels.picture import Picture
from workbench.panels.settings import Settings
from workbench.panels.shown import Shown
from workbench.panels.still import still_table


class Sheet(Shown):
    """A panel without a chart: its controls, and beside them a message and what it shows.

    `result` is the table shown, `view` what the controls are set to other than in a new panel:
    the mapping that builds the same panel again. What goes wrong is said in the message.
    """

    def lay_out(
        self,
        controls: Mapping[str, widgets.Widget],
        *shown: widgets.Widget,
        view: Mapping[str, object],
    ) -> None:
        """Put the controls beside what is shown, and set them as the view has them."""
        self.settings = Settings(controls, of=type(self).__name__)
        self.settings.put(view)
        self.put_beside(shown)
        style = Picture().add_class("wb-only-style")  # the panels' style sheet comes with it
        self.children = [*self.children, style]

    def copied(self) -> pd.DataFrame:
        """The table of the plain copy, its columns as an analyst reads them."""
        return self._result

    def told(self) -> str:
        """What is said above the table, as HTML."""
        return ""

    def _plain_copy(self) -> str:
        return still_table(self.copied(), above=self._message.value + self.told())

    def __repr__(self) -> str:
        return f"{type(self).__name__}: run the notebook to use it."
