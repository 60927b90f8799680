"""The bundle of a generation: documents, clauses with their references, providers and compiled schedules, as SQLite."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from knowledge.clause import Document
from knowledge.generation import SCHEMA
from knowledge.in_force import stored_day
from knowledge.reference import pack
from knowledge.registry import Provider
from knowledge.schedule import Schedule
from knowledge.search.entries import by_address, dense_text, lexical_text
from knowledge.search.store import Entry


@dataclass(frozen=True)
class Content:
    """What a generation is built from."""

    documents: tuple[Document, ...]
    providers: Mapping[str, Provider]
    schedules: Mapping[str, Schedule]


@dataclass(frozen=True)
class Indexed:
    """One provider's rows: the texts of the lexical index, and what is embedded."""

    texts: list[str]
    entries: list[Entry]


def write_bundle(path: Path, content: Content) -> dict[str, Indexed]:
    """Writes the database; returns what is to be searched of each provider that has clauses."""
    database = sqlite3.connect(path)
    try:
        database.executescript(SCHEMA)
        _write_registry(database, content)
        indexed = _write_all(database, content)
        database.commit()
    finally:
        database.close()
    return indexed


def _write_registry(database: sqlite3.Connection, content: Content) -> None:
    database.executemany("INSERT INTO providers VALUES (?, ?)", [(p, v.model_dump_json()) for p, v in content.providers.items()])
    rows = [(p, s.model_dump_json(by_alias=True, exclude_none=True)) for p, s in content.schedules.items() if p in content.providers]
    database.executemany("INSERT INTO schedules VALUES (?, ?)", rows)


def _write_all(database: sqlite3.Connection, content: Content) -> dict[str, Indexed]:
    """The providers that have clauses, with their rows numbered through."""
    indexed: dict[str, Indexed] = {}
    first_row = 0
    for provider in content.providers:
        own = sorted((d for d in content.documents if d.provider == provider), key=lambda d: (d.edition, d.document, stored_day(d.effective)))
        one = _write_documents(database, own, first_row)
        if one.texts:
            indexed[provider] = one
            first_row += len(one.texts)
    return indexed


def _write_documents(database: sqlite3.Connection, documents: Sequence[Document], first_row: int) -> Indexed:
    entries: list[Entry] = []
    texts: list[str] = []
    for d in documents:
        effective = stored_day(d.effective)
        database.execute(
            "INSERT INTO documents VALUES (?,?,?,?,?,?,?,?,?,?)",
            (d.provider, d.document, d.edition, effective, d.title, d.kind, d.source, d.sha256, d.pages, d.text),
        )
        addresses = by_address(d.clauses)
        for c in d.clauses:
            row = first_row + len(texts)
            spans = json.dumps([[s.start, s.end] for s in c.spans])
            asks = json.dumps(c.asks, ensure_ascii=False)
            database.execute(
                "INSERT INTO clauses VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
                (
                    *(row, d.provider, d.document, d.edition, effective, c.address.clause, c.order, c.printed, c.heading, c.text, c.body_at),
                    *(spans, asks, c.chapter, c.page, pack(c.references)),
                ),
            )
            texts.append(lexical_text(d.title, c, addresses))
            entries.append(Entry(row, "clause", 0, dense_text(d.title, c, addresses)))
            entries += [Entry(row, "ask", i, ask) for i, ask in enumerate(c.asks)]
    return Indexed(texts, entries)
