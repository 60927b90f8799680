"""Lost headings, missing articles, numbers printed twice."""


def test_a_lost_heading_is_set_in_where_other_clauses_name_it(read) -> None:  # type: ignore[no-untyped-def]
    held = read(
        "第1条（停止）\n当社は、停止します。\n2 当社は、停止を通知します。\n"
        "3 当社は、契約を解約します。\n4 契約を解約した場合は、清算します。\n"
        "第3条（支払）\n第2条（契約の解約）のときは、支払います。\n"
    )
    assert [clause.address.clause for clause in held.clauses] == [
        "第1条", "第1条/第1項", "第1条/第2項", "第2条", "第2条/第3項", "第2条/第4項", "第3条",
    ]  # fmt: skip
    assert ("lost_heading", 4) in [(doubt.kind, doubt.line) for doubt in held.doubts]


def test_a_list_that_ends_in_a_sentence_before_numbers_begin_anew(read) -> None:  # type: ignore[no-untyped-def]
    held = read(
        "第1条（目的）\n1. 当社は、次の目的で扱います。\n2. 当社は、次の場合に提供します。\n"
        "(1)同意がある場合\n(2)業務を委託することができます。\n"
        "2. 委託先は、定めます。\n3. 委託先は、監督します。\n第3条（保護）\n第2条（業務の委託）によります。\n"
    )
    assert [clause.address.clause for clause in held.clauses] == [
        "第1条", "第1条/第1項", "第1条/第2項", "第1条/第2項/(1)", "第2条", "第2条/第1項", "第2条/第2項", "第2条/第3項", "第3条",
    ]  # fmt: skip


def test_a_missing_article_is_a_doubt(read) -> None:  # type: ignore[no-untyped-def]
    held = read("第1条（甲）\n当社は、第2条により行います。\n\n第4条（丁）\n電気通信事業法第9条によります。\n")
    assert [(doubt.kind, doubt.line) for doubt in held.doubts] == [("dangling", 2), ("missing", 4), ("missing", 4)]


def test_numbers_printed_twice_are_counted_through_where_a_clause_says_so(read) -> None:  # type: ignore[no-untyped-def]
    held = read(
        "第1条（甲）\n1. 当社は、甲とします。\n2. 当社は、乙とします。\n"
        "2. 当社は、丙とします。\n3. 当社は、丁とします。\n第2条（求め）\n第1条第4項の求めをします。\n"
    )
    assert [clause.address.clause for clause in held.clauses if clause.address.path[0] == "第1条"] == [
        "第1条", "第1条/第1項", "第1条/第2項", "第1条/第3項", "第1条/第4項",
    ]  # fmt: skip
    assert [doubt.kind for doubt in held.doubts] == ["renumbered", "renumbered"]


def test_a_caption_without_its_article_is_a_doubt(read) -> None:  # type: ignore[no-untyped-def]
    captions = "".join(f"（題{n}）\n\n第{n}条 当社は、定めます。\n\n" for n in (1, 2, 3))
    held = read(captions + "（題四）\n\n当社は、定めます。\n")
    assert [(doubt.kind, doubt.line) for doubt in held.doubts] == [("lost_heading", 13)]


def test_a_broken_off_end_is_a_doubt(read) -> None:  # type: ignore[no-untyped-def]
    assert [doubt.kind for doubt in read("第1条（甲）\n\n当社は、次の場合に止めます。\n").doubts] == ["broken_off"]
    assert [doubt.kind for doubt in read("1. 工事費\n\n交換（フィルター").doubts] == ["broken_off"]
