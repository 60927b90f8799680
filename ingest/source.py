"""A file as decoded text and lines with offsets: one reader for each format, chosen by the file's suffix."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from knowledge.errors import SourceError

_NEWLINE = re.compile(r"\r\n|\r|\n|\f")
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1f\x7f]")
_CONTROL_SHARE = 0.1
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


@dataclass(frozen=True)
class Line:
    """One line of the source: `text` is source[start:end] without its line break; number counts from 1."""

    number: int
    start: int
    end: int
    text: str
    page: int | None = None

    @property
    def blank(self) -> bool:
        return not self.text.strip()


@dataclass(frozen=True)
class Source:
    """A file as decoded; a byte order mark is no part of the text."""

    path: Path
    text: str
    lines: tuple[Line, ...]
    pages: int = 1


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


def read_text(path: Path, data: bytes) -> Source:
    """Plain text and Markdown in UTF-8, with or without a byte order mark."""
    if data.startswith(_UTF16):
        raise SourceError(f"{path}: UTF-16, not UTF-8: save it as UTF-8")
    if b"\0" in data or len(_CONTROL.findall(data)) > len(data) * _CONTROL_SHARE:
        raise SourceError(f"{path}: binary data, not text: give the document as text (.txt, .md) in UTF-8")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SourceError(
            f"{path}: not UTF-8 (byte 0x{data[error.start]:02x} at position {error.start}): save it as UTF-8, e.g. with iconv -t UTF-8"
        ) from error
    if not text.strip():
        raise SourceError(f"{path}: holds only white space: give a file with the document's text")
    return Source(path, text, lines_of(text))


READERS: dict[str, Reader] = {".txt": read_text, ".md": read_text}


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
