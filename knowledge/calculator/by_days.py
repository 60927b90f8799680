"""Sums that go by days: interest on late payment, compensation for an outage, fees of a broken month."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from knowledge.calculator.money import Price, floor_yen, number, yen
from knowledge.calculator.renewal import Month
from knowledge.calculator.result import Computed, ComputedStep, Figure
from knowledge.errors import ComputeError
from knowledge.rules import LateInterest, Outage, Proration

_YEAR = 365
_FLOOR = "端数は1円未満を切り捨てました（端数処理の定めはありません）。"


def late_days(rule: LateInterest, due: date, paid: date) -> int:
    """Days counted from the day after the due date to the day of payment, or to the day before it."""
    return max(0, (paid - due).days - (0 if rule.counts_payment_day else 1))


def late_interest(rule: LateInterest, amount: Decimal, days: int) -> Computed:
    """amount × rate × days / 365, down to the yen; the amount is the customer's."""
    if amount < 0 or days < 0:
        raise ComputeError(f"{amount}円、{days}日：金額と日数は0以上にしてください")
    interest = floor_yen(amount * rate_of(rule) * days / _YEAR)
    price = Price(unstated=interest)
    steps = (
        ComputedStep(f"お客様のお話による金額 {yen(amount)}、遅れた日数 {days}日"),
        ComputedStep(f"{yen(amount)} × 年{number(rule.rate)}% × {days}日 ÷ 365日 ＝ {yen(interest)}", interest, "unstated", rule.cite),
    )
    assumptions = (*((rule.assumed,) if rule.assumed else ()), "1年を365日として計算しました。", _FLOOR)
    return Computed(f"{rule.of}の利息", (Figure(price, "遅延利息", "fee", "once", None, (rule.cite,)),), steps, (rule.cite,), assumptions)


def rate_of(rule: LateInterest) -> Decimal:
    return rule.rate / 100


def outage(rule: Outage, hours: int, monthly: Price, name: str, fee_cite: str) -> Computed:
    """Days (hours / 24, parts dropped) × monthly fee / share, down to the yen; nothing below the least hours."""
    if hours < rule.least_hours:
        step = ComputedStep(f"{hours}時間は{rule.least_hours}時間に満たないため、賠償の対象になりません", cite=rule.cite)
        return Computed("利用できなかったときの賠償", (), (step,), (rule.cite,))
    days = hours // 24
    limit = floor_yen(monthly.amount * days / rule.share)
    price = Price(**{monthly.side: limit})
    steps = (
        ComputedStep(f"{hours}時間 ÷ 24 ＝ {days}日（端数は切り捨て）", cite=rule.cite),
        ComputedStep(f"{name} {monthly.text}", monthly.amount, monthly.side, fee_cite),
        ComputedStep(f"{yen(monthly.amount)} × {days}日 ÷ {rule.share} ＝ {price.text}（{rule.limit}）", limit, monthly.side, rule.cite),
    )
    figure = Figure(price, f"賠償額（{rule.limit}）", "compensation", "once", None, (rule.cite,))
    return Computed("利用できなかったときの賠償", (figure,), steps, (rule.cite, fee_cite), (_FLOOR,))


def prorated(rule: Proration, monthly: Price, name: str, fee_cite: str, first: date | None, last: date | None) -> Computed:
    """Monthly fee × days used / days of the month, down to the yen; first and last are days of one month, None for its ends."""
    day = first or last
    if day is None:
        raise ComputeError("日割りの計算には、利用開始日か解約日が必要です")
    month = Month.of(day)
    begin, end = first or month.first_day, last or month.last_day
    used, whole = (end - begin + timedelta(days=1)).days, month.last_day.day
    amount = floor_yen(monthly.amount * used / whole)
    price = Price(**{monthly.side: amount})
    steps = (
        ComputedStep(f"{name} {monthly.text}/月", monthly.amount, monthly.side, fee_cite),
        ComputedStep(f"利用日数は {begin:%-m月%-d日}〜{end:%-m月%-d日} の{used}日（{month.text}は{whole}日）"),
        ComputedStep(f"{yen(monthly.amount)} × {used}日 ÷ {whole}日 ＝ {price.text}", amount, monthly.side, rule.cite),
    )
    figure = Figure(price, f"{name} {month.text}の日割り", "fee", "once", None, (rule.cite, fee_cite))
    return Computed("日割り", (figure,), steps, (rule.cite, fee_cite), ("その月の日数で割る日割りとして計算しました。", _FLOOR))
