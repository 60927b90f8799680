"""--stage, diff, promote, rollback; and `python -m knowledge check` on what is there."""

from __future__ import annotations

import json

import pytest

from ingest.cli import main
from ingest.manage import run
from ingest.publish import promote, rollback
from knowledge.checks import check
from knowledge.errors import IndexError_
from knowledge.generations import previous, staged


def stage(home) -> str:
    home.fee(1100)
    return home.ingest(home.write(yen=1100, more="\n第4条（新設）\n\n新しい定めです。\n"), stage=True)


def test_staging_switches_nothing(home) -> None:
    before = home.current
    name = stage(home)
    assert home.current == before and staged(home.settings).id == name
    assert "1000円" in (home.settings.documents / "newco" / "newco.txt").read_text(encoding="utf-8")
    again = home.ingest(home.write(days=30), stage=True)
    assert staged(home.settings).id == again and len(list(home.settings.generations.iterdir())) == 2


def test_diff_tells_clauses_and_fees(home, capsys: pytest.CaptureFixture[str]) -> None:
    stage(home)
    assert run(["diff", "--json"], home.settings) == 0
    found = json.loads(capsys.readouterr().out)
    assert [(c["change"], c["address"]) for c in found["clauses"]] == [
        ("changed", "newco-hikari#第1条"),
        ("added", "newco-hikari#第4条"),
    ]
    (fee,) = found["fees"]
    assert (fee["key"], fee["old"][0]["included"], fee["new"][0]["included"]) == ("line_monthly", "1000", "1100")
    assert found["documents"] == []
    assert run(["diff"], home.settings) == 0
    said = capsys.readouterr().out
    assert "1000円" in said and "1100円" in said and "1 fees differ" in said


def test_a_new_date_is_compared_with_what_was_in_force(home, capsys: pytest.CaptureFixture[str]) -> None:
    home.ingest(home.write(yen=1100, history="改定 2025年4月1日"), stage=True)
    run(["diff", "--json"], home.settings)
    found = json.loads(capsys.readouterr().out)
    assert [(d["change"], d["effective"]) for d in found["documents"]] == [("added", "2025-04-01")]
    assert {c["address"]: c["change"] for c in found["clauses"]} == {"newco-hikari#第1条": "changed", "newco-hikari#附則": "changed"}


def test_promote_and_rollback_bring_their_library(home) -> None:
    before = home.current
    name = stage(home)
    assert promote(home.settings, say=home.said.append) == name == home.current
    assert "1100円" in (home.settings.documents / "newco" / "newco.txt").read_text(encoding="utf-8")
    assert previous(home.settings).id == before and staged(home.settings) is None
    assert rollback(home.settings, say=home.said.append) == before == home.current
    assert "1000円" in (home.settings.documents / "newco" / "newco.txt").read_text(encoding="utf-8")
    assert promote(home.settings, say=home.said.append) == name == home.current


def test_what_is_staged_on_an_older_index_is_dropped(home) -> None:
    stage(home)
    home.ingest(home.write(yen=1100, days=25))
    with pytest.raises(IndexError_, match="nothing is staged"):
        promote(home.settings, say=home.said.append)


def test_a_damaged_generation_is_not_switched_to(home) -> None:
    before = home.current
    name = stage(home)
    with (home.settings.generations / name / "bundle.sqlite").open("ab") as file:
        file.write(b"\0")
    with pytest.raises(IndexError_, match="damaged"):
        promote(home.settings, say=home.said.append)
    assert home.current == before


def test_nothing_to_go_back_to(home, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("YAKKAN_HOME", str(home.settings.home))
    for command, said in (("rollback", "no earlier index"), ("promote", "nothing is staged"), ("diff", "nothing is staged")):
        assert main([command]) == 1
        assert said in capsys.readouterr().err


def test_stage_on_the_command_line(home, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("YAKKAN_HOME", str(home.settings.home))
    assert main([str(home.write(days=11)), "--provider", "newco", "--stage"]) == 0
    said = capsys.readouterr()
    assert "staged, 1 documents" in said.out and "1 to embed" in said.err and "\r" not in said.err
    assert main(["promote"]) == 0
    assert "11日前" in home.text("newco-hikari#第2条")


def test_check_tells_what_is_served(home) -> None:
    name = stage(home)
    lines = "\n".join(check(home.settings).lines)
    assert f"current   {home.current}" in lines and f"staged    {name}" in lines
    assert "newco-hikari: original 2020-01-01" in lines
    with (home.settings.current / "bundle.sqlite").open("ab") as file:
        file.write(b"\0")
    report = check(home.settings)
    assert not report.whole and any("rollback" in line for line in report.lines)
