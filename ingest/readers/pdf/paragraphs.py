"""Printed lines into paragraphs: what the margin wrapped is joined, also over the end of a column or a page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ingest.outline.article import article, caption_words
from ingest.outline.paragraph import SPACED_NUMBER
from ingest.outline.scan import PRODUCTIONS, view_of
from ingest.outline.token import is_sentence
from ingest.readers.draft import Draft
from ingest.readers.pdf.cells import is_full, joint
from ingest.readers.pdf.lines import PageLine
from ingest.readers.pdf.page import Item, PageText
from ingest.source import lines_of

_BULLETS = "・•‧·●■◆◇□○※▪➢✓❖★☆-－【＜<"
_ENDS = ("。", "：", ":", "」。", "）。")
_WIDEST_LEADING = 1.35
_WIDEST_LINE = 2.6
_FREQUENT = 0.08
_PART_GAP = 1.5
_LARGER = 1.15
_HEADING_LETTERS = 40
_SHORT = 0.7
_LEAST_HEADINGS = 3
_UNFINISHED = re.compile(r"[、「『(（]\n|[0-9０-９]\n[0-9０-９]")
_NO_HEADING = re.compile(r"[：:。、，@＠]|https?|\d\s*円|[0-9０-９]-[0-9０-９]|(?:株式|有限|合同)会社")
_HANGING = 0.97


@dataclass
class _Open:
    """A paragraph being read."""

    lines: list[PageLine] = field(default_factory=list)
    column: int = 0
    text: str = ""
    gap: bool = False


class _Layout:
    """What is usual in the document: size of letters, distance of lines, right edge of each column."""

    def __init__(self, pages: Sequence[PageText]) -> None:
        lines = [item for page in pages for item in page.items if item.line is not None]
        sizes = Counter[float]()
        for item in lines:
            sizes[item.line.size if item.line else 0.0] += len(item.line.inked) if item.line else 0
        self.size = sizes.most_common(1)[0][0] if sizes else 10.0
        self.bold = sum(len(i.line.inked) for i in lines if i.line and i.line.bold) * 2 > sum(sizes.values())
        steps = [round(step) for page in pages for step in _steps(page)]
        usual = Counter(step for step in steps if self.size <= step <= _WIDEST_LINE * self.size)
        frequent = [step for step, count in usual.items() if count >= _FREQUENT * usual.total()]
        self.leading = float(min(frequent)) if frequent else self.size * 1.7
        self.left = min((i.line.x0 for i in lines if i.line), default=0.0)
        self.edges = {column: _edge([i.line for i in lines if i.line and i.column == column]) for column in {i.column for i in lines}}


def _steps(page: PageText) -> Iterator[float]:
    """The distances from line to line."""
    for item, following in zip(page.items, page.items[1:], strict=False):
        if item.line and following.line and item.column == following.column and following.line.top > item.line.top:
            yield following.line.top - item.line.top


def _edge(lines: Sequence[PageLine]) -> float:
    """The right edge of the text: where its longest lines end, but for the few that hang over."""
    ends = sorted(line.x1 for line in lines)
    return ends[int(_HANGING * (len(ends) - 1))]


def _standing_out(pages: Sequence[PageText], layout: _Layout) -> frozenset[PageLine]:
    """Headings that only the space above them marks: short names above text, where the document numbers no articles."""
    found: list[PageLine] = []
    articles = 0
    for page in pages:
        for before, item, following in zip([None, *page.items], page.items, [*page.items[1:], None], strict=False):
            line = item.line
            if line is None:
                continue
            view = view_of(lines_of(line.text), 0)
            articles += article(view) is not None
            apart = before is None or before.line is None or line.top - before.line.top > layout.leading * _PART_GAP
            joined = following is not None and (following.line is None or following.line.top - line.top < layout.leading * _PART_GAP)
            short = line.x1 - line.x0 < _SHORT * (layout.edges[item.column] - layout.left) and len(line.text) <= _HEADING_LETTERS
            named = not is_sentence(line.text) and not _NO_HEADING.search(line.text) and line.text[0] not in _BULLETS + "(（"
            if apart and joined and short and named and not any(production(view) for production in PRODUCTIONS):
                found.append(line)
    return frozenset(found) if len(found) >= _LEAST_HEADINGS and articles < _LEAST_HEADINGS else frozenset()


def write(draft: Draft, pages: Sequence[PageText]) -> None:
    """Writes the document's lines: a paragraph, a row of a table or a piece of furniture each."""
    layout = _Layout(pages)
    _Writer(draft, layout, _standing_out(pages, layout)).write(pages)


class _Writer:
    def __init__(self, draft: Draft, layout: _Layout, headings: frozenset[PageLine]) -> None:
        self.draft = draft
        self.layout = layout
        self.headings = headings
        self.open: _Open | None = None
        self.waiting: list[tuple[PageLine, int]] = []

    def write(self, pages: Sequence[PageText]) -> None:
        for page in pages:
            self.waiting += [(line, page.number) for line in page.furniture]
            for item in page.items:
                if item.line is None:
                    self.table(item, page.number)
                else:
                    self.line(item.line, item.column)
        self.close()

    def table(self, item: Item, page: int) -> None:
        self.close()
        if self.draft.lines and not self.draft.lines[-1].row:
            self.draft.blank()
        for row in item.rows:
            self.draft.row(row, page=page)

    def line(self, line: PageLine, column: int) -> None:
        if self.open is not None and self.goes_on(self.open, line, column):
            self.open.text += joint(self.open.text, line.text) + line.text
            self.open.lines.append(line)
            self.open.column = column
            return
        last = self.open.lines[-1] if self.open else None
        gap = last is None or line.page != last.page or line.top - last.top > self.layout.leading * _PART_GAP
        self.close()
        self.open = _Open([line], column, line.text, gap)

    def close(self) -> None:
        """Writes the paragraph, and behind it the furniture of the pages it ran over."""
        if self.open is not None:
            first = self.open.lines[0]
            level = 6 if self.is_heading(self.open) else 0
            if self.open.gap or level or (self.draft.lines and self.draft.lines[-1].row):
                self.draft.blank()
            self.draft.line(self.open.text, page=first.page, heading=level)
            if level:
                self.draft.blank()
            self.open = None
        for line, page in self.waiting:
            self.draft.line(line.text, page=page, furniture=True)
        self.waiting = []

    def goes_on(self, open_: _Open, line: PageLine, column: int) -> bool:
        """True where the margin wrapped the paragraph's last line and `line` continues it."""
        last = open_.lines[-1]
        if last in self.headings or line in self.headings:
            return False
        edge = self.layout.edges.get(open_.column, last.x1)
        if not is_full(last, line, edge) or not self.near(last, line, column == open_.column):
            return False
        if abs(last.size - line.size) > 0.15 * last.size or line.text[0] in _BULLETS or caption_words(open_.text):
            return False
        ended = open_.text.rstrip().endswith(_ENDS)
        if ended and line.x0 > open_.lines[-1].x0 + 0.7 * line.size and len(open_.lines) > 1:
            return False
        return _UNFINISHED.search(f"{open_.text[-1]}\n{line.text[0]}") is not None or not self.begins(line, ended)

    def near(self, last: PageLine, line: PageLine, same_column: bool) -> bool:
        if last.page != line.page or not same_column or line.top < last.top:
            return True
        return line.top - last.top <= self.layout.leading * _WIDEST_LEADING

    def begins(self, line: PageLine, ended: bool) -> bool:
        """True for a line that begins a clause or is a caption; a bare number in the middle of a sentence does not."""
        if ended and caption_words(line.text):
            return True
        view = view_of(lines_of(line.text), 0)
        found = next((found for production in PRODUCTIONS if (found := production(view))), None)
        return found is not None and (ended or found.family != SPACED_NUMBER)

    def is_heading(self, paragraph: _Open) -> bool:
        """A short line in larger or in bold letters that is no sentence."""
        text, first = paragraph.text, paragraph.lines[0]
        if first in self.headings:
            return True
        if len(text) > _HEADING_LETTERS or is_sentence(text) or len(paragraph.lines) > 1 or text[0] in "・•※":
            return False
        return first.size >= self.layout.size * _LARGER or (first.bold and not self.layout.bold)
