"""What every panel of a notebook does: it follows the desk while it is seen, and leaves a copy."""

from collections.abc import Callable, Mapping, Sequence

import ipywidgets as widgets
import pandas as pd
import traitlets
from IPython.display import HTML, DisplayHandle, display

from workbench.corpus import Corpus
from workbench.panels.controls import Message
from workbench.panels.settings import Settings
from workbench.review.desk import Desk, desk_of


class Shown(widgets.VBox):
    """A panel as it stands in a notebook, and beneath it its plain copy.

    It has a corpus, from the desk where that is revised, a message, and its settings, which the
    panels that build on this one make.
    Once all its views are gone, as when its cell was run again, it follows the desk no more until
    it is seen again or asked for its `result`; `close` lets it go for good.
    """

    settings: Settings
    _result = pd.DataFrame()
    _still: DisplayHandle | None = None
    _gone = False
    _follows: tuple[tuple[Desk, Callable, str], ...] = ()
    _missed: Mapping[str, Callable[[], object]] = {}

    def __init__(self, corpus: Corpus) -> None:
        super().__init__()
        self.desk = desk_of(corpus)
        self.corpus = self.desk.part(corpus.articles)
        self._message = Message()

    @property
    def controls(self) -> dict[str, widgets.Widget]:
        """The controls by their names in a view."""
        return self.settings.controls

    def value(self, name: str) -> object:
        """What the control of that name is set to."""
        return self.settings.value(name)

    @property
    def view(self) -> dict[str, object]:
        """What is set other than in a new panel, as text, numbers and lists."""
        return self.settings.view

    @property
    def result(self) -> pd.DataFrame:
        """The table now shown."""
        self.catch_up()
        return self._result

    def put_beside(self, shown: Sequence[widgets.Widget], below: Sequence = ()) -> None:
        """Put the controls, and what stands below them, beside the message and what is shown."""
        column = widgets.VBox([*self.controls.values(), *below]).add_class("wb-controls")
        right = widgets.VBox([self._message, *shown]).add_class("wb-shown")
        self.children = [widgets.Box([column, right]).add_class("wb-body")]
        self.add_class("wb-panel")

    def follow(self, desk: Desk, action: Callable[[], object], name: str = "corpus") -> None:
        """Do it whenever that trait of the desk changes, while the panel is seen."""

        def run(_change: object) -> None:
            if self._gone:
                self._missed = {**self._missed, name: action}
            else:
                action()

        desk.observe(run, name)
        self._follows = (*self._follows, (desk, run, name))

    def catch_up(self) -> None:
        """Do what was missed while the panel was not seen."""
        missed, self._missed = self._missed, {}
        for action in missed.values():
            action()

    def close(self) -> None:
        """Take the panel out of the notebook, and follow the desk no more."""
        for desk, run, name in self._follows:
            desk.unobserve(run, name)
        self._follows = ()
        super().close()

    @traitlets.observe("_view_count")
    def _count_views(self, change: dict) -> None:
        self._gone = not change["new"] and bool(change["old"])
        if not self._gone:
            self.catch_up()

    def _copy(self) -> None:
        """Bring the plain copy, where there is one, to what the panel shows."""
        if self._still:
            self._still.update(HTML(self._plain_copy()))

    def _plain_copy(self) -> str:
        raise NotImplementedError

    def _ipython_display_(self) -> None:
        """Show the panel, and beneath it its plain copy for where no panel can live."""
        if self._view_count is None:
            self._view_count = 0  # so that the browser tells how many there are
        display(self._repr_mimebundle_(), raw=True)
        self._still = display(HTML(self._plain_copy()), display_id=True)
