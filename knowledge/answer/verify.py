"""Every answer is checked in code before it is shown.

Operands: each figure in the text is in a computed step, in a cited clause, in the question, or is the day asked. Amounts offered: each side
is in a step, called so. Tax sides: an amount called 税込 is one that was priced so. Steps: each rests on a clause that is cited. Quotes:
letter for letter in their clause, with the proviso that follows; what is said of a clause is its name and its quote, in words known to us.
Polarity: 「かかりません」 only for what is free. Riders: present.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from knowledge.answer.draft import Draft, where
from knowledge.answer.quoting import first_sentence
from knowledge.calculator.money import plain
from knowledge.generation import IndexedClause
from knowledge.normalise import fold
from knowledge.question.request import Request
from knowledge.schedule import Schedule

_FIGURE = re.compile(r"(\d+(?:\.\d+)?)(円|%|か月|月(?!額)|年|日|回|時間|分|週間|個|つ|台|枚|mb|gb|mbps|gbps|通|倍|割)")
_INCLUDED = re.compile(r"(\d+(?:\.\d+)?)円\(税込(?!\d)|税込(\d+(?:\.\d+)?)円")
_EXCLUDED = re.compile(r"(\d+(?:\.\d+)?)円\(税抜(?!\d)|税抜(\d+(?:\.\d+)?)円")

_FREE = re.compile(r"かかりません|かからない|無料です|(?<!\d)0円です|不要です")
_PRICE = re.compile(r"[\d,.]+円（(?:税込|税抜|不課税)[^）]*）")
# Roles of figures that are prices: a balance or a compensation quotes no fee.
_PRICED = {"fee", "sum", "instalment", "free"}
_PROVISO = re.compile(r"\s*(ただし|但し)")
# What an answer by quotes says of its own, once names and quotes are taken out.
_OWN_WORDS = frozenset({"\0では、「\0」と定められています。", "あわせて次の定めがあります。", "関係する定めは次のとおりです。", "・\0", "・\0：\0"})


@dataclass(frozen=True)
class Violation:
    """A check that failed, with the words that failed it."""

    check: str
    detail: str

    def __str__(self) -> str:
        return f"{self.check}: {self.detail}"


def verify(draft: Draft, request: Request, clauses: Iterable[IndexedClause], allowed_lines: Iterable[str] = (), schedule: Schedule | None = None) -> tuple[Violation, ...]:
    """The violations of a draft; empty when it may be shown.

    clauses: the clauses it cites, whole, with what stands below them. allowed_lines: lines of the register (contacts). schedule: the
    provider's, from which it follows what must be added to a fee.
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
    found += _steps(draft)
    if draft.status == "answered" and draft.route == "searched":
        found += _wording(draft)
    found += _riders(draft, schedule) if schedule else []
    found += _prices(text, draft)
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
    """Each tax side of each amount offered is in a computed step, or printed in a cited clause, and called so there."""
    steps = draft.calculation.steps if draft.calculation else ()
    texts = [s.text for s in steps] if draft.calculation else [c.clause.text for c in clauses]
    known = fold("\n".join(texts))
    printed = {n for n, u in figures_in(known) if u == "円"} | {s.yen for s in steps if s.yen}
    whole = {m.group() for s in steps for m in _PRICE.finditer(s.text)}
    found = []
    for price in (f.price for f in draft.figures):
        sides = {"税込": price.included, "税抜": price.excluded}
        # 0 is a side of what is free alone.
        values = [v for v in (*sides.values(), price.exempt, price.unstated) if v is not None and (v or price.amount)]
        found += [f"{plain(v)}円 is neither computed nor printed" for v in values if plain(v) not in printed]
        if draft.calculation is not None and price.amount and _PRICE.fullmatch(price.text) and price.text not in whole:
            found.append(f"{price.text} is the price of no step")
        if price.included and price.excluded and price.included <= price.excluded:
            found.append(f"{price.text}: with tax it is no more than without")
        called = [side for side, value in sides.items() if value is not None and plain(value) in _side(known, side)]
        if draft.calculation is None and None not in sides.values() and not called:
            found.append(f"{price.text} is called so in no cited clause")
    return [Violation("amount", f) for f in found]


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
    found = []
    for cited in (*draft.cited, *draft.told):
        text = cited.indexed.clause.text
        if not cited.quote or cited.quote not in text:
            found.append(Violation("quote", f"not in {cited.indexed.address}"))
        elif all(_PROVISO.match(text, m.end()) for m in re.finditer(re.escape(cited.quote), text)):
            found.append(Violation("quote", f"{cited.indexed.address}: cut off before its proviso"))
    return found


def _steps(draft: Draft) -> list[Violation]:
    """What is computed rests on clauses that are cited."""
    cited = {str(c.indexed.address) for c in draft.cited}
    steps = draft.calculation.steps if draft.calculation else ()
    rest_on = {s.cite for s in steps if s.cite} | {c.cite for c in draft.claims if c.cite}
    return [Violation("citation", f"{c} is computed from and not cited") for c in sorted(rest_on - cited)]


def _wording(draft: Draft) -> list[Violation]:
    """An answer by quotes has names and quotes of its clauses, and no word of ours that is not known."""
    clauses = (*draft.cited, *draft.told)
    quotes = sorted({first_sentence(c.quote) for c in clauses}, key=len, reverse=True)
    names = sorted({where(c) for c in clauses}, key=len, reverse=True)
    cited = {c.indexed.address for c in draft.cited}
    found = [Violation("wording", f"{c.indexed.address} is told and not cited") for c in draft.told if c.indexed.address not in cited]
    for line in draft.text.splitlines():
        own = line
        for piece in (*quotes, *names):
            own = own.replace(piece, "\0")
        items = {f"・{c.indexed.address.path[-1]} \0" for c in clauses}
        if own not in _OWN_WORDS | items:
            found.append(Violation("wording", f"not of a cited clause: {own}"))
    return found


def _riders(draft: Draft, schedule: Schedule) -> list[Violation]:
    """What the terms oblige us to add to the fees that the steps name is added, and its clause cited."""
    if draft.status != "answered" or draft.calculation is None or not {f.role for f in draft.figures} <= _PRICED:
        return []
    by_length = sorted(schedule.fees.values(), key=lambda f: -len(f.name))
    named = [fee for step in draft.calculation.steps if (fee := next((f for f in by_length if _prices_fee(step.text, f.name)), None))]
    items = {fee.item for fee in named}
    due = {key for fee in named for key in fee.riders if not items & set(schedule.riders[key].unless_with)}
    cited = {str(c.indexed.address) for c in draft.cited}
    missing = [f"missing: {schedule.riders[k].text}" for k in sorted(due) if schedule.riders[k].text not in draft.rider_texts]
    return [Violation("rider", m) for m in (*missing, *(f"{schedule.riders[k].cite} is not cited" for k in sorted(due) if schedule.riders[k].cite not in cited))]


def _prices_fee(step: str, name: str) -> bool:
    """回線利用料 4,180円, …の解約の解約金は 3,300円; not 解約金のかからない月."""
    return bool(re.search(rf"(?:^|の){re.escape(name)}(?!の)", step))


def _prices(text: str, draft: Draft) -> list[Violation]:
    """A price with its tax sides is one that a step or a figure has, whole: no side of one beside a side of another."""
    if draft.calculation is None:
        return []
    known = {p.text for p in (*(f.price for f in draft.figures), *draft.reference)}
    known |= {m.group() for s in draft.calculation.steps for m in _PRICE.finditer(s.text)}
    return [Violation("price", f"{m.group()} is no price of a step") for m in _PRICE.finditer(text) if m.group() not in known]


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
