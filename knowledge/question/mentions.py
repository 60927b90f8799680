"""Names customers use for items, options and groups of a schedule, found in a folded question: the longest name wins a place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from knowledge.lexicon import load_lexicon
from knowledge.normalise import fold
from knowledge.question.request import ItemMention
from knowledge.schedule import Schedule

_NUMBER_AFTER = r"(?:を|が|は|の|、|,|\(|追加|あと|もう|合計|全部で|で)*(\d+)({counters})"
_NUMBER_BEFORE = r"(\d+)({counters})(?:の|分の|ぶんの|分|ほど|くらい)*$"


@dataclass(frozen=True)
class Mention:
    kind: Literal["item", "option", "group"]
    key: str
    option: str
    said: str
    at: int

    @property
    def end(self) -> int:
        return self.at + len(self.said)


def _names(schedule: Schedule) -> Iterator[tuple[str, Literal["item", "option", "group"], str, str]]:
    for key, item in schedule.items.items():
        for name in (item.name, *item.called):
            yield fold(name), "item", key, ""
    for key, fee in schedule.fees.items():
        for name in fee.called:
            yield fold(name), "item", fee.item, key
    for key, choice in schedule.choices.items():
        for option, value in choice.options.items():
            for name in (value.name, *value.called):
                yield fold(name), "option", key, option
    for key, group in schedule.groups.items():
        for name in (group.name, *group.called):
            yield fold(name), "group", key, ""


def find_mentions(folded: str, schedule: Schedule) -> tuple[Mention, ...]:
    """All names in the question in order; a name inside a longer one that was found is not counted."""
    found: list[Mention] = []
    for name, kind, key, option in sorted(_names(schedule), key=lambda n: -len(n[0])):
        at = folded.find(name)
        while at != -1:
            mention = Mention(kind, key, option, name, at)
            if not any(at < f.end and f.at < mention.end for f in found) and _is_whole(folded, mention):
                found.append(mention)
            at = folded.find(name, at + 1)
    return tuple(sorted(found, key=lambda m: m.at))


def _is_whole(folded: str, mention: Mention) -> bool:
    """An alphabetic name is no part of a longer word: 1g is not in 11gb."""
    if not re.fullmatch(r"[a-z0-9.\-]+", mention.said):
        return True
    before, after = folded[mention.at - 1 : mention.at], folded[mention.end : mention.end + 1]
    return not (re.match(r"[a-z0-9]", before) or re.match(r"[a-z0-9]", after))


def is_negated(folded: str, mention: Mention) -> bool:
    """〜なしで, 〜以外: the customer takes the thing out."""
    after = folded[mention.end :]
    return any(re.match(rf"(は|を|が|の)?{re.escape(n)}", after) for n in load_lexicon().negations)


def with_counts(folded: str, mentions: tuple[Mention, ...], schedule: Schedule) -> tuple[ItemMention, ...]:
    """Items with the counts said beside them, in the counters of their fees' units."""
    items = [m for m in mentions if m.kind == "item" and not is_negated(folded, m)]
    out: dict[str, ItemMention] = {}
    for mention in items:
        count = _count(folded, mention, mentions, schedule)
        held = out.get(mention.key)
        if held is None or (held.count is None and count is not None):
            out[mention.key] = ItemMention(mention.key, mention.said, mention.at, count, mention.option or None)
    return tuple(out.values())


def _count(folded: str, mention: Mention, mentions: tuple[Mention, ...], schedule: Schedule) -> int | None:
    units = [f.unit for f in schedule.fees_of(mention.key).values() if f.unit]
    if not units:
        return None
    counters = "|".join(sorted({re.escape(fold(c)) for u in units for c in (u.name, *u.called)}, key=len, reverse=True))
    next_at = min((m.at for m in mentions if m.at >= mention.end and m.kind == "item"), default=len(folded))
    last_end = max((m.end for m in mentions if m.end <= mention.at and m.kind == "item"), default=0)
    after = re.match(_NUMBER_AFTER.format(counters=counters), folded[mention.end : next_at])
    before = re.search(_NUMBER_BEFORE.format(counters=counters), folded[last_end : mention.at])
    loose = re.search(rf"(\d+)({counters})", folded[mention.end : next_at]) if len(units) and not (after or before) else None
    match = after or before or loose
    return int(match[1]) if match else None
