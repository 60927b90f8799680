"""Folding: what is written in many ways is compared in one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.normalise import fold, kanji_number, nfkc, squeeze


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("一", 1),
        ("十", 10),
        ("十二", 12),
        ("二十", 20),
        ("二十一", 21),
        ("百", 100),
        ("百二十", 120),
        ("三百六十五", 365),
        ("二〇", 20),
        ("一〇五", 105),
    ],
)
def test_kanji_number(text: str, number: int) -> None:
    assert kanji_number(text) == number


@given(st.integers(1, 999))
def test_kanji_number_reads_what_a_person_would_write(number: int) -> None:
    digits = "〇一二三四五六七八九"
    hundreds, tens, ones = number // 100, number // 10 % 10, number % 10
    written = (digits[hundreds] if hundreds > 1 else "") + ("百" if hundreds else "")
    written += (digits[tens] if tens > 1 else "") + ("十" if tens else "") + (digits[ones] if ones else "")
    assert kanji_number(written) == number


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("第二十一条", "第21条"),
        ("第１２条", "第12条"),
        ("第 12 条", "第12条"),
        ("第二〇条", "第20条"),
        ("３，３００円", "3300円"),
        ("1,234,567円", "1234567円"),
        ("三ヶ月", "3か月"),
        ("3ヵ月", "3か月"),
        ("３カ月", "3か月"),
        ("三箇月", "3か月"),
        ("令和六年六月十五日", "令和6年6月15日"),
        ("IPv6", "ipv6"),
        ("Ｗｉ－Ｆｉ", "wi-fi"),
        ("二つ", "2つ"),
        ("ふたつ", "2つ"),
        ("三個", "3個"),
        ("十二回", "12回"),
        ("100〜200円", "100~200円"),
        ("100～200円", "100~200円"),
        ("Ａ　Ｂ", "ab"),
        ("⑪", "11"),
        ("⽉額", "月額"),
        ("統一した書式", "統一した書式"),
        ("一般", "一般"),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text(max_size=40))
def test_folding_twice_changes_nothing_more_for_plain_text(text: str) -> None:
    assert nfkc(nfkc(text)) == nfkc(text)


@given(st.text(alphabet="0123456789,円", max_size=20))
def test_a_comma_is_dropped_only_between_digits_of_thousands(text: str) -> None:
    assert fold(text).replace(",", "") == text.replace(",", "")


def test_nfkc_keeps_words_apart_that_a_dash_joins() -> None:
    assert nfkc("0120−805—113") == "0120-805-113"
    assert nfkc("⻑⽉") == "長月"


def test_squeeze_keeps_letters_numbers_and_long_vowels() -> None:
    assert squeeze("■ 光「コラボ」レーション（1.2）") == "光コラボレーション12"
