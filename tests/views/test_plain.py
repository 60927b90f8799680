"""Text reaches the page letter for letter."""

from __future__ import annotations

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from views.parts.plain import escape, label, marked, phrased

ODD = [
    "2*3*4円",
    "1~2…3~4",
    "<script>alert(1)</script>",
    "![x](http://a/b)",
    "$x$",
    "# x",
    ":red[x]",
    "&amp;",
    "a\n  b\n\nc",
    "</mark>",
    "\"'",
]
TEXTS = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\r"), max_size=60)


def shown(markup: str) -> str:
    """What a browser shows of our own markup: tags away, entities read."""
    return html.unescape(re.sub(r"<[^>]*>", "", markup.replace("<br>", "\n")))


@pytest.mark.parametrize("text", ODD)
def test_odd_text_is_shown_as_it_is(text: str) -> None:
    assert shown(escape(text)) == shown(phrased(text)) == shown(marked(text, ())) == text
    assert not re.search(r"<(?!br>|span class=\"yk-keep\">|/span>)", escape(text) + phrased(text))


@given(TEXTS)
def test_any_text_is_shown_as_it_is(text: str) -> None:
    assert shown(escape(text)) == shown(phrased(text)) == text
    assert "\n" not in escape(text)


@given(TEXTS, st.lists(TEXTS, max_size=3))
def test_marks_change_no_letter(text: str, passages: list[str]) -> None:
    assert shown(marked(text, passages)) == text


def test_passages_are_marked_where_they_stand() -> None:
    assert marked("甲<乙>丙", ["<乙>"]) == "甲<mark>&lt;乙&gt;</mark>丙"


def test_passages_that_overlap_share_a_mark() -> None:
    assert marked("あいうえお", ["いう", "うえ"]) == "あ<mark>いうえ</mark>お"
    assert marked("あいうえお", ["え", "い"]) == "あ<mark>い</mark>う<mark>え</mark>お"


def test_a_passage_that_is_not_there_marks_nothing() -> None:
    assert marked("あいう", ["かき", ""]) == "あいう"


def test_a_label_is_one_line_with_every_sign_out_of_force() -> None:
    assert label("a\n *b*") == r"a \*b\*"
    assert label("つばめ光 12.(3)") == r"つばめ光 12\.\(3\)"


@pytest.mark.parametrize("text", [":red[x]", ":smile:", ":material/home:", "a -> b", "a <- b", "a -- b", "http://a.b", "www.a.b", "a@b.c"])
def test_a_label_parts_what_streamlit_would_replace(text: str) -> None:
    made = label(text)
    assert "\u2060" in made
    assert made.replace("\\", "").replace("\u2060", "") == text
