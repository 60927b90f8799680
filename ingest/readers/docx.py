"""Word files: paragraphs with the numbers Word prints before them, tables, footnotes; hidden text is left out and reported."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import docx
from docx.document import Document
from docx.opc.exceptions import PackageNotFoundError

from ingest.readers.draft import Draft, left_out
from ingest.readers.grid import Cell, expanded
from ingest.readers.word_numbers import Numbering
from ingest.readers.word_text import Words, attribute, texts, w
from ingest.source import Source
from knowledge.clause import Doubt
from knowledge.errors import SourceError

_OLE = b"\xd0\xcf\x11\xe0"
_HEADING_LETTERS = 40
_LARGEST = 400_000_000


def read(path: Path, data: bytes) -> Source:
    """The document's text; raises SourceError for what is no readable .docx."""
    if data.startswith(_OLE):
        raise SourceError(f"{path}: an old or a protected Word file: save it as .docx without a password")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > _LARGEST:
                raise SourceError(f"{path}: unpacks to more than {_LARGEST // 1_000_000} MB: give a smaller file")
        document = docx.Document(io.BytesIO(data))
    except (zipfile.BadZipFile, zlib.error, PackageNotFoundError, NotImplementedError, LookupError, SyntaxError, ValueError) as error:
        raise SourceError(f"{path}: no readable .docx ({error}): save it again as .docx") from error
    reader = _Reader(document)
    reader.body(document.element.body)
    reader.footnotes()
    reader.heads_and_feet()
    return reader.draft.source(path, notes=reader.notes())


class _Reader:
    """Walks the document and writes lines."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.draft = Draft()
        self.numbering = Numbering(document)
        self.hidden: dict[str, list[str]] = {}

    def notes(self) -> list[Doubt]:
        return [left_out(reason, words) for reason, words in self.hidden.items()]

    def body(self, parent: Any) -> None:
        for element in _blocks(parent):
            if element.tag == w("p"):
                self.paragraph(element)
            else:
                self.table(element)

    def paragraph(self, element: Any) -> None:
        words = self.words(element)
        printed = self.numbering.printed(element) if words.text.strip() else ""
        level = self.numbering.heading(element) or (6 if _reads_as_heading(words) else 0)
        if level or not words.text.strip():
            self.draft.blank()
        for at, line in enumerate(words.text.split("\n")):
            self.draft.line((printed if at == 0 else "") + line, heading=level)
        if level:
            self.draft.blank()
        for box in words.boxes:
            self.body(box)

    def words(self, element: Any) -> Words:
        words = texts(element, self.numbering.styles)
        for reason, text in words.hidden:
            self.hidden.setdefault(reason, []).append(text)
        return words

    def table(self, element: Any) -> None:
        rows = [_cells(row) for row in _children(element, "tr")]
        self.draft.blank()
        if max((len(row) for row in rows), default=0) < 2 or any(True for _ in element.iterdescendants(w("tbl"))):
            for row in rows:
                for cell, _ in row:
                    self.body(cell)
        else:
            for texts_of_row in expanded(self.grid(rows)):
                self.draft.row(texts_of_row)
        self.draft.blank()

    def grid(self, rows: list[list[tuple[Any, int]]]) -> list[list[Cell]]:
        """The rows as cells; a cell merged into the one above has that one's text."""
        out: list[list[Cell]] = []
        above: dict[int, str] = {}
        for row in rows:
            cells: list[Cell] = []
            column = 0
            for cell, span in row:
                merged = next(cell.iterfind(f"{w('tcPr')}/{w('vMerge')}"), None)
                goes_on = merged is not None and attribute(merged, "val") != "restart"
                text = above.get(column, "") if goes_on else self.text(cell)
                above[column] = text
                cells.append(Cell(text, 1, span))
                column += span
            out.append(cells)
        return out

    def text(self, cell: Any) -> str:
        """A cell's text on one line."""
        lines: list[str] = []
        for element in _blocks(cell):
            if element.tag == w("p"):
                words = self.words(element)
                printed = self.numbering.printed(element) if words.text.strip() else ""
                lines.append(printed + " ".join(words.text.split("\n")))
        return " ".join(line.strip() for line in lines if line.strip())

    def footnotes(self) -> None:
        """Footnotes and endnotes, behind the text, each with the number that the text prints."""
        for kind in ("footnote", "endnote"):
            part = next((r.target_part for r in self.document.part.rels.values() if r.reltype.endswith(f"/{kind}s")), None)
            if part is None:
                continue
            root = _parsed(part.blob)
            notes = [note for note in root.iter(w(kind)) if attribute(note, "type") in (None, "normal")]
            for note in notes:
                self.draft.blank()
                text = " ".join(self.words(p).text for p in note.iter(w("p")))
                self.draft.line(f"※{attribute(note, 'id') or ''} {' '.join(text.split())}" if text.strip() else "")

    def heads_and_feet(self) -> None:
        """Running heads and feet, as furniture behind the text."""
        seen: set[str] = set()
        self.draft.blank()
        for section in self.document.sections:
            for part in (section.header, section.footer, section.first_page_header, section.first_page_footer):
                for paragraph in part.paragraphs:
                    text = self.words(paragraph._p).text.replace("\n", " ").strip()
                    if text and text not in seen:
                        seen.add(text)
                        self.draft.line(text, furniture=True)


def _parsed(blob: bytes) -> Any:
    from docx.oxml import parse_xml

    return parse_xml(blob)


def _blocks(parent: Any) -> Iterator[Any]:
    """Paragraphs and tables right below, those in content controls and insertions included."""
    for child in parent.iterchildren():
        if child.tag in (w("p"), w("tbl")):
            yield child
        elif child.tag in (w("sdt"), w("sdtContent"), w("ins"), w("customXml"), w("moveTo")):
            yield from _blocks(child)


def _children(parent: Any, name: str) -> list[Any]:
    """Rows of a table or cells of a row, those in content controls included."""
    found: list[Any] = []
    for child in parent.iterchildren():
        if child.tag == w(name):
            found.append(child)
        elif child.tag in (w("sdt"), w("sdtContent"), w("customXml"), w("ins")):
            found += _children(child, name)
    return found


def _cells(row: Any) -> list[tuple[Any, int]]:
    """The cells of a row with the columns each takes."""
    spans = []
    for cell in _children(row, "tc"):
        span = next(cell.iterfind(f"{w('tcPr')}/{w('gridSpan')}"), None)
        spans.append((cell, max(1, int(attribute(span, "val") or 1)) if span is not None else 1))
    return spans


def _reads_as_heading(words: Words) -> bool:
    """A short paragraph in bold that is no sentence."""
    text = words.text.strip()
    return words.bold and len(text) <= _HEADING_LETTERS and "\n" not in text and not text.endswith(("。", "、", "円")) and "。" not in text
