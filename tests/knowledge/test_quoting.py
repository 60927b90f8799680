"""Passages are letter for letter, and a rule is never shown without its ただし."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.answer.quoting import first_sentence, holds_amount, passage, passages, sentences
from knowledge.generation import Generation
from knowledge.search.tokens import words

FILLER = "この定めは、前に述べた事項のすべてに等しく当てはまるものとして扱い、その取り扱いは書面で知らせる。"
RULE = "機器を返さないときは、代金にあたる額を請求する。"
UNLESS = "ただし、火事でなくしたときは請求しない。"
CASE = "この場合、代金は古さを考えて決める。"
LONG = FILLER * 3 + "\n" + RULE + UNLESS + CASE + "\n" + FILLER * 3
WANTED = words("機器を返さないといくら請求される")

LETTERS = st.text(alphabet="機器代金返請求ただし、。なお「」（）\n解約12円", max_size=300)


def flat(texts: Sequence[str]) -> list[float]:
    return [1.0] * len(texts)


def test_a_short_clause_is_quoted_whole() -> None:
    assert passage(RULE + UNLESS, 0, ()) == RULE + UNLESS


def test_number_and_heading_are_left_out() -> None:
    assert passage("第3条 機器\n" + RULE, len("第3条 機器\n"), ()) == RULE


def test_a_clause_that_is_only_a_heading_is_quoted_as_it_is() -> None:
    assert passage("第3条 機器", len("第3条 機器"), ()) == "第3条 機器"


@pytest.mark.parametrize("tied", ["ただし、", "但し、", "なお、", "尚、", "この場合、", "その場合、", "※", "［"])
def test_what_is_tied_to_a_rule_stays_with_it(tied: str) -> None:
    text = FILLER * 4 + RULE + f"{tied}別の扱いになる。" + FILLER * 2
    assert passage(text, 0, WANTED) == RULE + f"{tied}別の扱いになる。"


def test_a_whole_chain_of_tied_sentences_stays() -> None:
    assert passage(LONG, 0, WANTED) == RULE + UNLESS + CASE


def test_an_exception_that_fits_best_brings_its_rule() -> None:
    assert passage(LONG, 0, words("火事でなくした")) == RULE + UNLESS + CASE


def test_figures_decide_between_sentences() -> None:
    text = FILLER * 3 + "\n甲の料金は3,300円とする。\n乙の料金は1,100円とする。\n" + FILLER * 3
    assert passage(text, 0, (), ("1,100",)) == "乙の料金は1,100円とする。"
    assert passage(text, 0, (), ("3300",)) == "甲の料金は3,300円とする。"
    assert passage(text, 0, (), ("100", "3,300")) == "甲の料金は3,300円とする。", "100 is no figure of 1,100円"


def test_closing_marks_stay_with_their_sentence() -> None:
    text = FILLER * 5 + "「甲とする。」と読む。乙（丙とする。）丁。"
    assert [p.text for p in sentences(text)][5:] == ["「甲とする。」", "と読む。", "乙（丙とする。）", "丁。"]


def test_a_short_line_stays_whole() -> None:
    """A row of a table or a dated entry of a history says nothing in parts."""
    text = "- 2022年7月1日：改定。甲を乙に変えた。\n- 2023年7月1日：改定。"
    assert [p.text for p in sentences(text)] == text.split("\n")


@given(LETTERS, st.integers(0, 20))
def test_a_passage_is_in_its_text(text: str, body_at: int) -> None:
    if not text.strip():
        return
    quote = passage(text, min(body_at, len(text)), WANTED)
    assert quote in text
    assert quote.strip()


@given(LETTERS)
def test_sentences_are_ranges_of_the_text_in_order(text: str) -> None:
    found = sentences(text)
    assert all(text[p.start : p.end] == p.text and p.text.strip() == p.text for p in found)
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))
    assert "".join("".join(p.text for p in found).split()) == "".join(text.split())


def test_every_clause_held_can_be_quoted(generation: Generation) -> None:
    for provider in generation.providers:
        for held in generation.clauses(provider):
            clause = held.clause
            quote = passage(clause.text, clause.body_at, WANTED, ("3,300",))
            assert quote and quote in clause.text
            after = clause.text[clause.text.index(quote) + len(quote) :].lstrip("\n 　")
            assert not after.startswith(("ただし", "但し")), f"{held.address}: ただし is cut off"


def test_further_passages_are_in_the_text() -> None:
    found = passages(LONG, 0, WANTED, flat, 3)
    assert found[0] == RULE + UNLESS + CASE
    assert all(p in LONG for p in found)


def test_a_further_passage_keeps_its_exception() -> None:
    text = FILLER * 3 + "\n機器を返さないときは、請求する機器の代金を知らせる。\n" + FILLER * 2 + "\n" + RULE + UNLESS
    found = passages(text, 0, WANTED, flat, 3)
    assert len(found) > 1
    for quote in found:
        after = text[text.index(quote) + len(quote) :].lstrip()
        assert not after.startswith("ただし") and not quote.startswith("ただし")


def test_first_sentence_is_one_line_without_bullets() -> None:
    assert first_sentence("- 甲：1円\n  ・乙：2円\n※丙\n") == "甲：1円 乙：2円 丙"


@pytest.mark.parametrize(
    ("text", "holds"), [("3,300円", True), ("３３００円", True), ("月額料は無料", True), ("円滑に進める", False), ("料金表による", False)]
)
def test_whether_a_clause_prints_a_sum(text: str, holds: bool) -> None:
    assert holds_amount(text) is holds
