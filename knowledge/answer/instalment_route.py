"""Fees paid in parts: each payment, and what is left after some of them."""

from __future__ import annotations

import re
from dataclasses import replace

from knowledge.answer.desk import Desk, question_words
from knowledge.answer.draft import Draft, calculation_of, claims_of
from knowledge.answer.fee_words import MOST_READINGS, cited_for, open_choices
from knowledge.answer.model import Ask
from knowledge.calculator.fees import sum_prices
from knowledge.calculator.money import yen
from knowledge.calculator.result import Computed, ComputedStep, Figure
from knowledge.question.request import Request
from knowledge.rules import RenewalWindow
from knowledge.schedule import Fee, Instalments, Schedule

Plan = tuple[str, Fee, Instalments]


def answer_instalments(desk: Desk, request: Request) -> Draft | None:
    """None where no instalments are asked about or the schedule has none for what is named."""
    schedule = desk.schedule(request.provider)
    if schedule is None or request.instalments is None or request.uncovered:
        return None
    plans = _plans(request, schedule)
    if not plans:
        return None
    other = _other_times(desk, request, plans)
    if other is not None:
        return other
    earlier = _before_edition(desk, request, plans)
    if earlier is not None:
        return earlier
    paid = _paid(request, plans[0][2])
    if request.instalments.asks_left and paid is None:
        return _needs(request, Ask(need="paid", question="分割払いを、これまでに何回お支払いになりましたか。"))
    asks = open_choices(schedule, [f.when for _, f, _ in plans], request.options)
    if len(plans) > MOST_READINGS:
        return _needs(request, *asks)
    computed = [_compute(desk, request, plan, paid) for plan in plans]
    draft = _draft(desk, request, schedule, plans, computed, paid, asks)
    if len(computed) == 1 and len(draft.figures) > 1 and _only_first(request):
        return replace(draft, conclusion=f"初回は{draft.figures[0].price.text}です。", figures=draft.figures[:1])
    if not _together(request, plans):
        return draft
    monthly = _monthly(desk, request, schedule)
    return _summed(_with_riders(desk, request, schedule, draft, monthly), [*computed, *monthly])


def _plans(request: Request, schedule: Schedule) -> list[Plan]:
    """The instalment plans of the items named, or of all where none is named, that fit the chosen options."""
    named = {m.item for m in request.items}
    grouped = {k for k, i in schedule.items.items() if i.group in request.groups}
    held = [(plan.fee, schedule.fees[plan.fee], plan) for plan in schedule.instalments.values()]
    wanted = [p for p in held if p[1].item in named] or [p for p in held if p[1].item in grouped] or ([] if named - _base(schedule) else held)
    fitting = [p for p in wanted if all(request.options.get(k, v) == v for k, v in p[1].when.items())]
    # 22,000円の工事費を分割: the sum that the customer names tells which one is meant.
    named_sum = [p for p in fitting if request.yen is not None and any(request.yen in (v.included, v.excluded, v.unstated) for v in p[1].values)]
    return named_sum or fitting


def _base(schedule: Schedule) -> set[str]:
    """Items that may be named beside instalments without being paid so: the service itself, and the fee for leaving."""
    leaving = schedule.rule(RenewalWindow)
    return {k for k, i in schedule.items.items() if i.base} | ({schedule.fees[leaving[1].fee].item} if leaving else set())


def _other_times(desk: Desk, request: Request, plans: list[Plan]) -> Draft | None:
    """A number of instalments that the terms do not offer."""
    assert request.instalments is not None
    asked, offered = request.instalments.times, sorted({p.times for _, _, p in plans})
    if asked is None or asked in offered:
        return None
    cited = desk.cite(plans[0][2].cite, question_words(request), tuple(map(str, offered)))
    return Draft(
        status="not_in_terms",
        conclusion=f"{asked}回払いは、手元の資料に記載がありません。分割払いとして記載があるのは{'・'.join(map(str, offered))}回です。",
        cited=(cited,) if cited else (),
        provider=request.provider,
        route="computed",
    )


def _before_edition(desk: Desk, request: Request, plans: list[Plan]) -> Draft | None:
    """The work was applied for before the edition that prints the instalments: what they were then is not held."""
    day = next((d for e in ("application", "contract", "opening") if (d := request.dates.get(e)) is not None), None)
    printed = plans[0][2].attested
    if day is None or printed is None or day.last >= printed:
        return None
    cited = desk.cite(plans[0][2].cite, question_words(request))
    reason = f"分割払いの金額は{printed:%Y年%-m月%-d日}時点の記載だけです"
    return Draft(
        status="not_in_terms",
        conclusion=f"{day.text}のお申し込みの分割払いの金額は、手元の資料では確認できません。{reason}。",
        cited=(cited,) if cited else (),
        grounds=(reason,),
        provider=request.provider,
        route="computed",
    )


def _paid(request: Request, plan: Instalments) -> int | None:
    assert request.instalments is not None
    terms = request.instalments
    if terms.paid is not None:
        return terms.paid if terms.paid <= plan.times else None
    return plan.times - terms.left if terms.left is not None and terms.left <= plan.times else None


def _needs(request: Request, *asks: Ask) -> Draft:
    return Draft(
        status="needs_detail",
        conclusion="計算のために、次の点を教えてください。",
        lines=tuple(f"・{a.question}" for a in asks),
        ask=asks,
        provider=request.provider,
        route="computed",
    )


def _compute(desk: Desk, request: Request, plan: Plan, paid: int | None) -> Computed:
    arguments: dict[str, object] = {"provider": request.provider, "fee": plan[0], "on": _day(request)}
    if request.instalments is not None and request.instalments.asks_left and paid is not None:
        left: Computed = desk.tools.instalments_left.invoke(arguments | {"paid": paid})
        return left
    each: Computed = desk.tools.instalment_plan.invoke(arguments)
    return each


def _day(request: Request) -> str:
    """The balance is taxed on the day it is billed: the day of leaving where it is said."""
    day = request.dates.get("cancellation") or request.dates.get("day")
    return (day.last if day else request.on).isoformat()


def _draft(
    desk: Desk, request: Request, schedule: Schedule, plans: list[Plan], computed: list[Computed], paid: int | None, asks: list[Ask]
) -> Draft:
    riders = list(dict.fromkeys(r for c in computed for r in c.riders))
    conclusion, lines = _words(plans, computed, request, paid)
    return Draft(
        status="answered",
        conclusion=conclusion,
        lines=tuple(lines),
        figures=tuple(f for c in computed for f in c.figures),
        calculation=calculation_of(*computed),
        cited=cited_for(desk, request, schedule, computed, riders),
        rider_texts=tuple(schedule.riders[r].text for r in riders),
        ask=tuple(asks) if len(plans) > 1 else (),
        provider=request.provider,
        route="computed",
        claims=claims_of(*computed),
    )


def _with_riders(desk: Desk, request: Request, schedule: Schedule, draft: Draft, more: list[Computed]) -> Draft:
    """The draft with the clauses and riders of further computed sums."""
    riders = list(dict.fromkeys(r for c in more for r in c.riders))
    texts = tuple(t for r in riders if (t := schedule.riders[r].text) not in draft.rider_texts)
    cited = (c for c in cited_for(desk, request, schedule, more, riders) if c not in draft.cited)
    return replace(draft, cited=(*draft.cited, *cited), rider_texts=(*draft.rider_texts, *texts))


def _monthly(desk: Desk, request: Request, schedule: Schedule) -> list[Computed]:
    """The monthly price of the service itself, where it is asked for together with the instalments and is one price."""
    if not (request.wants_total and re.search(r"月額|利用料|基本料", request.folded)):
        return []
    base = {k: f for key, i in schedule.items.items() if i.base for k, f in schedule.fees_of(key).items()}
    fitting = [k for k, f in base.items() if f.charged == "monthly" and all(request.options.get(c) == o for c, o in f.when.items())]
    if len(fitting) != 1:
        return []
    return [desk.tools.sum_fees.invoke({"provider": request.provider, "fees": [{"fee": fitting[0]}], "on": request.on.isoformat()})]


def _only_first(request: Request) -> bool:
    return bool(re.search(r"初回|初月|1回目|最初", request.folded)) and not re.search(r"2回目|残り|毎回|次", request.folded)


def _together(request: Request, plans: list[Plan]) -> bool:
    """Several things that are each named once are paid together; alternatives of one thing are not."""
    items = [fee.item for _, fee, _ in plans]
    return len(items) > 1 and len(set(items)) == len(items) and set(items) <= {m.item for m in request.items}


def _summed(draft: Draft, computed: list[Computed]) -> Draft:
    """The last figure of each computation (what is paid each time, or left) as one sum."""
    total = sum_prices([c.figures[-1].price for c in computed])
    parts = " ＋ ".join(yen(c.figures[-1].price.amount) for c in computed)
    step = ComputedStep(f"合計 {parts} ＝ {total.text}", total.amount, total.side)
    figure = Figure(total, "合計", "sum", computed[0].figures[-1].period, None, computed[0].cites[:1])
    added = replace(computed[-1], steps=(*computed[-1].steps, step))
    return replace(
        draft,
        conclusion=f"合計は{total.text}です。",
        lines=tuple(f"・{c.name}：{c.figures[-1].price.text}" for c in computed),
        figures=(figure,),
        calculation=calculation_of(*computed[:-1], added),
        ask=(),
    )


def _words(plans: list[Plan], computed: list[Computed], request: Request, paid: int | None) -> tuple[str, list[str]]:
    left = request.instalments is not None and request.instalments.asks_left and paid is not None
    due = list(dict.fromkeys(r for c in computed for r in c.remarks))
    texts = [c.figures[0].price.text if left else c.result for c in computed]
    if len(set(texts)) == 1:
        if left and computed[0].figures[0].price.amount == 0:
            return "分割払いの残額はありません（0円）。", []
        if left:
            return f"分割払いの残額は{texts[0]}です。", due
        return f"{texts[0]}です。", []
    rows = [f"・{fee.name}：{text}" for (_, fee, _), text in zip(plans, texts, strict=True)]
    return ("分割払いの残額は、条件によって次のとおりです。" if left else "条件によって次のとおりです。"), [*rows, *(due if left else [])]
