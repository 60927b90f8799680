"""Dated fee schedules and rules (`fees/<provider>.yaml`): what a provider charges, for what, since when, by which clause.

    items       what is charged for (回線利用料, 工事費, 固定IPアドレス), with the names customers use
    choices     what a customer may have to tell us before one fee fits (plan, kind of work)
    fees        one price line each: an item, the choices it holds for, dated values
    instalments how a one-off fee is paid in parts, and what happens to the rest
    riders      what the terms oblige us to add whenever a fee is quoted
    rules       rules that are more than a price (knowledge.rules)
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Literal, TypeVar

from pydantic import BaseModel, BeforeValidator, Field, StrictInt, model_validator

from knowledge.address import ClauseAddress
from knowledge.errors import AddressError, FormatError
from knowledge.registry import load_yaml
from knowledge.rules import RenewalWindow, Rule, cites_of
from knowledge.settings import SHIPPED_FEES
from knowledge.strict import Strict

Charged = Literal["once", "monthly", "yearly", "per_use", "per_request"]
DatedBy = Literal["application", "contract", "use", "cancellation"]


def _no_float(value: object) -> object:
    if isinstance(value, float):
        raise ValueError(f"{value!r} is a float: write whole yen as an integer, parts of a yen as a string such as '367.5'")
    return value


# Whole yen as an integer, parts of a yen (one document prints 367.5円) as a decimal string; never a float.
Yen = Annotated[Decimal, BeforeValidator(_no_float), Field(ge=0)]


class Taxed(Strict):
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


class Unit(Strict):
    """What a price counts: 550円/7個 is size 7 of 個. `called` are counters customers use for it; `most` the largest count allowed."""

    name: str
    size: StrictInt = 1
    called: tuple[str, ...] = ()
    most: StrictInt | None = None


class Item(Strict):
    """What is charged for. `base` marks the item meant when only a plan and a price are asked for; `group` sums (初期費用)."""

    name: str
    called: tuple[str, ...] = ()
    base: bool = False
    group: str | None = None


class Option(Strict):
    """One option of a choice.

    count: the option is meant when just so many are asked for (追加2個). months: it holds from the first to the second of these months.
    """

    name: str
    months: tuple[StrictInt, StrictInt] | None = None
    count: StrictInt | None = None
    called: tuple[str, ...] = ()


class Choice(Strict):
    """A detail that decides between fees; `usual` is taken, and said so, where the customer is silent."""

    ask: str
    options: dict[str, Option]
    usual: str | None = None


class Group(Strict):
    """Several items customers ask for by one name: summed (初期費用), or with `each` listed one by one (返さない機器)."""

    name: str
    called: tuple[str, ...]
    each: bool = False


class Fee(Strict):
    name: str
    item: str
    called: tuple[str, ...] = ()
    charged: Charged
    dated_by: DatedBy = "use"
    when: dict[str, str] = Field(default_factory=dict)
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


class Instalments(Strict):
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


class Rider(Strict):
    """What the terms oblige us to add. unless_with: items that make it void when they are in the same sum."""

    text: str
    unless_with: tuple[str, ...] = ()
    cite: str


RuleType = TypeVar("RuleType", bound=BaseModel)


class Schedule(Strict):
    provider: str
    items: dict[str, Item] = Field(default_factory=dict)
    choices: dict[str, Choice] = Field(default_factory=dict)
    groups: dict[str, Group] = Field(default_factory=dict)
    fees: dict[str, Fee] = Field(default_factory=dict)
    instalments: dict[str, Instalments] = Field(default_factory=dict)
    riders: dict[str, Rider] = Field(default_factory=dict)
    rules: dict[str, Rule] = Field(default_factory=dict)

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
            yield from ((f"rules.{key}", c) for c in cites_of(rule))


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
