"""Search metrics: recall@k, MRR and nDCG over ranked clauses, through ir-measures; and the same in a few lines of our own.

A clause found counts for a gold clause when either contains the other. Each gold is credited once, to the first clause found
for it; a later one for the same gold takes a rank and earns nothing.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import ir_measures
from ir_measures import RR, R, Success, nDCG

from knowledge.address import ClauseAddress

MEASURES = {
    "recall@1": R @ 1,
    "recall@5": R @ 5,
    "recall@10": R @ 10,
    "hit@1": Success @ 1,
    "mrr": RR @ 10,
    "ndcg@10": nDCG @ 10,
}


def overlap(one: ClauseAddress, other: ClauseAddress) -> bool:
    """True where one is the other, or a clause above or below it."""
    return one.contains(other) or other.contains(one)


def credited(found: Sequence[ClauseAddress], golds: Sequence[ClauseAddress]) -> list[int | None]:
    """For each rank the gold it is credited with, as its index; None for a miss or a repetition."""
    left = dict(enumerate(golds))
    credits: list[int | None] = []
    for address in found:
        hit = next((index for index, gold in left.items() if overlap(address, gold)), None)
        if hit is not None:
            del left[hit]
        credits.append(hit)
    return credits


def search_figures(
    ranked: Mapping[str, Sequence[ClauseAddress]], golds: Mapping[str, Sequence[ClauseAddress]]
) -> dict[str, dict[str, float]]:
    """For each question with golds its values by measure, computed by ir-measures."""
    values: dict[str, dict[str, float]] = {}
    asked = [question for question in ranked if golds.get(question)]
    qrels = [ir_measures.Qrel(question, f"gold{index}", 1) for question in asked for index in range(len(golds[question]))]
    run = [
        ir_measures.ScoredDoc(question, f"other{rank}" if hit is None else f"gold{hit}", -float(rank))
        for question in asked
        for rank, hit in enumerate(credited(ranked[question], golds[question]))
    ]
    names = {str(measure): name for name, measure in MEASURES.items()}
    for question in asked:
        values[question] = dict.fromkeys(MEASURES, 0.0)
    if run:
        for metric in ir_measures.iter_calc(list(MEASURES.values()), qrels, run):
            values[metric.query_id][names[str(metric.measure)]] = float(metric.value)
    return values


def own_figures(found: Sequence[ClauseAddress], golds: Sequence[ClauseAddress]) -> dict[str, float]:
    """One question's values in plain Python; a test holds that they agree with ir-measures."""
    hits = [hit is not None for hit in credited(found, golds)][:10]
    gain = sum(1 / math.log2(rank + 2) for rank, hit in enumerate(hits) if hit)
    ideal = sum(1 / math.log2(rank + 2) for rank in range(min(10, len(golds))))
    recalls = {f"recall@{k}": sum(hits[:k]) / len(golds) for k in (1, 5, 10)}
    first = next((rank for rank, hit in enumerate(hits, start=1) if hit), None)
    return recalls | {"hit@1": float(first == 1), "mrr": 1 / first if first else 0.0, "ndcg@10": gain / ideal}
