"""What a quote refers to, shown beside it."""

from __future__ import annotations

from types import SimpleNamespace
from typing import cast

import pytest

from knowledge.address import ClauseAddress
from knowledge.answer.draft import Cited
from knowledge.answer.model import Answer, Citation
from knowledge.answer.referred import referred
from knowledge.answer.show import as_text
from knowledge.clause import Clause, Span
from knowledge.generation import Generation, IndexedClause
from knowledge.reference import Reference, ReferenceKind

TEXT = "前条に従い、第9条（停止）の額は別表、民法第3条と第7条による。"


def at(text: str) -> ClauseAddress:
    return ClauseAddress.parse(text) if "#" in text else ClauseAddress(text, ())


def reference(words: str, kind: ReferenceKind, targets: tuple[str, ...] = (), missing: tuple[str, ...] = ()) -> Reference:
    start = TEXT.index(words)
    return Reference(words, start, start + len(words), kind, tuple(map(at, targets)), missing)


def indexed(address: str, heading: str = "", references: tuple[Reference, ...] = ()) -> IndexedClause:
    place = at(address)
    clause = Clause(place, place.printed, heading, TEXT, 0, (Span(0, len(TEXT)),), 0, references=references)
    return IndexedClause(0, "p", "original", "題", "約款", None, clause)


@pytest.fixture
def generation() -> Generation:
    held = {"d#第4条": indexed("d#第4条", "申込"), "d#第9条": indexed("d#第9条", "停止")}
    documents = (SimpleNamespace(document="t", title="別表 料金"),)
    return cast(Generation, SimpleNamespace(find=lambda address, edition=None: held.get(str(address)), documents=documents))


REFERENCES = (
    reference("前条", "clause", ("d#第4条",)),
    reference("第9条（停止）", "clause", ("d#第9条",)),
    reference("別表", "table", ("t",)),
    reference("民法第3条", "law"),
    reference("第7条", "clause", (), ("第7条",)),
)


def test_each_with_its_heading(generation: Generation) -> None:
    shown = referred(Cited(indexed("d#第5条", references=REFERENCES), TEXT), generation)
    assert [(r.text, r.kind, r.address, r.printed, r.held) for r in shown] == [
        ("前条", "clause", "d#第4条", "第4条（申込）", True),
        ("第9条（停止）", "clause", "d#第9条", "第9条（停止）", True),
        ("別表", "table", "t", "別表 料金", True),
        ("民法第3条", "law", None, "民法第3条", False),
        ("第7条", "clause", None, "第7条", False),
    ]


def test_only_those_in_the_quote(generation: Generation) -> None:
    clause = indexed("d#第5条", references=REFERENCES)
    assert [r.text for r in referred(Cited(clause, "第9条（停止）の額は別表"), generation)] == ["第9条（停止）", "別表"]
    assert referred(Cited(clause, ""), generation) == ()
    assert referred(Cited(clause, "他の文"), generation) == ()


def test_what_a_clause_says_of_itself_is_left_out(generation: Generation) -> None:
    own = (reference("前条", "clause", ("d#第5条", "d#第5条/第1項", "d#第5条/第1項/(2)")),)
    assert referred(Cited(indexed("d#第5条/第1項", references=own), TEXT), generation) == ()


def test_a_long_list_is_named_once(generation: Generation) -> None:
    items = (reference("前条", "clause", tuple(f"d#第4条/({n})" for n in range(1, 7))),)
    (shown,) = referred(Cited(indexed("d#第5条", references=items), TEXT), generation)
    assert (shown.address, shown.printed) == ("d#第4条", "第4条(1)～(6)")


def test_as_text(generation: Generation) -> None:
    shown = referred(Cited(indexed("d#第5条", references=REFERENCES), TEXT), generation)
    citation = Citation(
        document="d", title="題", clause="第5条", printed="第5条", heading="", quote=TEXT, edition="original", references=shown
    )
    answer = Answer.model_validate(
        {"question": "q", "provider": "p", "on": "2026-11-20", "status": "answered", "text": "t", "citations": [citation]}
    )
    lines = [line.strip() for line in as_text(answer).splitlines() if "参照" in line]
    assert lines == ["参照：第4条（申込）", "参照：第9条（停止）", "参照：別表 料金", "参照：第7条（手元の文書にはない）"]
