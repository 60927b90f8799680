"""Yen amounts: those a text prints, those a schedule holds, and those that are no fee."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

from ingest.tables.read import tables_of
from knowledge.clause import Document
from knowledge.schedule import Schedule, Taxed
from tests.parity.editions import Edition, Text, folded_address
from tests.parity.figures import figures_of
from tests.parity.words import words_of

NO_FEE = Path(__file__).with_name("no_fee.yaml")


def no_fee() -> dict[tuple[str, Decimal], str]:
    """(clause, yen) of each amount that is no fee, with its reason."""
    entries: list[dict[str, Any]] = yaml.safe_load(NO_FEE.read_text(encoding="utf-8"))
    return {(at, Decimal(str(yen))): entry["reason"] for entry in entries for at, amounts in entry["at"].items() for yen in amounts}


def printed(edition: Edition) -> Iterator[tuple[str, Decimal]]:
    """(clause, yen) of every amount the edition prints."""
    for texts in edition.values():
        for text in texts:
            for figure in figures_of(text.whole):
                if figure.endswith("円"):
                    yield text.at, Decimal(figure.removesuffix("円"))


def scheduled(schedule: Schedule) -> dict[Decimal, set[str]]:
    """Every amount of the schedule, either tax side, with the clauses it is cited from."""
    out: dict[Decimal, set[str]] = {}
    for fee in schedule.fees.values():
        for value in fee.values:
            _add(out, value, value.cites)
    for plan in schedule.instalments.values():
        for part in (plan.first, plan.rest):
            _add(out, part, (plan.cite,))
    return out


def _add(out: dict[Decimal, set[str]], amount: Taxed, cites: tuple[str, ...]) -> None:
    for yen in (amount.excluded, amount.included, amount.exempt, amount.unstated):
        if yen is not None:
            out.setdefault(yen, set()).update(folded_address(cite) for cite in cites)


def misplaced(original: Document, ours: Sequence[Text]) -> Iterator[str]:
    """Amounts of the original's tables that no line of ours has beside the name of their row."""
    lines = [(figures_of(line), words_of(line)) for text in ours for line in text.whole.split("\n")]
    for table in tables_of(original):
        for amount in table.amounts:
            name = " ".join((*amount.row_head[-1:], amount.label))
            wanted = figures_of(name) + figures_of(" ".join(f"{yen}円" for yen in amount.prices.values() if yen))
            words = words_of(name)
            if not any(wanted.keys() <= figures.keys() and 2 * len(words & held) >= len(words) for figures, held in lines):
                yield f"{amount.address}: {name}: {dict(amount.prices)}"
