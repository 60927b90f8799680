"""A linear map on the question's vector, trained with sentence-transformers' MultipleNegativesRankingLoss."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import torch
from sentence_transformers.sentence_transformer.losses import MultipleNegativesRankingLoss

from evals.training.pairs import Pairs


@dataclass(frozen=True)
class Recipe:
    """rank: of what is added to the identity; None for a full matrix.

    Rate, passes and scale were chosen by how well held-out documents' own `>` lines find their clauses, before any question was asked.
    """

    rank: int | None = None
    rate: float = 1e-4
    passes: int = 30
    scale: float = 20.0
    batch: int = 64
    seed: int = 0


def learn(pairs: Pairs, recipe: Recipe) -> np.ndarray:
    """The matrix M of q → Mq that brings an ask nearer to its clause than to the other clauses of the document."""
    threads = torch.get_num_threads()
    torch.set_num_threads(1)  # the matrices are small, and sums then come out the same on every run
    try:
        with torch.random.fork_rng(devices=[]):
            torch.manual_seed(recipe.seed)
            return _learn(pairs, recipe)
    finally:
        torch.set_num_threads(threads)


def _learn(pairs: Pairs, recipe: Recipe) -> np.ndarray:
    width = pairs.clauses.shape[1]
    added = _added(width, recipe.rank)
    loss = MultipleNegativesRankingLoss(added, scale=recipe.scale)
    optimizer = torch.optim.Adam(added.parameters(), lr=recipe.rate)
    asks, clauses = torch.from_numpy(pairs.asks), torch.from_numpy(pairs.clauses)
    random = np.random.default_rng(recipe.seed)
    for _ in range(recipe.passes):
        for batch, others in _batches(pairs, recipe.batch, random):
            optimizer.zero_grad()
            mapped = asks[batch] + added(asks[batch])
            loss.compute_loss_from_embeddings([mapped, clauses[pairs.clause_of[batch]], clauses[others]], None).backward()
            optimizer.step()
    with torch.no_grad():
        return np.asarray((torch.eye(width) + added(torch.eye(width)).T).numpy(), dtype=np.float32)


def _added(width: int, rank: int | None) -> torch.nn.Module:
    """What is added to the identity: U, or BA of a rank; nothing at first."""
    if rank is None:
        full = torch.nn.Linear(width, width, bias=False)
        torch.nn.init.zeros_(full.weight)
        return full
    into, out = torch.nn.Linear(width, rank, bias=False), torch.nn.Linear(rank, width, bias=False)
    torch.nn.init.normal_(into.weight, std=width**-0.5)
    torch.nn.init.zeros_(out.weight)
    return torch.nn.Sequential(into, out)


def _batches(pairs: Pairs, size: int, random: np.random.Generator) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Asks of one document, no two of the same clause, and the document's other clauses, which are the wrong answers.

    Clauses of other documents are none: a sister's clause may be as right.
    """
    batches: list[np.ndarray] = []
    for document in np.unique(pairs.documents):
        rounds: dict[int, list[int]] = {}
        seen: dict[int, int] = {}
        for ask in random.permutation(np.flatnonzero(pairs.documents[pairs.clause_of] == document)):
            clause = int(pairs.clause_of[ask])
            seen[clause] = seen.get(clause, -1) + 1
            rounds.setdefault(seen[clause], []).append(int(ask))
        batches += [np.array(asks[at : at + size]) for asks in rounds.values() for at in range(0, len(asks), size)]
    for number in random.permutation(len(batches)):
        batch = batches[number]
        right = pairs.clause_of[batch]
        others = np.setdiff1d(np.flatnonzero(pairs.documents == pairs.documents[right[0]]), right)
        if len(batch) + len(others) > 1:
            yield batch, others
