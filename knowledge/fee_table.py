"""A provider's fees on a day as rows a person can read."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from knowledge.calculator.dated import NotAttested, value_on
from knowledge.calculator.money import plain
from knowledge.schedule import Fee, Schedule

_CHARGED = {"once": "一回", "monthly": "月額", "yearly": "年額", "per_use": "都度", "per_request": "請求ごと"}


@dataclass(frozen=True)
class FeeRow:
    """One fee on one day; the amounts are decimal strings, None where that side is not known."""

    provider: str
    key: str
    name: str
    charged: str
    amount: str
    excluded: str | None
    included: str | None
    basis: str
    unit: str
    cite: str

    def as_json(self) -> dict[str, str | None]:
        return {k: getattr(self, k) for k in self.__dataclass_fields__}


def fee_rows(schedule: Schedule, day: date) -> list[FeeRow]:
    return [_row(schedule.provider, key, fee, day) for key, fee in schedule.fees.items()]


def _row(provider: str, key: str, fee: Fee, day: date) -> FeeRow:
    unit = f"{fee.unit.size if fee.unit.size > 1 else ''}{fee.unit.name}ごと" if fee.unit else ""
    dated = value_on(fee, day)
    if isinstance(dated, NotAttested):
        cite = dated.latest.cite if dated.latest else ""
        return FeeRow(provider, key, fee.name, _CHARGED[fee.charged], "記載なし", None, None, dated.reason, unit, cite)
    value, price = dated.value, dated.price
    if value.since or value.until:
        basis = f"{value.since or ''}〜{value.until or ''}"
    else:
        basis = f"{value.attested}時点の記載のみ" if value.attested else "日付の記載なし"
    return FeeRow(
        provider,
        key,
        fee.name,
        _CHARGED[fee.charged],
        price.text,
        plain(price.excluded) if price.excluded is not None else None,
        plain(price.included) if price.included is not None else None,
        basis,
        unit,
        value.cite,
    )


def print_table(rows: Sequence[FeeRow]) -> None:
    """Columns by display width: Japanese letters take two places."""
    cells = [(r.name, r.charged, r.amount, r.unit, r.basis, r.cite) for r in rows]
    cells.insert(0, ("料金", "区分", "金額", "単位", "根拠の日付", "条項"))
    widths = [max(_width(row[i]) for row in cells) for i in range(len(cells[0]))]
    for row in cells:
        print("  ".join(text + " " * (width - _width(text)) for text, width in zip(row, widths, strict=True)).rstrip())


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in text)
