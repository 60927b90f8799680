"""What the productions give: tokens with their place in the source."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    CHAPTER = "chapter"
    ARTICLE = "article"
    NUMBER = "number"
    HEADING = "heading"
    CLOSING = "closing"
    TEXT = "text"
    LOOSE = "loose"


@dataclass(frozen=True)
class Found:
    """What a production saw at the beginning of a line.

    family: which numbering, mark or unit it is; numbers continue one another within a family.
    value: the number, several for 第12条の2 or 1.3.2; empty where there is none.
    label: its part of an address. body: how many letters of the line label and heading take.
    """

    kind: Kind
    family: str
    value: tuple[int, ...]
    label: str
    heading: str
    body: int


@dataclass(frozen=True)
class View:
    """A line as the productions see it: without list dashes and heading marks, which no clause's text holds.

    start: offset of `text` in the source. alone: blank lines stand before and behind it.
    """

    number: int
    start: int
    text: str
    hashes: int
    bullet: bool
    alone: bool
    table: bool

    @property
    def sentence(self) -> bool:
        return is_sentence(self.text)


@dataclass(frozen=True)
class Token:
    """A piece of one line (an article's caption may stand on a line above): source[start:end], its body from `body` on."""

    kind: Kind
    line: int
    start: int
    body: int
    end: int
    family: str = ""
    value: tuple[int, ...] = ()
    label: str = ""
    heading: str = ""
    hashes: int = 0
    alone: bool = False
    sentence: bool = False

    @property
    def number(self) -> int:
        return self.value[-1] if self.value else 0


def is_sentence(text: str) -> bool:
    """True for text that says something rather than names something."""
    plain = text.rstrip("　 )）」』")
    return "。" in text or plain.endswith(("、", "ください", "下さい", "ます", "です", "ません"))
