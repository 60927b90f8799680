"""What an operator has ingested: source files under `<home>/documents/<provider>/`, each with a note of how it was read.

Every generation is built anew from the shipped edition and this folder; deleting a file here removes its documents from the next one.
A generation carries a copy of the library it was built from, so that a switch, forward or back, brings its library with it.
"""

from __future__ import annotations

import filecmp
import hashlib
import os
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict

from ingest.readings import Readings
from knowledge.clause import Document
from knowledge.errors import SourceError
from knowledge.in_force import HeldKey
from knowledge.registry import load_yaml
from knowledge.settings import Edition, Settings

FOLDER = "library"
_NOTE = ".read.yaml"


class Note(BaseModel):
    """How a file was read; document, title and effective only where the file holds one document.

    kept: when; of two files that hold the same document the later one counts. left_out: documents of the file that were removed.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)
    provider: str
    edition: Edition
    document: str | None = None
    title: str | None = None
    effective: date | None = None
    kept: datetime | None = None
    left_out: tuple[str, ...] = ()

    @property
    def options(self) -> dict[str, Any]:
        """How `read_path` is told to read the file again."""
        return self.model_dump(exclude={"kept", "left_out"})


@dataclass(frozen=True)
class Shelved:
    """One file of the library: where its bytes lie now, its name in the library (`<provider>/<file>`), and what it holds."""

    file: Path
    name: str
    note: Note
    documents: tuple[Document, ...]

    @property
    def keys(self) -> frozenset[HeldKey]:
        return frozenset(key_of(d) for d in self.documents)


def key_of(document: Document) -> HeldKey:
    return HeldKey(document.document, document.edition, document.effective)


def shelves(settings: Settings, readings: Readings) -> tuple[Shelved, ...]:
    """The library as it lies in the home, the oldest file first; raises SourceError for a file that cannot be read."""
    held = [_shelved(path, settings.documents, readings) for path in sorted(settings.documents.glob(f"*/*{_NOTE}"))]
    return tuple(sorted((s for s in held if s), key=lambda s: s.note.kept or datetime.min.replace(tzinfo=UTC)))


def _shelved(path: Path, root: Path, readings: Readings) -> Shelved | None:
    file = path.with_name(path.name.removesuffix(_NOTE))
    if not file.exists():
        return None
    note = load_yaml(path, Note)
    documents = readings.read(file, note.options)
    return Shelved(file, str(file.relative_to(root)), note, tuple(d for d in documents if d.document not in note.left_out))


def arrange(held: Sequence[Shelved], read: Sequence[Document]) -> tuple[Shelved, ...]:
    """The library with newly read documents in it.

    A file goes when all its documents were read anew, or when a file of its name was and it holds no other date of a document of that one.
    """
    library = list(held)
    for source in dict.fromkeys(d.source for d in read):
        documents = tuple(d for d in read if d.source == source)
        name = f"{_folder_name(documents[0].provider)}/{Path(source).name}"
        keys = frozenset(map(key_of, documents))
        library = [s for s in library if s.note.provider != documents[0].provider or not _superseded(s, name, keys)]
        taken = {s.name for s in library}
        library.append(Shelved(Path(source), _free_name(name, source, taken), _note_of(documents), documents))
    return tuple(library)


def without(held: Sequence[Shelved], document: str, edition: Edition | None, effective: date | None) -> tuple[Shelved, ...]:
    """The library without a document; raises SourceError where it has none of that name."""

    def goes(d: Document) -> bool:
        return d.document == document and edition in (None, d.edition) and effective in (None, d.effective)

    if not any(goes(d) for s in held for d in s.documents):
        known = ", ".join(sorted({f"{d.document} ({d.edition})" for s in held for d in s.documents})) or "none"
        raise SourceError(f"{document!r}: not among the ingested documents ({known}): name one of them; the shipped edition stays")
    rest = []
    for s in held:
        left = tuple(d for d in s.documents if not goes(d))
        gone = tuple(d.document for d in s.documents if goes(d))
        if left:
            rest.append(replace(s, documents=left, note=s.note.model_copy(update={"left_out": (*s.note.left_out, *gone)})) if gone else s)
    return tuple(rest)


def save(library: Iterable[Shelved], generation: Path, earlier: Path | None) -> None:
    """Copies the library into a generation; a file that the earlier generation has too is linked, as neither is ever written again."""
    (generation / FOLDER).mkdir()
    for s in library:
        target = generation / FOLDER / s.name
        target.parent.mkdir(parents=True, exist_ok=True)
        same = earlier / FOLDER / s.name if earlier else None
        try:
            if same is None or not same.exists() or not filecmp.cmp(same, s.file, shallow=False) or not _linked(same, target):
                shutil.copyfile(s.file, target)
            note = s.note.model_dump(exclude_none=True, exclude_defaults=True)
            _note_path(target).write_text(yaml.safe_dump(note, allow_unicode=True), encoding="utf-8")
        except OSError as error:
            raise SourceError(f"{s.file}: cannot be kept in {target.parent} ({error.strerror}): make the folder writable and run again") from error


def restore(generation: Path, settings: Settings) -> None:
    """Makes the home's library that of a generation; files without a note are not ours and stay. May be repeated after a kill."""
    root = generation / FOLDER
    if not root.is_dir():
        return
    wanted = {str(p.relative_to(root)) for p in root.glob("*/*") if not p.name.endswith(_NOTE)}
    for name in sorted(wanted):
        target = settings.documents / name
        target.parent.mkdir(parents=True, exist_ok=True)
        for source, to in ((root / name, target), (_note_path(root / name), _note_path(target))):
            if not to.exists() or not filecmp.cmp(source, to, shallow=False):
                part = to.with_name(f".{to.name}.part")
                shutil.copyfile(source, part)
                os.replace(part, to)
    for note in settings.documents.glob(f"*/*{_NOTE}"):
        file = note.with_name(note.name.removesuffix(_NOTE))
        if str(file.relative_to(settings.documents)) not in wanted:
            file.unlink(missing_ok=True)
            note.unlink()


def merge(*layers: Iterable[Document]) -> tuple[Document, ...]:
    """One document for each id, edition and date: a later one replaces an earlier one. Raises SourceError for an id of two providers."""
    merged: dict[HeldKey, Document] = {}
    owner: dict[str, Document] = {}
    for d in (d for layer in layers for d in layer):
        first = owner.setdefault(d.document, d)
        if first.provider != d.provider:
            raise SourceError(
                f"{d.source}: {d.document!r} is the id of a document of {first.provider} already ({first.source}): give another with --document"
            )
        merged[key_of(d)] = d
    return tuple(merged.values())


def _note_of(read: Sequence[Document]) -> Note:
    first = read[0]
    note = Note(provider=first.provider, edition=first.edition, kept=datetime.now(UTC))
    return note if len(read) > 1 else note.model_copy(update={"document": first.document, "title": first.title, "effective": first.effective})


def _superseded(s: Shelved, name: str, keys: frozenset[HeldKey]) -> bool:
    return s.keys <= keys or (s.name == name and not _other_date(s.keys, keys))


def _other_date(held: frozenset[HeldKey], read: frozenset[HeldKey]) -> bool:
    return any((h.document, h.edition) == (r.document, r.edition) and h.effective != r.effective for h in held for r in read)


def _free_name(name: str, source: str, taken: set[str]) -> str:
    if name not in taken:
        return name
    path = Path(name)
    digest = hashlib.sha256(Path(source).read_bytes()).hexdigest()[:8]
    return str(path.with_name(f"{path.stem}-{digest}{path.suffix}"))


def _folder_name(provider: str) -> str:
    if provider.startswith(".") or any(char in "/\\\0" for char in provider):
        raise SourceError(f"--provider {provider!r} is no name for a folder: use letters, digits and hyphens")
    return provider


def _linked(same: Path, target: Path) -> bool:
    try:
        os.link(same, target)
    except OSError:
        return False
    return True


def _note_path(file: Path) -> Path:
    return file.with_name(file.name + _NOTE)
