"""The shipped-edition format, read strictly."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from ingest.markdown import read_markdown
from ingest.source import read_source
from knowledge.clause import Document
from knowledge.errors import FormatError

HEAD = "---\nprovider: p\ndocument: d\ntitle: 題\nkind: 約款\nedition: summary\neffective: 2025-02-19\n---\n"


@pytest.fixture
def parse(tmp_path: Path):  # type: ignore[no-untyped-def]
    def parse(text: str) -> Document:
        path = tmp_path / "d.md"
        path.write_text(text, encoding="utf-8")
        return read_markdown(read_source(path))

    return parse


def test_front_matter_and_foreword(parse) -> None:  # type: ignore[no-untyped-def]
    held = parse(HEAD + "まえがき。\n> これは何？ ／ 何の書類？\n\n## 1 料金\n一、二。\n")
    assert (held.provider, held.document, held.effective) == ("p", "d", date(2025, 2, 19))
    assert [clause.address.clause for clause in held.clauses] == ["前文", "1"]
    assert held.clauses[0].asks == ("これは何？", "何の書類？")
    assert held.clauses[1].body == "一、二。"


def test_labels_decide_nesting(parse) -> None:  # type: ignore[no-untyped-def]
    held = parse(
        HEAD
        + "## 第2条の2 解約\n第1項 甲。\n  > いつ？\n  (1) 乙。\n    - 点。\n    (ア) 丙。\n  (2) 丁。\n第2項 戊。\n- 己。\n"
        + "## 16 料金表\n### 月額\n#### (1) 回線\n- 100円/月\n## 1 表\n### 1.1 光\n#### 1.1.2 乙型\n## 改定履歴\n- 制定\n"
    )
    by_address = {clause.address.clause: clause for clause in held.clauses}
    assert list(by_address) == [
        "第2条の2", "第2条の2/第1項", "第2条の2/第1項/(1)", "第2条の2/第1項/(1)/(ア)", "第2条の2/第1項/(2)", "第2条の2/第2項",
        "16", "16/月額", "16/月額/(1)", "1", "1.1", "1.1.2", "改定履歴",
    ]  # fmt: skip
    assert by_address["第2条の2/第1項"].asks == ("いつ？",)
    assert by_address["第2条の2/第1項/(1)"].text == "(1) 乙。\n点。"
    assert by_address["第2条の2"].text == "第2条の2 解約\n己。"
    assert by_address["16/月額/(1)"].heading == "回線"


def test_a_slash_within_a_word_parts_no_question(parse) -> None:  # type: ignore[no-untyped-def]
    held = parse(HEAD + "## 1 題\n文。\n> TCP/IPは？ / ほかは？\n")
    assert held.clauses[0].asks == ("TCP/IPは？", "ほかは？")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("## 1 題\n文。\n", "front matter"),
        (HEAD.replace("kind: 約款\n", ""), "'kind' missing"),
        (HEAD.replace("kind:", "sort:"), "line 5: unknown key 'sort'"),
        (HEAD.replace("summary", "short"), "edition: 'short'"),
        (HEAD.replace("2025-02-19", "gestern"), "effective: 'gestern'"),
        (HEAD.replace("document: d", "document:"), "line 3: document: None"),
        (HEAD.replace("title: 題", "title: [題"), "no YAML"),
        (HEAD, "no clause"),
        (HEAD + "## 1 題\n文。\n## 1 題\n", "line 11: d#1 stands in line 9"),
        (HEAD + "## 1 題\n1. 文。\n", "line 10: a list item without a label"),
        (HEAD + "## 1 題\n①文。\n", "line 10: a list item without a label"),
        (HEAD + "## 1 題\n-文。\n", "line 10: no list line"),
        (HEAD + "# 1 題\n", "line 9: no heading of the format"),
        (HEAD + "##題\n", "line 9: no heading of the format"),
        (HEAD + "## 1 題\n#### 深い\n", "leave no level out"),
        (HEAD + "第1項 文。\n", "under a heading"),
        (HEAD + "## 第1条 題\n  第1項 文。\n", "at the left margin"),
        (HEAD + "(1) 文。\n", "before the first clause"),
        (HEAD + "## 1 題\n(1)\n", "(1) without text"),
        (HEAD + "## 1 題\n      (1) 文。\n", "two spaces deeper"),
        (HEAD + "## 1 題\n\t(1) 文。\n", "use spaces"),
        (HEAD + "## 1 題\n> 何？ ／ \n", "empty question"),
    ],
)
def test_what_breaks_the_format_is_refused_with_its_line(parse, text: str, said: str) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(FormatError) as refused:
        parse(text)
    assert said in str(refused.value)
    assert "d.md" in str(refused.value) and "\n" not in str(refused.value)
