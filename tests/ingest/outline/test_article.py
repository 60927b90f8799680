import pytest

from ingest.outline.article import article, caption_words


@pytest.mark.parametrize(
    ("line", "label", "heading", "body"),
    [
        ("第12条（解約）", "第12条", "解約", ""),
        ("### 第１２条　（解約）", "第12条", "解約", ""),
        ("第 1 2 条 (解約)", "第12条", "解約", ""),
        ("第二十一条（解約）", "第21条", "解約", ""),
        ("第12条の2（解約）", "第12条の2", "解約", ""),
        ("第十二条の二 解約", "第12条の2", "解約", ""),
        ("第3条（用語（1）の定義）", "第3条", "用語(1)の定義", ""),
        ("第3条【用語】", "第3条", "用語", ""),
        ("(免責) 第35条 当社は、責めを負いません。", "第35条", "免責", "当社は、責めを負いません。"),
        ("第4条 契約には、品目があります。", "第4条", "", "契約には、品目があります。"),
        ("第5条（通知）当社は、通知します。", "第5条", "通知", "当社は、通知します。"),
        ("第6条 料金の支払い", "第6条", "料金の支払い", ""),
        ("第7条　削除", "第7条", "削除", ""),
        ("第8条", "第8条", "", ""),
    ],
)
def test_articles(view, line: str, label: str, heading: str, body: str) -> None:  # type: ignore[no-untyped-def]
    seen = view(line)
    found = article(seen)
    assert found is not None
    assert (found.label, found.heading, seen.text[found.body :]) == (label, heading, body)


@pytest.mark.parametrize(
    "line",
    [
        "第5条の規定により支払います。",
        "第５条第１項に定める額です。",
        "第8条（利用）に定める額です。",
        "第１７条（停止）第１項の場合は、止めます。",
        "第8条（利用）の規定により",
        "第8条（利用）、第9条（停止）",
        "第8条及び第9条",
        "第38条 情報の取扱い委託の規定により情報の取扱いを委託する場合",
        "第1条の一部を改めます。",
        "第1項 当社は",
    ],
)
def test_references_are_no_headings(view, line: str) -> None:  # type: ignore[no-untyped-def]
    assert article(view(line)) is None


def test_caption_above(read) -> None:  # type: ignore[no-untyped-def]
    assert caption_words("(約款の適用)") == "約款の適用"
    assert caption_words("(約款の適用)とは") is None
    held = read("（適用）\n\n第1条 当社は、適用します。\n\n（変更）\n\n第2条 当社は、変更します。\n")
    assert [(clause.address.clause, clause.heading, clause.body) for clause in held.clauses] == [
        ("第1条", "適用", "当社は、適用します。"),
        ("第2条", "変更", "当社は、変更します。"),
    ]


def test_an_article_twice_is_told_apart(read) -> None:  # type: ignore[no-untyped-def]
    held = read("第1条（甲）\n文。\n第2条（乙）\n文。\n第2条（丙）\n文。\n")
    assert [clause.address.clause for clause in held.clauses] == ["第1条", "第2条", "第2条[2]"]
    assert [(doubt.kind, doubt.line) for doubt in held.doubts] == [("double", 5)]
