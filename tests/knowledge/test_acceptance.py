"""The questions of the first issue and what each answer must hold, asked on 2026-11-20."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from knowledge.answer.model import Answer
from knowledge.generation import Generation

Ask = Callable[..., Answer]
JUYO, YAKKAN = "tsubame-hikari-juyo", "tsubame-hikari-yakkan"


def amounts(answer: Answer) -> set[tuple[str, str]]:
    return {(a.yen, a.tax) for a in answer.amounts}


def cited(answer: Answer) -> list[str]:
    return [f"{c.document}#{c.clause}" for c in answer.citations]


def holds_together(answer: Answer, generation: Generation) -> None:
    """What the contract says of any answer."""
    for c in answer.citations:
        clause = generation.find(f"{c.document}#{c.clause}", c.edition)  # type: ignore[arg-type]
        assert clause is not None and c.quote and c.quote in clause.clause.text
        assert c.printed == clause.address.printed and c.title == clause.title
    if answer.status == "answered":
        assert answer.citations
        assert any("要約" in n for n in answer.notes) == any(c.edition == "summary" for c in answer.citations)
    else:
        assert answer.amounts == ()
    assert (answer.status == "needs_detail") <= bool(answer.ask)
    assert answer.generation == generation.id and re.fullmatch(r"[0-9a-f]{16}", answer.answer_id)


def test_monthly_fee_of_the_mansion_plan(ask: Ask, generation: Generation) -> None:
    answer = ask("マンションタイプの月額は？", "tsubame")
    holds_together(answer, generation)
    assert answer.status == "answered"
    assert amounts(answer) == {("3300", "included"), ("3000", "excluded")}
    assert {a.period for a in answer.amounts} == {"monthly"}
    assert cited(answer)[0] == f"{JUYO}#16/月額費用/(1)"
    assert answer.text.startswith("マンションタイプ") and "3,300円（税込、税抜3,000円）" in answer.text
    assert any("プロバイダ" in n and "含まれていません" in n for n in answer.notes), "that the provider's fee is not in it"
    assert "プロバイダ" in answer.text


def test_leaving_within_the_term(ask: Ask, generation: Generation) -> None:
    answer = ask("2024年6月15日に契約、2025年12月に解約したら？", "tsubame")
    holds_together(answer, generation)
    assert answer.status == "answered"
    assert ("3300", "included") in amounts(answer) and {a.role for a in answer.amounts} == {"fee"}
    assert f"{JUYO}#12/(3)" in cited(answer) and any(c.startswith(f"{YAKKAN}#第12条") for c in cited(answer))
    assert "2026年6月・7月" in answer.text and answer.calculation is not None
    assert any("14日前" in n for n in answer.notes)


@pytest.mark.parametrize("month", ["2026年6月", "2026年7月", "2026年7月31日"])
def test_leaving_in_a_free_month(ask: Ask, generation: Generation, month: str) -> None:
    answer = ask(f"2024年6月15日に契約、{month}に解約したら？", "tsubame")
    holds_together(answer, generation)
    assert answer.status == "answered"
    assert answer.text.startswith("解約金はかかりません")
    assert [(a.yen, a.role) for a in answer.amounts] == [("0", "free")]
    assert "2026年6月・7月" in answer.text
    assert f"{JUYO}#12/(3)" in cited(answer) and any(c.startswith(f"{YAKKAN}#第12条") for c in cited(answer))


@pytest.mark.parametrize("month", ["2026年5月", "2026年8月"])
def test_leaving_beside_the_free_months(ask: Ask, month: str) -> None:
    answer = ask(f"2024年6月15日に契約、{month}に解約したら？", "tsubame")
    assert ("3300", "included") in amounts(answer) and "かかりません（0円）" not in answer.text


def test_a_disputed_month_is_never_called_free(ask: Ask, generation: Generation) -> None:
    answer = ask("2021年6月に契約、2026年6月に解約したら？", "tsubame")
    holds_together(answer, generation)
    assert {("3300", "included"), ("0", "included")} <= amounts(answer)
    assert "結論が分かれます" in answer.text and "086-263-6666" in answer.text
    assert not answer.text.startswith("解約金はかかりません")


def test_the_fee_of_2021(ask: Ask, generation: Generation) -> None:
    answer = ask("2021年9月に解約した人の解約金は？", "tsubame")
    holds_together(answer, generation)
    assert answer.status == "answered"
    assert amounts(answer) == {("11000", "included"), ("10000", "excluded")}
    assert "2022年6月30日" in answer.text
    assert cited(answer)[0] == f"{JUYO}#改定履歴"


def test_what_is_left_of_the_instalments(ask: Ask, generation: Generation) -> None:
    answer = ask("ファミリーの派遣工事(屋内配線なし)を24回払い、10回払って解約", "tsubame")
    holds_together(answer, generation)
    assert answer.status == "answered"
    assert ("12782", "included") in amounts(answer) and {a.role for a in answer.amounts} == {"balance"}
    assert "12,782円（税込" in answer.text and "一括" in answer.text
    assert {f"{JUYO}#16/初期費用/(3)", f"{JUYO}#12/(5)"} <= set(cited(answer))
    assert answer.calculation is not None and answer.calculation.steps[-1].yen == "12782"


def test_the_fee_for_disclosure_and_how_to_pay_it(ask: Ask, generation: Generation) -> None:
    answer = ask("開示請求の手数料と払い方は？", "enex")
    holds_together(answer, generation)
    assert answer.status == "answered"
    assert amounts(answer) == {("380", "unstated")}
    assert "切手" in answer.text and cited(answer)[0].startswith("enex-privacy#5")


def test_two_fixed_addresses(ask: Ask, generation: Generation) -> None:
    answer = ask("固定IPを2個", "waiwai")
    holds_together(answer, generation)
    assert answer.status == "answered"
    assert [(a.yen, a.period) for a in answer.amounts] == [("2200", "monthly")]
    assert "月額2,200円" in answer.text and cited(answer)[0] == "waiwai-ryokin#2"


def test_a_table_that_is_not_held(ask: Ask, generation: Generation) -> None:
    answer = ask("解約料金は何円？", "waiwai")
    holds_together(answer, generation)
    assert answer.status == "not_in_terms"
    assert "第14条" in answer.text and "料金表" in answer.text and "手元の資料に含まれていません" in answer.text
    assert "円" not in re.sub(r"何円", "", answer.text)


def test_without_a_provider_it_is_asked_for(ask: Ask, generation: Generation) -> None:
    answer = ask("解約金はいくら？")
    holds_together(answer, generation)
    assert answer.status == "needs_detail" and answer.provider is None
    (need,) = answer.ask
    assert need.need == "provider" and len(need.options) == 5
    assert set(need.options) == {p.name for p in generation.providers.values()}


def test_a_fee_that_the_terms_do_not_have(ask: Ask, generation: Generation) -> None:
    answer = ask("名義変更の手数料は？", "tsubame")
    holds_together(answer, generation)
    assert answer.status == "not_in_terms"
    assert "名義変更の手数料は？" in answer.text, "what was looked for"
    assert "記載がありません" in answer.text
    assert not re.search(r"\d円", answer.text)


@pytest.mark.parametrize("provider", [None, "tsubame"])
def test_the_weather(ask: Ask, generation: Generation, provider: str | None) -> None:
    answer = ask("明日の天気は？", provider)
    holds_together(answer, generation)
    assert answer.status == "out_of_scope" and answer.citations == ()


def test_another_companys_terms(ask: Ask, generation: Generation) -> None:
    answer = ask("ドコモ光の解約金は？", "tsubame")
    holds_together(answer, generation)
    assert answer.status == "out_of_scope" and "ドコモ光" in answer.text


def test_two_providers_are_never_one_answer(ask: Ask, generation: Generation) -> None:
    answer = ask("つばめ光とワイワイひかり、解約金が安いのは？")
    holds_together(answer, generation)
    assert answer.status == "needs_detail"
    assert answer.ask[0].options == ("つばめガス", "ワイワイひかり")


def test_before_an_attested_day_nothing_is_offered(ask: Ask, generation: Generation) -> None:
    answer = ask("2023年のファミリーの月額は？", "tsubame")
    holds_together(answer, generation)
    assert answer.status == "not_in_terms"
    assert "2025年2月19日より前" in answer.text and "参考（2026年11月20日時点）" in answer.text


@pytest.mark.parametrize(("day", "yen"), [("2024年1月31日", "16500"), ("2024年2月1日", "22000")])
def test_the_price_of_the_day_of_application(ask: Ask, day: str, yen: str) -> None:
    answer = ask(f"{day}申し込みの屋内配線なしのマンションの工事費は？", "tsubame")
    assert (yen, "included") in amounts(answer)


def test_more_than_the_terms_allow(ask: Ask) -> None:
    answer = ask("追加ネームを11個", "tsubame")
    assert "最大10ネーム" in answer.text and answer.amounts == ()


def test_up_to_six_alternatives_are_a_table(ask: Ask, generation: Generation) -> None:
    answer = ask("工事費はいくら？", "tsubame")
    holds_together(answer, generation)
    assert answer.status == "answered" and answer.text.count("\n・") == 6
    assert {a.need for a in answer.ask} == {"plan", "work"}


def test_the_same_question_has_the_same_answer(ask: Ask) -> None:
    first, second = (ask("マンションタイプの月額は？", "tsubame") for _ in range(2))
    assert first.model_copy(update={"elapsed_ms": 0}) == second.model_copy(update={"elapsed_ms": 0})
    assert ask("ファミリータイプの月額は？", "tsubame").answer_id != first.answer_id


def test_a_dialogue(ask: Ask) -> None:
    assert ask("つばめガスです", None, history=("解約金はいくら？",)).amounts[0].yen == "3300"
    assert ask("じゃあマンションは？", "tsubame", history=("ファミリーの月額は？",)).amounts[0].yen == "3300"
    assert ask("3個だと？", "waiwai", history=("固定IPを2個",)).amounts[0].yen == "3300"


# Answers that were wrong once, and some that still are


def test_a_sum_with_the_providers_fee_does_not_deny_it(ask: Ask) -> None:
    answer = ask("ファミリーとプロバイダの合計は月いくら？", "tsubame")
    assert answer.amounts[0].yen == "4785"
    assert "含まれていません" not in answer.text


def test_how_many_payments_were_made_is_asked(ask: Ask) -> None:
    answer = ask("ファミリー屋内配線なしの工事費の分割、残額はいくら？", "tsubame")
    assert answer.status == "needs_detail" and answer.ask[0].need == "paid"


def test_instalments_of_a_contract_before_the_price_rose(ask: Ask) -> None:
    answer = ask("2023年12月に申し込んだファミリーの派遣工事(屋内配線なし)を24回払い、10回払って解約", "tsubame")
    assert ("12782", "included") not in amounts(answer)


def test_the_price_of_the_day_with_brackets(ask: Ask) -> None:
    answer = ask("2024年1月31日に申し込んだマンションの工事費(屋内配線なし)は？", "tsubame")
    assert ("16500", "included") in amounts(answer)


def test_leaving_before_the_contract_is_pointed_out(ask: Ask) -> None:
    answer = ask("2024年6月15日に契約、2023年12月に解約したら？", "tsubame")
    assert "前" in answer.text.splitlines()[0] and "2023年12月" in answer.text


def test_how_to_pay_after_a_price(ask: Ask) -> None:
    answer = ask("支払い方法は？", "tsubame", history=("ファミリーの月額は？",))
    assert answer.amounts == () and "クレジットカード" in answer.text


def test_a_history_entry_is_quoted_with_its_date(ask: Ask) -> None:
    answer = ask("2021年9月に解約した人の解約金は？", "tsubame")
    assert "2022年7月1日" in answer.citations[0].quote


def test_the_charge_of_a_course(ask: Ask) -> None:
    answer = ask("ワイワイひかりSの料金はいくら？", "waiwai")
    assert [(a.yen, a.period) for a in answer.amounts] == [("4950", "monthly")]


def test_a_plan_with_the_provider_included(ask: Ask) -> None:
    assert ask("ファミリーでプロバイダ込みは月いくら？", "tsubame").amounts[0].yen == "4785"
