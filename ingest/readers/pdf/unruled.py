"""Tables without rules: lines in a row whose segments stand under one another, with the same gaps between them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from ingest.readers.pdf.cells import joint
from ingest.readers.pdf.lines import WIDE_GAP, PageLine

_MARK = re.compile(r"(?:[(（]?[0-9０-９]{1,2}[)）.．、]?|[(（]?[ア-ンa-z一二三四五六七八九十]{1,2}[)）.．]?|[①-⑳・•●■◆※○▪➢✓❖→□◇]|第\S{1,4}[条項章])$")
_FARTHEST = 1.6
_AMOUNT = re.compile(r"\d円|円[(（]|[0-9０-９]\s*円")
_STARTS = re.compile(r"[■◆●○◇□※・•]|[(（]?[0-9０-９]{1,2}[)）.．]")


@dataclass
class Run:
    """Lines that may be a table; columns as intervals of x."""

    lines: list[PageLine] = field(default_factory=list)
    columns: list[tuple[float, float]] = field(default_factory=list)

    def at(self, segment: PageLine) -> int | None:
        """The column a segment stands in; None for one that reaches over a gap."""
        over = [n for n, (x0, x1) in enumerate(self.columns) if segment.x0 < x1 and segment.x1 > x0]
        if len(over) == 1:
            return over[0]
        near = [n for n, (x0, _) in enumerate(self.columns) if segment.x0 >= x0]
        return near[-1] if not over and near else None


def parts(line: PageLine) -> tuple[PageLine, ...]:
    """The segments of a line; a list mark belongs to the text behind it."""
    found = line.segments
    if len(found) == 2 and _MARK.match(found[0].text):
        return (line,)
    return found


def table_runs(lines: Sequence[PageLine]) -> list[PageLine | Run]:
    """The lines, with those that make a table gathered."""
    out: list[PageLine | Run] = []
    at = 0
    while at < len(lines):
        run = _run(lines, at)
        if run is None:
            out.append(lines[at])
            at += 1
        else:
            out.append(run)
            at += len(run.lines)
    return out


def _run(lines: Sequence[PageLine], at: int) -> Run | None:
    """The longest table that begins at a line; None where it is none."""
    if len(parts(lines[at])) < 2:
        return None
    taken, last, full = [lines[at]], 1, 1
    columns = _columns(taken)
    for line in lines[at + 1 :]:
        if line.top - taken[-1].bottom > _FARTHEST * line.size:
            break
        own = parts(line)
        grown = _columns([*taken, line]) if len(own) > 1 else columns
        run = Run(taken, grown)
        if len(grown) < 2 or (len(own) == 1 and run.at(own[0]) is None):
            break
        taken, columns = [*taken, line], grown
        if len(own) > 1 or run.at(own[0]) != 0:
            last = len(taken)
        full += len(own) > 1
    if full < 2:
        return None
    return Run(taken[:last], _columns(taken[:last]))


def _columns(lines: Sequence[PageLine]) -> list[tuple[float, float]]:
    """The intervals of x that the segments of full lines cover, where a gap parts them."""
    spans = sorted((segment.x0, segment.x1) for line in lines if len(parts(line)) > 1 for segment in parts(line))
    gap = WIDE_GAP * 0.7 * (lines[0].size if lines else 10)
    out: list[tuple[float, float]] = []
    for x0, x1 in spans:
        if out and x0 - out[-1][1] < gap:
            out[-1] = (out[-1][0], max(out[-1][1], x1))
        else:
            out.append((x0, x1))
    return out


def rows_of(run: Run) -> list[list[str]]:
    """The table's rows; a line that goes on in a cell is joined to it."""
    rows: list[list[str]] = []
    gaps = [b.top - a.bottom for a, b in zip(run.lines, run.lines[1:], strict=False)]
    before: PageLine | None = None
    for line in run.lines:
        cells = [""] * len(run.columns)
        for segment in parts(line):
            column = run.at(segment)
            cells[column or 0] = f"{cells[column or 0]} {segment.text}".strip()
        close = before is not None and line.top - before.bottom < 0.8 * max(gaps)
        if rows and _goes_on(rows[-1], cells, close):
            rows[-1] = [old + (joint(old, new) if old else "") + new for old, new in zip(rows[-1], cells, strict=True)]
        else:
            rows.append(cells)
        before = line
    return rows


def _goes_on(last: list[str], cells: list[str], close: bool) -> bool:
    """True for a line with one cell that continues the cell above it."""
    filled = [at for at, cell in enumerate(cells) if cell]
    if len(filled) != 1 or not last[filled[0]] or _STARTS.match(cells[filled[0]]):
        return False
    if _AMOUNT.search(cells[filled[0]]) and _AMOUNT.search(last[filled[0]]):
        return False
    return close or filled[0] > 0
