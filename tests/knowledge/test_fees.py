"""Sums of fees: counts, blocks, months, tax bases that do not mix."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.calculator.fees import Line, not_attested, sum_fees, sum_prices
from knowledge.calculator.money import Price
from knowledge.calculator.result import Computed
from knowledge.errors import ComputeError
from knowledge.schedule import Schedule, load_schedules

ON = date(2026, 11, 20)
SCHEDULES = load_schedules()


def lines(provider: str, /, **counts: int) -> list[Line]:
    return [Line(key, SCHEDULES[provider].fees[key], count) for key, count in counts.items()]


def total(computed: Computed) -> Price:
    (figure,) = computed.figures
    return figure.price


@pytest.mark.parametrize(
    ("count", "yen"),
    [(1, 550), (6, 550), (7, 550), (8, 1100), (14, 1100), (15, 1650), (21, 1650), (22, 2200)],
)
def test_blocks_of_seven(count: int, yen: int) -> None:
    computed = sum_fees(lines("waiwai", ip_block=count), ON)
    assert total(computed) == Price(unstated=Decimal(yen))
    assert bool(computed.assumptions) == bool(count % 7), "a broken block is rounded up, and said so"


@pytest.mark.parametrize(("megabytes", "yen"), [(1, 550), (5, 550), (6, 1100), (10, 1100), (50, 5500)])
def test_blocks_of_five_megabytes(megabytes: int, yen: int) -> None:
    assert total(sum_fees(lines("waiwai", mail_capacity=megabytes), ON)).unstated == yen


@given(st.integers(1, 500))
def test_a_block_price_covers_the_count_and_no_block_more(count: int) -> None:
    blocks = Line("ip_block", SCHEDULES["waiwai"].fees["ip_block"], count).blocks
    assert 7 * (blocks - 1) < count <= 7 * blocks


def test_counts_of_single_units() -> None:
    computed = sum_fees(lines("waiwai", fixed_ip=2), ON)
    assert total(computed) == Price(unstated=Decimal(2200))
    assert computed.figures[0].period == "monthly" and computed.figures[0].role == "fee"
    assert computed.steps[0].text == "固定IPアドレス利用 1,100円/1個 × 2個 ＝ 2,200円/月"
    assert computed.cites == ("waiwai-ryokin#2",)


def test_a_sum_shows_each_line_and_the_total() -> None:
    computed = sum_fees(lines("tsubame", line_family=1, provider=1, wifi_card=2), ON)
    assert total(computed) == Price(Decimal(3800 + 550 + 200), Decimal(4180 + 605 + 220))
    assert [s.yen for s in computed.steps] == [4180, 605, 220, 5005]
    assert [s.cite for s in computed.steps[:3]] == [f"tsubame-hikari-juyo#16/月額費用/({n})" for n in (1, 2, 3)]
    assert computed.figures[0].role == "sum"
    assert "provider_not_included" in computed.riders


def test_the_total_is_of_the_taxed_lines_not_the_tax_of_the_total() -> None:
    printed = [Price(Decimal(15), Decimal(16)), Price(Decimal(15), Decimal(16))]
    assert sum_prices(printed) == Price(Decimal(30), Decimal(32))


def test_free_lines_fit_any_basis() -> None:
    computed = sum_fees(lines("tsubame", line_family=1, v6_option=1), ON)
    assert total(computed).included == 4180
    assert total(sum_fees(lines("tsubame", v6_option=1), ON)).amount == 0


@pytest.mark.parametrize("months", [2, 12, 24])
def test_months(months: int) -> None:
    computed = sum_fees(lines("tsubame", line_mansion=1), ON, months)
    assert total(computed) == Price(Decimal(3000 * months), Decimal(3300 * months))
    assert computed.figures[0].period == "total" and computed.figures[0].role == "sum"
    assert any("日割り" in a for a in computed.assumptions)


def test_one_month_is_the_fee_itself() -> None:
    assert sum_fees(lines("tsubame", line_mansion=1), ON, 1) == sum_fees(lines("tsubame", line_mansion=1), ON)


def test_only_monthly_fees_are_multiplied_by_months() -> None:
    with pytest.raises(ComputeError, match="only monthly"):
        sum_fees(lines("tsubame", admin=1), ON, 12)


def test_fees_charged_at_different_times_are_no_one_sum() -> None:
    with pytest.raises(ComputeError, match="monthly and once"):
        sum_fees(lines("tsubame", line_family=1, admin=1), ON)


@pytest.mark.parametrize(
    "prices",
    [
        [Price(Decimal(3800), Decimal(4180)), Price(exempt=Decimal(14000))],
        [Price(unstated=Decimal(550)), Price(included=Decimal(550))],
        [Price(exempt=Decimal(1)), Price(unstated=Decimal(1))],
    ],
)
def test_mixed_tax_bases_are_refused(prices: list[Price]) -> None:
    with pytest.raises(ComputeError, match="different tax bases"):
        sum_prices(prices)


def test_exempt_amounts_add_up_among_themselves() -> None:
    computed = sum_fees(lines("tsubame", device_onu=1, device_router=1), ON)
    assert total(computed) == Price(exempt=Decimal(26000))


def test_a_side_that_one_line_does_not_print_is_unknown_in_the_total() -> None:
    assert sum_prices([Price(Decimal(100), Decimal(110)), Price(included=Decimal(55))]) == Price(included=Decimal(165))


@pytest.mark.parametrize("count", [0, -1])
def test_less_than_one_is_refused(count: int) -> None:
    with pytest.raises(ComputeError, match=r"固定IPアドレス利用.*at least 1"):
        sum_fees(lines("waiwai", fixed_ip=count), ON)


def test_the_most_that_the_terms_allow() -> None:
    assert total(sum_fees(lines("tsubame", extra_name=10), ON)).included == 1100
    with pytest.raises(ComputeError, match=r"count of 11.*at most 10"):
        sum_fees(lines("tsubame", extra_name=11), ON)


def test_nothing_to_sum() -> None:
    with pytest.raises(ComputeError, match="name at least one"):
        sum_fees([], ON)


def test_a_day_without_a_value() -> None:
    early = date(2025, 2, 18)
    missing = not_attested(lines("tsubame", cancellation=1, line_family=1), early)
    assert missing is not None and missing.day == early
    assert not_attested(lines("tsubame", cancellation=1), early) is None
    with pytest.raises(ComputeError, match="2025年2月19日より前"):
        sum_fees(lines("tsubame", line_family=1), early)


def test_a_side_that_is_computed_is_said_to_be(schedules: dict[str, Schedule]) -> None:
    fee = schedules["h555"].fees
    key = next(k for k, f in fee.items() if f.values[0].excluded and f.values[0].included is None)
    computed = sum_fees([Line(key, fee[key])], ON)
    assert total(computed).rate == Decimal("0.10") and "計算値" in computed.steps[0].text
    assert any("切り捨て" in a for a in computed.assumptions)


@given(st.lists(st.sampled_from(["line_family", "provider", "hgw", "wifi_card"]), min_size=1, unique=True), st.integers(1, 9))
def test_the_sum_is_the_sum_of_its_steps(keys: list[str], count: int) -> None:
    counts = {k: count if SCHEDULES["tsubame"].fees[k].unit else 1 for k in keys}
    computed = sum_fees(lines("tsubame", **counts), ON)
    parts = [s.yen for s in computed.steps if s.cite]
    assert sum(p for p in parts if p is not None) == total(computed).amount
    assert all(type(p) is Decimal for p in parts)
