"""What is taken out of the assistant's sight, and how its answer is then judged."""

from __future__ import annotations

import pytest

from evals.audit import riders_missing, violations
from evals.counterfactual import AMOUNT, UNCHECKED, UNSAID, judge_without, run_counterfactuals
from evals.questions import Case
from evals.removal import assistant_without, view_without
from evals.unasked import without_asks
from knowledge.address import ClauseAddress
from knowledge.answer.assistant import Assistant
from knowledge.answer.model import Answer, Question
from knowledge.generation import Generation
from knowledge.settings import Settings
from tests.evals.fakes import DAY, amount, answer, cite, steps

DOCUMENT = "tsubame-hikari-juyo"
FEE = ClauseAddress.parse(f"{DOCUMENT}#12/(3)")
NOTICE = ClauseAddress.parse(f"{DOCUMENT}#12/(2)")


def case(question: str, gold: ClauseAddress, *words: str) -> Case:
    expect = {"status": "answered", "clauses": (str(gold),), "must_contain": words}
    return Case.model_validate({"id": "c", "question": question, "provider": "tsubame", "on": DAY, "expect": expect})


def test_a_clause_goes_with_what_is_above_it_and_what_rests_on_it(assistant: Assistant) -> None:
    whole = assistant.desk.generation
    view = view_without([FEE], whole)
    assert [str(c.address) for c in whole.clauses("tsubame") if c not in view.clauses("tsubame")] == [
        f"{DOCUMENT}#12",
        f"{DOCUMENT}#12/(3)",
    ]
    assert view.find(FEE) is None and whole.find(FEE) is not None
    schedule = view.schedules["tsubame"]
    assert "cancellation" not in schedule.fees and "cancellation" not in schedule.items
    assert "paper" in schedule.items and "notice" in schedule.rules


def test_rules_and_riders_go_with_their_clause(assistant: Assistant) -> None:
    schedule = view_without([NOTICE], assistant.desk.generation).schedules["tsubame"]
    assert not schedule.rules and not schedule.riders
    assert schedule.fees["cancellation"].riders == ()


def test_all_below_a_clause_goes_with_it(assistant: Assistant) -> None:
    view = view_without([ClauseAddress.parse(f"{DOCUMENT}#12")], assistant.desk.generation)
    assert not [c for c in view.clauses("tsubame") if c.address.path[0] == "12"]


def test_without_the_clause_no_amount_is_offered(assistant: Assistant, world: Settings) -> None:
    question = Question(question="解約金はいくら？", provider="tsubame", on=DAY)
    assert [one.yen for one in assistant.ask(question).amounts] == ["3300", "3000"]
    assert assistant_without([FEE], assistant, world).ask(question).amounts == ()
    assert [one.yen for one in assistant.ask(question).amounts] == ["3300", "3000"]


@pytest.mark.parametrize(
    ("given", "words", "why"),
    [
        (answer("not_in_terms", "記載がありません。"), ("14日",), None),
        (answer("needs_detail", "どのプランですか。"), (), None),
        (answer(citations=[cite(f"{DOCUMENT}#13/(1)")]), ("14日",), None),
        (answer(citations=[cite(f"{DOCUMENT}#12/(2)")]), ("14日",), UNSAID),
        (answer(citations=[cite(f"{DOCUMENT}#10/(1)")]), ("14日",), UNSAID),
        (answer(citations=[cite(f"{DOCUMENT}#13/(1)")]), (), UNCHECKED),
        (answer(citations=[cite(f"{DOCUMENT}#13/(1)")], amounts=[amount("0")]), ("14日",), AMOUNT),
        (answer("not_in_terms", "記載がありません。", amounts=[amount("3300")]), (), AMOUNT),
    ],
)
def test_judging(given: Answer, words: tuple[str, ...], why: str | None, assistant: Assistant) -> None:
    view = view_without([NOTICE], assistant.desk.generation)
    assert judge_without(case("いつまで？", NOTICE, *words), given, view) == why


def test_a_run_gives_one_outcome_for_each_question_with_clauses(assistant: Assistant, world: Settings) -> None:
    aside = Case.model_validate({"id": "d", "question": "天気は？", "expect": {"status": "out_of_scope"}})
    outcomes = run_counterfactuals([case("解約金はいくら？", FEE), aside], assistant, world, quiet=True)
    assert [(one.id, one.amounts, one.removed) for one in outcomes] == [("c", (), (str(FEE),))]


def test_the_audit_reads_the_finished_answer(assistant: Assistant) -> None:
    generation = assistant.desk.generation
    asked = Question(question="解約金は？", provider="tsubame", on=DAY)
    text = "解約金は3,300円（税込）です。解約の連絡は14日前までに必要です。"
    step = steps("解約金 3,300円（税込、税抜3,000円）")
    whole = answer(text=text, citations=[cite(str(FEE), "解約金3,000円（税込3,300円）")], calculation=step)
    assert violations(asked, whole, generation) == ("14日 has no source",)
    assert riders_missing(whole, generation) == ()
    bare = whole.model_copy(update={"text": "解約金は3,310円です。", "citations": (cite(str(FEE), "解約金は無料"),)})
    assert violations(asked, bare, generation) == (f"quote not in {FEE}", "3310円 has no source")
    assert riders_missing(bare, generation) == ("解約の連絡は14日前までに必要です。",)
    assert violations(asked, answer("not_in_terms", "ない", amounts=[amount("1")]), generation) == ("not_in_terms with an amount",)


def test_an_index_without_asks_finds_by_the_text_alone(
    assistant: Assistant, world: Settings, tmp_path_factory: pytest.TempPathFactory
) -> None:
    there = without_asks(world, tmp_path_factory.mktemp("unasked"))
    whole, bare = Generation.open(world), Generation.open(there)
    assert any(c.clause.asks for c in whole.clauses("tsubame")) and not any(c.clause.asks for c in bare.clauses("tsubame"))
    query = "いつまでに言えばやめられる？"
    ours = {str(hit.address): hit for hit in assistant.search(query, "tsubame")}
    other = {str(hit.address): hit for hit in Assistant.open(there).search(query, "tsubame")}
    assert ours[str(NOTICE)].ask_similarity > 0.99 and other[str(NOTICE)].ask_similarity == 0
    assert ours[str(NOTICE)].clause_similarity == pytest.approx(other[str(NOTICE)].clause_similarity, abs=1e-5)
