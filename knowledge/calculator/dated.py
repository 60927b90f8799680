"""Which value of a fee holds on a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from knowledge.calculator.money import Price, price_on
from knowledge.schedule import Fee, FeeValue


@dataclass(frozen=True)
class DatedPrice:
    value: FeeValue
    price: Price

    @property
    def as_of(self) -> date | None:
        return self.value.since or self.value.attested


@dataclass(frozen=True)
class NotAttested:
    """No value is known for the day; `latest` is the one known today, to be named as today's, and `since` its first known day."""

    day: date
    latest: FeeValue | None
    reason: str


def value_on(fee: Fee, day: date) -> DatedPrice | NotAttested:
    """The fee's value on a day. A value that is only attested holds from the attested day; nothing is extended before it."""
    for value in fee.values:
        if value.begins <= day <= (value.until or date.max):
            dated = bool(value.since or value.until or value.attested)
            return DatedPrice(value, price_on(value, day, dated))
    latest = max(fee.values, key=lambda v: v.begins, default=None)
    if latest and day < latest.begins:
        return NotAttested(day, latest, f"{latest.begins:%Y年%-m月%-d日}より前の金額は、手元の資料に記載がありません")
    return NotAttested(day, None, "その日の金額は、手元の資料に記載がありません")
