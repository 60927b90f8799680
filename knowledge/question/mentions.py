"""Names customers use for items, options and groups of a schedule, found in a folded question: the longest name wins a place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from knowledge.lexicon import has, load_lexicon
from knowledge.normalise import fold
from knowledge.question.request import ItemMention
from knowledge.schedule import Schedule
from knowledge.search.tokens import sounds, surfaces

Kind = Literal["item", "option", "group"]
_COUNTERS = ("個", "つ", "コ", "ツ", "台", "枚", "本", "アドレス", "アカウント", "ネーム", "か所", "箇所", "件", "回線", "人", "mb", "gb")
# What customers put between the parts of a name: メールアドレス(を2つ)追加, userweb(の)容量.
_MORE_NAME = re.compile(r"[一-龠々]{1,4}|[ァ-ヶー]{2,}|[a-z]{2,}")
_JOINT = rf"(?:の|を|が|は|も|って|ノ|ヲ|ガ)?(?:\d+(?:{'|'.join(_COUNTERS)})?(?:の|を|分|も|ほど)?)?"
_PARTICLES = ("の", "を", "が", "は", "も", "ノ", "ヲ", "ガ", "ハ", "モ")


@dataclass(frozen=True)
class Mention:
    """A name at a place of the question; option is the chosen option, or the fee that an item's name is the name of."""

    kind: Kind
    key: str
    option: str
    at: int
    end: int
    said: str


@dataclass(frozen=True)
class _Name:
    kind: Kind
    key: str
    option: str
    pattern: re.Pattern[str]
    letters: int


class NameIndex:
    """All names of one schedule, longest first; with `by_sound` in katakana, for questions written in kana alone."""

    def __init__(self, schedule: Schedule, by_sound: bool = False) -> None:
        self.schedule = schedule
        parts = {(tuple(sounds(fold(n)) if by_sound else surfaces(fold(n))), kind, key, option) for n, kind, key, option in _names(schedule)}
        names = [_Name(kind, key, option, _pattern(p), _letters(p)) for p, kind, key, option in parts]
        self._names = sorted(names, key=lambda n: (-n.letters, n.key, not n.option, n.option))

    def find(self, folded: str) -> tuple[Mention, ...]:
        """All names in the question in order; a name inside a longer one that was found is not counted."""
        found: list[Mention] = []
        for name in self._names:
            for match in name.pattern.finditer(folded):
                if not any(match.start() < f.end and f.at < match.end() and not _same_place(f, name, match) for f in found):
                    found.append(Mention(name.kind, name.key, name.option, match.start(), match.end(), match.group()))
        return tuple(sorted((m for m in found if not self._longer(folded, m)), key=lambda m: m.at))

    def foreign(self, folded: str) -> tuple[str, ...]:
        """Names that only begin like the base item's: つばめ光電話 is another thing than つばめ光."""
        bases = [n for n in self._names if n.kind == "item" and self.schedule.items[n.key].base]
        places = [Mention("item", n.key, "", m.start(), m.end(), m.group()) for n in bases for m in n.pattern.finditer(folded)]
        return tuple(dict.fromkeys(longer for p in places if (longer := self._longer(folded, p))))

    def _longer(self, folded: str, mention: Mention) -> str | None:
        """The longer name that a mention of the base item is only the beginning of."""
        if mention.kind != "item" or not self.schedule.items[mention.key].base:
            return None
        more = _MORE_NAME.match(folded[mention.end :])
        if more is None or has(more.group(), (*load_lexicon().amount.nouns, *load_lexicon().plain_name_ends)):
            return None
        if any(n.pattern.match(folded, mention.end) for n in self._names):
            return None  # another name of the schedule follows: OCN光アクセス IP1
        longer = mention.said + more.group()
        return None if any(n.pattern.match(folded, mention.at, mention.end + len(more.group())) and n.letters >= len(longer) for n in self._names) else longer


def _same_place(found: Mention, name: _Name, match: re.Match[str]) -> bool:
    """One word may name a thing and choose an option: なっ得ブロード is a service, and decides which 工事費 is meant."""
    return found.kind != name.kind and (found.at, found.end) == match.span()


def _names(schedule: Schedule) -> Iterator[tuple[str, Kind, str, str]]:
    for key, item in schedule.items.items():
        for name in (item.name, *item.called):
            yield name, "item", key, ""
    for fee_key, fee in schedule.fees.items():
        for name in fee.called:
            yield name, "item", fee.item, fee_key
    for key, choice in schedule.choices.items():
        for option, value in choice.options.items():
            for name in (value.name, *value.called):
                yield name, "option", key, option
    for key, group in schedule.groups.items():
        for name in (group.name, *group.called):
            yield name, "group", key, ""


def _inner_particles(parts: tuple[str, ...]) -> set[int]:
    return {i for i in range(1, len(parts) - 1) if parts[i] in _PARTICLES}


def _letters(parts: tuple[str, ...]) -> int:
    """The letters that must stand there: a particle inside a name may be left out."""
    inner = _inner_particles(parts)
    return sum(len(p) for i, p in enumerate(parts) if i not in inner)


def _pattern(parts: tuple[str, ...]) -> re.Pattern[str]:
    """The name with room for a particle or a count between its parts; an alphabetic name is no part of a longer word."""
    name = "".join(parts)
    inner = _inner_particles(parts)
    body = re.escape(parts[0])
    for (_, before), (at, after) in pairwise((i, p) for i, p in enumerate(parts) if i not in inner):
        # Only where two real words meet: inside okurigana or marks nothing is put in.
        real = len(before) > 1 and len(after) > 1 and not re.match(r"[ぁ-ん]", after)
        body += (_JOINT if real else "(?:の|を|が|は|も)?" if at - 1 in inner else "") + re.escape(after)
    # A letter does not go on in letters, a digit not in digits: 固定ip2個 is two of 固定ip, 1g is not in 11g.
    start = r"(?<![a-z])" if re.match(r"[a-z]", name) else r"(?<!\d)" if re.match(r"\d", name) else ""
    end = r"(?![a-z])" if re.search(r"[a-z]$", name) else r"(?!\d)" if re.search(r"\d$", name) else ""
    return re.compile(start + body + end)


def is_negated(folded: str, mention: Mention) -> bool:
    """〜なしで, 〜以外: the customer takes the thing out."""
    after = folded[mention.end :]
    return any(re.match(rf"(?:料金|費用|代金|代|分)?(?:は|を|が|の)?{re.escape(n)}", after) for n in load_lexicon().negations)


def with_counts(folded: str, mentions: tuple[Mention, ...], schedule: Schedule) -> tuple[ItemMention, ...]:
    """Items with the counts said beside them; one entry for each item, or for each named fee of an item."""
    items = [m for m in mentions if m.kind == "item" and not is_negated(folded, m)]
    out: dict[tuple[str, str], ItemMention] = {}
    for mention in items:
        count = _count(folded, mention, mentions, schedule)
        key = (mention.key, mention.option)
        if key not in out or (out[key].count is None and count is not None):
            out[key] = ItemMention(mention.key, mention.said, mention.at, count, mention.option or None)
    named = {m.item for m in out.values() if m.fee}
    return tuple(m for m in out.values() if m.fee or m.item not in named)


def _count(folded: str, mention: Mention, mentions: tuple[Mention, ...], schedule: Schedule) -> int | None:
    """A number with one of the item's counters: inside the name, just behind it, just before it, or loosely behind it."""
    counters = _counters(mention, schedule)
    if not counters:
        return None
    others = [m for m in mentions if m.kind == "item" and m.key != mention.key]
    next_at = min((m.at for m in others if m.at >= mention.end), default=len(folded))
    last_end = max((m.end for m in others if m.end <= mention.at), default=0)
    number = rf"(?<!\d)(\d+)(?:{counters})"
    places = (
        re.search(number, mention.said),
        re.match(rf"(?:を|が|は|の|、|,|\(|追加|あと|もう|合計|全部で|で)*{number}", folded[mention.end : next_at]),
        re.search(rf"{number}(?:の|分の|ぶんの|分|ほど|くらい|、|を|全部|すべて|全て|ぜんぶ|とも|に)*$", folded[last_end : mention.at]),
        re.search(number, folded[mention.end : next_at]),
    )
    match = next((m for m in places if m), None)
    return int(match[1]) if match else None


def _counters(mention: Mention, schedule: Schedule) -> str:
    fees = schedule.fees_of(mention.key).values()
    words = {fold(c) for f in fees if f.unit for c in (f.unit.name, *f.unit.called)}
    if any(o.count is not None for f in fees for c in f.when for o in schedule.choices[c].options.values()):
        words |= set(_COUNTERS)
    words |= {"コ", "ツ"} if words & {"個", "つ"} else set()
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))
