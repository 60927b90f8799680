"""What leaving つばめ光 costs, around every effective date and every first and last free month (cases/cancellation.yaml)."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from knowledge.calculator.cancellation import CancellationResult, Leaving, cancellation_fee, free_months
from knowledge.calculator.renewal import Month, free_offsets, months_text, verdict, windows
from knowledge.errors import ComputeError
from knowledge.rules import RenewalWindow, WindowReading
from knowledge.schedule import load_schedules

TSUBAME = load_schedules()["tsubame"]
RULE = TSUBAME.rules["renewal"]
FEE = TSUBAME.fees[RULE.fee]
CASES: list[dict[str, Any]] = yaml.load(
    (Path(__file__).parent / "cases" / "cancellation.yaml").read_text(encoding="utf-8"), yaml.BaseLoader
)
MONTHS = st.builds(Month, st.integers(2016, 2030), st.integers(1, 12))


def span(text: str) -> tuple[date, date]:
    """2024-06-15, 2024-06 or 2024 as its first and last day."""
    parts = [int(p) for p in text.split("-")]
    if len(parts) == 3:
        return date(*parts), date(*parts)
    if len(parts) == 2:
        month = Month(*parts)
        return month.first_day, month.last_day
    return date(parts[0], 1, 1), date(parts[0], 12, 31)


def leave(leaving: str, contract: str | None = None) -> CancellationResult:
    first, last = span(leaving)
    return cancellation_fee(FEE, RULE, Leaving(first, last, Month.of(span(contract)[0]) if contract else None))


@pytest.mark.parametrize("case", CASES, ids=[c["case"] for c in CASES])
def test_case(case: dict[str, Any]) -> None:
    assert set(case) <= {"case", "contract", "leaving", "verdict", "excluded", "included"}
    result = leave(case["leaving"], case.get("contract"))
    assert (result.verdict or "open") == case["verdict"]
    charged = [f.price for f in result.computed.figures if f.role == "fee"]
    assert [f"{p.excluded:f}" for p in charged] == case.get("excluded", [])
    assert [f"{p.included:f}" for p in charged] == case.get("included", [])
    free = [f.price.amount for f in result.computed.figures if f.role == "free"]
    assert free == ([Decimal(0)] if case["verdict"] in ("free", "disputed") else [])
    assert "tsubame-hikari-juyo#12/(3)" in result.computed.cites
    assert any(c.startswith("tsubame-hikari-yakkan#第12条") for c in result.computed.cites)


def test_no_case_twice() -> None:
    names = [c["case"] for c in CASES]
    assert len(names) == len(set(names)) > 25


@pytest.mark.parametrize(("contract", "leaving"), [("2024-06-15", "2024-05"), ("2024-06-15", "2023-12-31"), ("2024-06-01", "2024-05-31")])
def test_leaving_before_the_contract_is_refused_with_both_months(contract: str, leaving: str) -> None:
    with pytest.raises(ComputeError) as caught:
        leave(leaving, contract)
    assert Month.of(span(contract)[0]).text in str(caught.value) and Month.of(span(leaving)[0]).text in str(caught.value)


def test_a_year_before_the_contract_is_refused_too() -> None:
    with pytest.raises(ComputeError):
        leave("2023", "2024-06-15")


def test_the_steps_of_a_free_month() -> None:
    result = leave("2026-07", "2024-06-15")
    assert [m.text for m in result.free] == ["2026年6月", "2026年7月"]
    assert result.disputed == ()
    assert result.computed.steps[-1].yen == 0 and result.computed.steps[-1].cite == "tsubame-hikari-juyo#12/(3)"
    assert result.computed.assumptions, "that contract, opening and 開通案内書 fall in one month"


def test_a_disputed_month_shows_both_amounts_and_the_months_in_question() -> None:
    result = leave("2026-06", "2021-06-10")
    assert {f.role for f in result.computed.figures} == {"fee", "free"}
    assert months_text(list(result.disputed)) == "2026年5月・6月・7月・8月"
    assert Month(2026, 6) not in result.free


@pytest.mark.parametrize(
    ("months", "expected"),
    [
        (0, "charged"),
        (23, "charged"),
        (24, "free"),
        (25, "free"),
        (26, "charged"),
        (58, "charged"),
        (59, "disputed"),
        (62, "disputed"),
        (63, "charged"),
    ],
)
def test_a_length_in_place_of_dates(months: int, expected: str, on: date) -> None:
    result = cancellation_fee(FEE, RULE, Leaving(on, on, None, months))
    assert result.verdict == expected


def test_free_months_of_a_contract() -> None:
    computed = free_months(RULE, Month(2024, 6))
    assert [s.text for s in computed.steps] == [
        "契約月は2024年6月",
        "初回の更新：2026年6月・7月の解約は解約金がかかりません",
        "2回目の更新：2029年5月・6月・7月・8月は約款などの読み方により結論が分かれます",
    ]
    assert computed.figures == ()


@given(MONTHS, st.integers(0, 140))
def test_the_verdict_of_a_month_is_that_of_its_distance(contract: Month, offset: int) -> None:
    leaving = contract.plus(offset)
    assert leaving.since(contract) == offset
    result = cancellation_fee(FEE, RULE, Leaving(leaving.first_day, leaving.last_day, contract)) if leaving.year >= 2019 else None
    expected = "free" if offset in (24, 25) else "disputed" if any(first <= offset < first + 4 for first in (59, 95, 131)) else "charged"
    assert verdict(RULE, offset) == expected
    if result is not None:
        assert result.verdict == expected
        assert (leaving in result.free) == (expected == "free")
        assert (leaving in result.disputed) == (expected == "disputed")


@given(MONTHS)
def test_windows_are_in_order_and_never_both_free_and_disputed(contract: Month) -> None:
    seen: list[Month] = []
    for _, free, disputed in windows(RULE, contract, 4):
        assert not set(free) & set(disputed)
        seen += sorted((*free, *disputed))
    assert seen == sorted(seen)


@given(st.dates(date(2016, 1, 1), date(2035, 12, 31)), st.integers(0, 60))
def test_months_are_calendar_months(day: date, ahead: int) -> None:
    month = Month.of(day)
    assert month.first_day <= day <= month.last_day
    assert month.last_day + timedelta(days=1) == month.plus(1).first_day
    assert month.plus(ahead).since(month) == ahead


def test_a_rule_whose_readings_agree_has_no_disputed_month() -> None:
    reading = WindowReading(name="一つ", first=12, cite="a#1")
    rule = RenewalWindow(
        kind="renewal_window", fee="x", first_months=12, then_months=12, window_months=1, readings=(reading,), cite=("a#1",)
    )
    assert [o for o in range(50) if verdict(rule, o) == "free"] == [12, 24, 36, 48]
    assert all(verdict(rule, o) != "disputed" for o in range(50))
    assert list(free_offsets(rule, reading, 2)) == [36]


def test_months_text_names_a_year_once() -> None:
    assert months_text([Month(2025, 12), Month(2026, 1), Month(2026, 2)]) == "2025年12月・2026年1月・2月"
    assert months_text([]) == ""
