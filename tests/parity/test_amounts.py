"""Every yen amount is a schedule's or listed as no fee, and stands in the row it is printed in."""

from __future__ import annotations

from decimal import Decimal

import pytest

from ingest.read import read_paths
from knowledge.clause import Document
from knowledge.registry import load_providers
from knowledge.schedule import load_schedules
from tests.parity.amounts import misplaced, no_fee, printed, scheduled
from tests.parity.editions import SEEDS, TERMS, Edition

PROVIDERS = {path.stem: path.parent.name for path in sorted(TERMS.rglob("*.md"))}


@pytest.fixture(scope="module")
def schedules() -> dict[str, dict[Decimal, set[str]]]:
    return {provider: scheduled(schedule) for provider, schedule in load_schedules().items()}


@pytest.fixture(scope="module")
def documents(original: Edition) -> dict[str, Document]:
    return {held.document: held for held in read_paths([SEEDS], load_providers())}


@pytest.mark.parametrize("document", PROVIDERS)
def test_amounts_of_the_original_are_held(document: str, original: Edition, schedules: dict[str, dict[Decimal, set[str]]]) -> None:
    held = schedules[PROVIDERS[document]]
    missing = [f"{at}: {yen}円" for at, yen in printed({document: original[document]}) if yen not in held and (at, yen) not in no_fee()]
    assert not missing, f"neither in fees/{PROVIDERS[document]}.yaml nor in no_fee.yaml: {missing}"


@pytest.mark.parametrize("document", PROVIDERS)
def test_amounts_of_ours_are_cited_where_they_stand(document: str, ours: Edition, schedules: dict[str, dict[Decimal, set[str]]]) -> None:
    held = schedules[PROVIDERS[document]]
    missing = [
        f"{at}: {yen}円" for at, yen in printed({document: ours[document]}) if at not in held.get(yen, ()) and (at, yen) not in no_fee()
    ]
    assert not missing, f"no value of fees/{PROVIDERS[document]}.yaml cites the clause, and no_fee.yaml does not list it: {missing}"


def test_what_is_no_fee_is_still_printed(ours: Edition, schedules: dict[str, dict[Decimal, set[str]]]) -> None:
    there = set(printed(ours))
    assert not [f"{at}: {yen}円" for at, yen in no_fee() if (at, yen) not in there]
    cited = [f"{at}: {yen}円" for at, yen in no_fee() if at in schedules[PROVIDERS[at.partition("#")[0]]].get(yen, ())]
    assert not cited, f"a schedule cites it: take it out of no_fee.yaml: {cited}"


@pytest.mark.parametrize("document", PROVIDERS)
def test_amounts_of_tables_stand_beside_their_row(document: str, documents: dict[str, Document], ours: Edition) -> None:
    wrong = list(misplaced(documents[document], ours[document]))
    assert not wrong, f"no line of {document}.md has the row's name and its amount: {wrong}"
