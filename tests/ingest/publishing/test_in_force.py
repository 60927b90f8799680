"""Several dates of one document: which is in force on a day, and what the assistant says of it."""

from __future__ import annotations

from datetime import date

import pytest

from knowledge.answer.assistant import Assistant
from knowledge.answer.model import Question
from knowledge.in_force import HeldKey, in_force, one_date_each

Y20, Y25 = date(2020, 1, 1), date(2025, 4, 1)


def key(effective: date | None, edition: str = "original") -> HeldKey:
    return HeldKey("d", edition, effective)


@pytest.mark.parametrize(
    ("held", "day", "chosen"),
    [
        ([key(Y20), key(Y25)], date(2025, 3, 31), [key(Y20)]),
        ([key(Y20), key(Y25)], date(2025, 4, 1), [key(Y25)]),
        ([key(Y20), key(Y25)], date(2019, 1, 1), [key(Y20)]),
        ([key(None), key(Y25)], date(2024, 1, 1), [key(None)]),
        ([key(None), key(Y25)], date(2026, 1, 1), [key(Y25)]),
        ([key(None), key(Y20), key(Y25)], date(2019, 1, 1), [key(None)]),
        # An old original beside a new summary would contradict it.
        ([key(Y20), key(Y25, "summary")], date(2026, 1, 1), [key(Y25, "summary")]),
        ([key(Y20), key(Y25, "summary")], date(2021, 1, 1), [key(Y20)]),
        ([key(Y25), key(Y25, "summary"), key(Y20)], date(2026, 1, 1), [key(Y25), key(Y25, "summary")]),
        ([key(None), key(Y20, "summary"), key(Y25, "summary")], date(2026, 1, 1), [key(Y25, "summary"), key(None)]),
        ([key(None), key(Y25, "summary")], date(2020, 1, 1), [key(None), key(Y25, "summary")]),
    ],
)
def test_which_is_in_force(held: list[HeldKey], day: date, chosen: list[HeldKey]) -> None:
    assert in_force(held, day) == frozenset(chosen)


def test_one_date_each() -> None:
    assert one_date_each([key(Y20), key(Y20, "summary"), key(None, "summary")]) is False
    assert one_date_each([key(Y20), key(Y20, "summary")]) and one_date_each([key(None), key(Y20, "summary")])
    assert not one_date_each([key(Y20), key(Y25, "summary")])


def test_the_assistant_answers_by_the_day_asked(home) -> None:
    home.ingest(home.write(days=30, history="改定 2025年4月1日"))
    assistant = Assistant.open(home.settings)

    def ask(day: date) -> tuple[str, tuple[str, ...], date | None]:
        answer = assistant.ask(Question(question="解約の予告は何日前までに通知が必要ですか", provider="newco", on=day))
        first = answer.citations[0]
        return first.quote, answer.notes, first.effective

    quote, notes, effective = ask(date(2025, 3, 31))
    assert "10日前" in quote and not any("手元にありません" in n for n in notes) and effective == Y20
    quote, notes, effective = ask(date(2026, 11, 20))
    assert "30日前" in quote and not any("手元にありません" in n for n in notes) and effective == Y25
    quote, notes, _ = ask(date(2019, 6, 1))
    assert "10日前" in quote
    assert "「ニューコ光約款」の2019年6月1日時点の版は手元にありません。2020年1月1日からの版でお答えしています。" in notes
    assert "10日前" not in " ".join(h.indexed.clause.text for h in assistant.search("解約の予告", "newco"))
