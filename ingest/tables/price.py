"""The amounts printed in one cell: 3,000円（税込3,300円）, 1台ごと 250円/月, 910円(初月) 830円(残23回), 無料."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from ingest.tables.model import Part, Period, Tax, UnitOf
from ingest.tables.words import narrow, tax_of

_NUMBER = r"\d{1,3}(?:\s?,\s?\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_YEN = rf"(?:(?P<man>\d+(?:\.\d+)?)\s*万\s*)?(?P<yen>{_NUMBER})?\s*円(?!未満|単位|以下切)"
_MONEY = re.compile(rf"(?<![\d,.])(?:[¥\\]\s*(?P<sign>{_NUMBER})|(?=[\d]){_YEN})")
_BARE = re.compile(rf"(?<![\d,.])(?P<sign>{_NUMBER})(?![\d,.%]|\s*(?:回|か月|ヶ月|カ月|年|月|日|個|台|本|枚))")
_FREE = re.compile(r"(?:料金\s*)?(?:無料|無償|0円)(?:\s*[(][^()]*[)])?(?:\s*※.*)?", re.DOTALL)

_TAXWORD = r"(?:消費)?税込み?|税抜き?|税別|不課税|非課税|課税対象外|本体価格|本体"
_COUNTED = r"[一-龠々ァ-ヶーA-Za-z]{1,12}"
_EACH = rf"(?:(\d+|一)\s*の?\s*)?({_COUNTED}?)\s*(?:ごと|毎|につき|あたり|当たり|当り)に?"
_PAIR = re.compile(rf"\s*[(\[]\s*(?:{_EACH}\s*)?({_TAXWORD})?\s*:?\s*")
_AFTER = (
    ("tax", re.compile(rf"\s*[(\[]\s*({_TAXWORD})\s*[)\]]|\s*({_TAXWORD})(?=\s*$|[、,)])|\s*[(]?\+\s*(税)[)]?")),
    ("period", re.compile(r"\s*[/・]\s*1?\s*(か月|ヶ月|カ月|月額|月|年額|年)(?![一-龠])")),
    ("times", re.compile(r"\s*[×xX✕*]\s*(\d+)\s*回?(?:払い|払|分割)?")),
    ("first", re.compile(r"\s*[(]\s*(初月|初回|1回目|第1回)\s*[)]")),
    ("rest", re.compile(r"\s*[(]\s*残り?\s*(\d+)\s*回\s*[)]|\s*[(]\s*2回目以降\s*[)]")),
    ("count", re.compile(r"\s*[(]\s*(\d+)\s*回(?:払い)?\s*[)]")),
    ("use", re.compile(r"\s*/\s*1?\s*(回|件|通)(?![一-龠線])")),
    ("unit", re.compile(rf"\s*(?:/\s*|・\s*(?=\d))(\d+)?\s*({_COUNTED})(?=[\s)(※、。・/]|$)")),
    ("each", re.compile(rf"\s*[(\[]\s*{_EACH}\s*[)\]]")),
    ("open", re.compile(r"\s*(~|から|以上|程度|以内)")),
    ("close", re.compile(r"\s*[)\]]")),
)
_RATES = (Decimal("1.05"), Decimal("1.08"), Decimal("1.10"))


@dataclass(frozen=True)
class Price:
    """One amount of a cell, as the cell itself says it; start and end count letters of the cell."""

    prices: Mapping[Tax, Decimal]
    start: int
    end: int
    by_ratio: bool = False
    unit: UnitOf | None = None
    period: Period | None = None
    part: Part = "whole"
    times: int | None = None
    label: str = ""
    count: int | None = None
    doubts: tuple[str, ...] = ()


@dataclass
class _Found:
    value: Decimal
    start: int
    end: int
    tax: Tax | None = None
    said: dict[str, str] = field(default_factory=dict)
    unit: UnitOf | None = None
    open: bool = False


def has_amount(text: str) -> bool:
    return bool(_MONEY.search(narrow(text))) or is_free(text)


def is_free(text: str) -> bool:
    return bool(_FREE.fullmatch(narrow(text).strip()))


def prices_in(text: str, bare: bool = False) -> list[Price]:
    """All amounts of a cell in order; bare: numbers without 円 are yen, because a head says so."""
    flat = narrow(text)
    if is_free(text):
        at = len(flat) - len(flat.lstrip())
        return [Price({"unstated": Decimal(0)}, at, len(flat.rstrip()))]
    found = [_found(flat, match) for match in _MONEY.finditer(flat)]
    if bare and not found and re.fullmatch(rf"\s*(?:{_NUMBER})\s*(?:[(\[][^()\[\]]*[)\]]\s*)*", flat):
        found = [_found(flat, match) for match in _BARE.finditer(flat)]
    out: list[Price] = []
    done = 0
    while found:
        first, *found = found
        beside = found[0] if found and _is_beside(flat, first, found[0]) else None
        if beside is not None:
            found = found[1:]
        price = _price(flat, first, beside, done)
        out.append(price)
        done = price.end
    return _with_times(out)


def _found(flat: str, match: re.Match[str]) -> _Found:
    groups = match.groupdict()
    number = groups.get("sign") or groups.get("yen")
    value = Decimal(re.sub(r"[\s,]", "", number)) if number else Decimal(0)
    if groups.get("man"):
        value += Decimal(groups["man"]) * 10000
    found = _Found(value, match.start(), match.end())
    before = re.search(rf"({_TAXWORD})\s*[)\]:]?\s*$", flat[: match.start()])
    found.tax = _side(before[1]) if before else None
    found.open = bool(re.search(r"\d\s*円?\s*[~-]\s*$", flat[: match.start()]))
    _read_after(flat, found)
    return found


def _read_after(flat: str, found: _Found) -> None:
    """What stands behind an amount, taken piece by piece as long as it is known."""
    while True:
        matches = ((name, pattern.match(flat, found.end)) for name, pattern in _AFTER)
        name, match = next(((n, m) for n, m in matches if m and m.end() > found.end), ("", None))
        if match is None:
            return
        said = next((group for group in match.groups() if group), "")
        if name == "tax":
            found.tax = found.tax or _side("税抜" if said == "税" else said)
        elif name in ("unit", "each"):
            found.unit = _counted(match[1], match[2]) or found.unit
        elif name == "open":
            found.open = True
        else:
            found.said[name] = said
        found.end = match.end()


def _counted(size: str | None, name: str) -> UnitOf | None:
    return UnitOf(name, 1 if size in (None, "", "一") else int(size)) if name and name not in ("月", "か月", "年", "日") else None


def _side(word: str) -> Tax:
    return tax_of(word) or "excluded"


def _is_beside(flat: str, first: _Found, second: _Found) -> bool:
    """Whether the second is the first's other tax side, in brackets behind it."""
    between = flat[first.end : second.start]
    match = _PAIR.fullmatch(between)
    if match is None or "times" in second.said:
        return False
    return bool(match[3]) or bool(second.tax and second.tax != first.tax) or _rate_between(first.value, second.value)


def _rate_between(first: Decimal, second: Decimal) -> bool:
    return first > 0 and any(abs(first * rate - second) < 1 for rate in _RATES)


def _price(flat: str, first: _Found, beside: _Found | None, done: int) -> Price:
    ratio = beside is not None and not first.tax and not beside.tax
    prices: dict[Tax, Decimal] = {}
    if beside is None:
        prices[first.tax or "unstated"] = first.value
    else:
        other = beside.tax or "included"
        own: Tax = first.tax or ("included" if other == "excluded" else "excluded")
        prices = {own: first.value, other: beside.value}
    said = first.said | (beside.said if beside else {})
    label, before, times = _before(flat[done : first.start])
    unit = first.unit or (beside.unit if beside else None) or before
    price = Price(
        prices=prices,
        start=first.start,
        end=beside.end if beside else first.end,
        by_ratio=ratio,
        unit=unit,
        period=_period(said, label) or ("per_use" if unit and unit.name == "回" else None),
        label=label,
        times=_times(said) or times,
        count=int(said["count"]) if "count" in said else None,
        doubts=("金額に幅がある",) if first.open or (beside and beside.open) else (),
    )
    return replace(price, part=_part(said, label))


def _times(said: Mapping[str, str]) -> int | None:
    """×24回, or (残23回) behind the first."""
    if said.get("times"):
        return int(said["times"])
    return int(said["rest"]) + 1 if said.get("rest") else None


def _period(said: Mapping[str, str], label: str) -> Period | None:
    if "period" in said:
        return "yearly" if "年" in said["period"] else "monthly"
    if "use" in said:
        return "per_use"
    return "monthly" if re.search(r"月額|月々|毎月", label) else "yearly" if "年額" in label else None


def _part(said: Mapping[str, str], label: str) -> Part:
    if "first" in said or re.search(r"初月|初回|1回目(?!.*以降)", label):
        return "first"
    if "rest" in said or re.search(r"2回目.*以降|残り?\d*回|翌月以降", label):
        return "rest"
    return "each" if "times" in said else "whole"


def _before(text: str) -> tuple[str, UnitOf | None, int | None]:
    """What stands in front of an amount: a condition, a unit, a number of instalments."""
    times = re.search(r"分割(?:回数)?\s*:?\s*(\d+)\s*回", text)
    rest = text.replace(times.group(), "") if times else text
    each = re.search(_EACH, rest)
    unit = None
    if each and each[2]:
        unit = _counted(each[1], each[2])
        rest = rest.replace(each.group(), "")
    rest = re.sub(rf"[(\[]?(?:{_TAXWORD})[)\]]?\s*:?\s*$", "", rest.strip())
    label = re.sub(r"^[\s(\[、,・:]+|[\s)\]、,・:(\[]+$", "", rest)
    return re.sub(r"\s+", " ", label), unit, int(times[1]) if times else None


def _with_times(prices: list[Price]) -> list[Price]:
    """A number of instalments printed once holds for all parts of the cell; (23回) behind a first payment counts the rest."""
    out: list[Price] = []
    for price in prices:
        before = out[-1] if out and out[-1].part == "first" else None
        if price.count is not None and before is not None:
            price = replace(price, part="rest", times=price.count + 1)
        elif price.count is not None:
            price = replace(price, period="per_use") if price.count == 1 else replace(price, part="each", times=price.count)
        if before is not None and price.part == "rest" and not price.label:
            price = replace(price, label=before.label)
        out.append(price)
    times = next((p.times for p in out if p.times), None)
    return [replace(p, times=p.times or times) if p.part != "whole" else p for p in out]
