import pytest

from ingest.outline.plain import plain


@pytest.mark.parametrize("line", ["各種料金", "工事費用", "利用料金について", "提供コース名"])
def test_plain_headings(view, line: str) -> None:  # type: ignore[no-untyped-def]
    assert plain(view(line)) is not None


@pytest.mark.parametrize(
    "line", ["文です。", "甲株式会社", "電話：0120", "100円", "ご確認ください", "甲、乙、丙", "- 料金", "次に該当する場合"]
)
def test_none(view, line: str) -> None:  # type: ignore[no-untyped-def]
    assert plain(view(line)) is None


def test_a_heading_with_nothing_under_it_heads_those_that_follow(addresses) -> None:  # type: ignore[no-untyped-def]
    text = "コース\n\n甲\t乙\n\n各種料金\n\n工事費用\n\n文です。\n\n契約料\n\n文です。\n\n1. 申込み\n\n住所\n\n文です。\n"
    assert addresses(text) == ["コース", "各種料金", "各種料金/工事費用", "各種料金/契約料", "1"]


def test_no_plain_headings_beside_articles(addresses) -> None:  # type: ignore[no-untyped-def]
    assert addresses("光サービス\n\n第1条（甲）\n\n文です。\n") == ["前文", "第1条"]
