"""Plain text and Markdown, as they stand."""

from __future__ import annotations

from pathlib import Path

from ingest.readers.encoding import decoded
from ingest.source import Source, lines_of
from knowledge.errors import SourceError


def read(path: Path, data: bytes) -> Source:
    """The file's text and lines; raises SourceError for what is no text."""
    text, notes = decoded(path, data)
    if not text.strip():
        raise SourceError(f"{path}: holds only white space: give a file with the document's text")
    return Source(path, text, lines_of(text), notes=notes)
