"""What a panel is set to: its controls by name, and for a moment what they might be set to."""

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from threading import local

import ipywidgets as widgets

from workbench.panels.controls import offered, put

HINTS = {  # what a field or slider does, where its label alone does not say it
    "most": "In the chart; the table has all",
    "minimum": "Leave out what is seen less often",
    "confidence": "Leave out stances of which the machine is less sure",
    "likeness": "How alike two names must be, of 100",
    "n": "How many rows are drawn",
    "seed": "Another number draws other rows",
}


class Settings:
    """The controls of a panel by their names in a view, and what each of them is set to."""

    def __init__(self, controls: Mapping[str, widgets.Widget], *, of: str) -> None:
        self.controls = dict(controls)
        for name in HINTS.keys() & self.controls.keys():
            self.controls[name].tooltip = HINTS[name]
        self.defaults = {name: control.value for name, control in self.controls.items()}
        self._of = of
        self._here = local()  # what is supposed in one thread holds in no other

    def value(self, name: str) -> object:
        """What the control of that name is set to, or is supposed to be."""
        supposed = getattr(self._here, "supposed", {})
        if name in supposed:
            return supposed[name]
        value = self.controls[name].value
        return round(value, 6) if isinstance(value, float) else value  # 0.1 + 0.05 is above 0.15

    @contextmanager
    def supposing(self, values: Mapping[str, object]) -> Iterator[None]:
        """Within this context these values are given for those set; no control is touched."""
        self._here.supposed = values
        try:
            yield
        finally:
            self._here.supposed = {}

    @property
    def view(self) -> dict[str, object]:
        """What differs from a new panel's, as text, numbers and lists."""
        values = {name: self.value(name) for name in self.controls}
        return {n: _plain(v) for n, v in values.items() if v != self.defaults[n]}

    def put(self, view: Mapping[str, object], *, partly: bool = False) -> list[str]:
        """Set what the view names; with `partly` return what cannot be set instead of raising it.

        Raises ValueError at the first that cannot.
        """
        gone = []
        unknown = [name for name in view if name not in self.controls]
        if unknown:
            gone.append(
                f"{self._of} has no filter {', '.join(map(repr, unknown))}; "
                f"it has {', '.join(self.controls)}."
            )
        known = [name for name in view if name in self.controls]
        if partly or not gone:
            for name in sorted(known, key=lambda name: name != "by_country"):  # decides the actors
                gone += put(self.controls[name], view[name], partly=partly)
        if gone and not partly:
            raise ValueError(gone[0])
        return gone

    def reset(self, name: str) -> None:
        """Set a control as in a new panel, or to the first of what is offered now."""
        control, value = self.controls[name], self.defaults[name]
        values = offered(control)
        control.value = value if values is None or value in values else next(iter(values), None)

    def in_words(self, names: Collection[str]) -> list[str]:
        """What these controls are set to, in the words of their labels."""
        return [_in_words(self.controls[name], self.value(name)) for name in names]


def _plain(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def _in_words(control: widgets.Widget, value: object) -> str:
    label = control.description.lower()
    if isinstance(value, bool):
        return label
    words = getattr(control, "label", ", ".join(value) if isinstance(value, tuple) else value)
    return f"{label} {words}" if label.endswith("≥") else f"{label}: {words}"
