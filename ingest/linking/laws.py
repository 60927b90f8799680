"""Laws by name: 電気通信事業法第26条, 民法, …に関する法律. They are kept as printed; a 第N条 right behind one is the law's, never ours."""

from __future__ import annotations

import re
from collections.abc import Iterator

# Words that end like a law and are none.
_NO_LAW = re.compile(r"(?:方|手|用|話|文|作|技|療|製|違|不|合|適|司|立|無|寸|除|魔|諸|各|当|本|同|日本|国内|国際|準拠)法$")
_REMARK = r"(?:\((?:[^()]|\([^()]*\))*\))?"
_STEM = r"[一-龠々ァ-ヶーA-Za-z]"
_NAME = re.compile(rf"{_STEM}{{1,30}}?(?:施行規則|施行令|法律|法|省令|規則|政令|条例)(?!{_STEM})")
_LONG = re.compile(r"(?:[一-龠々ァ-ヶーA-Za-z]|の|等の|のための|及び|および|を|に|へ){2,60}?に関する法律(?:施行規則|施行令)?")
_NUMBERED = re.compile(r"\s*\((?:明治|大正|昭和|平成|令和)[^()]{1,16}第\s*[\d〇一二三四五六七八九十百]+\s*号")
_ALIAS = re.compile(r"以下[、,]?\s*(?:「([^「」]{0,20}(?:法|規則|令|指針))」|([一-龠々ァ-ヶー]{2,20}(?:法|規則|令|指針))\))")
_BEGINS = re.compile(r"^.*(?:又は|または|若しくは|その他|により|による|は|で|が|も)(?=.{4,})")
_BEFORE_ARTICLE = re.compile(
    rf"({_STEM}{{0,30}}(?:法|法律|規則|令|条例|指針)|(?:[一-龠々ァ-ヶー]|の|及び|等){{2,60}}に関する法律)\s*[」』]?\s*{_REMARK}\s*(?:の\s*)?$"
)
_SAME = re.compile(r"(?:同法(?:律)?|同規則|同令|同)\s*$")
_PLAIN = re.compile(
    r"(?:民|商|会社|破産|刑|電波|放送|著作権|商標|特許|消費税|地方税|所得税|印紙税|電気通信事業|有線電気通信|消費者契約|刑事訴訟|民事訴訟|"
    r"特定商取引|割賦販売|個人情報保護|不正アクセス禁止|プロバイダ責任制限|情報流通プラットフォーム対処|通信傍受|携帯電話不正利用防止|景品表示|外国為替及び外国貿易)法(?:施行規則|施行令)?"
)


def aliases(text: str) -> frozenset[str]:
    """Short names that a document gives to laws: 以下「事業法」といいます."""
    return frozenset(name for pair in _ALIAS.findall(text) for name in pair if name)


def law_before(text: str, at: int) -> int | None:
    """Where the name of the law begins whose article stands at text[at:]; None where no law stands before it."""
    match = _BEFORE_ARTICLE.search(text, max(0, at - 240), at)
    if match is None or _NO_LAW.search(match[1]):
        return None
    begins = _BEGINS.match(match[1])
    return match.start(1) + (begins.end() if begins else 0)


def same_law_before(text: str, at: int) -> int | None:
    """同法 or 同 right before 第16条: the law named last."""
    match = _SAME.search(text, max(0, at - 5), at)
    return match.start() if match else None


def law_names(text: str, known: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Laws named without an article: well-known ones, those called …に関する法律, and those given with their number."""
    for match in _LONG.finditer(text):
        begins = _BEGINS.match(match.group())
        yield match.start() + (begins.end() if begins else 0), match.end()
    for match in _NAME.finditer(text):
        name = match.group()
        plain = [m for m in _PLAIN.finditer(name) if m.end() == len(name)]
        if plain:
            yield match.start() + plain[0].start(), match.end()
        elif name in known or (not _NO_LAW.search(name) and _NUMBERED.match(text, match.end())):
            yield match.span()
