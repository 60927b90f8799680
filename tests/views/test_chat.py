"""The chat page, run by Streamlit's AppTest on an index of the shipped edition."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from knowledge.settings import MAX_QUESTION_LETTERS

APP = str(Path(__file__).resolve().parents[2] / "app.py")


def open_page(folder: Path, monkeypatch: pytest.MonkeyPatch, provider: str | None = None) -> AppTest:
    monkeypatch.setenv("YAKKAN_HOME", str(folder))
    for name in ("YAKKAN_EDITION", "YAKKAN_EMBEDDING", "YAKKAN_LLM", "YAKKAN_CHROMA_URL"):
        monkeypatch.delenv(name, raising=False)
    page = AppTest.from_file(APP, default_timeout=30)
    if provider:
        page.query_params["provider"] = provider
    return page.run()


def html_of(page: AppTest) -> str:
    assert not page.exception
    return "\n".join(e.proto.body for e in page.get("html"))


def ask(page: AppTest, text: str) -> str:
    page.chat_input[0].set_value(text).run()
    return html_of(page)


def click(page: AppTest, name: str) -> str:
    next(b for b in page.button if b.label.replace("\\", "") == name).click().run()
    return html_of(page)


def test_the_provider_of_the_address_is_picked(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = open_page(home, monkeypatch, "tsubame")
    assert page.selectbox[0].value == "tsubame"
    assert [b.label for b in page.button]
    assert open_page(home, monkeypatch, "nobody").selectbox[0].value == ""


def test_the_picker_offers_all_five_and_none(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = open_page(home, monkeypatch)
    assert len(page.selectbox[0].options) == 6 and page.selectbox[0].options[0] == "会社を選ばない"
    page.selectbox[0].select("waiwai").run()
    assert page.query_params["provider"] in ("waiwai", ["waiwai"])


def test_a_question_is_answered_with_amount_clause_and_mark(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = open_page(home, monkeypatch, "tsubame")
    shown = ask(page, "マンションタイプの月額は？")
    assert "3,300円" in shown and "3,000円" in shown
    assert "プロバイダの契約が必要" in shown
    assert page.expander[0].label.replace("\\", "").startswith("つばめ光重要事項説明 16 月額費用 (1)（つばめ光回線利用料）")
    assert "<mark>月額利用料・マンションタイプ：3,000円/月（税込3,300円/月）</mark>" in shown


def test_an_example_is_asked_by_its_button(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = open_page(home, monkeypatch, "enex")
    assert "380円" in click(page, "開示請求の手数料と払い方は？")


def test_a_missing_provider_is_chosen_and_the_question_asked_again(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = open_page(home, monkeypatch)
    assert "もう少し教えてください" in ask(page, "解約金はいくら？")
    assert len([b for b in page.button if b.key and b.key.startswith("option-")]) == 5
    shown = click(page, "つばめガス")
    assert page.selectbox[0].value == "tsubame"
    assert "3,300円" in shown and shown.count("解約金はいくら？") == 2


def test_an_option_follows_up_with_the_earlier_questions(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = open_page(home, monkeypatch, "tsubame")
    ask(page, "月額はいくら？")
    shown = click(page, "マンションタイプ")
    assert "マンションタイプの場合は？" in shown
    last = page.session_state["dialogue"][-1]
    assert last.asked.history == ("月額はいくら？",)
    assert [a.yen for a in last.reply.answer.amounts] == ["3300", "3000"]
    assert not any(b.label == "ファミリータイプ" for b in page.button), "choices of an earlier turn are gone"


@pytest.mark.parametrize(
    ("provider", "question", "status"),
    [
        ("tsubame", "名義変更の手数料は？", "not_in_terms"),
        ("tsubame", "明日の天気は？", "out_of_scope"),
        (None, "解約金はいくら？", "needs_detail"),
    ],
)
def test_what_cannot_be_answered_has_its_own_look(
    home: Path, monkeypatch: pytest.MonkeyPatch, provider: str | None, question: str, status: str
) -> None:
    assert f"yk-{status}" in ask(open_page(home, monkeypatch, provider), question)


def test_starting_over_forgets_the_dialogue(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = open_page(home, monkeypatch, "tsubame")
    ask(page, "マンションタイプの月額は？")
    shown = click(page, "最初から")
    assert 'class="yk-question"' not in shown and "質問の例" in shown
    assert page.selectbox[0].value == "tsubame"


def test_sessions_do_not_share_their_dialogue(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one = open_page(home, monkeypatch, "tsubame")
    ask(one, "マンションタイプの月額は？")
    other = open_page(home, monkeypatch, "waiwai")
    assert "マンションタイプの月額は？</p>" not in html_of(other)
    assert "2,200円" in ask(other, "固定IPを2個")


def test_the_limit_is_said_before_sending_and_kept(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = open_page(home, monkeypatch, "tsubame")
    assert str(MAX_QUESTION_LETTERS) in page.chat_input[0].placeholder
    assert page.chat_input[0].proto.max_chars == MAX_QUESTION_LETTERS
    assert f"{MAX_QUESTION_LETTERS}文字を超える" in html_of(page)
    ask(page, "解約金は？" * MAX_QUESTION_LETTERS)
    assert all(len(t.asked.text) <= MAX_QUESTION_LETTERS for t in page.session_state["dialogue"])


def test_a_question_that_cannot_be_taken_is_said_and_not_kept(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = open_page(home, monkeypatch, "tsubame")
    assert "受け付けられませんでした" in ask(page, "　 　")
    shown = ask(page, "マンションタイプの月額は？")
    assert "受け付けられませんでした" not in shown and "3,300円" in shown


def test_a_question_is_shown_letter_for_letter(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = ask(open_page(home, monkeypatch, "tsubame"), "<script>alert(1)</script> ![x](http://a/b) 2*3*4円 $x$")
    assert "&lt;script&gt;alert(1)&lt;/script&gt; ![x](http://a/b)" in shown
    assert "<script>alert" not in shown


def test_without_an_index_the_page_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = open_page(tmp_path, monkeypatch)
    shown = html_of(page)
    assert "索引がない" in shown and "python -m ingest" in shown
    assert not page.chat_input


@pytest.mark.parametrize("damage", ["manifest.json", "bundle.sqlite"])
def test_a_damaged_index_is_said_too(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, damage: str) -> None:
    copy = tmp_path / "home"
    folder = copy / "generations" / "g"
    folder.mkdir(parents=True)
    for part in ("manifest.json", "bundle.sqlite"):
        (folder / part).write_bytes(b"{" if part == damage else (Path(os.path.realpath(home / "current")) / part).read_bytes())
    (copy / "current").symlink_to("generations/g")
    assert "python -m ingest" in html_of(open_page(copy, monkeypatch))


def test_a_wrong_setting_is_said(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    open_page(home, monkeypatch)
    monkeypatch.setenv("YAKKAN_EDITION", "draft")
    page = AppTest.from_file(APP, default_timeout=30).run()
    assert "設定に誤りがあります" in html_of(page) and "YAKKAN_EDITION" in html_of(page)
