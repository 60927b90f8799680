"""Telling a heading from a sentence that begins with a reference: 第5条の規定により, 第8条（利用）に定める."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.outline.numerals import NUMBER, to_int

_PARTICLE = re.compile(
    r"\s*(?:の(?!\s*[0-9０-９])|に|を|が|で|と|は|も|や|へ|から|より|まで|及び|および|又は|または|若しくは|もしくは|並びに|ならびに|乃至|ないし|各号|各項|(?:第\s*)?[0-9０-９一二三四五六七八九十]+\s*[項号]|第\s*[0-9０-９一二三四五六七八九十]|[、。，）)」』・])"
)
_AS_REFERENCE = re.compile(r"[^。、はが]{0,60}?(?:の規定|に規定|に定め|の定め|に基づ|により|に従|に該当|を準用|と同様)")
_REFERENCE = re.compile(
    rf"第\s*({NUMBER})\s*条((?:\s*の\s*[0-9０-９]+)*)\s*(?:[(（]([^()（）]{{1,40}})[)）])?(?:\s*第?\s*({NUMBER})\s*項)?"
)
_NAMES_LAW = re.compile(r"(?:法|令|規則|省令|条例|指針|約款|規約|同|基準|ガイドライン)[」』]?$")
_NAME_LETTERS = 12


@dataclass(frozen=True)
class Reference:
    """第9条（停止）第1項 as printed: article, whether a branch (第9条の2), caption, paragraph (0: none), offset."""

    article: int
    branch: bool
    caption: str
    paragraph: int
    at: int


def refers(behind: str) -> bool:
    """True where what stands behind a number reads on as a reference."""
    return _PARTICLE.match(behind) is not None


def reads_as_reference(body: str) -> bool:
    """True for a text without its own subject whose first words lean on a provision: …の取扱い委託の規定により."""
    return _AS_REFERENCE.match(body) is not None


def own_references(text: str) -> Iterator[Reference]:
    """References to articles of the same document; those behind a law's name (電気通信事業法第9条) are not among them."""
    for match in _REFERENCE.finditer(text):
        before = text[max(0, match.start() - _NAME_LETTERS) : match.start()]
        if _NAMES_LAW.search(before.rstrip()) or before.rstrip(" 　").endswith((")", "）")):
            continue
        paragraph = to_int(match[4]) if match[4] else 0
        yield Reference(to_int(match[1]), bool(match[2]), (match[3] or "").strip(), paragraph, match.start())
