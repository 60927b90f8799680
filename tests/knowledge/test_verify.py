"""Right answers pass; each way of spoiling one is caught."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from knowledge.answer.assistant import Assistant
from knowledge.answer.draft import Cited, Draft
from knowledge.answer.verify import figures_in, verify
from knowledge.calculator.result import Figure
from knowledge.question.request import Request

ON = date(2026, 11, 20)
MONTHLY = ("tsubame", "マンションタイプの月額は？")
CHARGED = ("tsubame", "2024年6月15日に契約、2025年12月に解約したら？")
FREE = ("tsubame", "2024年6月15日に契約、2026年7月に解約したら？")
DISPUTED = ("tsubame", "2021年6月に契約、2026年6月に解約したら？")
LEFT = ("tsubame", "ファミリーの派遣工事(屋内配線なし)を24回払い、10回払って解約")
BLOCKS = ("waiwai", "IPアドレス追加を8個")
MANY_BLOCKS = ("waiwai", "IPアドレス追加を15個")
STAMPS = ("enex", "開示請求の手数料と払い方は？")
QUOTED = ("tsubame", "解約の連絡期限は？")
EXEMPT = ("tsubame", "回線終端装置を返さないといくら？")
RIGHT = [MONTHLY, CHARGED, FREE, DISPUTED, LEFT, BLOCKS, STAMPS, QUOTED, EXEMPT]
Asked = tuple[str, str]
Spoil = Callable[[Draft], Draft]


class Bench:
    """A draft as the assistant makes it, and the checks as the assistant runs them."""

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant

    def draft(self, asked: Asked) -> tuple[Draft, Request]:
        provider, question = asked
        request, query = self._assistant._reader.replay(question, (), provider, ON)
        return self._assistant._draft(request, query), request

    def checks(self, draft: Draft, request: Request) -> set[str]:
        found = verify(draft, request, self._assistant._cited_clauses(draft), self._assistant._contact_lines(request), self._assistant.desk.schedule(draft.provider))
        return {v.check for v in found}

    def spoiled(self, asked: Asked, spoil: Spoil) -> set[str]:
        draft, request = self.draft(asked)
        assert self.checks(draft, request) == set()
        other = spoil(draft)
        assert other != draft, "the draft was not spoiled: mend the test"
        return self.checks(other, request)


@pytest.fixture(scope="module")
def bench(assistant: Assistant) -> Bench:
    return Bench(assistant)


def say(old: str, new: str) -> Spoil:
    """Other words in the text."""
    return lambda d: replace(d, conclusion=d.conclusion.replace(old, new), lines=tuple(line.replace(old, new) for line in d.lines))


def conclude(text: str) -> Spoil:
    return lambda d: replace(d, conclusion=text)


def requote(old: str, new: str) -> Spoil:
    def spoil(draft: Draft) -> Draft:
        return replace(draft, cited=tuple(Cited(c.indexed, c.quote.replace(old, new)) for c in draft.cited))

    return spoil


@pytest.mark.parametrize("asked", RIGHT, ids=lambda a: a[1])
def test_a_right_answer_passes(bench: Bench, asked: Asked) -> None:
    draft, request = bench.draft(asked)
    assert draft.status == "answered" and draft.cited
    assert bench.checks(draft, request) == set()


@pytest.mark.parametrize(
    ("asked", "old", "new"),
    [
        (MONTHLY, "3,300円", "3,301円"),
        (MONTHLY, "3,300円", "33,000円"),
        (MONTHLY, "3,000円", "3,001円"),
        (CHARGED, "3,300円", "3,360円"),
        (CHARGED, "2025年12月", "2023年12月"),
        (CHARGED, "2026年6月", "2026年5月"),
        (FREE, "2026年7月", "2026年8月"),
        (LEFT, "12,782円", "12,728円"),
        (LEFT, "11,620円", "11,602円"),
        (BLOCKS, "1,100円", "1,650円"),
        (BLOCKS, "8個", "9個"),
        (STAMPS, "380円", "390円"),
        (QUOTED, "14日前", "15日前"),
        (EXEMPT, "14,000円", "14,500円"),
    ],
)
def test_a_changed_digit(bench: Bench, asked: Asked, old: str, new: str) -> None:
    assert "operand" in bench.spoiled(asked, say(old, new))


@pytest.mark.parametrize(
    ("asked", "amount"),
    [(MONTHLY, "605円"), (CHARGED, "11,000円"), (LEFT, "14,000円"), (BLOCKS, "34,320円"), (EXEMPT, "22,000円")],
    ids=lambda a: a if isinstance(a, str) else "",
)
def test_an_amount_of_a_clause_that_is_not_cited(bench: Bench, asked: Asked, amount: str) -> None:
    assert "operand" in bench.spoiled(asked, conclude(f"お尋ねの金額は{amount}です。"))


@pytest.mark.parametrize(
    ("asked", "old", "new"),
    [
        (LEFT, "12,782円（税込、税抜11,620円）", "12,782円（税抜、税込11,620円）"),
        (LEFT, "12,782円（税込、税抜11,620円）", "11,620円（税込、税抜12,782円）"),
        (LEFT, "12,782円（税込、税抜11,620円）", "12,782円（税抜）"),
        (MONTHLY, "3,300円（税込、税抜3,000円）", "3,300円（税抜、税込3,000円）"),
        (CHARGED, "3,300円（税込、税抜3,000円）", "3,300円（税抜）"),
    ],
)
def test_tax_sides_exchanged(bench: Bench, asked: Asked, old: str, new: str) -> None:
    assert "tax" in bench.spoiled(asked, say(old, new))


@pytest.mark.parametrize(
    ("asked", "old", "new"),
    [
        (MONTHLY, "3,000円", "3.000円"),
        (CHARGED, "解約", "解釈"),
        (QUOTED, "14日", "１４日"),
        (STAMPS, "切手", "切符"),
        (LEFT, "残金", "残高"),
        (FREE, "ただし", "但し"),
    ],
)
def test_a_quote_altered_by_one_letter(bench: Bench, asked: Asked, old: str, new: str) -> None:
    assert "quote" in bench.spoiled(asked, requote(old, new))


@pytest.mark.parametrize("asked", RIGHT, ids=lambda a: a[1])
def test_an_empty_quote_or_none_at_all(bench: Bench, asked: Asked) -> None:
    assert "quote" in bench.spoiled(asked, lambda d: replace(d, cited=tuple(Cited(c.indexed, "") for c in d.cited)))
    assert "citation" in bench.spoiled(asked, lambda d: replace(d, cited=()))


@pytest.mark.parametrize(("asked", "yen"), [(LEFT, "12782"), (MANY_BLOCKS, "1650")])
def test_a_figure_dropped_from_the_steps(bench: Bench, asked: Asked, yen: str) -> None:
    def spoil(draft: Draft) -> Draft:
        assert draft.calculation is not None
        steps = tuple(s for s in draft.calculation.steps if s.yen != yen)
        return replace(draft, calculation=draft.calculation.model_copy(update={"steps": steps}), lines=())

    checks = bench.spoiled(asked, spoil)
    assert {"amount", "operand"} & checks


def test_an_amount_offered_that_no_step_and_no_clause_has(bench: Bench) -> None:
    def spoil(draft: Draft) -> Draft:
        (figure, *_) = draft.figures
        return replace(draft, figures=(Figure(figure.price.times(7), figure.label, figure.role, figure.period),))

    assert "amount" in bench.spoiled(MONTHLY, spoil)


@pytest.mark.parametrize("asked", [CHARGED, MONTHLY, LEFT], ids=lambda a: a[1])
def test_nothing_is_called_free_that_is_charged(bench: Bench, asked: Asked) -> None:
    assert "polarity" in bench.spoiled(asked, conclude("解約金はかかりません（0円）。"))


def test_what_is_free_is_said_to_be(bench: Bench) -> None:
    assert "polarity" in bench.spoiled(FREE, conclude("解約金がかかります。"))


def test_what_fails_is_not_shown(assistant: Assistant, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    """The assistant falls back on the quoted clauses alone."""
    draft, request = Bench(assistant).draft(CHARGED)
    wrong = replace(draft, conclusion="解約金は9,900円です。")
    shown = assistant._verified(wrong, request, CHARGED[1])
    assert shown.figures == () and shown.calculation is None
    assert "9,900円" not in shown.text and shown.cited
    assert "answer withheld" in caplog.text


def test_figures_are_compared_with_their_units() -> None:
    assert figures_in("3,300円と14日、第12条、24ヵ月、10%") == {("3300", "円"), ("14", "日"), ("24", "か月"), ("10", "%")}
    assert figures_in("３，３００円") == figures_in("3300円")
    assert figures_in("007円") == {("7", "円")}


@pytest.mark.parametrize("asked", [MONTHLY, CHARGED], ids=lambda a: a[1])
def test_the_excluded_amount_called_included(bench: Bench, asked: Asked) -> None:
    assert bench.spoiled(asked, say("3,300円（税込、税抜3,000円）", "3,000円（税込）"))


def test_the_excluded_amount_behind_the_word_included(bench: Bench) -> None:
    assert bench.spoiled(LEFT, say("12,782円（税込、税抜11,620円）", "税込11,620円"))


@pytest.mark.parametrize(
    ("asked", "old", "new"),
    [
        (MONTHLY, "3,300円（税込、税抜3,000円）", "4,180円（税込）"),
        (EXEMPT, "14,000円", "12,000円"),
        (("tsubame", "屋内配線なしのマンションの工事費は？"), "22,000円（税込、税抜20,000円）", "11,660円（税込）"),
    ],
)
def test_an_amount_of_another_line_of_the_same_clause(bench: Bench, asked: Asked, old: str, new: str) -> None:
    assert bench.spoiled(asked, say(old, new))


@pytest.mark.parametrize("words", ["解約金はかかりません。", "解約金は無料です。", "解約金は0円です。"])
def test_nothing_is_called_free_in_other_words(bench: Bench, words: str) -> None:
    assert bench.spoiled(CHARGED, conclude(words))


@pytest.mark.parametrize("asked", [MONTHLY, CHARGED, EXEMPT], ids=lambda a: a[1])
def test_what_the_terms_oblige_us_to_add_is_missing(bench: Bench, asked: Asked) -> None:
    assert bench.spoiled(asked, lambda d: replace(d, rider_texts=()))
