"""Is a freshly built generation whole? Run in a process of its own: `python -m ingest.probe FOLDER`.

Every entry must find itself (cosine 1, ties allowed: sister documents share clauses), a sample must agree with exact search, the
lexical index must have a row for each clause, and every clause's text must be its spans joined.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
from chromadb.api.client import Client

from knowledge.errors import IndexError_, YakkanError
from knowledge.generation import Generation
from knowledge.search.lexical import LexicalIndex
from knowledge.search.store import collection_name, open_client

_TIE = 1e-4
_SAMPLE = 50
_TOP = 10
_AGREE = 0.95


def probe(folder: Path) -> None:
    """Raises IndexError_ saying what does not hold."""
    generation = Generation.open_folder(folder)
    client = open_client(folder / "chroma")
    for provider in generation.providers:
        clauses = generation.clauses(provider)
        if not clauses:
            continue
        if len(LexicalIndex.load(folder / "lexical" / provider).scores(["∅"])) != len(clauses):
            raise IndexError_(f"{provider}: the lexical index has another number of rows than there are clauses")
        for c in clauses:
            source = generation.source_text(c.address.document, c.edition)
            if c.clause.text != "".join(source[s.start : s.end] for s in c.clause.spans):
                raise IndexError_(f"{c.address} ({c.edition}): the text is not its spans joined")
        held = client.get_collection(collection_name(provider), embedding_function=None).get(include=["embeddings"])
        vectors = np.asarray(held["embeddings"], dtype=np.float32)
        _probe_vectors(provider, client, vectors)
    client.close()


def _probe_vectors(provider: str, client: Client, vectors: np.ndarray) -> None:
    collection = client.get_collection(collection_name(provider), embedding_function=None)
    nearest = collection.query(query_embeddings=vectors, n_results=1, include=["distances"])
    lost = sum(1 for d in nearest["distances"] if not d or d[0] > _TIE)
    if lost:
        raise IndexError_(f"{provider}: {lost} of {len(vectors)} vectors do not find themselves")
    sample = vectors[:: max(1, len(vectors) // _SAMPLE)]
    top = min(_TOP, len(vectors))
    found = collection.query(query_embeddings=sample, n_results=top, include=["distances"])
    unit = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    exact = 1.0 - np.sort(sample @ unit.T / np.linalg.norm(sample, axis=1, keepdims=True), axis=1)[:, ::-1][:, :top]
    agree = np.mean([np.asarray(f) <= e[-1] + _TIE for f, e in zip(found["distances"], exact, strict=True)])
    if agree < _AGREE:
        raise IndexError_(f"{provider}: only {agree:.0%} of the sampled neighbours agree with exact search")


def main() -> int:
    try:
        probe(Path(sys.argv[1]))
    except YakkanError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
