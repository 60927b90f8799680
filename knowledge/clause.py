"""Clauses and documents as frozen values."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date

from knowledge.address import ClauseAddress
from knowledge.reference import Reference
from knowledge.settings import Edition


@dataclass(frozen=True, order=True)
class Span:
    """A half-open range of characters of the source as decoded."""

    start: int
    end: int


@dataclass(frozen=True)
class Clause:
    """The smallest numbered or headed piece of a document.

    text: the clause's spans joined, number and heading included, letter for letter as in the source.
    body_at: where in `text` the body begins, behind number and heading.
    asks: ways customers ask for it (shipped edition); searched, never quoted.
    chapter: 編 or 章 the clause stands in, for search; it is no part of the address.
    page: page of the source, None where the format has no pages.
    references: what the text refers to, in its order; empty until linked.
    """

    address: ClauseAddress
    printed: str
    heading: str
    text: str
    body_at: int
    spans: tuple[Span, ...]
    order: int
    asks: tuple[str, ...] = ()
    chapter: str = ""
    page: int | None = None
    references: tuple[Reference, ...] = ()

    @property
    def body(self) -> str:
        """The text without number and heading; the heading itself where there is no body."""
        return self.text[self.body_at :].strip() or self.heading


@dataclass(frozen=True)
class Doubt:
    """Something the reader saw and could not be sure of; line counts from 1, 0 for the whole document."""

    kind: str
    line: int
    text: str
    done: str


@dataclass(frozen=True)
class Document:
    """One document of one edition, read.

    loose: spans that belong to no clause (front matter, contents, page furniture), so that nothing of the source is lost.
    effective: the day the edition took effect; None where the source does not say.
    part: the document's range of `text`, where one source file holds several; None for the whole of it.
    """

    provider: str
    document: str
    title: str
    kind: str
    edition: Edition
    effective: date | None
    source: str
    text: str
    clauses: tuple[Clause, ...]
    loose: tuple[Span, ...]
    doubts: tuple[Doubt, ...]
    pages: int = 1
    part: Span | None = None

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.text.encode("utf-8")).hexdigest()
