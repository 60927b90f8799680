import pytest

TERMS = {
    "第1条": "",
    "第1条/第1項": "X",
    **{f"第1条/第1項/({n})": "X" for n in range(1, 7)},
    "第1条/第2項": "X",
}


@pytest.mark.parametrize(
    ("path", "words", "found"),
    [
        ("第1条/第2項", "第1項(3)の日。", [("第1項(3)", ["第1条/第1項/(3)"])]),
        ("第1条/第2項", "前項（1）の日及び（2）の日。", [("前項（1）", ["第1条/第1項/(1)"]), ("（2）", ["第1条/第1項/(2)"])]),
        ("第1条/第1項/(6)", "本項 3 号ないし 5 号の場合。", [("本項 3 号ないし 5 号", [f"第1条/第1項/({n})" for n in (3, 4, 5)])]),
        ("第1条/第1項/(6)", "第2号の場合。", [("第2号", ["第1条/第1項/(2)"])]),
        ("第1条/第2項", "第1項の各号の場合。", [("第1項の各号", [f"第1条/第1項/({n})" for n in range(1, 7)])]),
    ],
)
def test_items(told, path: str, words: str, found: list[tuple[str, list[str]]]) -> None:  # type: ignore[no-untyped-def]
    assert [(text, targets) for text, targets, _ in told(path, {**TERMS, path: words})] == found


@pytest.mark.parametrize(
    "words",
    ["港町2丁目10番1号に送る。", "昭和63年法律第108号による。", "総務省告示第696号による。", "(1)甲、(2)乙を出す。", "第3号棟に住む。"],
)
def test_numbers_that_count_no_item(told, words: str) -> None:  # type: ignore[no-untyped-def]
    assert told("第1条/第2項", {**TERMS, "第1条/第2項": words}) == []
