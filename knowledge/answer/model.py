"""A question and its answer, as CONTRACT.md prints them."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from knowledge.reference import ReferenceKind

Status = Literal["answered", "not_in_terms", "needs_detail", "out_of_scope"]
TaxSide = Literal["included", "excluded", "exempt", "unstated"]

# From the surest to the least certain: an answer in parts takes the last of its parts' (CONTRACT.md, "parts").
CERTAINTY: tuple[Status, ...] = ("answered", "needs_detail", "not_in_terms", "out_of_scope")


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Question(_Frozen):
    """What is asked: `on` is the day asked (Asia/Tokyo), `history` the earlier questions of the dialogue."""

    question: str
    provider: str | None = None
    on: date | None = None
    history: tuple[str, ...] = ()
    id: str | None = None


class Amount(_Frozen):
    """One amount offered as the answer; yen is a decimal string."""

    yen: str
    tax: TaxSide
    label: str
    role: str
    period: str
    as_of: str | None = None


class Step(_Frozen):
    text: str
    yen: str | None = None
    cite: str | None = None


class Calculation(_Frozen):
    name: str
    steps: tuple[Step, ...]
    assumptions: tuple[str, ...] = ()


class CitedReference(_Frozen):
    """What the quote refers to. address: a clause or a whole document; None where it is not held, as a law never is.

    kind: clause, table, document or law; a clause or table that is not held is missing from the documents.
    """

    text: str
    kind: ReferenceKind
    address: str | None
    printed: str
    held: bool


class Citation(_Frozen):
    document: str
    title: str
    clause: str
    printed: str
    heading: str
    quote: str
    edition: str
    effective: date | None = None
    references: tuple[CitedReference, ...] = ()


class Assumed(_Frozen):
    what: str
    value: str


class Ask(_Frozen):
    """A missing detail: the need, the question to the customer, the options to choose from."""

    need: str
    question: str
    options: tuple[str, ...] = ()


class Answer(_Frozen):
    id: str | None = None
    answer_id: str = ""
    generation: str = ""
    question: str
    provider: str | None
    on: date
    status: Status
    text: str
    amounts: tuple[Amount, ...] = ()
    calculation: Calculation | None = None
    citations: tuple[Citation, ...] = ()
    assumed: tuple[Assumed, ...] = ()
    notes: tuple[str, ...] = ()
    parts: tuple[Answer, ...] = ()
    ask: tuple[Ask, ...] = ()
    elapsed_ms: float = Field(default=0.0)

    def to_json(self) -> str:
        """One line of JSON, as the contract has it."""
        return self.model_dump_json(by_alias=True)
