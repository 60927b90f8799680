"""A one-off fee paid in parts: the parts add up, and what is paid and what is left are the whole."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.calculator.dated import DatedPrice, value_on
from knowledge.calculator.instalments import left_after, plan_total, schedule_of
from knowledge.calculator.money import Price
from knowledge.errors import ComputeError
from knowledge.schedule import Fee, Instalments, load_schedules

ON = date(2026, 11, 20)
PLANS: list[tuple[str, Fee, Instalments]] = [
    (f"{provider}.{key}", schedule.fees[plan.fee], plan)
    for provider, schedule in load_schedules().items()
    for key, plan in schedule.instalments.items()
]
BY_NAME = {name: (fee, plan) for name, fee, plan in PLANS}
NAMES = sorted(BY_NAME)


def left(name: str, paid: int, day: date = ON) -> Price:
    fee, plan = BY_NAME[name]
    return left_after(fee, plan, paid, day).figures[0].price


def test_there_are_plans() -> None:
    assert len(NAMES) >= 9


@pytest.mark.parametrize("name", NAMES)
def test_first_and_rest_add_up_to_the_printed_fee(name: str) -> None:
    fee, plan = BY_NAME[name]
    held = value_on(fee, ON)
    assert isinstance(held, DatedPrice)
    total = plan_total(plan, ON)
    for side in ("excluded", "included", "exempt", "unstated"):
        assert getattr(total, side) == getattr(held.price, side), side


@given(st.sampled_from(NAMES), st.data())
def test_paid_and_left_are_the_whole(name: str, data: st.DataObject) -> None:
    fee, plan = BY_NAME[name]
    paid = data.draw(st.integers(0, plan.times))
    computed = left_after(fee, plan, paid, ON)
    done = computed.steps[1].yen
    assert done is not None
    assert computed.figures[0].price.amount + done == plan_total(plan, ON).amount
    assert type(computed.figures[0].price.amount) is Decimal
    assert computed.figures[0].role == "balance"


@given(st.sampled_from(NAMES), st.data())
def test_each_payment_leaves_less(name: str, data: st.DataObject) -> None:
    plan = BY_NAME[name][1]
    paid = data.draw(st.integers(0, plan.times - 1))
    assert left(name, paid + 1).amount < left(name, paid).amount


@pytest.mark.parametrize("name", NAMES)
def test_nothing_paid_and_all_paid(name: str) -> None:
    plan = BY_NAME[name][1]
    assert left(name, 0).amount == plan_total(plan, ON).amount
    assert left(name, plan.times).amount == 0


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("beyond", [-1, 1])
def test_payments_outside_the_plan_are_refused(name: str, beyond: int) -> None:
    fee, plan = BY_NAME[name]
    paid = -1 if beyond < 0 else plan.times + 1
    with pytest.raises(ComputeError, match=f"{paid} payments of {plan.times}"):
        left_after(fee, plan, paid, ON)


@pytest.mark.parametrize(
    ("paid", "excluded", "included"),
    [(0, 20000, 22000), (1, 19090, 20999), (9, 12450, 13695), (10, 11620, 12782), (11, 10790, 11869), (23, 830, 913), (24, 0, 0)],
)
def test_tsubame_family_dispatch(paid: int, excluded: int, included: int) -> None:
    """910円 + 830円 × 23; the tax is computed on the balance at the time it is billed."""
    price = left("tsubame.family_dispatch_new", paid)
    assert (price.excluded, price.included) == (excluded, included)


def test_the_steps_of_ten_payments() -> None:
    fee, plan = BY_NAME["tsubame.family_dispatch_new"]
    computed = left_after(fee, plan, 10, ON)
    assert [s.yen for s in computed.steps] == [22000, 9218, 11620, 12782]
    assert computed.cites == ("tsubame-hikari-juyo#16/初期費用/(3)", "tsubame-hikari-juyo#12/(5)")
    assert computed.remarks, "that the rest is due at once"
    assert left_after(fee, plan, 24, ON).remarks == (), "nothing is due when nothing is left"


def test_waiwai_prints_no_tax_side() -> None:
    assert left("waiwai.outdoor_work", 10) == Price(unstated=Decimal(1430 * 14))


@pytest.mark.parametrize("name", NAMES)
def test_the_plan_names_each_payment(name: str) -> None:
    fee, plan = BY_NAME[name]
    computed = schedule_of(fee, plan, ON)
    amounts = [f.price.amount for f in computed.figures]
    whole = amounts[0] + amounts[-1] * (plan.times - 1)
    assert whole == computed.steps[-1].yen == plan_total(plan, ON).amount
    assert computed.cites == (plan.cite,)


def test_a_plan_is_not_carried_back_before_the_edition_that_prints_it() -> None:
    fee, plan = BY_NAME["tsubame.family_dispatch_new"]
    with pytest.raises(ComputeError):
        left_after(fee, plan, 10, date(2023, 5, 1))
