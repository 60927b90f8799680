"""What each part of the search is worth: the same questions with the part left out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from evals.intervals import mean
from evals.questions import Case
from evals.training.searching import MEASURES, WHOLE, Figures, Parts, differences, measure, read, without_references
from evals.unasked import without_asks
from knowledge.answer.desk import Desk
from knowledge.generation import Generation
from knowledge.settings import Settings

LEFT_OUT = {
    "clause vectors": Parts(clause_vectors=False),
    "ask vectors": Parts(ask_vectors=False),
    "both vectors": Parts(clause_vectors=False, ask_vectors=False),
    "lexical": Parts(lexical=False),
    "synonyms": Parts(synonyms=False),
    "service and kind preferred": Parts(preference=False),
    "provider names removed": Parts(names_removed=False),
}
OF_ASKS = ("ask vectors", "both vectors")
REFERENCES = "headings of references"


@dataclass(frozen=True)
class Ablation:
    """One index: the figures of the whole search, and of the search without each part."""

    index: str
    whole: Figures
    without: dict[str, Figures]
    sums: frozenset[str]


def ablate(cases: Iterable[Case], settings: Settings, folder: Path) -> list[Ablation]:
    """On the current index, and on one without the `>` lines, which is built in the folder."""
    cases = list(cases)
    with_asks = Desk(Generation.open(settings), settings)
    unasked = without_asks(settings, folder)
    rest = {name: parts for name, parts in LEFT_OUT.items() if name not in OF_ASKS}
    return [
        _ablate("with `>` lines", cases, with_asks, LEFT_OUT),
        _ablate("without `>` lines", cases, Desk(Generation.open(unasked), unasked), rest),
    ]


def _ablate(index: str, cases: Sequence[Case], desk: Desk, left_out: Mapping[str, Parts]) -> Ablation:
    asked = read(cases, desk)
    without = {name: measure(asked, desk, parts) for name, parts in left_out.items()}
    without[REFERENCES] = measure(asked, desk, index=without_references(desk.search))
    sums = frozenset(one.case.id for one in asked if one.case.kind == "fee")
    return Ablation(index, measure(asked, desk, WHOLE), without, sums)


def table(ablations: Iterable[Ablation]) -> str:
    """Markdown: one table for each index, all questions beside those that ask for no sum."""
    return "\n\n".join(_table(one) for one in ablations)


def _table(one: Ablation) -> str:
    n, others = len(one.whole), len(one.whole) - len(one.sums)
    lines = [
        f"| {one.index}; left out | R@1 | R@5 | MRR | Δ MRR (95%), {n} questions | R@1 | R@5 | MRR | Δ MRR (95%), {others} without fee sums |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    for name, figures in {"nothing": one.whole, **one.without}.items():
        cells = [*_cells(one, figures, frozenset()), *_cells(one, figures, one.sums)]
        lines.append(f"| {name} | {' | '.join(cells)} |")
    return "\n".join(lines)


def _cells(one: Ablation, figures: Figures, passed_over: frozenset[str]) -> list[str]:
    kept = [values for question, values in figures.items() if question not in passed_over]
    cells = [f"{sum(v[name] for v in kept) / len(kept):.3f}" if kept else "–" for name in MEASURES]
    return [*cells, "" if figures is one.whole else change(differences(figures, one.whole, "mrr", lambda q: q not in passed_over))]


def change(gains: Sequence[float]) -> str:
    """+0.012 (-0.003 to +0.027)."""
    figure = mean(gains)
    return "–" if figure is None else f"{figure.value:+.3f} ({figure.low:+.3f} to {figure.high:+.3f})"
