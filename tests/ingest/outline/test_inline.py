def test_an_item_within_a_line_where_the_next_line_counts_on(addresses) -> None:  # type: ignore[no-untyped-def]
    assert addresses("第1条（甲）\n当社は、次に従います。（1）甲です。\n（2）乙です（3）丙です。\n（4）丁です。\n") == [
        "第1条", "第1条/(1)", "第1条/(2)", "第1条/(3)", "第1条/(4)",
    ]  # fmt: skip


def test_items_within_a_sentence_are_none(addresses) -> None:  # type: ignore[no-untyped-def]
    assert addresses("第1条（甲）\n1.当社は、（1）甲の場合、又は（2）乙の場合、行います。\n2.当社は、定めます。\n") == [
        "第1条",
        "第1条/第1項",
        "第1条/第2項",
    ]


def test_the_text_is_parted_letter_for_letter(read) -> None:  # type: ignore[no-untyped-def]
    held = read("第1条（甲）\n当社は、次に従います。（1）甲です。\n（2）乙です。\n")
    assert [clause.text for clause in held.clauses] == ["第1条（甲）\n当社は、次に従います。", "（1）甲です。", "（2）乙です。"]
