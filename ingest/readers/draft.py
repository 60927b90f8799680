"""The text of a source that is no plain text, put together line by line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from ingest.source import Line, Source
from knowledge.clause import Doubt
from knowledge.errors import SourceError

_BREAKS = re.compile(r"[\r\n\f\v\x1c-\x1e\x85\u2028\u2029]+")
_SPACES = re.compile(r"[ \t\xa0]+")


class Draft:
    """Lines one after the other, and blank lines where blocks part."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self.length = 0

    def line(self, text: str, *, page: int | None = None, heading: int = 0, furniture: bool = False) -> None:
        """A line of text; nothing for white space."""
        text = _SPACES.sub(" ", _BREAKS.sub(" ", text)).strip()
        if text:
            self._add(Line(0, 0, 0, text, page, heading, False, furniture))

    def row(self, cells: Sequence[str], *, page: int | None = None) -> None:
        """A row of a table: its cells with tabs between them; nothing where all are empty."""
        plain = [_SPACES.sub(" ", _BREAKS.sub(" ", cell)).strip() for cell in cells]
        if any(plain):
            self._add(Line(0, 0, 0, "\t".join(plain), page, 0, True))

    def blank(self) -> None:
        """A blank line, where the last is none."""
        if self.lines and not self.lines[-1].blank:
            self._add(Line(0, 0, 0, "", self.lines[-1].page))

    def source(self, path: Path, *, pages: int = 1, notes: Sequence[Doubt] = ()) -> Source:
        """The source that these lines make; raises SourceError where there are none."""
        if not any(not line.blank and not line.furniture for line in self.lines):
            raise SourceError(f"{path}: holds no text: give a file with the document's text")
        return Source(path, "".join(f"{line.text}\n" for line in self.lines), tuple(self.lines), pages, tuple(notes))

    def _add(self, line: Line) -> None:
        end = self.length + len(line.text)
        self.lines.append(replace(line, number=len(self.lines) + 1, start=self.length, end=end))
        self.length = end + 1


def left_out(reason: str, texts: Sequence[str], line: int = 0, where: str = "") -> Doubt:
    """What a reader did not take, for the report."""
    words = " ".join("".join(texts).split())
    shown = words if len(words) <= 40 else f"{words[:40]}…"
    return Doubt("left_out", line, f"{reason} text{where}: {shown!r} ({len(words)} letters)", "left out")
