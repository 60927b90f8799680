"""Which price lines a question on fees means: the things asked for, and the ways to read them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import product

from knowledge.answer.model import Assumed
from knowledge.calculator.fees import Line
from knowledge.lexicon import has, load_lexicon
from knowledge.normalise import fold
from knowledge.question.request import ItemMention, Request
from knowledge.schedule import Charged, Fee, Schedule

# つばめ光の工事費: what stands between a thing and what is its.
_OWNS = ("の", "のほうの", "の方の")
_BESIDE = 8
# いくら？, 料金は？: so short a question on a provider asks for its main price.
_SHORT = 14
# A count of things, not an ordinal (2つ目) and not of questions (2つ質問).
_COUNTED = re.compile(r"(\d+)(?:個|つ|台|枚|本|件|か所|箇所)(?!目|め|の?質問|ほど質問|教え|聞|きき|、?知り)")


@dataclass(frozen=True)
class Asked:
    """A thing whose price is asked for: an item, or one named fee of it, with the count said."""

    item: str
    fee: str | None = None
    count: int | None = None


@dataclass(frozen=True)
class Reading:
    """One way to read the question: the lines to sum and the choices that make it this one."""

    lines: tuple[Line, ...]
    options: Mapping[str, str]


def asked_items(request: Request, schedule: Schedule) -> list[Asked]:
    """What the question is about; the base item where only a plan, or nothing but a price, is named."""
    asked = [Asked(m.item, m.fee, m.count) for m in request.items if not _only_owner(request, schedule, m)]
    grouped = [k for k, item in schedule.items.items() if item.group in request.groups and not schedule.groups[item.group].each]
    asked += [Asked(k) for k in grouped if k not in {a.item for a in asked}]
    base = next((k for k, i in schedule.items.items() if i.base), None)
    if base is None:
        return asked
    others = [a for a in asked if a.item != base]
    if asked and not others and request.others and not request.options and request.charged_as is None:
        return []  # the service is named, but the question is of something else
    if len(others) < len(asked) and others and not _joined(request, base):
        return others
    bare = not asked and not request.actions and not request.others and not has(request.folded, load_lexicon().own_charges)
    kinds = {f.charged for a in others for f in schedule.fees_of(a.item).values()}
    alike = kinds == {f.charged for f in schedule.fees_of(base).values()}
    taken_in = request.joins_option or has(request.folded, load_lexicon().including)
    joined = others and len(others) == len(asked) and (taken_in or (request.wants_total and alike))
    base_options = {c for f in schedule.fees_of(base).values() for c in f.when} & set(request.options)
    short = request.wants_amount and len(request.folded) <= _SHORT and not request.groups
    if bare and (request.options or request.charged_as == "monthly" or short):
        return [Asked(base)]
    if joined and base_options and not _decides(schedule, [a.item for a in others], base_options):
        return [Asked(base), *asked]
    return asked


def is_incomplete(request: Request, schedule: Schedule, asked: list[Asked]) -> bool:
    """全部で, 込みで, 2つと3つ: a sum is asked for, and something that was said is left out of it."""
    if _counts_left_out(request, schedule, asked):
        return True
    if not (request.wants_total or has(request.folded, load_lexicon().including)):
        return False
    if has(request.folded, load_lexicon().joining) and len(asked) + len(request.groups) < 2 and request.months is None and not any(a.count for a in asked):
        return True
    named = {a.item for a in asked}
    taken = " ".join(fold(schedule.items[k].name) for k in named)
    rest = " ".join(fold(i.name) for k, i in schedule.items.items() if k not in named)
    return any(len(noun) > 1 and noun in rest and noun not in taken for noun in request.others)


def _counts_left_out(request: Request, schedule: Schedule, asked: list[Asked]) -> bool:
    """Several counts are said, one is used, and another is not: 2つ増やして、3つ全部に."""
    choices = {c for a in asked for f in schedule.fees_of(a.item).values() for c in f.when}
    chosen = {schedule.choices[c].options[o].count for c, o in request.options.items() if c in choices}
    used = {a.count for a in asked if a.count} | chosen
    if used <= {None}:
        return False
    said = {int(n) for n in _COUNTED.findall(request.latest)} - {1}
    named = {int(n) for m in request.items for n in re.findall(r"\d+", m.said)}
    return bool(said - used - named)


def unexplained(request: Request, schedule: Schedule, asked: list[Asked]) -> bool:
    """Whether the sum is asked of something that the names of the things found do not explain (診断料 after トラブル診断 is explained)."""
    names = fold(" ".join(name for a in asked for name in (schedule.items[a.item].name, *schedule.items[a.item].called)))
    return any(noun not in names for noun in request.uncovered)


def listed(request: Request, schedule: Schedule, asked: list[Asked]) -> list[Asked]:
    """The items of a named group that is listed one by one, where none of them is named."""
    groups = {g for g in request.groups if schedule.groups[g].each}
    named = {a.item for a in asked}
    items = [k for k, i in schedule.items.items() if i.group in groups]
    return [] if named & set(items) or (asked and named) else [Asked(k) for k in items]


def is_of_another_event(request: Request, schedule: Schedule, asked: list[Asked]) -> bool:
    """工事をキャンセルしたら: an event with charges of its own is named, and none of the fees found is called so."""
    names = fold(" ".join(f.name for a in asked for f in schedule.fees_of(a.item).values()))
    if not request.wants_amount and any(e in request.folded and e not in names for e in load_lexicon().other_events):
        return True
    return any(
        e in request.folded and e not in names and any(e in o or o in e for o in request.others) for e in load_lexicon().other_events
    )


def asks_sum(request: Request) -> bool:
    """A sum is asked for, or things are only listed with their counts (固定IPを2個)."""
    counted = any(m.count for m in request.items)
    listed = (request.charged_as is not None or request.wants_total or counted) and not request.asks_other
    asks = request.wants_amount or listed
    here = request.asks_charged and not request.others and any(m.said in request.charged_here for m in request.items)
    return asks or here


def _only_owner(request: Request, schedule: Schedule, mention: ItemMention) -> bool:
    """Xの工事費 asks for the work, not for X: a thing named only to say whose the next thing is."""
    if request.merged:
        return False
    choice = request.owners.get(mention.item)
    others = (f for m in request.items if m.item != mention.item for f in schedule.fees_of(m.item).values())
    if choice is not None and any(choice in f.when for f in others):
        return True
    after = request.folded[mention.at + len(mention.said) :]
    return any(
        m.item != mention.item and m.at > mention.at and after[: m.at - mention.at - len(mention.said)] in _OWNS for m in request.items
    )


def _joined(request: Request, item: str) -> bool:
    """つばめ光とプロバイダ joins two things; つばめ光の固定IP names one thing of a service."""
    mention = next((m for m in request.items if m.item == item), None)
    if mention is None or request.merged:
        return True
    after = request.folded[mention.at + len(mention.said) :]
    end = mention.at + len(mention.said)
    beside = after.startswith("に") and any(end < m.at <= end + _BESIDE for m in request.items)
    return request.wants_total or beside or after.startswith(("と", "+", "、", ",", "&", "・", "プラス"))


def _decides(schedule: Schedule, items: Iterable[str], choices: set[str]) -> bool:
    """Whether a chosen option already tells prices of the named items apart."""
    return any(set(f.when) & choices for i in items for f in schedule.fees_of(i).values())


def readings_of(request: Request, schedule: Schedule, asked: list[Asked]) -> tuple[list[Reading], list[Assumed]]:
    if not asked:
        return [], []
    options, assumed = _with_usual(request, schedule, asked)
    candidates = []
    for thing in asked:
        fees = {k: f for k, f in schedule.fees_of(thing.item).items() if _fits(f, options, request.several) and thing.fee in (None, k)}
        fees = _charged_as(fees, request, alone=len(asked) == 1)
        if not fees:
            return [], []
        candidates.append(_components(fees, thing.count, request))
    readings = []
    for parts in product(*candidates):
        lines = tuple(dict.fromkeys(line for part in parts for line in part))
        merged = _merge([line.fee.when for line in lines])
        if merged is not None:
            readings.append(Reading(lines, merged))
    return readings, assumed


def _components(fees: Mapping[str, Fee], count: int | None, request: Request) -> list[list[Line]]:
    """The fees of one item as alternatives; fees under the same conditions are charged together and are one alternative."""
    together: dict[tuple[tuple[str, str], ...], list[Line]] = {}
    for key, fee in fees.items():
        # A count that chose the option (追加2個) is no count of the price.
        said = count or (request.months if fee.charged == "per_use" and request.charged_as == "monthly" else None)
        line = Line(key, fee, said if said and fee.unit else 1)
        together.setdefault(tuple(sorted(fee.when.items())), []).append(line)
    return list(together.values())


def _with_usual(request: Request, schedule: Schedule, asked: list[Asked]) -> tuple[dict[str, str], list[Assumed]]:
    """The chosen options with the usual ones where the customer is silent, and what was so assumed."""
    options, assumed = dict(request.options), []
    for key, choice in schedule.choices.items():
        if choice.usual and key not in options and any(key in f.when for a in asked for f in schedule.fees_of(a.item).values()):
            options[key] = choice.usual
            assumed.append(Assumed(what=key, value=choice.options[choice.usual].name))
    return options, assumed


def _fits(fee: Fee, options: Mapping[str, str], several: Mapping[str, tuple[str, ...]]) -> bool:
    return all(options.get(k, v) == v or v in several.get(k, ()) for k, v in fee.when.items())


def _charged_as(fees: dict[str, Fee], request: Request, *, alone: bool) -> dict[str, Fee]:
    """Prices charged as the customer asked; where nothing was said, all of a thing asked for alone, and monthly ones in a sum."""
    wanted: Charged | None = request.charged_as if request.charged_as in ("monthly", "yearly") else None
    if (wanted is None and alone and request.months is None) or (alone and request.wants_difference):
        return fees
    for charged in (wanted, "monthly") if wanted else ("monthly",):
        fitting = {k: f for k, f in fees.items() if f.charged == charged}
        if fitting:
            return fitting
    return fees


def _merge(whens: Iterable[Mapping[str, str]]) -> dict[str, str] | None:
    """The choices of several fees together; None where they contradict each other."""
    merged: dict[str, str] = {}
    for when in whens:
        for key, value in when.items():
            if merged.setdefault(key, value) != value:
                return None
    return merged
