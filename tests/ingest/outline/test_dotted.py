import pytest

from ingest.outline.dotted import dotted


@pytest.mark.parametrize(
    ("line", "label", "heading"),
    [
        ("1.1. FTTH", "1.1", "FTTH"),
        ("１．３．２　回線", "1.3.2", "回線"),
        ("5-1. 情報", "5-1", "情報"),
        ("### 1.4 光 (甲)", "1.4", "光 (甲)"),
    ],
)
def test_sections(view, line: str, label: str, heading: str) -> None:  # type: ignore[no-untyped-def]
    found = dotted(view(line))
    assert found is not None and (found.label, found.heading) == (label, heading)


@pytest.mark.parametrize("line", ["1.5倍", "1.3 とします。", "03-1234-5678", "2-3日", "1. 甲"])
def test_none(view, line: str) -> None:  # type: ignore[no-untyped-def]
    assert dotted(view(line)) is None


def test_a_dotted_number_is_its_own_address(addresses) -> None:  # type: ignore[no-untyped-def]
    assert addresses("1. 接続\n\n1.1. 光\n\n1.2. 電話\n\n1.2.1. 甲\n\n(1) 乙です。\n\n2. その他\n\n2.1. 丙\n") == [
        "1", "1.1", "1.2", "1.2.1", "1.2.1/(1)", "2", "2.1",
    ]  # fmt: skip


def test_hyphened_numbers_stand_below_theirs(addresses) -> None:  # type: ignore[no-untyped-def]
    assert addresses("5. 情報\n\n5-1. 甲\n\n文です。\n\n5-2. 乙\n\n文です。\n\n6. 次\n") == ["5", "5/5-1", "5/5-2", "6"]
