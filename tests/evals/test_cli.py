"""The commands, over a stand-in assistant."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from evals.cli import main
from evals.subject import Opener
from knowledge.answer.model import Answer
from tests.evals.fakes import TableAssistant, amount, answer, cite

JUYO = "tsubame-hikari-juyo#12/(3)"
SET = [
    {"id": "q1", "kind": "fee", "question": "解約金は？", "provider": "tsubame",
     "expect": {"status": "answered", "amounts": [{"yen": "3300", "tax": "included"}], "clauses": [JUYO]}},
    {"id": "q2", "kind": "other", "question": "連絡期限は？",
     "expect": {"status": "answered", "clauses": [JUYO], "must_contain": ["14日"]}},
    {"id": "q3", "kind": "out_of_scope", "question": "天気は？", "expect": {"status": "out_of_scope"}},
]  # fmt: skip
FEE = answer(text="<b>3,300円</b> https://example.jp/x", amounts=[amount("3300")], citations=[cite(JUYO, "3,300円")])
NOTICE = answer(text="14日前まで", citations=[cite(JUYO)])
WEATHER = answer("out_of_scope", "約款の質問ではありません。")
ALL = {"解約金は？": FEE, "連絡期限は？": NOTICE, "天気は？": WEATHER}


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("YAKKAN_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture
def questions(tmp_path: Path) -> str:
    path = tmp_path / "set.jsonl"
    path.write_text("\n".join(json.dumps(one, ensure_ascii=False) for one in SET), encoding="utf-8")
    return str(path)


def opener(answers: dict[str, Answer]) -> Opener:
    return lambda settings: TableAssistant(answers, {"解約金は？": ("tsubame-hikari-juyo#16", JUYO)})


def test_answer_keeps_the_order_and_goes_on_past_bad_lines(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = [
        b'{"id": "q1", "question": "\xe8\xa7\xa3\xe7\xb4\x84\xe9\x87\x91\xe3\x81\xaf\xef\xbc\x9f", "expect": {"status": "answered"}}\r',
        b"[1]", b"", b"\xff\xfe", b'{"id": "q5"}', b'{"id": "q6", "question": ""}', b'{"id": "q7", "question": "x", "on": "2026-13-01"}',
        '{"id": 8, "question": "天気は？", "provider": null, "on": null, "history": null}'.encode(),
        '{"id": "q9", "question": "壊れろ"}'.encode(), b"[" * 100_000, b'{"id": ["x"], "question": "x"}', b'{"question": "\\ud800"}',
        '{"question": "天気は？", "history": ["a\u2028b"]}'.encode(),
    ]  # fmt: skip
    path = tmp_path / "in.jsonl"
    path.write_bytes(b"\xef\xbb\xbf" + b"\n".join(lines) + b"\n")
    assert main(["answer", str(path)], opener(ALL)) == 0
    out = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [one["id"] for one in out] == ["q1", 2, 3, 4, "q5", "q6", "q7", 8, "q9", 10, 11, 12, None]
    assert ["error" in one for one in out] == [False, True, True, True, True, True, True, False, True, True, True, True, False]
    assert out[0]["status"] == "answered" and out[0]["amounts"][0]["yen"] == "3300"
    assert out[8]["error"] == "the assistant failed: ZeroDivisionError: division by zero"


def test_run_writes_results_summary_and_a_report_that_loads_nothing(
    tmp_path: Path, questions: str, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    assert main(["run", questions, "--out", str(out)], opener(ALL)) == 0
    printed = capsys.readouterr().out
    assert re.search(r"^correct +1\.000 ", printed, re.M) and str(out / "report.html") in printed
    summary = json.loads((out / "summary.json").read_text(encoding="utf-8"))
    assert summary["generation"] == "g-test"
    assert summary["figures"]["correct"]["n"] == 3
    assert summary["figures"]["search_mrr"]["value"] == 0.25
    assert summary["by"]["provider"]["tsubame"]["correct"]["n"] == 1
    results = [json.loads(line) for line in (out / "results.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [(one["case"]["id"], one["verdict"]["correct"]) for one in results] == [("q1", True), ("q2", True), ("q3", True)]
    page = (out / "report.html").read_text(encoding="utf-8")
    assert "解約金は？" in page and "&lt;b&gt;3,300円" in page
    assert not re.search(r"""(src|href|action|data)\s*=|@import|url\(|<script|<link|<iframe|<b>""", page)
    assert "default-src 'none'" in page


def test_misses_come_first_in_the_report(tmp_path: Path, questions: str) -> None:
    out = tmp_path / "out"
    assert main(["run", questions, "--out", str(out), "--show-measured"], opener({"解約金は？": FEE, "天気は？": WEATHER})) == 0
    page = (out / "report.html").read_text(encoding="utf-8")
    assert page.index('id="q2"') < page.index('id="q1"') < page.index('id="q3"')
    assert "answered expected, not_in_terms given" in page


def test_the_measured_half_is_reported_without_its_texts(tmp_path: Path, questions: str) -> None:
    out = tmp_path / "out"
    assert main(["run", questions, "--out", str(out)], opener(ALL)) == 0
    page = (out / "report.html").read_text(encoding="utf-8")
    assert "q3" in page and "天気は？" not in page and WEATHER.text not in page
    assert "解約金は？" in page


def test_one_half_alone(tmp_path: Path, questions: str, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "out"
    assert main(["run", questions, "--out", str(out), "--half", "measured"], opener(ALL)) == 0
    assert [json.loads(line)["case"]["id"] for line in (out / "results.jsonl").read_text(encoding="utf-8").splitlines()] == ["q3"]
    floors = ["--floor", "looked.correct=1", "--floor", "measured.correct=1"]
    assert main(["run", questions, "--out", str(out), *floors], opener(ALL)) == 0
    assert main(["run", questions, "--out", str(out), "--half", "measured", *floors], opener(ALL)) == 1
    assert "looked.correct could not be measured" in capsys.readouterr().err


def test_kinds_says_what_is_short(questions: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["kinds", questions]) == 1
    assert "short: 149 of fee, 70 of cancel, 70 of privacy, 69 of other" in capsys.readouterr().out
    assert main(["kinds"]) == 0
    assert "short: nothing" in capsys.readouterr().out


def test_a_pass_over_the_index_needs_the_assistant(tmp_path: Path, questions: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", questions, "--out", str(tmp_path / "out"), "--counterfactual"], opener(ALL)) == 1
    assert "TableAssistant is a stand-in" in capsys.readouterr().err


def test_against_lists_gained_and_lost(tmp_path: Path, questions: str, capsys: pytest.CaptureFixture[str]) -> None:
    first, second, third = (str(tmp_path / name) for name in ("one", "two", "three"))
    wrong_fee = FEE.model_copy(update={"amounts": (amount("3410"),)})
    assert main(["run", questions, "--out", first], opener(ALL | {"天気は？": NOTICE})) == 0
    assert main(["run", questions, "--out", second, "--against", first], opener(ALL | {"解約金は？": wrong_fee})) == 1
    captured = capsys.readouterr()
    assert "gained 1: q3" in captured.out and "lost 1: q1" in captured.out
    assert captured.err.splitlines()[-1] == "evals: 1 lost: q1"
    change = json.loads(Path(second, "summary.json").read_text(encoding="utf-8"))["against"]
    assert (change["paired"], change["gained"], change["lost"], change["p"]) == (3, ["q3"], ["q1"], 1.0)
    assert main(["run", questions, "--out", third, "--against", second], opener(ALL)) == 0


def test_a_changed_question_is_not_paired_and_a_changed_gold_is_judged_anew(tmp_path: Path, questions: str) -> None:
    first, second, path = str(tmp_path / "one"), tmp_path / "two", Path(questions)
    assert main(["run", questions, "--out", first], opener(ALL)) == 0
    text = path.read_text(encoding="utf-8").replace("連絡期限は？", "いつまで？").replace('"3300"', '"3410"')
    path.write_text(text, encoding="utf-8")
    assert main(["run", questions, "--out", str(second), "--against", first], opener(ALL)) == 0
    change = json.loads((second / "summary.json").read_text(encoding="utf-8"))["against"]
    assert (change["unpaired"], change["gained"], change["lost"]) == (["q2"], [], [])


def test_floors(tmp_path: Path, questions: str, capsys: pytest.CaptureFixture[str]) -> None:
    answers = opener({"解約金は？": FEE, "天気は？": WEATHER})
    command = ["run", questions, "--out", str(tmp_path / "out")]
    assert main([*command, "--floor", "status=0.6", "--floor", "no_wrong_amount=1"], answers) == 0
    assert main([*command, "--floor", "status=0.6", "--floor", "correct=0.9"], answers) == 1
    assert capsys.readouterr().err.splitlines()[-1] == "evals: correct is 0.667, its floor 0.9"
    for bad in ("pretty=1", "half.correct=1", "status=high", "status=90"):
        with pytest.raises(SystemExit) as stopped:
            main([*command, "--floor", bad], answers)
        assert stopped.value.code == 2


def test_a_crash_on_one_question_is_a_miss_and_the_run_goes_on(tmp_path: Path, questions: str) -> None:
    path, out = Path(questions), tmp_path / "out"
    path.write_text(path.read_text(encoding="utf-8").replace("連絡期限は？", "壊れろ"), encoding="utf-8")
    assert main(["run", questions, "--out", str(out)], opener(ALL)) == 0
    summary = json.loads((out / "summary.json").read_text(encoding="utf-8"))
    assert (summary["errors"], summary["questions"]) == (1, 3)
    assert summary["misses"][0]["miss"] == "error"


def test_what_cannot_be_done_is_one_line(tmp_path: Path, questions: str, home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = str(tmp_path / "out")
    for command in (
        ["answer", str(tmp_path / "none.jsonl")],
        ["run", str(tmp_path / "none.jsonl")],
        ["run", questions, "--out", out, "--against", str(tmp_path / "none")],
        ["run", questions, "--out", out, "--against", out],
        ["run", questions, "--out", questions],
    ):
        assert main(command, opener(ALL)) == 1
        captured = capsys.readouterr()
        assert captured.out == "" and captured.err.startswith("evals: ") and captured.err.count("\n") == 1
    assert main(["run", questions], opener(ALL)) == 0
    assert [path.name for path in next((home / "evals").iterdir()).iterdir()].count("report.html") == 1
