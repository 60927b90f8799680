"""Clauses of both editions paired: the smallest address both have, or a stretch declared as arranged differently."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tests.parity.editions import Text


@dataclass(frozen=True)
class Arranged:
    """A stretch whose items stand elsewhere in ours: clauses of the original and of ours that are compared as one, with the reason.

    clauses, items: how many of each the original has and ours, where these differ.
    """

    document: str
    original: tuple[str, ...]
    ours: tuple[str, ...]
    reason: str
    clauses: tuple[int, int] | None = None
    items: tuple[int, int] | None = None

    @property
    def clause(self) -> str:
        return self.ours[0]


@dataclass(frozen=True)
class Unit:
    """What is compared as one: the texts of both editions under one address. arranged: addresses and lists differ by intent."""

    document: str
    clause: str
    original: tuple[Text, ...]
    ours: tuple[Text, ...]
    arranged: Arranged | None = None

    @property
    def at(self) -> str:
        return f"{self.document}#{self.clause}"


@dataclass(frozen=True)
class Pairing:
    """Units in the order of the original, and the addresses only one edition has."""

    units: tuple[Unit, ...]
    lost: tuple[str, ...]
    added: tuple[str, ...]


def pair(original: Sequence[Text], ours: Sequence[Text], arranged: Sequence[Arranged]) -> Pairing:
    both = {text.clause for text in original} & {text.clause for text in ours}
    theirs: dict[str, list[Text]] = {}
    mine: dict[str, list[Text]] = {}
    lost = _share(original, theirs, both, [(stretch.clause, stretch.original) for stretch in arranged])
    added = _share(ours, mine, both, [(stretch.clause, stretch.ours) for stretch in arranged])
    together = {stretch.clause: stretch for stretch in arranged}
    document = original[0].document
    units = tuple(
        Unit(document, clause, tuple(theirs.get(clause, ())), tuple(mine.get(clause, ())), together.get(clause))
        for clause in dict.fromkeys((*theirs, *mine))
    )
    return Pairing(units, tuple(lost), tuple(added))


def _share(
    texts: Sequence[Text], shared: dict[str, list[Text]], both: set[str], stretches: Sequence[tuple[str, tuple[str, ...]]]
) -> list[str]:
    """Puts each text under its unit; gives the addresses that only this edition has."""
    alone = []
    for text in texts:
        stretch = next((unit for unit, begins in stretches if any(_within(text.clause, begin) for begin in begins)), None)
        if stretch is not None:
            shared.setdefault(stretch, []).append(text)
            continue
        clause = text.clause
        if clause not in both:
            alone.append(clause)
            while clause not in both and "/" in clause:
                clause = clause.rpartition("/")[0]
        shared.setdefault(clause, []).append(text)
    return alone


def _within(clause: str, begin: str) -> bool:
    return clause == begin or clause.startswith(f"{begin}/")
