"""Candidates into a tree, by the continuity of their numbers: a stack of open clauses, each with its open lists.

A number that continues an open list closes what is deeper; a 1 opens a deeper list; any other is a break,
kept where it disturbs least and reported.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from ingest.outline.dotted import DOTTED, HYPHENED
from ingest.outline.item import BRACKETED_KANA, GOJUON, IROHA, KANA
from ingest.outline.node import ARTICLES, PARAGRAPHS, Node, Piece
from ingest.outline.number import POINT
from ingest.outline.paragraph import NAMED, SPACED_NUMBER
from ingest.outline.plain import PLAIN
from ingest.outline.token import Kind, Token

HARMLESS = ("stray", "unplaced")
_FARTHEST_GAP = 10
_LEAD_LETTERS = 25
_COUNTS_PARAGRAPHS = (POINT, SPACED_NUMBER, NAMED)


@dataclass(frozen=True)
class Break:
    """A number that continues nothing: at which token, what kind (gap, double, begin, stray, unplaced), the number expected (0: none)."""

    at: int
    kind: str
    expected: int


class Tree:
    """Takes tokens one by one; `root` holds the tree, `breaks` what did not fit, `loose` what is no clause."""

    def __init__(self, *, chapters_are_clauses: bool = False, numbers_lead: bool = True) -> None:
        self.root = Node(Kind.LOOSE, "")
        self.stack = [self.root]
        self.breaks: list[Break] = []
        self.loose: list[Piece] = []
        self.chapters: dict[str, str] = {}
        self.chapters_are_clauses = chapters_are_clauses
        self.numbers_lead = numbers_lead
        self.at = 0
        self.runs: dict[str, int] = {}

    def build(self, tokens: Iterable[Token]) -> Tree:
        taken = list(tokens)
        for self.at, token in enumerate(taken):
            following = taken[self.at + 1] if self.at + 1 < len(taken) else None
            self.take(token, following)
        return self

    def take(self, token: Token, following: Token | None) -> None:
        if token.kind is Kind.LOOSE:
            self.loose.append(Piece(token.start, token.end, token.line))
        elif token.kind is Kind.CHAPTER:
            self.chapter(token)
        elif token.kind is Kind.ARTICLE:
            self.article(token)
        elif token.kind is Kind.CLOSING:
            self.open(self.root, token, token.label)
        elif token.kind is Kind.HEADING:
            self.heading(token)
        elif token.kind is Kind.NUMBER and token.family in (DOTTED, HYPHENED):
            self.section(token)
        elif token.kind is Kind.NUMBER:
            self.number(token, following)
        else:
            self.text(token)

    @property
    def current(self) -> Node:
        return self.stack[-1]

    def open(self, parent: Node, token: Token, part: str) -> Node:
        """A new clause below `parent`; what is deeper is closed."""
        del self.stack[self.stack.index(parent) + 1 :]
        node = Node(token.kind, part, token, heading=token.heading, chapter=" ".join(self.chapters.values()))
        node.head = Piece(token.start, max(token.body, token.start), token.line)
        if token.body < token.end:
            node.lead.append(Piece(token.body, token.end, token.line))
            node.says = _says(token)
        self.stack.append(parent.add(node))
        return node

    def text(self, token: Token) -> None:
        if self.current is self.root and self.root.children:
            self.loose.append(Piece(token.start, token.end, token.line))
            self.breaks.append(Break(self.at, "unplaced", 0))
            return
        self.current.lead.append(Piece(token.start, token.end, token.line))
        self.current.says = self.current.says or _says(token)

    def chapter(self, token: Token) -> None:
        units = ("編", "章", "節", "款")
        rank = units.index(token.family)
        self.chapters = {unit: name for unit, name in self.chapters.items() if units.index(unit) < rank}
        if self.chapters_are_clauses:
            parents = [n for n in self.stack if n.kind is Kind.CHAPTER and n.token and units.index(n.token.family) < rank]
            self.open(parents[-1] if parents else self.root, token, token.label)
        else:
            self.loose.append(Piece(token.start, token.end, token.line))
            self.chapters[token.family] = f"{token.label} {token.heading}".strip()
            del self.stack[1:]

    def article(self, token: Token) -> None:
        """On the first level, or below a chapter that counts, or a 附則 that counts its own."""
        first = token.value[0]
        scopes = [node for node in self.stack if node is self.root or node.kind in (Kind.CLOSING, Kind.CHAPTER)]
        parent = scopes[-1]
        goes_on = self.root.lists.get(ARTICLES, 0) + 1 == first or first not in (1, parent.lists.get(ARTICLES, 0) + 1)
        if parent.kind is Kind.CLOSING and goes_on:
            parent = self.root
        parent.lists[ARTICLES] = first
        self.open(parent, token, token.label)

    def heading(self, token: Token) -> None:
        """Beside an open heading of the same mark, else below the clause that carries a heading or a number of its own."""
        same = next((n for n in reversed(self.stack) if n.kind is Kind.HEADING and n.token and n.token.family == token.family), None)
        if token.family == PLAIN:
            parent = self._plain_parent()
        elif same is not None and same.parent is not None:
            parent = same.parent
        else:
            parent = next(n for n in reversed(self.stack) if n is self.root or self._carries_headings(n))
        if same is not None:
            self.runs = dict(same.lists)
        self.open(parent, token, token.label)

    def _plain_parent(self) -> Node:
        """A plain heading with nothing under it is the heading of those that follow."""
        last = self.current
        if last.kind is Kind.HEADING and last.token and last.token.family == PLAIN and not last.lead and not last.children:
            return last
        plain = [node for node in self.stack if node.token is not None and node.token.family == PLAIN]
        return plain[-1].parent or self.root if plain else self.root

    def _carries_headings(self, node: Node) -> bool:
        if node.kind in (Kind.ARTICLE, Kind.CLOSING, Kind.HEADING, Kind.CHAPTER):
            return True
        return node.kind is Kind.NUMBER and bool(node.token) and not node.part.startswith("(")

    def section(self, token: Token) -> None:
        """1.3.2 below 1.3, where that is open; else below the nearest of its beginnings."""
        parents = [n for n in self.stack if n.token and n.kind is Kind.NUMBER and n.token.value == token.value[: len(n.token.value)]]
        parents = [n for n in parents if n.token and len(n.token.value) < len(token.value)]
        parent = parents[-1] if parents else self.root
        key = f"{token.family}{len(token.value)}"
        expected = parent.lists.get(key, 0) + 1
        if token.number != expected:
            self.breaks.append(Break(self.at, "double" if token.number < expected else "gap", expected))
        parent.lists[key] = token.number
        self.open(parent, token, token.label)

    def number(self, token: Token, following: Token | None) -> None:
        if not self._continue(token) and not self._begin(token):
            self._misfit(token, following)

    def _continue(self, token: Token) -> bool:
        """Puts the number behind its predecessor, in the innermost list that waits for it."""
        for node in reversed(self.stack):
            for key in self._keys(node, token):
                if key in node.lists and self._follows(node.lists[key], token):
                    self._place(node, key, token)
                    return True
            counts = node.numbers_paragraphs and token.family in _COUNTS_PARAGRAPHS
            if counts and token.number == 2 and PARAGRAPHS not in node.lists and node.says:
                self._place(node, PARAGRAPHS, token)
                return True
        return False

    def _begin(self, token: Token) -> bool:
        """A 1 opens a list below the current clause; a heading number 1 opens the document's own."""
        if token.family == KANA and token.label == "(イ)":
            token = replace(token, value=(1,))
        if token.number != 1 or token.family == SPACED_NUMBER:
            return False
        node = self.current
        if token.family == POINT and self.numbers_lead and token.alone and not token.sentence and not self._in_article():
            node = self.root
        if node.numbers_paragraphs and token.family in _COUNTS_PARAGRAPHS and not node.says:
            self._place(node, PARAGRAPHS, token)
        else:
            self._place(node, token.family, token)
        return True

    def _misfit(self, token: Token, following: Token | None) -> None:
        if token.family in (SPACED_NUMBER, KANA):
            self.text(token)
            return
        if token.body >= token.end and following is not None and following.line == token.line:
            self.breaks.append(Break(self.at, "stray", 0))
            self.text(token)
            return
        run = self.runs.get(token.family, 0)
        for node in reversed(self.stack):
            for key in self._keys(node, token):
                last = node.lists.get(key)
                if last is None or token.number - last > _FARTHEST_GAP:
                    continue
                self.breaks.append(Break(self.at, "double" if token.number <= last else "gap", last + 1))
                self._place(node, key, token)
                return
        if token.number > _FARTHEST_GAP and run + 1 != token.number:
            self.breaks.append(Break(self.at, "stray", 0))
            self.text(token)
            return
        if run + 1 != token.number:
            self.breaks.append(Break(self.at, "begin", 1))
        node = self.current
        key = PARAGRAPHS if node.numbers_paragraphs and token.family in _COUNTS_PARAGRAPHS else token.family
        self._place(node, key, token)

    def _keys(self, node: Node, token: Token) -> tuple[str, ...]:
        if node.numbers_paragraphs and token.family in _COUNTS_PARAGRAPHS:
            return (PARAGRAPHS, token.family)
        return (token.family,)

    def _follows(self, last: int, token: Token) -> bool:
        if token.family in (KANA, BRACKETED_KANA):
            letter = token.label[1]
            return token.number == last + 1 or (0 < last < len(IROHA) and GOJUON.find(letter) >= 0 and IROHA.find(letter) == last)
        return token.number == last + 1

    def _place(self, node: Node, key: str, token: Token) -> None:
        value = token.number
        if token.family in (KANA, BRACKETED_KANA) and key in node.lists and value != node.lists[key] + 1:
            value = node.lists[key] + 1
        if key == PARAGRAPHS:
            node.lists.clear()
        node.lists[key] = value
        self.open(node, token, self._part(node, key, token))

    def _part(self, node: Node, key: str, token: Token) -> str:
        if key == PARAGRAPHS:
            return f"第{token.number}項"
        if token.family in (POINT, SPACED_NUMBER, NAMED):
            heads = (
                node is self.root or node.kind in (Kind.CHAPTER, Kind.CLOSING) or (token.alone and not token.sentence) or bool(token.hashes)
            )
            return str(token.number) if heads and not self._item_of_article(node) else f"({token.number})"
        return token.label

    def _item_of_article(self, node: Node) -> bool:
        return node.numbers_paragraphs or node.part.startswith("(") or node.part.endswith("項")

    def _in_article(self) -> bool:
        return any(node.kind in (Kind.ARTICLE, Kind.CLOSING) for node in self.stack)


def _says(token: Token) -> bool:
    """True for text that can be a clause's first paragraph, not a caption or a name."""
    return token.sentence or token.end - token.body > _LEAD_LETTERS
