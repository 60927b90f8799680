"""Names in a question: the longest wins its place, letters of a longer word are no name."""

from __future__ import annotations

import itertools

import pytest

from knowledge.normalise import fold
from knowledge.question.mentions import NameIndex, is_negated
from knowledge.schedule import Schedule, load_schedules

SCHEDULES: dict[str, Schedule] = load_schedules()
INDEX = {p: NameIndex(s) for p, s in SCHEDULES.items()}


def found(provider: str, text: str) -> list[tuple[str, str, str]]:
    return [(m.kind, m.key, m.said) for m in INDEX[provider].find(fold(text))]


def test_the_longest_name_wins() -> None:
    assert found("waiwai", "固定IPアドレス") == [("item", "fixed_ip", "固定ipアドレス")]
    assert found("tsubame", "映像用回線終端装置") == [("item", "device_tv", "映像用回線終端装置")]
    assert [key for _, key, _ in found("tsubame", "つばめプロバイダ")] == ["provider"]


def test_names_come_in_the_order_of_the_question() -> None:
    text = "無線LANカードとホームゲートウェイと解約金"
    assert [key for _, key, _ in found("tsubame", text)] == ["wifi_card", "hgw", "cancellation"]


def test_an_alphabetic_name_is_no_part_of_a_longer_word() -> None:
    assert found("tsubame", "ipv6") == [("item", "v6_option", "ipv6")]
    assert found("tsubame", "xhgwx") == []
    assert [k for _, k, _ in found("tsubame", "hgw2台")] == ["hgw"]


def test_a_particle_or_a_count_may_stand_inside_a_name() -> None:
    assert [k for _, k, _ in found("waiwai", "IPアドレスの追加")] == ["ip_block"]
    assert [k for _, k, _ in found("waiwai", "メールアカウントを2個追加")] == ["mail_account"]


@pytest.mark.parametrize("provider", sorted(SCHEDULES))
def test_every_name_is_found_as_itself(provider: str) -> None:
    """A name that another swallows can never be asked for."""
    for key, item in SCHEDULES[provider].items.items():
        for name in item.called:
            hits = [(k, key_) for k, key_, _ in found(provider, name)]
            assert ("item", key) in hits, f"{name} of {key} is read as {hits}"


@pytest.mark.parametrize("provider", sorted(SCHEDULES))
def test_places_do_not_overlap_among_items(provider: str) -> None:
    text = fold("、".join(i.name for i in SCHEDULES[provider].items.values()))
    places = [(m.at, m.end) for m in INDEX[provider].find(text) if m.kind == "item"]
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(places))


@pytest.mark.parametrize(
    ("text", "negated"), [("プロバイダなし", True), ("プロバイダは不要", True), ("プロバイダを除く合計", False), ("プロバイダあり", False)]
)
def test_negation(text: str, negated: bool) -> None:
    (mention,) = [m for m in INDEX["tsubame"].find(fold(text)) if m.key == "provider"]
    assert is_negated(fold(text), mention) is negated
