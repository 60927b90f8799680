"""Judging one answer, by cases worked out by hand."""

from __future__ import annotations

import pytest

from evals.metrics import contains, judge, missing_amounts, untraced, wrong_amounts
from evals.questions import Case, Expect, ExpectedAmount
from tests.evals.fakes import amount, answer, cite, steps

JUYO = "tsubame-hikari-juyo#12/(3)"


def case(status: str = "answered", question: str = "解約金は？", **expect: object) -> Case:
    body = {"id": "q", "question": question, "expect": {"status": status} | expect}
    return Case.model_validate(body, strict=False)


def expected(*yens: str, tax: str | None = None) -> tuple[ExpectedAmount, ...]:
    return tuple(ExpectedAmount.model_validate({"yen": yen, "tax": tax}) for yen in yens)


@pytest.mark.parametrize(
    ("want", "offered", "missing", "wrong"),
    [
        (expected("3300", tax="included"), [amount("3300")], [], []),
        (expected("3300", tax="included"), [amount("3300.0")], [], []),
        # The other tax side of the same thing may stand beside it; an amount off the rate may not, nor another thing's.
        (expected("3300", tax="included"), [amount("3300"), amount("3000", "excluded")], [], []),
        (expected("3300", tax="included"), [amount("3300"), amount("2900", "excluded")], [], ["2900"]),
        (expected("3300", tax="included"), [amount("3300"), amount("3000", "excluded", "工事費")], [], ["3000"]),
        # The right yen on the wrong side is no stranger to the terms, but it is not what was asked for.
        (expected("3300", tax="included"), [amount("3300", "excluded")], ["3300"], []),
        (expected("3300"), [amount("3300", "excluded")], [], []),
        (expected("3300"), [amount("3410")], ["3300"], ["3410"]),
        (expected("1001", "913"), [amount("913")], ["1001"], []),
        (expected("3300"), [amount("3300"), amount("0")], [], ["0"]),
        ((), [amount("0")], [], []),
        ((), [amount("3300")], [], ["3300"]),
        ((), [], [], []),
        (expected("367.5"), [amount("367.5")], [], []),
    ],
)
def test_amounts(want: tuple[ExpectedAmount, ...], offered: list, missing: list[str], wrong: list[str]) -> None:
    assert [one.yen for one in missing_amounts(want, offered)] == missing
    assert [one.yen for one in wrong_amounts(want, offered)] == wrong


@pytest.mark.parametrize(
    ("text", "word", "found"),
    [
        ("１４日前までに", "14日前", True),
        ("18日以内", "8日", False),
        ("2024年", "24", False),
        ("年14.5%", "14.5", True),
        ("3300円です", "3,300円", True),
        ("13,300円です", "3,300円", False),
        ("受付 0120-805-113", "0120-805", True),
        ("2026年 6月", "2026年6月", True),
        ("24 12月", "24", True),
    ],
)
def test_contains(text: str, word: str, found: bool) -> None:
    assert contains(text, word) is found


def test_citations_count_above_and_below_the_gold() -> None:
    golds = [JUYO, "tsubame-hikari-yakkan#第12条"]
    cited = [cite("tsubame-hikari-juyo#16"), cite("tsubame-hikari-yakkan#第12条/第2項"), cite("tsubame-hikari-juyo#12")]
    verdict = judge(case(clauses=golds), answer(citations=cited))
    assert (verdict.first, verdict.among, verdict.recall) == (False, True, 1.0)
    assert verdict.precision == pytest.approx(2 / 3)
    assert verdict.correct


def test_no_citation_has_no_precision_and_is_missed() -> None:
    verdict = judge(case(clauses=[JUYO]), answer())
    assert (verdict.first, verdict.among, verdict.precision, verdict.recall) == (False, False, None, 0.0)
    assert verdict.uncited and verdict.miss == "right clause not cited"


def test_a_clause_that_only_begins_alike_is_not_right() -> None:
    verdict = judge(case(clauses=["a#第1条"]), answer(citations=[cite("a#第10条"), cite("b#第1条")]))
    assert verdict.among is False


def test_words_are_looked_for_in_text_steps_and_quotes_and_forbidden_in_the_text_alone() -> None:
    told = answer(text="はい。", calculation=steps("24か月"), citations=[cite(JUYO, "切手で")], notes=["一括", "380円"])
    assert judge(case(must_contain=["24", "切手", "はい"]), told).contains is True
    assert judge(case(must_contain=["一括"]), told).missing_words == ("一括",)
    assert judge(case(must_not_contain=["切手", "380円"]), told).contains is True
    assert judge(case(must_not_contain=["はい"]), told).forbidden_words == ("はい",)


def test_parts_count_with_the_whole() -> None:
    part = answer(amounts=[amount("3300")], citations=[cite(JUYO)], text="3,300円です")
    verdict = judge(case(amounts=[{"yen": "3300"}], clauses=[JUYO], must_contain=["3,300円"]), answer(parts=[part]))
    assert verdict.correct


@pytest.mark.parametrize(
    ("wanted", "given", "miss"),
    [
        (case(), answer("needs_detail"), "answered expected, needs_detail given"),
        (case("not_in_terms"), answer("not_in_terms", amounts=[amount("3300")]), "wrong amount"),
        (case(amounts=[{"yen": "3300"}]), answer(), "amount missing"),
        (case(must_contain=["切手"]), answer(), "words missing"),
        (case(), None, "error"),
        (case(), answer(), None),
    ],
)
def test_kinds_of_miss(wanted: Case, given: object, miss: str | None) -> None:
    verdict = judge(wanted, given)  # type: ignore[arg-type]
    assert (verdict.miss, verdict.correct) == (miss, miss is None)


def test_untraced_amounts_are_those_in_no_quote_step_or_question() -> None:
    text = "解約金は3,300円、残りは12,782円、月額4,180円、お支払い済みの500円、合計999円です。0円ではありません。"
    quotes = [cite(JUYO, "税込３，３００円"), cite(JUYO, "月額 4,180")]
    told = answer(text=text, calculation=steps("913円×14回＝12,782円"), citations=quotes)
    assert untraced(case(question="500円払った"), told) == ("999",)


def test_expect_is_strict() -> None:
    with pytest.raises(ValueError, match="no clause address"):
        Expect.model_validate_json('{"status": "answered", "clauses": ["第12条"]}')
    with pytest.raises(ValueError, match="decimal string"):
        Expect.model_validate_json('{"status": "answered", "amounts": [{"yen": "3,300"}]}')
