"""The table of contents, whose lines look like headings and are none."""

from __future__ import annotations

import re

from ingest.normal import bare
from ingest.source import Line

_TITLES = ("目次", "もくじ", "目录")
_ENTRY = re.compile(r"\S.*?[\t 　.．…・‥\-–]+\d{1,3}$")
_LEADER = re.compile(r"\S.*(?:[.．…・‥]\s?){3,}\s*\d{1,3}$")
_LETTERS = 80


def contents(lines: tuple[Line, ...]) -> frozenset[int]:
    """The numbers of the lines that are a table of contents."""
    taken: set[int] = set()
    for at, line in enumerate(lines):
        if line.number in taken:
            continue
        if bare(line.text) in _TITLES:
            taken |= _block(lines, at)
        elif _LEADER.match(line.text.strip()):
            taken.add(line.number)
    return frozenset(taken)


def _block(lines: tuple[Line, ...], at: int) -> set[int]:
    entries = _with_pages(lines, at)
    return entries if len(entries) > 1 else {lines[at].number} | _without_pages(lines, at)


def _with_pages(lines: tuple[Line, ...], at: int) -> set[int]:
    """Entries that end with a page number; a title directly above a further table belongs to it."""
    block = {lines[at].number}
    for index in range(at + 1, len(lines)):
        text = lines[index].text.strip()
        if not text:
            continue
        following = next((bare(line.text) for line in lines[index + 1 :] if not line.blank), "")
        if not (bare(text) in _TITLES or following in _TITLES or (_ENTRY.match(text) and len(text) <= _LETTERS)):
            break
        block.add(lines[index].number)
    return block


def _without_pages(lines: tuple[Line, ...], at: int) -> set[int]:
    """Short lines up to where the first of them stands again."""
    rows = [(line.number, bare(line.text)) for line in lines[at + 1 :] if not line.blank]
    for index, (_, text) in enumerate(rows[1:], start=1):
        if text == rows[0][1]:
            return {number for number, _ in rows[:index]}
        if len(text) > _LETTERS or "。" in text:
            break
    return set()
