"""Sums that go by days, and fees and instalments on a day.

Cases: late_interest.yaml, outage.yaml, proration.yaml, dated.yaml, instalments.yaml.
"""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from knowledge.calculator.by_days import late_days, late_interest, outage, prorated
from knowledge.calculator.cancellation import Leaving, cancellation_fee
from knowledge.calculator.dated import DatedPrice, NotAttested, value_on
from knowledge.calculator.instalments import left_after, plan_total, schedule_of
from knowledge.calculator.money import Price
from knowledge.calculator.renewal import Month
from knowledge.calculator.result import Computed
from knowledge.errors import ComputeError
from knowledge.schedule import Schedule, load_schedules

FOLDER = Path(__file__).parent / "cases"
ON = date(2026, 11, 20)
SCHEDULES = load_schedules()
INTEREST = [("tsubame", "late_interest"), ("tsubame", "late_interest_provider"), ("h555", "late_interest")]


def monthly_fees(rule: str, *providers: str) -> list[tuple[str, str]]:
    """The monthly fees a rule is for, as provider and key."""
    named = [(p, i) for p in providers for i in SCHEDULES[p].rules[rule].items]
    return [(p, k) for p, i in named for k, f in SCHEDULES[p].fees_of(i).items() if f.charged == "monthly"]


OUTAGES, PRORATED = monthly_fees("outage", "tsubame", "h555"), monthly_fees("proration", "tsubame", "ocn")
PLANS = [(p, k) for p, s in SCHEDULES.items() for k in s.instalments]
YEN = st.decimals(0, 1_000_000, places=1)
DAYS = st.dates(date(2026, 1, 1), date(2033, 12, 31))


def read(name: str) -> list[dict[str, Any]]:
    """Every value as it is written: days and sums are texts."""
    return yaml.load((FOLDER / name).read_text(encoding="utf-8"), yaml.BaseLoader)


def of(name: str) -> pytest.MarkDecorator:
    cases = read(name)
    return pytest.mark.parametrize("case", cases, ids=[c["case"] for c in cases])


def day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def price(provider: str, fee: str, on: date = ON) -> tuple[Price, str]:
    held = value_on(SCHEDULES[provider].fees[fee], on)
    assert isinstance(held, DatedPrice)
    return held.price, held.value.cite


def rule(provider: str, key: str) -> Any:
    return SCHEDULES[provider].rules[key]


def paid_for(provider: str, fee: str, hours: int) -> Computed:
    monthly, cite = price(provider, fee)
    return outage(rule(provider, "outage"), hours, monthly, "料金", cite)


def part(provider: str, fee: str, first: date | None, last: date | None) -> Decimal:
    monthly, cite = price(provider, fee, first or last or ON)
    computed = prorated(rule(provider, "proration"), monthly, "料金", cite, first, last)
    assert computed.figures[0].price.side == monthly.side
    return computed.figures[0].price.amount


@of("late_interest.yaml")
def test_interest(case: dict[str, Any]) -> None:
    held = rule(case["provider"], case["rule"])
    days = late_days(held, date.fromisoformat(case["due"]), date.fromisoformat(case["paid"]))
    assert days == int(case["days"])
    computed = late_interest(held, Decimal(case["owed"]), days)
    assert computed.figures[0].price == Price(unstated=Decimal(case["interest"]))
    assert computed.steps[-1].yen == Decimal(case["interest"]) and computed.cites == (held.cite,)
    assert computed.assumptions, "that a year has 365 days, and the rounding"


@of("outage.yaml")
def test_outage(case: dict[str, Any]) -> None:
    computed = paid_for(case["provider"], case["fee"], int(case["hours"]))
    assert [f.price.amount for f in computed.figures] == ([Decimal(case["yen"])] if "yen" in case else [])
    assert rule(case["provider"], "outage").cite in computed.cites


@of("proration.yaml")
def test_proration(case: dict[str, Any]) -> None:
    first, last = day(case.get("first")), day(case.get("last"))
    monthly, cite = price(case["provider"], case["fee"], first or last or ON)
    computed = prorated(rule(case["provider"], "proration"), monthly, "料金", cite, first, last)
    assert computed.figures[0].price == Price(included=Decimal(case["yen"]))
    assert f"{case['days']}日 ÷ {case['of']}日" in computed.steps[-1].text


@of("dated.yaml")
def test_a_fee_on_a_day(case: dict[str, Any]) -> None:
    held = value_on(SCHEDULES[case["provider"]].fees[case["fee"]], date.fromisoformat(case["on"]))
    if "excluded" not in case and "included" not in case:
        assert isinstance(held, NotAttested) and held.latest is not None and held.reason
        return
    assert isinstance(held, DatedPrice)
    sides = {s: Decimal(case[s]) if s in case else None for s in ("excluded", "included")}
    assert {s: getattr(held.price, s) for s in sides} == sides


@of("instalments.yaml")
def test_what_is_left(case: dict[str, Any]) -> None:
    schedule, on, paid = SCHEDULES[case["provider"]], date.fromisoformat(case["on"]), int(case["paid"])
    plan = schedule.instalments[case["plan"]]
    sides = {s: Decimal(case[s]) for s in ("excluded", "included", "unstated") if s in case}
    if not sides:
        with pytest.raises(ComputeError):
            left_after(schedule.fees[plan.fee], plan, paid, on)
        return
    assert left_after(schedule.fees[plan.fee], plan, paid, on).figures[0].price == Price(**sides)


def test_no_case_twice() -> None:
    for name in ("late_interest.yaml", "outage.yaml", "proration.yaml", "dated.yaml", "instalments.yaml"):
        names = [c["case"] for c in read(name)]
        assert len(names) == len(set(names)) >= 20, name


@given(st.sampled_from(INTEREST), YEN, DAYS, st.integers(-40, 800), st.integers(0, 800))
def test_paying_later_never_lowers_interest(held: tuple[str, str], owed: Decimal, due: date, after: int, later: int) -> None:
    found = rule(*held)
    days = [late_days(found, due, due + timedelta(days=n)) for n in (after, after + later)]
    first, second = (late_interest(found, owed, d).figures[0].price.amount for d in days)
    assert 0 <= first <= second
    assert second <= owed * Decimal("0.145") * days[1] / 365 < second + 1


@given(st.sampled_from(INTEREST), YEN, YEN, st.integers(0, 800))
def test_owing_more_never_lowers_interest(held: tuple[str, str], owed: Decimal, more: Decimal, days: int) -> None:
    found = rule(*held)
    assert late_interest(found, owed, days).figures[0].price.amount <= late_interest(found, owed + more, days).figures[0].price.amount


@given(DAYS, st.integers(0, 800))
def test_the_day_of_payment_is_counted_or_not(due: date, after: int) -> None:
    paid = due + timedelta(days=after)
    counted, not_counted = (late_days(rule("tsubame", k), due, paid) for k in ("late_interest", "late_interest_provider"))
    assert counted == after and not_counted == max(0, after - 1)


@given(st.sampled_from(OUTAGES), st.integers(0, 2000), st.integers(0, 500))
def test_more_hours_never_lower_compensation(held: tuple[str, str], hours: int, more: int) -> None:
    amounts = [sum((f.price.amount for f in paid_for(*held, h).figures), Decimal(0)) for h in (hours, hours + more)]
    assert 0 <= amounts[0] <= amounts[1]
    least = {"tsubame": 24, "h555": 48}[held[0]]
    assert bool(paid_for(*held, hours).figures) == (hours >= least)


@given(st.sampled_from(PRORATED), DAYS)
def test_the_parts_of_a_month_are_at_most_the_month(held: tuple[str, str], on: date) -> None:
    whole = price(*held, on)[0].amount
    begun = part(*held, on, None)
    assert 0 <= begun <= whole and (begun == whole) == (on.day == 1 or whole == 0)
    before = on - timedelta(days=1)
    if on.day > 1:
        assert whole - 1 <= begun + part(*held, None, before) <= whole
    assert part(*held, on, Month.of(on).last_day) == begun


@given(st.sampled_from(PLANS), DAYS)
def test_instalments_add_up(held: tuple[str, str], on: date) -> None:
    schedule: Schedule = SCHEDULES[held[0]]
    plan = schedule.instalments[held[1]]
    fee = schedule.fees[plan.fee]
    amounts = [f.price.amount for f in schedule_of(fee, plan, on).figures]
    assert amounts[0] + amounts[-1] * (plan.times - 1) == plan_total(plan, on).amount == price(held[0], plan.fee, on)[0].amount
    left = [left_after(fee, plan, n, on).figures[0].price.amount for n in range(plan.times + 1)]
    assert left == sorted(left, reverse=True) and left[0] == plan_total(plan, on).amount and left[-1] == 0


@given(st.sampled_from([p for p in PLANS if p[0] == "tsubame"]), st.integers(0, 24), DAYS, st.integers(0, 140))
def test_leaving_never_costs_less_than_nothing(held: tuple[str, str], paid: int, on: date, months: int) -> None:
    """The fee for leaving and the balance of the work, in any month of any term."""
    schedule = SCHEDULES["tsubame"]
    plan, renewal = schedule.instalments[held[1]], schedule.rules["renewal"]
    leaving = cancellation_fee(schedule.fees[renewal.fee], renewal, Leaving(on, on, Month.of(on).plus(-months)))
    charged = [f.price.amount for f in leaving.computed.figures]
    balance = left_after(schedule.fees[plan.fee], plan, paid, on).figures[0].price.amount
    assert charged and min(charged) >= 0 and max(charged) <= 3300
    assert balance + min(charged) >= 0


@pytest.mark.parametrize(("owed", "days"), [(Decimal(-1), 3), (Decimal(100), -1)])
def test_what_cannot_be_is_refused(owed: Decimal, days: int) -> None:
    with pytest.raises(ComputeError):
        late_interest(rule("h555", "late_interest"), owed, days)


def test_a_broken_month_needs_a_day() -> None:
    monthly, cite = price("tsubame", "line_family")
    with pytest.raises(ComputeError):
        prorated(rule("tsubame", "proration"), monthly, "料金", cite, None, None)
