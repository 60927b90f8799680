"""Bytes into text: UTF-8, UTF-16 with a byte order mark, Shift_JIS (CP932), EUC-JP, ISO-2022-JP; what fits none is refused.

Nearly any bytes decode as CP932 into something: an encoding counts only where the whole file decodes strictly and the
letters it gives are those Japanese is written with.
"""

from __future__ import annotations

import codecs
import re
from functools import lru_cache
from pathlib import Path

from knowledge.clause import Doubt
from knowledge.errors import SourceError

_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_CONTROL_SHARE = 0.1
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_LEGACY = {"cp932": "Shift_JIS (CP932)", "euc_jp": "EUC-JP", "iso2022_jp": "ISO-2022-JP"}
_ALIASES = {"shift_jis": "cp932", "shift-jis": "cp932", "sjis": "cp932", "x-sjis": "cp932", "windows-31j": "cp932", "euc-jp": "euc_jp"}
_SHARE = 0.85
_KANA_SHARE = 0.05
_KANA_NEEDED_FROM = 40
_LEVEL_1 = range(0x889F, 0x9873)
_LOST = "\ufffd"


def decoded(path: Path, data: bytes, declared: str | None = None) -> tuple[str, tuple[Doubt, ...]]:
    """The text of a file and what is to be reported of it; raises SourceError naming file, cause and remedy.

    declared: the encoding the file itself names, which is tried first where its bytes are not UTF-8.
    """
    if data.startswith(_UTF16):
        text = _strictly(data, "utf-16")
        if text is None:
            raise SourceError(f"{path}: begins like UTF-16 and is broken: save it as UTF-8")
        return text, (_note("UTF-16"), *_lost_letters(text))
    if b"\0" in data or len(_CONTROL.findall(data)) > len(data) * _CONTROL_SHARE:
        raise SourceError(f"{path}: binary data, not text: give the document as text in UTF-8")
    escaped = b"\x1b$" in data or b"\x1b(" in data
    text = None if escaped else _strictly(data, "utf-8-sig")
    if text is not None:
        return text, _lost_letters(text)
    return _legacy(path, data, ("iso2022_jp",) if escaped else ("cp932", "euc_jp"), declared)


def _legacy(path: Path, data: bytes, names: tuple[str, ...], declared: str | None) -> tuple[str, tuple[Doubt, ...]]:
    read = {name: text for name in names if (text := _strictly(data, name)) is not None}
    shares = {name: _japanese(text) for name, text in read.items()}
    named = _ALIASES.get((declared or "").lower())
    best = max(shares, key=lambda name: (shares[name] + (name == named) * (1 - _SHARE), name == "cp932"), default=None)
    if best is None or shares[best] < _SHARE:
        raise SourceError(f"{path}: its bytes fit neither UTF-8 nor Shift_JIS nor EUC-JP: save it as UTF-8, e.g. with iconv -t UTF-8")
    return read[best], (_note(_LEGACY[best]), *_lost_letters(read[best]))


def _strictly(data: bytes, name: str) -> str | None:
    try:
        return data.decode(name)
    except UnicodeDecodeError:
        return None


def _note(name: str) -> Doubt:
    return Doubt("encoding", 0, f"the file is {name}, not UTF-8", f"read as {name}")


def _lost_letters(text: str) -> tuple[Doubt, ...]:
    """Letters that were lost before the file came here."""
    if _LOST not in text:
        return ()
    line = text.count("\n", 0, text.index(_LOST)) + 1
    return (Doubt("lost_letters", line, f"{text.count(_LOST)} letters are unreadable in the file itself (U+FFFD)", "kept as they stand"),)


def _japanese(text: str) -> float:
    """The share of letters beyond ASCII that Japanese text is made of; 0 where a longer text has no kana."""
    foreign = [char for char in text if not char.isascii()]
    if not foreign:
        return 1.0
    kana = sum("ぁ" <= char <= "ヿ" for char in foreign)
    if len(foreign) >= _KANA_NEEDED_FROM and kana < len(foreign) * _KANA_SHARE:
        return 0.0
    return sum(_common(char) for char in foreign) / len(foreign)


@lru_cache(maxsize=8192)
def _common(char: str) -> bool:
    """True for kana, punctuation, full-width and circled signs, and the kanji of JIS level 1."""
    if "ぁ" <= char <= "ヿ" or "\u3000" <= char <= "〟" or "！" <= char <= "～":
        return True
    code = char.encode("cp932", "ignore")
    value = int.from_bytes(code, "big")
    return len(code) == 2 and (value in _LEVEL_1 or 0x8141 <= value <= 0x81FC or 0x8740 <= value <= 0x879C)
