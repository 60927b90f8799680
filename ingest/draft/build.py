"""Named price lines into the parts of a schedule (knowledge/schedule.py)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from ingest.draft.lines import PriceLine
from ingest.draft.names import Named, alone, named, names_of
from ingest.tables.model import Tax
from ingest.tables.words import is_price, narrow, plain
from knowledge.normalise import fold

_LEAVING = re.compile(r"解約|違約|契約解除料|撤去")


@dataclass
class Draft:
    """A schedule to be, as plain values; doubts and printed rows by fee."""

    provider: str
    fees: dict[str, dict[str, Any]] = field(default_factory=dict)
    items: dict[str, dict[str, Any]] = field(default_factory=dict)
    choices: dict[str, dict[str, Any]] = field(default_factory=dict)
    instalments: dict[str, dict[str, Any]] = field(default_factory=dict)
    doubts: dict[str, list[str]] = field(default_factory=dict)
    printed: dict[str, str] = field(default_factory=dict)

    def as_schedule(self) -> dict[str, Any]:
        parts = {"fees": self.fees, "instalments": self.instalments, "items": self.items, "choices": self.choices}
        return {"provider": self.provider} | {name: part for name, part in parts.items() if part}


def build(provider: str, lines: Sequence[tuple[PriceLine, date | None]]) -> Draft:
    """The draft of a provider's lines, each with the day its document took effect."""
    draft = Draft(provider)
    days = {id(line): day for line, day in lines}
    all_named = named([line for line, _ in lines])
    all_named.sort(key=lambda n: not n.line.doubts)
    items = _items(draft, all_named)
    choices = _choices(draft, all_named)
    called = _called(draft, all_named)
    for number, one in enumerate(all_named, start=1):
        key = f"fee_{number}"
        draft.fees[key] = _fee(one, items[fold(one.item)], choices, called[id(one)], days[id(one.line)])
        draft.printed[key] = one.line.printed
        if one.line.doubts:
            draft.doubts[key] = list(dict.fromkeys(one.line.doubts))
        if one.line.parts is not None:
            draft.instalments[f"instalment_{number}"] = _instalments(key, one.line, days[id(one.line)])
    return draft


def _items(draft: Draft, lines: Sequence[Named]) -> dict[str, str]:
    """One item for each name; names that several would share are nobody's. The first monthly charge with options is the base."""
    found = {fold(one.item): one.item for one in lines}
    others = [*found.values(), *(one.leaf for one in lines)]
    shared = Counter(fold(name) for item in found.values() for name in names_of(item, others))
    keys: dict[str, str] = {}
    for folded, item in found.items():
        keys[folded] = f"item_{len(keys) + 1}"
        called = [name for name in names_of(item, others) if shared[fold(name)] == 1]
        draft.items[keys[folded]] = {"name": item} | ({"called": called} if called else {})
    # Read in the order of the page, not of the doubts.
    charges = (one for one in lines if one.options and one.line.charged == "monthly" and is_price(one.item))
    base = min(charges, key=lambda one: one.line.amount.span, default=None)
    if base is not None:
        draft.items[keys[fold(base.item)]]["base"] = True
    return keys


def _choices(draft: Draft, lines: Sequence[Named]) -> dict[tuple[str, str], tuple[str, str]]:
    """(choice, option) as printed → their keys."""
    printed: dict[str, dict[str, None]] = {}
    for one in lines:
        for choice, option in one.options.items():
            printed.setdefault(choice, {})[option] = None
    out: dict[tuple[str, str], tuple[str, str]] = {}
    for number, (choice, options) in enumerate(printed.items(), start=1):
        held: dict[str, dict[str, Any]] = {}
        for option, called in zip(options, alone([names_of(option, options) for option in options]), strict=True):
            key = f"option_{len(held) + 1}"
            held[key] = {"name": option} | ({"called": called} if called else {})
            out[choice, option] = (f"choice_{number}", key)
        draft.choices[f"choice_{number}"] = {"ask": f"{choice}はどれですか。", "options": held}
    return out


def _called(draft: Draft, lines: Sequence[Named]) -> dict[int, list[str]]:
    """Names that single out one fee: not those of items, and not those of several rows."""
    leaves = [one.leaf for one in lines]
    names = alone([names_of(leaf, leaves) for leaf in leaves])
    items = {fold(n) for item in draft.items.values() for n in (item["name"], *item.get("called", ()))}
    return {id(one): [n for n in own if fold(n) not in items] for one, own in zip(lines, names, strict=True)}


def _fee(one: Named, item: str, choices: Mapping[tuple[str, str], tuple[str, str]], called: list[str], day: date | None) -> dict[str, Any]:
    line = one.line
    fee: dict[str, Any] = {"name": _name(one), "item": item}
    if called:
        fee["called"] = called
    fee["charged"] = line.charged
    if line.charged == "once":
        fee["dated_by"] = "cancellation" if _LEAVING.search(plain(one.item)) else "application"
    if one.options:
        fee["when"] = dict(choices[pair] for pair in one.options.items())
    unit = line.amount.unit
    if unit is not None:
        fee["unit"] = {"name": unit.name} | ({"size": unit.size} if unit.size > 1 else {})
    value: dict[str, Any] = {"attested": day} if day else {}
    fee["values"] = [value | taxed(line.prices) | {"cite": line.cite} | ({"also": line.also} if line.also else {})]
    return fee


def _name(one: Named) -> str:
    options = [o for o in one.options.values() if fold(o) not in fold(one.item)]
    if not options:
        return one.item if fold(one.item) == fold(one.leaf) or fold(one.leaf) in fold(one.item) else f"{one.item}（{one.leaf}）"
    return f"{one.item} {options[0]}" + "".join(f"（{narrow(option)}）" for option in options[1:])


def _instalments(fee: str, line: PriceLine, day: date | None) -> dict[str, Any]:
    assert line.parts is not None
    out: dict[str, Any] = {"fee": fee, "times": line.parts.times, "first": taxed(line.parts.first), "rest": taxed(line.parts.rest)}
    return out | {"cite": line.cite} | ({"attested": day} if day else {})


def taxed(prices: Mapping[Tax, Decimal]) -> dict[str, Any]:
    """Whole yen as an integer, parts of a yen as a string."""
    return {side: int(value) if value == int(value) else str(value) for side, value in prices.items()}
