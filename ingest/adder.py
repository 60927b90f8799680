"""Fills the vector store of a new generation, in a process of its own: Chroma's import and its work take a second processor.

    python -m ingest.adder --wait     each line: the store's folder and a part written by `Adder.add`, as JSON
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import astuple
from pathlib import Path

import numpy as np

from ingest.helper import Helper, serve
from ingest.vectors import Vectors
from knowledge.search.store import Entry, add_entries, open_client


class Adder(Helper):
    """Takes entries with their vectors, part by part; `finish` waits until the store is closed."""

    module = "ingest.adder"
    _parts = 0

    def add(self, store: Path, entries: Mapping[str, Sequence[Entry]], vectors: Vectors) -> None:
        """The part is left in a file beside the generation's folder, which goes with the building folder."""
        self._parts += 1
        part = store.parent.parent / f"{store.parent.name}-{self._parts}.npz"
        np.savez(part, allow_pickle=False, **{p: np.stack([vectors.of(e.text) for e in own]) for p, own in entries.items() if own})
        rows = {p: [astuple(e) for e in own] for p, own in entries.items() if own}
        part.with_suffix(".json").write_text(json.dumps(rows), encoding="utf-8")
        self.send(json.dumps([str(store), str(part)]))


def _fill(lines: Iterator[str]) -> None:
    client = None
    for line in lines:
        store, part = map(Path, json.loads(line))
        client = client or open_client(store)
        rows = json.loads(part.with_suffix(".json").read_text(encoding="utf-8"))
        with np.load(part, allow_pickle=False) as vectors:
            for provider, entries in rows.items():
                add_entries(client, provider, [Entry(*e) for e in entries], list(vectors[provider]))
    if client is not None:
        client.close()


if __name__ == "__main__":
    sys.exit(serve(("chromadb",), _fill))
