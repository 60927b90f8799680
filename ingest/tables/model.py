"""Tables, cells and amounts as frozen values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from knowledge.address import ClauseAddress
from knowledge.clause import Span

Tax = Literal["excluded", "included", "exempt", "unstated"]
# Where the tax side is said, the nearest first; ratio: nowhere, but two amounts stand in the proportion of a tax rate.
TaxSaid = Literal["cell", "row", "column", "table", "section", "document", "ratio", ""]
Period = Literal["monthly", "yearly", "once", "per_use"]
Part = Literal["whole", "first", "rest", "each"]


@dataclass(frozen=True)
class Cell:
    """One cell; a cell torn apart has several spans; an inherited one repeats the merged cell above and has none of its own."""

    row: int
    column: int
    text: str
    spans: tuple[Span, ...]
    inherited: bool = False

    @property
    def span(self) -> Span:
        return Span(self.spans[0].start, self.spans[-1].end)


@dataclass(frozen=True)
class UnitOf:
    """What a price counts: 550円/7個 is size 7 of 個; `near` is False where it stands in another cell than the amount."""

    name: str
    size: int = 1
    near: bool = True


@dataclass(frozen=True)
class Amount:
    """A yen amount, or one amount printed on both tax sides.

    prices: each tax side printed, in the order printed. part, times: of instalments, first, rest or each of `times` payments.
    label: what the cell itself says of the amount (屋内配線なし). row_head: outermost first. doubts: what could not be read for sure.
    address: the clause that prints it, which is one below the table's where rows are clauses of their own.
    """

    prices: Mapping[Tax, Decimal]
    tax_said: TaxSaid
    unit: UnitOf | None
    period: Period | None
    part: Part
    times: int | None
    label: str
    row: int
    column: int
    row_head: tuple[str, ...]
    column_head: str
    footnotes: tuple[str, ...]
    span: Span
    address: ClauseAddress
    doubts: tuple[str, ...] = ()

    @property
    def tax(self) -> Tax:
        return next(iter(self.prices))

    @property
    def value(self) -> Decimal:
        """The amount as printed first."""
        return self.prices[self.tax]


@dataclass(frozen=True)
class Table:
    """One table of a clause.

    heads: a text for each column, levels joined. row_columns: the columns that name a row. above: headings over the table, the
    nearest first. cells hold the data rows alone, inherited cells included; bare: rows with a name and no amount where others have one.
    """

    address: ClauseAddress
    caption: str
    above: tuple[str, ...]
    heads: tuple[str, ...]
    row_columns: tuple[int, ...]
    cells: tuple[Cell, ...]
    footnotes: tuple[str, ...]
    amounts: tuple[Amount, ...]
    bare: tuple[str, ...] = ()

    def row(self, number: int) -> tuple[Cell, ...]:
        return tuple(cell for cell in self.cells if cell.row == number)

    def row_head(self, number: int) -> tuple[str, ...]:
        return tuple(c.text for c in self.row(number) if c.column in self.row_columns and c.text)
