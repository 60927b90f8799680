"""Publishing: a new generation is built in a folder of its own, probed in a fresh process, renamed, and switched to.

Readers follow `<home>/current`, which changes by one atomic rename: `kill -9` at any moment leaves the old generation served
(DESIGN.md, "Index": a Chroma store must never be written where it is read).
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from ingest.library import held, keep, merge
from ingest.read import read_paths
from knowledge.clause import Document
from knowledge.errors import FormatError, IndexBusyError, IndexError_
from knowledge.generation import SCHEMA, SCHEMA_VERSION
from knowledge.registry import Provider, load_providers
from knowledge.schedule import Schedule, check_cites, load_schedules
from knowledge.search.embedding import embedding_name, load_embedding
from knowledge.search.entries import by_address, dense_text, lexical_text
from knowledge.search.lexical import LexicalIndex
from knowledge.search.store import Entry, add_entries, open_client
from knowledge.settings import SHIPPED_FEES, SHIPPED_PROVIDERS, SHIPPED_TERMS, Settings

Say = Callable[[str], None]
_KEPT = 2


def publish(read: Sequence[Document], settings: Settings, *, say: Say) -> str:
    """Builds a generation of the shipped edition, what was ingested before and what was read now, and switches to it; returns its id.

    Raises FormatError for schedules that do not fit, IndexBusyError when another process publishes, IndexError_ when the probe
    fails; the old generation then stays.
    """
    providers = load_providers((SHIPPED_PROVIDERS, settings.home / "providers"))
    schedules = load_schedules((SHIPPED_FEES, settings.home / "fees"))
    with _lock(settings):
        _sweep(settings)
        documents = merge(read_paths([SHIPPED_TERMS], providers), held(settings, providers), read)
        _refuse_dangling(documents, schedules)
        building = settings.generations / f".building-{os.getpid()}"
        generation = _build(building, documents, providers, schedules, settings, say)
        _probe(building, settings, say)
        final = settings.generations / generation
        building.rename(final)
        keep(read, settings)
        _switch(settings, final)
        _drop_old(settings)
    return generation


def _refuse_dangling(documents: Sequence[Document], schedules: dict[str, Schedule]) -> None:
    """A schedule of a provider whose terms are held may cite only clauses that are held."""
    addresses = frozenset(str(c.address) for d in documents for c in d.clauses)
    providers = {d.provider for d in documents}
    wrong = check_cites((s for p, s in schedules.items() if p in providers), addresses)
    if wrong:
        raise FormatError("; ".join(wrong[:3]) + (f" (and {len(wrong) - 3} more)" if len(wrong) > 3 else ""))


@contextmanager
def _lock(settings: Settings) -> Iterator[None]:
    settings.generations.mkdir(parents=True, exist_ok=True)
    with (settings.home / "publish.lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise IndexBusyError(f"{settings.home}: another process is publishing: wait until it is done and run again") from error
        yield


def _sweep(settings: Settings) -> None:
    """What a killed publisher left behind."""
    for left in settings.generations.glob(".building-*"):
        shutil.rmtree(left)


def _build(
    folder: Path, documents: Sequence[Document], providers: dict[str, Provider], schedules: dict[str, Schedule], settings: Settings, say: Say
) -> str:
    folder.mkdir()
    embedding = load_embedding(settings.embedding)
    database = sqlite3.connect(folder / "bundle.sqlite")
    client = open_client(folder / "chroma")
    counts: dict[str, int] = {}
    try:
        database.executescript(SCHEMA)
        _write_registry(database, providers, schedules)
        first_row = 0
        for provider in providers:
            own = sorted((d for d in documents if d.provider == provider), key=lambda d: (d.edition, d.document))
            entries, texts = _write_documents(database, own, first_row)
            if not texts:
                continue
            first_row += len(texts)
            say(f"{provider}: {len(texts)} clauses, {len(entries)} vectors")
            LexicalIndex.build(texts).save(folder / "lexical" / provider)
            add_entries(client, provider, entries, embedding.embed_documents([e.text for e in entries]))
            counts[provider] = len(texts)
        database.commit()
    finally:
        database.close()
        client.close()
    return _write_manifest(folder, counts, embedding_name(settings.embedding), len(documents))


def _write_registry(database: sqlite3.Connection, providers: dict[str, Provider], schedules: dict[str, Schedule]) -> None:
    database.executemany("INSERT INTO providers VALUES (?, ?)", [(p, v.model_dump_json()) for p, v in providers.items()])
    rows = [(p, s.model_dump_json(by_alias=True, exclude_none=True)) for p, s in schedules.items() if p in providers]
    database.executemany("INSERT INTO schedules VALUES (?, ?)", rows)


def _write_documents(database: sqlite3.Connection, documents: Sequence[Document], first_row: int) -> tuple[list[Entry], list[str]]:
    entries: list[Entry] = []
    texts: list[str] = []
    for d in documents:
        effective = d.effective.isoformat() if d.effective else None
        database.execute(
            "INSERT INTO documents VALUES (?,?,?,?,?,?,?,?,?,?)",
            (d.provider, d.document, d.edition, d.title, d.kind, effective, d.source, d.sha256, d.pages, d.text),
        )
        addresses = by_address(d.clauses)
        for c in d.clauses:
            row = first_row + len(texts)
            spans = json.dumps([[s.start, s.end] for s in c.spans])
            asks = json.dumps(c.asks, ensure_ascii=False)
            database.execute(
                "INSERT INTO clauses VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
                (row, d.provider, d.document, d.edition, c.address.clause, c.order, c.printed, c.heading, c.text, c.body_at, spans, asks, c.chapter, c.page),
            )
            texts.append(lexical_text(d.title, c, addresses))
            entries.append(Entry(row, "clause", 0, dense_text(d.title, c, addresses), d.document, d.edition))
            entries += [Entry(row, "ask", i, ask, d.document, d.edition) for i, ask in enumerate(c.asks)]
    return entries, texts


def _write_manifest(folder: Path, counts: dict[str, int], embedding: str, documents: int) -> str:
    digest = hashlib.sha256((folder / "bundle.sqlite").read_bytes()).hexdigest()
    generation = f"{datetime.now(UTC):%Y%m%dT%H%M%SZ}-{digest[:8]}"
    manifest = {
        "schema": SCHEMA_VERSION,
        "id": generation,
        "embedding": embedding,
        "documents": documents,
        "clauses": counts,
        "bundle_sha256": digest,
    }
    (folder / "manifest.json").write_text(json.dumps(manifest, ensure_ascii=False, indent=1), encoding="utf-8")
    return generation


def _probe(folder: Path, settings: Settings, say: Say) -> None:
    """In a fresh process: what the builder still holds in memory must not answer for what is on disk."""
    say("probing the new index in a fresh process")
    done = subprocess.run([sys.executable, "-m", "ingest.probe", str(folder)], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        shutil.rmtree(folder)
        reason = (done.stderr.strip().splitlines() or [f"exit status {done.returncode}"])[-1]
        raise IndexError_(f"{settings.home}: the new index failed its probe ({reason}): the old one stays in use; run python -m ingest again")


def _switch(settings: Settings, final: Path) -> None:
    link = settings.home / f".current-{os.getpid()}"
    link.unlink(missing_ok=True)
    link.symlink_to(final.relative_to(settings.home))
    os.replace(link, settings.current)


def _drop_old(settings: Settings) -> None:
    current = Path(os.path.realpath(settings.current))
    others = sorted(p for p in settings.generations.iterdir() if p.is_dir() and p != current and not p.name.startswith("."))
    for old in others[: max(0, len(others) - (_KEPT - 1))]:
        shutil.rmtree(old)
