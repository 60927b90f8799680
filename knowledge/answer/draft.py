"""An answer before it is worded whole and verified: typed claims and the clauses they rest on."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from knowledge.answer.model import Ask, Assumed, Calculation, Status, Step
from knowledge.calculator.money import Price, TaxSide, plain
from knowledge.calculator.result import Computed, Figure
from knowledge.generation import IndexedClause


@dataclass(frozen=True)
class Claim:
    """One amount stated as a fact. cite: the clause (or computed step's clause) it rests on; role: fee, sum, balance, instalment, free."""

    value: Decimal
    side: TaxSide
    role: str
    cite: str | None


@dataclass(frozen=True)
class Cited:
    """A clause with the passage that is quoted from it, letter for letter."""

    indexed: IndexedClause
    quote: str


def where(cited: Cited) -> str:
    """つばめ光重要事項説明 12.(3)."""
    return f"{cited.indexed.title} {cited.indexed.address.printed}"


@dataclass(frozen=True)
class Draft:
    """What a route hands to composing.

    conclusion: the first words the customer reads; lines: what follows. rider_texts: what the terms oblige us to add.
    told: our plain wording of a cited clause, where the text gives it instead of the quote.
    """

    status: Status
    conclusion: str
    lines: tuple[str, ...] = ()
    figures: tuple[Figure, ...] = ()
    calculation: Calculation | None = None
    cited: tuple[Cited, ...] = ()
    rider_texts: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    ask: tuple[Ask, ...] = ()
    assumed: tuple[Assumed, ...] = ()
    provider: str | None = None
    route: str = "searched"
    claims: tuple[Claim, ...] = field(default=())
    reference: tuple[Price, ...] = ()
    grounds: tuple[str, ...] = ()
    told: tuple[Cited, ...] = ()

    @property
    def text(self) -> str:
        return "\n".join((self.conclusion, *self.lines))


def calculation_of(*computed: Computed) -> Calculation:
    """The steps of one or several computations as the contract prints them."""
    steps = tuple(Step(text=s.text, yen=None if s.yen is None else plain(s.yen), cite=s.cite) for c in computed for s in c.steps)
    assumptions = tuple(dict.fromkeys(a for c in computed for a in c.assumptions))
    return Calculation(name=computed[0].name, steps=steps, assumptions=assumptions)


def claims_of(*computed: Computed) -> tuple[Claim, ...]:
    return tuple(Claim(f.price.amount, f.price.side, f.role, f.cites[0] if f.cites else None) for c in computed for f in c.figures)
