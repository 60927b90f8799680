import pytest

from ingest.outline.number import number


@pytest.mark.parametrize(
    ("line", "value"), [("12. 解約", 12), ("１２．解約", 12), ("### 1 3. 工事", 13), ("1.当社は、定めます。", 1), ("- 2. 当社は", 2)]
)
def test_numbers(view, line: str, value: int) -> None:  # type: ignore[no-untyped-def]
    found = number(view(line))
    assert found is not None and found.value == (value,)


@pytest.mark.parametrize("line", ["1.5倍です。", "2016. 3. 1", "12 解約", "1.", "0. 序"])
def test_none(view, line: str) -> None:  # type: ignore[no-untyped-def]
    assert number(view(line)) is None


def test_headings_and_bodies(read) -> None:  # type: ignore[no-untyped-def]
    held = read("1. 提供者： 甲社\n\n2. 名称：乙\n\n3. 概要\n\n文です。\n")
    assert [(clause.address.clause, clause.heading, clause.body) for clause in held.clauses] == [
        ("1", "提供者", "甲社"),
        ("2", "名称", "乙"),
        ("3", "概要", "文です。"),
    ]


def test_a_gap_is_read_on_and_reported(read) -> None:  # type: ignore[no-untyped-def]
    held = read("1. 甲\n\n2. 乙\n\n4. 丁\n")
    assert [clause.address.clause for clause in held.clauses] == ["1", "2", "4"]
    assert [(doubt.kind, doubt.line, doubt.text[:1]) for doubt in held.doubts] == [("gap", 5, "3")]


def test_a_list_within_a_section_is_deeper(addresses) -> None:  # type: ignore[no-untyped-def]
    assert addresses("1. 概要\n\n次のとおりです。\n\n1. 甲を行います。\n2. 乙を行います。\n\n2. 料金\n\n文です。\n") == [
        "1",
        "1/(1)",
        "1/(2)",
        "2",
    ]


def test_a_stray_number_before_an_item_counts_nothing(read) -> None:  # type: ignore[no-untyped-def]
    held = read("第1条（甲）\n1. 当社は、次の場合に解除します。\n7. (1)甲\n(2)乙\n2. 当社は、通知します。\n")
    assert [clause.address.clause for clause in held.clauses] == [
        "第1条",
        "第1条/第1項",
        "第1条/第1項/(1)",
        "第1条/第1項/(2)",
        "第1条/第2項",
    ]
    assert [(doubt.kind, doubt.line) for doubt in held.doubts] == [("stray_number", 3)]
