"""Searches with parts left out, over a small world: the whole is what the assistant searches, and a part left out is not there."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pytest

from evals.questions import Case
from evals.training.ablation import LEFT_OUT, REFERENCES, ablate, table
from evals.training.pairs import families, folds, questions_of
from evals.training.searching import WHOLE, Asked, PartedRetriever, Parts, mapped, measure, read
from knowledge.answer.assistant import Assistant
from knowledge.answer.desk import Desk
from knowledge.settings import Settings

DAY = date(2026, 11, 20)
CLAUSE = "tsubame-hikari-juyo#12/(3)"


def case(identity: str, question: str, *clauses: str, kind: str = "cancel") -> Case:
    expect = {"status": "answered", "clauses": list(clauses)}
    return Case.model_validate(
        {"id": identity, "kind": kind, "question": question, "provider": "tsubame", "on": DAY, "expect": expect}, strict=False
    )


CASES = [
    case("a", "違約金はいくらですか", CLAUSE, kind="fee"),
    case("b", "いつまでに言えばやめられる？", "tsubame-hikari-juyo#12/(2)"),
    case("c", "天気は？"),
]


@pytest.fixture
def desk(assistant: Assistant) -> Desk:
    return assistant.desk


@pytest.fixture
def asked(desk: Desk) -> list[Asked]:
    return read(CASES, desk)


def test_only_questions_with_gold_clauses_are_read(asked: list[Asked]) -> None:
    assert [one.case.id for one in asked] == ["a", "b"]


def hits(desk: Desk, one: Asked, parts: Parts) -> list[tuple[str, float]]:
    search = PartedRetriever(desk.search, desk.search, parts, provider="tsubame", preferred=desk._preferred(one.request))
    return [(str(h.address), h.score) for h in search.hits(desk._without_names("tsubame", one.query))]


def test_the_whole_is_what_the_assistant_searches(desk: Desk, asked: list[Asked]) -> None:
    for one in asked:
        assert hits(desk, one, WHOLE)[:10] == [(str(h.address), h.score) for h in desk.find(one.request, one.query)]


def test_a_part_left_out_is_not_there(desk: Desk, asked: list[Asked]) -> None:
    search = PartedRetriever(desk.search, desk.search, Parts(lexical=False, clause_vectors=False), provider="tsubame")
    assert {(h.clause_similarity, h.lexical) for h in search.hits(asked[0].query)} == {(0.0, 0.0)}
    own = PartedRetriever(desk.search, desk.search, Parts(synonyms=False), provider="tsubame")
    whole = PartedRetriever(desk.search, desk.search, WHOLE, provider="tsubame")
    assert {h.address: h.coverage for h in own.hits("辞めたい")} != {h.address: h.coverage for h in whole.hits("辞めたい")}


def test_the_identity_changes_nothing_and_a_map_on_clauses_leaves_the_asks(desk: Desk, asked: list[Asked]) -> None:
    width = len(desk.search.embedding.embed_query("解約"))
    there = mapped(desk.search, np.eye(width))
    assert measure(asked, desk, index=there) == measure(asked, desk)
    other = mapped(desk.search, -np.eye(width))
    turned = PartedRetriever(other, desk.search, WHOLE, provider="tsubame").hits("違約金はいくら")
    plain = PartedRetriever(desk.search, desk.search, WHOLE, provider="tsubame").hits("違約金はいくら")
    first = {h.address: h for h in plain}
    assert all(h.ask_similarity == first[h.address].ask_similarity for h in turned if h.address in first)
    assert any(h.clause_similarity != first[h.address].clause_similarity for h in turned if h.address in first)


def test_a_question_is_tested_only_where_all_its_golds_are_held_out(desk: Desk, asked: list[Asked]) -> None:
    parts = folds(asked, families(desk.generation) | {"other": "x", "sister": "tsubame 重要事項説明"}, 5)
    assert sorted(map(sorted, parts)) == [["other"], ["sister", "tsubame-hikari-juyo"]]
    assert questions_of(asked, {"tsubame-hikari-juyo"}) == asked and questions_of(asked, {"other"}) == []


def test_the_table_has_a_row_for_each_part(world: Settings, tmp_path: Path) -> None:
    with_asks, without = table(ablate(CASES, world, tmp_path)).split("\n\n")
    names = [line.split(" | ")[0].removeprefix("| ") for line in with_asks.splitlines()[2:]]
    assert names == ["nothing", *LEFT_OUT, REFERENCES]
    assert "ask vectors" not in without and "| 1.000 |" in without
