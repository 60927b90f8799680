"""A second look at an answer against the generation it came from: what the contract forbids, and riders that are missing.

The assistant verifies its drafts itself; this reads the finished answer, and trusts nothing of that.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from evals.metrics import with_parts
from knowledge.answer.model import Answer, Citation, Question
from knowledge.answer.verify import figures_in
from knowledge.generation import Generation, IndexedClause
from knowledge.schedule import Fee, Schedule

_CHECKED = ("円", "日", "%")
_DECLINED = ("not_in_terms", "out_of_scope")


def violations(question: Question, answer: Answer, generation: Generation) -> tuple[str, ...]:
    """What the contract forbids: a quote that is not its clause's, a figure without source, an amount where it declined."""
    found: list[str] = []
    for part in with_parts(answer):
        view = generation.on(part.on)
        cited = [(one, _clause(one, view)) for one in part.citations]
        found += [f"quote not in {one.document}#{one.clause}" for one, held in cited if held is None or one.quote not in held.clause.text]
        if part.status == "answered" and not part.citations:
            found.append("answered without a citation")
        if part.status in _DECLINED and part.amounts:
            found.append(f"{part.status} with an amount")
        if part.status == "answered" and not part.parts:
            found += [
                f"{number}{unit} has no source" for number, unit in _unsourced(question, part, [held for _, held in cited if held], view)
            ]
    return tuple(dict.fromkeys(found))


def _clause(one: Citation, view: Generation) -> IndexedClause | None:
    edition = one.edition if one.edition in ("original", "summary") else None
    return view.find(f"{one.document}#{one.clause}", edition)  # type: ignore[arg-type]


def _unsourced(question: Question, part: Answer, cited: Sequence[IndexedClause], view: Generation) -> list[tuple[str, str]]:
    """Amounts, days and percentages of the text that stand in no step, no cited clause, no note and no question."""
    told = {figure for figure in figures_in(_without_names(part.text, part.citations)) if figure[1] in _CHECKED and figure[0] != "0"}
    steps = part.calculation.steps if part.calculation else ()
    assumed = part.calculation.assumptions if part.calculation else ()
    below = [child for held in cited for child in view.children(held.address, held.edition)]
    clauses = [f"{held.title} {held.clause.text}" for held in (*cited, *below)]
    asked = (question.question, *question.history)
    known = figures_in("\n".join((*asked, *clauses, *(step.text for step in steps), *assumed, *(c.quote for c in part.citations))))
    known |= {(step.yen, "円") for step in steps if step.yen} | {(str(part.on.day), "日")}
    return sorted(told - known)


def _without_names(text: str, citations: Sequence[Citation]) -> str:
    for one in citations:
        text = text.replace(f"{one.title} {one.printed}", " ")
    return text


def riders_missing(answer: Answer, generation: Generation) -> tuple[str, ...] | None:
    """Riders that the fees shown oblige us to add and that the answer lacks; None where none is due."""
    due: list[str] = []
    lacking: list[str] = []
    for part in with_parts(answer):
        schedule = generation.schedules.get(part.provider or "")
        if schedule is None or part.status != "answered" or part.parts:
            continue
        fees = list(_fees_shown(part, schedule))
        items = {fee.item for fee in fees}
        keys = dict.fromkeys(key for fee in fees for key in fee.riders)
        texts = [schedule.riders[key].text for key in keys if not items & set(schedule.riders[key].unless_with)]
        said = _unspaced("\n".join((answer.text, part.text, *part.notes, *answer.notes)))
        due += texts
        lacking += [text for text in texts if _unspaced(text) not in said]
    return tuple(dict.fromkeys(lacking)) if due else None


def _fees_shown(part: Answer, schedule: Schedule) -> Iterator[Fee]:
    """The fees whose names the steps and amounts begin with; of nested names the longest."""
    steps = part.calculation.steps if part.calculation else ()
    for text in dict.fromkeys((*(step.text for step in steps), *(amount.label for amount in part.amounts))):
        named = [fee for fee in schedule.fees.values() if text.startswith(fee.name)]
        longest = max((len(fee.name) for fee in named), default=0)
        yield from (fee for fee in named if len(fee.name) == longest)


def _unspaced(text: str) -> str:
    return re.sub(r"\s+", "", text)
