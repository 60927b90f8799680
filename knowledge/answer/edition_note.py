"""What is said when the edition of the day asked is not held: a note beside the answer, and silence for ordinary questions."""

from __future__ import annotations

from datetime import date

from knowledge.answer.draft import Draft
from knowledge.generation import Generation, IndexedClause


def edition_notes(draft: Draft, on: date, generation: Generation) -> tuple[str, ...]:
    """One note for each quoted document whose edition of the day asked is not held.

    A computation picks its values by their own days (fee schedules), so it needs none.
    """
    if draft.status != "answered" or draft.calculation is not None:
        return ()
    return tuple(dict.fromkeys(note for c in draft.cited if (note := _note(c.indexed, on, generation))))


def _note(indexed: IndexedClause, on: date, generation: Generation) -> str | None:
    day = f"{on.year}年{on.month}月{on.day}日"
    if indexed.effective is not None and indexed.effective > on:
        begun = f"{indexed.effective.year}年{indexed.effective.month}月{indexed.effective.day}日"
        return f"「{indexed.title}」の{day}時点の版は手元にありません。{begun}からの版でお答えしています。"
    dated = [k for k in generation.keys if k.document == indexed.address.document and k.effective is not None]
    if indexed.effective is None and len(dated) > 1:
        return f"「{indexed.title}」の{day}時点の版は手元にありません。施行日の記載がない版でお答えしています。"
    return None
