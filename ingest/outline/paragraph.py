"""第2項 where it is printed so, and the bare `2` that begins a paragraph of an article."""

from __future__ import annotations

import re

from ingest.outline.numerals import NUMBER, SPACED, to_int
from ingest.outline.references import refers
from ingest.outline.token import Found, Kind, View

NAMED, SPACED_NUMBER = "第項", "項 "
_NAMED = re.compile(rf"第\s*({NUMBER})\s*項(?:\s+|(?=[（(]))")
_SPACED = re.compile(rf"({SPACED})[ 　]+(?=[^\d\s０-９])")
_COUNTED = re.compile(
    r"[(（]|(?:時間|日間?|月|年間?|[ヶかカヵケ]月|週間|分|秒|個|回|名|人|円|台|枚|件|本|通|つ|条|項|号|章|倍|割|％|%)(?=[のをがにはでともま、。以未])"
)
_LEAST_LETTERS = 6


def paragraph(view: View) -> Found | None:
    """The paragraph that a line begins; whether a bare number is one, its place in the list decides."""
    if match := _NAMED.match(view.text):
        return None if refers(view.text[match.end() :]) else _found(NAMED, match[1], match.end())
    match = _SPACED.match(view.text)
    if match is None:
        return None
    rest = view.text[match.end() :]
    if len(rest) < _LEAST_LETTERS or rest[0].isascii() or _COUNTED.match(rest) or refers(rest):
        return None
    return _found(SPACED_NUMBER, match[1], match.end())


def _found(family: str, number: str, body: int) -> Found:
    value = to_int(number)
    return Found(Kind.NUMBER, family, (value,), f"第{value}項", "", body)
