"""Running heads, running feet and page numbers: first and last lines that pages have in common."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.outline.furniture import PAGE_NUMBER
from ingest.readers.pdf.lines import PageLine

_EDGE = 0.13
_LINES = 3
_NEAR = 4.0
# What browsers print around a page: its address, the day and the hour.
_PRINTED = re.compile(r"(?:https?|ﬁle|file)://\S+(?:\s+\d+\s*/\s*\d+)?$|\d{1,4}/\d{1,2}/\d{1,4},?\s+\d{1,2}:\d{2}(?:\s*[AP]M)?(?:\s+\S.{0,60})?$")
_DIGITS = re.compile(r"[0-9０-９]+")


def without_furniture(pages: Sequence[list[PageLine]], heights: Sequence[float]) -> tuple[list[list[PageLine]], list[list[PageLine]]]:
    """The pages' own lines, and the furniture of each."""
    edges = [_edges(lines, height) for lines, height in zip(pages, heights, strict=True)]
    body: list[list[PageLine]] = []
    furniture: list[list[PageLine]] = []
    for at, lines in enumerate(pages):
        feet = [line for line in edges[at] if PAGE_NUMBER.match(line.text) or _PRINTED.match(line.text) or _is_common(line, edges)]
        taken = {id(line) for line in feet}
        body.append([line for line in lines if id(line) not in taken])
        furniture.append(feet)
    return body, furniture


def _edges(lines: list[PageLine], height: float) -> list[PageLine]:
    """The outermost lines in the upper and the lower margin."""
    ordered = sorted(lines, key=lambda line: line.middle)
    return [
        *(line for line in ordered[:_LINES] if line.middle < height * _EDGE),
        *(line for line in ordered[-_LINES:] if line.middle > height * (1 - _EDGE)),
    ]


def _is_common(line: PageLine, edges: Sequence[Sequence[PageLine]]) -> bool:
    """True where half of the pages, and two at least, print the line at the same height; page numbers in it may differ."""
    same = sum(any(abs(other.middle - line.middle) < _NEAR and _alike(line, other) for other in page) for page in edges)
    return len("".join(line.text.split())) > 1 and same >= max(2, (len(edges) + 1) // 2)


def _alike(line: PageLine, other: PageLine) -> bool:
    """The same words, and numbers that are the same or count the pages."""
    mine, its = ("".join(one.text.split()) for one in (line, other))
    if mine == its:
        return True
    if _DIGITS.sub("#", mine) != _DIGITS.sub("#", its):
        return False
    steps = [int(b) - int(a) for a, b in zip(_DIGITS.findall(mine), _DIGITS.findall(its), strict=True)]
    return all(step in (0, other.page - line.page) for step in steps)
