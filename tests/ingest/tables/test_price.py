"""The amounts of one cell, as the cell itself says them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.tables.model import UnitOf
from ingest.tables.price import Price, prices_in


def _one(cell: str) -> Price:
    (price,) = prices_in(cell)
    return price


@pytest.mark.parametrize(
    ("cell", "prices"),
    [
        ("3,000円（税込3,300円）", {"excluded": 3000, "included": 3300}),
        ("3,300円（税抜3,000円）", {"included": 3300, "excluded": 3000}),
        ("3,300 円 （税込）", {"included": 3300}),
        ("税込 3,300円", {"included": 3300}),
        ("３，３００円（税込）", {"included": 3300}),
        ("1,100円＋税", {"excluded": 1100}),
        ("¥1,100（税込）", {"included": 1100}),
        ("14,000円（不課税）", {"exempt": 14000}),
        ("2,500円", {"unstated": 2500}),
        ("3万3,000円", {"unstated": 33000}),
        ("無料", {"unstated": 0}),
        ("250円/月 (1台ごと税込275円/月)", {"excluded": 250, "included": 275}),
    ],
)
def test_tax_side(cell: str, prices: dict[str, int]) -> None:
    assert _one(cell).prices == {side: Decimal(value) for side, value in prices.items()}


@pytest.mark.parametrize("cell", ["－", "—", "-", "", "別途お見積り", "1円未満は切り捨て", "24回", "120Mbps"])
def test_no_amount(cell: str) -> None:
    assert prices_in(cell) == []


def test_parts_of_a_yen() -> None:
    assert _one("350円(税込 367.5円)").prices["included"] == Decimal("367.5")


def test_two_amounts_in_the_proportion_of_a_tax_rate_are_two_sides_and_say_so() -> None:
    price = _one("40,000円(42,000円)")
    assert price.prices == {"excluded": Decimal(40000), "included": Decimal(42000)} and price.by_ratio


@pytest.mark.parametrize(
    ("cell", "name", "size"),
    [
        ("550円/7個", "個", 7),
        ("550円/5MB", "MB", 5),
        ("1台ごと 250円/月", "台", 1),
        ("100円/月・1ネーム", "ネーム", 1),
        ("１アドレス毎に210円", "アドレス", 1),
        ("1契約につき220円", "契約", 1),
        ("550円（税込605円）/台・月", "台", 1),
    ],
)
def test_unit(cell: str, name: str, size: int) -> None:
    assert _one(cell).unit == UnitOf(name, size)


@pytest.mark.parametrize(
    ("cell", "period"),
    [("980円/月", "monthly"), ("月額500円", "monthly"), ("9,800円/年", "yearly"), ("330円/回", "per_use"), ("330円", None)],
)
def test_period(cell: str, period: str | None) -> None:
    assert _one(cell).period == period


def test_first_and_rest_of_instalments() -> None:
    first, rest = prices_in("分割回数：24回 (配線なし) 910円(税込1,001円)(初月) 830円(税込913円)(残23回)")
    assert (first.part, first.times, first.label) == ("first", 24, "配線なし")
    assert (rest.part, rest.times, rest.label) == ("rest", 24, "配線なし")
    assert rest.prices == {"excluded": Decimal(830), "included": Decimal(913)}


def test_a_count_behind_a_first_payment_counts_the_rest() -> None:
    assert [(p.part, p.times) for p in prices_in("240円(初月) 120円(23回)")] == [("first", 24), ("rest", 24)]


def test_equal_instalments() -> None:
    whole, each = prices_in("13,200円 (550円×24回払い)")
    assert (whole.part, each.part, each.times, each.prices["unstated"]) == ("whole", "each", 24, Decimal(550))


def test_a_range_is_doubted() -> None:
    assert all("金額に幅がある" in price.doubts for price in prices_in("3,000円～5,000円"))


def test_numbers_under_a_head_that_says_yen() -> None:
    assert prices_in("3,800") == []
    assert prices_in("3,800", bare=True)[0].prices == {"unstated": Decimal(3800)}
    assert prices_in("3,800（税込4,180）", bare=True)[0].prices == {"excluded": Decimal(3800), "included": Decimal(4180)}


@given(st.integers(0, 9_999_999), st.sampled_from(["{}円", "{} 円", "¥{}", "{}円/月", "{}円（税込）", "月額{}円"]))
def test_any_value_is_read_back(value: int, form: str) -> None:
    cell = form.format(f"{value:,}")
    price = _one(cell)
    assert list(price.prices.values()) == [Decimal(value)]
    assert f"{value:,}" in cell[price.start : price.end]
