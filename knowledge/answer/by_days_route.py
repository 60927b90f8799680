"""Sums that go by days: interest on late payment, compensation for an outage, fees of a broken month."""

from __future__ import annotations

from knowledge.answer.desk import Desk
from knowledge.answer.draft import Draft, calculation_of, claims_of
from knowledge.answer.fee_reading import Asked, asked_items
from knowledge.answer.fee_words import MOST_READINGS, cited_for, open_choices
from knowledge.calculator.by_days import late_days
from knowledge.calculator.money import yen
from knowledge.calculator.result import Computed
from knowledge.question.request import Request
from knowledge.rules import LateInterest, Outage, Proration
from knowledge.schedule import Fee, Schedule


def answer_by_days(desk: Desk, request: Request) -> Draft | None:
    """None where none of the three is asked about with the figures it needs."""
    schedule = desk.schedule(request.provider)
    if schedule is None:
        return None
    return _interest(desk, request, schedule) or _outage(desk, request, schedule) or _prorated(desk, request, schedule)


def _interest(desk: Desk, request: Request, schedule: Schedule) -> Draft | None:
    if request.yen is None or "interest" not in request.topics:
        return None
    named = {m.item for m in request.items}
    rules = [(k, r) for k, r in schedule.rules.items() if isinstance(r, LateInterest)]
    found = next((r for r in rules if named & set(r[1].items)), None) or next((r for r in rules if not r[1].items), None)
    if found is None:
        return None
    key, rule = found
    days = request.late_days
    due, paid = request.dates.get("due"), request.dates.get("payment")
    if days is None and due is not None and paid is not None and due.is_day and paid.is_day:
        days = late_days(rule, due.first, paid.first)
    if days is None:
        return None
    computed: Computed = desk.tools.late_interest.invoke({"provider": request.provider, "rule": key, "yen": str(request.yen), "days": days})
    words = f"遅延利息は{computed.figures[0].price.text}です（お客様のお話による{yen(request.yen)}、{days}日分として計算）。"
    return _draft(desk, request, schedule, [computed], words, [])


def _outage(desk: Desk, request: Request, schedule: Schedule) -> Draft | None:
    found = schedule.rule(Outage)
    if found is None or request.hours is None or not request.wants_amount or not {"outage", "compensation"} <= request.topics:
        return None
    key, rule = found
    named = [m.item for m in request.items if m.item in rule.items] or [k for k, i in schedule.items.items() if i.base and k in rule.items]
    fees = {k: f for item in named for k, f in schedule.fees_of(item).items() if f.charged == "monthly" and _fits(f, request)}
    if not fees or len(fees) > MOST_READINGS:
        return None
    computed = [
        desk.tools.outage.invoke({"provider": request.provider, "rule": key, "fee": k, "hours": request.hours, "on": request.on.isoformat()}) for k in fees
    ]
    if not computed[0].figures:
        return _draft(desk, request, schedule, computed[:1], f"{computed[0].steps[0].text}。", [])
    words = _several("賠償の限度額は", "です。", computed, list(fees.values()))
    return _draft(desk, request, schedule, computed, words, list(fees.values()), ("当社（事業者）の責任で全く利用できない状態が続いた場合の定めです。",))


def _prorated(desk: Desk, request: Request, schedule: Schedule) -> Draft | None:
    found = schedule.rule(Proration)
    first = request.dates.get("opening") or request.dates.get("contract")
    last = request.dates.get("cancellation")
    day = first or last
    if found is None or day is None or not day.is_day or "proration" not in request.topics or not request.wants_amount:
        return None
    key, rule = found
    things = asked_items(request, schedule) or [Asked(k) for k, i in schedule.items.items() if i.base]
    fees = {k: f for t in things if t.item in rule.items for k, f in schedule.fees_of(t.item).items() if _fits(f, request)}
    if not fees or len(fees) > MOST_READINGS:
        return None
    span = {"first": first.first.isoformat() if first else None, "last": None if first or not last else last.first.isoformat()}
    computed = [desk.tools.prorated.invoke({"provider": request.provider, "rule": key, "fee": k, **span}) for k in fees]
    return _draft(desk, request, schedule, computed, _several("日割りの料金は", "です。", computed, list(fees.values())), list(fees.values()))


def _fits(fee: Fee, request: Request) -> bool:
    return all(request.options.get(k, v) == v for k, v in fee.when.items())


def _several(lead: str, end: str, computed: list[Computed], fees: list[Fee]) -> str:
    if len(computed) == 1:
        return f"{lead}{computed[0].figures[0].price.text}{end}"
    return "\n".join(["条件によって次のとおりです。", *(f"・{f.name}：{c.figures[0].price.text}" for f, c in zip(fees, computed, strict=True))])


def _draft(
    desk: Desk, request: Request, schedule: Schedule, computed: list[Computed], words: str, fees: list[Fee], lines: tuple[str, ...] = ()
) -> Draft:
    conclusion, *more = words.split("\n")
    riders = list(dict.fromkeys(r for f in fees for r in f.riders)) if computed[0].figures[:1] and computed[0].figures[0].role == "fee" else []
    asks = open_choices(schedule, [f.when for f in fees], request.options) if len(fees) > 1 else []
    return Draft(
        status="answered",
        conclusion=conclusion,
        lines=(*more, *lines),
        figures=tuple(f for c in computed for f in c.figures),
        calculation=calculation_of(*computed),
        cited=cited_for(desk, request, schedule, computed, riders),
        rider_texts=tuple(schedule.riders[r].text for r in riders),
        ask=tuple(asks),
        provider=request.provider,
        route="computed",
        claims=claims_of(*computed),
    )
