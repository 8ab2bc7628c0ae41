"""What can wait until the picture is on its way to the browser."""

import asyncio
from collections.abc import Callable
from functools import wraps
from threading import RLock

TURN = RLock()
"""Held by whoever works on a panel: cells and widgets may run in threads of their own."""


def in_turn(action: Callable) -> Callable:
    """The action as one that waits until nobody else works on a panel."""

    @wraps(action)
    def run(*given: object) -> object:
        with TURN:
            return action(*given)

    return run


class Later:
    """An action that is put off; asked for again meanwhile, it is done once.

    Where no event loop runs, outside of a notebook, it is done at once, or never (`at_once`).
    """

    def __init__(self, action: Callable[[], object], *, at_once: bool = True) -> None:
        self._action, self._at_once = action, at_once
        self._waiting: asyncio.TimerHandle | None = None

    @property
    def due(self) -> bool:
        """Whether it was asked for and is not yet done."""
        return self._waiting is not None

    def ask(self, seconds: float = 0.03) -> None:
        """Do it after so many seconds, counted from the last time it was asked for."""
        self.forget()
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            if self._at_once:
                self._action()
        else:
            self._waiting = loop.call_later(seconds, self.now)

    def now(self) -> None:
        """Do it now, if it was asked for."""
        with TURN:
            if self.due:
                self.forget()
                self._action()

    def forget(self) -> None:
        """Do not do it."""
        if self._waiting is not None:
            self._waiting.cancel()
        self._waiting = None
