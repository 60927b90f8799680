"""Rules on the calendar: until when to say so, when it ends, when it is billed, how long 初期契約解除 is open."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from knowledge.answer.desk import Desk
from knowledge.answer.draft import Draft, calculation_of
from knowledge.answer.fee_words import cited_for
from knowledge.calculator.result import Computed
from knowledge.question.days import DayRange
from knowledge.question.request import Request
from knowledge.rules import Billing, BusinessDays, CoolingOff, MonthCutoff, Notice
from knowledge.schedule import Schedule

# The notice is there already, or it is asked until when it must be.
_ARRIVED = re.compile(r"届い|届く|着い|着く|到着|通知|連絡|出した|送った|知らせ")
_BY_WHEN = re.compile(r"いつまで|何日まで|までに|間に合|まにあ|何日前")


@dataclass(frozen=True)
class _Asked:
    """A calendar computation that the question calls for, and the words that lead its answer."""

    rule: str
    kind: str
    day: date
    lead: str
    lines: tuple[str, ...] = ()


def answer_calendar(desk: Desk, request: Request) -> Draft | None:
    """None where no calendar rule is asked about with the date it needs."""
    schedule = desk.schedule(request.provider)
    if schedule is None:
        return None
    asked = _cooling_off(request, schedule) or _leaving(request, schedule) or _start(request, schedule) or _billing(request, schedule)
    if asked is None:
        return None
    computed: Computed = desk.tools.deadline.invoke(
        {"provider": request.provider, "rule": asked.rule, "kind": asked.kind, "day": asked.day.isoformat()}
    )
    return Draft(
        status="answered",
        conclusion=asked.lead.format(result=computed.result),
        lines=asked.lines,
        calculation=calculation_of(computed),
        cited=cited_for(desk, request, schedule, [computed], []),
        provider=request.provider,
        route="computed",
    )


def _day(request: Request, *events: str) -> DayRange | None:
    """The first of the events that the question dates to the day."""
    return next((d for e in events if (d := request.dates.get(e)) is not None and d.is_day), None)


def _cooling_off(request: Request, schedule: Schedule) -> _Asked | None:
    found, day = schedule.rule(CoolingOff), _day(request, "receipt", "contract", "day")
    if found is None or day is None or "cooling_off" not in request.topics:
        return None
    key, rule = found
    lead = f"初期契約解除ができるのは、{{result}}までです（{rule.receipt}を1日目として{rule.days}日間）。"
    return _Asked(key, "cooling_off_end", day.first, lead, (rule.how, rule.costs))


def _leaving(request: Request, schedule: Schedule) -> _Asked | None:
    if "cancellation" not in request.actions or "deadline" not in request.topics or request.wants_amount:
        return None
    leaving, notice = _day(request, "cancellation", "day"), _day(request, "notice", "receipt")
    if cutoff := schedule.rule(MonthCutoff):
        key, rule = cutoff
        told = notice or (leaving if _ARRIVED.search(request.folded) and not _BY_WHEN.search(request.latest) else None)
        if told is not None and not _BY_WHEN.search(request.latest):
            return _Asked(key, "cutoff_end", told.first, f"{rule.what}は、{{result}}の経過時です。")
        month = request.dates.get("cancellation") or request.dates.get("day")
        if month is not None and month.is_month_or_finer:
            return _Asked(key, "cutoff_notice", month.last, f"{{result}}までに連絡が必要です（{rule.day}日までの連絡でその月の末日に終わります）。")
    elif held := schedule.rule(Notice):
        key, before = held
        if leaving is not None:
            return _Asked(key, "last_notice", leaving.first, f"{{result}}までに連絡が必要です（{before.what}は{before.days}日前まで）。")
        if notice is not None:
            return _Asked(key, "earliest_leaving", notice.first, f"最短で{{result}}に解約できます（{before.what}の連絡は{before.days}日前まで）。")
    return None


def _start(request: Request, schedule: Schedule) -> _Asked | None:
    found, day = schedule.rule(BusinessDays), _day(request, "application", "contract", "day")
    if found is None or day is None or "start" not in request.topics or request.wants_amount:
        return None
    return _Asked(found[0], "business_day", day.first, f"{found[1].what}は、{{result}}です。", ("手続きの都合で希望日に添えないことがあります。",))


def _billing(request: Request, schedule: Schedule) -> _Asked | None:
    found, used = schedule.rule(Billing), request.dates.get("used") or request.dates.get("day")
    if found is None or used is None or not used.is_month_or_finer or "billing" not in request.topics or not request.asks_when:
        return None
    lead = f"{used.first.month}月分は、{{result}}に請求されます。"
    return _Asked(found[0], "billing_month", used.first, lead, (found[1].how,))

