"""Is a freshly built generation whole? Run in a process of its own (ingest.helper).

Every entry must find itself (cosine 1, ties allowed: sister documents share clauses), a sample must agree with exact search, the
lexical index must have a row for each clause, and every clause's text must be its spans joined.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from knowledge.errors import IndexError_

if TYPE_CHECKING:
    from chromadb import Collection

    from knowledge.generation import Generation, IndexedClause
    from knowledge.in_force import HeldKey

_TIE = 1e-4
_SAMPLE = 50
_TOP = 10
_AGREE = 0.95


def probe(folder: Path) -> None:
    """Raises IndexError_ saying what does not hold."""
    from ingest.vectors import made_for
    from knowledge.generation import Generation
    from knowledge.search.lexical import LexicalIndex
    from knowledge.search.store import collection_name, open_client

    generation = Generation.open_folder(folder)
    held = {provider: clauses for provider in generation.providers if (clauses := generation.clauses(provider))}
    client = open_client(folder / "chroma")
    collections = {p: client.get_collection(collection_name(p), embedding_function=None) for p in held}
    # Chroma works outside the interpreter's lock, beside the checks of the texts.
    with ThreadPoolExecutor(max_workers=2) as executor:
        vectors = [executor.submit(_probe_vectors, p, collections[p], made_for(folder, p)) for p in held]
        for provider, clauses in held.items():
            if len(LexicalIndex.load(folder / "lexical" / provider).scores(["∅"])) != len(clauses):
                raise IndexError_(f"{provider}: the lexical index has another number of rows than there are clauses")
            _probe_spans(generation, clauses)
        for done in vectors:
            done.result()
    client.close()


def _probe_spans(generation: Generation, clauses: Sequence[IndexedClause]) -> None:
    sources: dict[HeldKey, str] = {}
    for c in clauses:
        if c.key not in sources:
            sources[c.key] = generation.source_text(c.address.document, c.edition, c.effective)
        if c.clause.text != "".join(sources[c.key][s.start : s.end] for s in c.clause.spans):
            raise IndexError_(f"{c.address} ({c.edition}): the text is not its spans joined")


def _probe_vectors(provider: str, collection: Collection, vectors: np.ndarray) -> None:
    if collection.count() != len(vectors):
        raise IndexError_(f"{provider}: {collection.count()} vectors in the index, {len(vectors)} made: run python -m ingest again")
    unique = np.unique(vectors, axis=0)
    nearest = _distances(collection, unique, 1)
    lost = sum(1 for d in nearest if not d or d[0] > _TIE)
    if lost:
        raise IndexError_(f"{provider}: {lost} of {len(unique)} vectors do not find themselves")
    sample = vectors[:: max(1, len(vectors) // _SAMPLE)]
    top = min(_TOP, len(vectors))
    unit = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    exact = 1.0 - np.sort(sample @ unit.T / np.linalg.norm(sample, axis=1, keepdims=True), axis=1)[:, ::-1][:, :top]
    agree = np.mean([np.mean(np.asarray(f) <= e[-1] + _TIE) for f, e in zip(_distances(collection, sample, top), exact, strict=True)])
    if agree < _AGREE:
        raise IndexError_(f"{provider}: only {agree:.0%} of the sampled neighbours agree with exact search")


def _distances(collection: Collection, vectors: np.ndarray, top: int) -> list[list[float]]:
    """Of each vector to its nearest, in two halves at once."""

    def ask(part: np.ndarray) -> list[list[float]]:
        return (collection.query(query_embeddings=part, n_results=top, include=["distances"])["distances"] or []) if len(part) else []

    with ThreadPoolExecutor(max_workers=2) as executor:
        return [found for half in executor.map(ask, np.array_split(vectors, 2)) for found in half]
