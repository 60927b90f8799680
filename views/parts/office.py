"""The assistant behind the page: one for the whole process, followed to the current generation, asked by one session at a time."""

from __future__ import annotations

import logging
import threading
from dataclasses import dataclass

import streamlit as st

from knowledge.answer.assistant import Assistant
from knowledge.answer.model import Answer, Question
from knowledge.errors import IndexError_
from knowledge.settings import Settings
from views.parts.cards import Card, cards_of

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Reply:
    """An answer with the clauses it cites, as they stood in the generation that answered."""

    answer: Answer
    cards: tuple[Card, ...]


class Office:
    """Holds the assistant; an answer and its clauses come from one generation even while another becomes current."""

    def __init__(self, settings: Settings) -> None:
        self._assistant = Assistant.open(settings)
        self._lock = threading.Lock()

    def refresh(self) -> None:
        """To the current generation; while that cannot be opened, the one in use goes on answering."""
        with self._lock:
            try:
                self._assistant = self._assistant.refreshed()
            except IndexError_ as error:
                log.warning("generation %s stays in use: %s", self._assistant.generation, error)

    def providers(self) -> dict[str, str]:
        """Display names by provider."""
        return {p: v.name for p, v in self._assistant.desk.generation.providers.items()}

    def ask(self, question: Question) -> Reply:
        """One at a time: Sudachi's tokenizer refuses to be used by two threads at once, and an answer takes milliseconds."""
        with self._lock:
            answer = self._assistant.ask(question)
            return Reply(answer, cards_of(answer, self._assistant.desk.generation.on(answer.on)))


@st.cache_resource(show_spinner="約款を読み込んでいます…", hash_funcs={Settings: repr})
def open_office(settings: Settings) -> Office:
    """The process's office; an error is not kept, so the next visit tries again."""
    return Office(settings)
