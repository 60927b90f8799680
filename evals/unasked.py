"""The current index once more, built without the `>` lines: what the search is worth without the ways customers ask."""

from __future__ import annotations

import json
import shutil
import sqlite3
from dataclasses import replace
from pathlib import Path

import numpy as np

from knowledge.errors import IndexError_
from knowledge.generation import Generation
from knowledge.search.entries import by_address, lexical_text
from knowledge.search.lexical import LexicalIndex
from knowledge.search.store import Entry, add_entries, collection_name, open_client
from knowledge.settings import Settings


def without_asks(settings: Settings, home: Path) -> Settings:
    """Builds it in `home`, an empty folder, and returns the settings that open it; raises IndexError_ where there is no index."""
    whole = Generation.open(replace(settings, edition=None))
    there = replace(settings, home=home)
    folder = there.generations / f"{whole.id}-without-asks"
    folder.mkdir(parents=True)
    _bundle(whole.folder, folder)
    _vectors(whole, folder)
    for provider in whole.providers:
        if whole.clauses(provider):
            LexicalIndex.build(_texts(whole, provider)).save(folder / "lexical" / provider)
    manifest = json.loads((whole.folder / "manifest.json").read_text(encoding="utf-8"))
    (folder / "manifest.json").write_text(json.dumps(manifest | {"id": folder.name}), encoding="utf-8")
    there.current.symlink_to(folder)
    return there


def _bundle(source: Path, folder: Path) -> None:
    shutil.copyfile(source / "bundle.sqlite", folder / "bundle.sqlite")
    database = sqlite3.connect(folder / "bundle.sqlite")
    try:
        database.execute("UPDATE clauses SET asks = '[]'")
        database.commit()
    finally:
        database.close()


def _vectors(whole: Generation, folder: Path) -> None:
    """The clauses' own vectors, taken over as they are."""
    if not (whole.folder / "chroma" / "chroma.sqlite3").is_file():
        raise IndexError_(f"{whole.folder}: the vectors are missing: run python -m ingest")
    source, target = open_client(whole.folder / "chroma"), open_client(folder / "chroma")
    for provider in whole.providers:
        if not whole.clauses(provider):
            continue
        held = source.get_collection(collection_name(provider), embedding_function=None)
        found = held.get(where={"kind": "clause"}, include=["embeddings", "metadatas"])
        numbers = [int(str(one["row"])) for one in found["metadatas"] or ()]
        entries = [Entry(row, "clause", 0, "") for row in numbers]
        add_entries(target, provider, entries, list(np.asarray(found["embeddings"], dtype=np.float32)))


def _texts(whole: Generation, provider: str) -> list[str]:
    """What the lexical index holds of each row, the asks left out."""
    held = whole.clauses(provider)
    addressed = {key: by_address([c.clause for c in held if c.key == key]) for key in {c.key for c in held}}
    return [lexical_text(c.title, replace(c.clause, asks=()), addressed[c.key]) for c in held]
