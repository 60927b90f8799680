"""Counterfactuals: each question again, in a world where its gold clauses and what rests on them were never held.

Whoever answers from the clauses must now decline, or cite another clause that truly says it; an amount is never right.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from pydantic import BaseModel, ConfigDict
from tqdm import tqdm

from evals.answering import Crashed, attempt
from evals.metrics import contains, offered_amounts, with_parts
from evals.questions import Case, Half
from evals.removal import assistant_without
from evals.runner import withheld
from knowledge.address import ClauseAddress
from knowledge.answer.assistant import Assistant
from knowledge.answer.model import Answer
from knowledge.errors import YakkanError
from knowledge.generation import Generation
from knowledge.settings import Settings

AMOUNT = "amount offered"
UNSAID = "answered from a clause that does not say it"
UNCHECKED = "answered from another clause, no words to check it by"
FAILED = "error"


class Outcome(BaseModel):
    """What came of one question without its clauses. why: what is wrong, None for one that passed."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    kind: str
    provider: str | None
    half: Half
    question: str
    removed: tuple[str, ...]
    status: str
    why: str | None
    amounts: tuple[str, ...] = ()
    cited: tuple[str, ...] = ()
    text: str = ""

    @property
    def passed(self) -> bool:
        return self.why is None


def run_counterfactuals(cases: Sequence[Case], whole: Assistant, settings: Settings, quiet: bool | None = None) -> list[Outcome]:
    """One outcome for each case with gold clauses, in their order."""

    @cache
    def without(golds: frozenset[ClauseAddress]) -> Assistant:
        return assistant_without(sorted(golds), whole, settings)

    asked = [case for case in cases if case.expect.clauses]
    return [
        _outcome(case, without(frozenset(case.expect.addresses))) for case in tqdm(asked, desc="counterfactual", unit="問", disable=quiet)
    ]


def _outcome(case: Case, assistant: Assistant) -> Outcome:
    known = {"id": case.id, "kind": case.kind, "provider": case.provider, "half": case.half, "question": case.question}
    try:
        with withheld():
            answer = attempt(assistant, case.asked)
    except (YakkanError, Crashed) as failure:
        return Outcome(**known, removed=case.expect.clauses, status=FAILED, why=FAILED, text=str(failure))
    return Outcome(
        **known,
        removed=case.expect.clauses,
        status=answer.status,
        why=judge_without(case, answer, assistant.desk.generation),
        amounts=tuple(f"{amount.yen}円 {amount.tax} {amount.label}" for amount in offered_amounts(answer)),
        cited=tuple(f"{one.document}#{one.clause}" for part in with_parts(answer) for one in part.citations),
        text=answer.text,
    )


def judge_without(case: Case, answer: Answer, generation: Generation) -> str | None:
    """None where the answer is right for a world without the golds, else what is wrong with it."""
    if offered_amounts(answer):
        return AMOUNT
    if answer.status != "answered":
        return None
    if not case.expect.must_contain:
        return UNCHECKED
    return None if any(_says(text, case) for text in _cited_texts(answer, generation)) else UNSAID


def _says(text: str, case: Case) -> bool:
    return all(contains(text, word) for word in case.expect.must_contain)


def _cited_texts(answer: Answer, generation: Generation) -> list[str]:
    """The whole clauses that are cited; what was taken out is not among them, for it is not held."""
    view = generation.on(answer.on)
    cited = (view.find(f"{one.document}#{one.clause}") for part in with_parts(answer) for one in part.citations)
    return [held.clause.text for held in cited if held is not None]
