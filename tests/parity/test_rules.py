"""The rules of the check on made-up clauses: figures, modes, lists, losses."""

from __future__ import annotations

import pytest

from tests.parity.compare import Rules, of_document
from tests.parity.editions import Text
from tests.parity.figures import figures_of, numbered_names
from tests.parity.lists import items_of_original
from tests.parity.relative import pointed_at


def kinds(original: str, ours: str, rules: Rules | None = None) -> list[str]:
    """What the check says of one made-up clause."""
    found = of_document("d", [Text("d", "第2条", "", original)], [Text("d", "第2条", "", ours)], rules or Rules())
    return [f"{difference.kind}: {difference.value}" for difference in found]


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("税込 22,000 円", ["22000円"]),
        ("午後5時から17:30まで", ["17:00", "17:30"]),
        ("0120 - 506 009、0120-506-009", ["tel 0120506009", "tel 0120506009"]),
        ("第十二条第2項及び(3)", ["12条", "2項", "3号"]),
        ("2024年2月1日から24ヵ月、年14.5%", ["14.5%", "2024年2月1日", "24か月"]),
        ("昭和59年法律第86号第31条", ["31条", "昭和59年法律第86号"]),
        ("IPv6とneo12Mは1つの契約", []),
        ("12M 1M", ["12m", "1m"]),
    ],
)
def test_figures(text: str, figures: list[str]) -> None:
    assert sorted(figures_of(text).elements()) == figures


def test_names_with_numbers() -> None:
    assert numbered_names("IPv6 と neo12M") == {"ipv6", "neo12m"}


def test_pointers_may_be_spelt_out_once() -> None:
    assert pointed_at("前項及び前条による。", "第9条/第3項", ["第8条", "第9条"], ()) == {"2項": 1, "8条": 1}
    assert pointed_at("前2項による。", "第9条/第3項", ["第9条"], ()) == {"1項": 1, "2項": 1}
    assert pointed_at("次の通り", "第9条", ["第9条"], ["(1)", "(2)", "(3)"]) == {"1号": 1, "3号": 1}


@pytest.mark.parametrize(
    ("original", "ours", "said"),
    [
        ("貸し出すことができます。", "貸し出せるわけではないが、借りることができる。", ["ない: 0→1"]),
        ("再開することができます。", "再開しなければならない。", ["できる: 1→0", "しなければならない: 0→1"]),
        ("届け出るものとします。但し、緊急時はこの限りではありません。", "届け出る。", ["ただし: 1→0", "この限りでない: 1→0"]),
        ("20日以内に届け出るものとします。", "30日以内に届け出る。", ["figure missing: 20日", "figure added: 30日"]),
        ("次の書類。\n・旅券\n・免許証", "次の書類。\n- 旅券", ["list items: 2→1"]),
    ],
)
def test_modes_figures_and_lists(original: str, ours: str, said: list[str]) -> None:
    assert kinds(original, ours) == said


def test_a_remark_in_brackets_is_no_text_of_the_clause() -> None:
    assert kinds("当社が停止します。", "当社が停止する［3日以内かどうかは手元の原文にない］。") == []


def test_a_loss_must_be_said() -> None:
    rules = Rules(lost={"d": ["第2条", "第7条"]})
    assert kinds("以上", "以上", rules) == ["loss not said: no remark in brackets"] * 2
    assert kinds("以上", "以上［第5条から第8条までは手元の原文にない］", rules) == []


def test_items_of_a_table_and_of_lines() -> None:
    assert items_of_original("品目\t料金\nA\t1円\nB\t2円\n※ 税抜。\n月額は無料。初回も無料。", 2, led=True) == 5
    assert items_of_original("次の場合。\n不在の場合。\n拒んだ場合。", 0, led=True) == 2
