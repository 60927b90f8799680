"""The search, as a LangChain retriever: dense, ways customers ask, and lexical, fused, within one provider."""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.embeddings import Embeddings
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict, PrivateAttr

from knowledge.address import ClauseAddress
from knowledge.errors import IndexError_
from knowledge.generation import Generation, IndexedClause
from knowledge.lexicon import is_term, meanings
from knowledge.normalise import fold
from knowledge.search.embedding import embedding_name, load_embedding
from knowledge.search.tokens import words
from knowledge.settings import Settings

if TYPE_CHECKING:
    from knowledge.search.lexical import LexicalIndex
    from knowledge.search.store import VectorStore

# Neighbours asked of Chroma: clauses have several entries each (their text, and the ways customers ask).
_NEIGHBOURS = 80
# Weights of the signals, each scaled to 0..1; measured on evals/questions (see README, "Search").
WEIGHTS = {"clause": 0.25, "ask": 0.35, "lexical": 0.4}
PREFERENCE = 0.12
# The customer's own words count more than the terms' words put beside them.
_MEANING_WEIGHT = 0.6


@dataclass(frozen=True)
class Hit:
    """One clause found. score: the fused signal, 0 to about 1; the parts are kept for judging whether the terms answer at all."""

    indexed: IndexedClause
    score: float
    clause_similarity: float
    ask_similarity: float
    lexical: float
    coverage: float

    @property
    def address(self) -> ClauseAddress:
        return self.indexed.address

    @property
    def edition(self) -> str:
        return self.indexed.edition

    @property
    def similarity(self) -> float:
        return max(self.clause_similarity, self.ask_similarity)


class SearchIndex:
    """The search parts of one opened generation.

    Everything heavy is imported and loaded on first use: a computed answer needs none of it, and importing Chroma alone takes 0.4 s.
    """

    def __init__(self, generation: Generation, settings: Settings) -> None:
        if generation.embedding != embedding_name(settings.embedding):
            raise IndexError_(
                f"the index was built with the embedding {generation.embedding!r}, but {embedding_name(settings.embedding)!r} is set: "
                "run python -m ingest, or set YAKKAN_EMBEDDING back"
            )
        self.generation = generation
        self._settings = settings
        self._lexical: dict[str, LexicalIndex] = {}

    def within(self, view: Generation) -> SearchIndex:
        """The same parts, searched for a view of the generation alone."""
        other = copy(self)
        other.__dict__ |= {"embedding": self.embedding, "vectors": self.vectors, "generation": view}
        return other

    @cached_property
    def embedding(self) -> Embeddings:
        return load_embedding(self._settings.embedding)

    @cached_property
    def vectors(self) -> VectorStore:
        from knowledge.search.store import VectorStore

        return VectorStore(self.generation.folder / "chroma")

    def lexical(self, provider: str) -> LexicalIndex:
        if provider not in self._lexical:
            from knowledge.search.lexical import LexicalIndex

            self._lexical[provider] = LexicalIndex.load(self.generation.folder / "lexical" / provider)
        return self._lexical[provider]


class TermsRetriever(BaseRetriever):
    """Clauses of one provider for a question, best first; `metadata["hit"]` of each document is the typed hit."""

    model_config = ConfigDict(arbitrary_types_allowed=True)

    provider: str
    documents: tuple[str, ...] = ()
    preferred: tuple[str, ...] = ()
    top: int = 10
    _index: SearchIndex = PrivateAttr()

    def __init__(self, index: SearchIndex, **data: Any) -> None:
        super().__init__(**data)
        self._index = index

    def _get_relevant_documents(self, query: str, *, run_manager: CallbackManagerForRetrieverRun) -> list[Document]:
        return [
            Document(page_content=h.indexed.clause.text, id=f"{h.edition}|{h.address}", metadata={"address": str(h.address), "hit": h})
            for h in self.hits(query)[: self.top]
        ]

    def hits(self, query: str) -> list[Hit]:
        clauses = self._index.generation.clauses(self.provider)
        if not clauses:
            return []
        place = {c.row: i for i, c in enumerate(clauses)}
        dense, asks = self._dense(query, place)
        lexical, coverage = self._lexical_scores(query, clauses)
        score = WEIGHTS["clause"] * dense + WEIGHTS["ask"] * np.maximum(asks, dense) + WEIGHTS["lexical"] * lexical
        # Sister documents are near copies of each other: those of the service asked about come first.
        score += PREFERENCE * np.array([self.preferred.count(c.address.document) for c in clauses]) * (score > 0)
        allowed = np.array([not self.documents or c.address.document in self.documents for c in clauses])
        order = [i for i in np.argsort(-score, kind="stable") if allowed[i] and score[i] > 0]
        return [
            Hit(clauses[i], float(score[i]), float(dense[i]), float(asks[i]), float(lexical[i]), float(coverage[i])) for i in order[: max(self.top, 30)]
        ]

    def _dense(self, query: str, place: dict[int, int]) -> tuple[np.ndarray, np.ndarray]:
        """Best similarity of each clause's text, and of each clause's asks; zero beyond the nearest neighbours."""
        dense, asks = np.zeros(len(place)), np.zeros(len(place))
        vector = self._index.embedding.embed_query(query)
        for row, kind, similarity in self._index.vectors.similar(self.provider, vector, _NEIGHBOURS * self._index.generation.crowding(self.provider)):
            at = place.get(row)
            if at is not None:
                target = asks if kind == "ask" else dense
                target[at] = max(target[at], similarity)
        return dense, asks

    def _lexical_scores(self, query: str, clauses: Sequence[IndexedClause]) -> tuple[np.ndarray, np.ndarray]:
        """BM25 scaled to 0..1 by the best, and the share of the question's words (by weight) that each clause holds."""
        index = self._index.lexical(self.provider)
        own = words(query)
        meant = tuple(w for m in meanings(fold(query)) for w in words(m) if w not in own)
        first = self._index.generation.first_rows[self.provider]
        at = np.array([c.row - first for c in clauses])
        scores = (index.scores(own) + _MEANING_WEIGHT * index.scores(meant))[at]
        best = float(scores.max(initial=0.0))
        scaled = scores / best if best > 0 else scores
        light = frozenset(w for w in own if not is_term(w))
        return scaled, index.coverage(own, meant, light)[at]
