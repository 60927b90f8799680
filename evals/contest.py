"""Our search beside the baselines: the same questions, the same rule of what a hit is, times of the same run."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tqdm import tqdm

from evals.baselines import TOP, Search, searches
from evals.intervals import Figure, mean, percentile
from evals.passages import Library, Passage, Place, chunks, clause_passages
from evals.questions import Case
from knowledge.answer.assistant import Assistant
from knowledge.search.embedding import load_embedding
from knowledge.search.tokens import words
from knowledge.settings import Settings

_DEPTHS = (1, 5, 10)
OURS = "約款ナビ"
_TEXTS = {False: "本文のみ", True: "> 行込み"}
_UNITS = {"500字": chunks, "条項": clause_passages}

Placing = Callable[[str, str | None], Sequence[Sequence[Place]]]


@dataclass(frozen=True)
class Row:
    """One way of searching. texts: whether the ways customers ask (`>` lines) were searched too. letters: of a passage found, on average."""

    name: str
    texts: str
    letters: int
    figures: dict[str, Figure | None]
    latency_ms: dict[str, float]


@dataclass(frozen=True)
class Task:
    """One question with the places of each of its gold clauses."""

    question: str
    provider: str | None
    golds: tuple[tuple[Place, ...], ...]


def contest(cases: Sequence[Case], ours: Assistant, unasked: Assistant, settings: Settings, quiet: bool | None = None) -> list[Row]:
    """Our rows, with and without the `>` lines, then the baselines likewise; a passage that overlaps a gold clause is a hit.

    Passages of 500 characters reach over several clauses and are credited with each of them: the rule is lenient to the baselines.
    """
    library = Library(ours.desk.generation)
    tasks = _tasks([case for case in cases if case.searched], library)
    ways = len(_UNITS) * len(_TEXTS) * 3
    rows = []
    steps = (ways + 2) * len(tasks)
    with tqdm(range(steps), total=steps, desc="baselines", unit="問", disable=quiet) as bar:
        rows += [
            _row(OURS, text, _own_search(one, library), tasks, bar) for text, one in zip(_TEXTS.values(), (unasked, ours), strict=True)
        ]
        for asks, text in _TEXTS.items():
            for unit, cut in _UNITS.items():
                passages = cut(library, asks=asks)
                with searches(passages, load_embedding(settings.embedding)) as found:
                    rows += [_row(f"{unit} {way}", text, _placed(search, passages), tasks, bar) for way, search in found.items()]
    return rows


def _tasks(cases: Sequence[Case], library: Library) -> list[Task]:
    regions = {gold: library.region(gold) for case in cases for gold in case.expect.addresses}
    return [Task(case.question, case.provider, tuple(regions[gold] for gold in case.expect.addresses)) for case in cases]


def _own_search(assistant: Assistant, library: Library) -> Placing:
    return lambda query, provider: [library.places(hit.indexed) for hit in assistant.search(query, provider=provider, top=TOP)]


def _placed(search: Search, passages: Sequence[Passage]) -> Placing:
    return lambda query, provider: [passages[number].places for number in search(query, provider)]


def _row(name: str, texts: str, search: Placing, tasks: Sequence[Task], bar: tqdm[int]) -> Row:
    """Every way is asked each question once, its words not yet cut by an earlier one."""
    words.cache_clear()
    scores, taken, letters = [], [], 0.0
    for task in tasks:
        began = time.perf_counter()
        found = search(task.question, task.provider)
        taken.append((time.perf_counter() - began) * 1000)
        scores.append(_scores(task, found))
        letters += sum(place.end - place.start for places in found for place in places) / max(1, len(found))
        bar.update()
    return Row(name, texts, round(letters / max(1, len(tasks))), _figures(scores), _spread(taken))


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
