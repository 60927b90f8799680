"""Clause addresses: a document and the path of numbers or headings printed in it (CONTRACT.md, "Clause addresses")."""

from __future__ import annotations

import re
from dataclasses import dataclass

from knowledge.errors import AddressError

_ARTICLE = re.compile(r"第\d+条(の\d+)*(\[\d+\])?$")
_PARAGRAPH = re.compile(r"第\d+項(\[\d+\])?$")
_ITEM = re.compile(r"\([^()]+\)(\[\d+\])?$")
_NUMBER = re.compile(r"\d+(\.\d+)*(\[\d+\])?$")


@dataclass(frozen=True, order=True)
class ClauseAddress:
    """One clause of one document, e.g. tsubame-hikari-yakkan#第12条/第2項; without a path, the document as a whole."""

    document: str
    path: tuple[str, ...]

    @classmethod
    def parse(cls, text: str) -> ClauseAddress:
        """Reads `document#part/part`; raises AddressError."""
        document, mark, rest = text.partition("#")
        parts = tuple(rest.split("/"))
        if not document or not mark or not all(parts):
            raise AddressError(f"{text!r} is no clause address: write it as document#part/part, e.g. tsubame-hikari-juyo#12/(3)")
        return cls(document, parts)

    def __str__(self) -> str:
        return f"{self.document}#{self.clause}" if self.path else self.document

    @property
    def clause(self) -> str:
        """The path alone, e.g. 12/(3)."""
        return "/".join(self.path)

    @property
    def parent(self) -> ClauseAddress | None:
        return ClauseAddress(self.document, self.path[:-1]) if len(self.path) > 1 else None

    def child(self, part: str) -> ClauseAddress:
        return ClauseAddress(self.document, (*self.path, part))

    def contains(self, other: ClauseAddress) -> bool:
        """True for the clause itself and for every clause below it."""
        return self.document == other.document and other.path[: len(self.path)] == self.path

    @property
    def printed(self) -> str:
        """The path as a person writes it: 第12条第2項, 12.(3), 16 月額費用 (1)."""
        out = ""
        for part in self.path:
            if not out:
                out = part
            elif _PARAGRAPH.match(part) or (_ITEM.match(part) and _closes_number(out)):
                out += part
            elif _ITEM.match(part) and re.search(r"(^|\s)\d+(\.\d+)*$", out):
                out += f".{part}"
            else:
                out += f" {part}"
        return out


def _closes_number(printed: str) -> bool:
    last = printed.split(" ")[-1]
    return bool(re.search(r"(条(の\d+)*|項|\))(\[\d+\])?$", last))


def is_article(part: str) -> bool:
    return bool(_ARTICLE.match(part))


def is_number(part: str) -> bool:
    return bool(_NUMBER.match(part))


def label(text: str) -> str:
    """A heading as an address part: a slash would end the part, so it is widened."""
    return text.replace("/", "／").replace("#", "＃").strip()
