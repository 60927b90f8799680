"""The assistant: a question in, a verified answer out. One opened generation answers from start to end."""

from __future__ import annotations

import logging
import os
import time
from copy import copy
from dataclasses import replace
from datetime import date

from knowledge.answer.by_days_route import answer_by_days
from knowledge.answer.calendar_route import answer_calendar
from knowledge.answer.cancellation_route import answer_cancellation
from knowledge.answer.compose import compose
from knowledge.answer.decline import needs_provider, out_of_scope
from knowledge.answer.desk import Desk
from knowledge.answer.draft import Draft, where
from knowledge.answer.edition_note import edition_notes
from knowledge.answer.fee_route import answer_fees
from knowledge.answer.instalment_route import answer_instalments
from knowledge.answer.model import Answer, Ask, Assumed, Question
from knowledge.answer.quote_route import LEAST_COVERAGE, answer_by_quoting, not_in_terms
from knowledge.answer.quoting import first_sentence
from knowledge.answer.several import combine, worth_parting
from knowledge.answer.verify import verify
from knowledge.errors import ComputeError, ConflictError, QuestionError
from knowledge.generation import Generation, IndexedClause
from knowledge.question.dialogue import Reader
from knowledge.question.parts import split_parts
from knowledge.question.reader import check_question
from knowledge.question.rephrase import Complete, load_model, rephrase
from knowledge.question.request import Request
from knowledge.search.retriever import Hit, TermsRetriever
from knowledge.settings import Settings, today

log = logging.getLogger(__name__)

# Tried in this order: the more special computation first.
_ASK_DATES = Ask(need="dates", question="契約と解約の年月はいつですか。")
_PLAINLY_SIMILAR = 0.6
_COMPUTED = (answer_calendar, answer_by_days, answer_instalments, answer_cancellation, answer_fees)


class Assistant:
    """Answers questions on the terms of one generation."""

    def __init__(self, generation: Generation, settings: Settings, complete: Complete | None = None) -> None:
        self.desk = Desk(generation, settings)
        self._complete = complete or (load_model(settings.llm) if settings.llm else None)
        self._settings = settings
        self._reader = Reader(generation.providers, generation.schedules)

    @classmethod
    def open(cls, settings: Settings) -> Assistant:
        """On the current generation; raises IndexError_ when there is none."""
        return cls(Generation.open(settings), settings)

    @property
    def generation(self) -> str:
        return self.desk.generation.id

    def refreshed(self) -> Assistant:
        """This assistant, or a new one when another generation has become current."""
        current = os.path.basename(os.path.realpath(self._settings.current))
        return self if current == self.desk.generation.folder.name else Assistant.open(self._settings)

    def ask(self, question: Question) -> Answer:
        """Raises QuestionError for a question that cannot be taken."""
        started = time.perf_counter()
        text = check_question(question.question)
        self._refuse_unknown(question.provider)
        answer = self._answer(question, text)
        parts = split_parts(text)
        if len(parts) > 1 and answer.status in ("answered", "needs_detail"):
            answers = [self._part(question, parts, n) for n in range(len(parts))]
            if worth_parting(answer, answers):
                answer = combine(answer, answers)
        return answer.model_copy(update={"elapsed_ms": round((time.perf_counter() - started) * 1000, 1)})

    def _part(self, question: Question, parts: list[str], number: int) -> Answer:
        """One of several questions of a line; those before it are its history."""
        asked = question.model_copy(update={"question": parts[number], "history": (*question.history, *parts[:number])})
        return self._answer(asked, parts[number])

    def _answer(self, question: Question, text: str) -> Answer:
        request, query = self._reader.replay(text, question.history, question.provider, question.on or today())
        there = self._on(request.on)
        draft = there._verified(there._draft(request, query), request, query)
        if draft.route == "declined" and request.provider is not None and self._complete is not None:
            draft, request = there._rephrased(draft, request)
        answer = compose(draft, question, request, there.desk.generation)
        notes = (*answer.notes, *edition_notes(draft, request.on, there.desk.generation))
        return answer.model_copy(update={"notes": notes})

    def _on(self, day: date) -> Assistant:
        """This assistant with the documents in force on a day."""
        desk = self.desk.on(day)
        if desk is self.desk:
            return self
        there = copy(self)
        there.desk = desk
        return there

    def search(self, query: str, provider: str | None = None, document: str | None = None, top: int = 10) -> tuple[Hit, ...]:
        """Clauses for a few words, over one provider or all, of the documents in force today, best first."""
        self._refuse_unknown(provider)
        found: list[Hit] = []
        desk = self.desk.on(today())
        for name in [provider] if provider else list(self.desk.generation.providers):
            retriever = TermsRetriever(desk.search, provider=name, documents=(document,) if document else (), top=top)
            found += [d.metadata["hit"] for d in retriever.invoke(query)]
        return tuple(sorted(found, key=lambda h: -h.score)[:top])

    def _refuse_unknown(self, provider: str | None) -> None:
        if provider is not None and provider not in self.desk.generation.providers:
            known = ", ".join(self.desk.generation.providers)
            raise QuestionError(f"provider {provider!r} is not known: use one of {known}, or leave it out")

    def _draft(self, request: Request, query: str) -> Draft:
        if request.not_held:
            return out_of_scope(self.desk, request)
        if not request.in_domain:
            return self._beyond_the_words(request, query)
        if request.provider is None or len(request.named_providers) > 1:
            return needs_provider(self.desk, request)
        for route in _COMPUTED:
            try:
                draft = route(self.desk, request)
            except ConflictError as error:
                return Draft(status="needs_detail", conclusion=str(error), provider=request.provider, route="computed", ask=(_ASK_DATES,))
            except ComputeError as error:
                log.info("no computation for %r: %s", request.text, error)
                continue
            if draft is not None:
                return draft
        return answer_by_quoting(self.desk, request, query)

    def _rephrased(self, declined: Draft, request: Request) -> tuple[Draft, Request]:
        """A second reading in the words of a language model; what it leads to is verified like any other draft."""
        assert request.provider is not None and self._complete is not None
        said = rephrase(request, self.desk.provider(request.provider), self.desk.schedule(request.provider), self._complete)
        if said is None:
            return declined, request
        again = self._reader.read(said, request.provider, request.on)
        draft = self._verified(self._draft(again, said), again, said)
        if draft.status not in ("answered", "needs_detail"):
            return declined, request
        return replace(draft, assumed=(*draft.assumed, Assumed(what="question", value=said))), again.with_changes(text=request.text)

    def _beyond_the_words(self, request: Request, query: str) -> Draft:
        """None of the words of the trade is in the question: answered only when a clause is plainly about it."""
        if request.provider is not None:
            hits = self.desk.find(request, query, top=1)
            if hits and hits[0].similarity >= _PLAINLY_SIMILAR and hits[0].coverage >= LEAST_COVERAGE:
                return answer_by_quoting(self.desk, request, query)
        return out_of_scope(self.desk, request)

    def _verified(self, draft: Draft, request: Request, query: str) -> Draft:
        violations = verify(draft, request, self._cited_clauses(draft), self._contact_lines(request), self.desk.schedule(draft.provider))
        if not violations:
            return draft
        log.warning("answer withheld for %r: %s", request.text, "; ".join(map(str, violations)))
        quoted = tuple(c for c in draft.cited if c.quote and c.quote in c.indexed.clause.text)
        if not quoted:
            return not_in_terms(self.desk, request, query, [])
        lines = tuple(f"・{where(c)}：{first_sentence(c.quote)}" for c in quoted)
        return Draft(
            status="answered", conclusion="関係する定めは次のとおりです。", lines=lines, cited=quoted, provider=draft.provider, route=draft.route
        )

    def _cited_clauses(self, draft: Draft) -> list[IndexedClause]:
        """The cited clauses with what stands below them, in every edition in use."""
        out: list[IndexedClause] = []
        for cited in draft.cited:
            out.append(cited.indexed)
            out += self.desk.generation.children(cited.indexed.address, cited.indexed.edition)
        return out

    def _contact_lines(self, request: Request) -> tuple[str, ...]:
        if request.provider is None:
            return ()
        return tuple(c.line for c in self.desk.provider(request.provider).contacts)

