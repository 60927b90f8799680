"""The fifteen source documents against the outline read by eye."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from knowledge.clause import Document

DOCUMENTS = (
    "tsubame-hikari-juyo",
    "tsubame-privacy",
    "tsubame-hikari-yakkan",
    "tsubame-provider-juyo",
    "tsubame-provider-yakkan",
    "tsubame-v6-juyo",
    "tsubame-v6-yakkan",
    "tsubame-hgw-juyo",
    "waiwai-yakkan",
    "waiwai-ryokin",
    "h555-yakkan",
    "h555-ryokin",
    "ocn-ip1-moshikomi",
    "ocn-privacy",
    "enex-privacy",
)


def first_level(held: Document) -> list[str]:
    return [clause.address.clause for clause in held.clauses if len(clause.address.path) == 1]


def doubted(held: Document) -> str:
    return "\n".join(f"{doubt.kind} {doubt.text} {doubt.done}" for doubt in held.doubts)


def test_all_fifteen_are_found(originals: dict[str, Document]) -> None:
    assert set(originals) == set(DOCUMENTS)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_first_level_clause_is_found_in_order(document: str, originals: dict[str, Document], by_eye: dict[str, Any]) -> None:
    found = first_level(originals[document])
    wanted = by_eye[document]["clauses"]
    assert [clause for clause in wanted if clause not in found] == []
    assert [clause for clause in found if clause in wanted] == wanted


@pytest.mark.parametrize("document", DOCUMENTS)
def test_lost_and_absent_articles_are_doubts(document: str, originals: dict[str, Document], by_eye: dict[str, Any]) -> None:
    said = doubted(originals[document])
    for clause in (*by_eye[document].get("lost", ()), *by_eye[document].get("absent", ())):
        assert clause in said


@pytest.mark.parametrize("document", DOCUMENTS)
def test_moved_words_stand_in_their_clause(document: str, originals: dict[str, Document], by_eye: dict[str, Any]) -> None:
    for moved in by_eye[document].get("moved", ()):
        owners = [clause.address.clause for clause in originals[document].clauses if moved["words"] in clause.text]
        assert any(f"{owner}/".startswith(f"{moved['belongs']}/") for owner in owners), (moved["words"], owners)


def test_each_move_is_reported_with_its_lines(originals: dict[str, Document]) -> None:
    for document, moves in (("tsubame-hikari-yakkan", 3), ("tsubame-provider-yakkan", 4)):
        kinds = [doubt.kind for doubt in originals[document].doubts]
        assert kinds.count("moved") == moves
        assert kinds.count("order") == 1
        assert all(doubt.line > 0 for doubt in originals[document].doubts)


def test_a_reference_that_looks_like_an_article_is_none(originals: dict[str, Document]) -> None:
    held = originals["waiwai-yakkan"]
    article = next(clause for clause in held.clauses if clause.address.clause == "第38条")
    assert article.text == ""
    assert article.heading == "契約者個人情報の取扱い委託"
    assert any(doubt.kind == "lost_heading" and "第38条" in doubt.done for doubt in held.doubts)


def test_contents_are_loose(originals: dict[str, Document]) -> None:
    held = originals["h555-yakkan"]
    loose = "".join(held.text[span.start : span.end] for span in held.loose)
    assert "目次" in loose
    assert loose.count("第42条") == 0 and loose.count("第 42 条") == 1


def test_what_breaks_off_is_reported(originals: dict[str, Document]) -> None:
    assert "broken_off" in doubted(originals["waiwai-ryokin"])
    assert "broken_off 第20条" in doubted(originals["waiwai-yakkan"])
    assert "gap 4" in doubted(originals["ocn-ip1-moshikomi"])


def test_deep_addresses(originals: dict[str, Document]) -> None:
    for address in (
        "tsubame-hikari-yakkan#第12条/第2項",
        "tsubame-v6-yakkan#第20条/第2項/(11)",
        "tsubame-hikari-juyo#12/(3)",
        "tsubame-hikari-juyo#16/月額費用/(1)",
        "tsubame-hikari-juyo#16/初期費用/(2)",
        "tsubame-privacy#個人情報の第三者提供",
        "h555-ryokin#1.4",
        "h555-ryokin#3.1",
        "waiwai-yakkan#第15条/第2項/(9)",
        "waiwai-yakkan#第37条/第5項/(3)",
        "h555-yakkan#第3条/第1項/(4)/(ア)",
        "enex-privacy#5/(4)",
    ):
        document, _, clause = address.partition("#")
        assert clause in [held.address.clause for held in originals[document].clauses], address


def test_printed_and_body(originals: dict[str, Document]) -> None:
    held = originals["tsubame-hikari-juyo"]
    clause = next(clause for clause in held.clauses if clause.address.clause == "12/(3)")
    assert clause.printed == "12.(3)"
    assert clause.text.startswith("(3) ") and not clause.body.startswith("(3)")


def test_chapters_are_kept_beside_the_address(originals: dict[str, Document]) -> None:
    chapters = {clause.address.path[0]: clause.chapter for clause in originals["tsubame-provider-yakkan"].clauses}
    assert chapters["第1条"] == "第1章 総則"
    assert chapters["第9条"].startswith("第2章")


def test_no_sentence_of_the_sources_is_ours() -> None:
    root = Path(__file__).resolve().parents[2]
    checker = root.parent / "shared" / "tools" / "check_own_words"
    if not checker.is_file():
        pytest.skip(f"no checker at {checker}")
    said = subprocess.run([sys.executable, str(checker), str(root)], capture_output=True, text=True, check=False).stdout
    assert not [line for line in said.splitlines() if line.startswith(("ingest/", "tests/ingest/"))]
