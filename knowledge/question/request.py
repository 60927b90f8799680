"""What a question asks for, typed: the only thing the answering side knows of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Literal

from knowledge.question.days import DayRange

ChargedAs = Literal["monthly", "yearly", "instalment"]


@dataclass(frozen=True)
class ItemMention:
    """A thing charged for, as the customer named it.

    count is in units of the fee (個, MB), None where none was said; fee is set where the name is that of one fee of the item.
    """

    item: str
    said: str
    at: int
    count: int | None = None
    fee: str | None = None


@dataclass(frozen=True)
class InstalmentTerms:
    """分割: how many payments there are, how many are made, how many are left; None where not said."""

    times: int | None = None
    paid: int | None = None
    left: int | None = None
    asks_left: bool = False


@dataclass(frozen=True)
class Request:
    """One question, read.

    latest: the last question of a dialogue, folded. wants_amount: a sum is asked for. asks_charged: whether it costs anything. options: the choices settled by the question
    (plan: mansion); several: all options named for a choice, where two are compared. owners: items named only to say whose the next thing
    is, with the choice that they decide. merged: read from several questions of a dialogue. dates: by event. nth_month: the month of use that is spoken of. months_in: months since the contract's month, where a length is given instead of dates.
    joins_option: an option is added to something (ファミリー＋プロバイダ). uncovered: nouns beside the sum asked for that no name of the
    schedule explains (名義 in 名義変更の手数料): the sum is then of something else. others: the same, of the whole question.
    asks_other: it is asked how, when or by whom, not how much.
    asks_unit: the unit of a figure asked for (何日: 日). charged_here: the thought in which it is asked whether something is charged.
    topics: calendar rules that the words speak of. yen: the one sum the customer names; late_days, hours: lengths they give.
    """

    text: str
    folded: str
    on: date
    latest: str = ""
    provider: str | None = None
    named_providers: tuple[str, ...] = ()
    not_held: str | None = None
    in_domain: bool = True
    wants_amount: bool = False
    asks_charged: bool = False
    items: tuple[ItemMention, ...] = ()
    groups: tuple[str, ...] = ()
    options: Mapping[str, str] = field(default_factory=dict)
    several: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    owners: Mapping[str, str] = field(default_factory=dict)
    wants_difference: bool = False
    merged: bool = False
    charged_as: ChargedAs | None = None
    wants_total: bool = False
    joins_option: bool = False
    uncovered: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    asks_other: bool = False
    months: int | None = None
    actions: frozenset[str] = frozenset()
    dates: Mapping[str, DayRange] = field(default_factory=dict)
    asks_unit: str | None = None
    charged_here: str = ""
    months_in: int | None = None
    nth_month: int | None = None
    asks_free_months: bool = False
    asks_when: bool = False
    topics: frozenset[str] = frozenset()
    yen: Decimal | None = None
    late_days: int | None = None
    hours: int | None = None
    not_new: str | None = None
    instalments: InstalmentTerms | None = None
    assumed: tuple[tuple[str, str], ...] = ()

    def with_changes(self, **changes: object) -> Request:
        return replace(self, **changes)  # type: ignore[arg-type]
