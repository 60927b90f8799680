"""The map learns on made-up vectors what is known to be there, and is parted from what it is tested on."""

from __future__ import annotations

import numpy as np
import pytest

from evals.training.learning import Recipe, learn
from evals.training.pairs import Pairs

WIDTH, CLAUSES = 24, 240


def unit(vectors: np.ndarray) -> np.ndarray:
    out: np.ndarray = (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)
    return out


@pytest.fixture(scope="module")
def rotation() -> np.ndarray:
    return np.linalg.qr(np.random.default_rng(1).normal(size=(WIDTH, WIDTH)))[0]


@pytest.fixture(scope="module")
def pairs(rotation: np.ndarray) -> Pairs:
    """Three documents; each clause has two asks, which are the clause turned, with some noise."""
    random = np.random.default_rng(2)
    clauses = unit(random.normal(size=(CLAUSES, WIDTH)))
    clause_of = np.repeat(np.arange(CLAUSES), 2)
    asks = unit(clauses[clause_of] @ rotation + 0.02 * random.normal(size=(2 * CLAUSES, WIDTH)))
    return Pairs(clauses, np.array([f"d{number % 3}" for number in range(CLAUSES)]), asks, clause_of)


def right_first(pairs: Pairs, matrix: np.ndarray) -> float:
    return float((np.argmax(pairs.asks @ matrix.T @ pairs.clauses.T, axis=1) == pairs.clause_of).mean())


def test_a_rotation_is_learned_back_on_documents_not_seen(pairs: Pairs) -> None:
    seen, other = pairs.without({"d2"}), pairs.without({"d0", "d1"})
    matrix = learn(seen, Recipe(rate=1e-2, passes=40))
    assert right_first(other, np.eye(WIDTH)) < 0.2
    assert right_first(other, matrix) > 0.95
    assert np.array_equal(matrix, learn(seen, Recipe(rate=1e-2, passes=40)))


def test_what_is_added_has_the_rank_asked_for(pairs: Pairs) -> None:
    matrix = learn(pairs, Recipe(rank=3, rate=1e-2, passes=5))
    assert np.linalg.matrix_rank(matrix - np.eye(WIDTH), tol=1e-4) == 3
    assert right_first(pairs, matrix) > right_first(pairs, np.eye(WIDTH))


def test_nothing_of_held_out_documents_is_left(pairs: Pairs) -> None:
    kept = pairs.without({"d1"})
    assert set(kept.documents) == {"d0", "d2"}
    assert len(kept.clauses) == len(kept.documents) == 160 and len(kept.asks) == 320
    # Each ask still belongs to its own clause.
    held = np.flatnonzero(pairs.documents != "d1")
    assert np.array_equal(kept.clauses, pairs.clauses[held])
    assert np.array_equal(held[kept.clause_of], pairs.clause_of[np.isin(pairs.clause_of, held)])
