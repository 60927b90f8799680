"""What a question says of sums and lengths of time: whether an amount is asked for, and the figures that decide it."""

from __future__ import annotations

import re
from decimal import Decimal

from knowledge.lexicon import Lexicon, has
from knowledge.question.request import ChargedAs, InstalmentTerms

_TIMES = re.compile(r"(\d+)回(?:の)?(?:分割|払い(?!まし|終|おわ|込|済)|ばらい|で払)|(\d+)回に分け|分割(?:払い)?(?:で|の|は|、)*(\d+)回(?!目|払いまし|払った|支払った|支払いまし|払い終|支払い終|済)")
_PAID = re.compile(r"(\d+)(?:回目|回|か月分|か月)(?:目)?(?:まで|だけ|ほど|ぶん|分)?(?:を)?(?:払って|払った|支払って|支払った|払い終|支払い終|払いまし|支払いまし|支払済|払込|払い込|払いおわ|払い済|支払い済|はらって|はらった|まで払|まで支払)")
_LEFT = re.compile(r"(?:残り|あと|残)(?:の|は|が)?(\d+)回")
_LENGTH = re.compile(r"(?:(\d+)年)?(半|(\d+)か月)?(?:間)?(?:で|だけ|ほど|くらい|ぐらい|ちょうど|ぴったり|目に|目で|目)?(?:使って|利用して|たって|経って|経過して|で)?(?:から)?(?:[^。、\d]{0,8})?(?:やめ|辞め|解約|退会)")
# What may follow the noun for a sum when it is asked for: 〜は, 〜を教えてください, 〜ってどれくらい.
_TOLD = (
    r"(って|とは|は|が|を|も|の|だけ|について|と[^、。]{1,8}(は|を))?"
    r"(教えて|おしえて|知りたい|しりたい|出して|どうなる|どれくらい|どのくらい|なに|何)?"
    r"(ください|下さい|ほしい|の|んですか|ですか|でしょう|か|よ|ね|な|です|たい|と|いただけますか|なん|や|じゃ)*$"
)
_MONTHS = re.compile(r"(\d+)か月(?!目|前|後|以内|以上|に|経|たっ)|(\d+)年(?:間|分|使|つか|利用|払|借|の合計|の総額|で合計|で総額|でいくら|でなんぼ|だと)|(半年)(?!前|後|以内|以上)")


def wants_amount(folded: str, lexicon: Lexicon) -> bool:
    """Asked outright (いくら), or by a noun the question ends on (手数料は？, 料金を教えて)."""
    words = lexicon.amount
    folded = re.sub(r"\([^()]*\)", "", folded)
    if has(folded, words.asking):
        return not has(folded, ("いくらでも",))
    nouns = "|".join(map(re.escape, sorted(words.nouns, key=len, reverse=True)))
    asks = re.compile(rf"(?<!無)(?<!有)({nouns}){_TOLD}")
    ends = any(asks.search(sentence) for sentence in re.split(r"[。?!]+", folded) if sentence)
    if ends and not asks_other(folded, lexicon):
        return True
    return bool(re.search(r"(手数料|料金|費用|月額|工事費|解約金|違約金)(と|や|、)[^?。]*(は|を|教えて)", folded))


def asks_unit(folded: str) -> str | None:
    """The unit of a figure that is asked for: 何日, 何年間, 何%."""
    match = re.search(r"何(日|か月|年|%|パーセント|回|時間|歳|個|台|通)(?!前に|でも)", folded)
    return {"パーセント": "%"}.get(match[1], match[1]) if match else None


def charged_here(folded: str, lexicon: Lexicon) -> str:
    """The thought in which it is asked whether something is charged."""
    return "。".join(t for t in re.split(r"[。、,?!\n]|けれど|けど|ですが|ますが|ので", folded) if has(t, lexicon.amount.charged))


def asks_other(folded: str, lexicon: Lexicon) -> bool:
    return has(folded, (*lexicon.amount.other, *lexicon.when)) and not has(folded, lexicon.amount.asking)


def charged_as(folded: str, lexicon: Lexicon) -> ChargedAs | None:
    if has(folded, lexicon.charged_as.instalment) or _TIMES.search(folded):
        return "instalment"
    if has(folded, lexicon.charged_as.yearly):
        return "yearly"
    return "monthly" if has(folded, lexicon.charged_as.monthly) else None


def months_in(folded: str) -> int | None:
    """1年半で解約, 18か月目に解約: months since the contract's month (the nth month is n - 1 months in)."""
    match = _LENGTH.search(folded)
    if not match or not (match[1] or match[3] or match[2]):
        return None
    if re.search(r"(前|後|以内|以上)$", folded[: match.start()]):
        return None
    months = int(match[1] or 0) * 12 + (6 if match[2] == "半" else int(match[3] or 0))
    if not months:
        return None
    return months - 1 if "か月目" in match.group() else months


def nth_month(folded: str) -> int | None:
    match = re.search(r"(\d+)か月(?:目|で|め)", folded)
    return int(match[1]) if match else None


def one_sum(folded: str) -> Decimal | None:
    """The sum the customer names, when it is one."""
    sums = re.findall(r"(\d+(?:\.\d+)?)(万)?円", folded)
    return Decimal(sums[0][0]) * (10000 if sums[0][1] else 1) if len(sums) == 1 else None


def late_days(folded: str) -> int | None:
    match = re.search(r"(\d+)日(?:間|ほど|くらい|も|だけ)*(?:の)?(?:遅れ|おくれ|延滞|滞納|過ぎ|遅延)", folded)
    return int(match[1]) if match else None


def hours(folded: str) -> int | None:
    """How long the service could not be used: 30時間, 丸2日, 3日間."""
    match = re.search(r"(\d+)時間", folded)
    if match:
        return int(match[1])
    match = re.search(r"(?:丸|まる|まるまる)(\d+)日|(\d+)日(?:間|も|ほど|以上|つづけて|連続)?[^。前後目割]{0,12}(?:使え|つなが|繋が|利用できな|止まっ|不通)", folded)
    return int(match[1] or match[2]) * 24 if match else None


def instalments(folded: str, lexicon: Lexicon) -> InstalmentTerms | None:
    times, paid, left = _TIMES.search(folded), _PAID.search(folded), _LEFT.search(folded)
    if not (times or has(folded, lexicon.charged_as.instalment)):
        return None
    return InstalmentTerms(
        times=int(next(g for g in times.groups() if g)) if times else None,
        paid=int(paid[1]) if paid else None,
        left=int(left[1]) if left else None,
        asks_left=has(folded, lexicon.left) or bool(paid) or has(folded, lexicon.actions["cancellation"]),
    )


def months(folded: str) -> int | None:
    match = _MONTHS.search(folded)
    if not match:
        return None
    if match[3]:
        return 6
    return int(match[1]) if match[1] else int(match[2]) * 12
