"""Two columns of text on a page: found by the empty strip between them, read one after the other."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from ingest.readers.pdf.lines import PageLine

_LEAST = 5
_CROSSING_SHARE = 0.25
_FILLED = 0.6
_STRIP = 0.7
_FROM, _TO, _STEP = 0.3, 0.7, 2.0


def gutter(lines: Sequence[PageLine], width: float) -> float | None:
    """Where the strip between two columns runs; None for a page of one column or a table."""
    segments = [segment for line in lines for segment in line.segments]
    best: list[float] = []
    fewest = len(segments)
    x = width * _FROM
    while x <= width * _TO:
        crossing = sum(segment.x0 < x < segment.x1 for segment in segments)
        if crossing < fewest:
            best, fewest = [], crossing
        if crossing == fewest:
            best.append(x)
        x += _STEP
    if not best:
        return None
    middle = best[len(best) // 2]
    return middle if _are_columns(segments, middle, fewest) else None


def fits(lines: Sequence[PageLine], middle: float) -> bool:
    """True where most of the lines keep to one side of a strip."""
    return sum(_runs_over(line, middle) for line in lines) <= _CROSSING_SHARE * len(lines)


def _are_columns(segments: Sequence[PageLine], middle: float, crossing: int) -> bool:
    """Both sides have lines enough, side by side, that mostly fill them."""
    sides = [[s for s in segments if s.x1 <= middle], [s for s in segments if s.x0 >= middle]]
    if min(len(side) for side in sides) < _LEAST or crossing > _CROSSING_SHARE * len(segments):
        return False
    left, right = sides
    if min(left[-1].bottom, right[-1].bottom) <= max(left[0].top, right[0].top):
        return False
    for side in sides:
        room = max(s.x1 for s in side) - min(s.x0 for s in side)
        if median(s.x1 - s.x0 for s in side) < _FILLED * room:
            return False
    return True


def _runs_over(line: PageLine, middle: float) -> bool:
    """True for a line that goes on over the strip, as a heading over both columns does."""
    before = [letter.x1 for letter in line.inked if letter.x0 < middle]
    behind = [letter.x0 for letter in line.inked if letter.x0 >= middle]
    if not before or not behind:
        return max(before, default=middle) > middle + line.size / 2
    return min(behind) - max(before) < _STRIP * line.size


def parted(lines: Sequence[PageLine], middle: float) -> list[tuple[PageLine, int]]:
    """The lines in reading order, each with its column: 1 left, 2 right, 0 for one that runs over both."""
    out: list[tuple[PageLine, int]] = []
    left: list[PageLine] = []
    right: list[PageLine] = []
    for line in lines:
        if _runs_over(line, middle):
            out += [*((one, 1) for one in left), *((one, 2) for one in right), (line, 0)]
            left, right = [], []
            continue
        for side, part in ((left, line.between(0, middle)), (right, line.between(middle, float("inf")))):
            if part.inked:
                side.append(part)
    return [*out, *((one, 1) for one in left), *((one, 2) for one in right)]
