"""Words by which heads, prices, tax sides and periods are told; letters are compared in their narrow form."""

from __future__ import annotations

import re
import unicodedata

from ingest.tables.model import Period, Tax

# Heads of columns that name what is charged for, that hold a price, that describe.
_SUBJECT = r"(区分|品目|項目|メニュー|コース|プラン|種別|種類|サービス|サービス名|名称|タイプ|品名|商品|商品名|機器|物品|対象|内訳|料金名|工事名|手続き?)"
_PRICE = r"(料金|料金額|金額|価格|料|費|費用|額|代金|単価|月額|年額|月々|税込み?|税抜き?|税別|円)"
_DESCRIBES = r"(内容|備考|摘要|条件|説明|速度|時間|期間|対象(?:コース|プラン|者|エリア|地域|区域|機種|期間|条件|OS|タイプ)|標準提供\S+|注記?|注意事項|上り|下り|支払方法|請求方法)"
_UNIT = r"(単位|数量)"
_MARKS = re.compile(r"[\s　]*[*※]\d*$")
_BRACKETS = re.compile(r"[(（\[【][^()（）\[\]【】]*[)）\]】]")
_DASHES = frozenset("-－―—–ー−‐‑×✕∅") | {"--", "なし"}

_TAX: tuple[tuple[Tax, re.Pattern[str]], ...] = (
    ("exempt", re.compile(r"不課税|非課税|課税対象外")),
    (
        "excluded",
        re.compile(r"税抜|税別|税を?(?:含みません|含まない|含まず)|消費税[^。]{0,12}(?:加算|加え|別途)|別途[^。]{0,6}消費税|\+税"),
    ),
    ("included", re.compile(r"税込|税を?(?:含みます|含む|含んだ|含めた)|消費税[^。]{0,10}を(?:含み(?!ませ)|含む|含んだ|含めた)")),
)
_OF_PRICES = re.compile(r"価格|料金|金額|費用|表記|表示|手数料|利用料|工事費|解約金|全て|すべて|総額|円")
_OF_DOCUMENT = re.compile(
    r"本書|本書面|本表|本料金表|料金表|本別表|別表|本資料|本約款|本規約|本説明|記載|掲載|表示(?:の|して|され)|全て|すべて"
)

_ONCE = re.compile(r"手数料|事務|工事|契約料|契約解除料(?!なし|無)|初期|加入|登録料|入会|解約|違約|撤去|設置|取付|手続き?費|移転|一括")

_PERIODS: tuple[tuple[Period, re.Pattern[str]], ...] = (
    ("monthly", re.compile(r"月額|月々|毎月|/月|1か月|1ヶ月|1カ月")),
    ("yearly", re.compile(r"年額|毎年|/年|年間(?:利用料|料金|契約料)|年会費")),
    ("once", re.compile(r"一括払|一時金|一時費用")),
)


def narrow(text: str) -> str:
    """The text in NFKC letter for letter: offsets stay those of the text."""
    out = (unicodedata.normalize("NFKC", char) for char in text)
    return "".join(new if len(new) == 1 else old for new, old in zip(out, text, strict=True)).replace("〜", "~")


def plain(text: str) -> str:
    """A head or a name without brackets, footnote marks and outer white space."""
    return _MARKS.sub("", _BRACKETS.sub("", narrow(text)).strip()).strip()


def _ends(text: str, words: str) -> bool:
    return bool(re.search(rf"{words}$", plain(text))) or bool(re.search(rf"{words}$", narrow(text).strip()))


def is_subject(head: str) -> bool:
    return _ends(head, _SUBJECT)


def is_price(head: str) -> bool:
    return _ends(head, _PRICE) or bool(re.search(r"[(](円|税込み?|税抜き?|税別)[)]", narrow(head)))


def describes(head: str) -> bool:
    """備考, サービス内容: a column of prose, in which amounts are mentioned and not charged."""
    return _ends(head, _DESCRIBES) and not is_price(head)


def is_unit(head: str) -> bool:
    return _ends(head, _UNIT)


def is_dash(cell: str) -> bool:
    return cell.strip() in _DASHES


def in_yen(text: str) -> bool:
    """（円）, 単位：円: the numbers below are yen."""
    return bool(re.search(r"[(]\s*円|単位\s*[:：]?\s*円", narrow(text)))


def tax_of(text: str) -> Tax | None:
    """The one tax side a head or a note names; None where it names none, or several."""
    flat = narrow(text)
    sides = [side for side, pattern in _TAX if pattern.search(flat)]
    return sides[0] if len(sides) == 1 else None


def tax_of_prices(note: str, document: bool = False) -> Tax | None:
    """The tax side a note states for prices; for the document: only where it speaks of the document's prices."""
    if not _OF_PRICES.search(note) or (document and not _OF_DOCUMENT.search(note)):
        return None
    return tax_of(note)


def period_of(text: str) -> Period | None:
    flat = narrow(text)
    found = [period for period, pattern in _PERIODS if pattern.search(flat)]
    return found[0] if len(found) == 1 else None


def is_once(text: str) -> bool:
    """手数料, 工事費, 契約料, 解約金: by its name paid once."""
    return bool(_ONCE.search(plain(text)))
