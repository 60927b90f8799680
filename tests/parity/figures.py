"""The figures of a text as written in either edition: amounts, periods, days, times, numbers of laws and clauses, telephones, addresses."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from knowledge.normalise import fold

Figures = Counter[str]

_SAME = re.compile("同一")
_ONE = re.compile(r"つ|の(?=[^\d])|のうち")  # 1つの契約, 一の契約: a word
_NAME = re.compile(r"(?!tel|fax)(?<![a-z])[a-z]+\d[\d.]*(?:[a-z](?![a-z]))?")
_BLANK = re.compile(r"(?:\d )+年\s*月\s*日")  # a date to be filled in
_TAG = re.compile(r"</?(?:ul|ol|li|p|input)\b[^>]*>")
_URL = re.compile(r"https?://[^\s<>()（）「」、。\"]+")
_COLUMNS = re.compile(r"(?<=\d[MGT])[ 　]+(?=\d)")  # 12M 1M: two columns of one cell
_UNITS = {
    "円": "円",
    "%": "%",
    "パーセント": "%",
    "営業日": "営業日",
    "日": "日",
    "か月": "か月",
    "月": "月",
    "年": "年",
    "時間": "時間",
    "分": "分",
    "秒": "秒",
    "kbps": "k",
    "mbps": "m",
    "gbps": "g",
    "kb": "kb",
    "mb": "m",
    "gb": "gb",
    "tb": "tb",
    "m": "m",
    "割": "割",
    "丁目": "丁目",
    "番地": "番地",
    "個": "個",
    "台": "台",
    "枚": "枚",
    "回": "回",
    "回線": "回線",
    "人": "人",
    "通": "通",
    "アカウント": "アカウント",
}
_UNIT = "|".join(sorted(_UNITS, key=len, reverse=True))
_FIGURE = re.compile(
    rf"""
    (?P<tel>0\d{{1,3}}(?:-\d{{2,6}}){{1,2}})
  | (?P<post>\d{{3}}-\d{{4}}(?!\d))
  | (?P<law>(?:明治|大正|昭和|平成|令和)(?:\d+|元)年[一-龠]{{2,6}}第\d+号)
  | (?P<date>\d{{4}}年\d{{1,2}}月\d{{1,2}}日)
  | (?P<lot>\d+番\d+号)
  | (?P<clock>(?P<half>午前|午後)?(?P<hour>\d{{1,2}})(?:時(?!間)(?:(?P<minute>\d{{1,2}})分)?|:(?P<colon>\d\d)))
  | 第?(?P<article>\d+条(?:の\d+)?)
  | 第?(?<!前)(?P<clause>\d+[項号])
  | 第(?P<rank>\d+)(?=章|編|種|希望|審|者)
  | (?P<pointer>前\d[項号条])
  | [*※注](?P<note>\d+)
  | \((?P<item>\d+)\)
  | (?<![a-z@_.\d])(?P<number>\d+(?:\.\d+)*)(?P<unit>{_UNIT})?
    """,
    re.X,
)


def figures_of(text: str) -> Figures:
    """Every figure of the text, counted. Digits inside Latin names (IPv6, neo12M) are names; 1つ and 一の are words."""
    found: Figures = Counter()
    for cell in _cells(text):
        found.update(f"url {url.rstrip('/.')}" for url in _linked(cell))
        found.update(_figures(fold(_SAME.sub("同じ", _URL.sub(" ", cell)))))
    return found


def numbered_names(text: str) -> set[str]:
    """Latin names with digits in them: ipv6, neo12m, ieee802.11ac."""
    return {name for cell in _cells(text) for name in _NAME.findall(fold(_URL.sub(" ", cell)))}


def _linked(cell: str) -> list[str]:
    """Addresses of the cell; one that is printed and linked counts once."""
    return [*dict.fromkeys(_URL.findall(cell))] if "href=" in cell else _URL.findall(cell)


def _cells(text: str) -> Iterator[str]:
    for line in _COLUMNS.sub("\t", _BLANK.sub("", _TAG.sub("\n", text))).split("\n"):
        yield from line.split("\t")


def _figures(folded: str) -> Iterator[str]:
    for match in _FIGURE.finditer(folded):
        kind = match.lastgroup
        if match["number"] == "1" and not match["unit"] and _ONE.match(folded, match.end()):
            continue
        if match["tel"]:
            yield f"tel {match['tel'].replace('-', '')}"
        elif match["clock"]:
            hour = int(match["hour"]) + (12 if match["half"] == "午後" and int(match["hour"]) < 12 else 0)
            yield f"{hour}:{match['minute'] or match['colon'] or '00'}"
        elif match["pointer"]:
            yield match["pointer"]
        elif match["note"]:
            yield f"注{match['note']}"
        elif match["item"]:
            yield f"{match['item']}号"
        elif match["rank"]:
            yield f"第{match['rank']}"
        elif match["number"]:
            yield match["number"] + (_UNITS[match["unit"]] if match["unit"] else "")
        else:
            yield match.group(kind or 0)
