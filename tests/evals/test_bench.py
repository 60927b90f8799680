"""Parts of the benchmark that need no index."""

from __future__ import annotations

from pathlib import Path

import pytest

from evals.bench import route, table
from evals.cli import main
from knowledge.answer.model import Answer
from tests.evals.fakes import TableAssistant, amount, answer, steps


@pytest.mark.parametrize(
    ("given", "way"),
    [
        (answer(amounts=[amount("3300")]), "computed"),
        (answer(calculation=steps("24か月")), "computed"),
        (answer(), "searched"),
        (answer("not_in_terms"), "declined"),
        (answer("out_of_scope"), "declined"),
        (answer("needs_detail"), None),
    ],
)
def test_route(given: Answer, way: str | None) -> None:
    assert route(given) == way


def test_table_has_one_figure_a_line() -> None:
    figures = {"question_ms": {"computed": {"p50": 7.4, "p95": None}}, "bare_ms": {"p50": 2, "p95": 3}, "clauses": 12}
    assert [line.split() for line in table(figures).splitlines()] == [
        ["question_ms", "computed", "p50", "7.4,", "p95", "–"],
        ["bare_ms", "p50", "2,", "p95", "3"],
        ["clauses", "12"],
    ]


def test_bench_without_an_index_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("YAKKAN_HOME", str(tmp_path / "none"))
    assert main(["bench", "--json"], lambda settings: TableAssistant({})) == 1
    captured = capsys.readouterr()
    assert captured.out == "" and "run python -m ingest" in captured.err and captured.err.count("\n") == 1
