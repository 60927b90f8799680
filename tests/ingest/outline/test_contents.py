from ingest.outline.contents import contents
from ingest.source import lines_of


def taken(text: str) -> list[int]:
    return sorted(contents(lines_of(text)))


def test_entries_with_page_numbers() -> None:
    assert taken("目次\n\n第1章 総則\t3\n第1条（適用）\t3\n別表 料金\n\n目 次\n1. 光 ･･･ 17\n\n光約款\n第1条（適用）\n") == [
        1,
        3,
        4,
        5,
        7,
        8,
    ]


def test_entries_without_page_numbers_end_where_the_first_stands_again() -> None:
    assert taken("目次\n第1条（適用）\n第2条（変更）\n第1条（適用）\n文です。\n") == [1, 2, 3]


def test_leaders_without_a_title() -> None:
    assert taken("第1条（適用）……… 1\n第1条（適用）\n") == [1]


def test_no_contents() -> None:
    assert taken("第1条（適用）\n料金は月額 100\n") == []


def test_contents_give_no_clause(addresses) -> None:  # type: ignore[no-untyped-def]
    assert addresses("目次\n第1条（適用）\t1\n第2条（変更）\t2\n\n第1条（適用）\n文です。\n第2条（変更）\n文です。\n") == ["第1条", "第2条"]
