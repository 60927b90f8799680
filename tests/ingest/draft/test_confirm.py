"""A made-up provider from its document to computed fees: asked, drafted, confirmed, asked again; wrong files change nothing."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from ingest.cli import main
from ingest.draft.confirm import confirm
from ingest.draft.emit import MARK
from ingest.publish import publish
from ingest.read import read_paths
from ingest.switch import publisher
from knowledge.answer.assistant import Assistant
from knowledge.answer.model import Answer, Question
from knowledge.errors import IndexBusyError, YakkanError
from knowledge.settings import Settings

from .conftest import PROVIDER

ON = date(2026, 6, 1)


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory, table: Path) -> Settings:
    settings = Settings(home=tmp_path_factory.mktemp("home"))
    publish(read_paths([table], {}, provider=PROVIDER), settings, say=lambda line: None)
    return settings


@pytest.fixture(scope="module")
def checked(tmp_path_factory: pytest.TempPathFactory, table: Path, settings: Settings) -> Path:
    """The draft as a person leaves it who has looked at every mark."""
    capture = tmp_path_factory.mktemp("draft") / "checked.yaml"
    from ingest.draft.command import draft_of

    text = draft_of(read_paths([table], {}, provider=PROVIDER), PROVIDER)
    capture.write_text("\n".join(line for line in text.splitlines() if not line.strip().startswith(MARK)), encoding="utf-8")
    return capture


def _ask(settings: Settings, question: str) -> Answer:
    return Assistant.open(settings).ask(Question(question=question, provider=PROVIDER, on=ON))


def test_before_a_schedule_the_row_is_quoted_and_after_it_the_fee_is_computed(settings: Settings, checked: Path) -> None:
    before = _ask(settings, "契約事務手数料はいくらですか")
    assert (before.status, before.calculation) == ("answered", None)
    assert "3,300円" in before.citations[0].quote

    confirm(checked, settings, say=lambda line: None)
    assert (settings.home / "fees" / f"{PROVIDER}.yaml").read_bytes() == checked.read_bytes()

    after = _ask(settings, "契約事務手数料はいくらですか")
    assert after.calculation is not None
    assert [(a.yen, a.tax) for a in after.amounts] == [("3300", "included")]
    assert [step.cite for step in after.calculation.steps] == ["yamabiko-ryokin#3"]
    assert [(a.yen, a.tax) for a in _ask(settings, "固定番号の追加を3個でいくらですか").amounts] == [("990", "included")]
    assert "5280" in {a.yen for a in _ask(settings, "戸建プランの月額はいくらですか").amounts}


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("5280", "5281", "5,281円 is not printed in yamabiko-ryokin#1"),
        ("yamabiko-ryokin#2", "yamabiko-ryokin#9", "'yamabiko-ryokin#9' names no clause"),
        ("provider: yamabiko", "provider: nobody", "no terms of provider 'nobody'"),
        ("charged: once", "charged: sometimes", "Input should be"),
        ("fees:", "fees: [", "no YAML"),
        ("fees:", f"{MARK}: 見る\nfees:", "still marked"),
        ("yamabiko-ryokin#2", "yamabiko-ryokin", "no clause address"),
    ],
)
def test_a_wrong_file_is_refused_in_one_line_and_changes_nothing(
    settings: Settings,
    checked: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    old: str,
    new: str,
    said: str,
) -> None:
    monkeypatch.setenv("YAKKAN_HOME", str(settings.home))
    wrong = tmp_path / "wrong.yaml"
    wrong.write_text(checked.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    before = _state(settings)
    assert main(["fees", "--confirm", str(wrong)]) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("error: ") and said in line
    assert _state(settings) == before


def test_another_provider_than_the_file_s_is_refused(settings: Settings, checked: Path) -> None:
    with pytest.raises(YakkanError, match="is not 'other'"):
        confirm(checked, settings, "other", say=lambda line: None)


def test_a_file_that_is_not_there(settings: Settings, tmp_path: Path) -> None:
    with pytest.raises(YakkanError, match="no such file"):
        confirm(tmp_path / "none.yaml", settings, say=lambda line: None)


def test_while_another_publishes_the_schedule_in_use_stays(settings: Settings, checked: Path, tmp_path: Path) -> None:
    before = _state(settings)
    changed = tmp_path / "changed.yaml"
    changed.write_text(checked.read_text(encoding="utf-8") + "\n# 見直し\n", encoding="utf-8")
    with publisher(settings), pytest.raises(IndexBusyError):
        confirm(changed, settings, say=lambda line: None)
    assert _state(settings) == before


def _state(settings: Settings) -> tuple[str, dict[str, bytes]]:
    fees = {path.name: path.read_bytes() for path in sorted((settings.home / "fees").glob("*"))}
    return str(settings.current.resolve()), fees
