"""Folding of Japanese text for comparison: one form for what is written in many. Quotes never pass through here."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Kangxi and CJK radicals come out of PDFs in place of the characters they look like (⽉額); NFKC folds the
# Kangxi block, the CJK Radicals Supplement has no decomposition and is listed (Unicode 16, U+2E80 to U+2EF3).
_RADICALS = str.maketrans({"⺟": "母", "⺠": "民", "⻁": "虎", "⻄": "西", "⻑": "長", "⻘": "青", "⻝": "食", "⻩": "黄", "⻭": "歯", "⻲": "亀"})
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−", "-") | dict.fromkeys("〜～", "~"))
_KANJI_DIGITS = {c: i for i, c in enumerate("〇一二三四五六七八九")}
_KANJI_NUMBER = re.compile(r"[〇一二三四五六七八九]{4}(?=年)|(?<=年の)[一二三四五六七八九十]+(?=月)|(?<=年)[一二三四五六七八九十]+(?=月)|(?<=月)[一二三四五六七八九十]+(?=日)|(?<=第)[〇一二三四五六七八九十百]+(?=[条項号章編節])|[一二三四五六七八九十百]+(?=(か月|ヶ月|ヵ月|カ月|ケ月|箇月|年間|日間|か年|日|個|台|枚|回|年|人|本))")
_NATIVE_COUNTS = {"ひとつ": 1, "ふたつ": 2, "みっつ": 3, "よっつ": 4, "いつつ": 5, "一つ": 1, "二つ": 2, "三つ": 3, "四つ": 4, "五つ": 5}
_MONTHS = re.compile(r"(か|ヶ|ヵ|カ|ケ|箇|ヵ)月")


def kanji_number(text: str) -> int:
    """十二 → 12, 百二十 → 120; positional 二〇 → 20."""
    if not any(c in text for c in "十百"):
        return int("".join(str(_KANJI_DIGITS[c]) for c in text))
    total = current = 0
    for c in text:
        if c in _KANJI_DIGITS:
            current = _KANJI_DIGITS[c]
        else:
            total += (current or 1) * (10 if c == "十" else 100)
            current = 0
    return total + current


def nfkc(text: str) -> str:
    """NFKC with radicals folded and the many dashes made one."""
    return unicodedata.normalize("NFKC", text.translate(_RADICALS)).translate(_DASHES)


@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """NFKC, lower case, numbers in ASCII digits, か月 in one spelling, no white space inside: the form in which words are compared."""
    out = nfkc(text).lower()
    out = re.sub(r"(?<=\d),(?=\d{3})", "", out)
    for word, number in _NATIVE_COUNTS.items():
        out = out.replace(word, f"{number}つ")
    out = _KANJI_NUMBER.sub(lambda m: str(kanji_number(m.group())), out)
    out = _MONTHS.sub("か月", out)
    return re.sub(r"\s+", "", out)


def squeeze(text: str) -> str:
    """Only letters and numbers of the folded text: for comparing headings and titles."""
    return "".join(c for c in fold(text) if unicodedata.category(c)[0] in "LN" or c == "ー")
