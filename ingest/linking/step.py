"""One step of a reference on the way down: 第9条 / 第1項 / 第3号, or 前項 / 各号."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import IntEnum
from typing import Literal


class Level(IntEnum):
    CHAPTER = 0
    ARTICLE = 1
    PARAGRAPH = 2
    ITEM = 3
    SUBITEM = 4


# number: 第3項; own: 本項; same: 同項; before, after: 前2項, 次項; earlier: 前各号; every: 各号; below: 次の各号, those of the clause itself.
How = Literal["number", "own", "same", "before", "after", "earlier", "every", "below"]


@dataclass(frozen=True)
class Step:
    """value: the number with its branches (第12条の2: 12, 2), or how many before and after; until: the end of a range.

    label: an item's label where it is no number (ア).
    """

    level: Level
    how: How
    value: tuple[int, ...] = ()
    until: tuple[int, ...] = ()
    label: str = ""


@dataclass(frozen=True)
class Mention:
    """The steps that text[start:end] prints; caption: the heading it gives in brackets behind its article."""

    start: int
    end: int
    steps: tuple[Step, ...]
    caption: str = ""

    @property
    def last(self) -> Step:
        return self.steps[-1]

    def below(self, other: Mention) -> Mention:
        """第3項 behind 第14条第2項及び: it stands in the article named before."""
        above = tuple(step for step in other.steps if step.level < self.steps[0].level)
        return replace(self, steps=(*above, *self.steps))

    def through(self, other: Mention) -> Mention:
        """A range from this one to another."""
        return replace(self, end=other.end, steps=(*self.steps[:-1], replace(self.last, until=other.last.value)))
