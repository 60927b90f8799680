"""What is in the next generation: replaced, beside each other, removed."""

from __future__ import annotations

from datetime import date

import pytest

from ingest.manage import run
from ingest.publish import Removal, publish
from knowledge.errors import FormatError, SourceError

SHIPPED = ("newco-annai", "summary", "")
OLD = ("newco-hikari", "original", "2020-01-01")
NEW = ("newco-hikari", "original", "2025-04-01")
LATER = "制定 2020年1月1日\n改定 2025年4月1日"


def test_a_new_version_of_a_document_replaces_it(home) -> None:
    home.fee(1100)
    home.ingest(home.write(yen=1100))
    assert home.held == {SHIPPED, OLD}
    assert "1100円" in home.text("newco-hikari#第1条")
    assert home.library == {"newco/newco.txt"}


def test_another_date_stays_beside_and_the_day_decides(home) -> None:
    home.ingest(home.write(yen=1100, history=LATER))
    assert home.held == {SHIPPED, OLD, NEW}
    assert len(home.library) == 2
    assert "1000円" in home.text("newco-hikari#第1条", date(2025, 3, 31))
    assert "1100円" in home.text("newco-hikari#第1条", date(2025, 4, 1))
    assert "1000円" in home.text("newco-hikari#第1条", date(2019, 1, 1))
    assert "1100円" in home.text("newco-hikari#第1条")
    home.ingest()
    assert home.held == {SHIPPED, OLD, NEW}


def test_a_deleted_file_is_gone_from_the_next_generation(home) -> None:
    (home.settings.home / "fees" / "newco.yaml").unlink()
    (home.settings.documents / "newco" / "newco.txt").unlink()
    home.ingest()
    assert home.held == {SHIPPED}
    assert not list(home.settings.documents.glob("*/*"))


def test_remove_takes_one_date_and_leaves_the_other(home, capsys: pytest.CaptureFixture[str]) -> None:
    home.ingest(home.write(yen=1100, history=LATER))
    assert run(["remove", "newco-hikari", "--effective", "2020-01-01"], home.settings) == 0
    assert home.held == {SHIPPED, NEW}
    assert len(home.library) == 1
    assert "without newco-hikari" in capsys.readouterr().out


def test_remove_what_is_not_there_is_refused_by_name(home) -> None:
    with pytest.raises(SourceError, match=r"newco-annai.*newco-hikari"):
        publish((), home.settings, say=home.said.append, remove=Removal("newco-annai"))


def test_a_schedule_keeps_its_clauses_from_being_removed(home) -> None:
    before = home.current
    with pytest.raises(FormatError, match="names no clause"):
        publish((), home.settings, say=home.said.append, remove=Removal("newco-hikari"))
    assert home.current == before and home.library == {"newco/newco.txt"}


def test_notes_survive(home) -> None:
    path = home.write("beilage.txt", history="")
    path.write_text("補足\n\n第1条（補足）\n\n補足を定めます。\n", encoding="utf-8")
    home.ingest(path, effective=date(2023, 5, 1))
    home.ingest()
    assert ("beilage", "original", "2023-05-01") in home.held


def test_one_id_of_two_providers_is_refused(home) -> None:
    (home.settings.home / "providers").mkdir()
    other = "provider: other\nname: 他社\ncompany: 他社\ncalled: [他社]\n"
    (home.settings.home / "providers" / "other.yaml").write_text(other, encoding="utf-8")
    from ingest.read import read_paths
    from knowledge.registry import load_providers

    providers = load_providers((home.settings.home / "providers",))
    read = read_paths([home.write()], providers, provider="other", document="newco-hikari")
    with pytest.raises(SourceError, match="newco already"):
        publish(read, home.settings, say=home.said.append)
