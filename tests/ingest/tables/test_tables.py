"""Tables of made-up documents: heads, merged cells, notes, tax sides, rows written as bullets."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from ingest.read import read_path
from ingest.tables.model import Amount, Table, UnitOf
from ingest.tables.read import tables_of
from knowledge.clause import Document

Tables = Callable[[str], tuple[Table, ...]]


@pytest.fixture
def document(tmp_path: Path) -> Callable[[str], Document]:
    def read(text: str) -> Document:
        path = tmp_path / "made-up.txt"
        path.write_text(text, encoding="utf-8")
        (held,) = read_path(path, {}, provider="made-up")
        return held

    return read


@pytest.fixture
def tables(document: Callable[[str], Document]) -> Tables:
    return lambda text: tables_of(document(text))


def _amounts(tables: tuple[Table, ...]) -> list[Amount]:
    return [amount for table in tables for amount in table.amounts]


def test_cells_know_their_place_in_the_source(document: Callable[[str], Document]) -> None:
    held = document("料金のご案内\n\n1. 料金\n\n品目\t料金\n甲\t1,100円（税込）\n乙\t2,200円（税込）\n")
    (table,) = tables_of(held)
    assert table.heads == ("品目", "料金")
    assert [held.text[c.span.start : c.span.end] for c in table.cells] == [c.text for c in table.cells]
    assert [held.text[a.span.start : a.span.end] for a in table.amounts] == ["1,100円（税込）", "2,200円（税込）"]
    assert [a.row_head for a in table.amounts] == [("甲",), ("乙",)]


def test_an_empty_leading_cell_takes_the_head_above(tables: Tables) -> None:
    (table,) = tables("料金\n\n1. 月額\n\n区分\tメニュー\t月額利用料\n利用料\t一戸\t4,000円\n\t集合\t3,000円\n")
    assert [a.row_head for a in table.amounts] == [("利用料", "一戸"), ("利用料", "集合")]
    assert [c.inherited for c in table.cells if c.column == 0] == [False, True]
    assert not any("結合" in doubt for a in table.amounts for doubt in a.doubts)


def test_a_row_named_by_the_cell_above_alone_is_doubted(tables: Tables) -> None:
    amounts = _amounts(tables("料金\n\n1. 料金\n\n項目\t料金\n甲\t4,000円\n\t3,000円\n"))
    assert [a.row_head for a in amounts] == [("甲",), ("甲",)]
    assert [bool(a.doubts) for a in amounts] == [False, True]


def test_a_head_of_two_levels_is_joined(tables: Tables) -> None:
    (table,) = tables("料金\n\n1. 料金\n\n区分\t工事費\t\n\t一括払い\t分割払い\n新規\t24,000円\t1,000円×24回\n")
    assert table.heads == ("区分", "工事費 一括払い", "工事費 分割払い")
    assert [(a.period, a.part, a.times) for a in table.amounts] == [("once", "whole", None), (None, "each", 24)]


def test_a_head_of_two_levels_with_spans_expanded(tables: Tables) -> None:
    (table,) = tables("料金\n\n1. 料金\n\n区分\t工事費\t工事費\n区分\t一括払い\t分割払い\n新規\t24,000円\t1,000円×24回\n")
    assert table.heads == ("区分", "工事費 一括払い", "工事費 分割払い")


def test_a_repeated_head_starts_a_table(tables: Tables) -> None:
    one, two = tables("料金\n\n1. 料金\n\n品目\t内容\t料金\n甲\t説明\t100円\n品目\t速度\t料金\n乙\t1G\t200円\n")
    assert [one.heads[1], two.heads[1]] == ["内容", "速度"]
    assert [len(one.amounts), len(two.amounts)] == [1, 1]


def test_a_table_without_a_head_goes_on_with_the_one_before(tables: Tables) -> None:
    text = "料金\n\n1. 料金\n\n区分\t料金（税込）\n甲工事\t1,100円\n\n3ページ目です。\n\n乙工事\t2,200円\n"
    assert [a.tax for a in _amounts(tables(text))] == ["included", "included"]


@pytest.mark.parametrize(
    ("before", "head", "row", "note", "tax", "said"),
    [
        ("", "料金", "1,000円（税抜）", "※ 価格はどれも税込です。", "excluded", "cell"),
        ("", "料金（税込）", "1,000円", "※ 価格はどれも税抜です。", "included", "column"),
        ("", "相当金額（不課税）", "1,000円", "", "exempt", "column"),
        ("", "料金", "1,000円", "※ 以上の価格はどれも税抜です。", "excluded", "table"),
        ("本書に記載の料金は、税込みで表示しています。", "料金", "1,000円", "", "included", "document"),
        ("", "料金", "1,000円", "", "unstated", ""),
    ],
)
def test_the_tax_side_is_the_nearest_one_said(tables: Tables, before: str, head: str, row: str, note: str, tax: str, said: str) -> None:
    (amount,) = _amounts(tables(f"ご案内\n\n{before}\n\n1. 利用のこと\n\n品目\t{head}\n甲\t{row}\n\n{note}\n"))
    assert (amount.tax, amount.tax_said) == (tax, said)


def test_a_note_that_looks_back_holds_for_the_tables_above(tables: Tables) -> None:
    text = "ご案内\n\n1. 料金\n\n(1) 甲の部\n\n品目\t料金\n甲\t100円\n\n(2) 乙の部\n\n品目\t料金\n乙\t200円\n\n※ 以上の価格はどれも税抜です。\n"
    assert [(a.tax, a.tax_said) for a in _amounts(tables(text))] == [("excluded", "section"), ("excluded", "table")]


def test_unit_and_period_from_around(tables: Tables) -> None:
    text = "ご案内\n\n1. オプション利用料（月額）\n\n品目\t単位\t料金\n甲\t1台毎\t100円\n乙\t\t200円\n丙（30分）\t－\t300円\n"
    a, b, c = _amounts(tables(text))
    assert [x.period for x in (a, b, c)] == ["monthly"] * 3
    assert (a.unit, a.doubts) == (UnitOf("台", 1, False), ())
    assert b.unit == UnitOf("台", 1, False) and "単位は上の結合セルから" in b.doubts
    assert c.unit == UnitOf("分", 30, False)


def test_free_is_nought_and_a_dash_is_no_amount(tables: Tables) -> None:
    amounts = _amounts(tables("ご案内\n\n1. 料金\n\n品目\t料金\n甲\t無料\n乙\t－\n丙\t—\n丁\t50円\n"))
    assert [(a.row_head[-1], a.value) for a in amounts] == [("甲", Decimal(0)), ("丁", Decimal(50))]


def test_rows_written_as_bullets(tables: Tables) -> None:
    (table,) = tables("ご案内\n\n1. 料金\n\n- 甲（説明）：3,800円/月（税込4,180円/月）\n- 乙：無料\n")
    assert [(a.row_head, dict(a.prices)) for a in table.amounts] == [
        (("甲（説明）",), {"excluded": Decimal(3800), "included": Decimal(4180)}),
        (("乙",), {"unstated": Decimal(0)}),
    ]


def test_rows_of_pipes(tables: Tables) -> None:
    (table,) = tables("ご案内\n\n1. 料金\n\n| 品目 | 料金 |\n|---|---|\n| 甲 | 100円 |\n")
    assert [(a.row_head, a.value) for a in table.amounts] == [(("甲",), Decimal(100))]


def test_rows_that_count_are_one_table_and_cite_themselves(tables: Tables) -> None:
    (table,) = tables("ご案内\n\n第1条（料金）\n料金は次のとおりです。\n番号と品目\t料金\n1. 甲\t100円\n2. 乙\t200円\n3. 丙\t300円\n")
    assert [str(a.address) for a in table.amounts] == [f"made-up#第1条/({n})" for n in (1, 2, 3)]
    assert {a.column_head for a in table.amounts} == {"料金"}


def test_a_torn_cell_is_joined_to_the_row_above(tables: Tables) -> None:
    (table,) = tables("ご案内\n\n1. 料金\n\n品目\t内容\t料金\n甲\t長い説明の\t100円\n\t続き\t\n乙\t説明\t200円\n")
    assert [c.text for c in table.row(0)] == ["甲", "長い説明の\n続き", "100円"]
    assert len(table.row(0)[1].spans) == 2
    assert len(table.amounts) == 2


def test_a_row_cut_off_is_named(tables: Tables) -> None:
    (table,) = tables("ご案内\n\n1. 料金\n\n品目\t料金\n甲\t100円\n乙（途中の")
    assert table.bare == ("乙（途中の",)


def test_notes_below_belong_to_the_table(tables: Tables) -> None:
    text = "ご案内\n\n1. 料金\n\n品目\t料金\n甲\t100円\n\n※ 代表的な例です。\n\nつぎの表（月額）\n\n品目\t料金\n乙\t200円\n"
    one, two = tables(text)
    assert (one.footnotes, two.footnotes, two.caption) == (("※ 代表的な例です。",), (), "つぎの表（月額）")
    assert [a.period for a in (*one.amounts, *two.amounts)] == [None, "monthly"]
