"""Question sets: what is read, and how a fault is named."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from evals.questions import load_sets, shipped_sets
from knowledge.errors import FormatError

GOOD = '{"id": "a", "kind": "fee", "question": "いくら？", "on": "2026-11-20", "expect": {"status": "answered"}}'


def written(folder: Path, text: str, name: str = "set.jsonl") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_shipped_sets_load() -> None:
    cases = load_sets(shipped_sets())
    assert len(cases) >= 60
    assert {case.expect.status for case in cases} == {"answered", "not_in_terms", "needs_detail", "out_of_scope"}


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", r":3: the line: .*JSON"),
        ('{"id": "b", "question": "x"}', r":3: expect: Field required"),
        ('{"id": "b", "question": "x", "expect": {"status": "maybe"}}', r":3: expect\.status: .*'maybe'"),
        ('{"id": "b", "question": "x", "expect": {"status": "answered", "clause": []}}', r":3: expect\.clause: Extra"),
        ('{"id": "b", "question": "x", "on": "2026-02-30", "expect": {"status": "answered"}}', r":3: on: "),
        ('{"id": "b", "question": "x", "expect": {"status": "answered", "amounts": [{"yen": 3300}]}}', r":3: expect\.amounts\.0\.yen: "),
        (GOOD, r":3: id 'a' stands twice"),
    ],
)
def test_a_fault_is_named_by_file_and_line(tmp_path: Path, line: str, message: str) -> None:
    path = written(tmp_path, f"{GOOD}\n\n{line}\n")
    with pytest.raises(FormatError, match=message) as caught:
        load_sets([path])
    assert str(caught.value).startswith(str(path))


def test_empty_missing_and_undecodable_files(tmp_path: Path) -> None:
    with pytest.raises(FormatError, match="no questions in it"):
        load_sets([written(tmp_path, "\n")])
    with pytest.raises(FormatError, match="cannot be read"):
        load_sets([tmp_path / "none.jsonl"])
    path = tmp_path / "sjis.jsonl"
    path.write_bytes((GOOD + "\n").encode() + "料金".encode("cp932"))
    with pytest.raises(FormatError, match=r":2: not UTF-8"):
        load_sets([path])


def test_csv(tmp_path: Path) -> None:
    text = (
        "\ufeffid,kind,question,provider,on,history,status,amounts,clauses,must_contain\r\n"
        'c1,fee,"月額は、\nいくら？",tsubame,2026-11-20,前の問い|その前,answered,4180:included|3800,a#1|a#2/(3),税込\r\n'
        "c2,,天気は？,,,,out_of_scope,,,\r\n"
    )
    first, second = load_sets([written(tmp_path, text, "set.csv")])
    assert first.on == date(2026, 11, 20)
    assert first.asked.history == ("前の問い", "その前")
    assert [(a.yen, a.tax) for a in first.expect.amounts] == [("4180", "included"), ("3800", None)]
    assert first.expect.clauses == ("a#1", "a#2/(3)")
    assert (second.provider, second.on, second.kind, second.expect.amounts) == (None, None, "other", ())


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("id,question,status\nc1,x,answered\nc2,x,maybe\n", r":3: expect\.status"),
        ('id,question,status\nc1,"x\ny",answered\n\nc2,"x\ny",maybe\n', r":5: expect"),
        ("id,question,state\nc1,x,answered\n", r":1: column 'state' is unknown"),
        ("id,question,status\nc1,x,answered,more\n", r":2: more cells than columns"),
        ('id,question,status\nc1,"x"y,answered\n', r":2: no CSV"),
    ],
)
def test_csv_faults(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(FormatError, match=message):
        load_sets([written(tmp_path, text, "set.csv")])
