"""Which value of a fee holds on a day: つばめ光's 解約金 and 工事費 around their changes."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from knowledge.calculator.dated import DatedPrice, NotAttested, value_on
from knowledge.fee_table import fee_rows
from knowledge.schedule import Schedule

NEW = date(2025, 2, 19)


@pytest.mark.parametrize(
    ("fee", "day", "excluded", "included", "cite"),
    [
        ("cancellation", "2021-09-01", 10000, 11000, "改定履歴"),
        ("cancellation", "2022-06-30", 10000, 11000, "改定履歴"),
        ("cancellation", "2022-07-01", 3000, 3300, "12/(3)"),
        ("cancellation", "2024-01-31", 3000, 3300, "12/(3)"),
        ("cancellation", "2024-02-01", 3000, 3300, "12/(3)"),
        ("work_family_dispatch_new", "2021-09-01", 18000, 19800, "改定履歴"),
        ("work_family_dispatch_new", "2022-06-30", 18000, 19800, "改定履歴"),
        ("work_family_dispatch_new", "2022-07-01", 18000, 19800, "改定履歴"),
        ("work_family_dispatch_new", "2024-01-31", 18000, 19800, "改定履歴"),
        ("work_family_dispatch_new", "2024-02-01", 20000, 22000, "16/初期費用/(3)"),
        ("work_mansion_dispatch_new", "2024-01-31", 15000, 16500, "改定履歴"),
        ("work_mansion_dispatch_new", "2024-02-01", 20000, 22000, "16/初期費用/(3)"),
    ],
)
def test_around_each_change(tsubame: Schedule, fee: str, day: str, excluded: int, included: int, cite: str) -> None:
    dated = value_on(tsubame.fees[fee], date.fromisoformat(day))
    assert isinstance(dated, DatedPrice)
    assert (dated.price.excluded, dated.price.included) == (Decimal(excluded), Decimal(included))
    assert dated.price.rate is None, "both sides are printed"
    assert dated.value.cite == f"tsubame-hikari-juyo#{cite}"


def test_a_history_entry_says_nothing_of_the_tax_at_another_rate(tsubame: Schedule) -> None:
    dated = value_on(tsubame.fees["cancellation"], date(2019, 9, 30))
    assert isinstance(dated, DatedPrice)
    assert (dated.price.excluded, dated.price.included, dated.price.rate) == (10000, 10800, Decimal("0.08"))


def test_what_is_only_attested_is_not_carried_back(tsubame: Schedule) -> None:
    fee = tsubame.fees["line_family"]
    assert isinstance(value_on(fee, NEW), DatedPrice)
    missing = value_on(fee, date(2025, 2, 18))
    assert isinstance(missing, NotAttested)
    assert missing.latest is not None and missing.latest.included == 4180
    assert "2025年2月19日より前" in missing.reason


def test_the_day_an_amount_is_known_from(tsubame: Schedule) -> None:
    def as_of(fee: str, day: date) -> date | None:
        dated = value_on(tsubame.fees[fee], day)
        assert isinstance(dated, DatedPrice)
        return dated.as_of

    assert as_of("cancellation", date(2026, 1, 1)) == date(2022, 7, 1)
    assert as_of("cancellation", date(2021, 9, 1)) is None
    assert as_of("line_family", date(2026, 1, 1)) == NEW


def test_after_its_end_a_value_is_not_extended(tsubame: Schedule) -> None:
    fee = tsubame.fees["cancellation"].model_copy(update={"values": tsubame.fees["cancellation"].values[:1]})
    assert isinstance(value_on(fee, date(2022, 6, 30)), DatedPrice)
    assert isinstance(value_on(fee, date(2022, 7, 1)), NotAttested)


def test_every_fee_of_every_provider_has_a_row_on_any_day(schedules: dict[str, Schedule], on: date) -> None:
    for schedule in schedules.values():
        for day in (date(2021, 9, 1), date(2022, 7, 1), on):
            rows = fee_rows(schedule, day)
            assert [r.key for r in rows] == list(schedule.fees)
            assert all(r.amount == "記載なし" or "円" in r.amount for r in rows)


def test_a_row_says_on_what_its_amount_rests(tsubame: Schedule, on: date) -> None:
    rows = {r.key: r for r in fee_rows(tsubame, on)}
    assert rows["cancellation"].basis == "2022-07-01〜"
    assert rows["line_family"].basis == "2025-02-19時点の記載のみ"
    assert (rows["line_family"].excluded, rows["line_family"].included) == ("3800", "4180")
    old = {r.key: r for r in fee_rows(tsubame, date(2022, 6, 30))}
    assert (old["cancellation"].included, old["cancellation"].basis) == ("11000", "〜2022-06-30")
    assert (old["line_family"].amount, old["line_family"].included) == ("記載なし", None)
