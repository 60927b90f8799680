"""The further passes of a run: counterfactuals, baselines, without `>` lines, each edition alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from evals.compare import Change, compare
from evals.contest import Row, contest
from evals.counterfactual import AMOUNT, Outcome, run_counterfactuals
from evals.intervals import Figure, proportion
from evals.questions import HALVES, Case
from evals.runner import Result, run_cases
from evals.subject import Subject, assistant_of
from evals.summary import summarise
from evals.unasked import without_asks
from knowledge.answer.assistant import Assistant
from knowledge.settings import Edition, Settings

COUNTERFACTUAL_NAMES = ("counterfactual", "counterfactual_no_amount")


@dataclass(frozen=True)
class Chosen:
    counterfactual: bool = False
    baseline: bool = False
    without_asks: bool = False
    by_edition: bool = False


@dataclass(frozen=True)
class Variant:
    """The same questions under another condition, beside the main run; change: what it gains and loses."""

    name: str
    figures: dict[str, Figure | None]
    halves: dict[str, dict[str, Figure | None]]
    latency_ms: dict[str, float]
    change: Change


@dataclass(frozen=True)
class Extras:
    outcomes: tuple[Outcome, ...] = ()
    rows: tuple[Row, ...] = ()
    variants: tuple[Variant, ...] = ()
    counterfactuals: dict[str, dict[str, Figure | None]] = field(default_factory=dict)

    def to_json(self) -> dict[str, object]:
        return {
            "counterfactual": {
                name: {key: asdict(one) if one else None for key, one in own.items()} for name, own in self.counterfactuals.items()
            },
            "counterfactual_failures": {one.id: one.why for one in self.outcomes if not one.passed},
            "baselines": [asdict(row) for row in self.rows],
            "variants": [asdict(one) for one in self.variants],
        }


def run_passes(chosen: Chosen, cases: Sequence[Case], results: Sequence[Result], subject: Subject, settings: Settings) -> Extras:
    """What was chosen; a stand-in for the assistant can only be asked."""
    if chosen == Chosen():
        return Extras()
    whole = assistant_of(subject)
    variants: list[Variant] = []
    outcomes = run_counterfactuals(cases, whole, settings) if chosen.counterfactual else []
    with TemporaryDirectory(prefix="yakkan-evals-") as home:
        unasked = None
        if chosen.without_asks or chosen.baseline:
            unasked = Assistant.open(without_asks(settings, Path(home)))
        if unasked is not None and chosen.without_asks:
            variants.append(_variant("> 行なし", run_cases(cases, unasked, name="without asks"), results, whole.generation))
        rows = contest(cases, whole, unasked, settings) if chosen.baseline and unasked else []
    if chosen.by_edition:
        variants += _by_edition(cases, results, whole, settings)
    return Extras(tuple(outcomes), tuple(rows), tuple(variants), counterfactual_figures(outcomes))


def _by_edition(cases: Sequence[Case], results: Sequence[Result], whole: Assistant, settings: Settings) -> list[Variant]:
    """Each edition alone; where only one is held the main run says it already."""
    held: list[Edition] = sorted({document.edition for document in whole.desk.generation.documents})
    out = []
    for edition in held if len(held) > 1 else ():
        alone = Assistant.open(replace(settings, edition=edition))
        out.append(_variant(f"edition {edition}", run_cases(cases, alone, name=edition), results, whole.generation))
    return out


def _variant(name: str, own: Sequence[Result], results: Sequence[Result], generation: str) -> Variant:
    summary = summarise(own, generation)
    return Variant(name, summary.figures, summary.by["half"], summary.latency_ms, compare(own, results, "this run"))


def counterfactual_figures(outcomes: Sequence[Outcome]) -> dict[str, dict[str, Figure | None]]:
    """In all, by half, by kind: declined or truly said elsewhere; and no amount."""
    if not outcomes:
        return {}
    groups = {"all": list(outcomes)} | {half: [one for one in outcomes if one.half == half] for half in HALVES}
    groups |= {kind: [one for one in outcomes if one.kind == kind] for kind in dict.fromkeys(one.kind for one in outcomes)}
    return {
        name: {
            "counterfactual": proportion([one.passed for one in own]),
            "counterfactual_no_amount": proportion([one.why != AMOUNT for one in own]),
        }
        for name, own in groups.items()
    }
