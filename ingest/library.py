"""What an operator has ingested: source files under `<home>/documents/<provider>/`, each with a note of how it was read.

Every generation is built anew from the shipped edition and this folder; deleting a file here removes its documents from the next one.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict

from ingest.read import read_path
from knowledge.clause import Document
from knowledge.errors import SourceError
from knowledge.registry import Provider, load_yaml
from knowledge.settings import Edition, Settings

_NOTE = ".read.yaml"


class _Note(BaseModel):
    """How a file was read; document, title and effective only where the file holds one document."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    provider: str
    edition: Edition
    document: str | None = None
    title: str | None = None
    effective: date | None = None


def keep(documents: Sequence[Document], settings: Settings) -> None:
    """Copies the source files of newly read documents into the library; a file of the same name is replaced. Raises SourceError."""
    for source in dict.fromkeys(d.source for d in documents):
        read = [d for d in documents if d.source == source]
        first = read[0]
        note: dict[str, object] = {"provider": first.provider, "edition": first.edition}
        if len(read) == 1:
            note |= {"document": first.document, "title": first.title, "effective": first.effective}
        folder = settings.documents / first.provider
        folder.mkdir(parents=True, exist_ok=True)
        target = folder / Path(source).name
        try:
            if Path(source).resolve() != target.resolve():
                shutil.copyfile(source, target)
            target.with_name(target.name + _NOTE).write_text(yaml.safe_dump(note, allow_unicode=True), encoding="utf-8")
        except OSError as error:
            raise SourceError(f"{source}: cannot be kept in {folder} ({error.strerror}): make the folder writable and run again") from error


def held(settings: Settings, providers: Mapping[str, Provider]) -> tuple[Document, ...]:
    """All documents of the library, the oldest file first."""
    notes = sorted(settings.documents.glob(f"*/*{_NOTE}"), key=lambda p: p.stat().st_mtime)
    documents: list[Document] = []
    for path in notes:
        note = load_yaml(path, _Note)
        source = path.with_name(path.name.removesuffix(_NOTE))
        if source.exists():
            documents += read_path(source, providers, **note.model_dump())
    return tuple(documents)


def merge(*layers: Sequence[Document]) -> tuple[Document, ...]:
    """One document for each id and edition: a later layer's replaces an earlier one's."""
    return tuple({(d.document, d.edition): d for layer in layers for d in layer}.values())
