"""Lines of a document into blocks: rows that stand together, with the prose above and below them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from ingest.tables.lines import Line, is_note, lines_of
from ingest.tables.words import narrow
from knowledge.address import ClauseAddress
from knowledge.clause import Clause, Span

_CAPTION_LETTERS = 60


@dataclass
class Block:
    """Rows without prose between them; after: the lines below, up to the next block."""

    clause: Clause
    caption: str = ""
    rows: list[Line] = field(default_factory=list)
    after: list[str] = field(default_factory=list)

    @property
    def address(self) -> ClauseAddress:
        return self.clause.address


def blocks(clauses: Sequence[Clause]) -> list[Block]:
    """All blocks in reading order. Rows that are clauses of their own (numbered rows) belong to the block of the clause above them."""
    out: list[Block] = []
    for clause in clauses:
        lines = lines_of(clause)
        if out and _is_numbered_row(clause, lines, out[-1]):
            first = lines[0]
            out[-1].rows.append(first)
            lines = lines[1:]
            if not lines:
                continue
        out += _of_clause(clause, lines)
    return [block for block in out if block.rows]


def _is_numbered_row(clause: Clause, lines: list[Line], last: Block) -> bool:
    """The reader makes items of rows that count from 1."""
    if not lines or not lines[0].row or lines[0].bullet or clause.heading or len(lines[0].cells) < 2 or not last.rows:
        return False
    return clause.address.parent == last.address and not last.after and clause.address.path[-1].startswith("(")


def _of_clause(clause: Clause, lines: list[Line]) -> list[Block]:
    out: list[Block] = []
    block, prose = Block(clause), []  # type: tuple[Block, list[Line]]
    for at, line in enumerate(lines):
        following = lines[at + 1] if at + 1 < len(lines) else None
        if line.row:
            if prose or (block.rows and block.rows[-1].bullet != line.bullet):
                out.append(block)
                block = Block(clause)
                block.caption = _take_caption(prose)
                out[-1].after = [p.text for p in prose]
                prose = []
            block.rows.append(line)
        elif block.rows and not prose and _continues(block.rows[-1], line, following):
            block.rows[-1] = _joined(block.rows[-1], line)
        elif block.rows and not prose and following is None and _is_cut_row(line, block.rows[-1]):
            block.rows.append(replace(line, row=True))
        else:
            prose.append(line)
    block.after = [p.text for p in prose]
    return [*out, block]


def _take_caption(prose: list[Line]) -> str:
    """The last line above a table, where it reads as a name for it; it is then no note of the table before."""
    if not prose or is_note(prose[-1].text) or "。" in prose[-1].text or len(prose[-1].text) > _CAPTION_LETTERS:
        return ""
    return prose.pop().text


def _continues(row: Line, line: Line, following: Line | None) -> bool:
    """Prose right below a row goes on in its last cell where a bracket is open, or where the table goes on below it."""
    if line.after_blank or is_note(line.text) or row.bullet:
        return False
    last = narrow(row.cells[-1].text)
    if last.count("(") > last.count(")"):
        return True
    return following is not None and following.row and not following.bullet and not following.after_blank


def _is_cut_row(line: Line, row: Line) -> bool:
    """A document may break off in the middle of a row: its head alone is left."""
    flat = narrow(line.text)
    return not line.after_blank and not row.bullet and flat.count("(") > flat.count(")") and "。" not in flat


def _joined(row: Line, line: Line) -> Line:
    last, more = row.cells[-1], line.cells[0]
    joined = replace(last, text=f"{last.text}\n{more.text}", span=Span(last.span.start, more.span.end))
    return replace(row, cells=(*row.cells[:-1], joined))
