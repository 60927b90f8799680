"""What --check says of the documents read: a table and the doubts for people, JSON for programs (CONTRACT.md)."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Sequence
from typing import Any

from ingest.markdown import FOREWORD
from knowledge.clause import Clause, Document

_HEADS = ("document", "edition", "effective", "clauses", "first level", "doubts", "title")


def as_json(documents: Sequence[Document]) -> str:
    """The documents as CONTRACT.md prints them."""
    return json.dumps([_document(held) for held in documents], ensure_ascii=False, indent=1)


def as_text(documents: Sequence[Document]) -> str:
    """A line for each document, and below the table every doubt with its line in the source."""
    rows = [_HEADS, *(_row(held) for held in documents)]
    widths = [max(_width(row[column]) for row in rows) for column in range(len(_HEADS) - 1)]
    lines = [_aligned(row, widths) for row in rows]
    for held in documents:
        if held.doubts:
            lines += ["", f"{held.document} ({held.source})"]
            lines += [f"  line {doubt.line}: {doubt.kind}: {doubt.text}: {doubt.done}" for doubt in held.doubts]
    return "\n".join(lines)


def counts(documents: Sequence[Document]) -> str:
    """How much was read, in a few words."""
    clauses = sum(len(held.clauses) for held in documents)
    doubts = sum(len(held.doubts) for held in documents)
    return f"{len(documents)} documents, {clauses} clauses, {doubts} doubts"


def _row(held: Document) -> tuple[str, ...]:
    first = sum(len(clause.address.path) == 1 and clause.address.path != (FOREWORD,) for clause in held.clauses)
    effective = held.effective.isoformat() if held.effective else "unknown"
    return held.document, held.edition, effective, str(len(held.clauses)), str(first), str(len(held.doubts)), held.title


def _aligned(row: tuple[str, ...], widths: list[int]) -> str:
    cells = [cell + " " * (width - _width(cell)) for cell, width in zip(row[:-1], widths, strict=True)]
    return "  ".join([*cells, row[-1]]).rstrip()


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def _document(held: Document) -> dict[str, Any]:
    return {
        "provider": held.provider,
        "document": held.document,
        "title": held.title,
        "kind": held.kind,
        "edition": held.edition,
        "effective": held.effective.isoformat() if held.effective else None,
        "source": held.source,
        "pages": held.pages,
        "clauses": [_clause(clause) for clause in held.clauses],
        "doubts": [{"kind": doubt.kind, "line": doubt.line, "text": doubt.text, "done": doubt.done} for doubt in held.doubts],
    }


def _clause(clause: Clause) -> dict[str, Any]:
    return {
        "address": str(clause.address),
        "printed": clause.printed,
        "heading": clause.heading,
        "spans": [[span.start, span.end] for span in clause.spans],
        "page": clause.page,
    }
