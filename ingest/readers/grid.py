"""Cells that span rows and columns, expanded: every place of the grid gets the text of the cell that covers it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_MOST = 500


@dataclass(frozen=True)
class Cell:
    """A cell as the format gives it, in the order of its row."""

    text: str
    rows: int = 1
    columns: int = 1


def expanded(rows: Iterable[Sequence[Cell]]) -> list[list[str]]:
    """The rows of texts; a cell as wide as the table stands once, in the first column."""
    table = list(rows)
    places: dict[tuple[int, int], tuple[str, int]] = {}
    for at, row in enumerate(table):
        column = 0
        for number, cell in enumerate(row):
            while (at, column) in places:
                column += 1
            for down in range(min(cell.rows, len(table) - at)):
                for right in range(min(cell.columns, _MOST)):
                    places.setdefault((at + down, column + right), (cell.text, at * _MOST + number))
            column += cell.columns
    width = max((column for _, column in places), default=-1) + 1
    return [_once([places.get((at, column), ("", -1 - column)) for column in range(width)]) for at in range(len(table))]


def _once(row: list[tuple[str, int]]) -> list[str]:
    texts = [text for text, _ in row]
    one_cell = len(row) > 1 and len({cell for _, cell in row}) == 1
    return [texts[0], *[""] * (len(row) - 1)] if one_cell else texts
