"""The lexical index: bm25s over Sudachi's normalised forms, one for each provider."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import bm25s
import numpy as np

from knowledge.errors import IndexError_
from knowledge.search.tokens import words

_LIGHT = 0.25


class LexicalIndex:
    """BM25 scores over a fixed sequence of texts; row i is text i."""

    def __init__(self, model: bm25s.BM25, rows: int) -> None:
        self._model = model
        self._rows = rows

    @classmethod
    def build(cls, texts: Sequence[str]) -> LexicalIndex:
        model = bm25s.BM25(method="lucene", backend="numpy")
        # An empty row has no word to index and can never be found; bm25s wants at least one token in each.
        model.index([list(words(t)) or ["∅"] for t in texts], show_progress=False)
        return cls(model, len(texts))

    @classmethod
    def load(cls, folder: Path) -> LexicalIndex:
        try:
            model = bm25s.BM25.load(str(folder), load_corpus=False)
        except (OSError, ValueError, KeyError) as error:
            raise IndexError_(f"{folder}: the lexical index cannot be read ({error}): run python -m ingest") from error
        return cls(model, int(model.scores["num_docs"]))

    def save(self, folder: Path) -> None:
        self._model.save(str(folder), show_progress=False)

    def scores(self, query: Sequence[str]) -> np.ndarray:
        """One score for each row; zeros where no word of the query occurs."""
        known = [w for w in dict.fromkeys(query) if w in self._model.vocab_dict]
        if not known:
            return np.zeros(self._rows, dtype=np.float32)
        return np.asarray(self._model.get_scores(known))

    def holds(self, word: str) -> bool:
        """Whether any text has the word."""
        return word in self._model.vocab_dict

    def weight(self, word: str) -> float:
        """Inverse document frequency; the greatest for a word that no text has."""
        return float(np.log(1 + (self._rows - self._frequency(word) + 0.5) / (self._frequency(word) + 0.5)))

    def coverage(self, own: Sequence[str], meant: Sequence[str] = (), light: frozenset[str] = frozenset()) -> np.ndarray:
        """For each row the share, by weight, of the query's words that it holds; a word's place may be taken by a meant word.

        light: words that weigh little when no text has them, because they are everyday talk and no term that the texts would have.
        """
        total = sum(self.weight(w) * (_LIGHT if w in light and not self.holds(w) else 1.0) for w in dict.fromkeys(own)) or 1.0
        held = np.zeros(self._rows)
        for word in dict.fromkeys(own):
            if self.holds(word):
                held += self.weight(word) * (self.scores([word]) > 0)
        missing = np.clip(total - held, 0, None)
        for word in dict.fromkeys(meant):
            if self.holds(word):
                gain = np.minimum(missing, self.weight(word)) * (self.scores([word]) > 0)
                held, missing = held + gain, missing - gain
        return held / total

    def _frequency(self, word: str) -> int:
        return int((self.scores([word]) > 0).sum()) if self.holds(word) else 0
