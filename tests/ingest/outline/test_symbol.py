import pytest

from ingest.outline.symbol import cell, symbol


@pytest.mark.parametrize(
    ("line", "mark", "heading"),
    [
        ("■月額費用", "■", "月額費用"), ("## ■ 個人情報", "■", "個人情報"), ("● 開通時", "●", "開通時"), ("◇お客様", "◇", "お客様"),
        ("【送付先】", "【", "送付先"), ("＜例＞", "<", "例"), ("<記載例>※ハガキの場合", "<", "記載例"),
        ("### アクセスポイント", "#", "アクセスポイント"),
    ],
)  # fmt: skip
def test_headings(view, line: str, mark: str, heading: str) -> None:  # type: ignore[no-untyped-def]
    found = symbol(view(line))
    assert found is not None and (found.family, found.label) == (mark, heading)


@pytest.mark.parametrize(
    "line",
    [
        "■費用が生じます。",
        "■申請1件あたり 800 円",
        "- ●初期費用",
        "・■費用",
        "【宛先】〒700-0000",
        "<a href='x'>",
        "<https://example.com>",
        "【注】(長い説明です。)",
        "普通の行",
    ],
)
def test_none(view, line: str) -> None:  # type: ignore[no-untyped-def]
    assert symbol(view(line)) is None


def test_a_cell_that_heads_a_table() -> None:
    found = cell("■その他\t\t")
    assert found is not None and found.heading == "その他"
    assert cell("■その他\t100円") is None
    assert cell("その他\t\t") is None


def test_marks_nest_in_the_order_they_come(addresses) -> None:  # type: ignore[no-untyped-def]
    assert addresses("5. 注意\n\n■甲\n\n文です。\n\n●乙\n\n文です。\n\n●丙\n\n文です。\n\n■丁\n\n文です。\n\n6. 次\n\n■戊\n") == [
        "5", "5/甲", "5/甲/乙", "5/甲/丙", "5/丁", "6", "6/戊",
    ]  # fmt: skip


def test_items_below_a_heading(addresses) -> None:  # type: ignore[no-untyped-def]
    assert addresses("■甲\n\n文です。\n\n1. 丙の場合\n2. 丁の場合\n\n■乙\n\n文です。\n") == ["甲", "甲/(1)", "甲/(2)", "乙"]


def test_a_list_goes_on_behind_a_heading(addresses) -> None:  # type: ignore[no-untyped-def]
    assert addresses("5. 手続\n\n1) 受付\n\n文です。\n\n【送付先】\n\n甲市\n\n2) 確認\n\n文です。\n") == ["5", "5/(1)", "5/送付先", "5/(2)"]
