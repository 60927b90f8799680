"""What of a clause is indexed: its text behind its headings, and, as entries of their own, the ways customers ask for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from knowledge.address import ClauseAddress
from knowledge.clause import Clause

# The encoder averages over the words of a text; past this many letters further ones only blur it.
EMBEDDED_LETTERS = 400
# A list such as 第20条, 第21条乃至第23条 would drown what the clause says itself; a long heading says too much.
REFERRED = 4
REFERRED_LETTERS = 40


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


def referred_headings(clause: Clause, by_address: Mapping[ClauseAddress, Clause]) -> tuple[str, ...]:
    """The headings of the clauses a clause refers to, those above it left out: it is found by what it refers to."""
    own = headings(clause, by_address)
    targets = (by_address[t] for r in clause.references for t in r.targets if t in by_address)
    last = [above[-1] for target in targets if (above := headings(target, by_address))]
    return tuple(h for h in dict.fromkeys(last) if h not in own and len(h) <= REFERRED_LETTERS)[:REFERRED]


def lexical_text(title: str, clause: Clause, by_address: Mapping[ClauseAddress, Clause]) -> str:
    """Title, headings and text, what it refers to, and the asks: all the words by which the clause may be found."""
    return "\n".join((title, *headings(clause, by_address), clause.body, *referred_headings(clause, by_address), *clause.asks))


def dense_text(title: str, clause: Clause, by_address: Mapping[ClauseAddress, Clause]) -> str:
    """The text that is embedded for the clause itself."""
    return " ".join((*headings(clause, by_address)[-2:], clause.body))[:EMBEDDED_LETTERS]


def by_address(clauses: Sequence[Clause]) -> dict[ClauseAddress, Clause]:
    return {c.address: c for c in clauses}
