"""A generation: one immutable bundle of clauses, providers, schedules, lexical index and vectors.

    <home>/generations/<id>/manifest.json     counts, embedding, hashes of the parts
                            bundle.sqlite     documents, clauses, providers, schedules
                            lexical/<provider>/
                            chroma/           one collection a provider, cosine
    <home>/current -> generations/<id>        switched by one atomic rename

`ingest.publish` writes it; everything else reads it through `Generation.open`. An answer pins one generation.
"""

from __future__ import annotations

import json
import os
import sqlite3
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from knowledge.address import ClauseAddress
from knowledge.clause import Clause, Span
from knowledge.errors import IndexError_
from knowledge.registry import Provider
from knowledge.schedule import Schedule
from knowledge.settings import Edition, Settings

SCHEMA_VERSION = 1
SCHEMA = """
CREATE TABLE documents (provider TEXT, document TEXT, edition TEXT, title TEXT, kind TEXT, effective TEXT, source TEXT,
                        sha256 TEXT, pages INTEGER, text TEXT, PRIMARY KEY (document, edition));
CREATE TABLE clauses (row INTEGER PRIMARY KEY, provider TEXT, document TEXT, edition TEXT, clause TEXT, ord INTEGER, printed TEXT,
                      heading TEXT, text TEXT, body_at INTEGER, spans TEXT, asks TEXT, chapter TEXT, page INTEGER,
                      UNIQUE (document, edition, clause));
CREATE TABLE providers (provider TEXT PRIMARY KEY, data TEXT);
CREATE TABLE schedules (provider TEXT PRIMARY KEY, data TEXT);
"""


@dataclass(frozen=True)
class IndexedDocument:
    provider: str
    document: str
    edition: Edition
    title: str
    kind: str
    effective: date | None


@dataclass(frozen=True)
class IndexedClause:
    """A clause as the index holds it; row is its place in the lexical index and its id in Chroma."""

    row: int
    provider: str
    edition: Edition
    title: str
    kind: str
    effective: date | None
    clause: Clause

    @property
    def address(self) -> ClauseAddress:
        return self.clause.address


class Generation:
    """One opened generation; clauses are read on first use of their provider."""

    def __init__(self, folder: Path, manifest: dict[str, object], edition: Edition | None) -> None:
        self.folder = folder
        self.id = str(manifest["id"])
        self.embedding = str(manifest["embedding"])
        self._edition = edition
        self._db = sqlite3.connect(f"file:{folder / 'bundle.sqlite'}?mode=ro", uri=True, check_same_thread=False)
        self._clauses: dict[str, tuple[IndexedClause, ...]] = {}

    @classmethod
    def open(cls, settings: Settings) -> Generation:
        """The current generation; raises IndexError_ when there is none or it is damaged."""
        if not settings.current.exists():
            raise IndexError_(f"{settings.home}: no index here: run python -m ingest")
        return cls.open_folder(Path(os.path.realpath(settings.current)), settings.edition)

    @classmethod
    def open_folder(cls, folder: Path, edition: Edition | None = None) -> Generation:
        try:
            manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
            if manifest["schema"] != SCHEMA_VERSION:
                raise IndexError_(f"{folder}: built by another version (schema {manifest['schema']}): run python -m ingest")
            generation = cls(folder, manifest, edition)
            generation._db.execute("SELECT count(*) FROM clauses").fetchone()
        except (OSError, ValueError, KeyError, sqlite3.DatabaseError) as error:
            raise IndexError_(f"{folder}: the index is damaged ({error}): run python -m ingest") from error
        return generation

    @cached_property
    def providers(self) -> dict[str, Provider]:
        rows = self._db.execute("SELECT provider, data FROM providers ORDER BY rowid")
        return {p: Provider.model_validate_json(data) for p, data in rows}

    @cached_property
    def schedules(self) -> dict[str, Schedule]:
        return {p: Schedule.model_validate_json(data) for p, data in self._db.execute("SELECT provider, data FROM schedules")}

    @cached_property
    def documents(self) -> tuple[IndexedDocument, ...]:
        rows = self._db.execute("SELECT provider, document, edition, title, kind, effective FROM documents ORDER BY rowid")
        return tuple(IndexedDocument(p, d, e, t, k, _date(x)) for p, d, e, t, k, x in rows if self._edition in (None, e))

    @cached_property
    def first_rows(self) -> dict[str, int]:
        """The first row of each provider: row r is place r - first_rows[provider] of its lexical index."""
        return dict(self._db.execute("SELECT provider, min(row) FROM clauses GROUP BY provider"))

    def clauses(self, provider: str) -> tuple[IndexedClause, ...]:
        """All clauses of a provider in the order of their rows, the edition limit applied."""
        if provider not in self._clauses:
            self._clauses[provider] = tuple(c for c in self._read_clauses(provider) if self._edition in (None, c.edition))
        return self._clauses[provider]

    def _read_clauses(self, provider: str) -> list[IndexedClause]:
        rows = self._db.execute(
            "SELECT c.row, c.provider, c.edition, d.title, d.kind, d.effective, c.document, c.clause, c.printed, c.heading, c.text,"
            " c.body_at, c.spans, c.ord, c.asks, c.chapter, c.page FROM clauses c"
            " JOIN documents d ON d.document = c.document AND d.edition = c.edition WHERE c.provider = ? ORDER BY c.row",
            (provider,),
        )
        return [_indexed(row) for row in rows]

    @cached_property
    def _by_address(self) -> dict[tuple[str, str], IndexedClause]:
        return {(str(c.address), c.edition): c for p in self.providers for c in self.clauses(p)}

    def find(self, address: ClauseAddress | str, edition: Edition | None = None) -> IndexedClause | None:
        """The clause at an address: of the named edition, else the original where it is held, else the summary."""
        for candidate in (edition,) if edition else ("original", "summary"):
            clause = self._by_address.get((str(address), candidate))
            if clause:
                return clause
        return None

    def children(self, address: ClauseAddress, edition: Edition) -> tuple[IndexedClause, ...]:
        """The clauses below an address, in document order."""
        provider = next((d.provider for d in self.documents if d.document == address.document), None)
        held = self.clauses(provider) if provider else ()
        return tuple(c for c in held if c.edition == edition and c.address != address and address.contains(c.address))

    def source_text(self, document: str, edition: Edition) -> str:
        row = self._db.execute("SELECT text FROM documents WHERE document = ? AND edition = ?", (document, edition)).fetchone()
        return str(row[0]) if row else ""


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _indexed(row: tuple) -> IndexedClause:  # type: ignore[type-arg]
    (number, provider, edition, title, kind, effective, document, path, printed, heading, text, body_at, spans, order, asks, chapter, page) = row
    clause = Clause(
        address=ClauseAddress(document, tuple(path.split("/"))),
        printed=printed,
        heading=heading,
        text=text,
        body_at=body_at,
        spans=tuple(Span(*s) for s in json.loads(spans)),
        order=order,
        asks=tuple(json.loads(asks)),
        chapter=chapter,
        page=page,
    )
    return IndexedClause(number, provider, edition, title, kind, _date(effective), clause)
