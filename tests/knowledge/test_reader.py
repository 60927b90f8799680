"""A question into a typed request: what is asked, of what, how many, when."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.errors import QuestionError
from knowledge.question.dialogue import Reader
from knowledge.question.reader import check_question
from knowledge.question.request import Request
from knowledge.registry import load_providers
from knowledge.schedule import load_schedules

ON = date(2026, 11, 20)
READER = Reader(load_providers(), load_schedules())

Read = Callable[..., Request]


def read(text: str, provider: str | None = "tsubame") -> Request:
    return READER.read(text, provider, ON)


def items(request: Request) -> dict[str, int | None]:
    return {m.item: m.count for m in request.items}


@pytest.mark.parametrize("text", ["", " ", "\n\t", "　"])
def test_an_empty_question_is_refused(text: str) -> None:
    with pytest.raises(QuestionError, match="empty"):
        check_question(text)


def test_a_question_that_is_too_long_is_refused_with_both_numbers() -> None:
    assert check_question("あ" * 500) == "あ" * 500
    with pytest.raises(QuestionError, match="501 letters, at most 500"):
        check_question("あ" * 501)
    with pytest.raises(QuestionError, match="10000 letters"):
        check_question("長" * 10_000)


def test_outer_white_space_is_no_part_of_it() -> None:
    assert check_question("　解約金は？\n") == "解約金は？"


@pytest.mark.parametrize(
    ("provider", "text", "expected"),
    [
        ("waiwai", "固定IPを2個", {"fixed_ip": 2}),
        ("waiwai", "固定IPを二つとメールアドレス3つ", {"fixed_ip": 2, "mail_account": 3}),
        ("waiwai", "メールアドレスを2つ追加", {"mail_account": 2}),
        ("waiwai", "３個の固定ＩＰ", {"fixed_ip": 3}),
        ("waiwai", "IPアドレス追加を15個", {"ip_block": 15}),
        ("waiwai", "メール容量を50MB増やしたい、いくら？", {"mail_capacity": 50}),
        ("waiwai", "固定アイピーの料金", {"fixed_ip": None}),
        ("tsubame", "無線LANカード2枚と追加ネーム3つ", {"wifi_card": 2, "extra_name": 3}),
        ("tsubame", "Ｗｉ－Ｆｉカードはいくら", {"wifi_card": None}),
        ("tsubame", "違約金はいくら", {"cancellation": None}),
        ("tsubame", "映像用回線終端装置を返さないといくら", {"device_tv": None}),
        ("enex", "開示請求の手数料と払い方は？", {"disclosure": None}),
    ],
)
def test_items_and_their_counts(provider: str, text: str, expected: dict[str, int | None]) -> None:
    assert items(read(text, provider)) == expected


def test_a_number_of_something_else_is_no_count() -> None:
    assert items(read("6月に固定IPはいくら", "waiwai")) == {"fixed_ip": None}
    assert items(read("500円の固定IP", "waiwai")) == {"fixed_ip": None}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("マンションタイプの月額は？", {"plan": "mansion"}),
        ("戸建てだと毎月いくら", {"plan": "family"}),
        ("一戸建ての料金", {"plan": "family"}),
        ("アパートの月額", {"plan": "mansion"}),
        ("ファミリーの派遣工事(屋内配線なし)の工事費", {"plan": "family", "work": "dispatch_new"}),
        ("集合住宅の無派遣工事はいくら", {"plan": "mansion", "work": "self"}),
        ("屋内配線ありの工事費", {"work": "dispatch_wired"}),
        ("電話を使わない場合のホームゲートウェイ", {"phone": "without"}),
    ],
)
def test_options(text: str, expected: dict[str, str]) -> None:
    assert dict(read(text).options) == expected


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        ("プロバイダなしで月いくら？", "provider"),
        ("無線LANカード以外の合計", "wifi_card"),
        ("無線LANカードは不要、ホームゲートウェイだけいくら？", "wifi_card"),
        ("プロバイダ抜きの月額", "provider"),
    ],
)
def test_what_is_taken_out_is_not_asked_for(text: str, gone: str) -> None:
    assert gone not in items(read(text))


def test_the_rest_stays_when_one_thing_is_taken_out() -> None:
    assert items(read("無線LANカードは不要、ホームゲートウェイだけいくら？")) == {"hgw": None}


@pytest.mark.parametrize(
    ("text", "noun"),
    [
        ("名義変更の手数料は？", "名義"),
        ("引っ越しの費用は？", "引っ越し"),
        ("固定電話の基本料はいくら？", "固定"),
        ("保証金はいくら", "保証"),
    ],
)
def test_a_sum_of_something_no_schedule_knows_keeps_its_noun(text: str, noun: str) -> None:
    request = read(text)
    assert request.wants_amount
    assert any(noun in n for n in request.uncovered)


@pytest.mark.parametrize(
    "text", ["マンションタイプの月額は？", "ファミリーの月額はいくら？", "解約金はいくら？", "工事費を教えて", "毎月いくらかかりますか"]
)
def test_a_sum_of_what_the_schedule_knows_has_no_noun_left(text: str) -> None:
    request = read(text)
    assert request.wants_amount and request.uncovered == ()


@pytest.mark.parametrize(
    "text",
    [
        "解約金はいくら？",
        "手数料は？",
        "工事費を教えてください",
        "月額料金は何円ですか",
        "開示手数料と払い方は？",
        "合計でおいくら",
        "違約金はどれくらいかかる？",
    ],
)
def test_a_sum_is_asked_for(text: str) -> None:
    assert read(text).wants_amount


@pytest.mark.parametrize(
    "text",
    ["解約金の払い方は？", "料金の支払い方法は？", "請求書はいつ届く？", "工事はいつ？", "速度はどれくらい", "個人情報の利用目的は？"],
)
def test_no_sum_is_asked_for(text: str) -> None:
    assert not read(text).wants_amount


def test_whether_it_costs_anything() -> None:
    assert read("工事費は無料ですか").asks_charged
    assert read("電話番号を変えるとお金がかかる？").asks_charged
    assert not read("工事費はいくら").asks_charged


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("つばめ光の解約金は？", ("tsubame",)),
        ("ツバメ光の解約金は？", ("tsubame",)),
        ("わいわいひかりの解約金", ("waiwai",)),
        ("OCNの工事費", ("ocn",)),
        ("ｏｃｎの工事費", ("ocn",)),
        ("h555.netの料金", ("h555",)),
        ("エネクスの個人情報", ("enex",)),
        ("つばめ光とワイワイひかりの違い", ("tsubame", "waiwai")),
        ("解約金は？", ()),
    ],
)
def test_providers_named(text: str, named: tuple[str, ...]) -> None:
    request = read(text, None)
    assert request.named_providers == named
    assert request.provider == (named[0] if len(named) == 1 else None)


def test_a_named_provider_comes_before_the_picked_one() -> None:
    assert read("ワイワイひかりの料金は？", "tsubame").provider == "waiwai"


@pytest.mark.parametrize(
    ("text", "company"), [("ドコモ光の解約金は？", "ドコモ光"), ("auひかりの月額", "auひかり"), ("NURO光って速い？", "nuro")]
)
def test_companies_whose_terms_are_not_held(text: str, company: str) -> None:
    assert read(text, None).not_held == company


@pytest.mark.parametrize("text", ["auto更新", "つばめ光の解約金は？", "楽しい"])
def test_no_company_is_seen_in_part_of_a_word(text: str) -> None:
    assert read(text, None).not_held is None


@pytest.mark.parametrize("text", ["明日の天気は？", "おいしいラーメン屋を教えて", "1+1は？", "こんにちは"])
def test_out_of_the_domain(text: str) -> None:
    assert not read(text, None).in_domain


@pytest.mark.parametrize("text", ["解約金は？", "Wi-Fiが遅い", "引っ越しします", "個人情報を消して", "光回線の料金"])
def test_in_the_domain(text: str) -> None:
    assert read(text, None).in_domain


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("2024年6月15日に契約、2025年12月に解約したら？", {"contract": "2024年6月15日", "cancellation": "2025年12月"}),
        ("解約は2025年12月、契約は2024年6月", {"contract": "2024年6月", "cancellation": "2025年12月"}),
        ("2024年6月に入って来月やめる", {"contract": "2024年6月", "cancellation": "2026年12月"}),
        ("2021年9月に解約した人の解約金は？", {"cancellation": "2021年9月"}),
        ("令和6年6月に加入、今月末で退会", {"contract": "2024年6月", "cancellation": "2026年11月30日"}),
    ],
)
def test_dates_belong_to_events(text: str, dates: dict[str, str]) -> None:
    assert {event: day.text for event, day in read(text).dates.items()} == dates


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("1年半で解約したら？", 18),
        ("18か月目に解約したら", 17),
        ("2年ちょうどで解約", 24),
        ("2年でやめたら", 24),
        ("1年3か月で解約", 15),
        ("解約したい", None),
        ("14日前までに解約", None),
    ],
)
def test_a_length_of_use(text: str, months: int | None) -> None:
    assert read(text).months_in == months


@pytest.mark.parametrize(
    ("text", "times", "paid", "left"),
    [
        ("24回払い、10回払って解約", 24, 10, None),
        ("24回払いで10回払いました、残りは？", 24, 10, None),
        ("24回分割で残り14回", 24, None, 14),
        ("分割払いで10回目まで払った", None, 10, None),
        ("分割にすると毎月いくら", None, None, None),
        ("十回払って解約、二十四回払い", 24, 10, None),
    ],
)
def test_instalments(text: str, times: int | None, paid: int | None, left: int | None) -> None:
    terms = read(text).instalments
    assert terms is not None
    assert (terms.times, terms.paid, terms.left) == (times, paid, left)


def test_no_instalments_without_the_word() -> None:
    assert read("工事費はいくら").instalments is None
    assert read("10回電話した").instalments is None


@pytest.mark.parametrize(
    ("text", "way"), [("転用で入った場合の解約金は？", "転用"), ("事業者変更だと？", "事業者変更"), ("新規の場合", None)]
)
def test_ways_into_a_contract_other_than_a_new_one(text: str, way: str | None) -> None:
    assert read(text).not_new == way


@given(st.text(min_size=1, max_size=80), st.sampled_from([None, "tsubame", "waiwai", "h555", "ocn", "enex"]))
def test_any_text_is_read_without_an_error(text: str, provider: str | None) -> None:
    assert READER.read(text, provider, ON).text == text


@pytest.mark.parametrize("text", ["分割の残りは14回", "24回分割で残りが14回"])
def test_payments_left_with_a_particle(text: str) -> None:
    terms = read(text).instalments
    assert terms is not None and terms.left == 14


def test_months_to_sum_over() -> None:
    assert read("ファミリーの24か月の合計は？").months == 24
    assert read("ファミリーの12か月分の料金").months == 12
    assert read("ファミリーの2年間の合計は？").months == 24


def test_a_counter_that_is_also_a_name() -> None:
    assert items(read("追加ネームを3ネームで月いくら？")) == {"extra_name": 3}


def test_the_word_for_a_charge_is_a_plain_noun() -> None:
    assert read("ファミリーの料金はいくら？").uncovered == ()


def test_years_to_sum_over() -> None:
    assert read("ファミリーの2年の合計は？").months == 24
