import pytest

from ingest.outline.furniture import furniture
from ingest.source import lines_of


@pytest.mark.parametrize(
    ("text", "is_furniture"),
    [("- 3 -", True), ("3/12", True), ("p. 4", True), ("12", True), ("----\t---", True), ("2024年", False), ("甲", False)],
)
def test_furniture(text: str, is_furniture: bool) -> None:
    assert furniture(lines_of(text)[0]) is is_furniture
