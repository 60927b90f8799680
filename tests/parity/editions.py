"""Both editions as plain texts by clause address: what the parity check compares, and what its mutations change."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from ingest.read import read_paths
from knowledge.clause import Clause, Document
from knowledge.normalise import nfkc
from knowledge.registry import load_providers

ROOT = Path(__file__).resolve().parents[2]
SEEDS = ROOT.parent / "shared" / "seeds"
TERMS = ROOT / "knowledge" / "terms"

_NOTE = re.compile(r"［[^［］]*］")
LIST_MARK = "- "


@dataclass(frozen=True)
class Text:
    """One clause: its address without white space, heading, and body; lines of a list in ours begin with '- '."""

    document: str
    clause: str
    heading: str
    body: str

    @property
    def at(self) -> str:
        return f"{self.document}#{self.clause}"

    @property
    def whole(self) -> str:
        return f"{self.heading}\n{self.body}"

    @property
    def said(self) -> str:
        """Without our remarks in brackets on what the source lost."""
        return _NOTE.sub("", self.whole)

    @property
    def notes(self) -> tuple[str, ...]:
        return tuple(_NOTE.findall(self.whole))


Edition = Mapping[str, tuple[Text, ...]]


def folded_address(clause: str) -> str:
    """The clause part of an address with white space folded away."""
    return re.sub(r"\s+", "", nfkc(clause))


def originals(folder: Path = SEEDS) -> Edition:
    return _edition(read_paths([folder], load_providers()))


def shipped(folder: Path = TERMS) -> Edition:
    return _edition(read_paths([folder], load_providers()))


def _edition(documents: Iterable[Document]) -> dict[str, tuple[Text, ...]]:
    return {held.document: tuple(_text(held, clause) for clause in held.clauses) for held in documents}


def _text(held: Document, clause: Clause) -> Text:
    body = ""
    at = 0
    for span in clause.spans:
        piece = held.text[span.start : span.end]
        if at + len(piece) > clause.body_at:
            listed = held.edition == "summary" and held.text[span.start - 2 : span.start] == LIST_MARK
            body += LIST_MARK * listed + piece[max(0, clause.body_at - at) :]
        at += len(piece)
    return Text(held.document, folded_address(clause.address.clause), clause.heading, body.strip())
