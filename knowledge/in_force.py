"""Which of the editions and dates held of a document are in force on a day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from knowledge.settings import Edition


@dataclass(frozen=True)
class HeldKey:
    """What identifies one document of a generation: its id, edition and the day it took effect (None: it prints none)."""

    document: str
    edition: Edition
    effective: date | None


def one_date_each(held: Iterable[HeldKey]) -> bool:
    """Whether no document is held in several dates: all of it is then in use on any day."""
    days: dict[str, set[date]] = {}
    keys = list(held)
    for key in keys:
        days.setdefault(key.document, set()).update([key.effective] if key.effective else [])
    return all(len(d) <= 1 for d in days.values()) and len({(k.document, k.edition) for k in keys}) == len(keys)


def in_force(held: Iterable[HeldKey], day: date) -> frozenset[HeldKey]:
    """The documents to answer from on a day.

    Of several dates the latest that is not after the day; where all are later, the undated one, else the earliest. Editions of
    another date than that one are left out (an old original beside a new summary would contradict it); undated ones stay.
    """
    documents: dict[str, list[HeldKey]] = {}
    for key in held:
        documents.setdefault(key.document, []).append(key)
    return frozenset(chosen for keys in documents.values() for chosen in _of_one_document(keys, day))


def _of_one_document(keys: list[HeldKey], day: date) -> list[HeldKey]:
    days = sorted({k.effective for k in keys if k.effective})
    undated = [k for k in keys if k.effective is None]
    begun = [d for d in days if d <= day]
    if not days or (not begun and undated and len(days) > 1):
        return undated
    holds = begun[-1] if begun else days[0]
    dated = [k for k in keys if k.effective == holds]
    if not begun and undated:
        # One later date beside an undated edition: each edition held only once stays in use, whatever the day.
        return [*undated, *(k for k in dated if k.edition not in {u.edition for u in undated})]
    return [*dated, *(u for u in undated if u.edition not in {k.edition for k in dated})]


def stored_day(day: date | None) -> str:
    """A day as the tables have it: '' where it is unknown."""
    return day.isoformat() if day else ""
