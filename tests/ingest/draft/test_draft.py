"""Drafts: what a person gets to check, and that it is a schedule."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import yaml

from ingest.cli import main
from ingest.draft.command import draft_of
from ingest.draft.emit import MARK
from ingest.draft.names import names_of
from ingest.read import read_path
from knowledge.clause import Document
from knowledge.registry import Provider
from knowledge.schedule import Fee, Schedule, load_schedules
from knowledge.settings import SHIPPED_TERMS

from .conftest import PROVIDER


@pytest.fixture(scope="module")
def text(table: Path) -> str:
    return draft_of(read_path(table, {}, provider=PROVIDER, effective=date(2026, 4, 1)), PROVIDER)


@pytest.fixture(scope="module")
def schedule(text: str) -> Schedule:
    return Schedule.model_validate(yaml.safe_load(text))


def _fee(schedule: Schedule, name: str) -> Fee:
    (fee,) = (fee for fee in schedule.fees.values() if fee.name == name)
    return fee


def test_it_loads_as_a_schedule(schedule: Schedule) -> None:
    assert schedule.provider == PROVIDER
    assert len(schedule.fees) == 7


def test_values_carry_tax_side_day_and_clause(schedule: Schedule) -> None:
    (value,) = _fee(schedule, "固定番号の追加").values
    assert (value.included, value.attested, value.cite) == (Decimal(330), date(2026, 4, 1), "yamabiko-ryokin#2")


def test_period_and_unit(schedule: Schedule) -> None:
    fee = _fee(schedule, "固定番号の追加")
    assert (fee.charged, fee.unit and (fee.unit.name, fee.unit.size)) == ("monthly", ("個", 1))
    assert _fee(schedule, "開通工事費").charged == "once"


def test_names_come_from_the_row_head(schedule: Schedule) -> None:
    assert schedule.items[_fee(schedule, "留守番・転送セット").item].called == ("留守番・転送セット", "留守番", "転送セット")
    assert schedule.items[_fee(schedule, "契約事務手数料（登録料）").item].called == ("契約事務手数料", "登録料")


def test_plans_are_options_of_what_is_charged(schedule: Schedule) -> None:
    fees = [f for f in schedule.fees.values() if f.when]
    assert {f.item for f in fees} == {key for key, item in schedule.items.items() if item.base}
    assert [f.called for f in fees] == [("戸建プラン",), ("集合プラン",)]


def test_instalments_are_kept_with_their_sum(schedule: Schedule) -> None:
    (plan,) = schedule.instalments.values()
    assert (schedule.fees[plan.fee].name, plan.times, plan.first.included, plan.rest.included) == ("開通工事費", 24, 1100, 1100)


def test_doubtful_rows_stand_first_and_say_why(text: str) -> None:
    data = yaml.safe_load(text)
    names = [fee["name"] for fee in data["fees"].values()]
    assert names[:2] == ["開通工事費", "訪問診断"]
    marks = [line for line in text.splitlines() if line.strip().startswith(MARK)]
    assert len(marks) == 2
    assert "分割払い" in marks[0] and "課金の時期" in marks[1]
    assert text.index(marks[1]) < text.index("契約事務手数料")


def test_notes_are_listed_with_their_clause(text: str) -> None:
    assert "#   yamabiko-ryokin#3: ※ 開通工事費は代表的な例です。" in text.splitlines()


@pytest.mark.parametrize(
    ("head", "names"),
    [
        ("甲種・乙種設定（丙種）", ["甲種・乙種設定", "丙種", "甲種", "乙種設定"]),
        ("壁貫通（木造は含む）", ["壁貫通"]),
        ("診断（30分）", ["診断"]),
        ("光回線／電話", ["光回線/電話", "光回線", "電話"]),
        ("プラン「甲・乙」", ["プラン「甲・乙」"]),
    ],
)
def test_names(head: str, names: list[str]) -> None:
    assert names_of(head) == names


def _draft(path: Path, text: str) -> Schedule:
    path.write_text(text, encoding="utf-8")
    return Schedule.model_validate(yaml.safe_load(draft_of(read_path(path, {}, provider="p"), "p")))


def test_columns_of_tax_are_one_price(tmp_path: Path) -> None:
    schedule = _draft(tmp_path / "t.txt", "料金\n\n1. 手数料\n\n項目\t税抜\t税込\n甲\t1,000円\t1,100円\n")
    (fee,) = schedule.fees.values()
    assert (fee.values[0].excluded, fee.values[0].included) == (1000, 1100)


def test_columns_of_plans_are_options(tmp_path: Path) -> None:
    schedule = _draft(tmp_path / "t.txt", "料金\n\n1. 月額料金（税込）\n\n区分\t一戸\t集合\n利用料\t4,400円\t3,300円\n")
    assert [(f.name, f.values[0].included) for f in schedule.fees.values()] == [("利用料 一戸", 4400), ("利用料 集合", 3300)]


def test_the_same_fee_printed_twice_is_one_with_both_clauses(tmp_path: Path) -> None:
    part = "項目\t料金\n契約料\t800円（税込）\n"
    schedule = _draft(tmp_path / "t.txt", f"料金\n\n1. 甲\n\n{part}\n2. 乙\n\n{part}")
    (fee,) = schedule.fees.values()
    assert fee.values[0].cites == ("t#1", "t#2")


def test_the_same_name_at_two_prices_is_told_apart_by_its_table(tmp_path: Path) -> None:
    rows = "項目\t料金\n工事費\t{}円（税込）\n"
    schedule = _draft(tmp_path / "t.txt", f"料金\n\n1. 甲の部\n\n{rows.format(800)}\n2. 乙の部\n\n{rows.format(900)}")
    assert len({tuple(f.when.items()) for f in schedule.fees.values()}) == 2
    assert len(schedule.items) == 1


@pytest.mark.parametrize("provider", ["tsubame", "waiwai", "h555", "ocn"])
def test_the_originals_draft_a_schedule(originals: dict[str, Document], provider: str) -> None:
    text = draft_of([d for d in originals.values() if d.provider == provider], provider)
    schedule = Schedule.model_validate(yaml.safe_load(text))
    drafted = {(side, v) for f in schedule.fees.values() for value in f.values for side, v in value.model_dump(include=set(_SIDES)).items()}
    by_hand = load_schedules()[provider]
    least = {"tsubame": 18, "waiwai": 10, "h555": 57, "ocn": 18}[provider]
    hand = {(s, v) for f in by_hand.fees.values() for value in f.values for s, v in value.model_dump(include=set(_SIDES)).items() if v}
    print(f"\n{provider}: {len(schedule.fees)} fees drafted, {text.count(MARK + ':')} doubtful;", end=" ")
    print(f"{len(hand & drafted)} of {len(hand)} distinct values made by hand drafted; not: {sorted(map(str, hand - drafted))}")
    assert len(hand & drafted) >= least


_SIDES = ("excluded", "included", "exempt", "unstated")


def test_the_shipped_edition_drafts_too(providers: dict[str, Provider]) -> None:
    documents = read_path(SHIPPED_TERMS / "waiwai" / "waiwai-ryokin.md", providers)
    drafted = Schedule.model_validate(yaml.safe_load(draft_of(documents, "waiwai")))
    values = {(v.cite, v.unstated) for f in drafted.fees.values() for v in f.values}
    assert values == {(v.cite, v.unstated) for f in load_schedules()["waiwai"].fees.values() for v in f.values}


def test_a_document_without_amounts_is_refused_in_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "plain.txt"
    path.write_text("ご案内\n\n第1条（目的）\nこの規約は目的を定めます。\n", encoding="utf-8")
    assert main(["fees", str(path), "--provider", PROVIDER]) == 1
    out = capsys.readouterr()
    assert out.out == "" and out.err.splitlines()[-1].startswith(f"error: {path}: no table")


def test_the_draft_alone_is_on_standard_output(table: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["fees", str(table), "--provider", PROVIDER]) == 0
    assert yaml.safe_load(capsys.readouterr().out)["provider"] == PROVIDER


@pytest.mark.parametrize("words", [[], ["--provider", "p"], ["PATH"], ["PATH", "--confirm", "FILE"]])
def test_wrong_usage(words: list[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["fees", *words])
    assert stopped.value.code == 2
