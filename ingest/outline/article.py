"""第12条, 第１２条, 第 1 2 条, 第十二条, 第12条の2, with a caption behind the number or before it."""

from __future__ import annotations

import re

from ingest.normal import folded
from ingest.outline.numerals import NUMBER, to_int
from ingest.outline.references import reads_as_reference, refers
from ingest.outline.token import Found, Kind, View

_OPEN, _CLOSE = "(（【［\\[", ")）】］\\]"
_HEAD = rf"第\s*({NUMBER})\s*条((?:\s*の\s*{NUMBER}(?=[\s{_OPEN}]|$))*)"
_BEHIND = re.compile(rf"{_HEAD}\s*[{_OPEN}]((?:[^{_OPEN}{_CLOSE}]|[{_OPEN}][^{_OPEN}{_CLOSE}]*[{_CLOSE}])+)[{_CLOSE}]\s*")
_BEFORE = re.compile(rf"[{_OPEN}]([^{_OPEN}{_CLOSE}]+)[{_CLOSE}]\s*{_HEAD}(?:\s+|$)")
_BARE = re.compile(rf"{_HEAD}(?:[\s:：]+|$)")
_CAPTION = re.compile(rf"[{_OPEN}]([^{_OPEN}{_CLOSE}。]{{1,60}})[{_CLOSE}]$")
_HEADING_LETTERS = 30


def article(view: View) -> Found | None:
    """The article that a line begins; None for a line that merely refers to one."""
    if match := _BEHIND.match(view.text):
        return None if refers(view.text[match.end() :]) else _found(match[1], match[2], match[3], match.end())
    if match := _BEFORE.match(view.text):
        return None if refers(view.text[match.end() :]) else _found(match[2], match[3], match[1], match.end())
    match = _BARE.match(view.text)
    if match is None:
        return None
    rest = view.text[match.end() :]
    if refers(rest) or reads_as_reference(rest):
        return None
    if rest and not view.sentence and "、" not in rest and len(rest) <= _HEADING_LETTERS:
        return _found(match[1], match[2], rest, len(view.text))
    return _found(match[1], match[2], "", match.end())


def caption_words(line: str) -> str | None:
    """The caption on a line of its own, which belongs to the article below it."""
    match = _CAPTION.match(line)
    return folded(match[1]) if match else None


def _found(number: str, branches: str, heading: str, body: int) -> Found:
    value = (to_int(number), *(to_int(branch) for branch in re.findall(NUMBER, branches)))
    label = f"第{value[0]}条" + "".join(f"の{branch}" for branch in value[1:])
    return Found(Kind.ARTICLE, "条", value, label, folded(heading), body)
