"""What of a clause is indexed: its text behind its headings, and, as entries of their own, the ways customers ask for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from knowledge.address import ClauseAddress
from knowledge.clause import Clause

# The encoder averages over the words of a text; past this many letters further ones only blur it.
EMBEDDED_LETTERS = 400


def headings(clause: Clause, by_address: Mapping[ClauseAddress, Clause]) -> tuple[str, ...]:
    """The headings above a clause and its own, outermost first."""
    out = []
    address: ClauseAddress | None = clause.address
    while address is not None:
        held = by_address.get(address)
        if held and held.heading:
            out.append(held.heading)
        address = address.parent
    return tuple(reversed(out))


def lexical_text(title: str, clause: Clause, by_address: Mapping[ClauseAddress, Clause]) -> str:
    """Title, headings and text, and the asks: all the words by which the clause may be found."""
    return "\n".join((title, *headings(clause, by_address), clause.body, *clause.asks))


def dense_text(title: str, clause: Clause, by_address: Mapping[ClauseAddress, Clause]) -> str:
    """The text that is embedded for the clause itself."""
    return " ".join((*headings(clause, by_address)[-2:], clause.body))[:EMBEDDED_LETTERS]


def by_address(clauses: Sequence[Clause]) -> dict[ClauseAddress, Clause]:
    return {c.address: c for c in clauses}
