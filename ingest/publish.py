"""Publishing: a new generation is built in a folder of its own, probed in a fresh process, renamed, and switched to.

Readers follow `<home>/current`, which changes by one atomic rename: `kill -9` at any moment leaves the old generation served
(DESIGN.md, "Index": a Chroma store must never be written where it is read).
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ingest.build import build
from ingest.bundle import Content
from ingest.helper import Helper
from ingest.library import Shelved, arrange, merge, save, shelves, without
from ingest.linking.link import link
from ingest.progress import Progress, Say
from ingest.read import read_paths
from ingest.readings import Readings
from ingest.switch import BUILDING, drop, drop_old, publisher, switch
from ingest.vectors import StaleVectorsError, Vectors
from knowledge.clause import Document
from knowledge.errors import FormatError, IndexError_
from knowledge.generation import SCHEMA_VERSION
from knowledge.generations import Kept, current, previous, staged
from knowledge.registry import Provider, load_providers
from knowledge.schedule import Schedule, check_cites, load_schedules
from knowledge.search.embedding import embedding_name
from knowledge.settings import SHIPPED_FEES, SHIPPED_PROVIDERS, SHIPPED_TERMS, Edition, Settings


@dataclass(frozen=True)
class Removal:
    """A document that is to be in the next generation no more; None: in all its editions, of all its days."""

    document: str
    edition: Edition | None = None
    effective: date | None = None


def publish(read: Sequence[Document], settings: Settings, *, say: Say, stage: bool = False, remove: Removal | None = None, helper: Helper | None = None) -> str:
    """Builds a generation of the shipped edition, what was ingested before and what was read now; returns its id.

    It is switched to, or with `stage` only kept beside the current one. Raises FormatError for schedules that do not fit, SourceError
    for a library that cannot be read, IndexBusyError when another process publishes, IndexError_ when the probe fails; the old
    generation then stays, and the library with it. A helper may have been started before.
    """
    providers = load_providers((SHIPPED_PROVIDERS, settings.home / "providers"))
    schedules = load_schedules((SHIPPED_FEES, settings.home / "fees"))
    progress = Progress(say)
    with publisher(settings), nullcontext(helper) if helper else Helper() as helper:
        readings = Readings(settings, providers)
        library = shelves(settings, readings)
        if remove is not None:
            library = without(library, remove.document, remove.edition, remove.effective)
        library = arrange(library, read)
        documents = link(merge(read_paths([SHIPPED_TERMS], providers), *(s.documents for s in library)))
        providers = with_unregistered(providers, documents)
        _refuse_dangling(documents, schedules)
        folder = _built(Content(documents, providers, schedules), library, settings, helper, progress)
        readings.keep(library)
        if stage:
            drop_old(settings)
        else:
            switch(settings, folder)
    return folder.name


def promote(settings: Settings, *, say: Say) -> str:
    """Switches to the staged generation; returns its id. Raises IndexError_ where none is staged or it is no longer whole."""
    with publisher(settings), Helper() as helper:
        return _switch_to(staged(settings), settings, helper, say, "nothing is staged on the current index: run python -m ingest --stage PATH")


def rollback(settings: Settings, *, say: Say) -> str:
    """Switches to the generation before the current one, which stays staged; returns its id. Raises IndexError_ where none is kept."""
    with publisher(settings), Helper() as helper:
        return _switch_to(previous(settings), settings, helper, say, "no earlier index is kept: ingest the earlier documents again")


def _switch_to(kept: Kept | None, settings: Settings, helper: Helper, say: Say, none: str) -> str:
    if kept is None:
        raise IndexError_(f"{settings.home}: {none}")
    if kept.schema != SCHEMA_VERSION or not kept.bundle_is_whole():
        raise IndexError_(f"{kept.folder}: built by another version or damaged: the current index stays; run python -m ingest")
    say(f"probing {kept.id} in a fresh process")
    wrong = helper.probe(kept.folder)
    if wrong:
        raise IndexError_(f"{kept.folder}: failed its probe ({wrong}): the current index stays")
    switch(settings, kept.folder)
    return kept.id


def _built(content: Content, library: Sequence[Shelved], settings: Settings, helper: Helper, progress: Progress) -> Path:
    """A whole, probed generation under its own name; on any failure or interruption nothing of it is left."""
    base = current(settings)
    building = settings.generations / f"{BUILDING}{os.getpid()}"
    building.mkdir()
    try:
        folder, name = _build(building, content, settings, base, helper, progress)
        save(library, folder, base.folder if base else None)
        progress.tell("probing the new index in a fresh process")
        wrong = helper.probe(folder)
        if wrong:
            raise IndexError_(f"{settings.home}: the new index failed its probe ({wrong}): the old one stays in use; run python -m ingest again")
        return folder.rename(settings.generations / name)
    finally:
        progress.close()
        drop(building)


def _build(building: Path, content: Content, settings: Settings, base: Kept | None, helper: Helper, progress: Progress) -> tuple[Path, str]:
    name = embedding_name(settings.embedding)
    earlier = Vectors.load(base.folder if base else None, name)
    folder, again = building / "first", building / "again"
    folder.mkdir()
    try:
        return folder, build(folder, content, settings, base, earlier, helper, progress)
    except StaleVectorsError:
        progress.tell(f"{name!r} makes other vectors than before: everything is embedded again")
    again.mkdir()
    helper.stored()
    return again, build(again, content, settings, base, Vectors(name, {}), helper, progress)


def with_unregistered(providers: Mapping[str, Provider], documents: Sequence[Document]) -> dict[str, Provider]:
    """The registered providers, and those of the documents that no register names: known by their id until providers/<id>.yaml says more."""
    known = dict(providers)
    for name in dict.fromkeys(d.provider for d in documents if d.provider not in providers):
        known[name] = Provider(provider=name, name=name, company=name, called=(name,))
    return known


def _refuse_dangling(documents: Sequence[Document], schedules: dict[str, Schedule]) -> None:
    """A schedule of a provider whose terms are held may cite only clauses that are held."""
    addresses = frozenset(str(c.address) for d in documents for c in d.clauses)
    providers = {d.provider for d in documents}
    wrong = check_cites((s for p, s in schedules.items() if p in providers), addresses)
    if wrong:
        raise FormatError("; ".join(wrong[:3]) + (f" (and {len(wrong) - 3} more)" if len(wrong) > 3 else ""))
