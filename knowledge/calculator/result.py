"""What a calculator returns: amounts, ordered steps with their clauses, assumptions. Nothing here is worded for a page."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal

from knowledge.calculator.money import Price, TaxSide

Period = Literal["once", "monthly", "yearly", "per_use", "per_request", "total"]


@dataclass(frozen=True)
class Figure:
    """One amount offered as the answer. role: fee, sum, balance, free."""

    price: Price
    label: str
    role: str
    period: Period
    as_of: date | None = None
    cites: tuple[str, ...] = ()


@dataclass(frozen=True)
class ComputedStep:
    text: str
    yen: Decimal | None = None
    side: TaxSide | None = None
    cite: str | None = None


@dataclass(frozen=True)
class Computed:
    """A finished computation.

    riders: keys of the schedule's riders that the terms oblige us to add.
    result: what a rule that yields no sum comes to: a day, a month.
    cites: clause addresses in the order of their weight; the first is the one that decides.
    """

    name: str
    figures: tuple[Figure, ...]
    steps: tuple[ComputedStep, ...]
    cites: tuple[str, ...]
    assumptions: tuple[str, ...] = ()
    riders: tuple[str, ...] = ()
    remarks: tuple[str, ...] = field(default=())
    result: str = ""
