"""A page as what stands on it in reading order: lines, rows of tables, and its furniture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median_low

from pdfplumber.page import Page

from ingest.readers.pdf.columns import fits, gutter, parted
from ingest.readers.pdf.lines import PageLine, lines_of
from ingest.readers.pdf.ruled import Table, outside, ruled_tables
from ingest.readers.pdf.unruled import Run, rows_of, table_runs


@dataclass(frozen=True)
class Item:
    """A line of text with its column (0: none), or a table's rows; a line inside a table has none."""

    line: PageLine | None
    rows: tuple[tuple[str, ...], ...] = ()
    column: int = 0


@dataclass(frozen=True)
class PageText:
    """A page in reading order."""

    number: int
    items: tuple[Item, ...]
    furniture: tuple[PageLine, ...]


def page_texts(pages: Sequence[Page], bodies: Sequence[Sequence[PageLine]], furniture: Sequence[Sequence[PageLine]]) -> list[PageText]:
    """The pages from their body lines; a page too short to show its columns has those of most others."""
    ruled: list[tuple[list[PageLine], list[Table]]] = []
    for page, lines in zip(pages, bodies, strict=True):
        letters = [letter for line in lines for letter in line.letters]
        tables = ruled_tables(page, letters)
        ruled.append((lines_of(outside(letters, tables), page.page_number), tables))
    strips = [gutter(free, float(page.width)) for page, (free, _) in zip(pages, ruled, strict=True)]
    found = [strip for strip in strips if strip is not None]
    common = median_low(found) if len(found) * 2 >= sum(bool(free) for free, _ in ruled) and found else None
    out: list[PageText] = []
    for page, (free, tables), strip, feet in zip(pages, ruled, strips, furniture, strict=True):
        middle = strip if strip is not None or common is None or not fits(free, common) else common
        out.append(PageText(page.page_number, tuple(_items(free, tables, middle)), tuple(feet)))
    return out


def _items(free: Sequence[PageLine], tables: Sequence[Table], middle: float | None) -> list[Item]:
    items: list[Item] = []
    for band, table in _bands(free, tables):
        placed = parted(band, middle) if middle is not None else [(line, 0) for line in band]
        for column in _runs_of_columns(placed):
            items += _with_unruled([line for line, _ in column], column[0][1])
        if table is not None:
            items.append(Item(None, table.rows))
    return items


def _bands(lines: Sequence[PageLine], tables: Sequence[Table]) -> list[tuple[list[PageLine], Table | None]]:
    """The lines above each table, in order, and those below the last."""
    bands: list[tuple[list[PageLine], Table | None]] = []
    rest = list(lines)
    for table in sorted(tables, key=lambda table: (table.top, table.x0)):
        above = [line for line in rest if line.middle < table.top]
        bands.append((above, table))
        rest = [line for line in rest if line.middle >= table.top]
    return [*bands, (rest, None)]


def _runs_of_columns(placed: Sequence[tuple[PageLine, int]]) -> list[list[tuple[PageLine, int]]]:
    out: list[list[tuple[PageLine, int]]] = []
    for line, column in placed:
        if out and out[-1][-1][1] == column:
            out[-1].append((line, column))
        else:
            out.append([(line, column)])
    return out


def _with_unruled(lines: Sequence[PageLine], column: int) -> list[Item]:
    items: list[Item] = []
    for found in table_runs(lines):
        if isinstance(found, Run):
            items.append(Item(None, tuple(tuple(row) for row in rows_of(found))))
        else:
            items.append(Item(found, (), column))
    return items
