import pytest

TERMS = {"第1条": "", "第1条/第1項": "X", "第1条/第2項": "X", "第1条/第3項": "X", "第2条|停止": "X"}


@pytest.mark.parametrize(
    ("words", "flags"),
    [
        ("第2条を除く。", [True]),
        ("第2条に定める場合を除き、払う。", [True]),
        ("第1項の規定にかかわらず、払う。", [True]),
        ("前項に係らず払う。", [True]),
        ("第2条に定める場合以外は払う。", [True]),
        ("第2条（停止）及び前項の規定にかかわらず払う。", [True, True]),
        ("第2条により払う。前項を除く。", [False, True]),
        ("第2条、及び前項による。", [False, False]),
        ("前項による。ただし法令にかかわらず払う。", [False]),
    ],
)
def test_set_aside(references, words: str, flags: list[bool]) -> None:  # type: ignore[no-untyped-def]
    found = references("第1条/第2項", {**TERMS, "第1条/第2項": words})
    assert [r.exception for r in found] == flags
