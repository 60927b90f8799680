"""A world without some clauses: the view of a generation that lacks them, and the schedules without what rests on them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

from evals.ranking import overlap
from knowledge.address import ClauseAddress
from knowledge.answer.assistant import Assistant
from knowledge.answer.desk import Desk
from knowledge.generation import Generation
from knowledge.rules import RenewalWindow, Rule
from knowledge.schedule import Fee, Rider, Schedule
from knowledge.settings import Settings

Gone = Callable[[str], bool]
Value = TypeVar("Value")


def assistant_without(golds: Sequence[ClauseAddress], whole: Assistant, settings: Settings) -> Assistant:
    """The assistant where the golds, what stands below and above them, and what the schedules say by them, were never held.

    The index is not rebuilt: its removed rows can no longer be found, but still count in the word statistics of the others.
    """
    generation = view_without(golds, whole.desk.generation)
    there = Assistant(generation, settings)
    there.desk = Desk(generation, settings, whole.desk)
    return there


def view_without(golds: Sequence[ClauseAddress], generation: Generation) -> Generation:
    unspaced = tuple(_unspaced(gold) for gold in golds)
    held: dict[ClauseAddress, bool] = {}

    def removed(address: ClauseAddress) -> bool:
        if address not in held:
            held[address] = any(overlap(_unspaced(address), gold) for gold in unspaced)
        return held[address]

    schedules = {
        provider: schedule_without(lambda cite: removed(ClauseAddress.parse(cite)), schedule)
        for provider, schedule in generation.schedules.items()
    }
    return generation.without(lambda clause: removed(clause.address), schedules)


def _unspaced(address: ClauseAddress) -> ClauseAddress:
    """White space in a heading is the printer's."""
    return ClauseAddress(address.document, tuple("".join(part.split()) for part in address.path))


def schedule_without(gone: Gone, schedule: Schedule) -> Schedule:
    """The schedule itself where nothing of it rests on what is gone; an item without a fee left goes with its fees."""
    keys = {key for key, cite in schedule.cites() if gone(cite)}
    if not keys:
        return schedule
    riders = _without(schedule.riders, "riders", keys)
    fees = {key: left_of for key, fee in schedule.fees.items() if (left_of := _fee(fee, gone, riders)) is not None}
    priced = {fee.item for fee in schedule.fees.values()}
    left = {fee.item for fee in fees.values()}
    items = {key: item for key, item in schedule.items.items() if key in left or key not in priced}
    groups = {item.group for item in items.values()}
    instalments = _without(schedule.instalments, "instalments", keys)
    rules = _without(schedule.rules, "rules", keys)
    return Schedule(
        provider=schedule.provider,
        items=items,
        choices=schedule.choices,
        groups={key: group for key, group in schedule.groups.items() if key in groups},
        fees=fees,
        instalments={key: plan for key, plan in instalments.items() if plan.fee in fees},
        riders={key: _rider(rider, items) for key, rider in riders.items()},
        rules={key: kept for key, rule in rules.items() if (kept := _rule(rule, fees, items)) is not None},
    )


def _without(values: Mapping[str, Value], section: str, gone: set[str]) -> dict[str, Value]:
    return {key: value for key, value in values.items() if f"{section}.{key}" not in gone}


def _fee(fee: Fee, gone: Gone, riders: Mapping[str, Rider]) -> Fee | None:
    values = tuple(value for value in fee.values if not any(gone(cite) for cite in value.cites))
    if not values:
        return None
    return fee.model_copy(update={"values": values, "riders": tuple(key for key in fee.riders if key in riders)})


def _rider(rider: Rider, items: Mapping[str, object]) -> Rider:
    return rider.model_copy(update={"unless_with": tuple(key for key in rider.unless_with if key in items)})


def _rule(rule: Rule, fees: Mapping[str, Fee], items: Mapping[str, object]) -> Rule | None:
    """A rule whose fee or items are gone says nothing any more."""
    if isinstance(rule, RenewalWindow) and rule.fee not in fees:
        return None
    named = getattr(rule, "items", None)
    if named is None:
        return rule
    left = tuple(key for key in named if key in items)
    return rule.model_copy(update={"items": left}) if left else None
