"""Dates as customers write them, read on 2026-11-20."""

from __future__ import annotations

import itertools
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.normalise import fold
from knowledge.question.days import find_days

ON = date(2026, 11, 20)


def days(text: str, on: date = ON) -> list[str]:
    """Each date as its days: 2024-06-15, or first..last."""
    return [d.first.isoformat() if d.is_day else f"{d.first}..{d.last}" for d in find_days(fold(text), on)]


@pytest.mark.parametrize(
    ("text", "read"),
    [
        # written out
        ("2024年6月15日", "2024-06-15"),
        ("2024/6/15", "2024-06-15"),
        ("2024/06/15", "2024-06-15"),
        ("2024-06-15", "2024-06-15"),
        ("2024.6.15", "2024-06-15"),
        ("２０２４年６月１５日", "2024-06-15"),
        ("2024年 6月 15日", "2024-06-15"),
        ("2024年6月", "2024-06-01..2024-06-30"),
        ("2024年2月", "2024-02-01..2024-02-29"),
        ("2024年6月末", "2024-06-30"),
        ("2023年2月末", "2023-02-28"),
        ("2024年", "2024-01-01..2024-12-31"),
        ("2024年2月29日", "2024-02-29"),
        # 和暦
        ("令和6年6月15日", "2024-06-15"),
        ("令和六年六月十五日", "2024-06-15"),
        ("令和元年10月1日", "2019-10-01"),
        ("R6.6.15", "2024-06-15"),
        ("Ｒ７.１.１", "2025-01-01"),
        ("H30年3月", "2018-03-01..2018-03-31"),
        ("平成31年4月30日", "2019-04-30"),
        ("平成元年5月", "1989-05-01..1989-05-31"),
        ("昭和64年1月7日", "1989-01-07"),
        ("令和6年", "2024-01-01..2024-12-31"),
        # counted from the day asked
        ("今日", "2026-11-20"),
        ("昨日", "2026-11-19"),
        ("明日", "2026-11-21"),
        ("おととい", "2026-11-18"),
        ("明後日", "2026-11-22"),
        ("今すぐ解約", "2026-11-20"),
        ("今解約したら", "2026-11-20"),
        ("先月", "2026-10-01..2026-10-31"),
        ("先々月", "2026-09-01..2026-09-30"),
        ("今月", "2026-11-01..2026-11-30"),
        ("来月", "2026-12-01..2026-12-31"),
        ("再来月", "2027-01-01..2027-01-31"),
        ("今月末", "2026-11-30"),
        ("来月末", "2026-12-31"),
        ("先月末", "2026-10-31"),
        ("去年", "2025-01-01..2025-12-31"),
        ("昨年の12月", "2025-12-01..2025-12-31"),
        ("去年の6月15日", "2025-06-15"),
        ("今年の4月", "2026-04-01..2026-04-30"),
        ("来年3月", "2027-03-01..2027-03-31"),
        ("再来年の1月", "2028-01-01..2028-01-31"),
        ("一昨年", "2024-01-01..2024-12-31"),
        ("3か月前", "2026-08-01..2026-08-31"),
        ("三ヶ月前", "2026-08-01..2026-08-31"),
        ("3ヶ月後", "2027-02-01..2027-02-28"),
        ("2年前", "2024-11-01..2024-11-30"),
        ("10日前", "2026-11-10"),
        ("2週間後", "2026-12-04"),
        # a month without a year: the coming one, or this year's when the words speak of the past
        ("12月", "2026-12-01..2026-12-31"),
        ("11月", "2026-11-01..2026-11-30"),
        ("10月", "2027-10-01..2027-10-31"),
        ("10月に解約した", "2026-10-01..2026-10-31"),
        ("5月に契約しました", "2026-05-01..2026-05-31"),
        ("6/15", "2027-06-15"),
        ("12月25日", "2026-12-25"),
    ],
)
def test_a_date(text: str, read: str) -> None:
    assert days(text) == [read]


@pytest.mark.parametrize(
    "text",
    [
        "14日前まで",
        "14日前までに連絡",
        "14日前に連絡",
        "8日以内",
        "8日目",
        "30日以内",
        "24か月目",
        "12ヵ月",
        "24回払い",
        "6月31日",
        "2023年2月29日",
        "2024年6月31日",
        "2000円",
        "2024",
        "20日",
        "今の料金",
        "IPv6",
        "v6オプション",
        "月額",
        "h555の料金",
        "1Gbps",
        "0120-805-113",
        "",
    ],
)
def test_no_date(text: str) -> None:
    assert days(text) == []


def test_several_dates_in_order() -> None:
    assert days("2024年6月15日に契約、2025年12月に解約") == ["2024-06-15", "2025-12-01..2025-12-31"]
    assert days("2024/6/15契約で来月末にやめる") == ["2024-06-15", "2026-12-31"]
    assert days("令和6年6月に契約して3か月前にやめた") == ["2024-06-01..2024-06-30", "2026-08-01..2026-08-31"]


@pytest.mark.parametrize(
    ("on", "text", "read"),
    [
        (date(2026, 1, 31), "来月", "2026-02-01..2026-02-28"),
        (date(2024, 1, 31), "来月末", "2024-02-29"),
        (date(2024, 3, 31), "先月", "2024-02-01..2024-02-29"),
        (date(2026, 1, 15), "先月", "2025-12-01..2025-12-31"),
        (date(2026, 12, 31), "明日", "2027-01-01"),
        (date(2024, 2, 29), "1年前", "2023-02-01..2023-02-28"),
        (date(2026, 12, 31), "来月", "2027-01-01..2027-01-31"),
    ],
)
def test_ends_of_months_and_years(on: date, text: str, read: str) -> None:
    assert days(text, on) == [read]


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_a_day_written_in_any_form_is_that_day(day: date) -> None:
    for written in (f"{day:%Y年%-m月%-d日}", f"{day:%Y/%m/%d}", f"{day:%Y-%m-%d}", f"{day:%Y/%-m/%-d}"):
        assert days(written) == [day.isoformat()]
    if day >= date(2019, 5, 1):
        assert days(f"令和{day.year - 2018}年{day.month}月{day.day}日") == [day.isoformat()]


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)), st.integers(1, 60))
def test_days_ago(on: date, count: int) -> None:
    assert days(f"{count}日前", on) == [(on - timedelta(days=count)).isoformat()]


@given(st.text(max_size=60), st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_any_text_is_read_without_an_error_and_dates_do_not_overlap(text: str, on: date) -> None:
    found = find_days(fold(text), on)
    assert all(a.end <= b.at for a, b in itertools.pairwise(found))
    assert all(d.first <= d.last for d in found)


@given(st.text(alphabet="0123456789年月日/.-前後末令和平成元年rh去来今先再か週間 ", max_size=24))
def test_any_heap_of_date_letters_is_read_without_an_error(text: str) -> None:
    assert all(d.first <= d.last for d in find_days(fold(text), ON))


@pytest.mark.parametrize(("text", "shown"), [("2024/6/15", "2024年6月15日"), ("2024年6月", "2024年6月"), ("2024年", "2024年")])
def test_a_date_is_shown_as_precisely_as_it_was_said(text: str, shown: str) -> None:
    (day,) = find_days(fold(text), ON)
    assert day.text == shown


@pytest.mark.parametrize("text", ["h555.netの料金は？", "h555.net"])
def test_a_provider_is_no_date(text: str) -> None:
    assert days(text) == []
