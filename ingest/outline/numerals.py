"""Numbers as the documents print them: 12, １２, 1 2, 十二, ⑫."""

from __future__ import annotations

import unicodedata

DIGIT = "[0-9０-９]"
SPACED = rf"{DIGIT}(?:[ 　]?{DIGIT})*"
KANJI = "[〇一二三四五六七八九十百千]+"
NUMBER = rf"(?:{SPACED}|{KANJI})"

_DIGITS = {char: value for value, char in enumerate("〇一二三四五六七八九")}
_UNITS = {"十": 10, "百": 100, "千": 1000}


def to_int(printed: str) -> int:
    """The value of a printed number of any of these forms; raises ValueError for anything else."""
    plain = "".join(unicodedata.normalize("NFKC", printed).split())
    if plain.isascii():
        return int(plain)
    return _from_kanji(plain)


def _from_kanji(plain: str) -> int:
    if not any(char in _UNITS for char in plain):
        return int("".join(str(_DIGITS[char]) for char in plain))
    total, digit = 0, 0
    for char in plain:
        if char in _UNITS:
            total += (digit or 1) * _UNITS[char]
            digit = 0
        elif char in _DIGITS:
            digit = _DIGITS[char]
        else:
            raise ValueError(f"{plain!r} is no number")
    return total + digit


def circled(char: str) -> int | None:
    """The value of ①, ㊿, ❶ or ⑴; None for any other character."""
    if unicodedata.category(char) != "No" or unicodedata.decomposition(char).startswith(("<super>", "<sub>", "<fraction>")):
        return None
    value = unicodedata.numeric(char, 0)
    return int(value) if value >= 1 and value == int(value) else None
