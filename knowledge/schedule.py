"""Dated fee schedules and rules (`fees/<provider>.yaml`): what a provider charges, for what, since when, by which clause.

    items       what is charged for (回線利用料, 工事費, 固定IPアドレス), with the names customers use
    choices     what a customer may have to tell us before one fee fits (plan, kind of work)
    fees        one price line each: an item, the choices it holds for, dated values
    instalments how a one-off fee is paid in parts, and what happens to the rest
    riders      what the terms oblige us to add whenever a fee is quoted
    rules       rules that are more than a price: renewal windows with free months
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Literal, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StrictInt, model_validator

from knowledge.address import ClauseAddress
from knowledge.errors import AddressError, FormatError
from knowledge.registry import load_yaml
from knowledge.settings import SHIPPED_FEES

Charged = Literal["once", "monthly", "yearly", "per_use", "per_request"]
DatedBy = Literal["application", "contract", "use", "cancellation"]


def _no_float(value: object) -> object:
    if isinstance(value, float):
        raise ValueError(f"{value!r} is a float: write whole yen as an integer, parts of a yen as a string such as '367.5'")
    return value


# Whole yen as an integer, parts of a yen (one document prints 367.5円) as a decimal string; never a float.
Yen = Annotated[Decimal, BeforeValidator(_no_float), Field(ge=0)]


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Taxed(_Strict):
    """An amount as printed: one or both tax sides, or no tax (exempt, 不課税), or a tax side that is not printed (unstated)."""

    excluded: Yen | None = None
    included: Yen | None = None
    exempt: Yen | None = None
    unstated: Yen | None = None

    @model_validator(mode="after")
    def _one_basis(self) -> Taxed:
        printed = [self.excluded is not None or self.included is not None, self.exempt is not None, self.unstated is not None]
        if sum(printed) != 1:
            raise ValueError("give excluded and/or included, or exempt, or unstated: one tax basis and no other")
        return self


class FeeValue(Taxed):
    """A value and the days it holds: dated by a history entry (from, until) or only attested by the edition that prints it."""

    since: date | None = Field(default=None, alias="from")
    until: date | None = None
    attested: date | None = None
    cite: str
    also: tuple[str, ...] = ()

    @property
    def cites(self) -> tuple[str, ...]:
        return (self.cite, *self.also)

    @property
    def begins(self) -> date:
        return self.since or (self.attested if self.attested and not self.until else None) or date.min


class Unit(_Strict):
    """What a price counts: 550円/7個 is size 7 of 個. `called` are counters customers use for it; `most` the largest count allowed."""

    name: str
    size: StrictInt = 1
    called: tuple[str, ...] = ()
    most: StrictInt | None = None


class Item(_Strict):
    """What is charged for. `base` marks the item meant when only a plan and a price are asked for; `group` sums (初期費用)."""

    name: str
    called: tuple[str, ...] = ()
    base: bool = False
    group: str | None = None


class Option(_Strict):
    """One option of a choice.

    count: the option is meant when just so many are asked for (追加2個). months: it holds from the first to the second of these months.
    """

    name: str
    months: tuple[StrictInt, StrictInt] | None = None
    count: StrictInt | None = None
    called: tuple[str, ...] = ()


class Choice(_Strict):
    """A detail that decides between fees; `usual` is taken, and said so, where the customer is silent."""

    ask: str
    options: dict[str, Option]
    usual: str | None = None


class Group(_Strict):
    """Several items customers ask for by one name: summed (初期費用), or with `each` listed one by one (返さない機器)."""

    name: str
    called: tuple[str, ...]
    each: bool = False


class Fee(_Strict):
    name: str
    item: str
    called: tuple[str, ...] = ()
    charged: Charged
    dated_by: DatedBy = "use"
    when: dict[str, str] = {}
    unit: Unit | None = None
    riders: tuple[str, ...] = ()
    condition: str | None = None
    values: tuple[FeeValue, ...]

    @model_validator(mode="after")
    def _values_do_not_overlap(self) -> Fee:
        spans = sorted((v.begins, v.until or date.max) for v in self.values)
        for (_, end), (start, _) in pairwise(spans):
            if start <= end:
                raise ValueError(f"two values hold on {start}: give each value days of its own (from, until)")
        return self


class Instalments(_Strict):
    """A one-off fee paid in parts: `first` and then `rest` each of the other `times - 1` payments, as printed."""

    fee: str
    times: StrictInt
    first: Taxed
    rest: Taxed
    cite: str
    attested: date | None = None
    settle: str | None = None
    settle_cite: str | None = None
    settle_tax_cite: str | None = None


class Rider(_Strict):
    """What the terms oblige us to add. unless_with: items that make it void when they are in the same sum."""

    text: str
    unless_with: tuple[str, ...] = ()
    cite: str


class RenewalWindow(_Strict):
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


class WindowReading(_Strict):
    """One reading: first free month = contract month + first; later windows begin `then` months after it, `shift` months later."""

    name: str
    first: StrictInt
    shift: StrictInt = 0
    cite: str


class Notice(_Strict):
    """How long before leaving the customer must say so: at least `days` days before."""

    kind: Literal["notice"]
    days: StrictInt
    what: str
    cite: str


class MonthCutoff(_Strict):
    """Notice up to `day` of a month ends the contract with that month, later notice with the next."""

    kind: Literal["month_cutoff"]
    day: StrictInt
    what: str
    cite: str


class CoolingOff(_Strict):
    """初期契約解除: within `days` days of receipt, the day of receipt being the first."""

    kind: Literal["cooling_off"]
    days: StrictInt
    receipt: str
    how: str
    costs: str
    cite: str
    costs_cite: str


class BusinessDays(_Strict):
    """The earliest day that may be wished for: the `days`th business day after the application."""

    kind: Literal["business_days"]
    days: StrictInt
    what: str
    cite: str


class LateInterest(_Strict):
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


class Outage(_Strict):
    """Compensation for a time in which the service could not be used at all.

    items: the monthly fees a day's share is taken of. least_hours: from how many hours on; the days are the hours divided by 24, parts dropped; a day is 1/`share` of the monthly fee.
    """

    kind: Literal["outage"]
    least_hours: StrictInt
    share: StrictInt
    items: tuple[str, ...]
    limit: str
    cite: str


class Billing(_Strict):
    """A month's charges are billed `months` months later."""

    kind: Literal["billing"]
    months: StrictInt
    how: str
    cite: str


class Proration(_Strict):
    """Monthly fees of the named items are charged by the day in the month the use begins and in the month it ends."""

    kind: Literal["proration"]
    items: tuple[str, ...]
    cite: str


Rule = Annotated[
    RenewalWindow | Notice | MonthCutoff | CoolingOff | BusinessDays | LateInterest | Outage | Billing | Proration, Field(discriminator="kind")
]
RuleType = TypeVar("RuleType", bound=BaseModel)


class Schedule(_Strict):
    provider: str
    items: dict[str, Item] = {}
    choices: dict[str, Choice] = {}
    groups: dict[str, Group] = {}
    fees: dict[str, Fee] = {}
    instalments: dict[str, Instalments] = {}
    riders: dict[str, Rider] = {}
    rules: dict[str, Rule] = {}

    @model_validator(mode="after")
    def _names_resolve(self) -> Schedule:
        for key, fee in self.fees.items():
            if fee.item not in self.items:
                raise ValueError(f"fees.{key}.item: {fee.item!r} is not among items")
            for rider in fee.riders:
                if rider not in self.riders:
                    raise ValueError(f"fees.{key}.riders: {rider!r} is not among riders")
            for choice, option in fee.when.items():
                if choice not in self.choices or option not in self.choices[choice].options:
                    raise ValueError(f"fees.{key}.when: {choice}={option!r} is not among choices")
        for key, held in self.riders.items():
            for name in held.unless_with:
                if name not in self.items:
                    raise ValueError(f"riders.{key}.unless_with: {name!r} is not among items")
        for key, item in self.items.items():
            if item.group and item.group not in self.groups:
                raise ValueError(f"items.{key}.group: {item.group!r} is not among groups")
        for key, plan in self.instalments.items():
            if plan.fee not in self.fees:
                raise ValueError(f"instalments.{key}.fee: {plan.fee!r} is not among fees")
        self._rules_resolve()
        self._aliases_are_of_one_item()
        return self

    def _rules_resolve(self) -> None:
        for key, rule in self.rules.items():
            if isinstance(rule, RenewalWindow) and rule.fee not in self.fees:
                raise ValueError(f"rules.{key}.fee: {rule.fee!r} is not among fees")
            for name in getattr(rule, "items", ()):
                if name not in self.items:
                    raise ValueError(f"rules.{key}.items: {name!r} is not among items")

    def rule(self, kind: type[RuleType]) -> tuple[str, RuleType] | None:
        """The provider's rule of a kind with its key, where the terms have one."""
        return next(((k, r) for k, r in self.rules.items() if isinstance(r, kind)), None)

    def _aliases_are_of_one_item(self) -> None:
        owner: dict[str, str] = {}
        for key, item in self.items.items():
            for alias in item.called:
                if owner.setdefault(alias, key) != key:
                    raise ValueError(f"items.{key}.called: {alias!r} is also a name of {owner[alias]!r}: one name, one item")

    def fees_of(self, item: str) -> dict[str, Fee]:
        return {k: f for k, f in self.fees.items() if f.item == item}

    def instalments_of(self, fee: str) -> Instalments | None:
        return next((p for p in self.instalments.values() if p.fee == fee), None)

    def cites(self) -> Iterator[tuple[str, str]]:
        """(key, clause address) of every cite in the schedule."""
        for key, fee in self.fees.items():
            for value in fee.values:
                yield from ((f"fees.{key}", cite) for cite in value.cites)
        for key, plan in self.instalments.items():
            yield from ((f"instalments.{key}", c) for c in (plan.cite, plan.settle_cite, plan.settle_tax_cite) if c)
        for key, rider in self.riders.items():
            yield f"riders.{key}", rider.cite
        for key, rule in self.rules.items():
            yield from ((f"rules.{key}", c) for c in _cites_of(rule))


RenewalWindow.model_rebuild()


def _cites_of(rule: BaseModel) -> tuple[str, ...]:
    """Every cite of a rule: one, several, and those of its readings."""
    if isinstance(rule, RenewalWindow):
        return (*rule.cite, *(r.cite for r in rule.readings))
    return tuple(getattr(rule, name) for name in type(rule).model_fields if name.endswith("cite"))


def load_schedules(folders: Iterable[Path] = (SHIPPED_FEES,)) -> dict[str, Schedule]:
    """All schedules by provider; a later folder's file replaces an earlier one's; raises FormatError."""
    files = {path.stem: path for folder in folders if folder.is_dir() for path in sorted(folder.glob("*.yaml"))}
    schedules = {stem: load_yaml(path, Schedule) for stem, path in files.items()}
    for stem, schedule in schedules.items():
        if schedule.provider != stem:
            raise FormatError(f"{files[stem]}: provider: {schedule.provider!r} is not the file's name: rename one of them")
    return schedules


def check_cites(schedules: Iterable[Schedule], held: frozenset[str]) -> list[str]:
    """One line for each cite that names no clause held."""
    wrong = []
    for schedule in schedules:
        for key, cite in schedule.cites():
            try:
                ClauseAddress.parse(cite)
            except AddressError as error:
                wrong.append(f"fees/{schedule.provider}.yaml: {key}: cite {error}")
                continue
            if cite not in held:
                wrong.append(f"fees/{schedule.provider}.yaml: {key}: cite {cite!r} names no clause of the terms held: mend the address")
    return wrong
