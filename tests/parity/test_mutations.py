"""The parity check is no rubber stamp: each of four kinds of harm, done to a copy of the edition at random places, is reported."""

from __future__ import annotations

import random

import pytest

from tests.parity.allowed import allowed
from tests.parity.compare import Difference, Rules, of_document
from tests.parity.editions import Edition
from tests.parity.mutate import KINDS

TIMES = 10
SEED = 20261120


@pytest.mark.parametrize("turn", range(TIMES))
@pytest.mark.parametrize("kind", KINDS)
def test_harm_is_reported(kind: str, turn: int, original: Edition, ours: Edition, rules: Rules, found: dict[str, list[Difference]]) -> None:
    mutation = random.Random(f"{SEED} {kind}").sample(list(KINDS[kind](ours)), TIMES)[turn]
    document = mutation.text.document
    after = set(of_document(document, original[document], mutation.applied(ours[document]), rules))
    meant = allowed().keys() & set(found[document])
    assert after - meant or meant - after, f"not reported: {mutation}"


def test_the_places_are_of_many_documents(ours: Edition) -> None:
    """Ten of each kind, and together over most of the fifteen documents."""
    places = [m.text.document for kind in KINDS for m in random.Random(f"{SEED} {kind}").sample(list(KINDS[kind](ours)), TIMES)]
    assert len(places) == TIMES * len(KINDS)
    assert len(set(places)) >= 8
