"""Contract terms that renew themselves, and the months in which leaving costs nothing.

The clauses can be read in several ways; a month is free when every reading says so, charged when none does, disputed otherwise
(DESIGN.md, "Fee schedules, and time").
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from dateutil.relativedelta import relativedelta

from knowledge.rules import RenewalWindow, WindowReading

Verdict = Literal["free", "charged", "disputed"]


@dataclass(frozen=True, order=True)
class Month:
    """A calendar month."""

    year: int
    month: int

    @classmethod
    def of(cls, day: date) -> Month:
        return cls(day.year, day.month)

    def plus(self, months: int) -> Month:
        return Month.of(date(self.year, self.month, 1) + relativedelta(months=months))

    def since(self, earlier: Month) -> int:
        return (self.year - earlier.year) * 12 + self.month - earlier.month

    @property
    def text(self) -> str:
        return f"{self.year}年{self.month}月"

    @property
    def first_day(self) -> date:
        return date(self.year, self.month, 1)

    @property
    def last_day(self) -> date:
        return self.plus(1).first_day - relativedelta(days=1)


def free_offsets(rule: RenewalWindow, reading: WindowReading, term: int) -> range:
    """Months after the contract's month that are free in a term (0 is the first), by one reading."""
    first = reading.first + (term * rule.then_months + reading.shift if term else 0)
    return range(first, first + rule.window_months)


def verdict(rule: RenewalWindow, offset: int) -> Verdict:
    """Is leaving `offset` months after the contract's month free?"""
    terms = range(max(0, offset // rule.then_months) + 2)
    says = [any(offset in free_offsets(rule, reading, term) for term in terms) for reading in rule.readings]
    if all(says):
        return "free"
    return "disputed" if any(says) else "charged"


def windows(rule: RenewalWindow, contract: Month, terms: int = 2) -> list[tuple[int, list[Month], list[Month]]]:
    """For each of the first terms: its number, the months free by all readings, the months free by some only."""
    out = []
    for term in range(terms):
        sets = [set(free_offsets(rule, reading, term)) for reading in rule.readings]
        every, some = set.intersection(*sets), set.union(*sets)
        out.append((term, [contract.plus(o) for o in sorted(every)], [contract.plus(o) for o in sorted(some - every)]))
    return out


def months_text(months: list[Month]) -> str:
    """2026年6月・7月."""
    out: list[str] = []
    for at, month in enumerate(months):
        same = at and months[at - 1].year == month.year
        out.append(f"{month.month}月" if same else month.text)
    return "・".join(out)
