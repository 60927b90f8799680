"""Both editions read once for the folder; where the source documents are missing, its tests are skipped and say so."""

from __future__ import annotations

import pytest

from tests.parity.allowed import rules as read_rules
from tests.parity.compare import Difference, Rules, of_document
from tests.parity.editions import SEEDS, Edition
from tests.parity.editions import originals as read_originals
from tests.parity.editions import shipped as read_shipped


@pytest.fixture(scope="session")
def original() -> Edition:
    if not SEEDS.is_dir():
        pytest.skip(f"the source documents are not at {SEEDS}")
    return read_originals()


@pytest.fixture(scope="session")
def ours(original: Edition) -> Edition:
    return read_shipped()


@pytest.fixture(scope="session")
def rules(original: Edition) -> Rules:
    return read_rules()


@pytest.fixture(scope="session")
def found(original: Edition, ours: Edition, rules: Rules) -> dict[str, list[Difference]]:
    """Differences by document, the allowed ones included."""
    return {document: of_document(document, original.get(document, ()), ours[document], rules) for document in ours}
