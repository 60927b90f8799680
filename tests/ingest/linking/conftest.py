"""Made-up documents for references: clauses by path, each with its heading and body."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

import pytest

from ingest.linking.link import link
from knowledge.address import ClauseAddress
from knowledge.clause import Clause, Document, Span
from knowledge.reference import Reference
from knowledge.settings import Edition

Linked = Callable[..., tuple[Reference, ...]]
Made = Callable[..., Document]


def made(
    clauses: Mapping[str, str],
    document: str = "d",
    *,
    title: str = "試しの利用約款",
    kind: str = "約款",
    provider: str = "newco",
    edition: Edition = "original",
    effective: date | None = None,
) -> Document:
    """Keys are paths, with the heading behind a bar (第9条|停止) and the chapter behind another; values are bodies, printed on lines of their own."""
    text, held = "", []
    for order, (key, body) in enumerate(clauses.items()):
        path, heading, chapter = (*key.split("|"), "", "")[:3]
        printed = path.rsplit("/", 1)[-1]
        whole = f"{printed} {body}"
        address = ClauseAddress(document, tuple(path.split("/")))
        span = Span(len(text), len(text) + len(whole))
        held.append(Clause(address, address.printed, heading, whole, len(printed) + 1, (span,), order, chapter=chapter))
        text += whole + "\n"
    return Document(provider, document, title, kind, edition, effective, f"{document}.txt", text, tuple(held), (), ())


@pytest.fixture
def document() -> Made:
    return made


@pytest.fixture
def references() -> Linked:
    """The references of the clause at a path, once its document is linked beside others."""

    def at(path: str, clauses: Mapping[str, str], *beside: Document, **rest: object) -> tuple[Reference, ...]:
        first, *_ = link([made(clauses, **rest), *beside])  # type: ignore[arg-type]
        return next(c.references for c in first.clauses if c.address.clause == path)

    return at


@pytest.fixture
def told(references: Linked) -> Callable[..., list[tuple[str, list[str], list[str]]]]:
    """Text, targets and missing names of each reference of a clause; targets of other documents with their ids."""

    def at(path: str, clauses: Mapping[str, str], *beside: Document, **rest: object) -> list[tuple[str, list[str], list[str]]]:
        found = references(path, clauses, *beside, **rest)
        return [(r.text, [t.clause if t.document == "d" else str(t) for t in r.targets], list(r.missing)) for r in found]

    return at
