"""A verified draft as the contract's answer."""

from __future__ import annotations

import hashlib

from knowledge.answer.draft import Cited, Draft
from knowledge.answer.model import Amount, Answer, Citation, Question
from knowledge.answer.referred import referred
from knowledge.calculator.money import plain
from knowledge.generation import Generation
from knowledge.question.request import Request

_SUMMARY_NOTE = "引用は要約です。正式な文言は、原文の同じ条項でご確認ください。"


def compose(draft: Draft, question: Question, request: Request, generation: Generation) -> Answer:
    """The answer without its time."""
    notes = list(dict.fromkeys((*draft.rider_texts, *draft.notes)))
    if any(c.indexed.edition == "summary" for c in draft.cited):
        notes.append(_SUMMARY_NOTE)
    return Answer(
        id=question.id,
        answer_id=answer_id(question, request, generation.id),
        generation=generation.id,
        question=question.question,
        provider=draft.provider or request.provider,
        on=request.on,
        status=draft.status,
        text="\n".join((draft.text, *(f"※{t}" for t in dict.fromkeys((*draft.rider_texts, *draft.notes))))),
        amounts=_amounts(draft),
        calculation=draft.calculation,
        citations=tuple(_citation(c, generation) for c in draft.cited),
        assumed=draft.assumed,
        notes=tuple(notes),
        ask=draft.ask,
    )


def answer_id(question: Question, request: Request, generation: str) -> str:
    """The same question on the same day to the same generation has the same id."""
    parts = (question.question, request.provider or "", request.on.isoformat(), *question.history, generation)
    return hashlib.sha256("\x1f".join(parts).encode("utf-8")).hexdigest()[:16]


def _amounts(draft: Draft) -> tuple[Amount, ...]:
    """Each figure with every tax side that is known, the side the customer pays first."""
    out: list[Amount] = []
    for f in draft.figures:
        sides = [f.price.side]
        other = {"included": f.price.excluded, "excluded": f.price.included}.get(f.price.side)
        if other is not None and f.price.amount:
            sides.append("excluded" if f.price.side == "included" else "included")
        for side in sides:
            value = getattr(f.price, side)
            as_of = f.as_of.isoformat() if f.as_of else None
            out.append(Amount(yen=plain(value), tax=side, label=f.label, role=f.role, period=f.period, as_of=as_of))
    return tuple(out)


def _citation(cited: Cited, generation: Generation) -> Citation:
    c = cited.indexed
    return Citation(
        document=c.address.document,
        title=c.title,
        clause=c.address.clause,
        printed=c.address.printed,
        heading=c.clause.heading,
        quote=cited.quote,
        edition=c.edition,
        effective=c.effective,
        references=referred(cited, generation),
    )
