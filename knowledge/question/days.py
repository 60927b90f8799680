"""Dates as customers write them: 和暦, 2024/6/15, 6月, 今月, 3か月前, 来月末; each with the range of days it can mean."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

# First years of the eras; 元年 is year 1.
_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "r": 2018, "h": 1988}
_YEAR = r"(?:(?P<era>令和|平成|昭和|(?<![a-z])[rh](?=\d{1,2}[.年/]))(?P<eyear>元|\d{1,2})年?|(?P<year>(?:19|20)\d{2})年?度?の?)"
_ABSOLUTE = re.compile(_YEAR + r"(?:[/.\-年]?(?P<month>1[0-2]|0?[1-9])(?:月|[/.\-])(?:(?P<day>3[01]|[12]\d|0?[1-9])日?(?!\d))?(?P<end>末)?)?")
_MONTH_DAY = re.compile(r"(?<![\d/年])(?P<month>1[0-2]|0?[1-9])(?:月(?P<day>3[01]|[12]\d|0?[1-9])日|/(?P<day2>3[01]|[12]\d|0?[1-9])(?![\d/])|月(?!間|目|額)(?P<end>末)?)")
_RELATIVE_MONTHS = {"先々月": -2, "先月": -1, "今月": 0, "当月": 0, "来月": 1, "再来月": 2, "翌月": 1}
_RELATIVE_DAYS = {"一昨日": -2, "おととい": -2, "昨日": -1, "きのう": -1, "今日": 0, "本日": 0, "きょう": 0, "今": 0, "明日": 1, "あした": 1, "明後日": 2}
_RELATIVE_YEARS = {"一昨年": -2, "おととし": -2, "去年": -1, "昨年": -1, "今年": 0, "来年": 1, "再来年": 2}
_RELATIVE = re.compile("|".join(sorted(map(re.escape, _RELATIVE_MONTHS | _RELATIVE_DAYS), key=len, reverse=True)))
_YEAR_WORD = re.compile(r"(?P<word>" + "|".join(sorted(_RELATIVE_YEARS, key=len, reverse=True)) + r")の?(?:(?P<month>1[0-2]|0?[1-9])月(?:(?P<day>3[01]|[12]\d|0?[1-9])日)?)?")
_AGO = re.compile(r"(?P<n>\d+)(?P<unit>か月|年|日|週間)(?P<way>前|後|先)")


@dataclass(frozen=True)
class DayRange:
    """A date as precise as it was written: one day, a month or a year; at is its place in the folded question."""

    first: date
    last: date
    at: int
    end: int

    @property
    def is_day(self) -> bool:
        return self.first == self.last

    @property
    def is_month_or_finer(self) -> bool:
        return (self.first.year, self.first.month) == (self.last.year, self.last.month)

    @property
    def text(self) -> str:
        if self.is_day:
            return f"{self.first:%Y年%-m月%-d日}"
        return f"{self.first:%Y年%-m月}" if self.is_month_or_finer else f"{self.first:%Y年}"


def find_days(folded: str, on: date) -> tuple[DayRange, ...]:
    """Every date in a folded question, in order; relative ones are counted from the day asked."""
    found: list[DayRange] = []
    for finder in (_absolute, _year_words, _ago, _month_days, _relative):
        for day in finder(folded, on):
            if not any(day.at < f.end and f.at < day.end for f in found):
                found.append(day)
    return tuple(sorted(found, key=lambda d: d.at))


def _range(year: int, month: int | None, day: int | None, at: int, end: int, month_end: bool = False) -> DayRange | None:
    try:
        if month is None:
            return DayRange(date(year, 1, 1), date(year, 12, 31), at, end)
        last = date(year, month, 1) + relativedelta(months=1, days=-1)
        if month_end:
            return DayRange(last, last, at, end)
        if day is None:
            return DayRange(date(year, month, 1), last, at, end)
        return DayRange(date(year, month, day), date(year, month, day), at, end)
    except ValueError:
        return None  # 6月31日 is no day; the reader then knows no date and asks


def _absolute(folded: str, on: date) -> list[DayRange]:
    out: list[DayRange | None] = []
    for m in _ABSOLUTE.finditer(folded):
        if m["month"] is None and not m.group().endswith(("年", "年度", "年の")):
            continue  # a bare four-digit number is no year
        year = int(m["year"]) if m["year"] else _ERAS[m["era"]] + (1 if m["eyear"] == "元" else int(m["eyear"]))
        out.append(_range(year, _int(m["month"]), _int(m["day"]), m.start(), m.end(), bool(m["end"])))
    return [d for d in out if d]


def _year_words(folded: str, on: date) -> list[DayRange]:
    out = [
        _range(on.year + _RELATIVE_YEARS[m["word"]], _int(m["month"]), _int(m["day"]), m.start(), m.end()) for m in _YEAR_WORD.finditer(folded)
    ]
    return [d for d in out if d]


def _ago(folded: str, on: date) -> list[DayRange]:
    out: list[DayRange | None] = []
    for m in _AGO.finditer(folded):
        n = int(m["n"]) * (-1 if m["way"] == "前" else 1)
        if m["unit"] == "日" or m["unit"] == "週間":
            if m["way"] == "前" and re.match(r"(まで|に連絡|に言)", folded[m.end() :]):
                continue  # 14日前まで is a notice period, no date
            day = on + timedelta(days=n * (7 if m["unit"] == "週間" else 1))
            out.append(DayRange(day, day, m.start(), m.end()))
        elif m["unit"] == "か月":
            day = on + relativedelta(months=n)
            out.append(_range(day.year, day.month, None, m.start(), m.end()))
        else:
            day = on + relativedelta(years=n)
            out.append(_range(day.year, day.month, None, m.start(), m.end()))
    return [d for d in out if d]


def _month_days(folded: str, on: date) -> list[DayRange]:
    """A month without a year is the coming one, or this year's where the words speak of the past; the year of a date before it is kept."""
    out: list[DayRange | None] = []
    for m in _MONTH_DAY.finditer(folded):
        month, day = int(m["month"]), _int(m["day"] or m["day2"])
        year = on.year + (1 if month < on.month and not _speaks_of_past(folded[m.end() :]) else 0)
        out.append(_range(year, month, day, m.start(), m.end(), bool(m["end"])))
    return [d for d in out if d]


def _speaks_of_past(after: str) -> bool:
    return bool(re.match(r"[^、。,.?]{0,8}(した|しました|ました|だった|かった|った|いた|んだ)", after))


def _relative(folded: str, on: date) -> list[DayRange]:
    out: list[DayRange | None] = []
    for m in _RELATIVE.finditer(folded):
        word = m.group()
        end = m.end() + (1 if folded[m.end() : m.end() + 1] == "末" else 0)
        if word in _RELATIVE_MONTHS:
            day = on + relativedelta(months=_RELATIVE_MONTHS[word])
            named = re.match(r"の?(3[01]|[12]\d|0?[1-9])日(?!間)", folded[m.end() :])
            if named:
                out.append(_range(day.year, day.month, int(named[1]), m.start(), m.end() + named.end()))
                continue
            out.append(_range(day.year, day.month, None, m.start(), end, end > m.end()))
        elif word != "今" or re.match(r"(すぐ|やめ|辞め|解約|から|契約|申し込|だと)", folded[m.end() :]):
            day = on + timedelta(days=_RELATIVE_DAYS[word])
            out.append(DayRange(day, day, m.start(), m.end()))
    return [d for d in out if d]


def _int(text: str | None) -> int | None:
    return int(text) if text else None
