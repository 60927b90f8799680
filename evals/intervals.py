"""Few lines of statistics: Wilson and bootstrap intervals, percentiles, McNemar's exact test."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np

_Z95 = NormalDist().inv_cdf(0.975)
_RESAMPLES = 1000


@dataclass(frozen=True)
class Figure:
    """A mean with its 95% interval, over n questions."""

    value: float
    low: float
    high: float
    n: int


def wilson(hits: int, n: int) -> Figure | None:
    """A proportion with Wilson's score interval; None where nothing was counted."""
    if n == 0:
        return None
    share, z2 = hits / n, _Z95**2
    middle = (share + z2 / (2 * n)) / (1 + z2 / n)
    half: float = _Z95 / (1 + z2 / n) * math.sqrt(share * (1 - share) / n + z2 / (4 * n * n))
    return Figure(share, max(0.0, middle - half), min(1.0, middle + half), n)


def proportion(flags: Sequence[bool]) -> Figure | None:
    return wilson(sum(flags), len(flags))


def mean(values: Sequence[float]) -> Figure | None:
    """A mean with its bootstrap percentile interval (fixed seed, so that a rerun prints the same)."""
    if not values:
        return None
    sample = np.asarray(values, dtype=float)
    picks = np.random.default_rng(0).integers(0, len(sample), size=(_RESAMPLES, len(sample)))
    low, high = np.quantile(sample[picks].mean(axis=1), [0.025, 0.975])
    return Figure(float(sample.mean()), float(low), float(high), len(sample))


def percentile(values: Sequence[float], share: float) -> float:
    """Linear between the neighbours, as numpy's; 0 for no values."""
    return float(np.quantile(np.asarray(values, dtype=float), share)) if values else 0.0


def mcnemar(gained: int, lost: int) -> float:
    """Two-sided exact p that as many questions change each way."""
    n = gained + lost
    tail = sum(math.comb(n, k) for k in range(min(gained, lost) + 1))
    return min(1.0, 2 * tail / (1 << n))
