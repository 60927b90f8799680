"""The search that answers go through (`Desk.find`), with parts of it left out and the question's vector changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import nullcontext
from copy import copy
from dataclasses import dataclass, replace
from typing import Any
from unittest.mock import patch

import numpy as np
from langchain_core.embeddings import Embeddings
from pydantic import PrivateAttr

from evals.questions import Case
from evals.ranking import search_figures
from knowledge.address import ClauseAddress
from knowledge.answer.desk import Desk
from knowledge.generation import IndexedClause
from knowledge.question.dialogue import Reader
from knowledge.question.request import Request
from knowledge.search import retriever
from knowledge.search.entries import by_address, lexical_text
from knowledge.search.lexical import LexicalIndex
from knowledge.search.retriever import SearchIndex, TermsRetriever

_TOP = 10
MEASURES = ("recall@1", "recall@5", "mrr")

Figures = dict[str, dict[str, float]]


@dataclass(frozen=True)
class Parts:
    """What takes part in a search. names_removed: the provider's names are taken out of the question."""

    clause_vectors: bool = True
    ask_vectors: bool = True
    lexical: bool = True
    synonyms: bool = True
    preference: bool = True
    names_removed: bool = True


WHOLE = Parts()
DENSE = Parts(lexical=False, preference=False)


@dataclass(frozen=True)
class Asked:
    """A question as the assistant reads it: with its history, its provider found."""

    case: Case
    request: Request
    query: str


class PartedRetriever(TermsRetriever):
    """The retriever with parts left out; `index` and `asks_index` may embed the question differently."""

    _parts: Parts = PrivateAttr()
    _asks_index: SearchIndex = PrivateAttr()

    def __init__(self, index: SearchIndex, asks_index: SearchIndex, parts: Parts, **data: Any) -> None:
        super().__init__(index, **data)
        self._parts, self._asks_index = parts, asks_index

    def _dense(self, query: str, place: dict[int, int]) -> tuple[np.ndarray, np.ndarray]:
        dense, asks = super()._dense(query, place)
        if self._asks_index.embedding is not self._index.embedding:
            other = TermsRetriever(self._asks_index, provider=self.provider)
            asks = other._dense(query, place)[1]
        return dense * self._parts.clause_vectors, asks * self._parts.ask_vectors

    def _lexical_scores(self, query: str, clauses: Sequence[IndexedClause]) -> tuple[np.ndarray, np.ndarray]:
        with nullcontext() if self._parts.synonyms else patch.object(retriever, "meanings", lambda folded: ()):
            scaled, coverage = super()._lexical_scores(query, clauses)
        return scaled * self._parts.lexical, coverage


def read(cases: Iterable[Case], desk: Desk) -> list[Asked]:
    """The questions with gold clauses, as the assistant reads them; those it would ask the provider of are left out."""
    reader = Reader(desk.generation.providers, desk.generation.schedules)
    asked = []
    for case in cases:
        if case.expect.clauses and case.on is not None:
            request, query = reader.replay(case.question, case.history or (), case.provider, case.on)
            if request.provider is not None:
                asked.append(Asked(case, request, query))
    return asked


def measure(
    asked: Sequence[Asked], desk: Desk, parts: Parts = WHOLE, index: SearchIndex | None = None, asks_index: SearchIndex | None = None
) -> Figures:
    """Each question's values by measure."""
    index = index or desk.search
    ranked = {one.case.id: _found(one, desk.on(one.request.on), parts, index, asks_index or index) for one in asked}
    return search_figures(ranked, {one.case.id: one.case.expect.addresses for one in asked})


def _found(one: Asked, desk: Desk, parts: Parts, index: SearchIndex, asks_index: SearchIndex) -> list[ClauseAddress]:
    provider = one.request.provider
    assert provider is not None
    within = index.within(desk.generation)
    search = PartedRetriever(
        within,
        within if asks_index is index else asks_index.within(desk.generation),
        parts,
        provider=provider,
        preferred=desk._preferred(one.request) if parts.preference else (),
        top=_TOP,
    )
    hits = search.hits(desk._without_names(provider, one.query) if parts.names_removed else one.query)
    return list(dict.fromkeys(h.address for h in hits))[:_TOP]


class MappedEmbedding(Embeddings):
    """An embedding whose question vectors are mapped and brought to unit length; vectors of documents stay."""

    def __init__(self, plain: Embeddings, matrix: np.ndarray) -> None:
        self._plain, self._matrix = plain, matrix

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return self._plain.embed_documents(texts)

    def embed_query(self, text: str) -> list[float]:
        mapped = self._matrix @ np.asarray(self._plain.embed_query(text))
        return [float(x) for x in mapped / np.linalg.norm(mapped)]


def mapped(index: SearchIndex, matrix: np.ndarray) -> SearchIndex:
    """The index, asked with mapped vectors."""
    other = copy(index)
    other.__dict__ |= {"vectors": index.vectors, "embedding": MappedEmbedding(index.embedding, matrix)}
    return other


def without_references(index: SearchIndex) -> SearchIndex:
    """The index with a lexical part that leaves out the headings of what a clause refers to."""
    other = copy(index)
    lexical: Mapping[str, LexicalIndex] = {
        p: _lexical(index.generation.clauses(p)) for p in index.generation.providers if index.generation.clauses(p)
    }
    other.__dict__ |= {"_lexical": lexical}
    return other


def _lexical(clauses: Sequence[IndexedClause]) -> LexicalIndex:
    addressed = {key: by_address([c.clause for c in clauses if c.key == key]) for key in {c.key for c in clauses}}
    return LexicalIndex.build([lexical_text(c.title, replace(c.clause, references=()), addressed[c.key]) for c in clauses])


def differences(one: Figures, other: Figures, measure: str, chosen: Callable[[str], bool] = lambda question: True) -> list[float]:
    """What each question gains from `other` to `one`."""
    return [values[measure] - other[question][measure] for question, values in one.items() if chosen(question)]
