"""The figures of a run, with 95% intervals: over all questions, by kind, by provider and by the document of the first gold clause."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from functools import partial

from evals.intervals import Figure, mean, percentile, proportion
from evals.questions import HALVES
from evals.ranking import MEASURES, search_figures
from evals.runner import Result

_DECLINED = ("not_in_terms", "out_of_scope")

# Name in summary.json and --floor, and what it says in the report. All are better the higher they are.
NAMES: Mapping[str, str] = {
    "correct": "正答（状態・金額・条項・文言のすべて）",
    "status": "状態が正しい",
    "amounts": "金額が正しい（過不足なし）",
    "no_wrong_amount": "金額を示した答えに誤りなし",
    "first": "最初の引用が正しい条項",
    "among": "引用に正しい条項がある",
    "precision": "引用の適合率",
    "recall": "引用の再現率",
    "contains": "必要な文言がある",
    "cited": "回答に引用がある",
    "traced": "本文の金額に出どころがある",
    "audited": "監査で違反なし（引用の文言・数字の出どころ）",
    "riders": "添えるべき注記がそろう",
    "not_withheld": "検証器が差し止めていない",
    "declining_precision": "回答しなかったうち正当",
    "declining_recall": "回答すべきでないうち回答せず",
    **{f"search_{measure}": f"検索 {measure}" for measure in MEASURES},
}


@dataclass(frozen=True)
class Miss:
    """A kind of miss: in which questions, how often."""

    kind: str
    miss: str
    ids: tuple[str, ...]


@dataclass(frozen=True)
class Summary:
    """Figures by name; None where no question asks for it. statuses: expected → given → count."""

    generation: str
    questions: int
    figures: dict[str, Figure | None]
    latency_ms: dict[str, float]
    search_ms: dict[str, float]
    statuses: dict[str, dict[str, int]]
    wrong_amounts: int
    errors: int
    misses: tuple[Miss, ...]
    by: dict[str, dict[str, dict[str, Figure | None]]] = field(default_factory=dict)

    def to_json(self) -> dict[str, object]:
        return asdict(self)


def summarise(results: Sequence[Result], generation: str) -> Summary:
    ranked = _search_values(results)
    groups: dict[str, Callable[[Result], str | None]] = {
        "kind": lambda one: one.case.kind,
        "provider": lambda one: one.case.provider or "（指定なし）",
        "half": lambda one: one.case.half,
        **{f"kind, {half}": partial(_kind_in, half) for half in HALVES},
        "edition": lambda one: one.answer.citations[0].edition if one.answer and one.answer.citations else "（引用なし）",
        "document": lambda one: next((gold.document for gold in one.case.expect.addresses), "（条項なし）"),
    }
    return Summary(
        generation=generation,
        questions=len(results),
        figures=figures(results, ranked),
        latency_ms=_spread([one.elapsed_ms for one in results]),
        search_ms=_spread([one.search_ms for one in results if one.search_ms is not None]),
        statuses=_statuses(results),
        wrong_amounts=sum(len(one.verdict.wrong_amounts) for one in results),
        errors=sum(one.error is not None for one in results),
        misses=_misses(results),
        by={name: {key: figures(group, ranked) for key, group in _grouped(results, of).items()} for name, of in groups.items()},
    )


def figures(results: Sequence[Result], ranked: Mapping[str, Mapping[str, float]]) -> dict[str, Figure | None]:
    verdicts = [one.verdict for one in results]
    answers = [(one.verdict, one.answer) for one in results if one.answer is not None]
    declined = [one.case.expect.status in _DECLINED for one in results if one.answer and one.answer.status in _DECLINED]
    to_decline = [bool(one.answer and one.answer.status in _DECLINED) for one in results if one.case.expect.status in _DECLINED]
    values: dict[str, Figure | None] = {
        "correct": proportion([v.correct for v in verdicts]),
        "status": proportion([v.status for v in verdicts]),
        "amounts": proportion([v.amounts for v in verdicts if v.amounts is not None]),
        "no_wrong_amount": proportion([not v.wrong_amounts for v, a in answers if a.amounts or v.wrong_amounts]),
        "first": proportion([v.first for v in verdicts if v.first is not None]),
        "among": proportion([v.among for v in verdicts if v.among is not None]),
        "precision": mean([v.precision for v in verdicts if v.precision is not None]),
        "recall": mean([v.recall for v in verdicts if v.recall is not None]),
        "contains": proportion([v.contains for v in verdicts if v.contains is not None]),
        "cited": proportion([not v.uncited for v, a in answers if a.status == "answered"]),
        "traced": proportion([not v.untraced for v, a in answers if a.status == "answered"]),
        "audited": proportion([not one.violations for one in results if one.violations is not None]),
        "riders": proportion([not one.riders_missing for one in results if one.riders_missing is not None]),
        "not_withheld": proportion([not one.withheld for one in results if one.violations is not None]),
        "declining_precision": proportion(declined),
        "declining_recall": proportion(to_decline),
    }
    searched = [ranked[one.case.id] for one in results if one.case.id in ranked]
    return values | {f"search_{name}": mean([value[name] for value in searched]) for name in MEASURES}


def _search_values(results: Sequence[Result]) -> dict[str, dict[str, float]]:
    searched = [one for one in results if one.hits is not None]
    return search_figures(
        {one.case.id: one.found for one in searched},
        {one.case.id: one.case.expect.addresses for one in searched},
    )


def _kind_in(half: str, one: Result) -> str | None:
    return one.case.kind if one.case.half == half else None


def _grouped(results: Sequence[Result], of: Callable[[Result], str | None]) -> dict[str, list[Result]]:
    """By what `of` says; None leaves a result out."""
    groups: dict[str, list[Result]] = defaultdict(list)
    for one in results:
        key = of(one)
        if key is not None:
            groups[key].append(one)
    return dict(groups)


def _spread(values: Sequence[float]) -> dict[str, float]:
    return {"p50": round(percentile(values, 0.5), 3), "p95": round(percentile(values, 0.95), 3), "n": len(values)}


def _statuses(results: Sequence[Result]) -> dict[str, dict[str, int]]:
    table: dict[str, Counter[str]] = defaultdict(Counter)
    for one in results:
        table[one.case.expect.status][one.answer.status if one.answer else "error"] += 1
    return {expected: dict(given) for expected, given in table.items()}


def _misses(results: Sequence[Result]) -> tuple[Miss, ...]:
    """Kinds of miss, the most frequent first."""
    groups: dict[tuple[str, str], list[str]] = defaultdict(list)
    for one in results:
        if one.verdict.miss is not None:
            groups[one.case.kind, one.verdict.miss].append(one.case.id)
    ordered = sorted(groups.items(), key=lambda item: (-len(item[1]), item[0]))
    return tuple(Miss(kind, miss, tuple(ids)) for (kind, miss), ids in ordered)
