"""Reading order: what a page of two columns, read across, tears apart."""

HEAD = "第1条（甲）\n1. 当社は、甲とします。\n2. 当社は、次を定めます。\n (1) 一\n (2) 二\n"
TORN = (
    HEAD
    + "第4条（丁）\n1. 当社は、丁とします。\n2. 当社は、丁二とします。\n (3) 三\n3. 当社は、甲三とします。\n"
    + "第2条（乙）\n1. 当社は、乙とします。\n第3条（丙）\n当社は、丙とします。\n3. 当社は、丁三とします。\n"
    + "第5条（戊）\n当社は、戊とします。\n"
)


def test_pieces_go_back_where_their_numbers_continue(read) -> None:  # type: ignore[no-untyped-def]
    held = read(TORN)
    text = {clause.address.clause: clause.text for clause in held.clauses}
    assert list(text) == [
        "第1条", "第1条/第1項", "第1条/第2項", "第1条/第2項/(1)", "第1条/第2項/(2)", "第1条/第2項/(3)", "第1条/第3項",
        "第2条", "第2条/第1項",
        "第3条", "第4条", "第4条/第1項", "第4条/第2項", "第4条/第3項", "第5条",
    ]  # fmt: skip
    assert "甲三" in text["第1条/第3項"] and "丁三" in text["第4条/第3項"]
    assert [(doubt.kind, doubt.line) for doubt in held.doubts] == [("order", 1), ("moved", 9), ("moved", 15)]


def test_a_piece_that_fits_nowhere_stays_and_is_reported(read) -> None:  # type: ignore[no-untyped-def]
    held = read("第2条（乙）\n1. 当社は、乙とします。\n7. 当社は、何かとします。\n第1条（甲）\n当社は、甲とします。\n")
    assert "第2条/第7項" in [clause.address.clause for clause in held.clauses]
    assert "misplaced" in [doubt.kind for doubt in held.doubts]


def test_where_articles_stand_in_order_nothing_is_moved(read) -> None:  # type: ignore[no-untyped-def]
    held = read(
        "第1条（甲）\n1. 当社は、甲とします。\n第2条（乙）\n1. 当社は、乙とします。\n3. 当社は、乙三とします。\n2. 当社は、乙二とします。\n"
    )
    assert not {"moved", "order"} & {doubt.kind for doubt in held.doubts}
