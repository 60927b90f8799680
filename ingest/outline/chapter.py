"""第1編, 第2章, 第3節, 第4款: what groups articles."""

from __future__ import annotations

import re

from ingest.normal import folded
from ingest.outline.numerals import NUMBER, to_int
from ingest.outline.references import refers
from ingest.outline.token import Found, Kind, View

UNITS = ("編", "章", "節", "款")
_CHAPTER = re.compile(rf"第\s*({NUMBER})\s*([{''.join(UNITS)}])(\s*)(.*)$")
_LETTERS = 40


def chapter(view: View) -> Found | None:
    """The chapter that a line names; a sentence that begins with one is no heading."""
    match = _CHAPTER.match(view.text)
    if match is None or view.sentence or len(match[4]) > _LETTERS or refers(match[4]):
        return None
    number = to_int(match[1])
    return Found(Kind.CHAPTER, match[2], (number,), f"第{number}{match[2]}", folded(match[4]), len(view.text))
