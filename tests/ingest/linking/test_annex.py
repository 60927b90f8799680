import pytest


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("料金表に定める額。", [("料金表", ["t"], [])]),
        ("別表料金表に定める額。", [("別表料金表", ["t"], [])]),
        ("別表に定める額。", [("別表", ["t"], [])]),
        ("別表「2. 工事費」に示す額。", [("別表「2. 工事費」", ["t#2"], [])]),
        ("料金表「工事費」の額。", [("料金表「工事費」", ["t#2"], [])]),
        ("別表「Z.違約金」に示す額。", [("別表「Z.違約金」", [], ["別表「Z.違約金」"])]),
        ("別紙に定める額。", [("別紙", [], ["別紙"])]),
        ("別表第3に定める額。", [("別表第3", [], ["別表第3"])]),
        ("「別表 光の料金」を見る。", [("「別表 光の料金」", ["t"], [])]),
        ("届けた一覧（以下「料金表」といいます。）", []),
        ("本別表による。", []),
        ("サービス料金表を作る。", []),
    ],
)
def test_tables_of_the_provider(told, document, words: str, found: list[tuple[str, list[str], list[str]]]) -> None:  # type: ignore[no-untyped-def]
    table = document({"1|月額料金": "X", "2|工事費": "X"}, "t", title="別表 光の料金", kind="料金表")
    other = document({"1|違約金": "X"}, "u", title="別表 他社の料金", kind="料金表", provider="other")
    assert told("第1条", {"第1条": words}, table, other) == found


def test_annexes_of_the_document(told) -> None:  # type: ignore[no-untyped-def]
    terms = {"第1条": "別表1と別記による。", "別表1|額": "X", "別記|式": "X"}
    assert told("第1条", terms) == [("別表1", ["別表1"], []), ("別記", ["別記"], [])]
    terms = {"第1条": "その場合別紙料金表による。", "別紙料金表|別紙料金表": "X", "料金表|料金表": "X"}
    assert told("第1条", terms) == [("別紙料金表", ["別紙料金表"], [])]


def test_an_annex_of_itself(told) -> None:  # type: ignore[no-untyped-def]
    assert told("附則", {"1|月額": "X", "附則": "別表は4月から使う。"}, title="別表 光の料金", kind="料金表") == []


def test_a_table_inside_a_document(told) -> None:  # type: ignore[no-untyped-def]
    assert told("1", {"1|解約": "料金表による額。光の料金表の額。", "16|光料金表": "X"}, kind="重要事項説明") == [
        ("料金表", ["16"], []),
        ("料金表", ["16"], []),
    ]
