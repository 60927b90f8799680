"""A block's rows as tables: heads of one or two levels, sections under a repeated head, merged and continued cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from ingest.tables.block import Block
from ingest.tables.lines import Line
from ingest.tables.model import Cell
from ingest.tables.price import has_amount
from ingest.tables.words import describes, in_yen, is_dash, is_price, is_subject, is_unit, narrow
from knowledge.address import ClauseAddress

_HEAD_LETTERS = 40


@dataclass
class Section:
    """Data rows under one head; addresses: the clause of each row."""

    caption: str
    heads: tuple[str, ...]
    rows: list[Line] = field(default_factory=list)
    cells: list[list[Cell]] = field(default_factory=list)
    addresses: list[ClauseAddress] = field(default_factory=list)


def sections(block: Block, before: Section | None) -> list[Section]:
    """The block's tables; a headless one with as many columns as the table before it goes on with its heads (a page break)."""
    out: list[Section] = []
    rows, at, caption = block.rows, 0, block.caption
    while at < len(rows):
        if _is_caption(rows, at):
            caption, at = rows[at].text, at + 1
            continue
        levels = _head_levels(rows, at)
        if levels:
            out.append(Section(caption, _joined_heads(rows[at : at + levels])))
            at += levels
        else:
            if not out:
                out.append(Section(caption, _heads_of(before, rows[at])))
            out[-1].rows.append(rows[at])
            at += 1
    for section in out:
        _fill(section)
    return [section for section in out if section.cells]


def _heads_of(before: Section | None, row: Line) -> tuple[str, ...]:
    return before.heads if before and not row.bullet and len(before.heads) == len(row.cells) else ()


def _is_caption(rows: Sequence[Line], at: int) -> bool:
    """One cell alone in the first column, and a head below it."""
    row = rows[at]
    alone = not row.bullet and len(row.cells) > 1 and bool(row.cells[0].text) and not any(c.text for c in row.cells[1:])
    return alone and at + 1 < len(rows) and _is_head(rows, at + 1) and not has_amount(row.text)


def _head_levels(rows: Sequence[Line], at: int) -> int:
    """How many rows from here on are a head: the first, and below it rows without amounts that leave the first cell to it (or repeat it)."""
    if not _is_head(rows, at):
        return 0
    levels = 1
    first = rows[at].cells[0].text
    while at + levels < len(rows) and rows[at + levels].cells[0].text in ("", first) and _holds_names(rows[at + levels]):
        levels += 1
    return levels if at + levels < len(rows) else 1


def _holds_names(row: Line) -> bool:
    texts = [c.text for c in row.cells if c.text]
    return bool(texts) and not row.bullet and not any(has_amount(t) or is_dash(t) or "。" in t or len(t) > _HEAD_LETTERS for t in texts)


def _is_head(rows: Sequence[Line], at: int) -> bool:
    row = rows[at]
    texts = [c.text for c in row.cells if c.text]
    if len(texts) < 2 or not _holds_names(row):
        return False
    named = is_subject(texts[0]) or describes(texts[0])
    if named and any(is_price(t) or describes(t) or is_unit(t) for t in texts[1:]):
        return True
    if at:
        return False
    below = [r for r in rows[at + 1 :] if len(r.cells) <= len(row.cells)]
    return any(is_price(t) for t in texts) or any(
        has_amount(r.cells[i].text) for r in below for i in range(len(r.cells)) if row.cells[i].text and i
    )


def _joined_heads(levels: Sequence[Line]) -> tuple[str, ...]:
    """One head for each column; an upper head spans the empty cells to its right where the level below has a head there."""
    width = max(len(level.cells) for level in levels)
    names: list[list[str]] = [[] for _ in range(width)]
    for depth, level in enumerate(levels):
        upper = ""
        for column in range(width):
            own = level.cells[column].text if column < len(level.cells) else ""
            below = any(column < len(low.cells) and low.cells[column].text for low in levels[depth + 1 :])
            upper = own or (upper if below else "")
            if upper and upper not in names[column]:
                names[column].append(upper)
    return tuple(" ".join(parts) for parts in names)


def _fill(section: Section) -> None:
    """Rows into cells: continued cells joined to the row above, empty leading cells given the head above."""
    width = max([len(section.heads), *(len(row.cells) for row in section.rows)], default=0)
    section.heads += ("",) * (width - len(section.heads))
    for row in section.rows:
        if section.cells and _continues_above(row, section):
            for cell, piece in zip(section.cells[-1], row.cells, strict=False):
                if piece.text:
                    section.cells[-1][cell.column] = Cell(cell.row, cell.column, f"{cell.text}\n{piece.text}", (*cell.spans, piece.span))
            continue
        section.cells.append(_cells(row, len(section.cells), section, width))
        section.addresses.append(row.address)


def _continues_above(row: Line, section: Section) -> bool:
    """Only words for columns of prose that have words above: the rest of a torn cell."""
    filled = [at for at, piece in enumerate(row.cells) if piece.text]
    if row.cells[0].text or any(has_amount(row.cells[at].text) or is_dash(row.cells[at].text) for at in filled):
        return False
    return all(describes(section.heads[at]) and section.cells[-1][at].text for at in filled)


def _cells(row: Line, number: int, section: Section, width: int) -> list[Cell]:
    above = section.cells[-1] if section.cells else []
    out: list[Cell] = []
    leading = True
    for column in range(width):
        piece = row.cells[column] if column < len(row.cells) else None
        leading = leading and not (piece and piece.text)
        merged = leading or is_unit(section.heads[column]) or (describes(section.heads[column]) and _is_torn(row, column))
        if piece is not None and piece.text:
            out.append(Cell(number, column, piece.text, (piece.span,)))
        elif merged and above and above[column].text and not is_price(section.heads[column]):
            out.append(Cell(number, column, above[column].text, (), inherited=True))
        else:
            out.append(Cell(number, column, "", ()))
    return out


def _is_torn(row: Line, column: int) -> bool:
    """An empty cell between filled ones; one at the row's end may be empty on purpose."""
    return any(piece.text for piece in row.cells[column + 1 :])


def yen_columns(section: Section, around: Sequence[str]) -> frozenset[int]:
    """Columns whose numbers are yen though they print no 円."""
    everywhere = any(in_yen(text) for text in (section.caption, *around))
    return frozenset(
        at for at, head in enumerate(section.heads) if in_yen(head) or (everywhere and is_price(narrow(head)) and not is_unit(head))
    )
