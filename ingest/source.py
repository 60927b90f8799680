"""A file as decoded text and lines with offsets: one reader for each format, chosen by the file's suffix."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from knowledge.clause import Doubt
from knowledge.errors import SourceError

_NEWLINE = re.compile(r"\r\n|\r|\n|\f")


@dataclass(frozen=True)
class Line:
    """One line of the source: `text` is source[start:end] without its line break; number counts from 1.

    What the format says of it beside its letters: page, the level of a heading (0: none), a table's row, page furniture.
    """

    number: int
    start: int
    end: int
    text: str
    page: int | None = None
    heading: int = 0
    row: bool = False
    furniture: bool = False

    @property
    def blank(self) -> bool:
        return not self.text.strip()


@dataclass(frozen=True)
class Source:
    """A file as decoded; a byte order mark is no part of the text.

    notes: what the reader left out or had to find out by itself (encoding), for the report.
    """

    path: Path
    text: str
    lines: tuple[Line, ...]
    pages: int = 1
    notes: tuple[Doubt, ...] = ()

    def page_at(self, offset: int) -> int | None:
        """The page that holds an offset of the text; None where the format has no pages."""
        at = bisect_right(self.lines, offset, key=lambda line: line.start) - 1
        return self.lines[max(at, 0)].page if self.lines else None


Reader = Callable[[Path, bytes], Source]


def lines_of(text: str) -> tuple[Line, ...]:
    """The lines of a text, with their offsets in it."""
    lines: list[Line] = []
    start = 0
    for match in _NEWLINE.finditer(text):
        lines.append(Line(len(lines) + 1, start, match.start(), text[start : match.start()]))
        start = match.end()
    if start < len(text):
        lines.append(Line(len(lines) + 1, start, len(text), text[start:]))
    return tuple(lines)


def _reader(name: str) -> Reader:
    """A reader of `ingest.readers`, imported when the first file of its format is read."""

    def read(path: Path, data: bytes) -> Source:
        source: Source = import_module(f"ingest.readers.{name}").read(path, data)
        return source

    return read


READERS: dict[str, Reader] = {
    ".docx": _reader("docx"),
    ".htm": _reader("html"),
    ".html": _reader("html"),
    ".md": _reader("text"),
    ".pdf": _reader("pdf"),
    ".txt": _reader("text"),
}


def formats() -> str:
    return ", ".join(sorted(READERS))


def read_source(path: Path) -> Source:
    """Reads one file; raises SourceError naming file, cause and remedy."""
    if path.is_dir():
        raise SourceError(f"{path}: is a folder: name a file in it")
    if not path.exists():
        raise SourceError(f"{path}: no such file: check the path")
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        raise SourceError(f"{path}: no format that can be read: give one of {formats()}")
    try:
        data = path.read_bytes()
    except OSError as error:
        raise SourceError(f"{path}: cannot be opened ({error.strerror}): check its permissions") from error
    if not data:
        raise SourceError(f"{path}: empty file: give a file with the document's text")
    return reader(path, data)


def files_in(path: Path) -> tuple[Path, ...]:
    """The file itself, or a folder's documents in order of their names; raises SourceError where there is none."""
    if not path.exists():
        raise SourceError(f"{path}: no such file or folder: check the path")
    if not path.is_dir():
        return (path,)
    files = (file for file in sorted(path.rglob("*")) if file.is_file() and not _hidden(file.relative_to(path)))
    documents = tuple(file for file in files if file.suffix.lower() in READERS)
    if not documents:
        raise SourceError(f"{path}: a folder without documents: put files there that can be read ({formats()})")
    return documents


def _hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)
