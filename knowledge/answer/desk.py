"""What every route of an answer works with: one pinned generation, its search, its calculators."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np

from knowledge.answer.draft import Cited
from knowledge.answer.quoting import Rate, passage
from knowledge.calculator.tools import Toolbox
from knowledge.generation import Generation, IndexedClause
from knowledge.lexicon import has, load_lexicon
from knowledge.question.request import Request
from knowledge.registry import Provider
from knowledge.schedule import Schedule
from knowledge.search.retriever import Hit, SearchIndex, TermsRetriever
from knowledge.search.tokens import words
from knowledge.settings import Settings


@dataclass(frozen=True)
class Desk:
    """`whole` is the desk that a day's desk was taken from: both share the loaded search parts."""

    generation: Generation
    settings: Settings
    whole: Desk | None = None

    def on(self, day: date) -> Desk:
        """The desk with the documents in force on a day; itself where each is held in one date."""
        view = self.generation.on(day)
        return self if view is self.generation else Desk(view, self.settings, self.whole or self)

    @cached_property
    def search(self) -> SearchIndex:
        return SearchIndex(self.generation, self.settings) if self.whole is None else self.whole.search.within(self.generation)

    @cached_property
    def tools(self) -> Toolbox:
        return Toolbox(self.generation.schedules)

    def provider(self, name: str) -> Provider:
        return self.generation.providers[name]

    def schedule(self, name: str | None) -> Schedule | None:
        return self.generation.schedules.get(name or "")

    def cite(self, address: str, wanted: tuple[str, ...] = (), numbers: tuple[str, ...] = ()) -> Cited | None:
        """The clause at an address with the passage that bears on the question; None where no edition in use holds it."""
        indexed = self.generation.find(address)
        return None if indexed is None else quote(indexed, wanted, numbers)

    def find(self, request: Request, query: str, top: int = 10) -> list[Hit]:
        """The retriever's hits for a question on one provider's terms, documents of the service asked about first."""
        assert request.provider is not None
        retriever = TermsRetriever(self.search, provider=request.provider, preferred=self._preferred(request), top=top)
        query = self._without_names(request.provider, query)
        return [d.metadata["hit"] for d in retriever.invoke(query)]

    def rate(self, query: str) -> Rate:
        """Similarity of sentences to a question."""
        asked = np.asarray(self.search.embedding.embed_query(query))

        def similarities(texts: list[str]) -> list[float]:
            return [float(s) for s in np.asarray(self.search.embedding.embed_documents(texts)) @ asked]

        return similarities

    def _preferred(self, request: Request) -> tuple[str, ...]:
        """Documents of the services named in the question, else of the provider's first service."""
        assert request.provider is not None
        services = self.provider(request.provider).services
        named = [s for s in services if any(n.lower() in request.folded for n in (*s.called, s.name))]
        # The main service's name is part of every sister's talk (つばめ光のプロバイダ): a more special one decides.
        special = [s for s in named if s is not services[0]] or named or list(services[:1])
        return (*(d for s in special for d in s.documents), *self._of_kind(request))

    def _of_kind(self, request: Request) -> tuple[str, ...]:
        """Documents of the kind that the words speak of, counted once more."""
        assert request.provider is not None
        kinds = [k for k, words in load_lexicon().kinds.items() if has(request.folded, words)]
        return tuple(d.document for d in self.provider(request.provider).documents if d.kind in kinds)

    def _without_names(self, provider: str, query: str) -> str:
        """The provider's names are in nobody's clause by themselves: they would only draw the search to where it is named."""
        names = sorted(self.provider(provider).called, key=len, reverse=True)
        services = {n for s in self.provider(provider).services for n in (s.name, *s.called)}
        for name in names:
            if name not in services:
                query = query.replace(name, " ")
        return query.strip() or " ".join(names)


def quote(
    indexed: IndexedClause, wanted: tuple[str, ...] = (), numbers: tuple[str, ...] = (), rate: Rate | None = None, unit: str | None = None
) -> Cited:
    clause = indexed.clause
    return Cited(indexed, passage(clause.text, clause.body_at, wanted, numbers, rate, unit))


def question_words(request: Request) -> tuple[str, ...]:
    return words(request.text)
