"""Made-up documents in each format: a list of lines, tables as lists of rows, printed as text, HTML, Word or PDF."""

from __future__ import annotations

import html
import io
from collections.abc import Sequence
from pathlib import Path

import docx
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

Block = str | list[list[str]]
WIDTH, HEIGHT, LEFT, TOP, SIZE, LEADING = 595, 842, 60, 780, 10, 18
LETTERS = 46
FONT = "HeiseiMin-W3"


def as_text(blocks: Sequence[Block]) -> bytes:
    lines = ["\n".join("\t".join(row) for row in block) if isinstance(block, list) else block for block in blocks]
    return "\n".join(lines).encode()


def as_html(blocks: Sequence[Block]) -> bytes:
    out: list[str] = []
    for block in blocks:
        if isinstance(block, list):
            rows = "".join("<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in row) + "</tr>" for row in block)
            out.append(f"<table>{rows}</table>")
        elif block:
            out.append(f"<p>{html.escape(block)}</p>")
    return f"<!DOCTYPE html><html><head><title>x</title></head><body>{''.join(out)}</body></html>".encode()


def as_docx(blocks: Sequence[Block]) -> bytes:
    document = docx.Document()
    for block in blocks:
        if isinstance(block, list):
            table = document.add_table(len(block), len(block[0]))
            for row, cells in zip(table.rows, block, strict=True):
                for cell, text in zip(row.cells, cells, strict=True):
                    cell.text = text
        else:
            document.add_paragraph(block)
    return saved(document)


def saved(document: object) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)  # type: ignore[attr-defined]
    return buffer.getvalue()


class Pdf:
    """A PDF being drawn; y counts from the top in lines."""

    def __init__(self) -> None:
        pdfmetrics.registerFont(UnicodeCIDFont(FONT))
        self.buffer = io.BytesIO()
        self.canvas = Canvas(self.buffer, pagesize=(WIDTH, HEIGHT), invariant=1)
        self.y = float(TOP)
        self.canvas.setFont(FONT, SIZE)

    def line(self, text: str, x: float = LEFT, size: float = SIZE, down: bool = True) -> None:
        self.canvas.setFont(FONT, size)
        self.canvas.drawString(x, self.y, text)
        self.canvas.setFont(FONT, SIZE)
        if down:
            self.y -= LEADING

    def paragraph(self, text: str, x: float = LEFT, letters: int = LETTERS) -> None:
        """Wrapped at the right edge, as a typesetter does."""
        for at in range(0, max(len(text), 1), letters):
            self.line(text[at : at + letters], x)

    def table(self, rows: Sequence[Sequence[str]], ruled: bool = True, width: float = 150) -> None:
        top = self.y + SIZE
        for row in rows:
            for at, text in enumerate(row):
                self.line(text, LEFT + 4 + at * width, down=False)
            self.y -= LEADING
        bottom = self.y + SIZE
        if ruled:
            for at in range(len(rows) + 1):
                self.canvas.line(LEFT, top - at * LEADING, LEFT + len(rows[0]) * width, top - at * LEADING)
            for at in range(len(rows[0]) + 1):
                self.canvas.line(LEFT + at * width, top, LEFT + at * width, bottom)

    def page(self) -> None:
        self.canvas.showPage()
        self.canvas.setFont(FONT, SIZE)
        self.y = float(TOP)

    def bytes(self) -> bytes:
        self.canvas.save()
        return self.buffer.getvalue()


def as_pdf(blocks: Sequence[Block]) -> bytes:
    pdf = Pdf()
    for block in blocks:
        if pdf.y < 100:
            pdf.page()
        if isinstance(block, list):
            pdf.y -= LEADING / 2
            pdf.table(block)
            pdf.y -= LEADING / 2
        elif block:
            pdf.paragraph(block)
        else:
            pdf.y -= LEADING
    return pdf.bytes()


FORMATS = {"a.txt": as_text, "a.html": as_html, "a.docx": as_docx, "a.pdf": as_pdf}


def write(folder: Path, name: str, blocks: Sequence[Block]) -> Path:
    path = folder / name
    path.write_bytes(FORMATS[name](blocks))
    return path
