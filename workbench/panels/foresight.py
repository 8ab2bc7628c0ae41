"""What the analyst will most likely ask for next, drawn while the kernel has nothing else to do."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import ClassVar

import ipywidgets as widgets

from workbench.panels.controls import Picker, offered
from workbench.panels.later import TURN, Later

FIRST = 0.06  # seconds after a picture, when its count and table are on their way too
PAUSE = 0.02  # seconds in which the kernel takes what came meanwhile
CHOICES = 8


class Foresight:
    """Draws one thing after the other, and leaves off as soon as something else is asked for.

    `draw` draws one and says whether it had to; `ready` says whether the panel is in sight. Only
    the panel that was changed last looks ahead, and none where no event loop runs.
    """

    _last: ClassVar["Foresight | None"] = None

    def __init__(self, draw: Callable[[object], bool], ready: Callable[[], bool]) -> None:
        self._draw, self._ready = draw, ready
        self._ahead: list[object] = []
        self._slot = Later(self._next, at_once=False)

    def begin(self, ahead: Iterable[object]) -> None:
        """Draw these, the likeliest first, and nothing that was to be drawn before."""
        with TURN:
            if Foresight._last is not None:
                Foresight._last.end()
            self._ahead = list(ahead)
            if self._ahead and self._ready():
                Foresight._last = self
                self._slot.ask(FIRST)

    def end(self) -> None:
        """Draw no more."""
        with TURN:
            self._ahead = []
            self._slot.forget()
            if Foresight._last is self:
                Foresight._last = None

    def _next(self) -> None:
        while self._ahead and self._ready():
            if self._draw(self._ahead.pop(0)):
                self._slot.ask(PAUSE)
                return
        self.end()


def likely(control: widgets.Widget, before: object) -> list:
    """Return what a control will be set to next, the likeliest first, after it was set `before`.

    Of a day or a number the next one the same way, the one before and the second next; of a day
    first of all the same step again, as by weeks or months. Of a menu and of a picker of few the
    other choices; of a box to tick its other side.
    """
    value = control.value
    if isinstance(control, widgets.DatePicker):
        return _days(value, before) if value else []
    if isinstance(control, widgets.Checkbox):
        return [not value]
    if isinstance(control, Picker):
        others = [name for name in control.options if name not in value]
        return [(*value, name) for name in others] if len(others) <= CHOICES else []
    if (values := offered(control)) is not None:
        return _others(values, value)
    on = 1 if value >= before else -1
    return _distinct(_within(control, value + turn * on * control.step) for turn in (1, -1, 2))


def _days(value: date, before: date | None) -> list[date]:
    before = before or value
    today, moved = value.toordinal(), (value - before).days
    on = 1 if moved >= 0 else -1
    months = 12 * (value.year - before.year) + value.month - before.month
    year, month = divmod(12 * value.year + value.month - 1 + months, 12)
    again = _day(today + moved)
    if value.day == before.day <= 28 and 0 < year < 10_000:  # moved by months, or years
        again = date(year, month + 1, value.day)
    return _distinct([again, *(_day(today + turn * on) for turn in (1, -1, 2))])


def _day(number: int) -> date:
    return date.fromordinal(min(max(number, 1), date.max.toordinal()))


def _others(values: list, value: object) -> list:
    """The other choices, those near the present one first."""
    at = values.index(value) if value in values else 0
    near = sorted(range(len(values)), key=lambda place: (abs(place - at), place < at))
    return [values[place] for place in near if values[place] != value][:CHOICES]


def _within(control: widgets.Widget, value: float) -> float:
    kept = min(max(value, control.min), control.max)
    return round(kept, 6) if isinstance(kept, float) else kept


def _distinct(values: Iterable) -> list:
    return list(dict.fromkeys(values))
