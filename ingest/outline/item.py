"""Items: (1) （１） (1). 1) ① ㋐ ア イ （ア） a) (A) ⅰ 一 第一号, each kind a list of its own."""

from __future__ import annotations

import re
import unicodedata

from ingest.outline.numerals import KANJI, NUMBER, SPACED, circled, to_int
from ingest.outline.token import Found, Kind, View

BRACKETED, HALF_BRACKETED, CIRCLED, KANA, BRACKETED_KANA, LATIN, ROMAN = "(1)", "1)", "①", "ア", "(ア)", "a", "ⅰ"
UPPER, COUNTED, NAMED = "A", "一", "第号"
GOJUON = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン"
IROHA = "イロハニホヘトチリヌルヲワカヨタレソツネナラム"

_BRACKETED = re.compile(rf"[(（][ 　]?({SPACED})[ 　]?[)）][.．]?[ 　]*")
_HALF = re.compile(rf"({SPACED})[ 　]?[)）][.．]?[ 　]*(?=\S)")
_KANA = re.compile(r"([ア-ン])(?:[.．、)）][ 　]*|[ 　]+)(?=\S)")
_BRACKETED_KANA = re.compile(r"[(（]([ア-ン])[)）][.．]?[ 　]*")
_LATIN = re.compile(r"[(（]?([a-zａ-ｚ])[)）.．][ 　]*(?=\S)")
_UPPER = re.compile(r"[(（]?([A-ZＡ-Ｚ])[)）][ 　]*(?=\S)")
_COUNTED = re.compile(rf"({KANJI})(?:[.．、][ 　]*|[ 　]+)(?=\S)")
_NAMED = re.compile(rf"第\s*({NUMBER})\s*号[ 　]+(?=\S)")
_REFERS = re.compile(r"の|に|を|[、。)）]|(?:及び|又は|または|から|と)\s*[(（]")
_MOST = 99


def item(view: View) -> Found | None:
    """The item that a line begins."""
    found = _numbered(view.text) or _circled(view.text) or _lettered(view.text)
    return None if found is not None and _REFERS.match(view.text, found.body) else found


def _numbered(text: str) -> Found | None:
    for family, pattern in ((BRACKETED, _BRACKETED), (HALF_BRACKETED, _HALF), (COUNTED, _COUNTED), (NAMED, _NAMED)):
        match = pattern.match(text)
        if match and 1 <= to_int(match[1]) <= _MOST:
            return _found(family, to_int(match[1]), match.end())
    return None


def _circled(text: str) -> Found | None:
    value = circled(text[0]) if text else None
    if value is not None:
        plain = unicodedata.normalize("NFKC", text[0])
        family = BRACKETED if plain.startswith("(") else CIRCLED
        return _found(family, value, _behind(text, 1))
    if text and unicodedata.category(text[0]) == "Nl":
        return _found(ROMAN, int(unicodedata.numeric(text[0])), _behind(text, 1))
    return None


def _lettered(text: str) -> Found | None:
    kana = unicodedata.normalize("NFKC", text[0]) if text and unicodedata.decomposition(text[0]).startswith("<circle>") else ""
    if kana and kana in GOJUON:
        return _kana(BRACKETED_KANA, kana, _behind(text, 1))
    for family, pattern in ((BRACKETED_KANA, _BRACKETED_KANA), (KANA, _KANA)):
        if match := pattern.match(text):
            return _kana(family, match[1], match.end())
    for family, pattern in ((LATIN, _LATIN), (UPPER, _UPPER)):
        if match := pattern.match(text):
            letter = unicodedata.normalize("NFKC", match[1])
            return Found(Kind.NUMBER, family, (ord(letter) - ord(family) + 1,), f"({letter})", "", match.end())
    return None


def _kana(family: str, letter: str, body: int) -> Found | None:
    if letter not in GOJUON:
        return None
    return Found(Kind.NUMBER, family, (GOJUON.index(letter) + 1,), f"({letter})", "", body)


def _found(family: str, value: int, body: int) -> Found:
    return Found(Kind.NUMBER, family, (value,), f"({value})", "", body)


def _behind(text: str, at: int) -> int:
    while at < len(text) and text[at] in " 　.．)":
        at += 1
    return at
