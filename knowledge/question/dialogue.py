"""Follow-ups: the earlier questions are replayed, and a new one that has no subject of its own changes the last request."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from knowledge.lexicon import has, load_lexicon, meanings
from knowledge.question.mentions import NameIndex
from knowledge.question.reader import read_question
from knowledge.question.request import InstalmentTerms, Request
from knowledge.registry import Provider
from knowledge.schedule import Schedule

# Openings, pronouns and endings of a sentence that leans on the one before it.
_OPENS = re.compile(r"^(じゃあ|じゃ|では|それ|その|そしたら|そう|あと|ちなみに|なら|で、|でも|なお|ほか|他に|同じ)")
_POINTS = re.compile(r"(それ(が|は|を|に|って|だと|なら|も|から)|その(場合|とき|時|分)|ほかに|他には|同じ条件)")
_ENDS = re.compile(r"(だと|なら|だったら|の場合|の場合は|のときは|については|のほうは|の方は|のほう|にしたら)[?。]*$")
_SHORT = 12
_ADDS = re.compile(r"(も|を)?(足|追加|加え|一緒|合わせ|あわせ|つけ|付け|入れ|借り)")
_NUMBER_ONLY = re.compile(r"(\d+)(個|台|枚|つ|mb|本|回線|アカウント|ネーム)")
_PAYMENTS = re.compile(r"(\d+)回")


class _Names(Mapping[str, NameIndex]):
    """The names of each provider's schedule, made when the first question on that provider comes."""

    def __init__(self, schedules: Mapping[str, Schedule], *, by_sound: bool) -> None:
        self._schedules, self._by_sound = schedules, by_sound
        self._made: dict[str, NameIndex] = {}

    def __getitem__(self, provider: str) -> NameIndex:
        if provider not in self._made:
            self._made[provider] = NameIndex(self._schedules[provider], self._by_sound)
        return self._made[provider]

    def __iter__(self) -> Iterator[str]:
        return iter(self._schedules)

    def __len__(self) -> int:
        return len(self._schedules)


class Reader:
    """Reads questions against one generation's registers and schedules."""

    def __init__(self, providers: Mapping[str, Provider], schedules: Mapping[str, Schedule]) -> None:
        self._providers = providers
        self._names = _Names(schedules, by_sound=False)
        self._by_sound = _Names(schedules, by_sound=True)

    def read(self, text: str, provider: str | None, on: date, *, fixed: bool = False) -> Request:
        return read_question(text, provider, on, self._providers, self._names, self._by_sound, fixed=fixed)

    def replay(self, text: str, history: Sequence[str], provider: str | None, on: date) -> tuple[Request, str]:
        """The request of the last question in its dialogue, and the words to search for."""
        request: Request | None = None
        query = ""
        for question in (*history, text):
            new = self.read(question, provider or (request.provider if request else None), on)
            if request is not None and leans(new, request):
                query = _query(query, question, new, request)
                request = self._merge(request, new, provider, on)
            else:
                request, query = new, question
        assert request is not None
        return request.with_changes(text=text), query

    def _merge(self, last: Request, new: Request, provider: str | None, on: date) -> Request:
        """The last request with what the new question says in place of what it said."""
        chosen = new.named_providers[0] if len(new.named_providers) == 1 else (last.provider or provider)
        base = self.read(last.text, chosen, on, fixed=True) if chosen != last.provider else last
        changes: dict[str, object] = {"provider": chosen, "named_providers": (chosen,) if chosen else (), "in_domain": True, "merged": True, "not_held": new.not_held, "text": f"{last.text} {new.text}", "folded": f"{base.folded}。{new.folded}", "latest": new.folded}
        changes |= _things(base, new) | _days(base, new) | _instalments(base, new)
        for flag in ("wants_amount", "asks_charged", "wants_total", "asks_free_months", "asks_when", "asks_other", "wants_difference"):
            changes[flag] = getattr(new, flag) or (getattr(base, flag) and not _turns(new))
        for said in ("charged_as", "months", "asks_unit", "yen", "late_days", "hours", "nth_month", "not_new"):
            changes[said] = getattr(new, said) or getattr(base, said)
        changes |= {"actions": base.actions | new.actions, "topics": base.topics | new.topics, "groups": new.groups or base.groups}
        changes |= {"uncovered": new.uncovered or base.uncovered, "others": new.others or base.others, "charged_here": base.charged_here}
        return base.with_changes(**changes)


def _query(query: str, question: str, new: Request, last: Request) -> str:
    """The words to search for: what was asked before and now; where the kind of question turns, only what it was about before."""
    if _only_names_provider(new):
        return query
    if _turns(new) and (last.actions or last.items):
        lexicon = load_lexicon()
        query = " ".join(lexicon.actions[a][0] for a in sorted(last.actions)) or " ".join(m.said for m in last.items)
    return f"{query} {question}"


def _turns(new: Request) -> bool:
    """A new kind of question (いつまで, どうやって) takes the place of one for a sum; a mere detail leaves it as it was."""
    return (new.asks_other or new.asks_when) and not new.wants_amount


def leans(new: Request, last: Request) -> bool:
    """Whether a question has no subject of its own.

    It points back (それ, じゃあ, 〜だと？), only names a provider, adds to what was asked, gives nothing but a detail (a plan, a date, a
    count, a number of payments), or asks for a sum without saying of what.
    """
    if _only_names_provider(new) or _OPENS.search(new.folded) or _POINTS.search(new.folded):
        return True
    if new.items and _ADDS.search(new.folded):
        return bool(last.items or last.options)
    subject = bool(new.items or new.actions or new.groups or new.uncovered or new.others)
    detail = bool(new.options or new.dates or new.instalments or new.months_in)
    if not subject and (detail or new.wants_amount or new.wants_total):
        return True
    if detail and not meanings(new.folded) and not (new.items or new.actions or new.groups):
        return True
    if (new.asks_other or new.asks_when) and new.others and not new.wants_amount:
        return False  # 支払い方法は？ after a price is a question of its own
    if not subject and not meanings(new.folded):
        return True  # いつまでに連絡すればいい？ says nothing of what
    asks = new.wants_amount or new.asks_charged or new.actions or new.asks_free_months or new.asks_when or new.asks_other
    if not asks and (new.items or detail):
        return True
    return not asks and not new.others and not meanings(new.folded) and bool(_ENDS.search(new.folded) or len(new.folded) <= _SHORT)


def _only_names_provider(new: Request) -> bool:
    rest = new.folded
    return bool(new.named_providers) and len(rest) <= _SHORT + 6 and not (new.wants_amount or new.actions or new.dates or new.asks_when)


def _things(base: Request, new: Request) -> dict[str, object]:
    """Items, counts and options: added to what was asked (〜も足したら), or put in its place."""
    changes: dict[str, object] = {"options": {**base.options, **new.options}, "several": {**base.several, **new.several}}
    if new.wants_difference:
        changes["several"] = {k: tuple(dict.fromkeys((*base.several.get(k, ()), *new.several.get(k, ())))) for k in {**base.several, **new.several}}
    items = {(m.item, m.fee): m for m in new.items if not (_only_names_provider(new) and m.said in new.folded)}
    if items and _ADDS.search(new.folded):
        changes["items"] = tuple(({(m.item, m.fee): m for m in base.items} | items).values())
        changes["joins_option"] = bool(base.joins_option or base.options)
    elif items:
        changes["items"] = tuple(items.values())
    elif (number := _NUMBER_ONLY.search(new.folded)) and len(base.items) == 1:
        changes["items"] = (replace(base.items[0], count=int(number[1])),)
    return changes


def _days(base: Request, new: Request) -> dict[str, object]:
    """A bare date in a follow-up stands for the event that the dialogue is about."""
    if not new.dates and new.months_in is None:
        return {}
    dates = dict(base.dates)
    for event, day in new.dates.items():
        if event == "day" and ("cancellation" in base.dates or "cancellation" in base.actions):
            waits = "contract" not in base.dates and base.asks_free_months
            dates["contract" if waits else "cancellation"] = day
        else:
            dates[event] = day
    return {"dates": dates, "months_in": new.months_in if new.months_in is not None else base.months_in}


def _instalments(base: Request, new: Request) -> dict[str, object]:
    if new.instalments is not None:
        held = base.instalments or InstalmentTerms()
        return {
            "instalments": InstalmentTerms(
                times=new.instalments.times or held.times,
                paid=new.instalments.paid if new.instalments.paid is not None else held.paid,
                left=new.instalments.left if new.instalments.left is not None else held.left,
                asks_left=held.asks_left or new.instalments.asks_left,
            )
        }
    payments = _PAYMENTS.search(new.folded)
    if base.instalments is not None and payments:
        return {"instalments": replace(base.instalments, paid=int(payments[1]), left=None, asks_left=True)}
    if base.instalments is not None and has(new.folded, load_lexicon().left):
        return {"instalments": replace(base.instalments, asks_left=True)}
    return {}
