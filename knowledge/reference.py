"""What a clause refers to: other clauses, tables, documents and laws, told from its words and resolved to addresses."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, cast

from knowledge.address import ClauseAddress

ReferenceKind = Literal["clause", "table", "document", "law"]


@dataclass(frozen=True)
class Reference:
    """One reference: `text` is clause.text[start:end].

    targets: what it names, as far as it is held; several for a list, a range, or where the words fit several (all are named).
      A whole document is an address without a path.
    missing: printed names of what it names and the documents do not hold. A law is never a target and never missing.
    exception: the words behind it set aside what is referred to (…を除く, …にかかわらず, …以外).
    """

    text: str
    start: int
    end: int
    kind: ReferenceKind
    targets: tuple[ClauseAddress, ...] = ()
    missing: tuple[str, ...] = ()
    exception: bool = False


def pack(references: Sequence[Reference]) -> str:
    """As JSON beside the clause's text, which holds the words."""
    rows = [[r.start, r.end, r.kind, [str(t) for t in r.targets], list(r.missing), int(r.exception)] for r in references]
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":"))


def unpack(packed: str, text: str) -> tuple[Reference, ...]:
    """The references of a clause with this text."""
    return tuple(
        Reference(text[start:end], start, end, cast(ReferenceKind, kind), tuple(map(_address, targets)), tuple(missing), bool(exception))
        for start, end, kind, targets, missing, exception in json.loads(packed)
    )


def _address(text: str) -> ClauseAddress:
    return ClauseAddress.parse(text) if "#" in text else ClauseAddress(text, ())
