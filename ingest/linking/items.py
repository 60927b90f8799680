"""第3号, 12号, (6), 各号, 前各号, 次の各号: steps to items."""

from __future__ import annotations

import re

from ingest.linking.step import Level, Step
from ingest.linking.words import NUMBER
from ingest.outline.numerals import to_int

_NUMBERED = re.compile(rf"第\s*({NUMBER})\s*号(?![室棟館線車])")
# 1番10号 is a house, and 法律第108号 a law's own number: without 第 an item stands behind its paragraph only.
_BARE = re.compile(rf"({NUMBER})\s*号(?![室棟館線車])")
_LAWS_NUMBER = re.compile(r"(?:法律|政令|省令|府令|告示|規則|条例|訓令|通達)\s*$")
_BRACKETED = re.compile(r"\(\s*(\d{1,2}|[ア-ン])\s*\)")
_EARLIER = re.compile(r"(?:前|上記の?|上の|前の)\s*各\s*号")
_BELOW = re.compile(r"(?:次の|次|以下の|以下|下記の?|左の)\s*各\s*号")
_EVERY = re.compile(r"各\s*号")
_KANA = re.compile(r"([ア-ン])(?![ァ-ヶー])")


def items(text: str, at: int, inner: bool) -> tuple[Step, int] | None:
    """The step that text[at:] begins with, and where it ends."""
    if (match := _NUMBERED.match(text, at)) and not _LAWS_NUMBER.search(text, max(0, at - 6), at):
        return Step(Level.ITEM, "number", (to_int(match[1]),)), match.end()
    if inner:
        return _inner(text, at)
    if match := _EARLIER.match(text, at):
        return Step(Level.ITEM, "earlier"), match.end()
    if match := _BELOW.match(text, at):
        return Step(Level.ITEM, "below"), match.end()
    return None


def _inner(text: str, at: int) -> tuple[Step, int] | None:
    if match := _BARE.match(text, at) or _EVERY.match(text, at):
        step = Step(Level.ITEM, "number", (to_int(match[1]),)) if match.re is _BARE else Step(Level.ITEM, "every")
        return step, match.end()
    if match := _BRACKETED.match(text, at):
        return bracketed(match[1]), match.end()
    return None


def bracketed(label: str) -> Step:
    """(6) or (ア) behind a paragraph."""
    return Step(Level.ITEM, "number", (int(label),)) if label.isdecimal() else Step(Level.SUBITEM, "number", label=f"({label})")


def kana(text: str, at: int) -> tuple[Step, int] | None:
    """ア behind 第3号."""
    match = _KANA.match(text, at)
    return (Step(Level.SUBITEM, "number", label=f"({match[1]})"), match.end()) if match else None
