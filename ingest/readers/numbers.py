"""Numbers as lists print them, for formats that keep only their value."""

from __future__ import annotations

_KANJI = "〇一二三四五六七八九"
_ROMAN = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_SIGNS = "ⅰⅱⅲⅳⅴⅵⅶⅷⅸⅹⅺⅻ"


def kanji(number: int) -> str:
    """一, 十二, 二十一, 百五; digits from 1000 on."""
    if not 0 < number < 1000:
        return str(number)
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    units = ((hundreds, "百"), (tens, "十"))
    return "".join(("" if count == 1 else _KANJI[count]) + unit for count, unit in units if count) + (_KANJI[ones] if ones else "")


def kanji_digits(number: int) -> str:
    """二一 for 21."""
    return "".join(_KANJI[int(digit)] for digit in str(number))


def letter(number: int) -> str:
    """a, b, …, z, aa."""
    out = ""
    while number > 0:
        number, at = divmod(number - 1, 26)
        out = chr(ord("a") + at) + out
    return out


def roman(number: int) -> str:
    """ⅰ to ⅻ as the signs Japanese documents use, then xiii."""
    if 0 < number <= len(_SIGNS):
        return _SIGNS[number - 1]
    out = ""
    for value, sign in _ROMAN:
        while number >= value:
            out, number = out + sign, number - value
    return out


def circled(number: int) -> str:
    """① to ㊿; (51) beyond."""
    for first, last, base in ((1, 20, "①"), (21, 35, "㉑"), (36, 50, "㊱")):
        if first <= number <= last:
            return chr(ord(base) + number - first)
    return f"({number})"


def wide(number: int) -> str:
    """１２ for 12."""
    return "".join(chr(ord("０") + int(digit)) for digit in str(number))
