"""Sums of fees with counts and blocks (550円/7個), monthly, once, or over a number of months."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from knowledge.calculator.dated import DatedPrice, NotAttested, value_on
from knowledge.calculator.money import Price, TaxSide, number, yen
from knowledge.calculator.result import Computed, ComputedStep, Figure, Period
from knowledge.errors import ComputeError
from knowledge.schedule import Fee

_PER = {"monthly": "/月", "yearly": "/年", "once": "", "per_use": "", "per_request": "/回"}


@dataclass(frozen=True)
class Line:
    """One fee with the count asked for (of units, not of blocks)."""

    key: str
    fee: Fee = field(hash=False)
    count: int = 1

    @property
    def blocks(self) -> int:
        size = self.fee.unit.size if self.fee.unit else 1
        return -(-self.count // size)


def not_attested(lines: Sequence[Line], day: date) -> NotAttested | None:
    """The first line without a value on the day, if any."""
    return next((v for v in (value_on(line.fee, day) for line in lines) if isinstance(v, NotAttested)), None)


def sum_fees(lines: Sequence[Line], day: date, months: int = 1) -> Computed:
    """The price of each line and their sum on a day; `months` multiplies monthly fees.

    Raises ComputeError for a count that the terms do not allow, lines that are charged differently, or a fee without a value on the day
    (ask `not_attested` first).
    """
    if not lines:
        raise ComputeError("no fee to sum: name at least one")
    periods = {line.fee.charged for line in lines}
    if len(periods) > 1:
        raise ComputeError(f"fees charged {' and '.join(sorted(periods))} cannot be one sum: sum each kind by itself")
    priced = [(line, _priced(line, day)) for line in lines]
    steps = [_line_step(line, dated) for line, dated in priced]
    total = sum_prices([dated.price.times(line.blocks) for line, dated in priced])
    period: Period = lines[0].fee.charged
    if len(lines) > 1:
        steps.append(ComputedStep(f"合計 {total.text}", total.amount, total.side))
    if months > 1:
        if period != "monthly":
            raise ComputeError(f"{months} months of a fee charged {period}: only monthly fees are multiplied by months")
        whole = total.times(months)
        steps.append(ComputedStep(f"{yen(total.amount)} × {months}か月 ＝ {whole.text}", whole.amount, whole.side))
        total, period = whole, "total"
    cites = tuple(dict.fromkeys(c for _, dated in priced for c in dated.value.cites))
    return Computed(
        name="料金の合計" if len(lines) > 1 or months > 1 else lines[0].fee.name,
        figures=(_figure(priced, total, period),),
        steps=tuple(steps),
        cites=cites,
        riders=tuple(dict.fromkeys(r for line in lines for r in line.fee.riders)),
        assumptions=_assumptions(priced, months),
        remarks=tuple(line.fee.condition for line in lines if line.fee.condition),
    )


def _priced(line: Line, day: date) -> DatedPrice:
    unit = line.fee.unit
    if line.count < 1 or (unit and unit.most and line.count > unit.most):
        most = f" and at most {unit.most}" if unit and unit.most else ""
        raise ComputeError(f"{line.fee.name}: a count of {line.count} cannot be: at least 1{most}")
    value = value_on(line.fee, day)
    if isinstance(value, NotAttested):
        raise ComputeError(f"{line.fee.name}: {value.reason}")
    return value


def _line_step(line: Line, dated: DatedPrice) -> ComputedStep:
    price, unit, per = dated.price, line.fee.unit, _PER[line.fee.charged]
    whole = price.times(line.blocks)
    if unit and (line.count > 1 or unit.size > 1):
        each = f"{yen(price.amount)}/{unit.size if unit.size > 1 else 1}{unit.name}"
        count = f"{line.blocks}{unit.name}" if unit.size == 1 else f"{line.blocks}（{number(Decimal(line.count))}{unit.name}分）"
        text = f"{line.fee.name} {each} × {count} ＝ {whole.text}{per}"
    else:
        text = f"{line.fee.name} {whole.text}{per}"
    return ComputedStep(text, whole.amount, whole.side, dated.value.cite)


def sum_prices(prices: Sequence[Price]) -> Price:
    """One price of many; a tax side is known only where every part knows it. Free lines fit any basis."""
    charged = [p for p in prices if p.amount != 0] or list(prices[:1])

    def side(name: TaxSide) -> Decimal | None:
        values = [getattr(p, name) for p in charged]
        return sum(values, Decimal(0)) if values and all(v is not None for v in values) else None

    total = Price(side("excluded"), side("included"), side("exempt"), side("unstated")).taxed(next((p.rate for p in charged if p.rate), None))
    if all(v is None for v in (total.excluded, total.included, total.exempt, total.unstated)):
        raise ComputeError("fees printed on different tax bases cannot be one sum: ask for each by itself")
    return total


def _figure(priced: Sequence[tuple[Line, DatedPrice]], total: Price, period: Period) -> Figure:
    label = priced[0][0].fee.name if len(priced) == 1 else "合計"
    as_of = max((d.as_of for _, d in priced if d.as_of), default=None)
    cites = tuple(dict.fromkeys(d.value.cite for _, d in priced))
    return Figure(total, label, "fee" if len(priced) == 1 and period != "total" else "sum", period, as_of, cites)


def _assumptions(priced: Sequence[tuple[Line, DatedPrice]], months: int) -> tuple[str, ...]:
    out = []
    if any(d.price.rate for _, d in priced):
        out.append("約款に印字のない税込額は、税抜の合計からその日の消費税率で計算し、1円未満を切り捨てました。")
    if months > 1:
        out.append("利用開始月や解約月の日割りは含めず、満額の月数で計算しました。")
    for line, _ in priced:
        unit = line.fee.unit
        if unit and unit.size > 1 and line.count % unit.size:
            out.append(f"{line.fee.name}は{unit.size}{unit.name}単位で、端数は1単位に切り上げました。")
    return tuple(out)
