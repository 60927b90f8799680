"""Follow-ups: earlier questions are replayed, and a question without a subject of its own changes the last request."""

from __future__ import annotations

from datetime import date

import pytest

from knowledge.question.dialogue import Reader
from knowledge.question.request import Request
from knowledge.registry import load_providers
from knowledge.schedule import load_schedules

ON = date(2026, 11, 20)
READER = Reader(load_providers(), load_schedules())


def replay(text: str, *history: str, provider: str | None = "tsubame") -> Request:
    return READER.replay(text, history, provider, ON)[0]


def items(request: Request) -> dict[str, int | None]:
    return {m.item: m.count for m in request.items}


def test_without_a_history_it_is_the_question_itself() -> None:
    request, query = READER.replay("マンションの月額は？", (), "tsubame", ON)
    assert request == READER.read("マンションの月額は？", "tsubame", ON)
    assert query == "マンションの月額は？"


def test_another_option() -> None:
    request = replay("じゃあマンションは？", "ファミリーの月額は？")
    assert dict(request.options) == {"plan": "mansion"} and request.wants_amount
    assert request.text == "じゃあマンションは？"


def test_another_count() -> None:
    assert items(replay("3個だと？", "固定IPを2個", provider="waiwai")) == {"fixed_ip": 3}


def test_one_thing_more() -> None:
    request = replay("メールアドレス3つも追加したら？", "固定IPを2個", provider="waiwai")
    assert items(request) == {"fixed_ip": 2, "mail_account": 3}


def test_another_day_of_leaving_keeps_the_contract() -> None:
    request = replay("2026年7月なら？", "2024年6月15日に契約、2025年12月に解約したら？")
    assert {e: d.text for e, d in request.dates.items()} == {"contract": "2024年6月15日", "cancellation": "2026年7月"}


def test_the_provider_asked_for() -> None:
    request = replay("つばめガスです", "解約金はいくら？", provider=None)
    assert request.provider == "tsubame" and items(request) == {"cancellation": None} and request.wants_amount


def test_payments_made() -> None:
    request = replay("20回払っていたら？", "ファミリーの派遣工事(屋内配線なし)を24回払い、10回払って解約")
    assert request.instalments is not None
    assert (request.instalments.times, request.instalments.paid) == (24, 20)
    assert dict(request.options) == {"plan": "family", "work": "dispatch_new"}


def test_months() -> None:
    assert replay("1年分だと？", "ファミリーの月額は？").months == 12


@pytest.mark.parametrize("text", ["解約の連絡期限を教えてください", "無線LANカードはいくらですか", "個人情報の利用目的を教えてください"])
def test_a_question_of_its_own_forgets_the_last(text: str) -> None:
    assert replay(text, "ファミリーの月額は？") == READER.read(text, "tsubame", ON)


def test_two_steps_back() -> None:
    request = replay("プロバイダも足すと？", "ファミリーの月額は？", "じゃあマンションは？")
    assert dict(request.options) == {"plan": "mansion"} and "provider" in items(request)


def test_the_same_dialogue_is_read_the_same() -> None:
    history = ("解約金はいくら？", "つばめガスです", "2024年6月に契約")
    assert replay("来月やめたら？", *history, provider=None) == replay("来月やめたら？", *history, provider=None)


def test_another_matter_does_not_inherit_the_sum() -> None:
    assert not replay("故障したら？", "ファミリーの月額は？").wants_amount


@pytest.mark.parametrize("text", ["支払い方法は？", "締め日はいつ？", "裁判所はどこ？"])
def test_a_short_question_of_another_kind_does_not_inherit_the_sum(text: str) -> None:
    assert not replay(text, "ファミリーの月額は？").wants_amount


def test_another_provider_reads_the_items_of_its_own_schedule() -> None:
    request = replay("ワイワイは？", "つばめ光の解約金はいくら？", provider=None)
    assert request.provider == "waiwai"
    assert set(items(request)) <= set(load_schedules()["waiwai"].items)
