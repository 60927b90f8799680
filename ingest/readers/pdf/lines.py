"""Letters into printed lines, and a line into its segments where a wide gap parts them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from ingest.readers.pdf.letters import Letter

_SAME_LINE = 0.45
_SPACE = 0.45
WIDE_GAP = 1.4
_BOLD = ("bold", "heavy", "black", "demi")


@dataclass(frozen=True)
class PageLine:
    """Letters beside one another, from left to right."""

    letters: tuple[Letter, ...]
    page: int

    @cached_property
    def text(self) -> str:
        out: list[str] = []
        for before, letter in zip((None, *self.letters), self.letters, strict=False):
            gap = letter.x0 - before.x1 if before else 0.0
            if before and gap > _SPACE * max(before.size, letter.size) and not before.text.isspace() and not letter.text.isspace():
                out.append(" ")
            out.append(letter.text)
        return "".join(out).strip()

    @cached_property
    def inked(self) -> tuple[Letter, ...]:
        return tuple(letter for letter in self.letters if not letter.text.isspace())

    @cached_property
    def x0(self) -> float:
        return self.inked[0].x0

    @cached_property
    def x1(self) -> float:
        return max(letter.x1 for letter in self.inked)

    @cached_property
    def top(self) -> float:
        return min(letter.top for letter in self.inked)

    @cached_property
    def bottom(self) -> float:
        return max(letter.bottom for letter in self.inked)

    @cached_property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2

    @cached_property
    def size(self) -> float:
        return Counter(round(letter.size, 1) for letter in self.inked).most_common(1)[0][0]

    @cached_property
    def bold(self) -> bool:
        return all(any(word in letter.font.lower() for word in _BOLD) for letter in self.inked)

    @cached_property
    def segments(self) -> tuple[PageLine, ...]:
        """The parts of the line between wide gaps."""
        parts: list[list[Letter]] = []
        for letter in self.inked:
            if parts and letter.x0 - parts[-1][-1].x1 <= WIDE_GAP * max(letter.size, parts[-1][-1].size):
                parts[-1].append(letter)
            else:
                parts.append([letter])
        return tuple(self.between(part[0].x0, part[-1].x1) for part in parts)

    def between(self, x0: float, x1: float) -> PageLine:
        return PageLine(tuple(letter for letter in self.letters if x0 <= (letter.x0 + letter.x1) / 2 <= x1), self.page)


def lines_of(letters: Iterable[Letter], page: int) -> list[PageLine]:
    """The lines of a page or a cell, from top to bottom; lines without ink are none."""
    rows: list[list[Letter]] = []
    for letter in sorted(letters, key=lambda letter: (letter.middle, letter.x0)):
        near = next((row for row in reversed(rows[-4:]) if _beside(row, letter)), None)
        if near is None:
            rows.append([letter])
        else:
            near.append(letter)
    lines = [PageLine(tuple(sorted(row, key=lambda letter: letter.x0)), page) for row in rows]
    return sorted((line for line in lines if line.inked), key=lambda line: (line.middle, line.x0))


def _beside(row: Sequence[Letter], letter: Letter) -> bool:
    largest = max(row, key=lambda other: other.size)
    return abs(largest.middle - letter.middle) <= _SAME_LINE * max(largest.size, letter.size)
