"""Amounts of tables into price lines: one for each fee, tax columns joined, instalments at their sum, doubts in words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from ingest.tables.model import Amount, Table, Tax
from ingest.tables.words import describes, is_once, is_price, narrow
from knowledge.schedule import Charged

_TAX_WORDS = re.compile(r"[(（]?(?:税込み?|税抜き?|税別)[)）]?")


@dataclass(frozen=True)
class Parts:
    """How a sum is paid: `first`, then `rest` each of the other times - 1 payments."""

    first: Mapping[Tax, Decimal]
    rest: Mapping[Tax, Decimal]
    times: int


@dataclass
class PriceLine:
    """One fee to be: its amount with the table it stands in."""

    amount: Amount
    table: Table
    prices: dict[Tax, Decimal]
    charged: Charged
    parts: Parts | None = None
    also: list[str] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)

    @property
    def printed(self) -> str:
        """The row as printed, for the person who checks it."""
        cell = next(c.text for c in self.table.row(self.amount.row) if c.column == self.amount.column)
        return re.sub(r"\s+", " ", f"{' / '.join(self.amount.row_head)}：{cell}")

    @property
    def cite(self) -> str:
        return str(self.amount.address)


@dataclass(frozen=True)
class Lines:
    """The price lines of a document; asides: amounts that are no line of their own, and rows without an amount."""

    lines: tuple[PriceLine, ...]
    asides: tuple[str, ...]


def lines_of(tables: Iterable[Table]) -> Lines:
    lines: list[PriceLine] = []
    asides: list[str] = []
    for table in tables:
        if table.amounts:
            asides += [f"{table.address}: 金額のない行「{name}」" for name in table.bare]
        for row in dict.fromkeys(a.row for a in table.amounts):
            of_row, beside = _of_row(table, [a for a in table.amounts if a.row == row])
            lines += of_row
            asides += beside
    return Lines(tuple(lines), tuple(asides))


def _of_row(table: Table, amounts: list[Amount]) -> tuple[list[PriceLine], list[str]]:
    aside = [a for a in amounts if describes(a.column_head) or "改定の前後の金額" in a.doubts]
    parts = [a for a in amounts if a.part != "whole" and a.times and a not in aside]
    wholes = [_line(table, a) for a in amounts if a not in aside and a not in parts]
    lines = _tax_columns_joined(wholes)
    texts = [f"{a.address}: 「{' / '.join(a.row_head)}」の{a.value:,}円（{'、'.join(a.doubts)}）は料金の行にしていません" for a in aside]
    for paid in _payments(parts):
        whole = next((line for line in lines if line.parts is None and _adds_up(line, paid)), None)
        if whole is None:
            texts.append(f"{table.address}: 分割{paid.times}回（{_first(paid.first)}円、{_first(paid.rest)}円）に合う一括の額が行にない")
        else:
            whole.parts = paid
            whole.doubts.append(f"分割払い: {_first(paid.first)}円＋{_first(paid.rest)}円×{paid.times - 1}回＝{_first(whole.prices)}円")
    return lines, texts


def _line(table: Table, amount: Amount) -> PriceLine:
    charged, doubts = _charged(table, amount)
    doubts = [*amount.doubts, *doubts]
    if amount.tax == "unstated" and amount.value:
        doubts.append("税込か税抜か書かれていない")
    if amount.part != "whole":
        doubts.append("回によって額が違う")
    return PriceLine(amount, table, dict(amount.prices), charged, doubts=doubts)


def _charged(table: Table, amount: Amount) -> tuple[Charged, list[str]]:
    """The period printed; for a fee paid once by its name or its headings, once; else once, and doubted."""
    if amount.period:
        return amount.period, []
    headings = [text for text in (table.caption, *table.above) if is_price(text)]
    if any(is_once(text) for text in (*amount.row_head, amount.column_head, *headings)):
        return "once", []
    what = "課金の時期が書かれていない" if amount.unit else "単位も課金の時期も書かれていない"
    return ("per_use" if amount.unit else "once"), [what]


def _tax_columns_joined(lines: list[PriceLine]) -> list[PriceLine]:
    """Columns 税抜 and 税込 of one row are one price."""
    out: list[PriceLine] = []
    for line in lines:
        twin = next((o for o in out if _is_twin(o, line)), None)
        if twin is None:
            out.append(line)
        else:
            twin.prices |= line.prices
    return out


def _is_twin(one: PriceLine, other: PriceLine) -> bool:
    sides = {one.amount.tax, other.amount.tax} == {"excluded", "included"} and len(one.prices) == len(other.prices) == 1
    heads = {_TAX_WORDS.sub("", narrow(line.amount.column_head)).strip() for line in (one, other)}
    return sides and len(heads) == 1 and one.amount.column != other.amount.column and one.amount.label == other.amount.label


def _payments(parts: list[Amount]) -> list[Parts]:
    out: list[Parts] = []
    for at, part in enumerate(parts):
        assert part.times is not None
        if part.part == "each":
            out.append(Parts(part.prices, part.prices, part.times))
        elif part.part == "rest" and at and parts[at - 1].part == "first":
            out.append(Parts(parts[at - 1].prices, part.prices, part.times))
    return out


def _adds_up(line: PriceLine, paid: Parts) -> bool:
    sides = set(line.prices) & set(paid.first) & set(paid.rest)
    return any(paid.first[s] + paid.rest[s] * (paid.times - 1) == line.prices[s] for s in sides)


def _first(prices: Mapping[Tax, Decimal]) -> str:
    return f"{next(iter(prices.values())):,}"
