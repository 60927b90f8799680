"""How many questions of each kind a set holds, and what it is short of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from evals.questions import HALVES, Case

# What the shipped sets are to hold at least, by kind, and in all.
WANTED: Mapping[str, int] = {
    "fee": 150,
    "cancel": 70,
    "privacy": 70,
    "other": 70,
    "not_in_terms": 40,
    "dialogue": 30,
    "out_of_scope": 20,
}
WANTED_IN_ALL = 450


@dataclass(frozen=True)
class Tally:
    """Counts by kind; by provider and half beside them. short: what is missing of each kind, and in all."""

    questions: int
    kinds: dict[str, int]
    providers: dict[str, int]
    halves: dict[str, dict[str, int]]
    short: dict[str, int]


def tally(cases: Sequence[Case]) -> Tally:
    kinds = Counter(case.kind for case in cases)
    providers = Counter(case.provider or "（指定なし）" for case in cases)
    halves = {half: Counter(case.kind for case in cases if case.half == half) for half in HALVES}
    short = {kind: wanted - kinds[kind] for kind, wanted in WANTED.items() if kinds[kind] < wanted}
    if len(cases) < WANTED_IN_ALL:
        short["in all"] = WANTED_IN_ALL - len(cases)
    return Tally(len(cases), dict(kinds), dict(providers), {half: dict(own) for half, own in halves.items()}, short)


def table(counted: Tally) -> str:
    """One kind a line, then the providers, then what is short."""
    lines = [f"{'kind':<14} {'questions':>9} {'wanted':>7} {'looked':>7} {'measured':>9}"]
    for kind in dict.fromkeys((*WANTED, *sorted(counted.kinds))):
        own = [counted.halves[half].get(kind, 0) for half in HALVES]
        lines.append(f"{kind:<14} {counted.kinds.get(kind, 0):>9} {WANTED.get(kind, '–'):>7} {own[0]:>7} {own[1]:>9}")
    sums = [sum(counted.halves[half].values()) for half in HALVES]
    lines.append(f"{'in all':<14} {counted.questions:>9} {WANTED_IN_ALL:>7} {sums[0]:>7} {sums[1]:>9}")
    lines.append("providers: " + ", ".join(f"{name} {count}" for name, count in sorted(counted.providers.items())))
    missing = ", ".join(f"{count} of {kind}" if kind != "in all" else f"{count} in all" for kind, count in counted.short.items())
    return "\n".join([*lines, f"short: {missing or 'nothing'}"])
