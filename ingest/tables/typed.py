"""One price of a cell with what its row, column, table and document say of it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ingest.tables.lines import is_note
from ingest.tables.model import Amount, Cell, Period, Table, Tax, TaxSaid, UnitOf
from ingest.tables.price import Price
from ingest.tables.words import describes, is_once, is_unit, narrow, period_of, tax_of
from knowledge.address import ClauseAddress
from knowledge.clause import Span

_NAME = r"[一-龠々ァ-ヶーA-Za-z]{1,12}"
_EACH = re.compile(rf"(?:(\d+|一)\s*の?\s*)?({_NAME}?)\s*(?:ごと|毎|につき|あたり|当たり)")
_COUNT = re.compile(rf"(\d+)\s*({_NAME})$|^\s*()({_NAME})$")
_COUNTERS = "分|時間|台|機器|本|回|個|枚|件|回線|契約|アカウント|箇所|か所|ヶ所|式|ID|ライセンス|人|通|MB|GB"
_IN_NAME = re.compile(rf"[(]\s*[A-Za-z]{{0,4}}(\d+)\s*({_COUNTERS})\s*(?:[)]|/\s*(\d+\s*(?:{_COUNTERS}))\s*[)])")


@dataclass(frozen=True)
class Typing:
    """Types the prices of one table; tax, said: what holds where neither cell nor row nor column names a tax side."""

    source: str
    table: Table
    addresses: Sequence[ClauseAddress]
    tax: Tax | None
    said: TaxSaid

    def of_cell(self, row: Sequence[Cell], cell: Cell, prices: Sequence[Price]) -> list[Amount]:
        return [self._amount(row, cell, price, prices) for price in prices]

    def _amount(self, row: Sequence[Cell], cell: Cell, price: Price, prices: Sequence[Price]) -> Amount:
        sides, said = self._sides(row, cell, price)
        unit, unit_doubts = self._unit(row, price)
        head = tuple(c.text for c in row if c.column in self.table.row_columns and c.text)
        return Amount(
            prices=sides,
            tax_said=said,
            unit=unit,
            period=self._period(row, cell, price, head),
            part=price.part,
            times=price.times,
            label=price.label,
            row=cell.row,
            column=cell.column,
            row_head=head,
            column_head=self.table.heads[cell.column],
            footnotes=(*(c.text for c in row if is_note(c.text)), *self.table.footnotes),
            span=self._span(cell, price),
            address=self.addresses[cell.row],
            doubts=(*price.doubts, *unit_doubts, *self._doubts(row, cell, price, prices)),
        )

    def _sides(self, row: Sequence[Cell], cell: Cell, price: Price) -> tuple[Mapping[Tax, Decimal], TaxSaid]:
        if "unstated" not in price.prices:
            return price.prices, "ratio" if price.by_ratio else "cell"
        value = price.prices["unstated"]
        for side, said in ((self._of_row(row), "row"), (tax_of(self.table.heads[cell.column]), "column"), (self.tax, self.said)):
            if side:
                return {side: value}, said  # type: ignore[return-value]
        return price.prices, ""

    def _of_row(self, row: Sequence[Cell]) -> Tax | None:
        sides = {side for c in row if c.column in self.table.row_columns and (side := tax_of(c.text))}
        return sides.pop() if len(sides) == 1 else None

    def _unit(self, row: Sequence[Cell], price: Price) -> tuple[UnitOf | None, tuple[str, ...]]:
        """From the cell, the column of units, the row's name, the headings, and last from a description."""
        if price.unit is not None:
            return price.unit, ()
        for cell in row:
            if is_unit(self.table.heads[cell.column]) and (unit := _unit_of(cell.text)):
                return unit, ("単位は上の結合セルから",) if cell.inherited else ()
        for cell in row:
            match = _IN_NAME.search(narrow(cell.text)) if cell.column in self.table.row_columns else None
            if match:
                return UnitOf(match[2], int(match[1]), False), ("単位が二つ印字されている",) if match[3] else ()
        for text in (*self.table.heads, self.table.caption, *self.table.above):
            if unit := _each(text):
                return unit, ()
        for cell in row:
            if describes(self.table.heads[cell.column]) and (unit := _each(cell.text)):
                return unit, ("単位は説明の欄から",)
        return None, ()

    def _period(self, row: Sequence[Cell], cell: Cell, price: Price, head: Sequence[str]) -> Period | None:
        """The nearest that is said; a fee that is by its name paid once is not monthly for a heading's sake."""
        column = self.table.heads[cell.column]
        near = price.period or period_of(column) or next((p for text in reversed(head) if (p := period_of(text))), None)
        if near or any(is_once(text) for text in (*head, column)):
            return near
        units = next((p for c in row if is_unit(self.table.heads[c.column]) and (p := period_of(c.text))), None)
        return units or next((p for text in (self.table.caption, *self.table.above) if (p := period_of(text))), None)

    def _doubts(self, row: Sequence[Cell], cell: Cell, price: Price, prices: Sequence[Price]) -> list[str]:
        out = []
        names = [c for c in row if c.column in self.table.row_columns and c.text]
        if price.by_ratio:
            out.append("税込・税抜の別は二つの金額の比から")
        if not price.label and names and all(c.inherited for c in names):
            out.append("行の見出しは上の結合セルから")
        if "→" in cell.text:
            out.append("改定の前後の金額")
        alike = [p for p in prices if (p.part, p.period, p.label) == (price.part, price.period, price.label)]
        if len(alike) > 1:
            out.append("一つのセルに金額が複数ある")
        if describes(self.table.heads[cell.column]):
            out.append("説明の欄にある金額")
        return out

    def _span(self, cell: Cell, price: Price) -> Span:
        """Where the amount stands; in a torn cell, where its letters are found."""
        raw = cell.text[price.start : price.end]
        at = cell.spans[0].start + price.start
        if self.source[at : at + len(raw)] == raw:
            return Span(at, at + len(raw))
        for span in cell.spans:
            found = self.source.find(raw, span.start, span.end)
            if found >= 0:
                return Span(found, found + len(raw))
        return cell.span


def _unit_of(text: str) -> UnitOf | None:
    """A cell of a column of units: 接続1回線毎, 1の工事ごとに, 1台, 契約."""
    each = _each(text)
    if each:
        return each
    match = _COUNT.search(narrow(text).strip())
    if match is None or period_of(text) or re.search(r"円|月|年", text):
        return None
    return UnitOf(match[2] or match[4], int(match[1] or 1), False)


def _each(text: str) -> UnitOf | None:
    match = _EACH.search(narrow(text))
    if match is None or not match[2] or match[2] in ("月", "年", "日", "か月", "都度"):
        return None
    return UnitOf(match[2], 1 if match[1] in (None, "一") else int(match[1]), False)
