"""A question and its history into a typed request."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from dateutil.relativedelta import relativedelta

from knowledge.errors import QuestionError
from knowledge.lexicon import Lexicon, has, load_lexicon, meanings
from knowledge.normalise import fold
from knowledge.question.days import DayRange, find_days
from knowledge.question.focus import other_nouns, uncovered_nouns
from knowledge.question.mentions import Mention, NameIndex, is_negated, with_counts
from knowledge.question.named import name_places, named_providers, not_held
from knowledge.question.request import ItemMention, Request
from knowledge.question.sums import (
    asks_other,
    asks_unit,
    charged_as,
    charged_here,
    hours,
    instalments,
    late_days,
    months,
    months_in,
    nth_month,
    one_sum,
    wants_amount,
)
from knowledge.registry import Provider
from knowledge.schedule import Schedule
from knowledge.search.tokens import sounds
from knowledge.settings import MAX_QUESTION_LETTERS

# 契約期間, 解約金: a word of a longer name tells no event.
_NO_EVENT = r"(?!期間|書|者|内容|タイプ|プラン|種別|金|料|手数料|条件|更新)"
_JOINED = re.compile(r"(タイプ|プラン|コース)?(と|\+|に|、|,|&|・|プラス|も)")


def check_question(text: str) -> str:
    """The question without outer white space; raises QuestionError when it is empty or too long."""
    if not text.strip():
        raise QuestionError("the question is empty: write what you want to know")
    if len(text) > MAX_QUESTION_LETTERS:
        raise QuestionError(f"the question has {len(text)} letters, at most {MAX_QUESTION_LETTERS} are read: shorten it")
    return text.strip()


def read_question(
    text: str, provider: str | None, on: date, providers: Mapping[str, Provider], names: Mapping[str, NameIndex], by_sound: Mapping[str, NameIndex], *, fixed: bool = False
) -> Request:
    """One question by itself, without its history (see `knowledge.question.dialogue`); fixed: for this provider, whatever it names."""
    lexicon = load_lexicon()
    folded = fold(text)
    named = named_providers(folded, providers)
    chosen = provider if fixed or len(named) != 1 else named[0]
    request = Request(
        text=text,
        folded=folded,
        latest=folded,
        on=on,
        provider=chosen,
        named_providers=named,
        not_held=not_held(folded, lexicon, named),
        wants_amount=wants_amount(folded, lexicon),
        asks_charged=has(folded, lexicon.amount.charged) and not asks_other(folded, lexicon),
        asks_other=asks_other(folded, lexicon),
        charged_as=charged_as(folded, lexicon),
        wants_difference=has(folded, lexicon.difference),
        wants_total=has(folded, lexicon.charged_as.total),
        actions=frozenset(a for a, words in lexicon.actions.items() if has(folded, words)),
        dates=_events(folded, on, lexicon),
        months_in=months_in(folded),
        nth_month=nth_month(folded),
        asks_unit=asks_unit(folded),
        charged_here=charged_here(folded, lexicon),
        asks_free_months=has(folded, lexicon.free_months),
        asks_when=has(folded, lexicon.when),
        topics=frozenset(t for t, words in lexicon.topics.items() if has(folded, words)),
        yen=one_sum(folded),
        late_days=late_days(folded),
        hours=hours(folded),
        not_new=next((w for w in lexicon.routes["not_new"] if w in folded), None),
        instalments=instalments(folded, lexicon),
        months=months(folded),
    )
    index = by_sound if _is_kana(folded) else names
    request = _with_schedule(request, index.get(chosen or ""), [*name_places(folded, providers)])
    return request.with_changes(in_domain=_in_domain(request, lexicon))


def _events(folded: str, on: date, lexicon: Lexicon) -> dict[str, DayRange]:
    """Dates by the event they belong to: the nearest event word behind the date, else the one before it, else 'day'."""
    days = find_days(folded, on)
    out: dict[str, DayRange] = {}
    for number, day in enumerate(days):
        stop = days[number + 1].at if number + 1 < len(days) else len(folded)
        after = folded[day.end : min(stop, day.end + 14)]
        start = days[number - 1].end if number else 0
        before = folded[max(start, day.at - 8) : day.at]
        event = _event_before(before, lexicon) or _event_after(after, lexicon) or "day"
        out.setdefault(event, day)
    due, paid = out.get("due"), out.get("payment")
    if due is not None and paid is not None and due.first > paid.first:
        # 10月31日が期日で11月20日に払った: what is paid late was due before.
        out["due"] = replace(due, first=due.first - relativedelta(years=1), last=due.last - relativedelta(years=1))
    return out


def _event_before(before: str, lexicon: Lexicon) -> str | None:
    """契約日は…, 解約は…: a word closed by は, が or a colon just before the date."""
    for event, words in lexicon.events.items():
        if re.search(rf"({'|'.join(map(re.escape, words))})(日|月|した日|したの|する日|するの)?(は|が|:|=)$", before):
            return event
    return None


def _event_after(after: str, lexicon: Lexicon) -> str | None:
    places = [(m.start(), event) for event, words in lexicon.events.items() for w in words if (m := re.search(re.escape(w) + _NO_EVENT, after))]
    return min(places)[1] if places else None


def _is_kana(folded: str) -> bool:
    """Written in kana alone, as a child or a hurried customer does: names are then compared by their sound."""
    return not re.search(r"[一-龠]", folded) and len(re.findall(r"[ぁ-ん]", folded)) >= 8


def _with_schedule(request: Request, names: NameIndex | None, places: list[tuple[int, int]]) -> Request:
    folded = "".join(sounds(request.folded)) if _is_kana(request.folded) else request.folded
    mentions = names.find(folded) if names else ()
    covered = [*places, *((m.at, m.end) for m in mentions)]
    if folded == request.folded:
        request = request.with_changes(uncovered=uncovered_nouns(folded, covered), others=other_nouns(folded, covered))
    else:
        # No nouns can be told apart in kana: what is not named for sure is taken for something else.
        request = request.with_changes(others=() if mentions else (request.text,))
    if names is None:
        return request
    chosen = [m for m in mentions if m.kind == "option" and not is_negated(folded, m)]
    foreign = names.foreign(folded)
    options = {m.key: m.option for m in chosen}
    request = request.with_changes(uncovered=(*request.uncovered, *foreign), others=(*request.others, *foreign))
    items = with_counts(folded, mentions, names.schedule)
    if not items and not request.actions and request.wants_amount:
        # The customer's words name nothing of the schedule: try the terms' words for them (見せて → 開示).
        items = with_counts(folded, names.find("。".join(meanings(folded))), names.schedule)
    return request.with_changes(
        items=items,
        several={k: tuple(dict.fromkeys(m.option for m in chosen if m.key == k)) for k in options},
        owners=_owners(mentions),
        options=options | _counted_options(items, names.schedule) | _month_options(request, items, names.schedule),
        groups=tuple(dict.fromkeys(m.key for m in mentions if m.kind == "group")),
        joins_option=any(_JOINED.match(folded[m.end :]) for m in chosen),
    )


def _owners(mentions: tuple[Mention, ...]) -> Mapping[str, str]:
    """Items named by a word that also chooses an option, with the choice: the service whose 工事費 is asked for."""
    chosen = {(m.at, m.end): m.key for m in mentions if m.kind == "option"}
    return {m.key: chosen[m.at, m.end] for m in mentions if m.kind == "item" and (m.at, m.end) in chosen}


def _counted_options(items: tuple[ItemMention, ...], schedule: Schedule) -> dict[str, str]:
    """Where a choice is how many, the count says which option is meant."""
    out = {}
    for mention in items:
        for choice in {c for f in schedule.fees_of(mention.item).values() for c in f.when}:
            for key, option in schedule.choices[choice].options.items():
                if option.count is not None and option.count == mention.count:
                    out[choice] = key
    return out


def _month_options(request: Request, items: tuple[ItemMention, ...], schedule: Schedule) -> dict[str, str]:
    """Where a choice is the month of use, the month said in the question decides."""
    if request.nth_month is None:
        return {}
    choices = {c for m in items for f in schedule.fees_of(m.item).values() for c in f.when}
    options = ((c, k, o.months) for c in choices for k, o in schedule.choices[c].options.items())
    return {c: k for c, k, months in options if months and months[0] <= request.nth_month <= months[1]}


def _in_domain(request: Request, lexicon: Lexicon) -> bool:
    spoken = request.named_providers or request.items or request.options or meanings(request.folded)
    return bool(spoken or has(request.folded, lexicon.domain))
