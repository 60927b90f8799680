"""Every yen amount of the 料金表 documents is a typed amount with its row's head; what the schedules made by hand say otherwise is printed."""

from __future__ import annotations

import re
from collections import Counter
from decimal import Decimal

import pytest

from ingest.tables.model import Amount
from ingest.tables.read import tables_of
from ingest.tables.words import narrow
from knowledge.clause import Clause, Document
from knowledge.normalise import fold
from knowledge.schedule import FeeValue, Taxed, load_schedules

_TABLES = [("tsubame-hikari-juyo", ("16",)), ("waiwai-ryokin", ()), ("h555-ryokin", ()), ("ocn-ip1-moshikomi", ("各種料金",))]
_SUM = re.compile(r"\d[\d,.]*\s*円")
Key = tuple[str, str, Decimal]


def _clauses(document: Document, under: tuple[str, ...]) -> list[Clause]:
    return [c for c in document.clauses if not under or c.address.path[: len(under)] == under]


@pytest.mark.parametrize(("name", "under"), _TABLES)
def test_every_amount_is_typed_with_its_row(originals: dict[str, Document], name: str, under: tuple[str, ...]) -> None:
    document = originals[name]
    amounts = [a for table in tables_of(document) for a in table.amounts]
    printed = [
        (span.start + match.start(), match.group())
        for clause in _clauses(document, under)
        for span in clause.spans
        for match in _SUM.finditer(narrow(document.text[span.start : span.end]))
    ]
    assert printed
    lost = [(at, text) for at, text in printed if not any(a.span.start <= at < a.span.end for a in amounts)]
    assert lost == []
    wrong = [a for a in amounts if not under or a.address.path[: len(under)] == under if not _row_is(document, a)]
    assert [(a.row_head, str(a.value)) for a in wrong] == []


def _row_is(document: Document, amount: Amount) -> bool:
    """Read another way: the head is the last filled cell left of the amount on its line, of the cells that are no description;
    where the line begins empty, the nearest line above that fills the first cell has the outer head."""
    start = document.text.rfind("\n", 0, amount.span.start) + 1
    left = document.text[start : amount.span.start].split("\t")[:-1]
    filled = [cell.strip() for cell in left if cell.strip()]
    if filled and filled[-1] == amount.row_head[-1]:
        return True
    if left and left[0].strip():
        return left[0].strip() in amount.row_head
    above = [line for line in document.text[:start].splitlines() if line and not line.startswith("\t") and "\t" in line]
    return bool(above) and above[-1].split("\t")[0].strip() in amount.row_head


def _values(value: Taxed) -> list[tuple[str, Decimal]]:
    return [(side, v) for side in ("excluded", "included", "exempt", "unstated") if (v := getattr(value, side)) is not None]


def _by_hand(provider: str) -> Counter[Key]:
    schedule = load_schedules()[provider]
    out: Counter[Key] = Counter()
    values: list[tuple[str, FeeValue]] = [(cite, v) for fee in schedule.fees.values() for v in fee.values for cite in v.cites]
    for cite, value in values:
        out.update((cite, side, v) for side, v in _values(value) if v)
    for plan in schedule.instalments.values():
        out.update((plan.cite, side, v) for part in (plan.first, plan.rest) for side, v in _values(part))
    return out


@pytest.mark.parametrize("provider", ["tsubame", "waiwai", "h555", "ocn"])
def test_the_tables_agree_with_the_schedules_made_by_hand(originals: dict[str, Document], provider: str) -> None:
    """At a clause with a table all values made by hand are in the table; a clause that only the shipped edition has counts as its document."""
    documents = [d for d in originals.values() if d.provider == provider]
    tables = [table for d in documents for table in tables_of(d) if table.amounts]
    typed: set[Key] = {(fold(str(a.address)), side, v) for t in tables for a in t.amounts for side, v in a.prices.items() if v}
    hand: set[Key] = {(fold(cite), side, v) for cite, side, v in _by_hand(provider) if v}
    held = {fold(str(c.address)) for d in documents for c in d.clauses}
    tabled = {fold(str(t.address)) for t in tables}
    prose = {key for key in hand if key[0] in held and key[0] not in tabled}
    anywhere = {(address.split("#")[0], side, v) for address, side, v in typed}
    lost = {k for k in hand - typed - prose if k[0] in held or (k[0].split("#")[0], *k[1:]) not in anywhere}
    print(f"\n{provider}: {len(hand)} values made by hand: {len(hand & typed)} in a table at their clause,", end=" ")
    print(f"{len(hand - typed - prose - lost)} in one at another clause of the document, {len(prose)} in prose, {len(lost)} nowhere")
    for kind, keys in (("in prose", prose), ("NOWHERE", lost), ("by the tables alone", typed - hand)):
        for address, side, value in sorted(keys):
            print(f"  {kind}: {address} {side} {value}")
    assert lost == set()
    assert typed


@pytest.mark.parametrize(
    ("document", "row", "value", "unit", "period"),
    [
        ("waiwai-ryokin", "IPアドレス追加", 550, ("個", 7), "monthly"),
        ("waiwai-ryokin", "メール容量追加", 550, ("MB", 5), "monthly"),
        ("tsubame-hikari-juyo", "追加ネーム", 100, ("ネーム", 1), "monthly"),
        ("tsubame-hikari-juyo", "レンタルルーター", 12000, None, None),
        ("h555-ryokin", "トラブル診断 (30 分)", 5715, ("分", 30), None),
        ("h555-ryokin", "ブリッジタップ外し", 9000, ("箇所", 1), None),
        ("ocn-ip1-moshikomi", "複数メールアドレス3", 350, None, "monthly"),
        ("ocn-ip1-moshikomi", "基本工事費", 1000, ("工事", 1), None),
    ],
)
def test_units_and_periods(
    originals: dict[str, Document], document: str, row: str, value: int, unit: tuple[str, int] | None, period: str | None
) -> None:
    found = [
        a for table in tables_of(originals[document]) for a in table.amounts if a.row_head and a.row_head[-1] == row and a.value == value
    ]
    assert [(a.unit and (a.unit.name, a.unit.size), a.period) for a in found] == [(unit, period)]
