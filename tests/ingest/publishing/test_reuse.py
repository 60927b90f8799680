"""What did not change is not embedded again, and never taken for what another model made."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

import ingest.vectors as vectors
from ingest.progress import Progress
from ingest.vectors import StaleVectorsError, Vectors, embedded


class Encoder:
    """Counts what it is asked for; turned, it is another model under the same name."""

    def __init__(self, turned: bool = False) -> None:
        self.seen: list[str] = []
        self.turned = turned

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        self.seen += texts
        made = [[float(len(t)), 1.0] for t in texts]
        return [v[::-1] for v in made] if self.turned else made


def make(texts: list[str], encoder: Encoder, earlier: Vectors) -> Vectors:
    return embedded(texts, "m", lambda: encoder, earlier, Progress(lambda line: None))


def test_each_text_once_and_known_ones_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vectors, "_SAMPLE", 1)
    encoder = Encoder()
    first = make(["甲", "乙乙", "甲"], encoder, Vectors("m", {}))
    assert encoder.seen == ["甲", "乙乙"]
    first.save(tmp_path, {"p": ["甲", "乙乙", "甲"]})
    assert vectors.made_for(tmp_path, "p").shape == (3, 2)
    again = Encoder()
    second = make(["乙乙", "丙丙丙"], again, Vectors.load(tmp_path, "m"))
    assert again.seen == ["乙乙", "丙丙丙"]  # the first to see that the model is the same
    assert np.array_equal(second.of("乙乙"), first.of("乙乙")) and len(second) == 2


def test_another_name_or_a_broken_file_is_nothing_kept(tmp_path: Path) -> None:
    make(["甲"], Encoder(), Vectors("m", {})).save(tmp_path, {})
    assert len(Vectors.load(tmp_path, "m")) == 1
    assert len(Vectors.load(tmp_path, "other")) == len(Vectors.load(tmp_path / "none", "m")) == 0
    (tmp_path / vectors.FILE).write_bytes(b"PK\x03\x04 torn")
    assert len(Vectors.load(tmp_path, "m")) == 0


def test_another_model_under_the_same_name_is_noticed() -> None:
    kept = make(["甲", "乙乙乙"], Encoder(), Vectors("m", {}))
    with pytest.raises(StaleVectorsError):
        make(["甲", "乙乙乙"], Encoder(turned=True), kept)


def test_a_publisher_that_notices_embeds_everything_again(home) -> None:
    file = home.settings.current / vectors.FILE
    held = dict(np.load(file))
    np.savez(file, **{**held, "vectors": np.roll(held["vectors"], 1, axis=0)})
    home.ingest()
    assert any("everything is embedded again" in line for line in home.said)


def test_a_publisher_embeds_the_changed_clause_alone(home) -> None:
    home.ingest(home.write(days=20))
    assert any(line.endswith("1 to embed") for line in home.said)
    assert "20日前" in home.text("newco-hikari#第2条")


def test_the_lexical_index_is_taken_over_where_no_text_changed(home, monkeypatch: pytest.MonkeyPatch) -> None:
    import ingest.build

    def refuse(texts: list[str]) -> None:
        raise AssertionError("built again")

    monkeypatch.setattr(ingest.build.LexicalIndex, "build", refuse)
    before = json.loads((home.settings.current / "manifest.json").read_text(encoding="utf-8"))
    home.ingest()
    after = json.loads((home.settings.current / "manifest.json").read_text(encoding="utf-8"))
    assert before["lexical"] == after["lexical"] and before["id"] == after["base"]


def test_a_file_is_read_once_as_long_as_it_and_its_note_stay(home, monkeypatch: pytest.MonkeyPatch) -> None:
    import ingest.readings

    read = []
    real = ingest.readings.read_path
    monkeypatch.setattr(ingest.readings, "read_path", lambda file, *a, **o: read.append(file.name) or real(file, *a, **o))
    before = home.held
    home.ingest()
    assert read == [] and home.held == before
    file = home.settings.documents / "newco" / "newco.txt"
    file.write_text(file.read_text(encoding="utf-8").replace("10日前", "12日前"), encoding="utf-8")
    home.ingest()
    assert read == ["newco.txt"] and "12日前" in home.text("newco-hikari#第2条")
    assert len(list((home.settings.home / "readings").iterdir())) == 1
    for torn in (home.settings.home / "readings").iterdir():
        torn.write_text("[{", encoding="utf-8")
    home.ingest()
    assert read == ["newco.txt"] * 2 and home.held == before


def test_a_document_left_out_comes_back_when_its_file_is_read_again(home, tmp_path: Path) -> None:
    two = home.desk / "two.txt"
    two.write_text("甲約款\n\n第1条（甲）\n\n甲です。\n", encoding="utf-8")
    from ingest.publish import Removal, publish

    home.ingest(two)
    assert ("two", "original", "") in home.held
    publish((), home.settings, say=home.said.append, remove=Removal("two"))
    assert ("two", "original", "") not in home.held
    home.ingest(two)
    home.ingest()
    assert ("two", "original", "") in home.held
