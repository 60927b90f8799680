"""A one-off fee paid in parts, and what is left of it after some payments."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from knowledge.calculator.money import Price, price_on, yen
from knowledge.calculator.result import Computed, ComputedStep, Figure
from knowledge.errors import ComputeError
from knowledge.schedule import Fee, Instalments, Taxed


def plan_total(plan: Instalments, day: date) -> Price:
    """First payment and all others together."""
    return _paid(plan, plan.times, day)


def _paid(plan: Instalments, payments: int, day: date) -> Price:
    if payments == 0:
        return price_on(_zero(plan.first), day)
    first, rest = price_on(plan.first, day), price_on(plan.rest, day)

    def both(a: Decimal | None, b: Decimal | None) -> Decimal | None:
        return None if a is None or b is None else a + b * (payments - 1)

    return Price(
        both(first.excluded, rest.excluded), both(first.included, rest.included), both(first.exempt, rest.exempt), both(first.unstated, rest.unstated)
    )


def _zero(value: Taxed) -> Taxed:
    return Taxed(**{side: 0 for side in ("excluded", "included", "exempt", "unstated") if getattr(value, side) is not None})


def _refuse_before(plan: Instalments, day: date) -> None:
    """Instalments are only attested by the edition that prints them: nothing is extended to days before it."""
    if plan.attested is not None and day < plan.attested:
        raise ComputeError(f"分割払いの金額は{plan.attested:%Y年%-m月%-d日}時点の記載だけで、{day:%Y年%-m月%-d日}の金額は手元の資料に記載がありません")


def schedule_of(fee: Fee, plan: Instalments, day: date) -> Computed:
    """What is paid each time, and that it adds up. Raises ComputeError for a day before the edition that prints it."""
    _refuse_before(plan, day)
    first, rest, total = price_on(plan.first, day), price_on(plan.rest, day), plan_total(plan, day)
    same = first.amount == rest.amount
    each = f"毎回 {rest.text}" if same else f"初回 {first.text}、残り{plan.times - 1}回は各 {rest.text}"
    figures = [Figure(rest, f"{fee.name} 分割（{'毎回' if same else '2回目以降'}）", "instalment", "monthly", plan.attested, (plan.cite,))]
    if not same:
        figures.insert(0, Figure(first, f"{fee.name} 分割（初回）", "instalment", "once", plan.attested, (plan.cite,)))
    return Computed(
        name=f"{fee.name} {plan.times}回払い",
        figures=tuple(figures),
        steps=(
            *(() if same else (ComputedStep(f"{fee.name} {plan.times}回払いの初回 {first.text}", first.amount, first.side, plan.cite),)),
            ComputedStep(f"{fee.name} {plan.times}回払い{'の毎回' if same else f'の残り{plan.times - 1}回は各'} {rest.text}", rest.amount, rest.side, plan.cite),
            ComputedStep(f"合計 {total.text}", total.amount, total.side),
        ),
        cites=(plan.cite,),
        riders=fee.riders,
        result=f"{plan.times}回の分割払いで、{each}",
    )


def left_after(fee: Fee, plan: Instalments, paid: int, day: date) -> Computed:
    """What is left after `paid` payments.

    Where the clause has the tax computed on the balance (settle_tax_cite), the balance is excluded amount × (1 + rate of the day), down to
    the yen; otherwise it is the printed total less the printed payments. Raises ComputeError for a count outside 0 to `times`, and for a day
    before the edition that prints the plan.
    """
    _refuse_before(plan, day)
    if not 0 <= paid <= plan.times:
        raise ComputeError(f"{paid} payments of {plan.times}: name a number from 0 to {plan.times}")
    total, done = plan_total(plan, day), _paid(plan, paid, day)
    left = Price(
        excluded=_less(total.excluded, done.excluded),
        included=_less(total.included, done.included),
        exempt=_less(total.exempt, done.exempt),
        unstated=_less(total.unstated, done.unstated),
    )
    steps = [
        ComputedStep(f"{fee.name}の総額 {total.text}（{plan.times}回払い）", total.amount, total.side, plan.cite),
        _paid_step(plan, paid, done, day),
    ]
    assumptions: tuple[str, ...] = ()
    if plan.settle_tax_cite and left.excluded is not None:
        taxed = price_on(Taxed(excluded=left.excluded), day)
        left = Price(left.excluded, taxed.included)
        steps.append(ComputedStep(f"残額は税抜 {yen(left.excluded or Decimal(0))}", left.excluded, "excluded", plan.cite))
        steps.append(ComputedStep(f"請求時点の残額に消費税を加えて {left.text}", left.amount, left.side, plan.settle_tax_cite))
        assumptions = ("消費税は請求時点の残額から計算し、1円未満を切り捨てました。",)
    else:
        steps.append(ComputedStep(f"残り{plan.times - paid}回分 {left.text}", left.amount, left.side, plan.cite))
    return Computed(
        name=f"{fee.name} 分割払いの残額",
        figures=(Figure(left, f"{fee.name} 分割の残額", "balance", "once", plan.attested, (plan.cite,)),),
        steps=tuple(steps),
        cites=tuple(c for c in dict.fromkeys((plan.cite, plan.settle_cite)) if c),
        assumptions=assumptions,
        riders=(),
        remarks=(plan.settle,) if plan.settle and left.amount else (),
    )


def _less(a: Decimal | None, b: Decimal | None) -> Decimal | None:
    return None if a is None or b is None else a - b


def _paid_step(plan: Instalments, paid: int, done: Price, day: date) -> ComputedStep:
    if paid == 0:
        return ComputedStep("まだ1回も支払っていません", done.amount, done.side)
    first, rest = price_on(plan.first, day), price_on(plan.rest, day)
    parts = yen(first.amount) if paid == 1 else f"{yen(first.amount)} ＋ {yen(rest.amount)} × {paid - 1}回"
    return ComputedStep(f"支払済み {paid}回：{parts} ＝ {done.text}", done.amount, done.side, plan.cite)
