"""The source documents and the outline read by eye, where they lie beside the checkout; made-up documents otherwise."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ingest.outline.builder import Outline, outline
from ingest.outline.scan import view_of
from ingest.outline.token import View
from ingest.read import read_paths
from ingest.source import lines_of
from knowledge.clause import Document
from knowledge.registry import Provider, load_providers

SHARED = Path(__file__).resolve().parents[3] / "shared"


@pytest.fixture(scope="session")
def providers() -> dict[str, Provider]:
    return load_providers()


@pytest.fixture(scope="session")
def seeds() -> Path:
    if not (SHARED / "seeds").is_dir():
        pytest.skip(f"the source documents are not at {SHARED / 'seeds'}")
    return SHARED / "seeds"


@pytest.fixture(scope="session")
def originals(seeds: Path, providers: dict[str, Provider]) -> dict[str, Document]:
    return {held.document: held for held in read_paths([seeds], providers)}


@pytest.fixture(scope="session")
def by_eye() -> dict[str, Any]:
    path = SHARED / "acceptance" / "outline.json"
    if not path.is_file():
        pytest.skip(f"the outline read by eye is not at {path}")
    documents: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))["documents"]
    return documents


@pytest.fixture
def view() -> Callable[[str], View]:
    """A line alone between blank lines, as the productions see it."""
    return lambda text: view_of(lines_of(text), 0)


@pytest.fixture
def read() -> Callable[[str], Outline]:
    """A made-up document's outline."""
    return lambda text: outline(text, "d", lines_of(text), frozenset())


@pytest.fixture
def addresses(read: Callable[[str], Outline]) -> Callable[[str], list[str]]:
    return lambda text: [clause.address.clause for clause in read(text).clauses]
