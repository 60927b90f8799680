"""One file into its documents."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.source import Source, lines_of
from ingest.split import document_id, kind_of, provider_of, split, whole
from knowledge.errors import SourceError
from knowledge.registry import Provider


def provider(name: str = "p", *titles: str) -> Provider:
    documents = [{"document": f"{name}-{at}", "title": title, "kind": "約款"} for at, title in enumerate(titles, start=1)]
    return Provider.model_validate(
        {"provider": name, "name": f"会社{name}", "company": f"株式会社{name}", "called": [name], "documents": documents}
    )


def source(text: str) -> Source:
    return Source(Path("file.txt"), text, lines_of(text))


def parts(text: str, *titles: str) -> list[tuple[str, int, int]]:
    return [(part.document, part.lines[0].number, part.lines[-1].number) for part in split(source(text), provider("p", *titles))]


def test_documents_begin_at_their_titles_however_they_are_spaced() -> None:
    assert parts("## 光　約款\n\n文。\n# 「別の」 v 6 約款\n文。\n", "光約款", "「別の」v6約款") == [("p-1", 1, 3), ("p-2", 4, 5)]


def test_a_title_above_contents_begins_nothing() -> None:
    assert parts("目次\n総則\t1\n料金表\n目次\n月額\t2\n約款\n文。\n料金表\n文。\n", "約款", "料金表") == [("p-1", 1, 7), ("p-2", 8, 9)]


def test_the_open_documents_title_again_is_furniture() -> None:
    (part,) = split(source("約款\n文。\n約款\n文。\n"), provider("p", "約款"))
    assert part.titles == {1, 3}


def test_another_documents_title_again_is_a_doubt() -> None:
    read = split(source("甲約款\n文。\n乙約款\n文。\n甲約款\n"), provider("p", "甲約款", "乙約款"))
    assert [(doubt.kind, doubt.line) for part in read for doubt in part.doubts] == [("title_again", 5)]


def test_text_before_the_first_title_belongs_to_the_one_document_not_found() -> None:
    assert parts("申込\n書\n文。\n個人情報\n文。\n", "申込書", "個人情報") == [("p-1", 1, 3), ("p-2", 4, 5)]
    assert parts("文。\n個人情報\n文。\n", "申込書", "料金表", "個人情報") == [("p-3", 1, 3)]


def test_the_provider_is_told_by_its_titles() -> None:
    held = {"a": provider("a", "共通約款", "甲表"), "b": provider("b", "共通約款")}
    assert provider_of(source("共通約款\n文。\n甲表\n"), held) == "a"
    assert provider_of(source("共通約款\n会社bの文。\n"), held) == "b"
    assert provider_of(source("知らない約款\n"), held) is None
    with pytest.raises(SourceError, match="--provider"):
        provider_of(source("共通約款\n文。\n"), held)


def test_an_unknown_document_is_named_by_its_file_and_first_lines() -> None:
    part = whole(
        Source(Path("New Hikari_約款.txt"), "", lines_of("\n新光\nサービス契約約款\n\n第1条（総則）\n文。\n")), document=None, title=None
    )
    assert (part.document, part.title, part.kind) == ("new-hikari-約款", "新光 サービス契約約款", "約款")
    assert part.titles == {2, 3}


def test_a_sentence_is_no_furniture() -> None:
    part = whole(source("これは文です。\n"), document="x", title="題")
    assert (part.document, part.title, part.titles) == ("x", "題", frozenset())


def test_a_first_line_that_begins_a_clause_stays_text() -> None:
    for text in ("第一条（総則）\n文。\n", "1. 料金\n\n文。\n", "■料金\n文。\n"):
        assert whole(source(text), document=None, title=None).titles == frozenset()
    assert whole(source("# 光約款\n第一条（総則）\n文。\n"), document=None, title=None).titles == {1}


def test_ids_and_kinds() -> None:
    assert document_id(Path("A b#c/ｄ.txt")) == "d"
    assert document_id(Path("---.txt")) == "document"
    assert kind_of("プライバシーポリシー") == "個人情報"
    assert kind_of("その他") == ""


def test_a_title_below_a_greeting_or_a_table_of_contents() -> None:
    for above in ("ぜひ、ご一読ください。\n\n", "目次\n第1条（目的） … 1\n第2条（料金） … 2\n\n"):
        text = above + "光サービス契約約款\n\n第1条（目的）\n甲とします。\n第2条（料金）\n乙とします。\n"
        part = whole(Source(Path("a.txt"), text, lines_of(text)), document=None, title=None)
        assert (part.title, part.kind) == ("光サービス契約約款", "約款")
