"""A generation: one immutable bundle of clauses, providers, schedules, lexical index and vectors.

    <home>/generations/<id>/manifest.json     counts, embedding, hashes of the parts
                            bundle.sqlite     documents, clauses, providers, schedules
                            lexical/<provider>/
                            chroma/           one collection a provider, cosine
                            vectors.npz       the same vectors by the hash of their text, for the next generation and the probe
                            library/          the operator's files it was built from; a switch brings them to <home>/documents
    <home>/current -> generations/<id>        switched by one atomic rename

`ingest.publish` writes it; everything else reads it through `Generation.open`. An answer pins one generation.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Callable, Mapping
from copy import copy
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from pydantic import ValidationError

from knowledge.address import ClauseAddress
from knowledge.clause import Clause, Span
from knowledge.errors import IndexError_
from knowledge.in_force import HeldKey, in_force, one_date_each, stored_day
from knowledge.reference import unpack
from knowledge.registry import Provider
from knowledge.schedule import Schedule
from knowledge.settings import Edition, Settings, today

SCHEMA_VERSION = 3
# effective is '' where the day is unknown: NULLs would all count as different.
SCHEMA = """
CREATE TABLE documents (provider TEXT, document TEXT, edition TEXT, effective TEXT NOT NULL, title TEXT, kind TEXT, source TEXT,
                        sha256 TEXT, pages INTEGER, text TEXT, PRIMARY KEY (document, edition, effective));
CREATE TABLE clauses (row INTEGER PRIMARY KEY, provider TEXT, document TEXT, edition TEXT, effective TEXT NOT NULL, clause TEXT, ord INTEGER, printed TEXT,
                      heading TEXT, text TEXT, body_at INTEGER, spans TEXT, asks TEXT, chapter TEXT, page INTEGER, refs TEXT,
                      UNIQUE (document, edition, effective, clause));
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

    @property
    def key(self) -> HeldKey:
        return HeldKey(self.document, self.edition, self.effective)


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

    @property
    def key(self) -> HeldKey:
        return HeldKey(self.address.document, self.edition, self.effective)


class Generation:
    """One opened generation; clauses are read on first use of their provider.

    As opened it holds every edition and date; `on` gives the view of one day, which is what questions are answered from.
    """

    def __init__(self, folder: Path, manifest: dict[str, object], edition: Edition | None) -> None:
        self.folder = folder
        self.id = str(manifest["id"])
        self.embedding = str(manifest["embedding"])
        self._edition = edition
        self._db = sqlite3.connect(f"file:{folder / 'bundle.sqlite'}?mode=ro", uri=True, check_same_thread=False)
        self._clauses: dict[str, tuple[IndexedClause, ...]] = {}
        self._views: dict[frozenset[HeldKey], Generation] = {}
        self._whole: Generation | None = None
        self._in_force: frozenset[HeldKey] = frozenset()

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
        except (OSError, ValueError, KeyError, TypeError, sqlite3.DatabaseError) as error:
            raise IndexError_(f"{folder}: the index is damaged ({error}): run python -m ingest") from error
        return generation

    @cached_property
    def keys(self) -> frozenset[HeldKey]:
        """What is held, in every edition and date that the edition limit allows."""
        return frozenset(d.key for d in (self._whole or self).documents)

    def on(self, day: date) -> Generation:
        """The view of a day: of each document what is in force then; itself where nothing is held in several dates."""
        whole = self._whole or self
        if one_date_each(whole.keys):
            return whole
        chosen = in_force(whole.keys, day)
        if chosen not in self._views:
            view = copy(whole)
            view.__dict__ = {name: value for name, value in whole.__dict__.items() if name not in ("documents", "_by_address")}
            view._whole, view._in_force, view._clauses = whole, chosen, {}
            self._views[chosen] = view
        return self._views[chosen]

    def without(self, removed: Callable[[IndexedClause], bool], schedules: Mapping[str, Schedule]) -> Generation:
        """A view that lacks some clauses and goes by other schedules; what is searched stays this generation's index."""
        view = copy(self)
        view.__dict__ = {name: value for name, value in self.__dict__.items() if name != "_by_address"}
        view._clauses = {p: tuple(c for c in self.clauses(p) if not removed(c)) for p in self.providers}
        view._views = {}
        view.__dict__["schedules"] = dict(schedules)
        return view

    @cached_property
    def providers(self) -> dict[str, Provider]:
        rows = self._db.execute("SELECT provider, data FROM providers ORDER BY rowid")
        return {p: Provider.model_validate_json(data) for p, data in rows}

    @cached_property
    def schedules(self) -> dict[str, Schedule]:
        rows = list(self._db.execute("SELECT provider, data FROM schedules"))
        try:
            return {p: Schedule.model_validate_json(data) for p, data in rows}
        except ValidationError as error:
            first = error.errors()[0]
            where = ".".join(map(str, first["loc"]))
            raise IndexError_(f"{self.folder}: its fee schedules are of another version ({where}: {first['msg']}): run python -m ingest") from error

    @cached_property
    def documents(self) -> tuple[IndexedDocument, ...]:
        if self._whole is not None:
            return tuple(d for d in self._whole.documents if d.key in self._in_force)
        rows = self._db.execute("SELECT provider, document, edition, title, kind, effective FROM documents ORDER BY rowid")
        return tuple(IndexedDocument(p, d, e, t, k, _date(x)) for p, d, e, t, k, x in rows if self._edition in (None, e))

    @cached_property
    def first_rows(self) -> dict[str, int]:
        """The first row of each provider: row r is place r - first_rows[provider] of its lexical index."""
        return dict(self._db.execute("SELECT provider, min(row) FROM clauses GROUP BY provider"))

    def clauses(self, provider: str) -> tuple[IndexedClause, ...]:
        """All clauses of a provider in the order of their rows, the edition limit and the view's day applied."""
        if provider not in self._clauses:
            if self._whole is not None:
                found = [c for c in self._whole.clauses(provider) if c.key in self._in_force]
            else:
                found = [c for c in self._read_clauses(provider) if self._edition in (None, c.edition)]
            self._clauses[provider] = tuple(found)
        return self._clauses[provider]

    def crowding(self, provider: str) -> int:
        """How many times the rows of the view are held in all: near copies of other dates crowd a search of all rows."""
        own = len(self.clauses(provider))
        return -(-len(self._whole.clauses(provider)) // own) if self._whole is not None and own else 1

    def _read_clauses(self, provider: str) -> list[IndexedClause]:
        rows = self._db.execute(
            "SELECT c.row, c.provider, c.edition, d.title, d.kind, d.effective, c.document, c.clause, c.printed, c.heading, c.text,"
            " c.body_at, c.spans, c.ord, c.asks, c.chapter, c.page, c.refs FROM clauses c"
            " JOIN documents d ON d.document = c.document AND d.edition = c.edition AND d.effective = c.effective WHERE c.provider = ? ORDER BY c.row",
            (provider,),
        )
        return [_indexed(row) for row in rows]

    @cached_property
    def _by_address(self) -> dict[str, dict[tuple[str, str], IndexedClause]]:
        return {}

    def _held(self, document: str) -> dict[tuple[str, str], IndexedClause]:
        """The clauses of a document's provider by address and edition.

        White space in a heading is the printer's: 「ネットワーク (LAN)」 and 「ネットワーク(LAN)」 are one address.
        """
        provider = next((d.provider for d in self.documents if d.document == document), None)
        if provider is None:
            return {}
        if provider not in self._by_address:
            self._by_address[provider] = {(_unspaced(str(c.address)), c.edition): c for c in self.clauses(provider)}
        return self._by_address[provider]

    def find(self, address: ClauseAddress | str, edition: Edition | None = None) -> IndexedClause | None:
        """The clause at an address: of the named edition, else the original where it is held, else the summary.

        Where several dates are held and no day was named, the one in force today.
        """
        view = self.on(today()) if self._whole is None else self
        held = view._held(str(address).partition("#")[0])
        for candidate in (edition,) if edition else ("original", "summary"):
            clause = held.get((_unspaced(str(address)), candidate))
            if clause:
                return clause
        return None

    def children(self, address: ClauseAddress, edition: Edition) -> tuple[IndexedClause, ...]:
        """The clauses below an address, in document order; of several dates as `find` does."""
        view = self.on(today()) if self._whole is None else self
        provider = next((d.provider for d in view.documents if d.document == address.document), None)
        held = view.clauses(provider) if provider else ()
        return tuple(c for c in held if c.edition == edition and c.address != address and address.contains(c.address))

    def source_text(self, document: str, edition: Edition, effective: date | None) -> str:
        key = (document, edition, stored_day(effective))
        row = self._db.execute("SELECT text FROM documents WHERE document = ? AND edition = ? AND effective = ?", key).fetchone()
        return str(row[0]) if row else ""


def _unspaced(address: str) -> str:
    return "".join(address.split())


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _indexed(row: tuple) -> IndexedClause:  # type: ignore[type-arg]
    (number, provider, edition, title, kind, effective, document, path, printed, heading, text, body_at, spans, order, asks, chapter, page, refs) = row
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
        references=unpack(refs, text),
    )
    return IndexedClause(number, provider, edition, title, kind, _date(effective), clause)
