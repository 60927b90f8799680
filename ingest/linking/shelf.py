"""The documents of one provider side by side, as far as they are read: found by title and kind."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import cached_property

from ingest.linking.place import Path, Place
from ingest.linking.words import even, same_name
from knowledge.clause import Document

_LEAST_TITLE = 6
_GAP = r"[\s「」『』《》・.,、]*"
TABLE_KIND = "料金表"


def is_table(document: Document) -> bool:
    """A document that is an annex or nothing but a table of fees."""
    return document.kind == TABLE_KIND or document.title.startswith(("別表", "別紙", "別記"))


class Shelf:
    """One place for each document: of the same edition as the document that refers, else of the other; of several dates, the last."""

    def __init__(self, documents: Sequence[Document], own: Document) -> None:
        self.own = own
        beside = {
            d.document: d
            for d in sorted(documents, key=lambda d: (d.edition == own.edition, d.effective or date.min))
            if d.provider == own.provider
        }
        self.documents = {**beside, own.document: own}
        self._places: dict[str, Place] = {}

    def place(self, document: str) -> Place:
        if document not in self._places:
            self._places[document] = Place(self.documents[document])
        return self._places[document]

    @property
    def tables(self) -> list[Place]:
        """Annexes and tables of fees; the document itself is none of them."""
        return [self.place(d) for d, held in self.documents.items() if is_table(held) and d != self.own.document]

    @property
    def terms(self) -> list[Place]:
        """The 約款 of the provider."""
        return [self.place(d) for d, held in self.documents.items() if held.kind.startswith(("約款", "規約"))]

    def titled(self, name: str) -> list[str]:
        """The documents with this title."""
        wanted = same_name(name)
        return [d for d, held in self.documents.items() if wanted and wanted in _names(held.title)]

    @cached_property
    def title_patterns(self) -> list[tuple[re.Pattern[str], str]]:
        """Each title as a pattern over even text, the longest first."""
        titles = sorted(((name, d) for d, held in self.documents.items() for name in _names(held.title)), key=lambda t: -len(t[0]))
        return [(_pattern(name), d) for name, d in titles if len(name) >= _LEAST_TITLE]

    def headed(self, name: str, places: Sequence[Place]) -> list[tuple[Place, Path]]:
        """The clauses with this heading."""
        wanted = same_name(name)
        return [(place, path) for place in places for path, c in place.held.items() if c.heading and same_name(c.heading) == wanted]


def _names(title: str) -> list[str]:
    """A title, and without について."""
    name = same_name(title)
    return [name, name.removesuffix("について")] if name.endswith("について") else [name]


def _pattern(name: str) -> re.Pattern[str]:
    letters = [re.escape(c) for c in even(name)]
    pattern = _GAP.join(letters).replace("取" + _GAP + "扱", "取" + _GAP + "り?" + _GAP + "扱")
    # 「個人情報の取扱いについて」 in quotes is a title, without them a turn of speech.
    if name.endswith("扱い") or name.endswith("について"):
        return re.compile(rf"[「『]{pattern}(?:について)?[」』]", re.IGNORECASE)
    return re.compile(rf"[「『]?{pattern}[」』]?", re.IGNORECASE)
