import pytest

from ingest.outline.item import item


@pytest.mark.parametrize(
    ("line", "label", "value"),
    [
        ("(1) 甲", "(1)", 1),
        ("（１）甲", "(1)", 1), ("(12). 甲", "(12)", 12), ("1) 甲", "(1)", 1), ("2)甲", "(2)", 2), ("①甲", "(1)", 1),
        ("㊿ 甲", "(50)", 50), ("⑴甲", "(1)", 1), ("㋐ 甲", "(ア)", 1), ("ア 甲", "(ア)", 1), ("イ. 甲", "(イ)", 2),
        ("（ウ）甲", "(ウ)", 3),
        ("a) 甲", "(a)", 1), ("(b) 甲", "(b)", 2), ("ⅰ 甲", "(1)", 1), ("- (3) 甲", "(3)", 3), ("#### (4) 甲", "(4)", 4),
    ],
)  # fmt: skip
def test_items(view, line: str, label: str, value: int) -> None:  # type: ignore[no-untyped-def]
    found = item(view(line))
    assert found is not None and (found.label, found.value) == (label, (value,))


@pytest.mark.parametrize(
    "line", ["(1)の規定により", "（2）及び（3）の場合", "(注1) 甲", "（※1） 甲", "アカウント", "イベント 名", "(例：4月)", "a", "²乗"]
)
def test_none(view, line: str) -> None:  # type: ignore[no-untyped-def]
    assert item(view(line)) is None


def test_kinds_nest_by_the_continuity_of_their_numbers(addresses) -> None:  # type: ignore[no-untyped-def]
    text = "第1条（甲）\n1. 当社は、定めます。\n (1) 甲\n ア 乙\n イ 丙\n (2) 丁\n ① 戊\n ② 己\n2. 当社は、行います。\n"
    assert addresses(text) == [
        "第1条", "第1条/第1項", "第1条/第1項/(1)", "第1条/第1項/(1)/(ア)", "第1条/第1項/(1)/(イ)",
        "第1条/第1項/(2)", "第1条/第1項/(2)/(1)", "第1条/第1項/(2)/(2)", "第1条/第2項",
    ]  # fmt: skip


def test_iroha(addresses) -> None:  # type: ignore[no-untyped-def]
    assert addresses("第1条（甲）\n当社は、定めます。\nイ 甲\nロ 乙\nハ 丙\n") == ["第1条", "第1条/(イ)", "第1条/(ロ)", "第1条/(ハ)"]


def test_an_item_is_a_heading_where_text_follows(read) -> None:  # type: ignore[no-untyped-def]
    held = read("1. 料金\n\n(1) 手数料\n\n区分\t料金\n契約\t800円\n\n(2) 工事費（一括とします。）\n\n区分\t料金\n")
    assert [(clause.address.clause, clause.heading) for clause in held.clauses] == [("1", "料金"), ("1/(1)", "手数料"), ("1/(2)", "工事費")]
