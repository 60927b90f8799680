"""Answers to the single questions of one line, put together as the contract has it (`parts`)."""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.answer.model import CERTAINTY, Answer, Calculation


def worth_parting(whole: Answer, parts: Sequence[Answer]) -> bool:
    """Several answers are given when each stands by itself and they rest on different clauses."""
    if len(parts) < 2 or any(p.status not in ("answered", "needs_detail") for p in parts):
        return False
    leads = {(p.citations[0].document, p.citations[0].clause) if p.citations else (p.text, "") for p in parts}
    return len(leads) == len(parts)


def combine(whole: Answer, parts: Sequence[Answer]) -> Answer:
    """One answer of several: status of the least certain, everything else of all of them in their order."""
    steps = tuple(s for p in parts if p.calculation for s in p.calculation.steps)
    assumptions = tuple(dict.fromkeys(a for p in parts if p.calculation for a in p.calculation.assumptions))
    name = next((p.calculation.name for p in parts if p.calculation), "")
    return whole.model_copy(
        update={
            "status": max((p.status for p in parts), key=CERTAINTY.index),
            "text": "\n\n".join(f"（{n}）{p.text}" for n, p in enumerate(parts, 1)),
            "amounts": tuple(dict.fromkeys(a for p in parts for a in p.amounts)),
            "calculation": Calculation(name=name, steps=steps, assumptions=assumptions) if steps else None,
            "citations": tuple(dict.fromkeys(c for p in parts for c in p.citations)),
            "assumed": tuple(dict.fromkeys(a for p in parts for a in p.assumed)),
            "notes": tuple(dict.fromkeys(n for p in parts for n in p.notes)),
            "ask": tuple(dict.fromkeys(a for p in parts for a in p.ask)),
            "parts": tuple(parts),
        }
    )
