"""The references of every clause, found in its words and resolved among the documents of its provider."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from ingest.linking import laws
from ingest.linking.annex import annexes
from ingest.linking.chain import chains
from ingest.linking.exceptions import joined, sets_aside
from ingest.linking.headings import headings
from ingest.linking.place import Path, Place
from ingest.linking.resolve import Here, resolve
from ingest.linking.shelf import Shelf, is_table
from ingest.linking.step import Level, Mention
from ingest.linking.titles import Named, aliases, document_before, titles
from ingest.linking.words import alike, even, without_notes
from knowledge.address import ClauseAddress
from knowledge.clause import Clause, Document, Doubt
from knowledge.reference import Reference, ReferenceKind

DANGLING = "dangling"
_BREAK = re.compile(r"\r\n|\r|\n|\f")


def link(documents: Sequence[Document]) -> tuple[Document, ...]:
    """The documents with the references of their clauses; what leads nowhere is a doubt. Linking again changes nothing."""
    return tuple(_linked(held, Shelf(documents, held)) for held in documents)


def _linked(held: Document, shelf: Shelf) -> Document:
    linker = _Linker(shelf)
    clauses = tuple(replace(c, references=linker.references(c)) for c in held.clauses)
    breaks = [m.end() for m in _BREAK.finditer(held.text)]
    dangling = [
        Doubt(DANGLING, 1 + bisect_right(breaks, _offset(c, r.start)), f"refers to {name}, which is not held", "kept as printed")
        for c in clauses
        for r in c.references
        for name in r.missing
    ]
    doubts = [d for d in held.doubts if d.kind != DANGLING] + dangling
    return replace(held, clauses=clauses, doubts=tuple(sorted(doubts, key=lambda d: d.line)))


def _offset(clause: Clause, at: int) -> int:
    """Where clause.text[at] stands in the source."""
    for span in clause.spans:
        if at < span.end - span.start:
            return span.start + at
        at -= span.end - span.start
    return clause.spans[-1].end if clause.spans else 0


@dataclass
class _Reading:
    """One clause while it is read: text is even and without notes; what was found, in no order yet."""

    clause: Clause
    text: str
    found: list[Reference] = field(default_factory=list)
    before: Path | None = None
    law: bool = False

    @property
    def body(self) -> str:
        return self.text[self.clause.body_at :]

    def free(self, start: int, end: int) -> bool:
        return start >= self.clause.body_at and all(end <= r.start or start >= r.end for r in self.found)

    def add(self, start: int, end: int, kind: ReferenceKind, targets: Sequence[ClauseAddress] = (), missing: Sequence[str] = ()) -> None:
        if self.free(start, end):
            self.found.append(Reference(self.clause.text[start:end], start, end, kind, tuple(targets), tuple(missing)))


class _Linker:
    """Reads the clauses of one document; a form that is more certain takes its words before the next one looks."""

    def __init__(self, shelf: Shelf) -> None:
        self.shelf = shelf
        self.place: Place = shelf.place(shelf.own.document)
        whole = even("\n".join(c.text for c in shelf.own.clauses))
        self.laws = laws.aliases(whole)
        self.names = aliases(whole, shelf)

    def references(self, clause: Clause) -> tuple[Reference, ...]:
        reading = _Reading(clause, even(without_notes(clause.text) if self.shelf.own.edition == "summary" else clause.text))
        for run in chains(reading.text):
            self._run(run, reading)
        self._documents(reading)
        for annex in annexes(reading.text, self.shelf):
            reading.add(annex.start, annex.end, "table", annex.targets, annex.missing)
        for called in headings(reading.text, self.place, clause.address.path):
            reading.add(called.start, called.end, "clause", [self.place.address(p) for p in called.paths], called.missing)
        for start, end in laws.law_names(reading.text, self.laws):
            reading.add(start, end, "law")
        return tuple(_with_exceptions(sorted(reading.found, key=lambda r: r.start), reading.text))

    def _run(self, run: tuple[Mention, ...], reading: _Reading) -> None:
        """A list of mentions: what stands before the first says whose articles they are."""
        first = run[0]
        if first.start < reading.clause.body_at:
            return
        place, start, owner = self.place, first.start, None
        if first.steps[0].level is Level.ARTICLE and first.steps[0].how == "number":
            law = self._law_before(first, reading)
            if law is not None:
                start, owner = law, "law"
            elif named := document_before(reading.body, first.start - reading.clause.body_at, self.shelf, self.names):
                start = start if named.own else named.start + reading.clause.body_at
                if len(named.documents) > 1 or not named.documents:
                    self._elsewhere(run, start, named, reading)
                    return
                if not named.own:
                    place = self.shelf.place(named.documents[0])
        elif first.steps[0].how == "same" and reading.law:
            owner = "law"
        for at, mention in enumerate(run):
            if owner and at and not self._is_laws(mention):
                owner = None
            begin = start if at == 0 else mention.start
            if owner:
                reading.add(begin, mention.end, "law")
                reading.law = True
            else:
                self._clause(mention, begin, place, reading)

    def _law_before(self, first: Mention, reading: _Reading) -> int | None:
        named = laws.law_before(reading.text, first.start)
        if named is not None:
            return named
        return laws.same_law_before(reading.text, first.start)

    def _is_laws(self, mention: Mention) -> bool:
        """An article listed behind a law's is the law's too, unless it is given with the heading of ours."""
        step = mention.steps[0]
        if step.how not in ("number", "same"):
            return False
        paths = self.place.numbered_articles(step.value, ()) if step.level is Level.ARTICLE and mention.caption else []
        return not any(alike(self.place.held[p].heading, mention.caption) for p in paths)

    def _elsewhere(self, run: tuple[Mention, ...], start: int, named: Named, reading: _Reading) -> None:
        """Articles of documents that are not held, or of any of several."""
        for at, mention in enumerate(run):
            places = [self.shelf.place(d) for d in named.documents]
            found = [(p, resolve(mention, Here(p, ()), "")) for p in places]
            targets = [p.address(path) for p, f in found for path in f.paths]
            reading.add(start if at == 0 else mention.start, mention.end, "clause" if targets else "document", targets)

    def _clause(self, mention: Mention, start: int, place: Place, reading: _Reading) -> None:
        here = Here(place, reading.clause.address.path if place is self.place else (), reading.before if place is self.place else None)
        printed = " ".join(reading.clause.text[start : mention.end].split())
        found = resolve(mention, here, printed)
        if not found.paths and not found.missing and mention.steps[0].level is not Level.CHAPTER:
            return
        reading.add(start, mention.end, "clause", [place.address(p) for p in found.paths], found.missing)
        reading.law = False
        if place is self.place and found.paths:
            reading.before = found.paths[-1]

    def _documents(self, reading: _Reading) -> None:
        for named in titles(reading.text, self.shelf, self.names):
            if named.own:
                continue
            tables = [d for d in named.documents if is_table(self.shelf.documents[d])]
            targets = [ClauseAddress(d, ()) for d in named.documents]
            reading.add(named.start, named.end, "table" if tables else "document", targets)


def _with_exceptions(found: Sequence[Reference], text: str) -> Iterator[Reference]:
    """A list is set aside as a whole: 第31条及び前項の規定にかかわらず."""
    aside = [sets_aside(text, r.end) for r in found]
    for at in range(len(found) - 2, -1, -1):
        aside[at] = aside[at] or (aside[at + 1] and joined(text, found[at].end, found[at + 1].start))
    return (replace(r, exception=flag) for r, flag in zip(found, aside, strict=True))
