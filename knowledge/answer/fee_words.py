"""What is said of fees: sums, tables, what to ask, what is not attested, each with its clauses and riders."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from knowledge.answer.desk import Desk, question_words
from knowledge.answer.draft import Cited, Draft, calculation_of, claims_of
from knowledge.answer.fee_reading import Reading
from knowledge.answer.model import Ask, Assumed
from knowledge.calculator.dated import NotAttested, value_on
from knowledge.calculator.money import number
from knowledge.calculator.result import Computed
from knowledge.question.request import Request
from knowledge.schedule import Schedule

# Up to so many readings are answered as a table; beyond, the detail that decides is asked for (DESIGN.md, "How a question travels").
MOST_READINGS = 6
PERIODS = {"monthly": "月額", "yearly": "年額", "once": "", "per_use": "", "per_request": "", "total": ""}


def over_most(desk: Desk, request: Request, readings: list[Reading]) -> Draft | None:
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


def needs_choice(request: Request, schedule: Schedule, readings: list[Reading]) -> Draft:
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


def not_attested_draft(desk: Desk, request: Request, readings: list[Reading], missing: NotAttested) -> Draft:
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


def fee_draft(
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
    return "条件によって次のとおりです。", [
        f"・{_name(r, readings)}：{_price(c, _name(r, readings))}" for r, c in zip(readings, computed, strict=True)
    ]


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
    period = PERIODS[figure.period]
    if figure.price.amount == 0:
        return "無料"
    return figure.price.text if period in name else f"{period}{figure.price.text}"
