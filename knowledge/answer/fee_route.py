"""Fees and sums of fees: which price lines a question means, and what they come to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import product

from knowledge.answer.desk import Desk, question_words
from knowledge.answer.draft import Cited, Draft, calculation_of, claims_of
from knowledge.answer.model import Ask, Assumed
from knowledge.calculator.dated import NotAttested, value_on
from knowledge.calculator.fees import Line, not_attested
from knowledge.calculator.money import number, price_on
from knowledge.calculator.result import Computed
from knowledge.question.request import Request
from knowledge.schedule import Charged, Fee, Schedule

# Up to so many readings are answered as a table; beyond, the detail that decides is asked for (DESIGN.md, "How a question travels").
MOST_READINGS = 6
_PERIODS = {"monthly": "月額", "yearly": "年額", "once": "", "per_use": "", "per_request": "", "total": "合計"}


@dataclass(frozen=True)
class Reading:
    """One way to read the question: the lines to sum and the choices that make it this one."""

    lines: tuple[Line, ...]
    options: Mapping[str, str]


def answer_fees(desk: Desk, request: Request) -> Draft | None:
    """None where the question names no fee of the schedule."""
    schedule = desk.schedule(request.provider)
    if schedule is None or not request.provider:
        return None
    items = asked_items(request, schedule)
    if not items or request.uncovered:
        return None
    readings, assumed = _readings(request, schedule, items)
    if not readings:
        return None
    over = _over_most(desk, request, readings)
    if over is not None:
        return over
    if len(readings) > MOST_READINGS:
        return _needs_choice(request, schedule, readings)
    day = day_of(request, readings[0].lines[0].fee)
    missing = next((m for m in (not_attested(r.lines, day) for r in readings) if m), None)
    if missing is not None:
        return _not_attested(desk, request, readings, missing)
    computed = [_compute(desk, request, reading, day) for reading in readings]
    return _draft(desk, request, schedule, readings, computed, assumed)


def asked_items(request: Request, schedule: Schedule) -> dict[str, int | None]:
    """Items the question is about, with the counts said; the base item where only a plan, or nothing but a price, is named."""
    counts = {m.item: m.count for m in request.items}
    for key, item in schedule.items.items():
        if item.group in request.groups:
            counts.setdefault(key, None)
    base = next((k for k, i in schedule.items.items() if i.base), None)
    if base is None:
        return counts
    others = [k for k in counts if k != base]
    if base in counts and others and not _joined(request, base):
        del counts[base]
    elif not counts and not request.actions and (request.options or request.charged_as == "monthly" or request.wants_amount):
        counts[base] = None
    elif others and request.options and request.joins_option and not _decides(schedule, others, request.options):
        counts[base] = None
    return counts


def _joined(request: Request, item: str) -> bool:
    """つばめ光とプロバイダ joins two things; つばめ光の固定IP names one thing of a service."""
    mention = next(m for m in request.items if m.item == item)
    after = request.folded[mention.at + len(mention.said) :]
    return request.wants_total or after.startswith(("と", "+", "、", ",", "に", "&", "・", "プラス"))


def _decides(schedule: Schedule, items: Iterable[str], options: Mapping[str, str]) -> bool:
    """Whether a chosen option already tells prices of the named items apart."""
    return any(set(f.when) & set(options) for i in items for f in schedule.fees_of(i).values())


def _readings(request: Request, schedule: Schedule, items: Mapping[str, int | None]) -> tuple[list[Reading], list[Assumed]]:
    assumed: list[Assumed] = []
    options = dict(request.options)
    for key, choice in schedule.choices.items():
        if choice.usual and key not in options and any(key in f.when for i in items for f in schedule.fees_of(i).values()):
            options[key] = choice.usual
            assumed.append(Assumed(what=key, value=choice.options[choice.usual].name))
    candidates = []
    for item, count in items.items():
        named = {m.fee for m in request.items if m.item == item and m.fee}
        fees = {k: f for k, f in schedule.fees_of(item).items() if _fits(f, options) and (not named or k in named)}
        fees = _charged_as(fees, request)
        if not fees:
            return [], []
        candidates.append([(Line(k, f, count or 1)) for k, f in fees.items()])
    readings = []
    for lines in product(*candidates):
        merged = _merge([line.fee.when for line in lines])
        charged = {line.fee.charged for line in lines}
        if merged is not None and len(charged) == 1:
            readings.append(Reading(tuple(lines), merged))
    return readings, assumed


def _fits(fee: Fee, options: Mapping[str, str]) -> bool:
    return all(options.get(k, v) == v for k, v in fee.when.items())


def _charged_as(fees: dict[str, Fee], request: Request) -> dict[str, Fee]:
    """Prices charged as the customer asked; monthly ones where nothing was said and both are offered."""
    wanted: Charged | None = request.charged_as if request.charged_as in ("monthly", "yearly") else None  # type: ignore[assignment]
    for charged in (wanted, "monthly") if wanted else ("monthly",):
        fitting = {k: f for k, f in fees.items() if f.charged == charged}
        if fitting:
            return fitting
    return fees


def _merge(whens: Iterable[Mapping[str, str]]) -> dict[str, str] | None:
    """The choices of several fees together; None where they contradict each other."""
    merged: dict[str, str] = {}
    for when in whens:
        for key, value in when.items():
            if merged.setdefault(key, value) != value:
                return None
    return merged


def day_of(request: Request, fee: Fee) -> date:
    """The day whose price holds: that of the event which dates the fee, else of any date in the question, else the day asked."""
    events = {"application": ("application", "contract", "opening"), "contract": ("contract",), "cancellation": ("cancellation",), "use": ()}
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


def _over_most(desk: Desk, request: Request, readings: list[Reading]) -> Draft | None:
    for line in (line for r in readings for line in r.lines):
        unit = line.fee.unit
        if unit and unit.most and line.count > unit.most:
            cited = desk.cite(line.fee.values[-1].cite, question_words(request), (str(unit.most),))
            return Draft(
                status="answered",
                conclusion=f"{line.fee.name.split(' ')[0]}は最大{unit.most}{unit.name}までのため、{line.count}{unit.name}はご利用いただけません。",
                cited=(cited,) if cited else (),
                provider=request.provider,
                route="computed",
            )
    return None


def _needs_choice(request: Request, schedule: Schedule, readings: list[Reading]) -> Draft:
    """Ask for the open choice with the fewest options: the answer to it narrows the readings most safely."""
    asks = open_choices(schedule, [r.options for r in readings], request.options)
    return Draft(
        status="needs_detail",
        conclusion="条件によって金額が変わります。次の点を教えてください。",
        lines=tuple(f"・{a.question}" for a in asks),
        ask=tuple(asks),
        provider=request.provider,
        route="computed",
    )


def open_choices(schedule: Schedule, readings: Iterable[Mapping[str, str]], settled: Mapping[str, str]) -> list[Ask]:
    """The choices on which several readings differ, as questions to the customer."""
    held = list(readings)
    asks = []
    for key, choice in schedule.choices.items():
        values = list(dict.fromkeys(r[key] for r in held if key in r))
        if len(values) > 1 and key not in settled:
            asks.append(Ask(need=key, question=choice.ask, options=tuple(choice.options[v].name for v in values)))
    return sorted(asks, key=lambda a: len(a.options))


def _not_attested(desk: Desk, request: Request, readings: list[Reading], missing: NotAttested) -> Draft:
    """Before an attested day nothing is known: today's value is named as today's, and not offered as the answer."""
    lines = []
    for reading in readings[:MOST_READINGS]:
        for line in reading.lines:
            now = value_on(line.fee, request.on)
            if not isinstance(now, NotAttested):
                lines.append(f"・参考（{request.on:%Y年%-m月%-d日}時点）：{line.fee.name} {price_on(now.value, request.on).text}")
    addresses = dict.fromkeys(v.cite for r in readings for line in r.lines for v in line.fee.values)
    cited = [c for c in (desk.cite(a, question_words(request)) for a in addresses) if c]
    return Draft(
        status="not_in_terms",
        conclusion=f"{missing.day:%Y年%-m月%-d日}の金額は、手元の資料では確認できません。{missing.reason}。",
        lines=tuple(dict.fromkeys(lines)),
        cited=tuple(cited[:3]),
        provider=request.provider,
        route="computed",
    )


def _draft(
    desk: Desk, request: Request, schedule: Schedule, readings: list[Reading], computed: list[Computed], assumed: list[Assumed]
) -> Draft:
    riders = list(dict.fromkeys(r for c in computed for r in c.riders))
    figures = tuple(f for c in computed for f in c.figures)
    asks = open_choices(schedule, [r.options for r in readings], request.options) if len(readings) > 1 else []
    conclusion, lines = _words(readings, computed)
    remarks = [f"※{r}" for c in computed for r in c.remarks]
    return Draft(
        status="answered",
        conclusion=conclusion,
        lines=(*lines, *dict.fromkeys(remarks)),
        figures=figures,
        calculation=calculation_of(*computed),
        cited=cited_for(desk, request, schedule, computed, riders),
        rider_texts=tuple(schedule.riders[r].text for r in riders),
        ask=tuple(asks),
        assumed=tuple(assumed),
        provider=request.provider,
        route="computed",
        claims=claims_of(*computed),
    )


def cited_for(desk: Desk, request: Request, schedule: Schedule, computed: list[Computed], riders: list[str]) -> tuple[Cited, ...]:
    """The clauses of the values, then of the riders, each quoted at the figures shown."""
    numbers = tuple(number(v) for c in computed for s in c.steps if (v := s.yen) is not None)
    addresses = dict.fromkeys((*(a for c in computed for a in c.cites), *(schedule.riders[r].cite for r in riders)))
    cited = (desk.cite(a, question_words(request), numbers) for a in addresses)
    return tuple(c for c in cited if c)


def _words(readings: list[Reading], computed: list[Computed]) -> tuple[str, list[str]]:
    if len(computed) == 1:
        return _one(readings[0], computed[0])
    if len({c.figures[0].price for c in computed}) == 1:
        return f"いずれの場合も{_price(computed[0])}です。", [f"・{_name(r, readings)}" for r in readings]
    return "条件によって次のとおりです。", [f"・{_name(r, readings)}：{_price(c)}" for r, c in zip(readings, computed, strict=True)]


def _one(reading: Reading, computed: Computed) -> tuple[str, list[str]]:
    figure = computed.figures[0]
    if len(computed.steps) == 1 and figure.role == "fee":
        line = reading.lines[0]
        unit = line.fee.unit
        name = f"{line.fee.name}（{line.count}{unit.name}）" if unit and (line.count > 1 or unit.size > 1) else line.fee.name
        if figure.price.amount == 0:
            return f"{name}は無料です。", []
        if unit and unit.size == 1 and line.count == 1:
            name = f"{name}（1{unit.name}）"
        lines = [f"・{computed.steps[0].text}"] if line.count > 1 or (unit and unit.size > 1) else []
        return f"{name}は{_price(computed)}です。", lines
    return f"合計は{_price(computed)}です。", [f"・{s.text}" for s in computed.steps[:-1]]


def _name(reading: Reading, readings: list[Reading]) -> str:
    """What tells this reading from the others: the fees' names that not all share."""
    shared = set.intersection(*(set(line.key for line in r.lines) for r in readings))
    own = [line.fee.name for line in reading.lines if line.key not in shared]
    return "、".join(own) or reading.lines[0].fee.name


def _price(computed: Computed) -> str:
    figure = computed.figures[0]
    period = _PERIODS[figure.period]
    per = "（1回の請求ごと）" if figure.period == "per_request" else ""
    if figure.price.amount == 0:
        return "無料"
    return f"{period if period != '合計' else ''}{figure.price.text}{per}"

