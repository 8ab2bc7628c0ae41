"""What was drawn, kept so that it is shown again at once."""

from collections.abc import Hashable
from typing import NamedTuple

import pandas as pd

ROOM = 64_000_000  # bytes of what a panel keeps
MARK = 1_000  # bytes that a mark takes, about


class Drawing(NamedTuple):
    """A table, and its picture with the marks and the description."""

    table: pd.DataFrame
    png: bytes
    marks: list[dict]
    alt: str


class Album:
    """The drawings of a panel by the state they show; where room is short, the oldest go."""

    def __init__(self, room: int = ROOM) -> None:
        self._room = room
        self._kept: dict[Hashable, tuple[Drawing, int]] = {}

    def __contains__(self, state: Hashable) -> bool:
        return state in self._kept

    def find(self, state: Hashable) -> Drawing | None:
        """The drawing of that state, if it is kept; it becomes the newest."""
        if state not in self._kept:
            return None
        drawing, _ = self._kept[state] = self._kept.pop(state)
        return drawing

    def keep(self, state: Hashable, drawing: Drawing) -> Drawing:
        """Keep the drawing as the newest, and return it."""
        table = int(drawing.table.memory_usage().sum())
        self._kept[state] = drawing, table + len(drawing.png) + MARK * len(drawing.marks)
        taken = sum(size for _, size in self._kept.values())
        for old in list(self._kept)[:-1]:
            if taken <= self._room:
                break
            taken -= self._kept.pop(old)[1]
        return drawing

    def clear(self) -> None:
        """Keep nothing."""
        self._kept.clear()
