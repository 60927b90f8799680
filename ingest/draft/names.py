"""Names customers may use, from a row's head; and what is charged for, told from what is chosen."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from ingest.draft.lines import PriceLine
from ingest.tables.words import is_price, narrow, period_of, plain, tax_of
from knowledge.normalise import fold

_BRACKET = re.compile(r"[(（\[【]([^()（）\[\]【】]*)[)）\]】]")
_NO_NAME = re.compile(
    r"[はをがにでへ]|場合|含|除|以[上下内外]|最大|まで|迄|税|円|^PC|\d\s*(?:分|時間|台|機器|本|回|個|枚|件|回線|契約|アカウント|か?所|[MG](?:B|bps)?)$"
)
_PLAIN_NAMES = "料金,金額,費用,価格,月額,年額,その他,新規,無料,基本,区分,一式,全て,サービス,オプション,追加,設定,プラン,コース"
_PLAIN = frozenset(map(fold, _PLAIN_NAMES.split(",")))
# A コース or プラン is chosen, and the charge is that of the table; a 品目 or メニュー is itself charged for.
_CHOSEN = re.compile(r"(コース|プラン|タイプ|コース名|プラン名|種別|契約種別)$")


def names_of(text: str, others: Iterable[str] = ()) -> list[str]:
    """The name without brackets, what stands in brackets, and the parts at ・ and /; a part that is in one of the other names is none."""
    whole = re.sub(r"\s+", " ", narrow(text)).strip()
    bare = plain(whole).strip(" ・")
    inner = [part for b in _BRACKET.findall(whole) for part in re.split(r"[・/、]", b) if not _NO_NAME.search(part)]
    pieces = [] if "「" in bare or "『" in bare else re.split(r"[・/、]", bare)
    parts = [part for part in pieces if not re.fullmatch(r"[\d.\s]*[A-Za-z]{0,3}", part.strip())]
    rest = [fold(other) for other in others if fold(other) != fold(text)]
    out = {fold(bare): bare}
    for name in (part.strip() for part in (*inner, *parts)):
        if not any(fold(name) in other for other in rest):
            out.setdefault(fold(name), name)
    return [name for folded, name in out.items() if len(folded) > 1 and folded not in _PLAIN]


@dataclass
class Named:
    """A price line with its item and the options it holds for: (choice, option) pairs."""

    line: PriceLine
    item: str
    leaf: str
    options: dict[str, str] = field(default_factory=dict)


def named(lines: Sequence[PriceLine]) -> list[Named]:
    """Each line's item and options; no two lines of one item are charged alike under the same options."""
    out = [_named(line, lines) for line in lines]
    out = _same_merged(out)
    for name, own in _grouped(out).items():
        _told_apart(name, own)
    return out


def _leaf(line: PriceLine) -> str:
    head = line.amount.row_head
    return _tidy(head[-1]) if head else _tidy(line.table.caption)


def _tidy(text: str) -> str:
    return re.sub(r"[\s　]*[*※]\d*$", "", re.sub(r"[\s　]+", " ", text)).strip(" 　・●■◆")


def _named(line: PriceLine, lines: Sequence[PriceLine]) -> Named:
    head, leaf = [_tidy(text) for text in line.amount.row_head], _leaf(line)
    heads = [plain(line.table.heads[c]) or "種類" for c in line.table.row_columns]
    out = Named(line, leaf, leaf)
    if len(head) > 1 and (is_price(head[0]) or _CHOSEN.search(heads[-1])):
        out.item = head[0]
        if len({_leaf(other) for other in lines if other.amount.row_head[:1] == line.amount.row_head[:1]}) > 1:
            out.options[heads[-1]] = leaf
    elif len(head) > 1:
        if len({o.amount.row_head[0] for o in lines if o.table is line.table and _leaf(o) == leaf}) > 1:
            out.options[heads[0]] = head[0]
    elif heads and _CHOSEN.search(heads[-1]):
        out.item = next((plain(t) for t in (line.table.caption, *line.table.above, line.amount.column_head) if is_price(t)), "利用料")
        out.options[heads[-1]] = leaf
    else:
        _by_bracket(out, lines)
    if _has_several_columns(line, lines):
        out.options["区分"] = _tidy(line.amount.column_head)
    if line.amount.label:
        out.options[f"{plain(out.item)}の条件"] = line.amount.label
    return out


def alone(names: Sequence[list[str]]) -> list[list[str]]:
    """Lists of names without those that stand in several of them."""
    counts = Counter(fold(name) for own in names for name in own)
    return [[name for name in own if counts[fold(name)] == 1] for own in names]


def _by_bracket(out: Named, lines: Sequence[PriceLine]) -> None:
    """宅内工事費（同軸） and 宅内工事費（ひかり） are one item in two kinds."""
    main = plain(out.leaf)
    alike = {_leaf(o) for o in lines if o.table is out.line.table and plain(_leaf(o)) == main}
    inner = _BRACKET.findall(narrow(out.leaf))
    if main and len(alike) > 1 and inner:
        out.item, out.options[f"{main}の種類"] = main, inner[0].strip()


def _has_several_columns(line: PriceLine, lines: Iterable[PriceLine]) -> bool:
    """Several columns of prices that are not told apart by tax or period alone."""
    heads = {o.amount.column_head for o in lines if o.table is line.table and o.amount.row == line.amount.row}
    return len({h for h in heads if not (tax_of(h) and not plain(h)) and not period_of(h)}) > 1


def _grouped(lines: Iterable[Named]) -> dict[str, list[Named]]:
    out: dict[str, list[Named]] = {}
    for line in lines:
        out.setdefault(fold(line.item), []).append(line)
    return out


def _key(named: Named) -> tuple[object, ...]:
    return (fold(named.item), named.line.charged, tuple(sorted(named.options.items())))


def _alike(named: Named) -> tuple[object, ...]:
    """As the key, whatever the heads call the choices."""
    return (fold(named.item), named.line.charged, tuple(sorted(map(fold, named.options.values()))))


def _same_merged(lines: list[Named]) -> list[Named]:
    """A fee printed twice with the same amount is one fee with both clauses."""
    out: list[Named] = []
    for new in lines:
        same = next((o for o in out if _alike(o) == _alike(new) and o.line.prices == new.line.prices and _unit(o) == _unit(new)), None)
        if same is None:
            out.append(new)
        elif new.line.cite != same.line.cite and new.line.cite not in same.line.also:
            same.line.also.append(new.line.cite)
    return out


def _unit(named: Named) -> tuple[str, int] | None:
    unit = named.line.amount.unit
    return (unit.name, unit.size) if unit else None


def _told_apart(item: str, own: list[Named]) -> None:
    """Lines that would be charged together are told apart by their tables, and where that does not help by their place."""
    for choice, text in ((f"{own[0].item}の対象", _caption), (f"{own[0].item}の行", _place)):
        counts = Counter(_key(line) for line in own)
        if max(counts.values()) == 1:
            return
        for line in own:
            if counts[_key(line)] > 1:
                line.line.doubts.append("同じ名の行がほかにもある")
        texts = {id(line): text(line) for line in own}
        if len(set(texts.values())) > 1:
            for line in own:
                line.options[choice] = texts[id(line)]


def _caption(named: Named) -> str:
    return _tidy(named.line.table.caption)


def _place(named: Named) -> str:
    return f"{named.line.cite.partition('#')[2]} {named.line.amount.row + 1}行目 {named.line.amount.column_head}".strip()
