"""Another provider's 約款 (PDF), 重要事項 (PDF) and privacy notice (HTML), read with no register entry and no code for them."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import pytest

from ingest.publish import with_unregistered
from ingest.read import read_paths
from knowledge.clause import Clause, Document
from knowledge.registry import Provider
from tests.ingest.test_spans import check

FOLDER = Path(__file__).resolve().parents[3] / "shared" / "more-documents"


@pytest.fixture(scope="module")
def held(providers: dict[str, Provider]) -> dict[str, Document]:
    if not FOLDER.is_dir():
        pytest.skip(f"the documents are not at {FOLDER}")
    return {d.document: d for d in read_paths([FOLDER], providers, provider="fon")}


def clause(document: Document, address: str) -> Clause:
    return next(c for c in document.clauses if c.address.clause == address)


def rows(document: Document, address: str) -> dict[str, list[str]]:
    lines = [line.split("\t") for line in clause(document, address).text.splitlines() if "\t" in line]
    return {cells[0]: cells[1:] for cells in lines}


def test_every_article_is_there_in_order(held: dict[str, Document]) -> None:
    document = held["fon-hikari-yakkan"]
    first = [c.address.clause for c in document.clauses if len(c.address.path) == 1]
    assert [a for a in first if a.startswith("第")] == [f"第{n}条" for n in range(1, 60)]
    assert first[-6:] == ["別記", "別表", "別紙料金表", "通則", "料金表", "附則"]
    assert document.doubts == ()
    assert document.effective is not None and document.effective.isoformat() == "2021-11-24"
    assert (document.title, document.kind, document.pages) == ("Fon光コース(2G各種プラン)契約約款", "約款", 20)
    assert all(c.page and 1 <= c.page <= 20 for c in document.clauses)


def test_a_line_that_begins_with_a_reference_is_no_heading(held: dict[str, Document]) -> None:
    assert "第１７条（契約者が行う" in clause(held["fon-hikari-yakkan"], "第18条").body


def test_paragraphs_are_whole_over_lines_and_pages(held: dict[str, Document]) -> None:
    text = clause(held["fon-hikari-yakkan"], "第17条/第4項").text
    assert text.endswith("工事費の支払いを要します。") and "\n" not in text


@pytest.mark.parametrize(("document", "table"), [("fon-hikari-yakkan", "料金表"), ("fon-hikari-juyo", "別表")])
def test_amounts_stand_in_their_rows(held: dict[str, Document], document: str, table: str) -> None:
    monthly = rows(held[document], f"{table}/1")
    plans = {name: next(amount for key, amount in monthly.items() if name in key)[0] for name in ("契約解除料なし", "Tプラン", "2年契約プラン")}
    assert plans["Tプラン"] == plans["2年契約プラン"] == "4,378円（税込）"
    assert re.findall(r"[\d,]+円", unicodedata.normalize("NFKC", plans["契約解除料なし"])) == ["5,864円", "5,845円"]
    works = {key.replace(" ", ""): cells[0] for key, cells in rows(held[document], f"{table}/3").items()}
    assert works == {"区分": "料金", "基本工事費": "４４，０００円（税込）", "土日祝追加工事費": "３，３００円（税込）", "回線撤去工事費": "１１，０００円（税込）"}
    assert unicodedata.normalize("NFKC", clause(held[document], f"{table}/2").body) == "定期契約型コースの契約解除料 21,780円(税込)"


def test_headings_that_only_space_marks(held: dict[str, Document]) -> None:
    assert "21,780円" in clause(held["fon-hikari-juyo"], "契約内容の変更または解約について/ご解約時の条件等").body


def test_html(held: dict[str, Document]) -> None:
    document = held["fon-privacy"]
    assert [c.address.clause for c in document.clauses if len(c.address.path) == 1] == ["前文", "1", "2", "3", "4", "5", "6", "7"]
    assert (document.title, document.kind, document.doubts) == ("個人情報保護方針", "個人情報", ())


def test_nothing_is_lost(held: dict[str, Document]) -> None:
    for document in held.values():
        check(document)


def test_an_unregistered_provider_is_known_by_its_id(held: dict[str, Document], providers: dict[str, Provider]) -> None:
    known = with_unregistered(providers, tuple(held.values()))
    assert (known["fon"].name, known["fon"].called) == ("fon", ("fon",))
    assert set(known) == {*providers, "fon"}
