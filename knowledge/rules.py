"""Rules of a schedule that are more than a price: renewal windows, notice, deadlines, interest, outages, billing."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BaseModel, Field, StrictInt

from knowledge.strict import Strict


class WindowReading(Strict):
    """One reading: first free month = contract month + first; later windows begin `then` months after it, `shift` months later."""

    name: str
    first: StrictInt
    shift: StrictInt = 0
    cite: str


class RenewalWindow(Strict):
    """A term that renews itself, with months in which leaving costs nothing.

    readings: ways the clauses can be read; each gives the offset, in months after the contract's month, of the first free month of
    the first term, and of the further windows. A month is free when all readings say so, disputed when some do.
    """

    kind: Literal["renewal_window"]
    fee: str
    first_months: StrictInt
    then_months: StrictInt
    window_months: StrictInt
    readings: tuple[WindowReading, ...]
    new_contracts_only: str | None = None
    cite: tuple[str, ...]


class Notice(Strict):
    """How long before leaving the customer must say so: at least `days` days before."""

    kind: Literal["notice"]
    days: StrictInt
    what: str
    cite: str


class MonthCutoff(Strict):
    """Notice up to `day` of a month ends the contract with that month, later notice with the next."""

    kind: Literal["month_cutoff"]
    day: StrictInt
    what: str
    cite: str


class CoolingOff(Strict):
    """初期契約解除: within `days` days of receipt, the day of receipt being the first."""

    kind: Literal["cooling_off"]
    days: StrictInt
    receipt: str
    how: str
    costs: str
    cite: str
    costs_cite: str


class BusinessDays(Strict):
    """The earliest day that may be wished for: the `days`th business day after the application."""

    kind: Literal["business_days"]
    days: StrictInt
    what: str
    cite: str


class LateInterest(Strict):
    """Interest on what is paid late: `rate` percent a year.

    items: the rule is for these things; empty for all that no other rule of the provider is for.
    counts_payment_day: whether the day of payment is counted (支払日まで) or not (支払日の前日まで); the first counted day is the day after
    the due date. assumed: what the clause leaves open, and is taken here.
    """

    kind: Literal["late_interest"]
    items: tuple[str, ...] = ()
    rate: Decimal
    counts_payment_day: bool
    of: str
    assumed: str | None = None
    cite: str


class Outage(Strict):
    """Compensation for a time in which the service could not be used at all.

    items: the monthly fees a day's share is taken of. least_hours: from how many hours on; the days are the hours divided by 24, parts dropped; a day is 1/`share` of the monthly fee.
    """

    kind: Literal["outage"]
    least_hours: StrictInt
    share: StrictInt
    items: tuple[str, ...]
    limit: str
    cite: str


class Billing(Strict):
    """A month's charges are billed `months` months later."""

    kind: Literal["billing"]
    months: StrictInt
    how: str
    cite: str


class Proration(Strict):
    """Monthly fees of the named items are charged by the day in the month the use begins and in the month it ends."""

    kind: Literal["proration"]
    items: tuple[str, ...]
    cite: str


Rule = Annotated[
    RenewalWindow | Notice | MonthCutoff | CoolingOff | BusinessDays | LateInterest | Outage | Billing | Proration, Field(discriminator="kind")
]


def cites_of(rule: BaseModel) -> tuple[str, ...]:
    """Every cite of a rule: one, several, and those of its readings."""
    if isinstance(rule, RenewalWindow):
        return (*rule.cite, *(r.cite for r in rule.readings))
    return tuple(getattr(rule, name) for name in type(rule).model_fields if name.endswith("cite"))
