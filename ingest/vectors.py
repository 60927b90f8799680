"""Vectors by the hash of their text, kept with each generation: what did not change is not embedded again."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import BadZipFile

import numpy as np

from ingest.progress import Progress
from knowledge.errors import IndexError_

if TYPE_CHECKING:
    from langchain_core.embeddings import Embeddings

FILE = "vectors.npz"
_MADE = "made "
_BATCH = 128
_SAMPLE = 3
# One and the same model gives a text the same vector but for the last digits, whatever else is in its batch.
_SAME = 1e-3


class Vectors:
    """One vector for each text, found by the text's hash; of one embedding."""

    def __init__(self, embedding: str, held: Mapping[str, np.ndarray]) -> None:
        self.embedding = embedding
        self._held = dict(held)

    @classmethod
    def load(cls, folder: Path | None, embedding: str) -> Vectors:
        """Those that a generation keeps of this embedding; none where it keeps none that can be read."""
        if folder is None:
            return cls(embedding, {})
        try:
            with (folder / FILE).open("rb") as raw, np.load(raw, allow_pickle=False) as file:
                if str(file["embedding"]) == embedding:
                    return cls(embedding, dict(zip(map(str, file["hashes"]), file["vectors"], strict=True)))
        except (OSError, ValueError, KeyError, EOFError, BadZipFile):
            pass
        return cls(embedding, {})

    def save(self, folder: Path, made: Mapping[str, Sequence[str]]) -> None:
        """With each provider's texts in the order of its entries, so that the probe knows what Chroma must hold."""
        vectors = np.stack(list(self._held.values())) if self._held else np.zeros((0, 1), dtype=np.float32)
        hashes = np.array(list(self._held), dtype=np.str_)
        at = {h: i for i, h in enumerate(self._held)}
        order = {_MADE + p: np.array([at[text_hash(t)] for t in texts], dtype=np.int64) for p, texts in made.items()}
        np.savez(folder / FILE, allow_pickle=False, embedding=np.array(self.embedding), hashes=hashes, vectors=vectors, **order)

    def of(self, text: str) -> np.ndarray:
        return self._held[text_hash(text)]

    def holds(self, text: str) -> bool:
        return text_hash(text) in self._held

    def __len__(self) -> int:
        return len(self._held)


def made_for(folder: Path, provider: str) -> np.ndarray:
    """The vectors of a provider's entries as they were made; raises IndexError_ where the file cannot be read."""
    try:
        with (folder / FILE).open("rb") as raw, np.load(raw, allow_pickle=False) as file:
            return np.asarray(file["vectors"][file[_MADE + provider]])
    except (OSError, ValueError, KeyError, EOFError, IndexError, BadZipFile) as error:
        raise IndexError_(f"{folder / FILE}: cannot be read ({error})") from error


def text_hash(text: str) -> str:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


class StaleVectorsError(Exception):
    """The embedding makes other vectors now than those kept under its name."""


def embedded(texts: Sequence[str], name: str, load: Callable[[], Embeddings], earlier: Vectors, progress: Progress) -> Vectors:
    """The vectors of the texts, each embedded once, and not at all where the same embedding has made it before.

    Raises StaleVectorsError where what goes by the same name is another model now.
    """
    unique = list(dict.fromkeys(texts))
    missing = [t for t in unique if not earlier.holds(t)]
    progress.begin(len(missing), f"{len(unique)} texts: {len(unique) - len(missing)} embedded before, {len(missing)} to embed")
    if not _still_the_same(unique, load, earlier):
        raise StaleVectorsError
    held = {text_hash(t): earlier.of(t) for t in unique if earlier.holds(t)}
    for at in range(0, len(missing), _BATCH):
        part = missing[at : at + _BATCH]
        vectors = np.asarray(load().embed_documents(part), dtype=np.float32)
        held.update(zip(map(text_hash, part), vectors, strict=True))
        progress.advance(len(part))
    return Vectors(name, held)


def _still_the_same(texts: Sequence[str], load: Callable[[], Embeddings], earlier: Vectors) -> bool:
    """A model folder may hold another model under the same name: a few texts are embedded again to see."""
    known = [t for t in texts if earlier.holds(t)]
    sample = known[:: max(1, len(known) // _SAMPLE)][:_SAMPLE]
    if not sample:
        return True
    again = np.asarray(load().embed_documents(sample), dtype=np.float32)
    before = [earlier.of(t) for t in sample]
    return all(b.shape == a.shape and bool(np.abs(a - b).max() < _SAME) for a, b in zip(again, before, strict=True))
