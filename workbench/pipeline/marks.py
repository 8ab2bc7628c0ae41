"""Quotation marks paired into quoted stretches, however a newspaper sets them."""

import re
from bisect import bisect_left
from typing import NamedTuple

MARK = re.compile(r"''|``|[\"“”„‟«»″'‘’‚‛`]")
BLANK_LINE = re.compile(r"\n[^\S\n]*\n\s*")
SINGLE = frozenset("'‘’‚‛`")
OPENS_ONLY = frozenset("“„‟«‘‚‛`") | {"``"}
CLOSES_ONLY = frozenset("”»")
BEFORE_OPENING = frozenset("([{—–-/:;,=>…") | frozenset("\"“‘'«„`")
AFTER_CLOSING = frozenset(".,;:!?)]}—–-/…<") | frozenset("\"”’'»")
SENTENCE_END = frozenset(".!?…")


class Stretch(NamedTuple):
    """Text between quotation marks: character offsets with the marks, and how it was closed."""

    start: int
    end: int
    depth: int
    closed: bool
    continues: bool
    """Whether it goes on with the stretch that an earlier paragraph left open."""


class _Mark(NamedTuple):
    start: int
    end: int
    opens: bool
    closes: bool
    weak: bool
    """Whether a closing single mark may as well be a plural's apostrophe (the allies' plan)."""


def paragraphs(text: str) -> list[tuple[int, int]]:
    """Return the character span of each paragraph; without blank lines each line is one."""
    breaks = [match.span() for match in BLANK_LINE.finditer(text)]
    if len(breaks) < 2:
        breaks = [match.span() for match in re.finditer(r"\n\s*", text)]
    starts = [0, *(end for _, end in breaks)]
    ends = [*(start for start, _ in breaks), len(text)]
    return [(start, end) for start, end in zip(starts, ends, strict=True) if start < end]


def stretches(text: str) -> list[Stretch]:
    """Return the quoted stretches of a text, in order, outer before inner.

    A quotation that runs over paragraphs, each opened by a mark and only the last closed, gives
    one stretch a paragraph. A mark without a partner gives nothing, and the rest is still read.
    Time is linear in the marks.
    """
    marks = [_read(text, match.start(), match.end()) for match in MARK.finditer(text)]
    marks = [mark for mark in marks if mark.opens or mark.closes]
    positions = [mark.start for mark in marks]
    found: list[Stretch] = []
    carried = False
    spans = paragraphs(text)
    for number, (start, end) in enumerate(spans):
        here = marks[bisect_left(positions, start) : bisect_left(positions, end)]
        double = [mark for mark in here if text[mark.start] not in SINGLE or _is_double(mark)]
        single = [mark for mark in here if text[mark.start] in SINGLE and not _is_double(mark)]
        goes_on = False
        if number + 1 < len(spans):
            goes_on = _opens_paragraph(text, marks, positions, spans[number + 1][0])
        pairs, goes_on = _pair_double(text, double, start, end, carried, goes_on)
        found += _nest(pairs + [(*pair, True, False) for pair in _pair_single(single, pairs)])
        carried = goes_on
    return found


def _is_double(mark: _Mark) -> bool:
    return mark.end - mark.start == 2


def _read(text: str, start: int, end: int) -> _Mark:
    """Tell from what stands beside a mark whether it can open, can close, or neither."""
    sign = text[start:end]
    before = text[start - 1] if start else " "
    after = text[end] if end < len(text) else " "
    free_before = before.isspace() or before in BEFORE_OPENING
    free_after = after.isspace() or after in AFTER_CLOSING
    opens = free_before and not after.isspace()
    closes = not before.isspace() and free_after
    if sign in SINGLE:
        if before.isalnum() and after.isalnum():
            return _Mark(start, end, False, False, False)
        opens = opens and not after.isdigit() and sign != "’"
        weak = before in "sSxz" and after.isspace()
        return _Mark(start, end, opens, closes and sign not in OPENS_ONLY, weak)
    if sign in OPENS_ONLY:
        return _Mark(start, end, True, closes and not opens, False)
    if sign in CLOSES_ONLY:
        return _Mark(start, end, opens and not closes, True, False)
    if before.isspace() and after.isspace():
        opens = closes = True
    elif not opens and not closes:
        opens, closes = after.isalnum() and not before.isalnum(), before.isalnum()
    return _Mark(start, end, opens, closes, False)


def _opens_paragraph(text: str, marks: list[_Mark], positions: list[int], start: int) -> bool:
    place = bisect_left(positions, start)
    if place == len(marks):
        return False
    mark = marks[place]
    return mark.start == start and mark.opens and text[start] not in SINGLE


def _pair_double(
    text: str, marks: list[_Mark], start: int, end: int, carried: bool, goes_on: bool
) -> tuple[list[tuple[int, int, bool, bool]], bool]:
    """Pair the double marks of one paragraph; say too whether its last stretch stays open."""
    pairs: list[tuple[int, int, bool, bool]] = []
    stack: list[_Mark] = []
    unmarked = carried and not (marks and marks[0].start == start and marks[0].opens)
    for mark in marks:
        if stack and mark.closes:
            opening = stack.pop()
            continues = carried and opening.start == start
            pairs.append((opening.start, mark.end, True, continues))
        elif mark.opens:
            stack.append(mark)
        elif unmarked and not pairs:
            pairs.append((start, mark.end, True, True))
            unmarked = False
    left_open = False
    for place, opening in enumerate(stack):
        following = stack[place + 1].start if place + 1 < len(stack) else None
        inner = [pair for pair in pairs if pair[0] > opening.start] if place == 0 else []
        if following is None and not inner and goes_on:
            left_open = True
            pairs.append((opening.start, end, False, carried and opening.start == start))
            continue
        stop = min([following or end, *(pair[0] for pair in inner)])
        said = text[opening.end : stop].rstrip()
        if stop < end and len(said) > 8 and not said[0].isspace() and said[-1] in SENTENCE_END:
            pairs.append((opening.start, opening.end + len(said), False, False))
    return sorted(pairs), left_open


def _pair_single(
    marks: list[_Mark], doubles: list[tuple[int, int, bool, bool]]
) -> list[tuple[int, int]]:
    """Pair the single marks of one paragraph, telling them from apostrophes."""
    following: list[tuple[int | None, int | None, int]] = []
    strong = weak = None
    opener = len(marks)
    for place in range(len(marks) - 1, -1, -1):
        following.append((strong, weak, opener))
        if marks[place].closes:
            strong, weak = (strong, place) if marks[place].weak else (place, weak)
        if marks[place].opens:
            opener = place
    following.reverse()
    pairs: list[tuple[int, int]] = []
    free_from = 0
    for place, mark in enumerate(marks):
        if not mark.opens or mark.start < free_from:
            continue
        strong, weak, opener = following[place]
        partner = strong
        if weak is not None and (strong is None or weak < opener < strong):
            partner = weak
        if partner is None:
            continue
        pairs.append((mark.start, marks[partner].end))
        free_from = marks[partner].end
    return [pair for pair in pairs if not _crosses(pair, doubles)]


def _crosses(pair: tuple[int, int], others: list[tuple[int, int, bool, bool]]) -> bool:
    start, end = pair
    last = bisect_left(others, (end,))
    first = max(0, bisect_left(others, (start,)) - 1)
    return any(
        other[0] < start < other[1] < end or start < other[0] < end < other[1]
        for other in others[first:last]
    )


def _nest(pairs: list[tuple[int, int, bool, bool]]) -> list[Stretch]:
    """Sort pairs and give each its depth: 0 for the outermost."""
    found: list[Stretch] = []
    ends: list[int] = []
    for start, end, closed, continues in sorted(pairs, key=lambda pair: (pair[0], -pair[1])):
        while ends and ends[-1] <= start:
            ends.pop()
        found.append(Stretch(start, end, len(ends), closed, continues))
        ends.append(end)
    return found
