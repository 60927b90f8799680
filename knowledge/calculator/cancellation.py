"""The fee for leaving, on a day and in a month of the term: charged, free or disputed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from knowledge.calculator.dated import NotAttested, value_on
from knowledge.calculator.money import Price
from knowledge.calculator.renewal import Month, Verdict, months_text, verdict, windows
from knowledge.calculator.result import Computed, ComputedStep, Figure
from knowledge.errors import ComputeError, ConflictError
from knowledge.rules import RenewalWindow
from knowledge.schedule import Fee

_SHOWN_TERMS = 2


@dataclass(frozen=True)
class Leaving:
    """When the customer leaves: a range of days as precise as they said; months_in counts from the contract's month."""

    first: date
    last: date
    contract: Month | None = None
    months_in: int | None = None

    @property
    def offset(self) -> int | None:
        """Months between contract and leaving, None where either is open or the range spans months."""
        if self.months_in is not None:
            return self.months_in
        if self.contract is None or Month.of(self.first) != Month.of(self.last):
            return None
        return Month.of(self.first).since(self.contract)


@dataclass(frozen=True)
class CancellationResult:
    """verdict is None where the months are open: then the fee holds outside the free months."""

    computed: Computed
    verdict: Verdict | None
    free: tuple[Month, ...] = ()
    disputed: tuple[Month, ...] = ()


def cancellation_fee(fee: Fee, rule: RenewalWindow, leaving: Leaving) -> CancellationResult:
    """What leaving costs. Raises ComputeError when leaving lies before the contract or no value is known for the days."""
    offset = leaving.offset
    if leaving.contract is not None and Month.of(leaving.last) < leaving.contract:
        raise ConflictError(f"解約（{Month.of(leaving.first).text}）が契約（{leaving.contract.text}）より前になっています。日付をご確認ください。")
    free, disputed = _months(rule, leaving.contract, offset)
    decided = verdict(rule, offset) if offset is not None else None
    steps = [*_window_steps(rule, leaving, free, disputed)]
    charged, value_steps = _charged(fee, leaving)
    zero = Figure(_zero(), fee.name, "free", "once", None, (rule.cite[0],))
    figures: tuple[Figure, ...]
    if decided == "free":
        figures = (zero,)
        steps.append(ComputedStep(f"{_when(leaving)}は解約金のかからない月に当たるため 0円", Decimal(0), "included", rule.cite[0]))
    elif decided == "disputed":
        figures = (*charged, zero)
        steps += value_steps
    else:
        figures = charged
        steps += value_steps
    return CancellationResult(
        computed=Computed(
            name=fee.name,
            figures=figures,
            steps=tuple(steps),
            cites=_cites(rule, charged, decided),
            assumptions=(_SAME_MONTH,) if decided is not None else (),
            riders=fee.riders,
        ),
        verdict=decided,
        free=tuple(free),
        disputed=tuple(disputed),
    )


def free_months(rule: RenewalWindow, contract: Month) -> Computed:
    """The months of the first terms in which leaving costs nothing, and those on which the clauses' readings differ."""
    steps = [ComputedStep(f"契約月は{contract.text}")]
    for term, free, disputed in windows(rule, contract, _SHOWN_TERMS):
        name = "初回" if term == 0 else f"{term + 1}回目"
        if free:
            steps.append(ComputedStep(f"{name}の更新：{months_text(free)}の解約は解約金がかかりません", cite=rule.cite[0]))
        if disputed:
            steps.append(ComputedStep(f"{name}の更新：{months_text(disputed)}は約款などの読み方により結論が分かれます", cite=rule.readings[-1].cite))
    return Computed(name="解約金のかからない月", figures=(), steps=tuple(steps), cites=rule.cite, assumptions=(_SAME_MONTH,))


_SAME_MONTH = "契約日・開通日・開通案内書の発行が同じ月で、新規のお申し込みとして計算しました。"


def _months(rule: RenewalWindow, contract: Month | None, offset: int | None) -> tuple[list[Month], list[Month]]:
    if contract is None:
        return [], []
    shown = windows(rule, contract, max(1, (offset or 0) // rule.then_months + 1))
    return [m for _, free, _ in shown for m in free], [m for _, _, disputed in shown for m in disputed]


def _window_steps(rule: RenewalWindow, leaving: Leaving, free: list[Month], disputed: list[Month]) -> list[ComputedStep]:
    steps = []
    if leaving.contract is not None:
        steps.append(ComputedStep(f"契約月 {leaving.contract.text}"))
        if free:
            steps.append(ComputedStep(f"解約金のかからない月は {months_text(free)}（契約月から{rule.first_months}か月後の月と翌月）", cite=rule.cite[0]))
        if disputed:
            steps.append(ComputedStep(f"読み方により結論が分かれる月は {months_text(disputed)}", cite=rule.readings[-1].cite))
    elif leaving.months_in is not None:
        steps.append(
            ComputedStep(f"解約金のかからないのは契約月から{rule.first_months}か月後の月と翌月で、今回は契約月の{leaving.months_in}か月後", cite=rule.cite[0])
        )
    return steps


def _charged(fee: Fee, leaving: Leaving) -> tuple[tuple[Figure, ...], list[ComputedStep]]:
    """The fee's value on the days; two figures where it changed within them."""
    figures: list[Figure] = []
    steps: list[ComputedStep] = []
    for day in (leaving.first, leaving.last):
        dated = value_on(fee, day)
        if isinstance(dated, NotAttested):
            raise ComputeError(f"{fee.name}：{dated.reason}")
        if any(f.price == dated.price for f in figures):
            continue
        since, until = dated.value.since, dated.value.until
        period = f"{since:%Y年%-m月%-d日}以降" if since else (f"{until:%Y年%-m月%-d日}まで" if until else "")
        figures.append(Figure(dated.price, f"{fee.name}（{period}の解約）" if period else fee.name, "fee", "once", dated.as_of, (dated.value.cite,)))
        steps.append(ComputedStep(f"{period}の解約の{fee.name}は {dated.price.text}", dated.price.amount, dated.price.side, dated.value.cite))
    return tuple(figures), steps


def _cites(rule: RenewalWindow, charged: tuple[Figure, ...], decided: Verdict | None) -> tuple[str, ...]:
    values = [c for f in charged for c in f.cites] if decided != "free" else []
    order = (*values, *rule.cite) if decided is None or decided == "charged" else (*rule.cite, *values)
    return tuple(dict.fromkeys(order))


def _when(leaving: Leaving) -> str:
    if leaving.contract is None and leaving.months_in is not None:
        return f"契約月の{leaving.months_in}か月後の月"
    return Month.of(leaving.first).text


def _zero() -> Price:
    return Price(excluded=Decimal(0), included=Decimal(0))


def fee_text(figures: tuple[Figure, ...]) -> str:
    """3,300円（税込、税抜3,000円）, or both where the value changed within the days asked about."""
    shown = [f for f in figures if f.role == "fee"]
    if len(shown) == 1:
        return shown[0].price.text
    return "、".join(f"{f.label.partition('（')[2].rstrip('）')}は{f.price.text}" for f in shown)

