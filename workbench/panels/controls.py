"""The controls of the panels; each has a `value`, a label, and works by keyboard."""

from collections.abc import Callable, Sequence
from datetime import date
from html import escape
from time import monotonic

import ipywidgets as widgets
import traitlets

from workbench.panels.later import in_turn

EVERY = {"month": "month", "week": "week", "day": "day"}
KEPT = 2.0  # seconds in which a slider may still settle after a button was pressed


class Picker(widgets.VBox):
    """Pick any of many: type to search, Enter to add, press a picked one to let it go.

    `value` is the tuple of those picked, in the order of picking; empty stands for all.
    """

    value = traitlets.Tuple()

    def __init__(self, description: str, options: Sequence[str]):
        self._search = widgets.Combobox(
            description=description,
            placeholder="all; type to pick",
            continuous_update=False,
            ensure_option=False,
        )
        self._chips = widgets.Box().add_class("wb-chips")
        self.description = description
        self.options = options
        self._search.observe(self._pick, "value")
        super().__init__([self._search, self._chips])

    @property
    def options(self) -> tuple[str, ...]:
        """What can be picked, in the order offered."""
        return self._options

    @options.setter
    def options(self, options: Sequence[str]) -> None:
        self._options = tuple(options)
        self._search.options = self._options
        if not set(self.value) <= set(self._options):
            self.value = tuple(name for name in self.value if name in self._options)

    def _pick(self, change: dict) -> None:
        typed = change["new"].strip()
        if not typed:
            return
        matches = [name for name in self._options if typed.lower() in name.lower()]
        exact = [name for name in matches if name.lower() == typed.lower()]
        if len(exact or matches) != 1:
            return  # the words stay, and the list goes on offering
        self._search.value = ""
        if (name := (exact or matches)[0]) not in self.value:
            self.value = (*self.value, name)

    @traitlets.validate("value")
    def _known(self, proposal: dict) -> tuple[str, ...]:
        unknown = [name for name in proposal["value"] if name not in self._options]
        if unknown:
            raise ValueError(_not_found(self.description, unknown, self._options))
        return tuple(dict.fromkeys(proposal["value"]))

    @traitlets.observe("value")
    def _show(self, change: dict) -> None:
        self._chips.children = [self._chip(name) for name in self.value]

    def _chip(self, name: str) -> widgets.Button:
        chip = widgets.Button(description=f"{name} ✕", tooltip=f"Remove {name}")
        chip.on_click(lambda _: setattr(self, "value", tuple(n for n in self.value if n != name)))
        return chip


def choice(label: str, options: dict[object, str]) -> widgets.Dropdown:
    """A menu; `options` gives the words for each value, the first is the default."""
    pairs = [(words, value) for value, words in options.items()]
    return widgets.Dropdown(description=label, options=pairs)


def day(label: str, value: date | None) -> widgets.DatePicker:
    """A day, in the browser's own date field."""
    return widgets.DatePicker(description=label, value=value)


def number(label: str, value: int, *, most: int = 10_000) -> widgets.BoundedIntText:
    """A whole number from 1 to `most`."""
    return widgets.BoundedIntText(description=label, value=value, min=1, max=most)


def threshold(label: str) -> widgets.FloatSlider:
    """A number from 0 to 1 on a slider, sent when the slider is let go."""
    return widgets.FloatSlider(
        description=label, min=0, max=1, step=0.05, readout_format=".2f", continuous_update=False
    )


def switch(label: str) -> widgets.Checkbox:
    """A box to tick."""
    return widgets.Checkbox(description=label, value=False, indent=False)


def offered(control: widgets.Widget) -> list | None:
    """What a menu offers, None for a control that is no menu."""
    if not isinstance(control, widgets.Dropdown):
        return None
    return [one[1] if isinstance(one, tuple) else one for one in control.options]


def put(control: widgets.Widget, value: object, *, partly: bool = False) -> list[str]:
    """Set a control to a value as a view has it: text, number, list; return [].

    Where it cannot be set, ValueError; with `partly`, what can be of it is set, and the list says
    what cannot.
    """
    label, values, gone = control.description, offered(control), []
    try:
        if isinstance(control, widgets.DatePicker) and isinstance(value, str):
            value = date.fromisoformat(value)
        value = tuple(value) if isinstance(value, list) else value
        if values is not None and value not in values:
            raise ValueError(_not_found(label, [value], values))
        if isinstance(control, Picker) and partly:
            unknown = [name for name in value if name not in control.options]
            gone = [_not_found(label, unknown, control.options)] if unknown else []
            value = tuple(name for name in value if name in control.options)
        control.value = value
    except (TypeError, ValueError, traitlets.TraitError) as error:
        words = str(error)
        if not words.startswith(label.lower()):
            words = f"{label.lower()}: {value!r} cannot be set ({words})."
        if not partly:
            raise ValueError(words) from error
        return [words]
    return gone


def _not_found(label: str, unknown: Sequence, options: Sequence) -> str:
    some = ", ".join(map(_named, options[:8])) or "none"
    more = " and others" if len(options) > 8 else ""
    return f"{label.lower()}: {', '.join(map(_named, unknown))} not found; there are {some}{more}."


def _named(value: object) -> str:
    return " → ".join(map(repr, value)) if isinstance(value, tuple) else repr(value)


class Message(widgets.HTML):
    """A line that says what was done, or what went wrong, where the user looks."""

    _said = -KEPT

    def say(self, words: str) -> None:
        """Show that something was done, and keep it while a slider that was let go settles."""
        self._said = monotonic()
        self.value = f'<div class="wb-saved" role="status">{escape(words)}</div>'

    def warn(self, words: str) -> None:
        """Show that something went wrong."""
        self._said = -KEPT
        self.value = f'<div class="wb-message" role="alert">{escape(words)}</div>'

    def told(self, action: Callable[[], object], *, anew: bool = True) -> Callable:
        """The action as a callback whose error is shown here rather than lost.

        What was said before goes first, unless it was said just now or the action only finishes
        what was done (`anew`).
        """

        @in_turn
        def run(_change: object = None) -> None:
            if anew and monotonic() - self._said >= KEPT:
                self.value = ""
            try:
                action()
            except Exception as error:
                self.warn(words_of(error))

        return run


def words_of(error: Exception) -> str:
    """What an error says, or its name where it says nothing."""
    said = error.args[0] if isinstance(error, KeyError) and error.args else error
    return str(said) or type(error).__name__
