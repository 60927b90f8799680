"""Tables drawn with rules: the grid of their edges, each place with the text of the cell that covers it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pdfplumber.page import Page

from ingest.readers.grid import Cell, expanded
from ingest.readers.pdf.cells import cell_text
from ingest.readers.pdf.letters import Letter

Box = tuple[float, float, float, float]
_NEAR = 3.0


@dataclass(frozen=True)
class Table:
    """A table's rows and its place on the page."""

    rows: tuple[tuple[str, ...], ...]
    x0: float
    x1: float
    top: float
    bottom: float


def ruled_tables(page: Page, letters: Sequence[Letter]) -> list[Table]:
    """The page's tables of two columns and more; a frame around text is none."""
    tables: list[Table] = []
    for found in page.find_tables():
        cells: list[Box] = [(float(c[0]), float(c[1]), float(c[2]), float(c[3])) for c in found.cells if c is not None]
        xs, ys = _edges([x for c in cells for x in (c[0], c[2])]), _edges([y for c in cells for y in (c[1], c[3])])
        if len(xs) < 3:
            continue
        rows = _rows(cells, xs, ys, [letter for letter in letters if _inside(letter, found.bbox)])
        if sum(any(row) for row in rows) and max(sum(bool(cell) for cell in row) for row in rows) > 1:
            x0, top, x1, bottom = found.bbox
            tables.append(Table(tuple(tuple(row) for row in rows if any(row)), float(x0), float(x1), float(top), float(bottom)))
    return tables


def outside(letters: Sequence[Letter], tables: Sequence[Table]) -> list[Letter]:
    """The letters that stand in none of the tables."""
    boxes: list[Box] = [(table.x0, table.top, table.x1, table.bottom) for table in tables]
    return [letter for letter in letters if not any(_inside(letter, box) for box in boxes)]


def _inside(letter: Letter, box: Box) -> bool:
    x = (letter.x0 + letter.x1) / 2
    return box[0] <= x <= box[2] and box[1] <= letter.middle <= box[3]


def _edges(values: Sequence[float]) -> list[float]:
    """The distinct edges, those nearly alike as one."""
    out: list[float] = []
    for value in sorted(values):
        if not out or value - out[-1] > _NEAR:
            out.append(value)
    return out


def _rows(cells: Sequence[Box], xs: Sequence[float], ys: Sequence[float], letters: Sequence[Letter]) -> list[list[str]]:
    rows: list[list[Cell]] = []
    for top in ys[:-1]:
        row: list[Cell] = []
        for box in sorted(cell for cell in cells if abs(cell[1] - top) <= _NEAR):
            text = cell_text([letter for letter in letters if _inside(letter, box)], box[0], box[2])
            row.append(Cell(text, _count(ys, box[1], box[3]), _count(xs, box[0], box[2])))
        rows.append(row)
    return expanded(rows)


def _count(edges: Sequence[float], begin: float, end: float) -> int:
    return max(1, sum(begin + _NEAR < edge <= end + _NEAR for edge in edges))
