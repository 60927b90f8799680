"""The shipped-edition format (knowledge/TERMS_FORMAT.md), read strictly: what breaks the format is refused with file and line."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NoReturn, get_args

import yaml

from ingest.normal import folded
from ingest.source import Line, Source
from knowledge.address import ClauseAddress, label
from knowledge.clause import Clause, Document, Span
from knowledge.errors import FormatError
from knowledge.settings import Edition

FENCE = "---"
FOREWORD = "前文"
KEYS = ("provider", "document", "title", "kind", "edition", "effective")

_HEADING = re.compile(r"(#+)(\s*)(.*)$")
_HEADING_LABEL = re.compile(r"(第\d+条(?:の\d+)*(?:\[\d+\])?|\d+(?:[.-]\d+)*(?:\[\d+\])?|\([^()\s]{1,3}\)(?:\[\d+\])?)(?:\s+(.*))?$")
_PARAGRAPH = re.compile(r"(第\d+項(?:\[\d+\])?)(?:\s+(.*))?$")
_PARAGRAPH_PART = re.compile(r"第\d+項(\[\d+\])?")
_ITEM = re.compile(r"(\((?:\d+|[ア-ンa-z])\)(?:\[\d+\])?)\s*(.*)$")
_FOREIGN_ITEM = re.compile(r"(?:[*+]\s|\d+[.)]\s|（\d+）|[①-⑳㋐-㋾]|・|●)")
_ASKS = re.compile(r"\s*／\s*|\s+/\s+")


@dataclass
class _Open:
    """A clause being read: its indentation, pieces of the source, and questions."""

    address: ClauseAddress
    indent: int
    depth: int
    heading: str
    pieces: list[Span]
    body_at: int
    asks: list[str] = field(default_factory=list)


def has_front_matter(source: Source) -> bool:
    return bool(source.lines) and source.lines[0].text.strip() == FENCE


def read_markdown(source: Source) -> Document:
    """One document of the shipped-edition format; raises FormatError naming file and line."""
    head, first = _front_matter(source)
    parser = _Parser(source, head["document"])
    for line in source.lines[first:]:
        if not line.blank:
            parser.take(line)
    head_end = source.lines[first].start if first < len(source.lines) else len(source.text)
    return Document(
        provider=head["provider"],
        document=head["document"],
        title=head["title"],
        kind=head["kind"],
        edition=head["edition"],
        effective=head["effective"],
        source=str(source.path),
        text=source.text,
        clauses=parser.clauses(),
        loose=(Span(0, head_end), *parser.loose),
        doubts=(),
    )


def _front_matter(source: Source) -> tuple[dict[str, Any], int]:
    fences = [line for line in source.lines if line.text.strip() == FENCE]
    if len(fences) < 2 or fences[0].number != 1:
        _refuse(source, 1, f"front matter missing: begin the file with {FENCE}, the keys {', '.join(KEYS)}, and {FENCE}")
    try:
        head = yaml.safe_load(source.text[fences[0].end : fences[1].start])
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        _refuse(source, mark.line + 1 if mark else 1, "front matter is no YAML: mend the line")
    if not isinstance(head, dict):
        _refuse(source, 1, "front matter holds no keys: write key: value lines")
    for key in head:
        if key not in KEYS:
            _refuse(source, _line_of(source, str(key)), f"unknown key {key!r}: the keys are {', '.join(KEYS)}")
    for key in KEYS:
        if key not in head:
            _refuse(source, 1, f"key {key!r} missing from the front matter: add it")
        if key != "effective" and not (isinstance(head[key], str) and head[key].strip()):
            _refuse(source, _line_of(source, key), f"{key}: {head[key]!r} is no text: write a word")
    if head["edition"] not in get_args(Edition):
        _refuse(source, _line_of(source, "edition"), f"edition: {head['edition']!r}: write one of {', '.join(get_args(Edition))}")
    if head["effective"] is not None and type(head["effective"]) is not date:
        _refuse(source, _line_of(source, "effective"), f"effective: {head['effective']!r} is no day: write YYYY-MM-DD or null")
    return head, fences[1].number


def _line_of(source: Source, key: str) -> int:
    return next((line.number for line in source.lines if line.text.startswith(f"{key}:")), 1)


def _refuse(source: Source, number: int, reason: str) -> NoReturn:
    raise FormatError(f"{source.path} line {number}: {reason}")


class _Parser:
    """Takes the lines one by one; indentation decides where a line belongs."""

    def __init__(self, source: Source, document: str) -> None:
        self.source = source
        self.document = document
        self.open: list[_Open] = []
        self.all: list[_Open] = []
        self.loose: list[Span] = []
        self.seen: dict[ClauseAddress, int] = {}

    def take(self, line: Line) -> None:
        text = line.text.lstrip(" ")
        indent = len(line.text) - len(text)
        if text[0].isspace():
            self.refuse(line, "indented with something else than spaces: use spaces")
        if text.startswith("#"):
            self.heading(line, text, indent)
        elif text.startswith(">"):
            self.ask(line, text, indent)
        elif match := _PARAGRAPH.match(text):
            self.paragraph(line, match, indent)
        elif match := _ITEM.match(text):
            self.item(line, match, indent)
        elif _FOREIGN_ITEM.match(text):
            self.refuse(line, "a list item without a label of the format: write (1), （ア）as (ア), or a line that begins with '- '")
        else:
            self.plain(line, text, indent)

    def heading(self, line: Line, text: str, indent: int) -> None:
        match = _HEADING.match(text)
        assert match is not None
        depth, title = len(match[1]), match[3].strip()
        if indent or depth < 2 or not match[2] or not title:
            self.refuse(line, "no heading of the format: write '## LABEL HEADING' at the left margin")
        labelled = _HEADING_LABEL.match(title)
        part, heading = (labelled[1], labelled[2] or "") if labelled else (title, title)
        # A line counts as one level below its heading, so a heading two levels down stands under the open 項.
        while self.open and self.open[-1].depth >= depth:
            self.open.pop()
        parent_depth = self.open[-1].depth if self.open else 1
        if depth > parent_depth + 1:
            self.refuse(line, f"heading of level {depth} under level {parent_depth}: leave no level out")
        start = line.start + match.start(3)
        body_at = line.end - start + len(self.newline(line))
        self.begin(line, label(folded(part)), -1, depth, folded(heading), start, body_at)

    def paragraph(self, line: Line, match: re.Match[str], indent: int) -> None:
        if indent or not self.open:
            self.refuse(line, f"{match[1]} stands at the left margin under a heading: move it there")
        earlier = next((at for at, clause in enumerate(self.open) if _PARAGRAPH_PART.fullmatch(clause.address.path[-1])), None)
        del self.open[len(self.open) if earlier is None else earlier :]
        self.labelled(line, match, indent)

    def item(self, line: Line, match: re.Match[str], indent: int) -> None:
        if not self.open:
            self.refuse(line, f"item {match[1]} before the first clause: put it under a heading")
        if indent % 2:
            self.refuse(line, f"item {match[1]} indented by {indent}: two spaces deeper than its parent")
        self.labelled(line, match, indent)

    def labelled(self, line: Line, match: re.Match[str], indent: int) -> None:
        if not (match[2] or "").strip():
            self.refuse(line, f"{match[1]} without text: write the clause behind its label")
        self.close(indent)
        if indent > 0 and self.open[-1].indent not in (indent - 2, -1 if indent == 2 else indent - 2):
            self.refuse(line, f"{match[1]} indented by {indent}: two spaces deeper than its parent")
        self.begin(line, match[1], indent, self.open[-1].depth + 1, "", line.start + indent, match.start(2))

    def begin(self, line: Line, part: str, indent: int, depth: int, heading: str, start: int, body_at: int) -> None:
        parent = self.open[-1].address.path if self.open else ()
        if parent and re.fullmatch(r"\d+(\.\d+)+", part) and part.startswith(parent[-1] + "."):
            parent = parent[:-1]
        address = ClauseAddress(self.document, (*parent, part))
        if address in self.seen:
            self.refuse(line, f"{address} stands in line {self.seen[address]} already: number the later one {part}[2]")
        self.seen[address] = line.number
        clause = _Open(address, indent, depth, heading, [self.span(line, start)], body_at)
        self.open.append(clause)
        self.all.append(clause)

    def plain(self, line: Line, text: str, indent: int) -> None:
        start = line.start + indent
        if text.startswith("-"):
            inner = text[1:].lstrip()
            if not inner or text[1] != " ":
                self.refuse(line, "no list line: write '- ' and a text")
            start = line.end - len(inner)
        self.owner(indent).pieces.append(self.span(line, start))

    def ask(self, line: Line, text: str, indent: int) -> None:
        asks = [ask.strip() for ask in _ASKS.split(text[1:])]
        if not all(asks):
            self.refuse(line, "an empty question: write '> q1 ／ q2'")
        self.owner(indent).asks += asks
        self.loose.append(Span(line.start, line.end))

    def owner(self, indent: int) -> _Open:
        """The innermost open clause that stands further left than the line; text before the first clause is the foreword."""
        if not self.all:
            self.all.append(_Open(ClauseAddress(self.document, (FOREWORD,)), -1, 1, FOREWORD, [], 0))
        if not self.open:
            return self.all[0]
        return next((clause for clause in reversed(self.open) if clause.indent < indent), self.open[0])

    def close(self, indent: int) -> None:
        while self.open and self.open[-1].indent >= indent:
            self.open.pop()

    def newline(self, line: Line) -> str:
        after = self.source.text[line.end : line.end + 2]
        return after if after == "\r\n" else after[:1]

    def span(self, line: Line, start: int) -> Span:
        return Span(start, line.end + len(self.newline(line)))

    def refuse(self, line: Line, reason: str) -> NoReturn:
        _refuse(self.source, line.number, reason)

    def clauses(self) -> tuple[Clause, ...]:
        if not self.all:
            _refuse(self.source, len(self.source.lines), "no clause: write '## LABEL HEADING' and its text")
        return tuple(self.clause(clause, order) for order, clause in enumerate(self.all))

    def clause(self, clause: _Open, order: int) -> Clause:
        last = clause.pieces[-1] if clause.pieces else None
        if last is None:
            _refuse(self.source, len(self.source.lines), f"{clause.address} has questions and no text: write its text")
        end = last.start + len(self.source.text[last.start : last.end].rstrip())
        spans = (*clause.pieces[:-1], Span(last.start, end))
        text = "".join(self.source.text[span.start : span.end] for span in spans)
        body_at = min(clause.body_at, len(text))
        address = clause.address
        return Clause(address, address.printed, clause.heading, text, body_at, spans, order, tuple(clause.asks))
