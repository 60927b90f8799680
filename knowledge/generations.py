"""The generations that lie in a home: the current one, the one before it, and one built and not switched to.

A manifest names its base, the generation that was current when it was built. So the current one's base is the previous good one,
and one whose base is the current one is staged. Nothing but the link `current` ever changes.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from knowledge.settings import Settings


@dataclass(frozen=True)
class Kept:
    """One generation as its manifest describes it."""

    folder: Path
    id: str
    schema: int
    base: str | None
    embedding: str
    documents: int
    clauses: int
    bundle_sha256: str
    lexical: Mapping[str, str]

    def bundle_is_whole(self) -> bool:
        """Whether the bundle is still the one the manifest was written for."""
        try:
            with (self.folder / "bundle.sqlite").open("rb") as file:
                return hashlib.file_digest(file, "sha256").hexdigest() == self.bundle_sha256
        except OSError:
            return False


def read_kept(folder: Path) -> Kept | None:
    """None for a folder that holds no readable manifest."""
    try:
        m = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        counts = sum(int(n) for n in m["clauses"].values())
        sha256, base = str(m["bundle_sha256"]), m.get("base")
        return Kept(folder, str(m["id"]), int(m["schema"]), base, str(m["embedding"]), int(m["documents"]), counts, sha256, m.get("lexical", {}))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def current(settings: Settings) -> Kept | None:
    return read_kept(Path(os.path.realpath(settings.current))) if settings.current.exists() else None


def previous(settings: Settings) -> Kept | None:
    """The generation that was current before; None where it is no longer kept."""
    now = current(settings)
    return read_kept(settings.generations / now.base) if now and now.base else None


def staged(settings: Settings) -> Kept | None:
    """The newest generation built on the current one: staged, or switched away from by a rollback."""
    now = current(settings)
    if now is None or not settings.generations.is_dir():
        return None
    found = [read_kept(p) for p in settings.generations.iterdir() if p.is_dir() and not p.name.startswith(".")]
    return max((k for k in found if k and k.base == now.id), key=lambda k: k.id, default=None)
