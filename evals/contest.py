"""Our search beside the baselines: the same questions, the same rule of what a hit is, times of the same run."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass

from tqdm import tqdm

from evals.baselines import Search, searches
from evals.intervals import Figure, mean, percentile
from evals.passages import Library, Passage, Place, chunks, clause_passages
from evals.runner import Result
from knowledge.generation import Generation
from knowledge.search.embedding import load_embedding
from knowledge.settings import Settings

_DEPTHS = (1, 5, 10)
OURS = "約款ナビ"
_TEXTS = {False: "本文のみ", True: "> 行込み"}


@dataclass(frozen=True)
class Row:
    """One way of searching. texts: whether the ways customers ask (`>` lines) were searched too."""

    name: str
    texts: str
    passages: int
    figures: dict[str, Figure | None]
    latency_ms: dict[str, float]


@dataclass(frozen=True)
class Task:
    """One question with the places of each of its gold clauses."""

    question: str
    provider: str | None
    golds: tuple[tuple[Place, ...], ...]


def contest(results: Sequence[Result], unasked: Sequence[Result], generation: Generation, settings: Settings, quiet: bool | None = None) -> list[Row]:
    """Our row (and, of a run without `>` lines, another), then the baselines; a passage that overlaps a gold clause is a hit.

    Passages of 500 characters reach over several clauses and are credited with each of them: the rule is lenient to the baselines.
    """
    library = Library(generation)
    asked = [one for one in results if one.case.searched and one.hits is not None]
    regions = {gold: library.region(gold) for one in asked for gold in one.case.expect.addresses}
    tasks = [Task(one.case.question, one.case.provider, tuple(regions[gold] for gold in one.case.expect.addresses)) for one in asked]
    rows = [_ours(library, asked, tasks, _TEXTS[True])]
    if unasked:
        by_id = {one.case.id: one for one in unasked}
        rows.append(_ours(library, [by_id[one.case.id] for one in asked], tasks, _TEXTS[False]))
    with tqdm(total=12 * len(tasks), desc="baselines", unit="問", disable=quiet) as bar:
        for asks in (False, True):
            for name, passages in (("500字", chunks(library, asks=asks)), ("条項", clause_passages(library, asks=asks))):
                with searches(passages, load_embedding(settings.embedding)) as ways:
                    rows += [_row(f"{name} {way}", _TEXTS[asks], passages, search, tasks, bar) for way, search in ways.items()]
    return rows


def _ours(library: Library, results: Sequence[Result], tasks: Sequence[Task], texts: str) -> Row:
    held = {(str(clause.address), clause.edition): library.places(clause) for clause in library.clauses()}
    found = [[held.get((hit.address, hit.edition), ()) for hit in one.hits or ()] for one in results]
    scores = [_scores(task, ranked) for task, ranked in zip(tasks, found, strict=True)]
    return Row(OURS, texts, len(held), _figures(scores), _spread([one.search_ms for one in results if one.search_ms is not None]))


def _row(name: str, texts: str, passages: Sequence[Passage], search: Search, tasks: Sequence[Task], bar: tqdm[None]) -> Row:
    scores, taken = [], []
    for task in tasks:
        began = time.perf_counter()
        found = search(task.question, task.provider)
        taken.append((time.perf_counter() - began) * 1000)
        scores.append(_scores(task, [passages[number].places for number in found]))
        bar.update()
    return Row(name, texts, len(passages), _figures(scores), _spread(taken))


def _scores(task: Task, ranked: Sequence[Sequence[Place]]) -> dict[str, float]:
    """recall@k: the share of gold clauses that one of the first k passages overlaps; MRR: of the first passage that overlaps any."""
    firsts = [_first(gold, ranked) for gold in task.golds]
    best = min((rank for rank in firsts if rank is not None), default=None)
    recalls = {f"recall@{k}": sum(rank is not None and rank <= k for rank in firsts) / len(firsts) for k in _DEPTHS}
    return recalls | {"mrr": 1 / best if best is not None else 0.0}


def _first(gold: Sequence[Place], ranked: Sequence[Sequence[Place]]) -> int | None:
    return next((rank for rank, places in enumerate(ranked, start=1) if any(p.meets(g) for p in places for g in gold)), None)


def _figures(scores: Sequence[dict[str, float]]) -> dict[str, Figure | None]:
    return {name: mean([one[name] for one in scores]) for name in (*(f"recall@{k}" for k in _DEPTHS), "mrr")}


def _spread(taken: Sequence[float]) -> dict[str, float]:
    return {"p50": round(percentile(taken, 0.5), 3), "p95": round(percentile(taken, 0.95), 3)}
