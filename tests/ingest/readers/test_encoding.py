"""Encodings told by strict decoding and by the letters they give."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.readers.encoding import decoded
from ingest.source import read_source
from knowledge.errors import SourceError

TEXT = "光サービス契約約款\n\n第１条（目的）\n当社は、㈱甲との契約に基づき①から③までのサービスを提供します。\n料金は、月額４，３７８円（税込）とします。\n"
PLAIN = TEXT.replace("㈱", "株式会社").replace("①から③まで", "所定")


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("utf-8", TEXT, None),
        ("utf-8-sig", TEXT, None),
        ("cp932", TEXT, "Shift_JIS (CP932)"),
        ("euc_jp", PLAIN, "EUC-JP"),
        ("iso2022_jp", PLAIN, "ISO-2022-JP"),
        ("utf-16", TEXT, "UTF-16"),
    ],
)
def test_read_and_reported(name: str, text: str, said: str | None, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(text.encode(name))
    source = read_source(path)
    assert source.text == text
    assert [note.kind for note in source.notes] == (["encoding"] if said else [])
    assert said is None or said in source.notes[0].text


@given(st.text(alphabet="当社はこの約款に定めるサービスを提供し料金、。（）第１２条アイ", min_size=6), st.sampled_from(["cp932", "euc_jp", "utf-8"]))
def test_japanese_is_told_from_its_bytes(text: str, name: str) -> None:
    assert decoded(Path("a.txt"), text.encode(name))[0] == text


def test_a_page_may_name_its_encoding(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_bytes(f'<html><head><meta charset="Shift_JIS"></head><body><p>{PLAIN}</p></body></html>'.encode("cp932"))
    source = read_source(path)
    assert "当社は" in source.text and "Shift_JIS" in source.notes[0].text


@pytest.mark.parametrize("data", ["Les conditions générales étaient détaillées.".encode("latin-1"), bytes(range(128, 255)), "условия".encode("cp1251")])
def test_what_fits_nothing_is_refused_in_one_line(data: bytes) -> None:
    with pytest.raises(SourceError, match="fit neither") as refused:
        decoded(Path("a.txt"), data)
    assert "\n" not in str(refused.value)


def test_letters_lost_before_are_reported() -> None:
    _, notes = decoded(Path("a.txt"), "一行目\n料\ufffd金\n".encode())
    assert [(note.kind, note.line) for note in notes] == [("lost_letters", 2)]
