"""What a map is trained on: the ways customers ask (`>` lines), each with the clause it belongs to. No evaluation question."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from langchain_core.embeddings import Embeddings

from evals.training.searching import Asked
from knowledge.generation import Generation
from knowledge.search.entries import by_address, dense_text


@dataclass(frozen=True)
class Pairs:
    """Vectors of clauses and of asks. documents: of each clause; clause_of: each ask's clause."""

    clauses: np.ndarray
    documents: np.ndarray
    asks: np.ndarray
    clause_of: np.ndarray

    def without(self, documents: Collection[str]) -> Pairs:
        """Neither clauses nor asks of these documents."""
        kept = ~np.isin(self.documents, list(documents))
        place = np.cumsum(kept) - 1
        asked = kept[self.clause_of]
        return Pairs(self.clauses[kept], self.documents[kept], self.asks[asked], place[self.clause_of[asked]])


def pairs_of(generation: Generation, embedding: Embeddings) -> Pairs:
    """Of the shipped edition, which alone has `>` lines."""
    held = [c for p in generation.providers for c in generation.clauses(p) if c.edition == "summary"]
    addressed = {key: by_address([c.clause for c in held if c.key == key]) for key in {c.key for c in held}}
    texts = [dense_text(c.title, c.clause, addressed[c.key]) for c in held]
    asks = [(ask, number) for number, c in enumerate(held) for ask in c.clause.asks]
    return Pairs(
        np.asarray(embedding.embed_documents(texts), dtype=np.float32),
        np.array([c.address.document for c in held]),
        np.asarray([embedding.embed_query(ask) for ask, _ in asks], dtype=np.float32),
        np.array([number for _, number in asks], dtype=np.int64),
    )


def families(generation: Generation) -> dict[str, str]:
    """Sister documents (one provider's terms of its services) are near copies: they are held out together."""
    return {d.document: f"{d.provider} {d.kind.split()[0]}" for d in generation.documents}


def folds(asked: Sequence[Asked], family_of: Mapping[str, str], number: int) -> list[frozenset[str]]:
    """The documents in so many parts, families whole, about as many questions in each."""
    first = [family_of.get(one.case.expect.addresses[0].document) for one in asked]
    weight = {family: first.count(family) for family in sorted(set(family_of.values()))}
    parts: list[list[str]] = [[] for _ in range(min(number, len(weight)))]
    for family in sorted(weight, key=lambda f: -weight[f]):
        min(parts, key=lambda part: sum(weight[f] for f in part)).append(family)
    return [frozenset(d for d, family in family_of.items() if family in part) for part in parts]


def questions_of(asked: Sequence[Asked], documents: Collection[str]) -> list[Asked]:
    """The questions all of whose gold clauses are in the documents."""
    return [one for one in asked if all(address.document in documents for address in one.case.expect.addresses)]
