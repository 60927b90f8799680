"""Chroma: one collection for each provider of a generation, cosine space, vectors of clauses and of the ways customers ask."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, cast

import numpy as np

if TYPE_CHECKING:
    from chromadb.api.client import Client
    from langchain_chroma import Chroma

from knowledge.errors import IndexError_

_BATCH = 5000
# Recall before speed: a provider has thousands of entries, not millions. The graph is built anew with each generation and never twice the
# same; with an ef_search of 200 one build in some missed a near clause, and the same question had another answer.
_HNSW = {"hnsw": {"space": "cosine", "ef_construction": 200, "max_neighbors": 32, "ef_search": 1000}}


@dataclass(frozen=True)
class Entry:
    """One vector: of clause `row`, made from its text (kind `clause`) or from one way customers ask for it (kind `ask`)."""

    row: int
    kind: str
    number: int
    text: str

    @property
    def id(self) -> str:
        return f"{self.row}-{self.kind}-{self.number}"


def open_client(folder: Path) -> Client:
    import chromadb  # 0.4 s
    from chromadb.config import Settings as ChromaSettings

    return cast("Client", chromadb.PersistentClient(path=str(folder), settings=ChromaSettings(anonymized_telemetry=False)))


def collection_name(provider: str) -> str:
    return f"terms-{provider}"


def add_entries(client: Client, provider: str, entries: Sequence[Entry], vectors: Sequence[np.ndarray]) -> None:
    """Fills a collection, which is made first where there is none; called only while a generation is built, never where readers read.

    The texts are in the bundle; given to Chroma too, its own full-text index of them takes longer than all the rest.
    """
    collection = client.get_or_create_collection(collection_name(provider), configuration=_HNSW, embedding_function=None)  # type: ignore[arg-type]
    for at in range(0, len(entries), _BATCH):
        part = entries[at : at + _BATCH]
        collection.add(
            ids=[e.id for e in part],
            embeddings=np.asarray(vectors[at : at + _BATCH], dtype=np.float32),
            documents=[""] * len(part),
            metadatas=[{"row": e.row, "kind": e.kind} for e in part],
        )


class VectorStore:
    """Similarity search over the collections of one generation, through langchain-chroma."""

    def __init__(self, folder: Path) -> None:
        # Chroma would make an empty store where readers read.
        if not (folder / "chroma.sqlite3").is_file():
            raise IndexError_(f"{folder}: the vectors are missing: run python -m ingest")
        self._client = open_client(folder)
        self._stores: dict[str, Chroma] = {}

    def _store(self, provider: str) -> Chroma:
        if provider not in self._stores:
            from langchain_chroma import Chroma  # 0.3 s: only a search needs it, building and probing do not

            self._stores[provider] = Chroma(
                collection_name=collection_name(provider),
                client=self._client,
                create_collection_if_not_exists=False,
            )
        return self._stores[provider]

    def similar(self, provider: str, vector: Sequence[float], top: int) -> Iterable[tuple[int, str, float]]:
        """(row, kind, cosine similarity) of the nearest entries, nearest first."""
        found = self._store(provider).similarity_search_by_vector_with_relevance_scores(list(vector), k=top)
        for document, distance in found:
            yield int(document.metadata["row"]), str(document.metadata["kind"]), 1.0 - float(distance)
