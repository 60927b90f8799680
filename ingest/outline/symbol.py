"""■ ◇ ● □ ＜＞ 【】 headings, and Markdown headings without a number."""

from __future__ import annotations

import re

from ingest.normal import folded
from ingest.outline.token import Found, Kind, View, is_sentence

HASH = "#"
_SIGNS = "■□◆◇●○◎▲△▼▽★☆▪◾"
_SIGN = re.compile(rf"([{_SIGNS}])[ 　]*(\S.*)$")
_BRACKETS = {"【": "】", "<": ">", "＜": "＞", "〈": "〉", "《": "》", "［": "］", "[": "]", "≪": "≫"}
_MARKUP = re.compile(r"/?[a-zA-Z]+[\s>/=:]|https?:|[a-zA-Z/]+$")
_AMOUNT = re.compile(r"\d\s*円|[0-9０-９,，]+\s*％")
_LETTERS = 60
_REST = re.compile(r"\s*(?:※.*)?$")


def symbol(view: View) -> Found | None:
    """The heading that a sign or a pair of brackets marks; a sentence, an amount or a list's bullet is none."""
    if view.bullet:
        return None
    if match := _SIGN.match(view.text):
        alone = view.hashes or view.alone or match[1] == "■"
        return _found(match[1], match[2], len(view.text)) if alone else None
    if view.text and view.text[0] in _BRACKETS:
        return _bracketed(view)
    return _found(HASH, view.text, len(view.text)) if view.hashes else None


def cell(text: str) -> Found | None:
    """A table row whose only cell is a ■ heading."""
    cells = [cell for cell in text.split("\t") if cell.strip()]
    match = _SIGN.match(cells[0].strip()) if len(cells) == 1 and text.startswith(tuple(_SIGNS)) else None
    return _found(match[1], match[2], len(text)) if match else None


def _bracketed(view: View) -> Found | None:
    close = view.text.find(_BRACKETS[view.text[0]], 1)
    inner, rest = view.text[1:close], view.text[close + 1 :]
    if close < 0 or _MARKUP.match(inner) or not _REST.match(rest):
        return None
    return _found(folded(view.text[0]), inner, close + 1)


def _found(mark: str, heading: str, body: int) -> Found | None:
    heading = folded(heading)
    if not heading or is_sentence(heading) or "は、" in heading or len(heading) > _LETTERS or _AMOUNT.search(heading):
        return None
    return Found(Kind.HEADING, mark, (), heading, heading, body)
