import pytest

from ingest.outline.numerals import circled, to_int


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("12", 12),
        ("１２", 12),
        ("1 2", 12),
        ("十", 10),
        ("十二", 12),
        ("二十一", 21),
        ("百三", 103),
        ("二百四十", 240),
        ("一〇", 10),
        ("千二百", 1200),
    ],
)
def test_to_int(printed: str, value: int) -> None:
    assert to_int(printed) == value


@pytest.mark.parametrize(
    ("char", "value"), [("①", 1), ("⑳", 20), ("㊿", 50), ("❶", 1), ("⑴", 1), ("²", None), ("½", None), ("1", None), ("一", None)]
)
def test_circled(char: str, value: int | None) -> None:
    assert circled(char) == value
