"""`python -m ingest`: streams, exit statuses, the format of --check --json."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from ingest.cli import main

ROOT = Path(__file__).resolve().parents[2]
TEXT = "光約款\n\n第1条（総則）\n\n1. 甲とします。\n2. 乙とします。\n4. 丙とします。\n"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("YAKKAN_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "hikari.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_check_json(file: Path, home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(file), "--provider", "newco", "--check", "--json"]) == 0
    (held,) = json.loads(capsys.readouterr().out)
    assert (held["provider"], held["document"], held["title"], held["edition"]) == ("newco", "hikari", "光約款", "original")
    assert held["effective"] is None and held["pages"] == 1
    clause = held["clauses"][1]
    assert (clause["address"], clause["printed"], clause["page"]) == ("hikari#第1条/第1項", "第1条第1項", None)
    assert "".join(TEXT[start:end] for start, end in clause["spans"]) == "1. 甲とします。"
    assert [(doubt["kind"], doubt["line"]) for doubt in held["doubts"]] == [("gap", 7)]
    assert set(held["doubts"][0]) == {"kind", "line", "text", "done"}
    assert not home.exists()


def test_check_report_for_people(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(file), "--provider", "newco", "--check"]) == 0
    said = capsys.readouterr()
    assert "hikari" in said.out and "line 7: gap" in said.out
    assert "hikari" in said.err


def test_check_without_a_path_reads_the_shipped_edition(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--check", "--json"]) == 0
    assert {held["edition"] for held in json.loads(capsys.readouterr().out)} == {"summary"}


@pytest.mark.parametrize("data", [None, b"", b"  \n", b"\x00\x01", "約款".encode("shift_jis")])
def test_bad_input_is_one_line_and_status_one(tmp_path: Path, home: Path, data: bytes | None, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "bad.txt"
    if data is not None:
        path.write_bytes(data)
    assert main([str(path)]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert len(said.err.splitlines()) == 1 and str(path) in said.err
    assert not home.exists()


def test_a_folder_without_documents(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "empty").mkdir()
    assert main([str(tmp_path / "empty"), "--check"]) == 1
    assert "without documents" in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments", [["--json"], ["--edition", "short"], ["--effective", "gestern"], ["--document", "a#b"], ["--nothing"]]
)
def test_usage_is_status_two(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert stopped.value.code == 2
    assert capsys.readouterr().out == ""


def test_as_a_process(file: Path, home: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "ingest", str(file), "--provider", "newco", "--check", "--json"],
        cwd=ROOT, env={**os.environ, "YAKKAN_HOME": str(home)}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0
    assert json.loads(done.stdout)[0]["document"] == "hikari"
