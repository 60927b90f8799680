"""The dialogue of one session: its turns, and what waits to be asked. Nothing here is shared between sessions."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from knowledge.answer.model import Ask, Question
from views.parts.office import Reply

_TURNS = "dialogue"
_PENDING = "pending"
_NEWS = "news"
PROVIDER = "provider"
UNPICKED = ""


@dataclass(frozen=True)
class Pending:
    """A question on its way: about whom, after which earlier questions; `chosen` is the option it was asked again with."""

    text: str
    provider: str | None
    history: tuple[str, ...] = ()
    chosen: str = ""

    @property
    def question(self) -> Question:
        return Question(question=self.text, provider=self.provider, history=self.history)


@dataclass(frozen=True)
class Turn:
    asked: Pending
    reply: Reply

    @property
    def history(self) -> tuple[str, ...]:
        """What a question after this one comes after."""
        return (*self.asked.history, self.asked.text)


def provider() -> str | None:
    """The provider picked."""
    return st.session_state.get(PROVIDER) or None


def turns() -> tuple[Turn, ...]:
    return tuple(st.session_state.get(_TURNS, ()))


def keep(turn: Turn) -> None:
    st.session_state[_TURNS] = (*turns(), turn)
    st.session_state[_NEWS] = True


def has_news() -> bool:
    """Whether the last turn has not been shown yet; said once."""
    return bool(st.session_state.pop(_NEWS, False))


def start_over() -> None:
    st.session_state[_TURNS] = ()
    st.session_state.pop(_PENDING, None)


def waiting() -> Pending | None:
    pending = st.session_state.get(_PENDING)
    return pending if isinstance(pending, Pending) else None


def begun() -> bool:
    return bool(turns() or waiting())


def take() -> Pending | None:
    """What waits, taken: a run that ends halfway does not ask it twice."""
    pending = waiting()
    st.session_state.pop(_PENDING, None)
    return pending


def ask(text: str) -> None:
    """A new question after all earlier ones, about the provider picked."""
    earlier = turns()
    st.session_state[_PENDING] = Pending(text, provider(), earlier[-1].history if earlier else ())


def choose(turn: Turn, missing: Ask, option: str, providers: dict[str, str]) -> None:
    """An option was clicked: a provider is picked and the question asked again; anything else follows up.

    A question that itself names several providers is not asked again, since it would name them again: it is followed up too.
    """
    picked = next((p for p, name in providers.items() if name == option), None) if missing.need == PROVIDER else None
    if picked is not None:
        st.session_state[PROVIDER] = picked
    if picked is not None and len(missing.options) == len(providers):
        st.session_state[_PENDING] = Pending(turn.asked.text, picked, turn.asked.history, chosen=option)
    else:
        st.session_state[_PENDING] = Pending(f"{option}の場合は？", picked or turn.asked.provider, turn.history)
