"""The tables of a document, its amounts typed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ingest.tables.block import Block, blocks
from ingest.tables.context import Surroundings, surroundings
from ingest.tables.grid import Section, sections, yen_columns
from ingest.tables.model import Amount, Table
from ingest.tables.price import has_amount, is_free, prices_in
from ingest.tables.typed import Typing
from ingest.tables.words import describes, is_dash, is_price, is_unit
from knowledge.clause import Document


def tables_of(document: Document) -> tuple[Table, ...]:
    """Every table of the document in reading order, those without amounts too."""
    found = blocks(document.clauses)
    around = surroundings(document, found)
    out: list[Table] = []
    before: Section | None = None
    for block in found:
        mine = sections(block, before)
        out += [_table(document, block, section, around) for section in mine]
        before = mine[-1] if mine else before
    return tuple(out)


def _table(document: Document, block: Block, section: Section, around: Surroundings) -> Table:
    above = tuple(text for text in (block.clause.heading, *around.above(block.address)) if text)
    yen = yen_columns(section, (*above, *block.after))
    priced = _priced_columns(section) | yen
    rows = _row_columns(section, priced)
    caption = section.caption or block.clause.heading or next(iter(above), "")
    table = Table(
        address=block.address,
        caption=caption,
        above=above,
        heads=section.heads,
        row_columns=rows,
        cells=tuple(cell for row in section.cells for cell in row),
        footnotes=tuple(block.after),
        amounts=(),
        bare=_bare(section, priced, rows),
    )
    side, said = around.tax(block.clause, section.caption, block.after)
    typing = Typing(document.text, table, section.addresses, side, said)
    return replace(table, amounts=tuple(_amounts(typing, section, yen)))


def _priced_columns(section: Section) -> frozenset[int]:
    """Columns under a price's head, or mostly of amounts; a row's name may mention a sum."""
    out = set()
    for column, head in enumerate(section.heads):
        texts = [row[column].text for row in section.cells if row[column].text and not row[column].inherited]
        priced = sum(has_amount(text) for text in texts)
        if priced and not describes(head) and (is_price(head) or 2 * priced >= len(texts)):
            out.add(column)
    return frozenset(out)


def _row_columns(section: Section, priced: frozenset[int]) -> tuple[int, ...]:
    """The columns left of the prices that name a row; the first column where all of them only describe."""
    left = range(min(priced, default=len(section.heads)))
    names = tuple(c for c in left if not describes(section.heads[c]) and not is_unit(section.heads[c]))
    return names or tuple(left)[:1]


def _bare(section: Section, priced: frozenset[int], rows: tuple[int, ...]) -> tuple[str, ...]:
    """Rows that have a name and nothing where others have an amount."""
    if not priced:
        return ()
    out = []
    for row in section.cells:
        name = next((row[c].text for c in reversed(rows) if row[c].text and not row[c].inherited), "")
        if name and not any(row[c].text for c in priced):
            out.append(name)
    return tuple(out)


def _amounts(typing: Typing, section: Section, yen: frozenset[int]) -> Iterator[Amount]:
    for row in section.cells:
        for cell in row:
            if cell.inherited or cell.column in typing.table.row_columns or is_dash(cell.text):
                continue
            if describes(section.heads[cell.column]) and is_free(cell.text):
                continue
            yield from typing.of_cell(row, cell, prices_in(cell.text, cell.column in yen))
