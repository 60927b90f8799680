"""Days on the calendar: notice before leaving, 初期契約解除, cut-off days of a month, business days, the month of billing."""

from __future__ import annotations

from datetime import date, timedelta

import jpholiday

from knowledge.calculator.renewal import Month
from knowledge.calculator.result import Computed, ComputedStep
from knowledge.rules import Billing, BusinessDays, CoolingOff, MonthCutoff, Notice

_WEEKDAYS = "月火水木金土日"


def day_text(day: date) -> str:
    """2026年12月31日（木）."""
    return f"{day:%Y年%-m月%-d日}（{_WEEKDAYS[day.weekday()]}）"


def last_notice(rule: Notice, leaving: date) -> Computed:
    """The last day on which notice is in time."""
    last = leaving - timedelta(days=rule.days)
    step = ComputedStep(f"{day_text(leaving)}の{rule.days}日前は {day_text(last)}", cite=rule.cite)
    return Computed(f"{rule.what}の連絡期限", (), (step,), (rule.cite,), result=day_text(last))


def earliest_leaving(rule: Notice, notice: date) -> Computed:
    """The first day on which the customer can leave after giving notice."""
    first = notice + timedelta(days=rule.days)
    step = ComputedStep(f"{day_text(notice)}の{rule.days}日後は {day_text(first)}", cite=rule.cite)
    return Computed(f"最短の{rule.what}日", (), (step,), (rule.cite,), result=day_text(first))


def cutoff_end(rule: MonthCutoff, notice: date) -> Computed:
    """The day with whose end the contract ends."""
    month = Month.of(notice)
    in_time = notice.day <= rule.day
    end = (month if in_time else month.plus(1)).last_day
    reason = f"{rule.day}日までの連絡なので、その月の末日" if in_time else f"{rule.day + 1}日以降の連絡なので、翌月の末日"
    steps = (ComputedStep(f"連絡は {day_text(notice)}：{reason}", cite=rule.cite), ComputedStep(f"{rule.what}は {day_text(end)}の経過時", cite=rule.cite))
    return Computed(f"{rule.what}の時期", (), steps, (rule.cite,), result=day_text(end))


def cutoff_notice(rule: MonthCutoff, leaving: date) -> Computed:
    """The last day on which notice ends the contract with the month of leaving."""
    last = date(leaving.year, leaving.month, rule.day)
    step = ComputedStep(f"{Month.of(leaving).text}末の{rule.what}は、同じ月の{rule.day}日＝{day_text(last)}までの連絡", cite=rule.cite)
    return Computed(f"{rule.what}の連絡期限", (), (step,), (rule.cite,), result=day_text(last))


def cooling_off_end(rule: CoolingOff, receipt: date) -> Computed:
    """The last day of 初期契約解除: the day of receipt is the first day."""
    last = receipt + timedelta(days=rule.days - 1)
    step = ComputedStep(f"受け取った日 {day_text(receipt)} を1日目として{rule.days}日目は {day_text(last)}", cite=rule.cite)
    return Computed("初期契約解除の期限", (), (step,), (rule.cite, rule.costs_cite), result=day_text(last))


def business_day_after(rule: BusinessDays, start: date) -> Computed:
    """The nth business day after a day; Saturdays, Sundays and public holidays do not count."""
    day, counted = start, 0
    while counted < rule.days:
        day += timedelta(days=1)
        if is_business_day(day):
            counted += 1
    step = ComputedStep(f"{day_text(start)}の翌日から土日祝日を除いて数え、{rule.days}営業日目は {day_text(day)}", cite=rule.cite)
    assumed = "申込日の翌営業日を1営業日目として数えました。"
    return Computed(rule.what, (), (step,), (rule.cite,), (assumed,), result=day_text(day))


def is_business_day(day: date) -> bool:
    return day.weekday() < 5 and not jpholiday.is_holiday(day)


def billing_month(rule: Billing, used: Month) -> Computed:
    """The month in which a month's charges are billed."""
    billed = used.plus(rule.months)
    step = ComputedStep(f"{used.text}分は、その{rule.months}か月後の {billed.text}に請求", cite=rule.cite)
    return Computed("請求の月", (), (step,), (rule.cite,), result=billed.text)
