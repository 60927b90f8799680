"""PDF: text by page as it is seen, tables as rows, running heads and page numbers told apart."""

from __future__ import annotations

import io
import logging
from collections.abc import Sequence
from pathlib import Path

import pdfplumber
from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect
from pdfminer.psexceptions import PSException
from pdfplumber.pdf import PDF
from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

from ingest.readers.draft import Draft, left_out
from ingest.readers.pdf.furniture import without_furniture
from ingest.readers.pdf.letters import Reason, seen
from ingest.readers.pdf.lines import PageLine, lines_of
from ingest.readers.pdf.page import PageText, page_texts
from ingest.readers.pdf.paragraphs import write
from ingest.source import Source
from knowledge.clause import Doubt
from knowledge.errors import SourceError

logging.getLogger("pdfminer").setLevel(logging.ERROR)  # it warns of each odd font, line by line

_UNMAPPED_SHARE = 0.2


def read(path: Path, data: bytes) -> Source:
    """The document's text by page; raises SourceError for a scan, a protected or a broken file."""
    try:
        with pdfplumber.open(io.BytesIO(data)) as pdf:
            pages, notes = _pages(path, pdf)
    except PdfminerException as error:
        raise _refusal(path, error.args[0] if error.args else error) from error
    except (PSException, MalformedPDFException, ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError) as error:
        raise _refusal(path, error) from error
    if not pages:
        raise SourceError(f"{path}: has no page: save it again as PDF")
    draft = Draft()
    write(draft, pages)
    return draft.source(path, pages=len(pages), notes=notes)


def _refusal(path: Path, error: object) -> SourceError:
    if isinstance(error, PDFPasswordIncorrect | PDFEncryptionError):
        return SourceError(f"{path}: protected by a password: save it without one")
    return SourceError(f"{path}: no readable PDF ({type(error).__name__}): save it again as PDF")


def _pages(path: Path, pdf: PDF) -> tuple[list[PageText], list[Doubt]]:
    hidden: dict[tuple[Reason, int], str] = {}
    scans: list[int] = []
    lines: list[list[PageLine]] = []
    for page in pdf.pages:
        letters, dropped = seen(page)
        for reason, text in dropped.items():
            hidden[reason, page.page_number] = text
        lines.append(lines_of(letters, page.page_number))
        if not lines[-1] and page.images:
            scans.append(page.page_number)
    _refuse_unmapped(path, lines)
    if scans and not any(lines):
        raise SourceError(f"{path}: scanned pages without text: run text recognition (OCR) and give the checked text as .txt or .docx")
    notes = [left_out(reason, [text], where=f" on page {page}") for (reason, page), text in hidden.items()]
    notes += [Doubt("scan", 0, f"page {page} is a picture without text", "not read: run text recognition (OCR) on it") for page in scans]
    body, furniture = without_furniture(lines, [float(page.height) for page in pdf.pages])
    return page_texts(pdf.pages, body, furniture), notes


def _refuse_unmapped(path: Path, pages: Sequence[Sequence[PageLine]]) -> None:
    letters = [letter for lines in pages for line in lines for letter in line.letters]
    unmapped = sum(letter.text.startswith("(cid:") for letter in letters)
    if letters and unmapped > len(letters) * _UNMAPPED_SHARE:
        raise SourceError(f"{path}: its fonts do not say which letters they draw: print it to PDF anew or give the text as .txt or .docx")

