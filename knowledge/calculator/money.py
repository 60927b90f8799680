"""Yen and consumption tax. Amounts are Decimal; a float never enters.

Standard rates: 5% to 2014-03-31, 8% to 2019-09-30, 10% since 2019-10-01 (消費税法, as amended).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_DOWN, Decimal
from typing import Literal

from knowledge.errors import ComputeError
from knowledge.schedule import Taxed

TaxSide = Literal["included", "excluded", "exempt", "unstated"]
_RATES = ((date(2019, 10, 1), Decimal("0.10")), (date(2014, 4, 1), Decimal("0.08")), (date(1997, 4, 1), Decimal("0.05")))
_YEN = Decimal(1)


def tax_rate(day: date) -> Decimal:
    """The standard rate in force on a day; raises ComputeError before 1997-04-01."""
    for since, rate in _RATES:
        if day >= since:
            return rate
    raise ComputeError(f"{day}: no consumption tax rate is known for days before 1997-04-01: ask about a later day")


def floor_yen(value: Decimal) -> Decimal:
    """Down to the whole yen: the rule where the terms give no rounding (DESIGN.md, "Fee schedules, and time")."""
    return value.quantize(_YEN, rounding=ROUND_DOWN)


def with_tax(excluded: Decimal, day: date) -> Decimal:
    return floor_yen(excluded * (1 + tax_rate(day)))


def number(value: Decimal) -> str:
    """4180 → 4,180; 367.5 → 367.5."""
    return f"{value.normalize():,f}"


def plain(value: Decimal) -> str:
    """The decimal string of the contract: 4180, 367.5."""
    return f"{value.normalize():f}"


def yen(value: Decimal) -> str:
    return f"{number(value)}円"


@dataclass(frozen=True)
class Price:
    """A fee's amount on a day: both tax sides where they are known.

    rate: the rate at which `included` was computed, where it is not printed; None where what is shown is printed.
    """

    excluded: Decimal | None = None
    included: Decimal | None = None
    exempt: Decimal | None = None
    unstated: Decimal | None = None
    rate: Decimal | None = None

    @property
    def side(self) -> TaxSide:
        """The side an answer leads with: what the customer pays, as long as it is printed."""
        if self.included is not None and self.rate is None:
            return "included"
        if self.exempt is not None:
            return "exempt"
        return "unstated" if self.unstated is not None else "excluded"

    @property
    def amount(self) -> Decimal:
        value = {"included": self.included, "excluded": self.excluded, "exempt": self.exempt, "unstated": self.unstated}[self.side]
        assert value is not None
        return value

    def times(self, count: int) -> Price:
        def scaled(value: Decimal | None) -> Decimal | None:
            return None if value is None else value * count

        return Price(scaled(self.excluded), scaled(self.included), scaled(self.exempt), scaled(self.unstated)).taxed(self.rate)

    def taxed(self, rate: Decimal | None) -> Price:
        """With the tax-included side computed from the whole excluded amount at a rate; as it is where the rate is None."""
        if rate is None or self.excluded is None:
            return self
        return replace(self, included=floor_yen(self.excluded * (1 + rate)), rate=rate)

    def less(self, other: Price) -> Price | None:
        """The difference to a lower price, side by side; None where the two are printed on different tax bases."""

        def apart(a: Decimal | None, b: Decimal | None) -> Decimal | None:
            return None if a is None or b is None else a - b

        price = Price(
            excluded=apart(self.excluded, other.excluded),
            included=apart(self.included, other.included),
            exempt=apart(self.exempt, other.exempt),
            unstated=apart(self.unstated, other.unstated),
        ).taxed(self.rate)
        known = (price.excluded, price.included, price.exempt, price.unstated)
        return price if any(v is not None for v in known) else None

    @property
    def text(self) -> str:
        """4,180円（税込、税抜3,800円）, 1,100円, 14,000円（不課税）."""
        if self.side == "included":
            if self.amount == 0:
                return "無料（0円）"
            other = f"、税抜{yen(self.excluded)}" if self.excluded is not None else ""
            return f"{yen(self.amount)}（税込{other}）"
        if self.side == "excluded" and self.amount == 0:
            return "無料（0円）"
        if self.side == "excluded" and self.included is not None:
            return f"{yen(self.amount)}（税抜、税込{yen(self.included)}・計算値）"
        return yen(self.amount) + {"exempt": "（不課税）", "excluded": "（税抜）", "unstated": ""}[self.side]


def price_on(value: Taxed, day: date, dated: bool = True) -> Price:
    """A printed value as a price on a day; dated is False for a document that names no date: its printed sides then stand as they are.

    Printed sides stand on days whose rate they were printed at; a side that is not printed, or was printed at another rate, is
    computed from the other at the day's rate and marked (DESIGN.md, "Fee schedules, and time").
    """
    if value.exempt is not None or value.unstated is not None:
        return Price(exempt=value.exempt, unstated=value.unstated)
    excluded, included = value.excluded, value.included
    if excluded is None:
        return Price(included=included)
    rate = tax_rate(day)
    if included is not None and not dated:
        return Price(excluded=excluded, included=included)
    if included is not None and floor_yen(excluded * (1 + rate)) == floor_yen(included):
        return Price(excluded=excluded, included=included)
    return Price(excluded=excluded).taxed(rate)
