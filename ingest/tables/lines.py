"""A clause's text as table rows and lines of prose, with offsets in the source."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.tables.price import has_amount
from ingest.tables.words import narrow
from knowledge.address import ClauseAddress
from knowledge.clause import Clause, Span

_RULE = re.compile(r"[\s|:+=-]*")
_NOTE = re.compile(r"[\s　]*(?:※|\*|＊|注\s*[)）:：\d]|[(（]注)")
_BULLET = re.compile(r"[\s　]*(?:[-*+•●]\s+|・)?")
_HEAD_LETTERS = 80


@dataclass(frozen=True)
class Piece:
    """A cell's text where it stands."""

    text: str
    span: Span


@dataclass(frozen=True)
class Line:
    """One line: its cells, one for prose; `bullet` is a row written as 行：3,800円."""

    cells: tuple[Piece, ...]
    row: bool
    address: ClauseAddress
    bullet: bool = False
    after_blank: bool = False

    @property
    def text(self) -> str:
        return " ".join(piece.text for piece in self.cells if piece.text)


def lines_of(clause: Clause) -> list[Line]:
    """The lines of a clause behind its number and heading."""
    out: list[Line] = []
    at, blank = 0, False
    for raw in clause.text.splitlines(keepends=True):
        start, at = max(at, clause.body_at), at + len(raw)
        text = clause.text[start:at].rstrip("\r\n") if start < at else ""
        line = _line(clause, text, start, blank)
        if line is None:
            blank = blank or not raw.strip()
        else:
            out.append(line)
            blank = False
    return out


def is_note(text: str) -> bool:
    return bool(_NOTE.match(text))


def _line(clause: Clause, text: str, start: int, blank: bool) -> Line | None:
    if not text.strip():
        return None
    if text.lstrip().startswith("|"):
        if _RULE.fullmatch(text):
            return None
        inner = text.strip().strip("|")
        pieces = _pieces(clause, inner, start + text.index(inner), "|")
        return Line(pieces, True, clause.address, after_blank=blank)
    if "\t" in text:
        pieces = _pieces(clause, text, start, "\t")
        return Line(pieces, True, clause.address, after_blank=blank) if any(piece.text for piece in pieces) else None
    bullet = _bullet(clause, text, start)
    if bullet:
        return Line(bullet, True, clause.address, True, blank)
    return Line(_pieces(clause, text, start, "\n"), False, clause.address, after_blank=blank)


def _bullet(clause: Clause, text: str, start: int) -> tuple[Piece, ...]:
    """行（条件）：3,800円/月: the row's head and its price, at the last colon outside brackets before the first amount."""
    if "。" in text or is_note(text):
        return ()
    mark = _BULLET.match(text)
    begin = mark.end() if mark else 0
    depth = 0
    for at, char in enumerate(narrow(text)):
        depth += (char == "(") - (char == ")")
        if char == ":" and not depth and begin < at <= _HEAD_LETTERS and has_amount(text[at + 1 :]) and not has_amount(text[:at]):
            return (_piece(clause, text[begin:at], start + begin), _piece(clause, text[at + 1 :], start + at + 1))
    return ()


def _pieces(clause: Clause, text: str, start: int, mark: str) -> tuple[Piece, ...]:
    out: list[Piece] = []
    for part in text.split(mark):
        out.append(_piece(clause, part, start))
        start += len(part) + len(mark)
    return tuple(out)


def _piece(clause: Clause, text: str, start: int) -> Piece:
    begin = start + len(text) - len(text.lstrip())
    stripped = text.strip()
    return Piece(stripped, located(clause, begin, begin + len(stripped)))


def located(clause: Clause, start: int, end: int) -> Span:
    """A range of the clause's text as a range of the source."""
    passed = 0
    for span in clause.spans:
        length = span.end - span.start
        if start < passed + length or span is clause.spans[-1]:
            begin = span.start + start - passed
            return Span(begin, begin + end - start)
        passed += length
    return Span(0, 0)
