"""Fees and sums of fees: which price lines a question means, and what they come to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import product

from knowledge.answer.desk import Desk, question_words
from knowledge.answer.draft import Cited, Draft, calculation_of, claims_of
from knowledge.answer.model import Ask, Assumed
from knowledge.calculator.dated import NotAttested, value_on
from knowledge.calculator.fees import Line, not_attested, sum_prices
from knowledge.calculator.money import number, yen
from knowledge.calculator.result import Computed, ComputedStep, Figure
from knowledge.lexicon import has, load_lexicon
from knowledge.normalise import fold
from knowledge.question.request import ItemMention, Request
from knowledge.schedule import Charged, Fee, Schedule

# Up to so many readings are answered as a table; beyond, the detail that decides is asked for (DESIGN.md, "How a question travels").
MOST_READINGS = 6
# つばめ光の工事費: what stands between a thing and what is its.
_OWNS = ("の", "のほうの", "の方の")
_BESIDE = 8
# いくら？, 料金は？: so short a question on a provider asks for its main price.
_SHORT = 14
_PERIODS = {"monthly": "月額", "yearly": "年額", "once": "", "per_use": "", "per_request": "", "total": ""}


@dataclass(frozen=True)
class Asked:
    """A thing whose price is asked for: an item, or one named fee of it, with the count said."""

    item: str
    fee: str | None = None
    count: int | None = None


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
    asked = asked_items(request, schedule)
    each = _listed(request, schedule, asked)
    if not (asked or each) or _unexplained(request, schedule, asked) or not _asks_sum(request) or _is_of_another_event(request, schedule, asked):
        return None
    if _is_incomplete(request, schedule, asked):
        return None
    readings, assumed = _readings(request, schedule, asked)
    for listed in each:
        more, also = _readings(request, schedule, [listed])
        readings, assumed = readings + more, assumed + also
    if not readings:
        return None
    over = _over_most(desk, request, readings)
    if over is not None:
        return over
    if len(readings) > MOST_READINGS:
        return _needs_choice(request, schedule, readings)
    day = day_of(request, readings[0].lines[0].fee)
    if request.wants_difference and (changed := _changed(desk, request, schedule, readings)) is not None:
        return changed
    missing = [m for m in (not_attested(r.lines, day) for r in readings) if m]
    known = [r for r in readings if not_attested(r.lines, day) is None]
    if not known:
        return _not_attested(desk, request, readings, missing[0])
    parts = [(one, _compute(desk, request, one, day)) for reading in known for one in _by_charge(reading)]
    draft = _draft(desk, request, schedule, [r for r, _ in parts], [c for _, c in parts], assumed, [r for r in readings if r not in known])
    if request.wants_difference:
        # A price by itself is no answer to how far two are apart.
        return _difference(draft, [c for _, c in parts]) if len(parts) == 2 else None
    whole = len(known) == 1 and len(parts) > 1 and request.months is not None and (request.wants_total or has(request.folded, ("足し", "込み")))
    return _grand_total(draft, [c for _, c in parts]) if whole else draft


def _changed(desk: Desk, request: Request, schedule: Schedule, readings: list[Reading]) -> Draft | None:
    """A price that changed on the date asked about: what it was before and since, and the difference."""
    said = next(iter(request.dates.values()), None)
    if said is None and not re.search(r"改定|値上|値下", request.folded):
        return None
    for reading in readings:
        days = [v.since for line in reading.lines for v in line.fee.values if v.since and (said is None or said.first <= v.since <= said.last)]
        if len(reading.lines) == 1 and days:
            before = days[0] - timedelta(days=1)
            computed = [_compute(desk, request, reading, day) for day in (before, days[0])]
            return _difference(_draft(desk, request, schedule, [reading, reading], computed, [], []), computed)
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
    per = _PERIODS[figure.period]
    return replace(
        draft,
        conclusion=f"差額は{per}{apart.text}です。",
        figures=(figure,),
        reference=tuple(c.figures[0].price for c in computed),
        calculation=calculation_of(*computed[:-1], last),
        ask=(),
    )


def _asks_sum(request: Request) -> bool:
    """A sum is asked for, or things are only listed with their counts (固定IPを2個)."""
    counted = any(m.count for m in request.items)
    listed = (request.charged_as is not None or request.wants_total or counted) and not request.asks_other
    asks = request.wants_amount or listed
    here = request.asks_charged and not request.others and any(m.said in request.charged_here for m in request.items)
    return asks or here


def asked_items(request: Request, schedule: Schedule) -> list[Asked]:
    """What the question is about; the base item where only a plan, or nothing but a price, is named."""
    asked = [Asked(m.item, m.fee, m.count) for m in request.items if not _only_owner(request, schedule, m)]
    grouped = [k for k, item in schedule.items.items() if item.group in request.groups and not schedule.groups[item.group].each]
    asked += [Asked(k) for k in grouped if k not in {a.item for a in asked}]
    base = next((k for k, i in schedule.items.items() if i.base), None)
    if base is None:
        return asked
    others = [a for a in asked if a.item != base]
    if asked and not others and request.others and not request.options and request.charged_as is None:
        return []  # the service is named, but the question is of something else
    if len(others) < len(asked) and others and not _joined(request, base):
        return others
    bare = not asked and not request.actions and not request.others and not has(request.folded, load_lexicon().own_charges)
    kinds = {f.charged for a in others for f in schedule.fees_of(a.item).values()}
    alike = kinds == {f.charged for f in schedule.fees_of(base).values()}
    taken_in = request.joins_option or has(request.folded, load_lexicon().including)
    joined = others and len(others) == len(asked) and (taken_in or (request.wants_total and alike))
    base_options = {c for f in schedule.fees_of(base).values() for c in f.when} & set(request.options)
    short = request.wants_amount and len(request.folded) <= _SHORT and not request.groups
    if bare and (request.options or request.charged_as == "monthly" or short):
        return [Asked(base)]
    if joined and base_options and not _decides(schedule, [a.item for a in others], base_options):
        return [Asked(base), *asked]
    return asked


def _is_incomplete(request: Request, schedule: Schedule, asked: list[Asked]) -> bool:
    """全部で, 込みで: a sum is asked for, and a word that was not understood is in the name of a thing left out of it."""
    if not (request.wants_total or has(request.folded, load_lexicon().including)):
        return False
    named = {a.item for a in asked}
    taken = " ".join(fold(schedule.items[k].name) for k in named)
    rest = " ".join(fold(i.name) for k, i in schedule.items.items() if k not in named)
    return any(len(noun) > 1 and noun in rest and noun not in taken for noun in request.others)


def _unexplained(request: Request, schedule: Schedule, asked: list[Asked]) -> bool:
    """Whether the sum is asked of something that the names of the things found do not explain (診断料 after トラブル診断 is explained)."""
    names = fold(" ".join(name for a in asked for name in (schedule.items[a.item].name, *schedule.items[a.item].called)))
    return any(noun not in names for noun in request.uncovered)


def _listed(request: Request, schedule: Schedule, asked: list[Asked]) -> list[Asked]:
    """The items of a named group that is listed one by one, where none of them is named."""
    groups = {g for g in request.groups if schedule.groups[g].each}
    named = {a.item for a in asked}
    items = [k for k, i in schedule.items.items() if i.group in groups]
    return [] if named & set(items) or (asked and named) else [Asked(k) for k in items]


def _is_of_another_event(request: Request, schedule: Schedule, asked: list[Asked]) -> bool:
    """工事をキャンセルしたら: an event with charges of its own is named, and none of the fees found is called so."""
    names = fold(" ".join(f.name for a in asked for f in schedule.fees_of(a.item).values()))
    if not request.wants_amount and any(e in request.folded and e not in names for e in load_lexicon().other_events):
        return True
    return any(e in request.folded and e not in names and any(e in o or o in e for o in request.others) for e in load_lexicon().other_events)


def _only_owner(request: Request, schedule: Schedule, mention: ItemMention) -> bool:
    """Xの工事費 asks for the work, not for X: a thing named only to say whose the next thing is."""
    if request.merged:
        return False
    choice = request.owners.get(mention.item)
    others = (f for m in request.items if m.item != mention.item for f in schedule.fees_of(m.item).values())
    if choice is not None and any(choice in f.when for f in others):
        return True
    after = request.folded[mention.at + len(mention.said) :]
    return any(m.item != mention.item and m.at > mention.at and after[: m.at - mention.at - len(mention.said)] in _OWNS for m in request.items)


def _joined(request: Request, item: str) -> bool:
    """つばめ光とプロバイダ joins two things; つばめ光の固定IP names one thing of a service."""
    mention = next((m for m in request.items if m.item == item), None)
    if mention is None or request.merged:
        return True
    after = request.folded[mention.at + len(mention.said) :]
    end = mention.at + len(mention.said)
    beside = after.startswith("に") and any(end < m.at <= end + _BESIDE for m in request.items)
    return request.wants_total or beside or after.startswith(("と", "+", "、", ",", "&", "・", "プラス"))


def _decides(schedule: Schedule, items: Iterable[str], choices: set[str]) -> bool:
    """Whether a chosen option already tells prices of the named items apart."""
    return any(set(f.when) & choices for i in items for f in schedule.fees_of(i).values())


def _readings(request: Request, schedule: Schedule, asked: list[Asked]) -> tuple[list[Reading], list[Assumed]]:
    if not asked:
        return [], []
    options, assumed = _with_usual(request, schedule, asked)
    candidates = []
    for thing in asked:
        fees = {k: f for k, f in schedule.fees_of(thing.item).items() if _fits(f, options, request.several) and thing.fee in (None, k)}
        fees = _charged_as(fees, request, alone=len(asked) == 1)
        if not fees:
            return [], []
        candidates.append(_components(fees, thing.count, request))
    readings = []
    for parts in product(*candidates):
        lines = tuple(dict.fromkeys(line for part in parts for line in part))
        merged = _merge([line.fee.when for line in lines])
        if merged is not None:
            readings.append(Reading(lines, merged))
    return readings, assumed


def _components(fees: Mapping[str, Fee], count: int | None, request: Request) -> list[list[Line]]:
    """The fees of one item as alternatives; fees under the same conditions are charged together and are one alternative."""
    together: dict[tuple[tuple[str, str], ...], list[Line]] = {}
    for key, fee in fees.items():
        # A count that chose the option (追加2個) is no count of the price.
        said = count or (request.months if fee.charged == "per_use" and request.charged_as == "monthly" else None)
        line = Line(key, fee, said if said and fee.unit else 1)
        together.setdefault(tuple(sorted(fee.when.items())), []).append(line)
    return list(together.values())


def _with_usual(request: Request, schedule: Schedule, asked: list[Asked]) -> tuple[dict[str, str], list[Assumed]]:
    """The chosen options with the usual ones where the customer is silent, and what was so assumed."""
    options, assumed = dict(request.options), []
    for key, choice in schedule.choices.items():
        if choice.usual and key not in options and any(key in f.when for a in asked for f in schedule.fees_of(a.item).values()):
            options[key] = choice.usual
            assumed.append(Assumed(what=key, value=choice.options[choice.usual].name))
    return options, assumed


def _fits(fee: Fee, options: Mapping[str, str], several: Mapping[str, tuple[str, ...]]) -> bool:
    return all(options.get(k, v) == v or v in several.get(k, ()) for k, v in fee.when.items())


def _charged_as(fees: dict[str, Fee], request: Request, *, alone: bool) -> dict[str, Fee]:
    """Prices charged as the customer asked; where nothing was said, all of a thing asked for alone, and monthly ones in a sum."""
    wanted: Charged | None = request.charged_as if request.charged_as in ("monthly", "yearly") else None
    if (wanted is None and alone and request.months is None) or (alone and request.wants_difference):
        return fees
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
    lines, prices = [], []
    for line in (line for reading in readings[:MOST_READINGS] for line in reading.lines):
        now = value_on(line.fee, request.on)
        if not isinstance(now, NotAttested):
            prices.append(now.price)
            lines.append(f"・参考（{request.on:%Y年%-m月%-d日}時点）：{line.fee.name} {now.price.text}")
    said = next((d.text for d in request.dates.values()), f"{missing.day:%Y年%-m月%-d日}")
    addresses = dict.fromkeys(v.cite for r in readings for line in r.lines for v in line.fee.values)
    cited = [c for c in (desk.cite(a, question_words(request)) for a in addresses) if c]
    return Draft(
        status="not_in_terms",
        conclusion=f"{said}の金額は、手元の資料では確認できません。{missing.reason}。",
        lines=tuple(dict.fromkeys(lines)),
        reference=tuple(prices),
        grounds=(missing.reason,),
        cited=tuple(cited[:3]),
        provider=request.provider,
        route="computed",
    )


def _draft(
    desk: Desk,
    request: Request,
    schedule: Schedule,
    readings: list[Reading],
    computed: list[Computed],
    assumed: list[Assumed],
    unknown: list[Reading],
) -> Draft:
    items = {line.fee.item for r in readings for line in r.lines}
    riders = [r for r in dict.fromkeys(r for c in computed for r in c.riders) if not items & set(schedule.riders[r].unless_with)]
    figures = tuple(f for c in computed for f in c.figures)
    asks = open_choices(schedule, [r.options for r in readings], request.options) if len(readings) > 1 else []
    conclusion, lines = _words(readings, computed)
    lines += [f"・{_name(r, [*readings, *unknown])}：その時点の金額は、手元の資料に記載がありません。" for r in unknown]
    remarks = [f"※{r}" for c in computed for r in c.remarks]
    return Draft(
        status="answered",
        conclusion=conclusion,
        lines=(*lines, *dict.fromkeys(remarks)),
        figures=figures,
        calculation=calculation_of(*computed),
        cited=cited_for(desk, request, schedule, computed, riders),
        rider_texts=tuple(schedule.riders[r].text for r in riders),
        riders_due=tuple(schedule.riders[r].text for r in riders),
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
    return "条件によって次のとおりです。", [f"・{_name(r, readings)}：{_price(c, _name(r, readings))}" for r, c in zip(readings, computed, strict=True)]


def _one(reading: Reading, computed: Computed) -> tuple[str, list[str]]:
    figure = computed.figures[0]
    if len(computed.steps) == 1 and figure.role == "fee":
        line = reading.lines[0]
        unit = line.fee.unit
        name = f"{line.fee.name}（{line.count}{unit.name}）" if unit and (line.count > 1 or unit.size > 1) else line.fee.name
        if figure.price.amount == 0:
            return f"{name}は無料です。", []
        lines = [f"・{computed.steps[0].text}"] if line.count > 1 or (unit and unit.size > 1) else []
        return f"{name}は{_price(computed, name)}です。", lines
    return f"合計は{_price(computed)}です。", [f"・{s.text}" for s in computed.steps[:-1]]


def _name(reading: Reading, readings: list[Reading]) -> str:
    """What tells this reading from the others: the fees' names that not all share."""
    shared = set.intersection(*({line.key for line in r.lines} for r in readings))
    own = [line.fee.name for line in reading.lines if line.key not in shared]
    return "、".join(own) or reading.lines[0].fee.name


def _price(computed: Computed, name: str = "") -> str:
    figure = computed.figures[0]
    period = _PERIODS[figure.period]
    if figure.price.amount == 0:
        return "無料"
    return figure.price.text if period in name else f"{period}{figure.price.text}"

