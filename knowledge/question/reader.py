"""A question and its history into a typed request."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

from dateutil.relativedelta import relativedelta

from knowledge.errors import QuestionError
from knowledge.lexicon import Lexicon, has, load_lexicon, meanings
from knowledge.normalise import fold
from knowledge.question.days import DayRange, find_days
from knowledge.question.focus import other_nouns, uncovered_nouns
from knowledge.question.mentions import Mention, NameIndex, is_negated, with_counts
from knowledge.question.request import ChargedAs, InstalmentTerms, ItemMention, Request
from knowledge.registry import Provider
from knowledge.schedule import Schedule
from knowledge.search.tokens import sounds
from knowledge.settings import MAX_QUESTION_LETTERS

_TIMES = re.compile(r"(\d+)回(?:の)?(?:分割|払い(?!まし|終|おわ|込|済)|ばらい|で払)|(\d+)回に分け|分割(?:払い)?(?:で|の|は|、)*(\d+)回(?!目|払いまし|払った|支払った|支払いまし|払い終|支払い終|済)")
_PAID = re.compile(r"(\d+)(?:回目|回|か月分|か月)(?:目)?(?:まで|だけ|ほど|ぶん|分)?(?:を)?(?:払って|払った|支払って|支払った|払い終|支払い終|払いまし|支払いまし|支払済|払込|払い込|払いおわ|払い済|支払い済|はらって|はらった|まで払|まで支払)")
_LEFT = re.compile(r"(?:残り|あと|残)(?:の|は|が)?(\d+)回")
_LENGTH = re.compile(r"(?:(\d+)年)?(半|(\d+)か月)?(?:間)?(?:で|だけ|ほど|くらい|ぐらい|ちょうど|ぴったり|目に|目で|目)?(?:使って|利用して|たって|経って|経過して|で)?(?:から)?(?:[^。、\d]{0,8})?(?:やめ|辞め|解約|退会)")
# 契約期間, 解約金: a word of a longer name tells no event.
_NO_EVENT = r"(?!期間|書|者|内容|タイプ|プラン|種別|金|料|手数料|条件|更新)"
_JOINED = re.compile(r"(タイプ|プラン|コース)?(と|\+|に|、|,|&|・|プラス|も)")
# What may follow the noun for a sum when it is asked for: 〜は, 〜を教えてください, 〜ってどれくらい.
_TOLD = (
    r"(って|とは|は|が|を|も|の|だけ|について|と[^、。]{1,8}(は|を))?"
    r"(教えて|おしえて|知りたい|しりたい|出して|どうなる|どれくらい|どのくらい|なに|何)?"
    r"(ください|下さい|ほしい|の|んですか|ですか|でしょう|か|よ|ね|な|です|たい|と|いただけますか|なん|や|じゃ)*$"
)
_MONTHS = re.compile(r"(\d+)か月(?!目|前|後|以内|以上|に|経|たっ)|(\d+)年(?:間|分|使|つか|利用|払|借|の合計|の総額|で合計|で総額|でいくら|でなんぼ|だと)|(半年)(?!前|後|以内|以上)")


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
    named = _named_providers(folded, providers)
    chosen = provider if fixed or len(named) != 1 else named[0]
    request = Request(
        text=text,
        folded=folded,
        latest=folded,
        on=on,
        provider=chosen,
        named_providers=named,
        not_held=_not_held(folded, lexicon, named),
        wants_amount=_wants_amount(folded, lexicon),
        asks_charged=has(folded, lexicon.amount.charged) and not _asks_other(folded, lexicon),
        asks_other=_asks_other(folded, lexicon),
        charged_as=_charged_as(folded, lexicon),
        wants_difference=has(folded, lexicon.difference),
        wants_total=has(folded, lexicon.charged_as.total),
        actions=frozenset(a for a, words in lexicon.actions.items() if has(folded, words)),
        dates=_events(folded, on, lexicon),
        months_in=_months_in(folded),
        nth_month=_nth_month(folded),
        asks_unit=_asks_unit(folded),
        charged_here=_charged_here(folded, lexicon),
        asks_free_months=has(folded, lexicon.free_months),
        asks_when=has(folded, lexicon.when),
        topics=frozenset(t for t, words in lexicon.topics.items() if has(folded, words)),
        yen=_one_sum(folded),
        late_days=_late_days(folded),
        hours=_hours(folded),
        not_new=next((w for w in lexicon.routes["not_new"] if w in folded), None),
        instalments=_instalments(folded, lexicon),
        months=_months(folded),
    )
    index = by_sound if _is_kana(folded) else names
    request = _with_schedule(request, index.get(chosen or ""), [*_name_places(folded, providers)])
    return request.with_changes(in_domain=_in_domain(request, lexicon))


def _named_providers(folded: str, providers: Mapping[str, Provider]) -> tuple[str, ...]:
    """Providers named in the question, by their own or their services' names, in order."""
    return tuple(dict.fromkeys(p for _, _, p in _provider_names(folded, providers)))


def _name_places(folded: str, providers: Mapping[str, Provider]) -> list[tuple[int, int]]:
    return [(start, end) for start, end, _ in _provider_names(folded, providers)]


def _provider_names(folded: str, providers: Mapping[str, Provider]) -> list[tuple[int, int, str]]:
    """Where providers are named; a name inside a longer one does not count."""
    spans: list[tuple[int, int, str]] = []
    names = [(fold(n), p) for p, v in providers.items() for n in (*v.called, v.name)]
    for name, provider in sorted(names, key=lambda n: -len(n[0])):
        at = folded.find(name)
        if at != -1 and not any(at < end and start < at + len(name) for start, end, _ in spans):
            spans.append((at, at + len(name), provider))
    return sorted(spans)


def _not_held(folded: str, lexicon: Lexicon, named: tuple[str, ...]) -> str | None:
    if named:
        return None
    for name in lexicon.not_held:
        pattern = rf"(?<![a-z]){re.escape(name)}(?![a-z])" if name.isascii() else re.escape(name)
        if re.search(pattern, folded):
            return name
    return None


def _wants_amount(folded: str, lexicon: Lexicon) -> bool:
    """Asked outright (いくら), or by a noun the question ends on (手数料は？, 料金を教えて)."""
    words = lexicon.amount
    folded = re.sub(r"\([^()]*\)", "", folded)
    if has(folded, words.asking):
        return not has(folded, ("いくらでも",))
    nouns = "|".join(map(re.escape, sorted(words.nouns, key=len, reverse=True)))
    asks = re.compile(rf"(?<!無)(?<!有)({nouns}){_TOLD}")
    ends = any(asks.search(sentence) for sentence in re.split(r"[。?!]+", folded) if sentence)
    if ends and not _asks_other(folded, lexicon):
        return True
    return bool(re.search(r"(手数料|料金|費用|月額|工事費|解約金|違約金)(と|や|、)[^?。]*(は|を|教えて)", folded))


def _asks_unit(folded: str) -> str | None:
    """The unit of a figure that is asked for: 何日, 何年間, 何%."""
    match = re.search(r"何(日|か月|年|%|パーセント|回|時間|歳|個|台|通)(?!前に|でも)", folded)
    return {"パーセント": "%"}.get(match[1], match[1]) if match else None


def _charged_here(folded: str, lexicon: Lexicon) -> str:
    """The thought in which it is asked whether something is charged."""
    return "。".join(t for t in re.split(r"[。、,?!\n]|けれど|けど|ですが|ますが|ので", folded) if has(t, lexicon.amount.charged))


def _asks_other(folded: str, lexicon: Lexicon) -> bool:
    return has(folded, (*lexicon.amount.other, *lexicon.when)) and not has(folded, lexicon.amount.asking)


def _charged_as(folded: str, lexicon: Lexicon) -> ChargedAs | None:
    if has(folded, lexicon.charged_as.instalment) or _TIMES.search(folded):
        return "instalment"
    if has(folded, lexicon.charged_as.yearly):
        return "yearly"
    return "monthly" if has(folded, lexicon.charged_as.monthly) else None


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


def _months_in(folded: str) -> int | None:
    """1年半で解約, 18か月目に解約: months since the contract's month (the nth month is n - 1 months in)."""
    match = _LENGTH.search(folded)
    if not match or not (match[1] or match[3] or match[2]):
        return None
    if re.search(r"(前|後|以内|以上)$", folded[: match.start()]):
        return None
    months = int(match[1] or 0) * 12 + (6 if match[2] == "半" else int(match[3] or 0))
    if not months:
        return None
    return months - 1 if "か月目" in match.group() else months


def _nth_month(folded: str) -> int | None:
    match = re.search(r"(\d+)か月(?:目|で|め)", folded)
    return int(match[1]) if match else None


def _one_sum(folded: str) -> Decimal | None:
    """The sum the customer names, when it is one."""
    sums = re.findall(r"(\d+(?:\.\d+)?)(万)?円", folded)
    return Decimal(sums[0][0]) * (10000 if sums[0][1] else 1) if len(sums) == 1 else None


def _late_days(folded: str) -> int | None:
    match = re.search(r"(\d+)日(?:間|ほど|くらい|も|だけ)*(?:の)?(?:遅れ|おくれ|延滞|滞納|過ぎ|遅延)", folded)
    return int(match[1]) if match else None


def _hours(folded: str) -> int | None:
    """How long the service could not be used: 30時間, 丸2日, 3日間."""
    match = re.search(r"(\d+)時間", folded)
    if match:
        return int(match[1])
    match = re.search(r"(?:丸|まる|まるまる)(\d+)日|(\d+)日(?:間|も|ほど|以上|つづけて|連続)?[^。前後目割]{0,12}(?:使え|つなが|繋が|利用できな|止まっ|不通)", folded)
    return int(match[1] or match[2]) * 24 if match else None


def _instalments(folded: str, lexicon: Lexicon) -> InstalmentTerms | None:
    times, paid, left = _TIMES.search(folded), _PAID.search(folded), _LEFT.search(folded)
    if not (times or has(folded, lexicon.charged_as.instalment)):
        return None
    return InstalmentTerms(
        times=int(next(g for g in times.groups() if g)) if times else None,
        paid=int(paid[1]) if paid else None,
        left=int(left[1]) if left else None,
        asks_left=has(folded, lexicon.left) or bool(paid) or has(folded, lexicon.actions["cancellation"]),
    )


def _months(folded: str) -> int | None:
    match = _MONTHS.search(folded)
    if not match:
        return None
    if match[3]:
        return 6
    return int(match[1]) if match[1] else int(match[2]) * 12


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
