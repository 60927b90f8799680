"""Fees and sums of fees: read, computed, and told."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from knowledge.answer.desk import Desk
from knowledge.answer.draft import Draft, calculation_of
from knowledge.answer.fee_reading import (
    Reading,
    asked_items,
    asks_sum,
    is_incomplete,
    is_of_another_event,
    listed,
    readings_of,
    unexplained,
)
from knowledge.answer.fee_words import MOST_READINGS, PERIODS, fee_draft, needs_choice, not_attested_draft, over_most
from knowledge.calculator.fees import not_attested, sum_prices
from knowledge.calculator.money import yen
from knowledge.calculator.result import Computed, ComputedStep, Figure
from knowledge.lexicon import has
from knowledge.question.request import Request
from knowledge.schedule import Fee, Schedule


def answer_fees(desk: Desk, request: Request) -> Draft | None:
    """None where the question names no fee of the schedule."""
    schedule = desk.schedule(request.provider)
    if schedule is None or not request.provider:
        return None
    asked = asked_items(request, schedule)
    each = listed(request, schedule, asked)
    if (
        not (asked or each)
        or unexplained(request, schedule, asked)
        or not asks_sum(request)
        or is_of_another_event(request, schedule, asked)
    ):
        return None
    if is_incomplete(request, schedule, asked):
        return None
    readings, assumed = readings_of(request, schedule, asked)
    for one in each:
        more, also = readings_of(request, schedule, [one])
        readings, assumed = readings + more, assumed + also
    if not readings:
        return None
    over = over_most(desk, request, readings)
    if over is not None:
        return over
    if len(readings) > MOST_READINGS:
        return needs_choice(request, schedule, readings)
    day = day_of(request, readings[0].lines[0].fee)
    if request.wants_difference and (changed := _changed(desk, request, schedule, readings)) is not None:
        return changed
    missing = [m for m in (not_attested(r.lines, day) for r in readings) if m]
    known = [r for r in readings if not_attested(r.lines, day) is None]
    if not known:
        return not_attested_draft(desk, request, readings, missing[0])
    parts = [(one, _compute(desk, request, one, day)) for reading in known for one in _by_charge(reading)]
    draft = fee_draft(
        desk, request, schedule, [r for r, _ in parts], [c for _, c in parts], assumed, [r for r in readings if r not in known]
    )
    if request.wants_difference:
        # A price by itself is no answer to how far two are apart.
        return _difference(draft, [c for _, c in parts]) if len(parts) == 2 else None
    whole = (
        len(known) == 1 and len(parts) > 1 and request.months is not None and (request.wants_total or has(request.folded, ("足し", "込み")))
    )
    return _grand_total(draft, [c for _, c in parts]) if whole else draft


def _changed(desk: Desk, request: Request, schedule: Schedule, readings: list[Reading]) -> Draft | None:
    """A price that changed on the date asked about: what it was before and since, and the difference."""
    said = next(iter(request.dates.values()), None)
    if said is None and not re.search(r"改定|値上|値下", request.folded):
        return None
    for reading in readings:
        days = [
            v.since for line in reading.lines for v in line.fee.values if v.since and (said is None or said.first <= v.since <= said.last)
        ]
        if len(reading.lines) == 1 and days:
            before = days[0] - timedelta(days=1)
            computed = [_compute(desk, request, reading, day) for day in (before, days[0])]
            return _difference(fee_draft(desk, request, schedule, [reading, reading], computed, [], []), computed)
    return None


def _grand_total(draft: Draft, computed: list[Computed]) -> Draft:
    """Over a number of months, what is charged once and what is charged monthly are one sum."""
    total = sum_prices([c.figures[0].price for c in computed])
    parts = " ＋ ".join(yen(c.figures[0].price.amount) for c in computed)
    step = ComputedStep(f"合計 {parts} ＝ {total.text}", total.amount, total.side)
    last = replace(computed[-1], steps=(*computed[-1].steps, step))
    return replace(
        draft,
        conclusion=f"合計は{total.text}です。",
        figures=(Figure(total, "合計", "sum", "total", None, computed[0].cites[:1]),),
        reference=tuple(c.figures[0].price for c in computed),
        calculation=calculation_of(*computed[:-1], last),
    )


def _by_charge(reading: Reading) -> list[Reading]:
    """What is charged once, monthly and yearly is never one sum: a reading for each."""
    kinds = dict.fromkeys(line.fee.charged for line in reading.lines)
    return [Reading(tuple(line for line in reading.lines if line.fee.charged == kind), reading.options) for kind in kinds]


def _difference(draft: Draft, computed: list[Computed]) -> Draft:
    """Two prices of one thing are compared: the answer is how far they are apart."""
    low, high = sorted((c.figures[0].price for c in computed), key=lambda p: p.amount)
    apart = high.less(low)
    if apart is None:
        return draft
    step = ComputedStep(f"差額 {yen(high.amount)} － {yen(low.amount)} ＝ {apart.text}", apart.amount, apart.side)
    figure = Figure(apart, "差額", "sum", computed[0].figures[0].period, None, computed[0].cites[:1])
    last = replace(computed[-1], steps=(*computed[-1].steps, step))
    per = PERIODS[figure.period]
    return replace(
        draft,
        conclusion=f"差額は{per}{apart.text}です。",
        figures=(figure,),
        reference=tuple(c.figures[0].price for c in computed),
        calculation=calculation_of(*computed[:-1], last),
        ask=(),
    )


def day_of(request: Request, fee: Fee) -> date:
    """The day whose price holds: that of the event which dates the fee, else of any date in the question, else the day asked."""
    events = {
        "application": ("application", "contract", "opening"),
        "contract": ("contract",),
        "cancellation": ("cancellation",),
        "use": (),
    }
    for event in (*events[fee.dated_by], "day", "application", "contract") if fee.dated_by != "use" else ("day",):
        if event in request.dates:
            return min(request.dates[event].last, request.on) if request.dates[event].first <= request.on else request.dates[event].first
    return request.on


def _compute(desk: Desk, request: Request, reading: Reading, day: date) -> Computed:
    fees = [{"fee": line.key, "count": line.count} for line in reading.lines]
    monthly = reading.lines[0].fee.charged == "monthly"
    months = request.months if request.months and monthly else 1
    result: Computed = desk.tools.sum_fees.invoke({"provider": request.provider, "fees": fees, "on": day.isoformat(), "months": months})
    return result
