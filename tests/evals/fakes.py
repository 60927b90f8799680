"""A stand-in for the assistant: real answers from a table, in the shape of the contract."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from knowledge.address import ClauseAddress
from knowledge.answer.model import Amount, Answer, Calculation, Citation, Question, Step
from knowledge.errors import QuestionError

DAY = date(2026, 11, 20)


@dataclass(frozen=True)
class Hit:
    address: ClauseAddress
    edition: str = "summary"
    score: float = 1.0


def cite(address: str, quote: str = "引用") -> Citation:
    document, _, clause = address.partition("#")
    return Citation(document=document, title="題", clause=clause, printed=clause, heading="", quote=quote, edition="summary")


def amount(yen: str, tax: str = "included", label: str = "解約金") -> Amount:
    return Amount.model_validate({"yen": yen, "tax": tax, "label": label, "role": "fee", "period": "once"})


def steps(*texts: str) -> Calculation:
    return Calculation(name="計算", steps=tuple(Step(text=text) for text in texts))


def answer(status: str = "answered", text: str = "答え", **fields: object) -> Answer:
    return Answer.model_validate({"question": "問", "provider": "tsubame", "on": DAY, "status": status, "text": text} | fields)


class TableAssistant:
    """Answers from a table by question; refuses an empty question and fails on 壊れろ as a broken program would."""

    generation = "g-test"

    def __init__(self, answers: Mapping[str, Answer], hits: Mapping[str, Sequence[str]] | None = None) -> None:
        self._answers = answers
        self._hits = hits or {}

    def ask(self, question: Question) -> Answer:
        if not question.question.strip():
            raise QuestionError("the question is empty: write one")
        if question.question == "壊れろ":
            raise ZeroDivisionError("division by zero")
        known = self._answers.get(question.question, answer("not_in_terms", "約款にありません。"))
        return known.model_copy(update={"id": question.id, "question": question.question, "on": question.on or DAY})

    def search(self, query: str, provider: str | None = None, document: str | None = None, top: int = 10) -> tuple[Hit, ...]:
        return tuple(Hit(ClauseAddress.parse(address), score=-rank) for rank, address in enumerate(self._hits.get(query, ())[:top]))
