"""The shipped edition against the originals, document by document: nothing differs but what allowed.yaml lists with its reason."""

from __future__ import annotations

import pytest

from tests.parity.allowed import OUTLINE, allowed, judged
from tests.parity.compare import Difference, Rules
from tests.parity.editions import TERMS, Edition

FILES = {path.stem: path for path in sorted(TERMS.rglob("*.md"))}
MOST_ALLOWED = 150


@pytest.mark.parametrize("document", FILES)
def test_nothing_differs_but_what_is_listed(document: str, found: dict[str, list[Difference]]) -> None:
    open_, _ = judged(found[document])
    listed = "\n".join(f"  {difference}" for difference in open_)
    assert not open_, f"{FILES[document]} differs from the original; mend it, or list it in allowed.yaml with its reason:\n{listed}"


def test_every_listed_difference_still_occurs(found: dict[str, list[Difference]]) -> None:
    _, gone = judged([difference for differences in found.values() for difference in differences])
    assert not gone, "take out of allowed.yaml:\n" + "\n".join(f"  {difference}" for difference in gone)


def test_every_document_of_one_edition_is_in_the_other(original: Edition, ours: Edition) -> None:
    assert sorted(original) == sorted(ours) == sorted(FILES)


def test_the_list_of_differences_is_short_and_gives_reasons() -> None:
    assert len(allowed()) <= MOST_ALLOWED
    assert all(len(reason) > 20 for reason in allowed().values())


def test_what_the_sources_lost_is_known(rules: Rules) -> None:
    """Without the outline read by eye, no loss would be asked for; test_nothing_differs then says less than it seems to."""
    if not OUTLINE.is_file():
        pytest.skip(f"the outline read by eye is not at {OUTLINE}: what the sources lost is not checked")
    assert "第17条" in rules.lost["tsubame-v6-yakkan"] and {"第10条", "第20条", "第31条"} <= {*rules.lost["waiwai-yakkan"]}
    assert rules.lost["waiwai-ryokin"] == ["3"]
