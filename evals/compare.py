"""A run against an earlier one: questions gained and lost, paired."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from evals.intervals import mcnemar
from evals.metrics import judge
from evals.runner import Result


@dataclass(frozen=True)
class Change:
    """Ids of questions right now and wrong before (gained) and the other way round (lost).

    unpaired: asked in one run alone, or asked differently.
    p: McNemar's exact p that as many would change each way by chance.
    """

    against: str
    paired: int
    gained: tuple[str, ...]
    lost: tuple[str, ...]
    unpaired: tuple[str, ...]
    p: float


def compare(now: Sequence[Result], before: Sequence[Result], against: str) -> Change:
    """The earlier answers are judged anew by what is expected now, so that a mended gold is no gain."""
    earlier = {one.case.id: one for one in before}
    pairs = [(one, earlier[one.case.id]) for one in now if one.case.id in earlier and _same(one, earlier[one.case.id])]
    paired = {one.case.id for one, _ in pairs}
    right = [(one.case.id, one.verdict.correct, judge(one.case, old.answer).correct) for one, old in pairs]
    gained = tuple(id_ for id_, is_right, was_right in right if is_right and not was_right)
    lost = tuple(id_ for id_, is_right, was_right in right if was_right and not is_right)
    unpaired = dict.fromkeys(one.case.id for one in (*now, *before) if one.case.id not in paired)
    return Change(against, len(pairs), gained, lost, tuple(unpaired), mcnemar(len(gained), len(lost)))


def _same(one: Result, other: Result) -> bool:
    return one.case.asked == other.case.asked
