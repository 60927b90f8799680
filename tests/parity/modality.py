"""What a clause lets, forbids, asks and excepts, counted; each mode in the words the originals use and in those we use.

The originals are polite (できます, いただきます), ours is plain; a paraphrase counts in the mode of what it restates. Modes of one word on both
sides share one pattern.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from knowledge.normalise import fold


@dataclass(frozen=True)
class Mode:
    """One mode: the words of the originals and ours. strict: the counts are the same; otherwise ours is not above (`most`)."""

    name: str
    original: re.Pattern[str]
    ours: re.Pattern[str]
    most: bool = False
    least: bool = False

    def counts(self, original: str, ours: str) -> tuple[int, int]:
        return len(self.original.findall(_folded(original))), len(self.ours.findall(_folded(ours)))


def _folded(text: str) -> str:
    return "\n".join(fold(line) for line in _TAG.sub("\n", text).split("\n"))


_TAG = re.compile(r"</?(?:ul|ol|li|p|input)\b[^>]*>")


def _mode(name: str, original: str, ours: str | None = None, most: bool = False, least: bool = False) -> Mode:
    return Mode(name, re.compile(original, re.M), re.compile(original if ours is None else ours, re.M), most, least)


_MAY_BE = r"(?:こと|事|場合)[がも](?:あ(?=[るり])|ござ)|可能性[がも]あ|(?<!不)可能(?!性|な?限り|なかぎり)"
_NO = (
    r"ません|ない(?!し[は\d])|(?<!だけで)(?<!だけでは)(?<!関係)なく(?!な[るりっ]|し[たま]|し、)|なかった|なければ(?!な[らり])|無[いく]|(?<!み)なし(?=[にで])"
    r"|かね|禁止(?!事項|行為)|不可|不要|不一致|不足|不適[切当]|不履行|不承諾|できまい|怠"
    r"|(?<!必)(?<!ま)(?<!は)(?<!講)(?<!準)(?<!のみなら)(?<!問わ)(?<!かわら)(?<![係関拘]ら)(?<!関わら)ず(?![つれる])"
)
_NO_NO = r"(?<!なければなら)(?<!なければなり)(?<!なければなりま)(?<!わから)(?<!分から)(?<!問わ)(?<!問い)(?<!限りで)(?<!限りでは)(?<!限りではあり)"

MODES = (
    _mode("ただし", "ただし|但し|但、"),
    _mode("なお", r"(?:^|[。)、.])(?:なお|尚)[、,]?(?!その)"),
    _mode("この限りでない", "限りでは(?:ありません|なく|ない)|限りでない"),
    _mode("除く", "(?<!取り)除(?:く|き|い|外)"),
    _mode("以外", "以外", "以外|でない(?=者|受信)"),
    _mode(
        "問わず",
        "(?<!も)かかわらず|(?<!も)(?:係|関|拘)わ?らず|問わ(?:ず|ない)|問いません|(?:如何|いか)なる.{0,12}であって",
        "(?<!も)かかわらず|関わらず|問わ(?:ず|ない)|関係なく|何であ(?:れ|って)|(?<=その他)どの.{0,12}であって|でも無償でも",
    ),
    _mode(
        "できる",
        rf"(?:でき|出来)(?:る(?!よう)|ます|、)|(?:いただ|頂)け(?:る|ます)|しうる|{_MAY_BE}",
        rf"でき(?:る(?!だけ|よう|か)|れば|、)|使える(?!よう)|使い続けられる|申し込める|受けられる|[読書]める|書ける|{_MAY_BE}",
    ),
    _mode(
        "義務",
        r"なければな|義務|(?<!不)必要(?=[がとでにす])|要しま|要する(?!設備|費用)|必須",
        "なければな|義務|必要|必須|要る|要す|守る|支払う|払う|する(?=。|$)|[うくすつぬむるぐぶ](?=[。（(]|$)",
        least=True,
    ),
    _mode("ない", f"{_NO_NO}(?:{_NO})", f"{_NO_NO}(?:{_NO}|無理)"),
    _mode(
        "しなければならない",
        "なければな|必要|義務|(?:いただ|頂)[きく]|ください|下さい|願い|要し|要する|ものとします|こと(?=。|$)|必須|負担|条件",
        "なければな|義務",
        most=True,
    ),
)
