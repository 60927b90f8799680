"""What is evaluated: anything that answers and searches as the assistant does."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Protocol

from knowledge.address import ClauseAddress
from knowledge.answer.model import Answer, Question
from knowledge.errors import YakkanError
from knowledge.settings import Settings

if TYPE_CHECKING:
    from knowledge.answer.assistant import Assistant
    from knowledge.generation import Generation


class Found(Protocol):
    """One clause the search returned."""

    @property
    def address(self) -> ClauseAddress: ...

    @property
    def edition(self) -> str: ...

    @property
    def score(self) -> float: ...


class Subject(Protocol):
    """The assistant, or a stand-in with the same three parts."""

    @property
    def generation(self) -> str: ...

    def ask(self, question: Question) -> Answer: ...

    def search(self, query: str, provider: str | None = None, document: str | None = None, top: int = 10) -> Sequence[Found]: ...


Opener = Callable[[Settings], Subject]


def open_installed(settings: Settings) -> Subject:
    """The assistant over the current index; raises YakkanError saying what to do where there is none."""
    from knowledge.answer.assistant import Assistant

    return Assistant.open(settings)


def assistant_of(subject: Subject) -> Assistant:
    """The assistant itself, for passes that look behind its answers; raises YakkanError for a stand-in."""
    from knowledge.answer.assistant import Assistant

    if not isinstance(subject, Assistant):
        raise YakkanError(f"{type(subject).__name__} is a stand-in: this pass needs the assistant over an index")
    return subject


def generation_of(subject: Subject) -> Generation | None:
    """What answers are audited against; None for a stand-in."""
    try:
        return assistant_of(subject).desk.generation
    except YakkanError:
        return None
