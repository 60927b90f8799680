"""Judging one answer against what is expected of it: pure functions."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from decimal import Decimal

from pydantic import BaseModel, ConfigDict

from evals.questions import Case, ExpectedAmount
from evals.ranking import overlap
from knowledge.address import ClauseAddress
from knowledge.answer.model import Amount, Answer

_RATES = (Decimal("0.05"), Decimal("0.08"), Decimal("0.10"))
_ROUNDING = 5  # yen by which a sum of rounded parts may differ from the rate
_YEN = re.compile(r"(\d+(?:\.\d+)?)円")


class Verdict(BaseModel):
    """What is right and wrong in one answer. None: the question does not ask for it.

    correct: right status, amounts exact, a right clause cited, text as demanded. Runs are compared by it.
    untraced: yen amounts of the text that stand in no quote, no step and not in the question.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    correct: bool
    status: bool
    amounts: bool | None
    missing_amounts: tuple[str, ...] = ()
    wrong_amounts: tuple[str, ...] = ()
    first: bool | None = None
    among: bool | None = None
    precision: float | None = None
    recall: float | None = None
    contains: bool | None = None
    missing_words: tuple[str, ...] = ()
    forbidden_words: tuple[str, ...] = ()
    untraced: tuple[str, ...] = ()
    uncited: bool = False
    miss: str | None = None


def judge(case: Case, answer: Answer | None) -> Verdict:
    """None for an answer stands for an error: everything asked for is missed."""
    if answer is None:
        return _failed(case)
    expect = case.expect
    whole = tuple(with_parts(answer))
    offered = offered_amounts(answer)
    missing = missing_amounts(expect.amounts, offered)
    wrong = wrong_amounts(expect.amounts, offered)
    cited = cited_clauses(answer)
    first, among, precision, recall = judge_citations(cited, expect.addresses)
    lacking = tuple(word for word in expect.must_contain if not contains(said(answer), word))
    forbidden = tuple(word for word in expect.must_not_contain if any(contains(part.text, word) for part in whole))
    status = answer.status == expect.status
    words = (not lacking and not forbidden) if expect.must_contain or expect.must_not_contain else None
    verdict = Verdict(
        correct=status and not missing and not wrong and among is not False and words is not False,
        status=status,
        amounts=(not missing and not wrong) if expect.amounts or offered else None,
        missing_amounts=tuple(str(amount.value) for amount in missing),
        wrong_amounts=tuple(f"{amount.yen} {amount.tax} {amount.label}" for amount in wrong),
        first=first,
        among=among,
        precision=precision,
        recall=recall,
        contains=words,
        missing_words=lacking,
        forbidden_words=forbidden,
        untraced=untraced(case, answer),
        uncited=answer.status == "answered" and not cited,
    )
    return verdict.model_copy(update={"miss": kind_of_miss(case, answer, verdict)})


def _failed(case: Case) -> Verdict:
    expect = case.expect
    golds = bool(expect.clauses)
    return Verdict(
        correct=False,
        status=False,
        amounts=False if expect.amounts else None,
        missing_amounts=tuple(amount.yen for amount in expect.amounts),
        first=False if golds else None,
        among=False if golds else None,
        recall=0.0 if golds else None,
        contains=False if expect.must_contain else None,
        missing_words=expect.must_contain,
        miss="error",
    )


def kind_of_miss(case: Case, answer: Answer, verdict: Verdict) -> str | None:
    """The first thing that went wrong, in the order in which it misleads."""
    if verdict.correct:
        return None
    if not verdict.status:
        return f"{case.expect.status} expected, {answer.status} given"
    if verdict.wrong_amounts:
        return "wrong amount"
    if verdict.missing_amounts:
        return "amount missing"
    if verdict.among is False:
        return "right clause not cited"
    return "forbidden words" if verdict.forbidden_words else "words missing"


def with_parts(answer: Answer) -> Iterator[Answer]:
    """The answer and the answers to its single questions."""
    yield answer
    for part in answer.parts:
        yield from with_parts(part)


def offered_amounts(answer: Answer) -> tuple[Amount, ...]:
    return tuple(dict.fromkeys(amount for part in with_parts(answer) for amount in part.amounts))


def missing_amounts(expected: Sequence[ExpectedAmount], offered: Sequence[Amount]) -> tuple[ExpectedAmount, ...]:
    """Expected amounts that are not offered, by yen, and by tax side where it is given."""
    return tuple(e for e in expected if not any(Decimal(o.yen) == e.value and e.tax in (None, o.tax) for o in offered))


def wrong_amounts(expected: Sequence[ExpectedAmount], offered: Sequence[Amount]) -> tuple[Amount, ...]:
    """Offered amounts that are neither expected nor the other tax side of one; where nothing is expected, 0円 may be offered."""
    yens = {amount.value for amount in expected} or {Decimal(0)}
    right = [amount for amount in offered if Decimal(amount.yen) in yens]
    return tuple(amount for amount in offered if amount not in right and not any(_other_side(amount, one) for one in right))


def _other_side(amount: Amount, right: Amount) -> bool:
    """Same label, one with tax and one without, and apart by a rate that was in force."""
    if amount.label != right.label or {amount.tax, right.tax} != {"included", "excluded"}:
        return False
    pair = sorted((amount, right), key=lambda one: one.tax)
    without, with_tax = (Decimal(one.yen) for one in pair)
    return any(abs(with_tax - without * (1 + rate)) <= _ROUNDING for rate in _RATES)


def cited_clauses(answer: Answer) -> tuple[ClauseAddress, ...]:
    """Clauses cited, in order, each once; an address that cannot be parsed raises AddressError."""
    cited = (ClauseAddress.parse(f"{one.document}#{one.clause}") for part in with_parts(answer) for one in part.citations)
    return tuple(dict.fromkeys(cited))


def judge_citations(
    cited: Sequence[ClauseAddress], golds: Sequence[ClauseAddress]
) -> tuple[bool | None, bool | None, float | None, float | None]:
    """Right clause first, right clause among the cited, precision, recall; a clause above or below a gold counts for it."""
    if not golds:
        return None, None, None, None
    right = [any(overlap(address, gold) for gold in golds) for address in cited]
    reached = [any(overlap(address, gold) for address in cited) for gold in golds]
    precision = sum(right) / len(right) if right else None
    return bool(right and right[0]), any(right), precision, sum(reached) / len(golds)


def said(answer: Answer) -> str:
    """Text, steps and quotes: what the customer is told and shown. Notes are standing remarks and do not count."""
    pieces: list[str] = []
    for part in with_parts(answer):
        steps = part.calculation.steps if part.calculation else ()
        pieces += [part.text, *(step.text for step in steps), *(one.quote for one in part.citations)]
    return "\n".join(pieces)


def contains(text: str, word: str) -> bool:
    """True where the word stands in the text, width, spaces and digit commas aside; 8日 does not stand in 18日, nor 24 in 2024."""
    needle = folded(word)
    before = r"(?<![\d.])" if needle[:1].isdigit() else ""
    after = r"(?!\d)" if needle[-1:].isdigit() else ""
    return bool(re.search(before + re.escape(needle) + after, folded(text)))


def folded(text: str) -> str:
    """Width, case, spaces and digit commas taken away; a space between two digits stays, so that 24 and 12 do not become 2412."""
    plain = re.sub(r"(?<!\d)\s+|\s+(?!\d)", "", unicodedata.normalize("NFKC", text)).casefold()
    return re.sub(r"(?<=\d),(?=\d{3})", "", plain)


def untraced(case: Case, answer: Answer) -> tuple[str, ...]:
    """Yen amounts of the text that stand in no quote, no step and no question (0円 aside)."""
    sources = [case.question, *(case.history or ())]
    numbers: set[Decimal] = {Decimal(0)}
    for part in with_parts(answer):
        sources += [one.quote for one in part.citations]
        steps = part.calculation.steps if part.calculation else ()
        numbers |= {Decimal(step.yen) for step in steps if step.yen}
        sources += [step.text for step in steps]
    # A price table prints figures without 円: any number of a source may be the amount.
    numbers |= {Decimal(found) for found in re.findall(r"\d+(?:\.\d+)?", folded("\n".join(sources)))}
    told = dict.fromkeys(_YEN.findall(folded("\n".join(part.text for part in with_parts(answer)))))
    return tuple(yen for yen in told if Decimal(yen) not in numbers)
