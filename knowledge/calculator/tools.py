"""The calculators as LangChain tools: the way `ask` itself computes, and anyone's agent can.

Each tool takes plain JSON values (provider, fee keys, dates as YYYY-MM-DD) and returns a `Computed`.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Literal

from langchain_core.tools import BaseTool, StructuredTool
from pydantic import BaseModel, Field

from knowledge.calculator.by_days import late_interest, outage, prorated
from knowledge.calculator.cancellation import CancellationResult, Leaving, cancellation_fee, free_months
from knowledge.calculator.dated import NotAttested, value_on
from knowledge.calculator.deadlines import (
    billing_month,
    business_day_after,
    cooling_off_end,
    cutoff_end,
    cutoff_notice,
    earliest_leaving,
    last_notice,
)
from knowledge.calculator.fees import Line, sum_fees
from knowledge.calculator.instalments import left_after, schedule_of
from knowledge.calculator.money import Price
from knowledge.calculator.renewal import Month
from knowledge.calculator.result import Computed
from knowledge.errors import ComputeError
from knowledge.rules import Billing, BusinessDays, CoolingOff, LateInterest, MonthCutoff, Notice, Outage, Proration, RenewalWindow
from knowledge.schedule import Fee, Instalments, RuleType, Schedule


class FeeCount(BaseModel):
    fee: str = Field(description="key of a fee in the provider's schedule")
    count: int = Field(default=1, description="how many units (個, MB, 台)")


class SumArgs(BaseModel):
    provider: str
    fees: list[FeeCount]
    on: date = Field(description="the day whose prices hold")
    months: int = Field(default=1, description="monthly fees are multiplied by this")


class InstalmentArgs(BaseModel):
    provider: str
    fee: str
    on: date


class LeftArgs(InstalmentArgs):
    paid: int = Field(description="payments made")


class LeavingArgs(BaseModel):
    provider: str
    rule: str
    first: date = Field(description="first day of the time of leaving")
    last: date = Field(description="last day of the time of leaving")
    contract: date | None = Field(default=None, description="a day of the contract's month")
    months_in: int | None = Field(default=None, description="months since the contract's month, where no dates are known")


class FreeMonthsArgs(BaseModel):
    provider: str
    rule: str
    contract: date


DeadlineKind = Literal[
    "last_notice", "earliest_leaving", "cutoff_end", "cutoff_notice", "cooling_off_end", "business_day", "billing_month"
]


class DeadlineArgs(BaseModel):
    provider: str
    rule: str
    kind: DeadlineKind
    day: date = Field(description="the day the customer names: of leaving, of notice, of receipt, of application, or of use")


class InterestArgs(BaseModel):
    provider: str
    rule: str
    yen: Decimal = Field(description="the sum paid late, as the customer names it")
    days: int = Field(description="days counted by the clause")


class OutageArgs(BaseModel):
    provider: str
    rule: str
    fee: str
    hours: int
    on: date


class ProrationArgs(BaseModel):
    provider: str
    rule: str
    fee: str
    first: date | None = None
    last: date | None = None


class Toolbox:
    """The tools over one generation's schedules. Every method raises ComputeError for what the terms do not allow."""

    def __init__(self, schedules: Mapping[str, Schedule]) -> None:
        self._schedules = schedules
        self.sum_fees = StructuredTool.from_function(
            self._sum_fees, name="sum_fees", description="料金を数量と期間で合計する", args_schema=SumArgs
        )
        self.instalment_plan = StructuredTool.from_function(
            self._instalment_plan, name="instalment_plan", description="分割払いの各回の金額", args_schema=InstalmentArgs
        )
        self.instalments_left = StructuredTool.from_function(
            self._instalments_left, name="instalments_left", description="分割払いの残額", args_schema=LeftArgs
        )
        self.cancellation_fee = StructuredTool.from_function(
            self._cancellation_fee, name="cancellation_fee", description="解約金（かからない月を含む）", args_schema=LeavingArgs
        )
        self.free_months = StructuredTool.from_function(
            self._free_months, name="free_months", description="解約金のかからない月", args_schema=FreeMonthsArgs
        )

        self.deadline = StructuredTool.from_function(self._deadline, name="deadline", description="連絡期限・解除期限・請求月", args_schema=DeadlineArgs)
        self.late_interest = StructuredTool.from_function(
            self._late_interest, name="late_interest", description="遅延利息・延滞利息", args_schema=InterestArgs
        )
        self.outage = StructuredTool.from_function(self._outage, name="outage", description="利用できなかったときの賠償", args_schema=OutageArgs)
        self.prorated = StructuredTool.from_function(self._prorated, name="prorated", description="月の途中の日割り", args_schema=ProrationArgs)

    @property
    def tools(self) -> tuple[BaseTool, ...]:
        fees = (self.sum_fees, self.instalment_plan, self.instalments_left, self.cancellation_fee, self.free_months)
        return (*fees, self.deadline, self.late_interest, self.outage, self.prorated)

    def _schedule(self, provider: str) -> Schedule:
        if provider not in self._schedules:
            raise ComputeError(f"{provider!r} has no fee schedule: the providers with one are {', '.join(sorted(self._schedules))}")
        return self._schedules[provider]

    def _fee(self, provider: str, key: str) -> Fee:
        fees = self._schedule(provider).fees
        if key not in fees:
            raise ComputeError(f"{key!r} is no fee of {provider}: see python -m knowledge fees --provider {provider}")
        return fees[key]

    def _plan(self, provider: str, fee: str) -> Instalments:
        plan = self._schedule(provider).instalments_of(fee)
        if plan is None:
            raise ComputeError(f"{fee!r} of {provider} has no instalment plan in the terms")
        return plan

    def _rule(self, provider: str, key: str, kind: type[RuleType]) -> RuleType:
        rule = self._schedule(provider).rules.get(key)
        if not isinstance(rule, kind):
            raise ComputeError(f"{key!r} is no rule of {provider} of the kind {kind.__name__}: see fees/{provider}.yaml")
        return rule

    def _sum_fees(self, provider: str, fees: list[FeeCount], on: date, months: int = 1) -> Computed:
        return sum_fees([Line(f.fee, self._fee(provider, f.fee), f.count) for f in fees], on, months)

    def _instalment_plan(self, provider: str, fee: str, on: date) -> Computed:
        return schedule_of(self._fee(provider, fee), self._plan(provider, fee), on)

    def _instalments_left(self, provider: str, fee: str, on: date, paid: int) -> Computed:
        return left_after(self._fee(provider, fee), self._plan(provider, fee), paid, on)

    def _cancellation_fee(
        self, provider: str, rule: str, first: date, last: date, contract: date | None = None, months_in: int | None = None
    ) -> CancellationResult:
        held = self._rule(provider, rule, RenewalWindow)
        leaving = Leaving(first, last, Month.of(contract) if contract else None, months_in)
        return cancellation_fee(self._fee(provider, held.fee), held, leaving)

    def _free_months(self, provider: str, rule: str, contract: date) -> Computed:
        return free_months(self._rule(provider, rule, RenewalWindow), Month.of(contract))

    def _deadline(self, provider: str, rule: str, kind: DeadlineKind, day: date) -> Computed:
        if kind in ("last_notice", "earliest_leaving"):
            notice = self._rule(provider, rule, Notice)
            return last_notice(notice, day) if kind == "last_notice" else earliest_leaving(notice, day)
        if kind in ("cutoff_end", "cutoff_notice"):
            cutoff = self._rule(provider, rule, MonthCutoff)
            return cutoff_end(cutoff, day) if kind == "cutoff_end" else cutoff_notice(cutoff, day)
        if kind == "cooling_off_end":
            return cooling_off_end(self._rule(provider, rule, CoolingOff), day)
        if kind == "business_day":
            return business_day_after(self._rule(provider, rule, BusinessDays), day)
        return billing_month(self._rule(provider, rule, Billing), Month.of(day))

    def _late_interest(self, provider: str, rule: str, yen: Decimal, days: int) -> Computed:
        return late_interest(self._rule(provider, rule, LateInterest), yen, days)

    def _outage(self, provider: str, rule: str, fee: str, hours: int, on: date) -> Computed:
        price, cite = self._price(provider, fee, on)
        return outage(self._rule(provider, rule, Outage), hours, price, self._fee(provider, fee).name, cite)

    def _prorated(self, provider: str, rule: str, fee: str, first: date | None = None, last: date | None = None) -> Computed:
        day = first or last
        if day is None:
            raise ComputeError("a broken month needs its first or its last day of use: name one")
        price, cite = self._price(provider, fee, day)
        return prorated(self._rule(provider, rule, Proration), price, self._fee(provider, fee).name, cite, first, last)

    def _price(self, provider: str, fee: str, day: date) -> tuple[Price, str]:
        held = self._fee(provider, fee)
        dated = value_on(held, day)
        if isinstance(dated, NotAttested):
            raise ComputeError(f"{held.name}: {dated.reason}")
        return dated.price, dated.value.cite
