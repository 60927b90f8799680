"""The text of a table's cell: lines that the cell's edge wrapped are joined, others keep a space between them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from ingest.readers.pdf.letters import Letter
from ingest.readers.pdf.lines import PageLine, lines_of

_NOT_FIRST = "、。，．,.)）」』】〕〉》ー々ゃゅょっャュョッ：；！？%％円"
_WORD = re.compile(r"[!-~]+")
_SLACK = 0.35
_PADDING = 6.0
_STARTS = re.compile(r"[・•●■◆※○◇□▪【＜<]|[(（][0-9０-９ア-ン]{1,3}[)）]|[①-⑳]")


def is_full(line: PageLine, following: PageLine, edge: float) -> bool:
    """True where the next line's first word would not have fitted behind the line: it was wrapped, not ended."""
    return line.x1 + first_width(following) > edge + _SLACK * line.size


def first_width(line: PageLine) -> float:
    """How wide the piece is that a typesetter would have had to bring up: a word, or a letter with what may not begin a line."""
    text = "".join(letter.text for letter in line.inked)
    word = _WORD.match(text)
    count = word.end() if word else 1
    while count < len(text) and text[count] in _NOT_FIRST:
        count += 1
    return line.inked[min(count, len(line.inked)) - 1].x1 - line.x0


def joint(before: str, after: str) -> str:
    """What stands between the parts of a wrapped line: a space between two words of ASCII letters."""
    between_words = before[-1:].isascii() and before[-1:].isalpha() and after[:1].isascii() and after[:1].isalpha()
    return " " if between_words else ""


def cell_text(letters: Iterable[Letter], left: float, right: float) -> str:
    """The cell's text on one line."""
    lines = lines_of(letters, 0)
    if not lines:
        return ""
    padding = min(_PADDING, max(0.0, min(line.x0 for line in lines) - left))
    return wrapped(lines, right - padding)


def wrapped(lines: Sequence[PageLine], edge: float) -> str:
    """Lines as one text."""
    out = lines[0].text
    for line, following in pairwise(lines):
        goes_on = is_full(line, following, edge) and not _STARTS.match(following.text)
        out += (joint(out, following.text) if goes_on else " ") + following.text
    return out
