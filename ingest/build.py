"""Building: a bundle, the vectors and the lexical indexes into the folder of a generation. Nothing here touches what readers read."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from functools import cache
from importlib.metadata import version
from pathlib import Path

from ingest.bundle import Content, Indexed, write_bundle
from ingest.helper import Helper
from ingest.progress import Progress
from ingest.vectors import Vectors, embedded
from knowledge.errors import IndexError_
from knowledge.generation import SCHEMA_VERSION
from knowledge.generations import Kept
from knowledge.search import lexical, tokens
from knowledge.search.embedding import embedding_name, load_embedding
from knowledge.search.lexical import LexicalIndex
from knowledge.settings import PACKAGE, Settings


def build(folder: Path, content: Content, settings: Settings, base: Kept | None, earlier: Vectors, helper: Helper, progress: Progress) -> str:
    """Writes a generation into a new folder and returns its id. Taken over from the base: vectors of the same text, and the lexical
    index of a provider whose texts are all the same.
    """
    indexed = write_bundle(folder / "bundle.sqlite", content)
    texts = {provider: [e.text for e in one.entries] for provider, one in indexed.items()}
    name = embedding_name(settings.embedding)
    # The helper stores what is embedded already while the encoder loads and the words are read here.
    helper.add(folder / "chroma", {p: [e for e in one.entries if earlier.holds(e.text)] for p, one in indexed.items()}, earlier)
    held = embedded([t for own in texts.values() for t in own], name, lambda: load_embedding(settings.embedding), earlier, progress)
    helper.add(folder / "chroma", {p: [e for e in one.entries if not earlier.holds(e.text)] for p, one in indexed.items()}, held)
    held.save(folder, texts)
    keys = {provider: _lexical(folder, provider, one, base) for provider, one in indexed.items()}
    wrong = helper.stored()
    if wrong:
        raise IndexError_(f"{settings.home}: the vectors cannot be stored ({wrong}): the old index stays in use; run python -m ingest again")
    for provider, one in indexed.items():
        progress.tell(f"{provider}: {len(one.texts)} clauses, {len(one.entries)} vectors")
    manifest = {
        "schema": SCHEMA_VERSION,
        "base": base.id if base else None,
        "embedding": name,
        "documents": len(content.documents),
        "clauses": {provider: len(one.texts) for provider, one in indexed.items()},
        "lexical": keys,
    }
    return _write_manifest(folder, manifest)


def _lexical(folder: Path, provider: str, one: Indexed, base: Kept | None) -> str:
    """Builds the provider's lexical index, or takes the base's over; returns the key by which the next generation knows it again."""
    key = _digest((_how_words_are_made(), *one.texts))
    target = folder / "lexical" / provider
    if base is not None and base.lexical.get(provider) == key and (base.folder / "lexical" / provider).is_dir():
        shutil.copytree(base.folder / "lexical" / provider, target)
    else:
        LexicalIndex.build(one.texts).save(target)
    return key


@cache
def _how_words_are_made() -> str:
    """Another dictionary or another rule for words makes another index of the same texts."""
    code = [Path(str(module.__file__)).read_text(encoding="utf-8") for module in (lexical, tokens)]
    normalise = (PACKAGE / "normalise.py").read_text(encoding="utf-8")
    return _digest((*code, normalise, *(version(p) for p in ("bm25s", "sudachipy", "sudachidict-core"))))


def _digest(texts: Iterable[str]) -> str:
    digest = hashlib.sha256()
    for text in texts:
        data = text.encode("utf-8", "surrogatepass")
        digest.update(len(data).to_bytes(8, "big") + data)
    return digest.hexdigest()


def _write_manifest(folder: Path, manifest: Mapping[str, object]) -> str:
    digest = hashlib.sha256((folder / "bundle.sqlite").read_bytes()).hexdigest()
    name = f"{datetime.now(UTC):%Y%m%dT%H%M%S%fZ}-{digest[:8]}"
    whole = {"id": name, **manifest, "bundle_sha256": digest}
    (folder / "manifest.json").write_text(json.dumps(whole, ensure_ascii=False, indent=1), encoding="utf-8")
    return name
