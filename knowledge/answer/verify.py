"""Every answer is checked in code before it is shown.

Operands: each figure in the text is in a computed step, in a cited clause, in the question, or is the day asked. Tax sides: an amount called
税込 is one that was priced so. Quotes: letter for letter in their clause. Polarity: 「かかりません」 only for what is free. Riders: present.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from knowledge.answer.draft import Draft
from knowledge.calculator.money import plain
from knowledge.generation import IndexedClause
from knowledge.normalise import fold
from knowledge.question.request import Request

_FIGURE = re.compile(r"(\d+(?:\.\d+)?)(円|%|か月|月(?!額)|年|日|回|時間|分|週間|個|つ|台|枚|mb|gb|mbps|gbps|通|倍|割)")
_INCLUDED = re.compile(r"(\d+(?:\.\d+)?)円\(税込(?!\d)|税込(\d+(?:\.\d+)?)円")
_EXCLUDED = re.compile(r"(\d+(?:\.\d+)?)円\(税抜(?!\d)|税抜(\d+(?:\.\d+)?)円")

_FREE = re.compile(r"かかりません|無料です|(?<!\d)0円です|不要です")


@dataclass(frozen=True)
class Violation:
    """A check that failed, with the words that failed it."""

    check: str
    detail: str

    def __str__(self) -> str:
        return f"{self.check}: {self.detail}"


def verify(draft: Draft, request: Request, clauses: Iterable[IndexedClause], allowed_lines: Iterable[str] = ()) -> tuple[Violation, ...]:
    """The violations of a draft; empty when it may be shown.

    clauses: the clauses it cites, whole, with what stands below them. allowed_lines: lines of the register (contacts).
    """
    held = list(clauses)
    contacts = [line for line in allowed_lines if line]
    text = "\n".join(line for line in draft.text.splitlines() if not any(c in line for c in contacts))
    for clause in held:  # 「16 月額費用 (1)」 is the clause's name, not a month
        text = text.replace(f"{clause.title} {clause.address.printed}", " ")
    sources = _sources(draft, request, held)
    found: list[Violation] = []
    found += _untraced(text, sources)
    found += _amounts(draft, held)
    found += _tax_sides(text, draft, held)
    found += _quotes(draft)
    found += [Violation("rider", f"missing: {t}") for t in draft.riders_due if t not in draft.rider_texts]
    found += _polarity(draft)
    if draft.status == "answered" and not draft.cited:
        found.append(Violation("citation", "an answer without a citation"))
    return tuple(found)


def figures_in(text: str) -> set[tuple[str, str]]:
    """Numbers with their units, folded: {("3300", "円"), ("14", "日")}."""
    return {(_plain(n), "個" if u == "つ" else u) for n, u in _FIGURE.findall(fold(text))}


def _plain(digits: str) -> str:
    return digits.lstrip("0") or "0"


def _sources(draft: Draft, request: Request, clauses: list[IndexedClause]) -> set[tuple[str, str]]:
    known = figures_in(" ".join((request.text, *draft.grounds))) | {(str(v), u) for v, u in ((request.on.year, "年"), (request.on.month, "月"), (request.on.day, "日"))}
    for day in request.dates.values():
        known |= figures_in(day.text)
    printed = {f for c in clauses for f in figures_in(f"{c.title} {c.clause.text}")}
    if draft.calculation is None:
        return known | printed | {("0", "円")}
    # A sum that is computed is traced to its steps alone: the clause prints other sums beside it.
    known |= {(n, u) for n, u in printed if u != "円"} | {("0", "円")}
    for step in draft.calculation.steps:
        known |= figures_in(step.text)
        if step.yen is not None:
            known.add((step.yen, "円"))
    for price in (*(f.price for f in draft.figures), *draft.reference):
        known |= {(plain(v), "円") for v in (price.excluded, price.included, price.exempt, price.unstated) if v is not None}
    return known


def _untraced(text: str, sources: set[tuple[str, str]]) -> list[Violation]:
    return [Violation("operand", f"{n}{u} is in no step, cited clause or question") for n, u in sorted(figures_in(text) - sources)]


def _amounts(draft: Draft, clauses: list[IndexedClause]) -> list[Violation]:
    """Each claimed amount is a computed step's or printed in a cited clause."""
    printed = {n for c in clauses for n, u in figures_in(c.clause.text) if u == "円"} if draft.calculation is None else set()
    computed = {s.yen for s in draft.calculation.steps if s.yen is not None} if draft.calculation else set()
    values = [plain(f.price.amount) for f in draft.figures]
    return [Violation("amount", f"{v}円 is neither computed nor printed") for v in values if v not in printed | computed and v != "0"]


def _tax_sides(text: str, draft: Draft, clauses: list[IndexedClause]) -> list[Violation]:
    folded = fold(text)
    prices = [*(f.price for f in draft.figures), *draft.reference]
    steps = " ".join(s.text for s in draft.calculation.steps) if draft.calculation else ""
    known = fold(steps + " ".join(c.clause.text for c in clauses))
    included = {plain(p.included) for p in prices if p.included is not None} | _side(known, "税込")
    excluded = {plain(p.excluded) for p in prices if p.excluded is not None} | _side(known, "税抜")
    wrong = [f"{a or b}円 is called 税込" for a, b in _INCLUDED.findall(folded) if (a or b) not in included]
    wrong += [f"{a or b}円 is called 税抜" for a, b in _EXCLUDED.findall(folded) if (a or b) not in excluded]
    return [Violation("tax", w) for w in wrong]


def _side(known: str, side: str) -> set[str]:
    return set(re.findall(rf"{side}(?:み|き)?(\d+(?:\.\d+)?)円", known)) | set(re.findall(rf"(\d+(?:\.\d+)?)円(?:/[年月回])?\({side}(?!み?\d)", known))


def _quotes(draft: Draft) -> list[Violation]:
    return [Violation("quote", f"not in {c.indexed.address}") for c in draft.cited if not c.quote or c.quote not in c.indexed.clause.text]


def _polarity(draft: Draft) -> list[Violation]:
    if draft.calculation is None:
        return []  # a quoted clause says in its own words what is free
    roles = {f.role for f in draft.figures}
    says_free = bool(_FREE.search(fold(draft.conclusion)))
    if says_free and draft.figures and not any(f.price.amount == 0 for f in draft.figures):
        return [Violation("polarity", "the conclusion says that nothing is charged, but no figure is free")]
    if roles == {"free"} and not says_free:
        return [Violation("polarity", "what is free is not said to be free")]
    return []
