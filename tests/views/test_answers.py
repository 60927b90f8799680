"""How an answer is laid out."""

from __future__ import annotations

from datetime import date

from knowledge.answer.model import Answer, Ask, Calculation, Citation, Step
from views.parts.answers import answer_html, yen
from views.parts.cards import Card, clause_html

ON = date(2026, 11, 20)
NAMES = {"tsubame": "つばめガス"}


def answer(text: str, **more: object) -> Answer:
    return Answer.model_validate({"question": "？", "provider": "tsubame", "on": ON, "status": "answered", "text": text, **more})


def card(**more: object) -> Card:
    given = {
        "address": "d#1",
        "title": "文書",
        "printed": "1",
        "heading": "",
        "edition": "summary",
        "effective": None,
        "text": "本文",
        "quotes": (),
    }
    return Card(**{**given, **more})  # type: ignore[arg-type]


def test_the_conclusion_comes_first_and_large() -> None:
    html = answer_html(answer("結論です。\n続きです。"), (), NAMES)
    assert '<p class="yk-conclusion">結論です。</p><div class="yk-lines"><p>続きです。</p>' in html
    assert "つばめガス・" in html and "2026年11月20日時点" in html


def test_a_note_is_said_once() -> None:
    html = answer_html(answer("結論。\n※別にかかります。\n※残ります。", notes=["別にかかります。"]), (), NAMES)
    assert html.count("別にかかります。") == 1
    assert "※残ります。" in html


def test_a_line_that_a_step_says_whole_is_said_once() -> None:
    steps = [Step(text="甲 1,100円（税込、税抜1,000円）/月", yen="1100"), Step(text="乙 2,200円", yen="2200")]
    html = answer_html(
        answer("結論。\n・甲：月額1,100円（税込）\n・丙は別", calculation=Calculation(name="x", steps=tuple(steps))), (), NAMES
    )
    assert html.count("1,100円") == 1 and "<ul><li>丙は別</li></ul>" in html
    assert "税込、税抜1,000円" in html and "金額の一覧" in html


def test_a_step_that_is_a_sum_keeps_its_words() -> None:
    calculation = Calculation(name="x", steps=(Step(text="1,100円/1個 × 2 ＝ 2,200円/月", yen="2200", cite="d#1"),))
    html = answer_html(answer("結論。", calculation=calculation), (card(),), NAMES)
    assert "× 2 ＝" in html and html.count("2,200円") == 2 and 'class="yk-cite"' in html


def test_a_step_of_two_amounts_is_not_parted() -> None:
    text = "24回の分割払い：初回 1,001円（税込）、残り23回は各 913円（税込、税抜830円）"
    html = answer_html(answer("結論。", calculation=Calculation(name="x", steps=(Step(text=text, yen="913"),))), (), NAMES)
    assert "yk-side" not in html and html.count("913円") == 2


def test_options_are_buttons_and_no_bullets() -> None:
    ask = Ask(need="provider", question="どちら？", options=("甲社",))
    assert "甲社" not in answer_html(answer("結論。\n・甲社", status="needs_detail", ask=[ask]), (), NAMES)


def test_the_steps_name_the_document_where_there_are_several() -> None:
    calculation = Calculation(name="x", steps=(Step(text="歩み", cite="d#1"),))
    assert "文書" not in answer_html(answer("結論。", calculation=calculation), (card(),), NAMES)
    assert "文書" in answer_html(answer("結論。", calculation=calculation), (card(), card(address="e#1", title="別")), NAMES)


def test_the_parts_of_an_answer_are_all_shown() -> None:
    parts = [answer("甲の結論。"), answer("乙の結論。")]
    html = answer_html(answer("まとめ", parts=parts), (), NAMES)
    assert "甲の結論。" in html and "乙の結論。" in html


def test_no_text_of_an_answer_is_markup() -> None:
    odd = "<img src=x onerror=alert(1)>"
    step = Step(text=odd, yen="1", cite=f"d#{odd}")
    citation = Citation(document="d", title=odd, clause="1", printed="1", heading=odd, quote=odd, edition="summary")
    calculation = Calculation(name=odd, steps=(step,), assumptions=(odd,))
    html = answer_html(answer(f"{odd}\n{odd}\n・{odd}", notes=[odd], calculation=calculation, citations=[citation]), (), {"tsubame": odd})
    assert "<img" not in html and html.count("&lt;img") >= 7


def test_an_opened_card_shows_clause_and_mark() -> None:
    html = clause_html(card(text="第1条 見出し\n本文<b>", quotes=("本文<b>",), effective=date(2025, 2, 19), heading="見出し"))
    assert "第1条 見出し<br><mark>本文&lt;b&gt;</mark>" in html
    assert "2025年2月19日" in html and "要約" in html


def test_a_card_is_named_by_title_number_and_heading() -> None:
    assert card(heading="見出し").name == "文書 1（見出し）"
    assert card(printed="改定履歴", heading="改定履歴").name == "文書 改定履歴"


def test_yen_is_printed_exactly() -> None:
    assert [yen(a) for a in ("3300", "0", "367.5", "1234567")] == ["3,300円", "0円", "367.5円", "1,234,567円"]
