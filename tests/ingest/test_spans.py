"""The span invariant: a clause's text is its spans joined; spans do not overlap; nothing of the source is lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.read import read_path
from knowledge.clause import Document
from knowledge.registry import Provider
from knowledge.settings import SHIPPED_TERMS

# The marks that may be left out: heading signs, list dashes and quotation marks of Markdown at the beginning of a line.
MARKS = set("#-*+>")
SHIPPED = sorted(SHIPPED_TERMS.rglob("*.md"))


def check(held: Document) -> None:
    taken = bytearray(len(held.text))
    for clause in held.clauses:
        assert clause.text == "".join(held.text[span.start : span.end] for span in clause.spans), clause.address
        assert 0 <= clause.body_at <= len(clause.text), clause.address
        assert clause.text == clause.text.strip() or not clause.text.strip(), clause.address
    for span in (*(span for clause in held.clauses for span in clause.spans), *held.loose):
        assert not any(taken[span.start : span.end]), held.text[span.start : span.end]
        taken[span.start : span.end] = b"\1" * (span.end - span.start)
    start, end = (held.part.start, held.part.end) if held.part else (0, len(held.text))
    assert not any(taken[:start]) and not any(taken[end:])
    for at in range(start, end):
        char = held.text[at]
        if not taken[at] and not char.isspace():
            line = held.text.rfind("\n", 0, at) + 1
            assert char in MARKS and not held.text[line:at].strip("#-*+> \t　"), held.text[line : at + 20]
    addresses = [clause.address for clause in held.clauses]
    assert len(addresses) == len(set(addresses))
    assert [clause.order for clause in held.clauses] == list(range(len(addresses)))


def test_originals(originals: dict[str, Document]) -> None:
    for held in originals.values():
        check(held)


@pytest.mark.parametrize("path", SHIPPED, ids=[path.stem for path in SHIPPED])
def test_shipped_edition(path: Path, providers: dict[str, Provider]) -> None:
    (held,) = read_path(path, providers)
    assert held.document == path.stem
    assert held.provider == path.parent.name
    check(held)


def test_every_shipped_parent_is_there(providers: dict[str, Provider]) -> None:
    for path in SHIPPED:
        (held,) = read_path(path, providers)
        addresses = {clause.address for clause in held.clauses}
        assert all(address.parent in addresses for address in addresses if address.parent), path
