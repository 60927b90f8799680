"""HTML as a person sees it: headings, paragraphs, list numbers, tables; what the page hides is left out and reported."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString, PreformattedString

from ingest.readers.draft import Draft, left_out
from ingest.readers.encoding import decoded
from ingest.readers.grid import Cell, expanded
from ingest.readers.hidden import hidden_elements, write_list_styles
from ingest.readers.listing import marks
from ingest.source import Source
from knowledge.clause import Doubt
from knowledge.errors import SourceError

_CHARSET = re.compile(rb"""<meta[^>]+charset\s*=\s*["']?\s*([\w-]+)""", re.IGNORECASE)
_SPACE = re.compile(r"[ \t\r\n\f\xa0]+")
_WIDE_BREAK = re.compile(r"(?<=[^\x00-\x7f])[ \t]*[\r\n]\s*(?=[^\x00-\x7f])")
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_SILENT = {"script", "style", "template", "noscript", "head", "svg", "math", "iframe", "object", "select", "textarea", "button"}
_FURNITURE = {"nav", "footer", "aside"}
_TIGHT = {"li", "dt", "dd", "tr", "option"}
_BLOCKS = {
    *_HEADINGS, *_FURNITURE, "address", "article", "blockquote", "body", "caption", "center", "details", "dialog", "div", "dl", "fieldset",
    "figcaption", "figure", "form", "header", "hgroup", "hr", "html", "legend", "main", "menu", "ol", "p", "pre", "search", "section",
    "summary", "table", "tbody", "td", "tfoot", "th", "thead", "ul", *_TIGHT,
}  # fmt: skip


def read(path: Path, data: bytes) -> Source:
    """The page's text; raises SourceError where it cannot be decoded or shows no text."""
    declared = _CHARSET.search(data[:4096])
    text, notes = decoded(path, data, declared[1].decode("ascii") if declared else None)
    if not text.strip():
        raise SourceError(f"{path}: holds only white space: give a file with the document's text")
    soup = BeautifulSoup(text, "lxml")
    hidden = hidden_elements(soup)
    write_list_styles(soup)
    page = _Page(hidden)
    page.walk(soup)
    page.flush()
    return page.draft.source(path, notes=(*notes, *_hidden_notes(hidden)))


def _hidden_notes(hidden: dict[int, tuple[str, Tag]]) -> list[Doubt]:
    shown = [(reason, tag) for reason, tag in hidden.values() if not any(id(parent) in hidden for parent in tag.parents)]
    return [left_out(reason, [tag.get_text(" ")]) for reason, tag in shown if tag.get_text().strip()]


class _Page:
    """Walks the page and writes lines."""

    def __init__(self, hidden: dict[int, tuple[str, Tag]]) -> None:
        self.hidden = hidden
        self.draft = Draft()
        self.words: list[str] = []
        self.heading = 0
        self.furniture = False
        self.mark = ""

    def walk(self, element: Tag) -> None:
        for child in element.children:
            if isinstance(child, Tag):
                self.tag(child)
            elif isinstance(child, NavigableString) and not isinstance(child, PreformattedString):
                self.words.append(_wide(str(child)))

    def tag(self, tag: Tag) -> None:
        if tag.name in _SILENT or id(tag) in self.hidden:
            return
        if tag.name == "br":
            self.line_break()
        elif tag.name == "table" and _holds_data(tag):
            self.table(tag)
        elif tag.name in ("ol", "ul"):
            self.block(tag, self.listing)
        elif tag.name in _BLOCKS:
            self.block(tag, self.walk)
        else:
            self.walk(tag)

    def block(self, tag: Tag, walk: Callable[[Tag], None]) -> None:
        outer = self.heading, self.furniture
        self.part(tag)
        self.heading = _HEADINGS.get(tag.name, self.heading)
        self.furniture = self.furniture or _is_furniture(tag)
        walk(tag)
        self.part(tag)
        self.heading, self.furniture = outer

    def part(self, tag: Tag) -> None:
        """Ends the line; a blank one where blocks part, not between the items of a list or behind an item's number."""
        self.flush()
        nested = tag.name in ("ol", "ul") and tag.find_parent("li") is not None
        if tag.name not in _TIGHT and not nested and not self.mark and not (tag.parent and tag.parent.name == "li" and tag.name == "p"):
            self.draft.blank()

    def line_break(self) -> None:
        """Ends the line; where nothing stands on it, it is a blank one."""
        if not "".join(self.words).strip() and not self.mark:
            self.draft.blank()
        self.flush()

    def listing(self, tag: Tag) -> None:
        printed = marks(tag)
        for child in tag.children:
            if isinstance(child, Tag) and child.name == "li" and id(child) not in self.hidden:
                self.flush()
                self.mark = printed.get(id(child), "")
                self.block(child, self.walk)
                self.mark = ""
            elif isinstance(child, Tag):
                self.tag(child)

    def flush(self) -> None:
        """Writes the words so far as a line, behind the number of the list item they begin."""
        text = _SPACE.sub(" ", "".join(self.words)).strip()
        self.words = []
        if text:
            self.draft.line(self.mark + text, heading=self.heading, furniture=self.furniture)
            self.mark = ""

    def table(self, tag: Tag) -> None:
        self.part(tag)
        caption = tag.find("caption")
        if isinstance(caption, Tag):
            self.walk(caption)
            self.flush()
        for row in expanded([self.cells(row) for row in tag.find_all("tr") if id(row) not in self.hidden]):
            self.draft.row(row)
        self.part(tag)

    def cells(self, row: Tag) -> list[Cell]:
        cells = [cell for cell in row.find_all(["td", "th"], recursive=False) if id(cell) not in self.hidden]
        return [Cell(self.text(cell), _span(cell, "rowspan"), _span(cell, "colspan")) for cell in cells]

    def text(self, cell: Tag) -> str:
        """A cell's text on one line; its own line breaks are spaces."""
        inner = _Page(self.hidden)
        inner.walk(cell)
        inner.flush()
        return " ".join(line.text for line in inner.draft.lines if not line.blank)


def _wide(text: str) -> str:
    """Without the line breaks that only wrap the source: between Japanese letters they are no space."""
    return _WIDE_BREAK.sub("", text)


def _span(cell: Tag, name: str) -> int:
    printed = str(cell.get(name, "1")).strip()
    return max(1, int(printed)) if printed.isascii() and printed.isdigit() and len(printed) < 5 else 1


def _holds_data(table: Tag) -> bool:
    """False for a table that only lays out the page: one column, tables in it, or headings and lists of clauses in its cells."""
    rows = [row.find_all(["td", "th"], recursive=False) for row in table.find_all("tr")]
    if table.find("table") or max((len(row) for row in rows), default=0) < 2:
        return False
    return table.find([*_HEADINGS, "article", "section", "nav"]) is None


def _is_furniture(tag: Tag) -> bool:
    if tag.name in _FURNITURE:
        return tag.name == "nav" or tag.find_parent(["article", "main", "section"]) is None
    return False


