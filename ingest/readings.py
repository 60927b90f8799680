"""What was read of a library file, kept under `<home>/readings/`: reading a PDF again takes longer than all the rest of publishing.

A reading is found by the file's bytes, its note, its provider's register entry and the readers' own code, so that nothing stale is
taken. The folder may be deleted at any time.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import TypeAdapter, ValidationError

from ingest.read import read_path
from knowledge.clause import Document
from knowledge.registry import Provider
from knowledge.settings import PACKAGE, Settings

if TYPE_CHECKING:
    from ingest.library import Shelved

_DOCUMENTS: TypeAdapter[tuple[Document, ...]] = TypeAdapter(tuple[Document, ...])
_READERS = ("pdfplumber", "pdfminer.six", "python-docx", "beautifulsoup4", "lxml", "pandas")


class Readings:
    """The kept readings of a home; those not asked for in this run are dropped at its end."""

    def __init__(self, settings: Settings, providers: Mapping[str, Provider]) -> None:
        self._folder = settings.home / "readings"
        self._providers = providers
        self._used: set[str] = set()

    def read(self, file: Path, options: Mapping[str, Any]) -> tuple[Document, ...]:
        """The documents of a file as `read_path` gives them."""
        if not file.is_file() or not os.access(file, os.R_OK):
            return read_path(file, self._providers, **options)  # says what is wrong with it
        path = self._path(file, options)
        try:
            return tuple(replace(d, source=str(file)) for d in _DOCUMENTS.validate_json(path.read_bytes()))
        except (OSError, ValidationError):
            documents = read_path(file, self._providers, **options)
            self._write(path, documents)
            return documents

    def keep(self, library: Iterable[Shelved]) -> None:
        """What has just been read need not be read again when it comes from the library; what no file needs any more goes."""
        for s in library:
            path = self._path(s.file, s.note.options)
            if not path.exists() and not s.note.left_out:
                self._write(path, s.documents)
        for path in self._folder.glob("*"):
            if path.name not in self._used:
                path.unlink(missing_ok=True)

    def _path(self, file: Path, options: Mapping[str, Any]) -> Path:
        provider = self._providers.get(str(options.get("provider")))
        known = provider.model_dump_json() if provider else ""
        said = "\0".join(f"{key}={options[key]}" for key in sorted(options))
        digest = hashlib.sha256(f"{_how_files_are_read()}\0{known}\0{said}\0{file.suffix}\0".encode())
        digest.update(file.read_bytes())
        name = f"{digest.hexdigest()}.json"
        self._used.add(name)
        return self._folder / name

    def _write(self, path: Path, documents: tuple[Document, ...]) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(".part")
        part.write_bytes(_DOCUMENTS.dump_json(documents))
        os.replace(part, path)


@cache
def _how_files_are_read() -> str:
    digest = hashlib.sha256()
    for path in (*sorted((PACKAGE.parent / "ingest").rglob("*.py")), *sorted(PACKAGE.glob("*.py"))):
        digest.update(path.read_bytes())
    for package in _READERS:
        try:
            digest.update(version(package).encode())
        except PackageNotFoundError:
            continue
    return digest.hexdigest()
