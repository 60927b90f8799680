"""What a baseline searches: the texts of the documents cut into passages, each with its place in the source."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from knowledge.address import ClauseAddress
from knowledge.generation import Generation, IndexedClause

# As LangChain's own tutorials set it up, in characters.
CHUNK, OVERLAP = 500, 50
_ASK = re.compile(r"^[ \t]*>")


@dataclass(frozen=True)
class Place:
    """A half-open range of characters of one source text."""

    source: str
    start: int
    end: int

    def meets(self, other: Place) -> bool:
        return self.source == other.source and self.start < other.end and other.start < self.end


@dataclass(frozen=True)
class Passage:
    provider: str
    text: str
    places: tuple[Place, ...]


class Library:
    """The sources of a generation; one that holds several documents is one source."""

    def __init__(self, generation: Generation) -> None:
        self.generation = generation
        self.texts: dict[str, tuple[str, str]] = {}
        self._source: dict[object, str] = {}
        for document in generation.documents:
            text = generation.source_text(document.document, document.edition, document.effective)
            name = hashlib.sha256(f"{document.provider} {text}".encode("utf-8", "surrogatepass")).hexdigest()
            self.texts[name] = (document.provider, text)
            self._source[document.key] = name

    def clauses(self) -> Iterator[IndexedClause]:
        for provider in self.generation.providers:
            yield from self.generation.clauses(provider)

    def places(self, clause: IndexedClause) -> tuple[Place, ...]:
        return tuple(Place(self._source[clause.key], span.start, span.end) for span in clause.clause.spans)

    def region(self, gold: ClauseAddress) -> tuple[Place, ...]:
        """A clause with all below it, in every edition; where it is not held as such, the nearest one above it that is."""
        own = [clause for clause in self.clauses() if clause.address.document == gold.document]
        for address in _upwards(gold):
            unspaced = "".join(str(address).split())
            exact = [one for one in own if "".join(str(one.address).split()) == unspaced]
            if exact:
                below = [clause for clause in own if any(one.key == clause.key and one.address.contains(clause.address) for one in exact)]
                return tuple(place for clause in below for place in self.places(clause))
        return ()


def _upwards(address: ClauseAddress) -> Iterator[ClauseAddress]:
    here: ClauseAddress | None = address
    while here is not None:
        yield here
        here = here.parent


def chunks(library: Library, *, asks: bool) -> list[Passage]:
    """RecursiveCharacterTextSplitter over each source; without `asks` the `>` lines of the shipped edition are taken out first."""
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    splitter = RecursiveCharacterTextSplitter(chunk_size=CHUNK, chunk_overlap=OVERLAP, add_start_index=True)
    out = []
    for name, (provider, text) in library.texts.items():
        kept = [(at, line) for at, line in _lines(text) if asks or not _ASK.match(line)]
        places = [at + n for at, line in kept for n in range(len(line))]
        for piece in splitter.create_documents(["".join(line for _, line in kept)]):
            start = int(piece.metadata["start_index"])
            ends = places[start], places[start + len(piece.page_content) - 1] + 1
            out.append(Passage(provider, piece.page_content, (Place(name, *ends),)))
    return out


def clause_passages(library: Library, *, asks: bool) -> list[Passage]:
    """One passage a clause, its text as it stands."""
    return [
        Passage(c.provider, "\n".join((c.clause.text, *(c.clause.asks if asks else ()))), library.places(c))
        for c in library.clauses()
        if c.clause.text.strip()
    ]


def _lines(text: str) -> Sequence[tuple[int, str]]:
    lines = text.splitlines(keepends=True)
    return list(zip(accumulate((len(line) for line in lines), initial=0), lines, strict=False))
