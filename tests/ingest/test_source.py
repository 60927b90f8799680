"""Files that can be read, and those that are refused by name."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.source import files_in, lines_of, read_source
from knowledge.errors import SourceError


def test_offsets_count_the_text_as_decoded(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"\xef\xbb\xbf" + "第1条\r\n本文。\n\n末尾".encode())
    source = read_source(path)
    assert source.text == "第1条\r\n本文。\n\n末尾"
    assert [line.text for line in source.lines] == ["第1条", "本文。", "", "末尾"]
    assert all(source.text[line.start : line.end] == line.text for line in source.lines)


def test_lines_count_from_one() -> None:
    assert [line.number for line in lines_of("a\nb\n")] == [1, 2]


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.txt", b"", "empty file"),
        ("a.txt", " \n　\n".encode(), "only white space"),
        ("a.txt", b"\x00\x01\x02abc", "binary data"),
        ("a.txt", bytes(range(1, 9)) * 9, "binary data"),
        ("a.txt", "Les conditions générales étaient très détaillées.".encode("latin-1"), "fit neither UTF-8 nor Shift_JIS nor EUC-JP"),
        ("a.txt", b"\xff\xfe" + "約款".encode("utf-16-le")[:-1], "UTF-16"),
        ("a.pdf", b"%PDF-1.7 nothing more", "no readable PDF"),
        ("a.docx", b"no archive", "no readable .docx"),
        ("a.docx", b"\xd0\xcf\x11\xe0 old Word", "old or a protected Word file"),
        ("a.html", b"<html><body><script>x()</script></body></html>", "holds no text"),
        ("a.xyz", b"abc", "no format that can be read"),
    ],
)
def test_refused_by_name(tmp_path: Path, name: str, data: bytes, said: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(SourceError) as refused:
        read_source(path)
    assert str(path) in str(refused.value) and said in str(refused.value) and "\n" not in str(refused.value)


def test_missing_file_and_empty_folder(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="no such file"):
        read_source(tmp_path / "none.txt")
    with pytest.raises(SourceError, match="no such file"):
        files_in(tmp_path / "none")
    (tmp_path / "image.png").write_bytes(b"x")
    with pytest.raises(SourceError, match="without documents"):
        files_in(tmp_path)


def test_a_folder_gives_its_documents_by_name(tmp_path: Path) -> None:
    for name in ("b.md", "a.txt", ".hidden.txt", "c.png"):
        (tmp_path / name).write_text("x", encoding="utf-8")
    assert [path.name for path in files_in(tmp_path)] == ["a.txt", "b.md"]
