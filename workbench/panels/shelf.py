"""The views kept under a name, and the controls that keep and open them."""

from collections.abc import Callable

import ipywidgets as widgets

from workbench.panels.controls import Message
from workbench.review.views import View, save_view, saved_view, saved_views


class Shelf(widgets.VBox):
    """Save the view of a panel under a name, and open one that was saved.

    `current` gives the view to save, `show` opens one and says what of it there is no more; only
    views of the same kind of panel are offered.
    """

    def __init__(self, current: Callable[[], View], show: Callable[[View], list[str]]) -> None:
        self._current, self._show = current, show
        self.opener = widgets.ToggleButton(description="Views", icon="folder")
        self.name = widgets.Text(description="Name", placeholder="Korea, October")
        self.saved = widgets.Dropdown(description="Saved")
        self.said = Message()
        self.keep = widgets.Button(description="Save", tooltip="Keep the filters by name")
        self.take = widgets.Button(description="Open", tooltip="Set the filters as saved")
        self.keep.on_click(self.said.told(self._save))
        self.take.on_click(self.said.told(self._open))
        buttons = widgets.HBox([self.keep, self.take]).add_class("wb-pair")
        self._inside = widgets.VBox([self.name, self.saved, buttons, self.said])
        super().__init__([self.opener.add_class("wb-export"), self._inside])
        self.add_class("wb-shelf")
        self.opener.observe(self.said.told(self._list), "value")
        self._list()

    def _list(self) -> None:
        self._inside.layout.display = None if self.opener.value else "none"
        if not self.opener.value:
            return
        views = saved_views()
        of_panel = views[views["panel"] == self._current().panel]
        chosen = self.saved.value
        self.saved.options = names = of_panel["name"].tolist()
        self.saved.value = chosen if chosen in names else next(iter(names), None)
        if views.attrs["problems"]:
            self.said.warn(" ".join(views.attrs["problems"]))

    def _save(self) -> None:
        path = save_view(self._current(), self.name.value)
        self._list()
        self.saved.value = " ".join(self.name.value.split())
        self.said.say(f"Saved in {path}")

    def _open(self) -> None:
        if not self.saved.value:
            self.said.say("No view of this panel is saved yet.")
            return
        view = saved_view(self.saved.value)
        gone = self._show(view)
        other = view.corpus != self._current().corpus
        words = ["Opened.", *(["It was saved on other articles or annotations."] if other else [])]
        (self.said.warn if gone else self.said.say)(" ".join([*words, *gone]))
