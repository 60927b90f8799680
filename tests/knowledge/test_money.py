"""Yen and consumption tax."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from knowledge.calculator.money import Price, floor_yen, number, plain, price_on, tax_rate, with_tax, yen
from knowledge.errors import ComputeError
from knowledge.schedule import Taxed

AT_5, AT_8, AT_10 = date(2014, 3, 31), date(2019, 9, 30), date(2019, 10, 1)
AMOUNTS = st.integers(0, 10_000_000)
DAYS = st.dates(date(1997, 4, 1), date(2040, 12, 31))


@pytest.mark.parametrize(
    ("day", "rate"),
    [
        (date(1997, 4, 1), "0.05"),
        (date(2014, 3, 31), "0.05"),
        (date(2014, 4, 1), "0.08"),
        (date(2019, 9, 30), "0.08"),
        (date(2019, 10, 1), "0.10"),
        (date(2026, 11, 20), "0.10"),
    ],
)
def test_the_rate_on_both_sides_of_each_change(day: date, rate: str) -> None:
    assert tax_rate(day) == Decimal(rate)


def test_before_1997_no_rate_is_known() -> None:
    with pytest.raises(ComputeError, match="1997-03-31"):
        tax_rate(date(1997, 3, 31))


# Twenty amounts side by side: int(price * 1.1), int(price / 1.1) and round() are each a yen off for some of them.
@pytest.mark.parametrize(
    ("excluded", "included"),
    [
        (1, 1), (2, 2), (5, 5), (9, 9), (10, 11), (15, 16), (19, 20), (20, 22), (25, 27), (29, 31),
        (30, 33), (45, 49), (99, 108), (110, 121), (250, 275), (333, 366), (910, 1001), (1149, 1263), (3000, 3300), (11619, 12780),
    ],
)  # fmt: skip
def test_ten_per_cent_is_rounded_down_to_the_yen(excluded: int, included: int) -> None:
    assert with_tax(Decimal(excluded), AT_10) == included


@pytest.mark.parametrize(("excluded", "at_5", "at_8"), [(3000, 3150, 3240), (910, 955, 982), (333, 349, 359), (30500, 32025, 32940)])
def test_the_older_rates(excluded: int, at_5: int, at_8: int) -> None:
    assert with_tax(Decimal(excluded), AT_5) == at_5
    assert with_tax(Decimal(excluded), AT_8) == at_8


def test_a_fraction_of_a_yen_is_cut_after_the_tax_not_before() -> None:
    assert with_tax(Decimal("367.5"), AT_10) == 404
    assert with_tax(Decimal("0.9"), AT_10) == 0


@given(AMOUNTS, AMOUNTS, DAYS)
def test_more_before_tax_is_never_less_after_it(a: int, b: int, day: date) -> None:
    low, high = sorted((Decimal(a), Decimal(b)))
    assert with_tax(low, day) <= with_tax(high, day)


@given(AMOUNTS, DAYS)
def test_the_tax_is_whole_yen_decimal_and_within_one_yen_of_exact(amount: int, day: date) -> None:
    result = with_tax(Decimal(amount), day)
    exact = amount * (1 + tax_rate(day))
    assert type(result) is Decimal
    assert result == result.to_integral_value()
    assert 0 <= exact - result < 1


@given(AMOUNTS, DAYS)
def test_a_later_day_is_never_cheaper(amount: int, day: date) -> None:
    assert with_tax(Decimal(amount), day) <= with_tax(Decimal(amount), day + timedelta(days=2000))


@given(st.decimals(0, 10**7, places=1), st.integers(1, 100))
def test_prices_multiply_without_float(value: Decimal, count: int) -> None:
    price = Price(excluded=value, included=floor_yen(value * Decimal("1.1"))).times(count)
    assert price.excluded == value * count
    assert all(type(v) is Decimal for v in (price.excluded, price.included))


def test_the_tax_of_a_computed_price_is_of_the_whole_not_of_each() -> None:
    each = Price(Decimal(15), Decimal(16), rate=Decimal("0.10"))
    assert each.times(2) == Price(Decimal(30), Decimal(33), rate=Decimal("0.10"))
    assert Price(Decimal(15), Decimal(16)).times(2).included == 32, "a printed price is what is charged for each"


def test_a_float_never_enters() -> None:
    with pytest.raises(ValidationError, match="is a float"):
        Taxed(excluded=3300.0)


def test_no_negative_amount() -> None:
    with pytest.raises(ValidationError):
        Taxed(excluded=-1)


@pytest.mark.parametrize("sides", [{}, {"excluded": 1, "exempt": 1}, {"included": 1, "unstated": 1}, {"exempt": 1, "unstated": 1}])
def test_one_tax_basis_and_no_other(sides: dict[str, int]) -> None:
    with pytest.raises(ValidationError, match="one tax basis"):
        Taxed(**sides)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("value", "day", "price"),
    [
        # printed at 10%: stands from 2019-10-01, is computed anew on days with another rate
        (Taxed(excluded=10000, included=11000), date(2019, 10, 1), Price(Decimal(10000), Decimal(11000))),
        (Taxed(excluded=10000, included=11000), date(2019, 9, 30), Price(Decimal(10000), Decimal(10800), rate=Decimal("0.08"))),
        (Taxed(excluded=10000, included=11000), date(2014, 3, 31), Price(Decimal(10000), Decimal(10500), rate=Decimal("0.05"))),
        # printed at 5%
        (Taxed(excluded=30500, included=32025), date(2014, 3, 31), Price(Decimal(30500), Decimal(32025))),
        (Taxed(excluded=30500, included=32025), date(2014, 4, 1), Price(Decimal(30500), Decimal(32940), rate=Decimal("0.08"))),
        # one side printed
        (Taxed(excluded=1200), date(2026, 11, 20), Price(Decimal(1200), Decimal(1320), rate=Decimal("0.10"))),
        (Taxed(included=1320), date(2026, 11, 20), Price(included=Decimal(1320))),
        # no tax to compute
        (Taxed(exempt=14000), date(2000, 1, 1), Price(exempt=Decimal(14000))),
        (Taxed(unstated=4950), date(2000, 1, 1), Price(unstated=Decimal(4950))),
    ],
)
def test_price_on(value: Taxed, day: date, price: Price) -> None:
    assert price_on(value, day) == price


def test_a_document_that_names_no_date_keeps_its_printed_sides() -> None:
    assert price_on(Taxed(excluded=30500, included=32025), date(2026, 11, 20), dated=False) == Price(Decimal(30500), Decimal(32025))


@pytest.mark.parametrize(
    ("price", "side", "text"),
    [
        (Price(Decimal(3800), Decimal(4180)), "included", "4,180円（税込、税抜3,800円）"),
        (Price(Decimal(1200), Decimal(1320), rate=Decimal("0.10")), "excluded", "1,200円（税抜、税込1,320円・計算値）"),
        (Price(included=Decimal(4180)), "included", "4,180円（税込）"),
        (Price(exempt=Decimal(14000)), "exempt", "14,000円（不課税）"),
        (Price(unstated=Decimal(1100)), "unstated", "1,100円"),
        (Price(excluded=Decimal(500)), "excluded", "500円（税抜）"),
        (Price(Decimal(0), Decimal(0)), "included", "無料（0円）"),
    ],
)
def test_the_side_a_price_leads_with_and_its_words(price: Price, side: str, text: str) -> None:
    assert price.side == side
    assert price.text == text


@pytest.mark.parametrize(
    ("value", "shown", "contract"),
    [("4180", "4,180", "4180"), ("367.5", "367.5", "367.5"), ("0", "0", "0"), ("1000000", "1,000,000", "1000000"), ("100", "100", "100")],
)
def test_numbers_are_written_without_exponents(value: str, shown: str, contract: str) -> None:
    assert number(Decimal(value)) == shown
    assert plain(Decimal(value)) == contract
    assert yen(Decimal(value)) == f"{shown}円"
