"""Leaving: the fee on a date, free, charged and disputed months."""

from __future__ import annotations

import re
from datetime import date

from knowledge.answer.desk import Desk
from knowledge.answer.draft import Draft, calculation_of, claims_of
from knowledge.answer.fee_words import cited_for
from knowledge.answer.model import Ask, Assumed
from knowledge.calculator.cancellation import CancellationResult, fee_text
from knowledge.calculator.renewal import Month, months_text
from knowledge.calculator.result import Computed
from knowledge.question.request import Request
from knowledge.registry import Provider
from knowledge.rules import RenewalWindow
from knowledge.schedule import Schedule

_ASK_CONTRACT = Ask(need="contract_month", question="ご契約（開通）の年月はいつですか。わかると、解約金のかからない月を計算できます。")


def answer_cancellation(desk: Desk, request: Request) -> Draft | None:
    """None where the question is not about what leaving costs, or the provider's schedule has no rule for it."""
    schedule = desk.schedule(request.provider)
    if schedule is None or not request.provider:
        return None
    found = schedule.rule(RenewalWindow)
    if found is None or not _asks_what_leaving_costs(request, schedule, found[1]):
        return None
    key, rule = found
    contract = _contract(request)
    if contract is not None and _asks_free_months(request) and "cancellation" not in request.dates:
        computed: Computed = desk.tools.free_months.invoke({"provider": request.provider, "rule": key, "contract": contract.isoformat()})
        return _free_months(desk, request, schedule, computed)
    if contract is None and request.months_in is None and request.asks_free_months and _is_mine(request):
        return _needs_contract(desk, request, rule)
    first, last = _leaving(request)
    result: CancellationResult = desk.tools.cancellation_fee.invoke(
        {
            "provider": request.provider,
            "rule": key,
            "first": first.isoformat(),
            "last": last.isoformat(),
            "contract": contract.isoformat() if contract else None,
            "months_in": request.months_in if contract is None else None,
        }
    )
    return _draft(desk, request, schedule, rule, result)


def _asks_what_leaving_costs(request: Request, schedule: Schedule, rule: RenewalWindow) -> bool:
    item = schedule.fees[rule.fee].item
    named = {m.item for m in request.items}
    dated = "cancellation" in request.dates or request.months_in is not None
    if "interest" in request.topics or re.search(r"払ってな|払わな|払えな|強制", request.folded):
        return False  # leaving because bills are not paid has a clause of its own
    others = named - {item} - {k for k, i in schedule.items.items() if i.base}
    if others or (request.uncovered and not dated):
        return False
    leaves = item in named or "cancellation" in request.actions
    if "deadline" in request.topics and not request.wants_amount and not request.asks_charged and not request.asks_free_months:
        return False  # until when to say so is another rule
    if request.wants_difference:
        return False
    if request.asks_free_months and _contract(request) is not None:
        return True
    if dated:
        return leaves or request.asks_free_months
    if request.wants_amount:
        return leaves
    return not request.others and ((leaves and request.asks_charged) or request.asks_free_months or (item in named and not request.asks_other))


def _asks_free_months(request: Request) -> bool:
    return request.asks_free_months or (request.asks_when and not request.wants_amount)


def _is_mine(request: Request) -> bool:
    """Whether a certain month is free for this customer, rather than what the rule says."""
    return not request.wants_amount and bool(re.search(r"当た|当てはま|該当|入って|なって|今|私|うち|自分|わたし", request.folded))


def _needs_contract(desk: Desk, request: Request, rule: RenewalWindow) -> Draft:
    cited = desk.cite(rule.cite[0])
    return Draft(
        status="needs_detail",
        conclusion="ご契約の年月がわかると、解約金のかからない月をお答えできます。",
        lines=(_ASK_CONTRACT.question,),
        cited=(cited,) if cited else (),
        ask=(_ASK_CONTRACT,),
        provider=request.provider,
        route="computed",
    )


def _contract(request: Request) -> date | None:
    day = request.dates.get("contract") or request.dates.get("opening")
    return day.first if day is not None and day.is_month_or_finer else None


def _leaving(request: Request) -> tuple[date, date]:
    """The days of leaving as said; today where nothing was said."""
    day = request.dates.get("cancellation") or request.dates.get("day")
    return (day.first, day.last) if day else (request.on, request.on)


def _free_months(desk: Desk, request: Request, schedule: Schedule, computed: Computed) -> Draft:
    coming = [s.text for s in computed.steps[1:]]
    return Draft(
        status="answered",
        conclusion=f"{coming[0]}。" if coming else "解約金のかからない月は計算できませんでした。",
        lines=tuple(f"・{t}。" for t in coming[1:]),
        calculation=calculation_of(computed),
        cited=cited_for(desk, request, schedule, [computed], []),
        provider=request.provider,
        route="computed",
    )


def _draft(desk: Desk, request: Request, schedule: Schedule, rule: RenewalWindow, result: CancellationResult) -> Draft:
    assert request.provider is not None
    conclusion, lines = _words(request, result, desk.provider(request.provider))
    computed = result.computed
    riders = list(computed.riders)
    notes = [rule.new_contracts_only] if rule.new_contracts_only and request.not_new else []
    open_contract = result.verdict is None and _contract(request) is None
    return Draft(
        status="answered",
        conclusion=conclusion,
        lines=tuple(lines),
        figures=computed.figures,
        calculation=calculation_of(computed),
        cited=cited_for(desk, request, schedule, [computed], riders),
        rider_texts=tuple(schedule.riders[r].text for r in riders),
        notes=tuple(notes),
        ask=(_ASK_CONTRACT,) if open_contract else (),
        assumed=_assumed(request, result),
        provider=request.provider,
        route="computed",
        claims=claims_of(computed),
    )


def _assumed(request: Request, result: CancellationResult) -> tuple[Assumed, ...]:
    if "cancellation" in request.dates or "day" in request.dates or request.months_in is not None:
        return ()
    return (Assumed(what="leaving", value=f"{request.on:%Y年%-m月%-d日}に解約"),)


def _words(request: Request, result: CancellationResult, provider: Provider) -> tuple[str, list[str]]:
    fee = fee_text(result.computed.figures)
    first, last = _leaving(request)
    when = Month.of(first).text
    if result.verdict == "free":
        window = f"（{months_text(list(result.free))}）" if result.free else ""
        return "解約金はかかりません（0円）。", [f"{when}は、解約金のかからない契約更新期間{window}に当たります。" if result.free else _FREE_BY_LENGTH]
    if result.verdict == "disputed":
        contact = [f"お手続きの前にご確認ください：{c.line}" for c in provider.contacts[:1]]
        return (
            f"{when}の解約は、解約金がかからないか、{fee}かかるか、規定の読み方で結論が分かれます。",
            [f"結論が分かれる月：{months_text(list(result.disputed))}。この月の解約が無料とは言い切れません。", *contact],
        )
    if result.verdict == "charged":
        outside = f"{when}は契約期間の途中で、解約金のかからない月（{months_text(list(result.free))}）ではありません。" if result.free else ""
        return f"解約金は{fee}です。", [outside] if outside else []
    if len([f for f in result.computed.figures if f.role == "fee"]) > 1:
        return f"解約金は、{fee}です。", [_UNLESS_FREE]
    past = last < request.on
    lead = f"{when}の解約" if past and Month.of(first) == Month.of(last) else ""
    until = next((f.label.partition("（")[2].rstrip("）") for f in result.computed.figures if past and "まで" in f.label), "")
    return f"{lead + 'の' if lead else ''}解約金は{fee}です{'（' + until + 'の金額）' if until else ''}。", [_UNLESS_FREE]


_UNLESS_FREE = "ただし、契約更新期間（解約金のかからない月）の解約なら、かかりません。"
_FREE_BY_LENGTH = "ちょうど契約更新期間（解約金のかからない月）に当たります。"
