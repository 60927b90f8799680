"""What another generation would change: documents, clauses added, removed and changed, fees with their old and new values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Literal

from knowledge.generation import Generation, IndexedClause
from knowledge.in_force import HeldKey
from knowledge.schedule import Schedule
from knowledge.settings import today

Change = Literal["added", "removed", "changed"]
# What of a schedule states money; names and choices only help to find it.
_SECTIONS = ("fees", "instalments", "riders", "rules")
_AROUND = 24
_MOST_LETTERS = 120


@dataclass(frozen=True)
class DocumentChange:
    change: Change
    document: str
    edition: str
    effective: date | None
    title: str


@dataclass(frozen=True)
class ClauseChange:
    """old and new are the clause's text; of a new date of a document, old is what was in force before it."""

    change: Change
    address: str
    edition: str
    effective: date | None
    old: str | None
    new: str | None


@dataclass(frozen=True)
class FeeChange:
    """One entry of a schedule: old and new are its values as the schedule has them."""

    change: Change
    provider: str
    section: str
    key: str
    name: str
    old: Any
    new: Any


@dataclass(frozen=True)
class Difference:
    current: str
    other: str
    documents: tuple[DocumentChange, ...]
    clauses: tuple[ClauseChange, ...]
    fees: tuple[FeeChange, ...]

    def as_json(self) -> dict[str, Any]:
        return {"current": self.current, "staged": self.other, **{k: v for k, v in asdict(self).items() if k not in ("current", "other")}}

    def as_text(self) -> str:
        lines = [f"{self.other} against {self.current}:"]
        lines += [f"document {d.change}: {d.document} ({d.edition}, {d.effective or 'no date'}) {d.title}" for d in self.documents]
        for c in self.clauses:
            lines.append(f"clause {c.change}: {c.address} ({c.edition})")
            lines += [f"  {sign} {text}" for sign, text in zip("-+", _shown(c.old, c.new), strict=True) if text]
        for f in self.fees:
            lines.append(f"fee {f.change}: {f.provider} {f.section}.{f.key} {f.name}")
            lines += [f"  {sign} {value}" for sign, value in (("-", f.old), ("+", f.new)) if value is not None]
        counts = ", ".join(f"{len(part)} {name}" for part, name in ((self.documents, "documents"), (self.clauses, "clauses"), (self.fees, "fees")))
        return "\n".join([*lines, f"{counts} differ"])


def difference(old: Generation, new: Generation) -> Difference:
    """What changes when `new` takes the place of `old`."""
    titles = {d.key: d.title for g in (old, new) for d in g.documents}
    came, went = new.keys - old.keys, old.keys - new.keys
    documents = [DocumentChange("added", *_parts(k), titles[k]) for k in sorted(came, key=_order)]
    documents += [DocumentChange("removed", *_parts(k), titles[k]) for k in sorted(went, key=_order)]
    clauses: list[ClauseChange] = []
    before, after = _by_key(old), _by_key(new)
    for key in sorted(old.keys | new.keys, key=_order):
        clauses += _clauses(before.get(key) if key in before else _replaced(key, old), after.get(key, {}), key)
    return Difference(old.id, new.id, tuple(documents), tuple(clauses), tuple(_fees(old.schedules, new.schedules)))


def _clauses(old: Mapping[str, IndexedClause] | None, new: Mapping[str, IndexedClause], key: HeldKey) -> Iterator[ClauseChange]:
    old = old or {}
    for address in dict.fromkeys((*old, *new)):
        was, now = (held[address].clause.text if address in held else None for held in (old, new))
        if was != now:
            change: Change = "added" if was is None else "removed" if now is None else "changed"
            yield ClauseChange(change, address, key.edition, key.effective, was, now)


def _replaced(key: HeldKey, old: Generation) -> dict[str, IndexedClause]:
    """What was in force of a document and edition until a new date of it came."""
    view = old.on(key.effective or today())
    return next((held for k, held in _by_key(view).items() if (k.document, k.edition) == (key.document, key.edition)), {})


def _by_key(generation: Generation) -> dict[HeldKey, dict[str, IndexedClause]]:
    held: dict[HeldKey, dict[str, IndexedClause]] = {}
    for provider in generation.providers:
        for c in generation.clauses(provider):
            held.setdefault(c.key, {})[str(c.address)] = c
    return held


def _fees(old: Mapping[str, Schedule], new: Mapping[str, Schedule]) -> Iterator[FeeChange]:
    for provider in sorted({*old, *new}):
        was, now = (_entries(held.get(provider)) for held in (old, new))
        for section, key in dict.fromkeys((*was, *now)):
            before, after = was.get((section, key)), now.get((section, key))
            if before == after:
                continue
            change: Change = "added" if before is None else "removed" if after is None else "changed"
            name = str((after or before or {}).get("name", key))
            yield FeeChange(change, provider, section, key, name, _values(before), _values(after))


def _entries(schedule: Schedule | None) -> dict[tuple[str, str], dict[str, Any]]:
    data = schedule.model_dump(mode="json", by_alias=True, exclude_none=True) if schedule else {}
    return {(section, key): entry for section in _SECTIONS for key, entry in data.get(section, {}).items()}


def _values(entry: dict[str, Any] | None) -> Any:
    return entry.get("values", entry) if entry else None


def _shown(old: str | None, new: str | None) -> tuple[str, str]:
    """Both texts in one line each, from a little before they first differ."""
    was, now = (" ".join((text or "").split()) for text in (old, new))
    start = next((i for i, (a, b) in enumerate(zip(was, now, strict=False)) if a != b), 0 if not (was and now) else min(len(was), len(now)))
    start = max(0, start - _AROUND)
    lead = "…" if start else ""
    a, b = (lead + t[start : start + _MOST_LETTERS] + ("…" if len(t) > start + _MOST_LETTERS else "") if t else "" for t in (was, now))
    return a, b


def _parts(key: HeldKey) -> tuple[str, str, date | None]:
    return key.document, key.edition, key.effective


def _order(key: HeldKey) -> tuple[str, str, date]:
    return key.document, key.edition, key.effective or date.min
