"""The environment, read in one place."""

from __future__ import annotations

import inspect
import re
from datetime import date
from pathlib import Path

import pytest

from knowledge import errors
from knowledge.errors import SettingsError, YakkanError
from knowledge.settings import Settings, from_environment, today

ROOT = Path(__file__).resolve().parents[2]
NAMES = ("YAKKAN_HOME", "YAKKAN_EDITION", "YAKKAN_EMBEDDING", "YAKKAN_LLM", "YAKKAN_CHROMA_URL")


@pytest.fixture(autouse=True)
def empty_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)


def test_unset(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert from_environment() == Settings(home=tmp_path / ".yakkan")


def test_set(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YAKKAN_HOME", str(tmp_path))
    monkeypatch.setenv("YAKKAN_EDITION", "original")
    monkeypatch.setenv("YAKKAN_EMBEDDING", "some/model")
    held = from_environment()
    assert (held.home, held.edition, held.embedding) == (tmp_path, "original", "some/model")


@pytest.mark.parametrize("name", NAMES)
def test_an_empty_value_is_no_value(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv(name, "")
    assert from_environment() == Settings(home=tmp_path / ".yakkan")


def test_an_edition_that_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YAKKAN_EDITION", "short")
    with pytest.raises(SettingsError, match=r"YAKKAN_EDITION='short'.*original or summary"):
        from_environment()


def test_a_home_that_is_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv("YAKKAN_HOME", str(tmp_path / "file"))
    with pytest.raises(SettingsError, match="name a folder"):
        from_environment()


def test_today_is_a_day() -> None:
    assert type(today()) is date


def test_one_tree_of_errors() -> None:
    own = [c for _, c in inspect.getmembers(errors, inspect.isclass) if c.__module__ == errors.__name__]
    assert all(issubclass(c, YakkanError) for c in own)
    assert all(c.__name__ in str(errors.__doc__) for c in own)


def test_the_environment_is_read_nowhere_else() -> None:
    reads = re.compile(r"\bos\.environ|\bgetenv\b|import environ")
    readers = [
        str(path.relative_to(ROOT))
        for room in ("knowledge", "ingest", "prompts")
        for path in (ROOT / room).rglob("*.py")
        if reads.search(path.read_text(encoding="utf-8"))
    ]
    assert [r for r in readers if r != "knowledge/settings.py"] == []
