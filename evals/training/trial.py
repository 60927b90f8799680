"""Maps on the question side, tested on documents they have not seen: dense search alone and the whole search, with and without."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from evals.questions import Case
from evals.training.ablation import change
from evals.training.learning import Recipe, learn
from evals.training.pairs import Pairs, families, folds, pairs_of, questions_of
from evals.training.searching import DENSE, MEASURES, WHOLE, Asked, Figures, differences, mapped, measure, read
from evals.unasked import without_asks
from knowledge.answer.desk import Desk
from knowledge.generation import Generation
from knowledge.settings import Settings

RECIPES = {"512×512": Recipe(), "rank 32": Recipe(rank=32), "rank 64": Recipe(rank=64)}
SEARCHES = {"dense": DENSE, "fused": WHOLE}
PLAIN = "no map"
# A question and a way of asking are alike as they are: only clauses may need the map.
ON_CLAUSES = ", on clauses alone"


@dataclass(frozen=True)
class Way:
    """One search on one index, with or without a map."""

    index: str
    search: str
    map: str


@dataclass(frozen=True)
class Trial:
    """folds: the documents held out in each, with the figures of their questions; asked: how many questions there are in all."""

    folds: tuple[tuple[frozenset[str], Mapping[Way, Figures]], ...]
    asked: int

    def overall(self, way: Way) -> Figures:
        return {question: values for _, figures in self.folds for question, values in figures[way].items()}


def trial(cases: Iterable[Case], settings: Settings, folder: Path, number: int) -> Trial:
    """On the current index, and on one without the `>` lines, which is built in the folder."""
    desk = Desk(Generation.open(settings), settings)
    unasked = without_asks(settings, folder)
    desks = {"with `>`": desk, "without `>`": Desk(Generation.open(unasked), unasked)}
    asked = read(cases, desk)
    pairs = pairs_of(desk.generation, desk.search.embedding)
    parts = folds(asked, families(desk.generation), number)
    return Trial(tuple((held_out, _fold(questions_of(asked, held_out), pairs.without(held_out), desks)) for held_out in parts), len(asked))


def _fold(asked: Sequence[Asked], pairs: Pairs, desks: Mapping[str, Desk]) -> dict[Way, Figures]:
    matrices = {name: learn(pairs, recipe) for name, recipe in RECIPES.items()}
    figures: dict[Way, Figures] = {}
    for index, desk in desks.items():
        for search, parts in SEARCHES.items():
            figures[Way(index, search, PLAIN)] = measure(asked, desk, parts)
            for name, matrix in matrices.items():
                there = mapped(desk.search, matrix)
                figures[Way(index, search, name)] = measure(asked, desk, parts, there)
                figures[Way(index, search, name + ON_CLAUSES)] = measure(asked, desk, parts, there, desk.search)
    return figures


def table(trial: Trial) -> str:
    """Markdown: all folds together, then the gain in MRR fold by fold."""
    ways = [way for way in trial.folds[0][1] if way.index == "with `>`" or not way.map.endswith(ON_CLAUSES)]
    lines = [
        "| index | search | map | R@1 | R@5 | MRR | Δ R@1 (95%) | Δ R@5 (95%) | Δ MRR (95%) |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    for way in ways:
        figures, plain = trial.overall(way), trial.overall(Way(way.index, way.search, PLAIN))
        changes = ["" if way.map == PLAIN else change(differences(figures, plain, name)) for name in MEASURES]
        lines.append(f"| {way.index} | {way.search} | {way.map} | {' | '.join([*_means(figures), *changes])} |")
    tested_in_all = len(trial.overall(ways[0]))
    lines += ["", f"{tested_in_all} of {trial.asked} questions: those with gold clauses in several folds are left out.", ""]
    lines += [f"- fold {number}: {', '.join(sorted(held_out))}" for number, (held_out, _) in enumerate(trial.folds, 1)]
    lines += ["", "| fold | questions | index | search | map | R@1 | R@5 | MRR | Δ MRR (95%) |", "|---|---|---|---|---|---|---|---|---|"]
    lines += [line for number, (_, figures) in enumerate(trial.folds, 1) for line in _fold_lines(number, figures)]
    return "\n".join(lines)


def _fold_lines(number: int, figures: Mapping[Way, Figures]) -> Iterable[str]:
    for way, found in figures.items():
        if way.map == PLAIN or way.map in RECIPES:
            gained = "" if way.map == PLAIN else change(differences(found, figures[Way(way.index, way.search, PLAIN)], "mrr"))
            yield f"| {number} | {len(found)} | {way.index} | {way.search} | {way.map} | {' | '.join(_means(found))} | {gained} |"


def _means(figures: Figures) -> list[str]:
    return [f"{sum(v[name] for v in figures.values()) / len(figures):.3f}" if figures else "–" for name in MEASURES]
