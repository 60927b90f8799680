"""Until when to say so, from when one can leave, when it is billed (cases/deadlines.yaml, cases/billing.yaml)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import jpholiday
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from knowledge.calculator.deadlines import (
    billing_month,
    business_day_after,
    cooling_off_end,
    cutoff_end,
    cutoff_notice,
    earliest_leaving,
    last_notice,
)
from knowledge.calculator.renewal import Month
from knowledge.calculator.result import Computed
from knowledge.schedule import load_schedules

FOLDER = Path(__file__).parent / "cases"
SCHEDULES = load_schedules()
NOTICE = {p: SCHEDULES[p].rules["notice"] for p in ("tsubame", "waiwai")}
COOLING_OFF = {p: SCHEDULES[p].rules["cooling_off"] for p in ("tsubame", "waiwai")}
WITHDRAWAL = SCHEDULES["h555"].rules["withdrawal"]
START = SCHEDULES["ocn"].rules["start_day"]
BILLING = SCHEDULES["tsubame"].rules["billing"]
DAYS = st.dates(date(2024, 1, 1), date(2033, 12, 31))


def read(name: str) -> list[dict[str, Any]]:
    """Every value as it is written: the days are texts."""
    return yaml.load((FOLDER / name).read_text(encoding="utf-8"), yaml.BaseLoader)


CASES, BILLED = read("deadlines.yaml"), read("billing.yaml")


def written(day: str) -> str:
    """2026-11-16（月） as the answer writes it: 2026年11月16日（月）."""
    digits, _, weekday = day.partition("（")
    year, month, number = digits.split("-")
    return f"{year}年{int(month)}月{int(number)}日（{weekday}"


def computed(case: dict[str, Any]) -> tuple[Computed, str]:
    """What is computed for a case, and the day that the case expects."""
    provider = case["provider"]

    def on(key: str) -> date:
        return date.fromisoformat(case[key])

    if provider == "h555":
        if "told" in case:
            return cutoff_end(WITHDRAWAL, on("told")), case["ends"]
        return cutoff_notice(WITHDRAWAL, on("leaving")), case["tell_by"]
    if "applied" in case:
        return business_day_after(START, on("applied")), case["use_from"]
    if "received" in case:
        return cooling_off_end(COOLING_OFF[provider], on("received")), case["withdraw_until"]
    if "leaving" in case:
        return last_notice(NOTICE[provider], on("leaving")), case["tell_by"]
    return earliest_leaving(NOTICE[provider], on("told")), case["leave_from"]


@pytest.mark.parametrize("case", CASES, ids=[c["case"] for c in CASES])
def test_case(case: dict[str, Any]) -> None:
    assert len(case) == 4, "case, provider, one day given, one day expected"
    found, expected = computed(case)
    assert found.result == written(expected)
    assert found.result in found.steps[-1].text and found.steps[-1].cite == found.cites[0]
    assert found.figures == ()


@pytest.mark.parametrize("case", BILLED, ids=[c["case"] for c in BILLED])
def test_the_month_of_billing(case: dict[str, Any]) -> None:
    assert set(case) == {"case", "used", "billed"}
    year, month = case["used"].split("-")
    assert billing_month(BILLING, Month(int(year), int(month))).result == case["billed"]


def test_no_case_twice() -> None:
    names = [c["case"] for c in (*CASES, *BILLED)]
    assert len(names) == len(set(names)) > 70


def shown(rule: Callable[[Any, date], Computed], held: Any, day: date) -> date:
    """The day in a result, read back."""
    year, rest = rule(held, day).result.partition("（")[0].split("年")
    month, number = rest.rstrip("日").split("月")
    return date(int(year), int(month), int(number))


@given(st.sampled_from(sorted(NOTICE)), DAYS)
def test_notice_and_leaving_are_each_other_s_inverse(provider: str, day: date) -> None:
    rule = NOTICE[provider]
    assert shown(earliest_leaving, rule, shown(last_notice, rule, day)) == day
    assert (day - shown(last_notice, rule, day)).days == {"tsubame": 14, "waiwai": 10}[provider]


@given(st.sampled_from(sorted(COOLING_OFF)), DAYS)
def test_the_day_of_receipt_is_the_first_of_eight(provider: str, day: date) -> None:
    assert shown(cooling_off_end, COOLING_OFF[provider], day) - day == timedelta(days=7)


@given(DAYS, st.integers(0, 60))
def test_who_tells_h555_later_never_leaves_earlier(day: date, more: int) -> None:
    end = shown(cutoff_end, WITHDRAWAL, day)
    assert end == Month.of(end).last_day and end >= day
    assert Month.of(end).since(Month.of(day)) == (0 if day.day <= 20 else 1)
    assert shown(cutoff_end, WITHDRAWAL, day + timedelta(days=more)) >= end
    assert shown(cutoff_end, WITHDRAWAL, shown(cutoff_notice, WITHDRAWAL, day)) == Month.of(day).last_day


@given(DAYS, st.integers(0, 30))
def test_seven_business_days(day: date, more: int) -> None:
    found = shown(business_day_after, START, day)
    between = [day + timedelta(days=n) for n in range(1, (found - day).days + 1)]
    open_days = [d for d in between if d.weekday() < 5 and not jpholiday.is_holiday(d)]
    assert len(open_days) == 7 and open_days[-1] == found
    assert shown(business_day_after, START, day + timedelta(days=more)) >= found


@given(st.integers(2024, 2033), st.integers(1, 12))
def test_each_month_is_billed_two_months_later(year: int, month: int) -> None:
    found = billing_month(BILLING, Month(year, month))
    assert found.result == Month(year, month).plus(2).text
