"""The calculators as LangChain tools: the way `ask` itself computes, and anyone's agent can.

Each tool takes plain JSON values (provider, fee keys, dates as YYYY-MM-DD) and returns a `Computed`.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from langchain_core.tools import BaseTool, StructuredTool
from pydantic import BaseModel, Field

from knowledge.calculator.cancellation import CancellationResult, Leaving, cancellation_fee, free_months
from knowledge.calculator.fees import Line, sum_fees
from knowledge.calculator.instalments import left_after, schedule_of
from knowledge.calculator.renewal import Month
from knowledge.calculator.result import Computed
from knowledge.errors import ComputeError
from knowledge.schedule import Fee, Instalments, RenewalWindow, Schedule


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

    @property
    def tools(self) -> tuple[BaseTool, ...]:
        return (self.sum_fees, self.instalment_plan, self.instalments_left, self.cancellation_fee, self.free_months)

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

    def _rule(self, provider: str, key: str) -> RenewalWindow:
        rules = self._schedule(provider).rules
        if key not in rules:
            raise ComputeError(f"{key!r} is no rule of {provider}")
        return rules[key]

    def _sum_fees(self, provider: str, fees: list[FeeCount], on: date, months: int = 1) -> Computed:
        return sum_fees([Line(f.fee, self._fee(provider, f.fee), f.count) for f in fees], on, months)

    def _instalment_plan(self, provider: str, fee: str, on: date) -> Computed:
        return schedule_of(self._fee(provider, fee), self._plan(provider, fee), on)

    def _instalments_left(self, provider: str, fee: str, on: date, paid: int) -> Computed:
        return left_after(self._fee(provider, fee), self._plan(provider, fee), paid, on)

    def _cancellation_fee(
        self, provider: str, rule: str, first: date, last: date, contract: date | None = None, months_in: int | None = None
    ) -> CancellationResult:
        held = self._rule(provider, rule)
        leaving = Leaving(first, last, Month.of(contract) if contract else None, months_in)
        return cancellation_fee(self._fee(provider, held.fee), held, leaving)

    def _free_months(self, provider: str, rule: str, contract: date) -> Computed:
        return free_months(self._rule(provider, rule), Month.of(contract))
