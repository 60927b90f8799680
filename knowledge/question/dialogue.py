"""Follow-ups: the earlier questions are replayed, and a new one that has no subject of its own changes the last request."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from knowledge.normalise import fold
from knowledge.question.mentions import NameIndex
from knowledge.question.reader import read_question
from knowledge.question.request import InstalmentTerms, Request
from knowledge.registry import Provider
from knowledge.schedule import Schedule

# Openings and endings of a sentence that leans on the one before it.
_LEANS = re.compile(r"^(じゃあ|じゃ|では|それでは|それなら|それだと|それ|その|そしたら|あと|ちなみに|なら|で、|でも|そうすると|なお)|(だと|なら|だったら|の場合|の場合は|のときは|については|の方は)[?。]*$|^[^、。?]{1,14}(は|だと|なら|も|です|ですが|で)?[?。]*$")
_SHORT = 12
_ADDS = re.compile(r"(も|足|追加|加え|一緒|合わせ|あわせ|つけ|付け|合計|全部)")
_NUMBER_ONLY = re.compile(r"(\d+)(個|台|枚|つ|mb|本|回線|アカウント|ネーム)")
_PAYMENTS = re.compile(r"(\d+)回")


class Reader:
    """Reads questions against one generation's registers and schedules."""

    def __init__(self, providers: Mapping[str, Provider], schedules: Mapping[str, Schedule]) -> None:
        self._providers = providers
        self._names = {p: NameIndex(s) for p, s in schedules.items()}

    def read(self, text: str, provider: str | None, on: date) -> Request:
        return read_question(text, provider, on, self._providers, self._names)

    def replay(self, text: str, history: Sequence[str], provider: str | None, on: date) -> tuple[Request, str]:
        """The request of the last question in its dialogue, and the words to search for."""
        request: Request | None = None
        query = ""
        for question in (*history, text):
            new = self.read(question, provider or (request.provider if request else None), on)
            if request is not None and leans(new, request):
                query = f"{query} {question}" if not _only_names_provider(new) else query
                request = self._merge(request, new, provider, on)
            else:
                request, query = new, question
        assert request is not None
        return request.with_changes(text=text), query

    def _merge(self, last: Request, new: Request, provider: str | None, on: date) -> Request:
        """The last request with what the new question says in place of what it said."""
        chosen = new.named_providers[0] if len(new.named_providers) == 1 else (last.provider or provider)
        base = self.read(last.text, chosen, on) if chosen != last.provider else last
        base = replace(base, provider=chosen)
        changes: dict[str, object] = {"in_domain": True, "not_held": new.not_held}
        if new.options:
            changes["options"] = {**base.options, **new.options}
        items = {m.item: m for m in new.items if not _names_whole_provider(new, m.said)}
        if items:
            adds = bool(_ADDS.search(new.folded)) and base.items
            changes["items"] = tuple(({m.item: m for m in base.items} | items).values()) if adds else tuple(items.values())
            changes["wants_total"] = base.wants_total or new.wants_total
        elif (number := _NUMBER_ONLY.search(new.folded)) and len(base.items) == 1:
            changes["items"] = (replace(base.items[0], count=int(number[1])),)
        if new.groups:
            changes["groups"] = new.groups
        changes |= _days(base, new)
        if new.charged_as:
            changes["charged_as"] = new.charged_as
        if new.months:
            changes["months"] = new.months
        changes |= _instalments(base, new)
        for flag in ("wants_amount", "asks_charged", "wants_total", "asks_free_months", "asks_when"):
            changes.setdefault(flag, getattr(base, flag) or getattr(new, flag))
        changes["actions"] = base.actions | new.actions
        changes["uncovered"] = new.uncovered if new.wants_amount and new.uncovered else base.uncovered
        merged = base.with_changes(**changes)
        return merged.with_changes(text=f"{last.text} {new.text}")


def leans(new: Request, last: Request) -> bool:
    """Whether a question has no subject of its own: it opens like a follow-up, or is too short to be more than a change."""
    if _only_names_provider(new):
        return True
    asks = new.wants_amount or new.asks_charged or new.actions or new.asks_free_months or new.asks_when or new.asks_other
    if not asks and (new.items or new.options or new.groups or new.dates):
        return True
    own = bool(new.actions or new.asks_free_months) or (new.wants_amount and bool(new.items or new.groups or new.uncovered))
    opens = bool(_LEANS.search(new.folded))
    if own and not re.match(r"^(じゃあ|じゃ|では|それ|その|なら|で、|そしたら)", new.folded):
        return False
    return opens or len(new.folded) <= _SHORT


def _only_names_provider(new: Request) -> bool:
    rest = new.folded
    return bool(new.named_providers) and len(rest) <= _SHORT + 6 and not (new.wants_amount or new.actions or new.dates)


def _names_whole_provider(new: Request, said: str) -> bool:
    """つばめ光です names the provider; it does not ask for the line's price."""
    return bool(new.named_providers) and _only_names_provider(new) and said in new.folded


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
    payments = _PAYMENTS.search(fold(new.folded))
    if base.instalments is not None and payments:
        return {"instalments": replace(base.instalments, paid=int(payments[1]), left=None, asks_left=True)}
    return {}
