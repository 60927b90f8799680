"""Word: numbers that stand only in numbering.xml, merged cells, revisions, hidden text."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt, RGBColor

from ingest.readers.docx import read
from ingest.source import Source
from tests.ingest.readers.printing import saved


def made(document: Any) -> Source:
    return read(Path("a.docx"), saved(document))


def lines(source: Source) -> list[str]:
    return [line.text for line in source.lines if not line.blank and not line.furniture]


def numbered(document: Any, levels: list[tuple[str, str]], number: str = "77") -> None:
    """A list of these levels: format and text, e.g. ("decimal", "第%1条")."""
    root = document.part.numbering_part.element
    inner = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:suff w:val="space"/><w:lvlText w:val="{text}"/></w:lvl>'
        for at, (form, text) in enumerate(levels)
    )
    root.insert(0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{number}">{inner}</w:abstractNum>'))
    root.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>'))


def item(document: Any, text: str, level: int, number: str = "77") -> Any:
    paragraph = document.add_paragraph(text)
    properties = paragraph._p.get_or_add_pPr()
    properties.append(parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'))
    return paragraph


def test_numbers_of_lists_become_text() -> None:
    document = docx.Document()
    numbered(document, [("decimal", "第%1条"), ("decimalFullWidth", "%2．"), ("aiueoFullWidth", "（%3）")])
    for text, level in (("（目的）", 0), ("甲とします。", 1), ("子", 2), ("丑", 2), ("乙とします。", 1), ("（料金）", 0), ("丙とします。", 1)):
        item(document, text, level)
    assert lines(made(document)) == [
        "第1条 （目的）", "１． 甲とします。", "（ア） 子", "（イ） 丑", "２． 乙とします。", "第2条 （料金）", "１． 丙とします。",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("form", "text", "printed"),
    [
        ("decimal", "(%1)", "(2)"), ("decimalEnclosedCircle", "%1", "②"), ("japaneseCounting", "第%1条", "第二条"), ("iroha", "%1", "ロ"),
        ("lowerLetter", "%1)", "b)"), ("upperRoman", "%1", "Ⅱ"), ("decimalZero", "%1.", "02."), ("bullet", "", "・"),
    ],
)  # fmt: skip
def test_formats(form: str, text: str, printed: str) -> None:
    document = docx.Document()
    numbered(document, [(form, text)])
    item(document, "甲", 0)
    item(document, "乙", 0)
    assert lines(made(document))[1].replace(" ", "") == f"{printed}乙"


def test_numbers_of_a_style_and_of_several_levels() -> None:
    document = docx.Document()
    numbered(document, [("decimal", "%1."), ("decimal", "%1.%2")])
    style = document.styles["Heading 1"]
    style.element.get_or_add_pPr().append(parse_xml(f'<w:numPr {nsdecls("w")}><w:numId w:val="77"/></w:numPr>'))
    document.add_heading("料金", 1)
    item(document, "月額", 1)
    document.add_heading("解約", 1)
    source = made(document)
    assert lines(source) == ["1. 料金", "1.1 月額", "2. 解約"]
    assert [line.heading for line in source.lines if not line.blank] == [1, 0, 1]


def test_an_empty_paragraph_counts_nothing() -> None:
    document = docx.Document()
    numbered(document, [("decimal", "%1.")])
    for text in ("甲", "", "乙"):
        item(document, text, 0)
    assert lines(made(document)) == ["1. 甲", "2. 乙"]


def test_merged_cells_are_expanded() -> None:
    document = docx.Document()
    table = document.add_table(4, 3)
    for at, row in enumerate([["区分", "料金", ""], ["戸建て", "1年目", "4,180円"], ["", "2年目", "5,180円"], ["集合住宅", "", ""]]):
        for cell, text in zip(table.rows[at].cells, row, strict=True):
            cell.text = text
    table.cell(0, 1).merge(table.cell(0, 2))
    table.cell(1, 0).merge(table.cell(2, 0))
    table.cell(3, 0).merge(table.cell(3, 2))
    assert lines(made(document)) == ["区分\t料金\t料金", "戸建て\t1年目\t4,180円", "戸建て\t2年目\t5,180円", "集合住宅\t\t"]


def test_hidden_white_and_tiny_runs_are_left_out_and_reported() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("解約金は有料です。")
    paragraph.add_run("隠し").font.hidden = True
    paragraph.add_run("白い").font.color.rgb = RGBColor(255, 255, 255)
    paragraph.add_run("細かい").font.size = Pt(1)
    source = made(document)
    assert lines(source) == ["解約金は有料です。"]
    assert [note.text.split(" ")[0] for note in source.notes] == ["invisible", "white", "tiny"]


def test_insertions_stay_and_deletions_go() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("月額")._p
    for tag, inner in (("ins", "<w:t>4,378円</w:t>"), ("del", "<w:delText>5,000円</w:delText>")):
        paragraph.append(parse_xml(f'<w:{tag} {nsdecls("w")} w:id="1" w:author="a"><w:r>{inner}</w:r></w:{tag}>'))
    assert lines(made(document)) == ["月額4,378円"]


def test_heads_and_feet_are_furniture() -> None:
    document = docx.Document()
    document.add_paragraph("本文です。")
    document.sections[0].header.paragraphs[0].text = "社外秘"
    source = made(document)
    assert [(line.text, line.furniture) for line in source.lines if not line.blank] == [("本文です。", False), ("社外秘", True)]


def test_bold_short_paragraphs_are_headings() -> None:
    document = docx.Document()
    document.add_paragraph().add_run("解約について").bold = True
    document.add_paragraph("いつでも解約できます。")
    assert [line.heading for line in made(document).lines if not line.blank] == [6, 0]
    assert document.element.body.iter(qn("w:p"))
