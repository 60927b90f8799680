"""The clause tree while it is being built."""

from __future__ import annotations

from dataclasses import dataclass, field

from ingest.outline.closing import SUPPLEMENT
from ingest.outline.token import Kind, Token

PARAGRAPHS = "項"
ARTICLES = "条"


@dataclass
class Piece:
    """source[start:end], on the line that counts from 1."""

    start: int
    end: int
    line: int


@dataclass
class Node:
    """A clause to be: its part of the address, what it owns of the source, and how far its lists of children have come.

    head: number and heading; lead: what follows up to the first child. lists: the last number of each list of children.
    """

    kind: Kind
    part: str
    token: Token | None = None
    parent: Node | None = None
    head: Piece | None = None
    lead: list[Piece] = field(default_factory=list)
    children: list[Node] = field(default_factory=list)
    lists: dict[str, int] = field(default_factory=dict)
    chapter: str = ""
    heading: str = ""
    says: bool = False

    @property
    def numbers_paragraphs(self) -> bool:
        """Numbers right below are 第1項, 第2項: so in an article and in 附則."""
        return self.kind is Kind.ARTICLE or (self.kind is Kind.CLOSING and self.token is not None and self.token.family == SUPPLEMENT)

    @property
    def line(self) -> int:
        return self.token.line if self.token else 0

    def add(self, child: Node) -> Node:
        child.parent = self
        self.children.append(child)
        return child

    def descendants(self) -> list[Node]:
        """The node and all below it, in reading order."""
        return [self, *(node for child in self.children for node in child.descendants())]
