"""Every example question on the page is answered."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.answer.assistant import Assistant
from knowledge.answer.model import Question
from knowledge.registry import load_providers
from knowledge.settings import MAX_QUESTION_LETTERS, Settings
from views.parts.examples import load_examples

EXAMPLES = [(p, q) for p, questions in load_examples().providers.items() for q in questions]


@pytest.fixture(scope="module")
def assistant(home: Path) -> Assistant:
    return Assistant.open(Settings(home=home))


def test_every_provider_has_examples() -> None:
    assert set(load_examples().providers) == set(load_providers())


@pytest.mark.parametrize(("provider", "question"), EXAMPLES)
def test_examples_are_answered_with_citations(assistant: Assistant, provider: str, question: str) -> None:
    answer = assistant.ask(Question(question=question, provider=provider))
    assert answer.status == "answered", answer.text
    assert answer.citations
    assert len(question) <= MAX_QUESTION_LETTERS


@pytest.mark.parametrize("question", load_examples().unpicked)
def test_examples_without_a_provider_are_answered_or_ask_for_it(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(Question(question=question))
    needs = [a.need for a in answer.ask]
    assert answer.status == "answered" or (answer.status == "needs_detail" and needs == ["provider"]), answer.text
