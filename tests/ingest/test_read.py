"""A path into documents: what the file says, what the options say."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from ingest.dates import dates_in
from ingest.read import read_path, read_paths
from knowledge.errors import SourceError
from knowledge.registry import Provider

TEXT = "新しい光サービス契約約款\n\n第1条（総則）\n\n当社は光を出します。\n\n第2条（料金）\n\n料金は別に定めます。\n\n"
TEXT += "附則\n\n平成31年4月1日 制定\n令和2年1月15日 改定\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "newco-yakkan.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_an_unknown_provider_needs_to_be_named(file: Path, providers: dict[str, Provider]) -> None:
    with pytest.raises(SourceError, match="--provider"):
        read_path(file, providers)


def test_a_new_provider_needs_no_code(file: Path, providers: dict[str, Provider]) -> None:
    (held,) = read_path(file, providers, provider="newco")
    assert (held.provider, held.document, held.title) == ("newco", "newco-yakkan", "新しい光サービス契約約款")
    assert (held.kind, held.edition, held.effective, held.part) == ("約款", "original", date(2020, 1, 15), None)
    assert [clause.address.clause for clause in held.clauses] == ["第1条", "第2条", "附則"]


def test_options_override(file: Path, providers: dict[str, Provider]) -> None:
    (held,) = read_path(file, providers, provider="newco", document="d", title="題", effective=date(2024, 1, 1), edition="summary")
    assert (held.document, held.title, held.effective, held.edition) == ("d", "題", date(2024, 1, 1), "summary")
    assert {clause.address.document for clause in held.clauses} == {"d"}


def test_names_fit_one_document_only(seeds: Path, providers: dict[str, Provider]) -> None:
    with pytest.raises(SourceError, match="holds 2 documents"):
        read_path(seeds / "waiwai-yakkan.txt", providers, title="題")


def test_the_same_document_twice_is_refused(file: Path, tmp_path: Path, providers: dict[str, Provider]) -> None:
    again = tmp_path / "again"
    again.mkdir()
    (again / file.name).write_text(TEXT, encoding="utf-8")
    with pytest.raises(SourceError, match="already"):
        read_paths([file, again], providers, provider="newco")


def test_front_matter_of_another_provider_is_refused(tmp_path: Path, providers: dict[str, Provider]) -> None:
    path = tmp_path / "a.md"
    path.write_text(
        "---\nprovider: a\ndocument: a\ntitle: a\nkind: 約款\nedition: summary\neffective: null\n---\n## 1 題\n文。\n", encoding="utf-8"
    )
    assert read_path(path, providers)[0].provider == "a"
    with pytest.raises(SourceError, match="names provider a, not b"):
        read_path(path, providers, provider="b")


def test_dates() -> None:
    assert list(dates_in("令和元年5月1日、2020 年 2 月 30 日、２０２１年４月１日")) == [date(2019, 5, 1), date(2021, 4, 1)]
