import pytest

from ingest.outline.paragraph import paragraph


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("2 当社は、提供します。", 2),
        ("１２　当社は、提供します。", 12),
        ("第３項　当社は、提供します。", 3),
        ("- 2 本契約は、終わります。", 2),
    ],
)
def test_paragraphs(view, line: str, value: int) -> None:  # type: ignore[no-untyped-def]
    found = paragraph(view(line))
    assert found is not None and found.value == (value,)


@pytest.mark.parametrize(
    "line",
    [
        "2 時間以内に行います。",
        "2 の場合は、行います。",
        "3 個までとします。",
        "2 (注)",
        "第3項の規定により、行います。",
        "2 短い",
        "1 Gbps です、最大で",
    ],
)
def test_none(view, line: str) -> None:  # type: ignore[no-untyped-def]
    assert paragraph(view(line)) is None


def test_an_unnumbered_first_paragraph_is_one_where_a_second_is_there(addresses) -> None:  # type: ignore[no-untyped-def]
    text = (
        "第1条（甲）\n\n当社は、次の各号を定めます。\n\n(1) 甲\n(2) 乙\n\n2 当社は、通知を行います。\n3 当社は、公表を行います。\n\n"
        "第2条（乙）\n\n当社は、定めます。\n\n(1) 丙\n"
    )
    assert addresses(text) == [
        "第1条", "第1条/第1項", "第1条/第1項/(1)", "第1条/第1項/(2)", "第1条/第2項", "第1条/第3項", "第2条", "第2条/(1)",
    ]  # fmt: skip


def test_numbers_behind_a_first_paragraph_are_its_items(addresses) -> None:  # type: ignore[no-untyped-def]
    text = (
        "第1条 当社は、次の場合には、解除します。\n\n1. 甲のとき。\n\n2. 乙のとき。\n\n3. 丙のとき。\n\n"
        "2. 当社は、通知します。\n\n3. 当社は、撤去します。\n"
    )
    assert addresses(text) == [
        "第1条", "第1条/第1項", "第1条/第1項/(1)", "第1条/第1項/(2)", "第1条/第1項/(3)", "第1条/第2項", "第1条/第3項",
    ]  # fmt: skip


def test_a_paragraph_may_begin_behind_the_caption(addresses) -> None:  # type: ignore[no-untyped-def]
    assert addresses("第1条（甲） 1. 当社は、定めます。\n2. 当社は、行います。\n") == ["第1条", "第1条/第1項", "第1条/第2項"]
