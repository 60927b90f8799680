"""An optional language model puts a question that the rules could not read into the terms' words; it writes no fact.

What it returns is a question like any other: it goes through the same rules, calculators, search and verification.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from knowledge.errors import FormatError, SettingsError
from knowledge.normalise import fold
from knowledge.question.days import find_days
from knowledge.question.request import Request
from knowledge.registry import Provider
from knowledge.schedule import Schedule
from prompts import PromptError, load_prompt

Complete = Callable[[str], str]
_MOST_LETTERS = 200


@lru_cache(maxsize=1)
def load_model(name: str) -> Complete:
    """The model of YAKKAN_LLM through LangChain's init_chat_model; raises SettingsError when it cannot be loaded."""
    from langchain.chat_models import init_chat_model

    try:
        model: Any = init_chat_model(name, temperature=0)
    except (ImportError, ValueError) as error:
        raise SettingsError(f"YAKKAN_LLM={name!r} cannot be used ({str(error).splitlines()[0]}): write provider:model, or unset it") from error

    def complete(prompt: str) -> str:
        return str(model.invoke(prompt).content)

    return complete


def rephrase(request: Request, provider: Provider, schedule: Schedule | None, complete: Complete) -> str | None:
    """The question in other words, or None when the model declines, adds a figure or a date, or writes more than a question."""
    topics = "、".join(i.name for i in schedule.items.values()) if schedule else "（なし）"
    try:
        prompt = load_prompt("rephrase").render(provider=provider.name, topics=topics, question=request.text)
    except PromptError as error:
        raise FormatError(str(error)) from error
    said = complete(prompt).strip()
    if not said or said.upper() == "NONE" or len(said) > _MOST_LETTERS or "\n" in said:
        return None
    return said if _adds_nothing(request, said) else None


def _adds_nothing(request: Request, said: str) -> bool:
    """Every number and date of the rephrased question is in the customer's."""
    own, new = _numbers(request.folded), _numbers(fold(said))
    days = {(d.first, d.last) for d in find_days(request.folded, request.on)}
    return new <= own and {(d.first, d.last) for d in find_days(fold(said), request.on)} <= days


def _numbers(folded: str) -> set[str]:
    return set(re.findall(r"\d+(?:\.\d+)?", folded))
