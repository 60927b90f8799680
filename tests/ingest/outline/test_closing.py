import pytest

from ingest.outline.closing import closing


@pytest.mark.parametrize(
    ("line", "label"),
    [
        ("附則", "附則"), ("附　則", "附則"), ("附則（令和元年改定）", "附則"), ("附則 この別表は、8月1日から有効です。", "附則"),
        ("<改定履歴>", "改定履歴"),
        ("## ＜改訂履歴＞", "改訂履歴"), ("別表 料金一覧", "別表"), ("【別表第２】料金", "別表2"), ("別紙", "別紙"), ("別記1", "別記1"),
    ],
)  # fmt: skip
def test_closing_parts(view, line: str, label: str) -> None:  # type: ignore[no-untyped-def]
    found = closing(view(line))
    assert found is not None and found.label == label


@pytest.mark.parametrize("line", ["別表に定める額とします。", "別表料金表に定める", "- 附則", "改定履歴を見てください"])
def test_none(view, line: str) -> None:  # type: ignore[no-untyped-def]
    assert closing(view(line)) is None


def test_numbers_below_a_supplement_are_paragraphs(addresses) -> None:  # type: ignore[no-untyped-def]
    assert addresses("第1条（甲）\n文です。\n\n附則\n\n1. 本約款は、実施します。\n2. 本約款は、改めます。\n") == [
        "第1条",
        "附則",
        "附則/第1項",
        "附則/第2項",
    ]


def test_articles_below_a_supplement(addresses) -> None:  # type: ignore[no-untyped-def]
    assert addresses("第1条（甲）\n文です。\n第2条（乙）\n文です。\n附則\n第1条（施行）\n文です。\n第2条（経過）\n文です。\n") == [
        "第1条", "第2条", "附則", "附則/第1条", "附則/第2条",
    ]  # fmt: skip


def test_numbers_below_an_annex_are_its_sections(addresses) -> None:  # type: ignore[no-untyped-def]
    assert addresses("第1条（甲）\n文です。\n別表 料金\n1. 月額\n甲 100円\n2. 工事費\n乙 200円\n") == ["第1条", "別表", "別表/1", "別表/2"]
