"""第9条の2, 第1項, 1項, 第4章: steps that give their number."""

from __future__ import annotations

import re

from ingest.linking.step import Level, Step
from ingest.linking.words import NUMBER
from ingest.outline.numerals import to_int

_ARTICLE = re.compile(rf"第\s*({NUMBER})\s*条((?:\s*の\s*{NUMBER}(?!\s*[条項号つ]))*)")
_PARAGRAPH = re.compile(rf"前?第\s*({NUMBER})\s*項(?!目)")
# 2項 without 第; "次の3項" counts and names none.
_BARE = re.compile(rf"(?<![\d.の第]){NUMBER}\s*項(?![目番])")
_CHAPTER = re.compile(rf"第\s*({NUMBER})\s*章")
_BRANCH = re.compile(NUMBER)


def absolute(text: str, at: int, inner: bool) -> tuple[Step, int] | None:
    """The step that text[at:] begins with, and where it ends."""
    if match := _ARTICLE.match(text, at):
        branches = tuple(to_int(b) for b in _BRANCH.findall(match[2]))
        return Step(Level.ARTICLE, "number", (to_int(match[1]), *branches)), match.end()
    if match := _PARAGRAPH.match(text, at):
        return Step(Level.PARAGRAPH, "number", (to_int(match[1]),)), match.end()
    if match := _CHAPTER.match(text, at):
        return Step(Level.CHAPTER, "number", (to_int(match[1]),)), match.end()
    bare = _BARE.match(text, at) if not inner else re.compile(rf"{NUMBER}\s*項(?![目番])").match(text, at)
    if bare:
        return Step(Level.PARAGRAPH, "number", (to_int(bare.group().rstrip("項")),)), bare.end()
    return None
