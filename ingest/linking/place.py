"""A document as references see it: what it holds, in order, and where a clause stands in it."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cached_property

from knowledge.address import ClauseAddress, is_article
from knowledge.clause import Clause, Document

Path = tuple[str, ...]
_PARAGRAPH = re.compile(r"第(\d+)項(?:\[\d+\])?$")
_ITEM = re.compile(r"\(([^()]+)\)(?:\[\d+\])?$")
_AGAIN = re.compile(r"\[\d+\]$")
_CHAPTER = re.compile(r"第\s*(\d+)\s*[章編]")


def article_number(part: str) -> tuple[int, ...]:
    """第12条の2 → (12, 2); empty for anything else."""
    return tuple(map(int, re.findall(r"\d+", _AGAIN.sub("", part)))) if is_article(part) else ()


def paragraph_number(part: str) -> int | None:
    match = _PARAGRAPH.match(part)
    return int(match[1]) if match else None


def item_label(part: str) -> str | None:
    match = _ITEM.match(part)
    return f"({match[1]})" if match else None


class Place:
    """Looks clauses of one document up by what references call them; every look-up gives all that fit."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.held: dict[Path, Clause] = {c.address.path: c for c in document.clauses}
        self._children: dict[Path, list[Path]] = defaultdict(list)
        for path in self.held:
            self._children[self._above(path)].append(path)
        self._articles: dict[Path, list[Path]] = defaultdict(list)
        for path in self.held:
            if is_article(path[-1]):
                self._articles[path[:-1]].append(path)

    def _above(self, path: Path) -> Path:
        """The clause that holds a path; a dotted number stands under its beginnings."""
        return next((path[:n] for n in range(len(path) - 1, 0, -1) if path[:n] in self.held), ())

    def address(self, path: Path) -> ClauseAddress:
        return ClauseAddress(self.document.document, path)

    def children(self, path: Path) -> list[Path]:
        return self._children.get(path, [])

    # Where a clause stands.

    def article_of(self, path: Path) -> Path:
        """The article around a path; the first-level clause where there are no articles."""
        return next((path[: n + 1] for n, part in enumerate(path) if is_article(part)), path[:1])

    def paragraph_of(self, path: Path) -> Path | None:
        return next((path[: n + 1] for n, part in enumerate(path) if paragraph_number(part) is not None), None)

    def item_of(self, path: Path) -> Path | None:
        """The innermost item around a path."""
        return next((path[:n] for n in range(len(path), 0, -1) if item_label(path[n - 1])), None)

    # What it holds.

    @cached_property
    def articles(self) -> list[Path]:
        return [path for paths in self._articles.values() for path in paths]

    def article_run(self, near: Path) -> list[Path]:
        """The articles counted together with the one around a path: of its chapter where these begin anew, of its 附則."""
        return self._articles.get(self.article_of(near)[:-1], [])

    def numbered_articles(self, number: tuple[int, ...], near: Path) -> list[Path]:
        """Those of the same run first; else wherever the number stands."""
        own = [p for p in self.article_run(near) if article_number(p[-1]) == number]
        return own or [p for p in self.articles if article_number(p[-1]) == number]

    def paragraphs(self, article: Path) -> list[Path]:
        return [p for p in self.children(article) if paragraph_number(p[-1]) is not None]

    def items(self, path: Path) -> list[Path]:
        """The items right below; of an article with paragraphs, those of its paragraphs."""
        own = [p for p in self.children(path) if item_label(p[-1])]
        return own or [item for p in self.paragraphs(path) for item in self.children(p) if item_label(item[-1])]

    @cached_property
    def has_chapters(self) -> bool:
        return any(c.chapter or _CHAPTER.match(p[-1]) for p, c in self.held.items())

    def chapter(self, number: int) -> list[Path]:
        """The first-level clauses of a chapter, or the chapter where it is a clause itself."""
        chapters = [p for p in self.held if _is_chapter(p[-1], number)]
        if chapters:
            return chapters
        return [p for p, c in self.held.items() if len(p) == 1 and _is_chapter(c.chapter, number)]

    def chapter_number(self, path: Path) -> int | None:
        """The number of the chapter around a path."""
        names = (*path, self.held[path].chapter)
        found = next((m for name in names if (m := _CHAPTER.match(name))), None)
        return int(found[1]) if found else None


def _is_chapter(name: str, number: int) -> bool:
    match = _CHAPTER.match(name)
    return bool(match and int(match[1]) == number)
