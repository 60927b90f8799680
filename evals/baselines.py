"""What a user would build from the tutorials: chunks or clauses, found with Chroma, with bm25s over Sudachi, or with both fused."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from uuid import uuid4

import numpy as np
from langchain_core.embeddings import Embeddings

from evals.passages import Passage
from knowledge.search.lexical import LexicalIndex
from knowledge.search.tokens import words

TOP = 10
_DEEP = 50
_FUSION = 60  # Cormack et al. 2009, the constant that tutorials take over

Search = Callable[[str, str | None], list[int]]


@contextmanager
def searches(passages: Sequence[Passage], embedding: Embeddings) -> Iterator[dict[str, Search]]:
    """The three ways of searching the same passages, by name; each gives numbers of passages, best first."""
    with _dense(passages, embedding) as dense:
        lexical = _lexical(passages)
        yield {
            "Chroma": lambda query, provider: dense(query, provider, TOP),
            "bm25s": lambda query, provider: lexical(query, provider, TOP),
            "Chroma + bm25s": lambda query, provider: _fused(dense(query, provider, _DEEP), lexical(query, provider, _DEEP)),
        }


@contextmanager
def _dense(passages: Sequence[Passage], embedding: Embeddings) -> Iterator[Callable[[str, str | None, int], list[int]]]:
    """langchain-chroma in memory, the provider as a filter on metadata."""
    import chromadb
    from chromadb.config import Settings as ChromaSettings
    from langchain_chroma import Chroma

    client = chromadb.EphemeralClient(settings=ChromaSettings(anonymized_telemetry=False))
    store = Chroma(
        collection_name=f"baseline-{uuid4().hex}",
        client=client,
        embedding_function=embedding,
        collection_configuration={"hnsw": {"space": "cosine"}},
    )
    metadatas = [{"provider": one.provider, "number": number} for number, one in enumerate(passages)]
    store.add_texts([one.text for one in passages], metadatas=metadatas, ids=[str(number) for number in range(len(passages))])

    def search(query: str, provider: str | None, top: int) -> list[int]:
        found = store.similarity_search(query, k=top, filter={"provider": provider} if provider else None)
        return [int(one.metadata["number"]) for one in found]

    try:
        yield search
    finally:
        store.delete_collection()


def _lexical(passages: Sequence[Passage]) -> Callable[[str, str | None, int], list[int]]:
    index = LexicalIndex.build([one.text for one in passages])
    providers = np.array([one.provider for one in passages])

    def search(query: str, provider: str | None, top: int) -> list[int]:
        scores = index.scores(words(query))
        if provider is not None:
            scores = np.where(providers == provider, scores, 0.0)
        order = np.argsort(-scores, kind="stable")[:top]
        return [int(number) for number in order if scores[number] > 0]

    return search


def _fused(*rankings: Sequence[int]) -> list[int]:
    """Reciprocal rank fusion."""
    scores: dict[int, float] = {}
    for ranking in rankings:
        for rank, number in enumerate(ranking, start=1):
            scores[number] = scores.get(number, 0.0) + 1 / (_FUSION + rank)
    return sorted(scores, key=lambda number: -scores[number])[:TOP]
