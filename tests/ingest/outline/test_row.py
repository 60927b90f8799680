def test_numbered_rows_are_items(addresses) -> None:  # type: ignore[no-untyped-def]
    text = "第1条（用語）\n次のとおりです。\n\n用語\t意味\n1. 甲\t一です。\n2. 乙\t二です。\n3. 丙\t三です。\n"
    assert addresses(text) == ["第1条", "第1条/(1)", "第1条/(2)", "第1条/(3)"]


def test_other_rows_are_text(addresses) -> None:  # type: ignore[no-untyped-def]
    assert addresses("1. 料金\n\n1. 甲\t100円\n2. 乙\t200円\n\n品目\t料金\n") == ["1"]
