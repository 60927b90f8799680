"""HTML: numbers that are only list markup, headings, tables with spans, what the page hides."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.outline.builder import outline
from ingest.readers.html import read
from ingest.source import Source
from tests.ingest.test_spans import check


def page(body: str, head: str = "") -> Source:
    return read(Path("a.html"), f"<html><head>{head}</head><body>{body}</body></html>".encode())


def lines(source: Source) -> list[str]:
    return [line.text for line in source.lines if not line.blank]


def test_list_numbers_become_text() -> None:
    body = "<h3>第1条（目的）</h3><ol><li>甲とします。<ol><li>子</li><li>丑<ol><li>寅</li></ol></li></ol></li><li>乙とします。</li></ol>"
    assert lines(page(body)) == ["第1条（目的）", "1. 甲とします。", "(1) 子", "(2) 丑", "① 寅", "2. 乙とします。"]


@pytest.mark.parametrize(
    ("attributes", "printed"),
    [
        ('type="a"', ["a) 甲", "b) 乙"]),
        ('type="i"', ["ⅰ 甲", "ⅱ 乙"]),
        ('start="3"', ["3. 甲", "4. 乙"]),
        ("reversed", ["2. 甲", "1. 乙"]),
        ('style="list-style-type: katakana"', ["ア 甲", "イ 乙"]),
        ('style="list-style: katakana-iroha inside"', ["イ 甲", "ロ 乙"]),
        ('style="list-style-type: cjk-ideographic"', ["一 甲", "二 乙"]),
        ('style="list-style: none"', ["甲", "乙"]),
        ('class="kana"', ["ア 甲", "イ 乙"]),
    ],
)
def test_kinds_of_lists(attributes: str, printed: list[str]) -> None:
    assert lines(page(f"<ol {attributes}><li>甲</li><li>乙</li></ol>", "<style>.kana{list-style-type:katakana}</style>")) == printed


def test_items_that_print_their_own_numbers_get_no_second_one() -> None:
    assert lines(page("<ol><li>(1) 甲</li><li>(2) 乙</li></ol>")) == ["(1) 甲", "(2) 乙"]


def test_item_values() -> None:
    assert lines(page("<ol><li>甲</li><li value=5>乙</li><li>丙</li></ol>")) == ["1. 甲", "5. 乙", "6. 丙"]


def test_spans_are_expanded() -> None:
    rows = "<tr><th>区分</th><th colspan=2>料金</th></tr><tr><td rowspan=2>戸建て</td><td>1年目</td><td>4,180円</td></tr>"
    rows += "<tr><td>2年目</td><td>5,180円</td></tr><tr><td colspan=3>集合住宅</td></tr>"
    source = page(f"<table><caption>月額</caption>{rows}</table>")
    assert lines(source) == ["月額", "区分\t料金\t料金", "戸建て\t1年目\t4,180円", "戸建て\t2年目\t5,180円", "集合住宅\t\t"]
    assert [line.row for line in source.lines if not line.blank] == [False, True, True, True, True]


def test_a_table_that_lays_out_the_page_is_text() -> None:
    assert lines(page("<table><tr><td><h2>料金</h2><p>甲</p></td><td><p>乙</p></td></tr></table>")) == ["料金", "甲", "乙"]


@pytest.mark.parametrize(
    ("hidden", "reason"),
    [
        ('<p style="display:none">無料です</p>', "invisible"),
        ("<p hidden>無料です</p>", "invisible"),
        ('<span style="visibility: hidden">無料です</span>', "invisible"),
        ('<span style="color:#fff">無料です</span>', "white"),
        ('<span style="font-size:1px">無料です</span>', "tiny"),
        ('<div style="position:absolute;left:-9999px">無料です</div>', "off-page"),
        ('<p class="x">無料です</p>', "invisible"),
    ],
)
def test_what_is_hidden_is_left_out_and_reported(hidden: str, reason: str) -> None:
    source = page(f"<p>有料です。</p>{hidden}", "<style>.x { display : none !important }</style>")
    assert lines(source) == ["有料です。"]
    assert [(note.kind, "無料です" in note.text, reason in note.text) for note in source.notes] == [("left_out", True, True)]


def test_scripts_and_comments_are_no_text() -> None:
    assert lines(page("<script>var a='第1条';</script><!-- 第2条 --><style>p{}</style><p>本文</p>")) == ["本文"]


def test_print_styles_hide_nothing() -> None:
    assert lines(page('<p class="a">本文</p>', "<style>@media print { .a { display:none } }</style>")) == ["本文"]


def test_white_letters_on_a_dark_ground_are_seen() -> None:
    assert lines(page('<p style="background:#003366;color:#fff">見出し</p>')) == ["見出し"]


def test_wrapped_source_is_one_line_and_br_is_a_break() -> None:
    assert lines(page("<p>当社は、\n   提供します。<br>契約者は、Fon\n 光を使います。</p>")) == ["当社は、提供します。", "契約者は、Fon 光を使います。"]


def test_navigation_is_furniture(providers, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    from ingest.read import read_path

    path = tmp_path / "a.html"
    path.write_text("<nav><a>トップ</a></nav><h1>光約款</h1><h2>第1条（目的）</h2><p>甲とします。</p><footer>(c) 甲社</footer>", encoding="utf-8")
    (held,) = read_path(path, providers, provider="newco")
    assert [clause.address.clause for clause in held.clauses] == ["第1条"]
    assert held.title == "光約款"
    check(held)


Tree = list["Tree"]
trees: st.SearchStrategy[Tree] = st.recursive(st.just([]), lambda children: st.lists(children, min_size=1, max_size=4), max_leaves=12)


def printed(tree: Tree) -> str:
    return "<ol>" + "".join(f"<li>甲は乙とします。{printed(below) if below else ''}</li>" for below in tree) + "</ol>"


def addresses(tree: Tree, above: str, level: int = 0) -> list[str]:
    out: list[str] = []
    for number, below in enumerate(tree, start=1):
        own = f"{above}/第{number}項" if level == 0 else f"{above}/({'abcd'[number - 1] if level == 3 else number})"
        out += [own, *addresses(below, own, level + 1)]
    return out


def depth(tree: Tree) -> int:
    return 1 + max((depth(below) for below in tree if below), default=0)


@settings(deadline=None, max_examples=60)
@given(trees.filter(lambda tree: len(tree) > 0 and depth(tree) <= 4))
def test_random_lists_are_read_back(tree: Tree) -> None:
    source = page(f"<h3>第1条（目的）</h3>{printed(tree)}<h3>第2条（料金）</h3>{printed(tree)}")
    read = outline(source.text, "d", source.lines, frozenset())
    wanted = ["第1条", *addresses(tree, "第1条"), "第2条", *addresses(tree, "第2条")]
    assert [clause.address.clause for clause in read.clauses] == wanted, source.text
