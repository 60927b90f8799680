"""What stands around a table and holds for its amounts: headings above it, notes below it, what the document says of all prices."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.tables.block import Block
from ingest.tables.model import Tax, TaxSaid
from ingest.tables.words import tax_of, tax_of_prices
from knowledge.address import ClauseAddress
from knowledge.clause import Clause, Document

_SENTENCES = re.compile(r"[^。\n]+")
# A note that speaks of what stands before it, not of its own table alone.
_LOOKS_BACK = re.compile(r"上記|全て|すべて|以上の|各料金|いずれも")


@dataclass(frozen=True)
class Surroundings:
    """The headings of a clause and of the clauses above it, nearest first; and the document's tax side."""

    headings: dict[ClauseAddress, tuple[str, ...]]
    document: Tax | None
    looking_back: tuple[tuple[ClauseAddress, int, Tax], ...]

    def above(self, address: ClauseAddress) -> tuple[str, ...]:
        return self.headings.get(address, ())

    def tax(self, clause: Clause, caption: str, notes: Sequence[str]) -> tuple[Tax | None, TaxSaid]:
        """The side that holds for the amounts of a table whose cells, rows and columns name none."""
        for note in (*notes, caption, clause.heading):
            side = tax_of_prices(note) or (tax_of(note) if note in (caption, clause.heading) else None)
            if side:
                return side, "table"
        for heading in self.above(clause.address):
            side = tax_of(heading)
            if side:
                return side, "section"
        parent = clause.address.parent
        for address, order, side in self.looking_back:
            if order > clause.order and parent is not None and parent.contains(address):
                return side, "section"
        return (self.document, "document") if self.document else (None, "")


def surroundings(document: Document, found: Sequence[Block]) -> Surroundings:
    """Read once for a document."""
    own = {clause.address: clause.heading for clause in document.clauses}
    headings = {}
    for address in own:
        above, parent = [], address.parent
        while parent is not None:
            above.append(own.get(parent, ""))
            parent = parent.parent
        headings[address] = tuple(text for text in above if text)
    back = tuple(
        (block.address, block.clause.order, side)
        for block in found
        for note in block.after
        if _LOOKS_BACK.search(note) and (side := tax_of_prices(note))
    )
    return Surroundings(headings, _document_tax(document, found), back)


def _document_tax(document: Document, found: Sequence[Block]) -> Tax | None:
    """本書に記載の料金は税抜: a sentence of the front matter or of a clause without a table; none where sentences disagree."""
    tabled = {block.address for block in found}
    texts = [document.text[span.start : span.end] for span in document.loose]
    texts += [clause.text for clause in document.clauses if clause.address not in tabled]
    sides = {side for text in texts for s in _SENTENCES.findall(text) if (side := tax_of_prices(s, document=True)) and not _has_sum(s)}
    return sides.pop() if len(sides) == 1 else None


def _has_sum(sentence: str) -> bool:
    return bool(re.search(r"\d\s*円", sentence))
