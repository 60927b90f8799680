"""The baselines: passages keep their place in the source, and what overlaps the gold clause is a hit."""

from __future__ import annotations

import pytest

from evals.baselines import _fused
from evals.contest import OURS, Task, _scores, contest
from evals.passages import Library, Place, chunks, clause_passages
from evals.questions import Case
from evals.unasked import without_asks
from knowledge.address import ClauseAddress
from knowledge.answer.assistant import Assistant
from knowledge.settings import Settings

DOCUMENT = "tsubame-hikari-juyo"


@pytest.fixture(scope="module")
def library(assistant: Assistant) -> Library:
    return Library(assistant.desk.generation)


@pytest.mark.parametrize("asks", [False, True])
def test_chunks_know_where_they_stand(library: Library, asks: bool) -> None:
    (_, text), *_ = library.texts.values()
    pieces = chunks(library, asks=asks)
    assert any("支払い方法は何がある" in piece.text for piece in pieces) == asks
    for piece in pieces:
        assert len(piece.text) <= 500
        stretch = text[piece.places[0].start : piece.places[0].end]
        kept = "".join(line for line in stretch.splitlines(keepends=True) if asks or not line.lstrip().startswith(">"))
        assert kept.strip() == piece.text


def test_clauses_are_passages_of_their_own(library: Library) -> None:
    assert any(passage.text.endswith("いつまでに言えばやめられる？") for passage in clause_passages(library, asks=True))
    assert not any("いつまでに" in passage.text for passage in clause_passages(library, asks=False))


def test_a_gold_clause_reaches_over_what_stands_below_it(library: Library) -> None:
    whole = library.region(ClauseAddress.parse(f"{DOCUMENT}#12"))
    part = library.region(ClauseAddress.parse(f"{DOCUMENT}#12/(2)"))
    assert set(part) < set(whole)
    assert library.region(ClauseAddress.parse(f"{DOCUMENT}#12/(2)/(9)")) == part
    assert library.region(ClauseAddress.parse("unheld#1")) == ()


def test_scores_by_overlap() -> None:
    task = Task("問", None, ((Place("a", 10, 20),), (Place("a", 30, 40),)))
    beside, touching, both = (Place("b", 10, 20),), (Place("a", 0, 10),), (Place("a", 19, 31),)
    assert _scores(task, [beside, touching, both]) == {"recall@1": 0.0, "recall@5": 1.0, "recall@10": 1.0, "mrr": 1 / 3}
    assert _scores(task, [(Place("a", 39, 50),)]) == {"recall@1": 0.5, "recall@5": 0.5, "recall@10": 0.5, "mrr": 1.0}
    assert _scores(task, []) == {"recall@1": 0.0, "recall@5": 0.0, "recall@10": 0.0, "mrr": 0.0}


def test_fusion_prefers_what_both_found() -> None:
    assert _fused([1, 2, 3], [4, 2]) == [2, 1, 4, 3]


def test_a_contest_gives_our_rows_first_and_every_baseline(
    assistant: Assistant, world: Settings, tmp_path_factory: pytest.TempPathFactory
) -> None:
    expect = {"status": "answered", "clauses": (f"{DOCUMENT}#12/(2)",)}
    case = Case.model_validate({"id": "c", "question": "解約の連絡は何日前までですか", "provider": "tsubame", "expect": expect})
    turn = case.model_copy(update={"id": "d", "history": ("前の問い",)})
    unasked = Assistant.open(without_asks(world, tmp_path_factory.mktemp("unasked")))
    rows = contest([case, turn], assistant, unasked, world, quiet=True)
    assert [row.name for row in rows[:2]] == [OURS, OURS] and len(rows) == 14
    assert all((figure := row.figures["recall@10"]) is not None and (figure.value, figure.n) == (1.0, 1) for row in rows)
