"""PDF: wrapped lines, columns, tables, running heads, text that is not seen, scans."""

from __future__ import annotations

from pathlib import Path

import pytest
from reportlab.lib.utils import ImageReader

from ingest.readers.pdf import read
from ingest.source import Source
from knowledge.errors import SourceError
from tests.ingest.readers.printing import FONT, HEIGHT, LEADING, LEFT, SIZE, WIDTH, Pdf

LONG = "当社は、契約者からの申込みを承諾したときに契約が成立するものとし、契約者は、第１２条（料金）に定める料金を支払うものとします。"


def made(pdf: Pdf) -> Source:
    return read(Path("a.pdf"), pdf.bytes())


def lines(source: Source) -> list[str]:
    return [line.text for line in source.lines if not line.blank and not line.furniture]


def test_wrapped_lines_are_joined_also_over_a_page() -> None:
    pdf = Pdf()
    pdf.paragraph(f"第1条（契約）{LONG}")
    pdf.line(LONG[:46])
    pdf.page()
    pdf.line(LONG[46:])
    pdf.line("（1）次の行")
    source = made(pdf)
    assert lines(source) == [f"第1条（契約）{LONG}", LONG, "（1）次の行"]
    assert source.pages == 2
    assert [line.page for line in source.lines if not line.blank] == [1, 1, 2]


def test_a_line_may_begin_with_a_reference() -> None:
    pdf = Pdf()
    text = "契約者は、この約款に別段の定めがある場合を除き、契約の申込みをした日に遡って、料金のうち"
    pdf.line(text + "第")
    pdf.line("１２条（料金）の規定により算定した額を支払うものとします。")
    assert lines(made(pdf)) == [text + "第１２条（料金）の規定により算定した額を支払うものとします。"]


@pytest.mark.parametrize("ruled", [True, False])
def test_tables_are_rows(ruled: bool) -> None:
    rows = [["区分", "単位", "料金"], ["基本工事費", "1工事", "44,000円"], ["撤去工事費", "1工事", "11,000円"]]
    pdf = Pdf()
    pdf.paragraph(LONG)
    pdf.y -= LEADING
    pdf.table(rows, ruled)
    pdf.y -= LEADING
    pdf.paragraph(LONG)
    source = made(pdf)
    assert [line.text.split("\t") for line in source.lines if line.row] == rows
    assert lines(source)[0] == LONG and lines(source)[-1] == LONG


def test_a_cell_that_goes_on_below_is_joined() -> None:
    pdf = Pdf()
    for row in (["プラン", "月額", "備考"], ["光（契約解除料なし）", "5,845円", "初回は"], ["", "", "5,864円"], ["光（2年）", "4,378円", ""]):
        for at, text in enumerate(row):
            pdf.line(text, LEFT + at * 150, down=False)
        pdf.y -= LEADING
    rows = [line.text.split("\t") for line in made(pdf).lines if line.row]
    assert rows[1][:2] == ["光（契約解除料なし）", "5,845円"] and rows[1][2].replace(" ", "") == "初回は5,864円"
    assert rows[2][:2] == ["光（2年）", "4,378円"]


def test_merged_cells_are_expanded() -> None:
    pdf = Pdf()
    canvas, top = pdf.canvas, 700
    for x in (LEFT, LEFT + 300):
        canvas.line(x, top, x, top - 60)
    canvas.line(LEFT + 150, top, LEFT + 150, top - 60)
    for y in (top, top - 20, top - 60):
        canvas.line(LEFT, y, LEFT + 300, y)
    canvas.line(LEFT + 150, top - 40, LEFT + 300, top - 40)
    for x, y, text in ((5, 15, "区分"), (155, 15, "料金"), (5, 42, "戸建て"), (155, 35, "4,180円"), (155, 55, "5,180円")):
        canvas.drawString(LEFT + x, top - y, text)
    assert [line.text for line in made(pdf).lines if line.row] == ["区分\t料金", "戸建て\t4,180円", "戸建て\t5,180円"]


def test_two_columns_are_read_one_after_the_other() -> None:
    pdf = Pdf()
    pdf.line("光サービス契約約款")
    left = [f"左{at}行目の文章がここに続いて右端まで届きます" for at in range(8)]
    right = [f"右{at}行目の文章がここに続いて右端まで届きます" for at in range(8)]
    for one, other in zip(left, right, strict=True):
        pdf.line(one, LEFT, down=False)
        pdf.line(other, LEFT + 250)
    text = "".join(lines(made(pdf)))
    assert text.index("左7") < text.index("右0")


def test_a_short_page_has_the_columns_of_the_others() -> None:
    pdf = Pdf()
    for page, count in zip("甲乙丙", (8, 8, 2), strict=True):
        for at in range(count):
            pdf.line(f"左{at}行目の{page}の文章が続いて右端まで届きます", LEFT, down=False)
            pdf.line(f"右{at}行目の{page}の文章が続いて右端まで届きます", LEFT + 250)
        pdf.page()
    source = made(pdf)
    assert not any(line.row for line in source.lines)
    assert source.text.index("左1行目の丙") < source.text.index("右0行目の丙")


def test_a_number_parted_by_the_margin_begins_no_clause() -> None:
    pdf = Pdf()
    text = "契約者がこの約款の定めるところにより料金の支払いを怠るときは、別に定める「1"
    pdf.paragraph(LONG)
    pdf.line(text.rjust(46, "当"))
    pdf.line("2. 解約について」の定めを適用するものとします。")
    assert lines(made(pdf))[-1].endswith("「12. 解約について」の定めを適用するものとします。")


def test_what_a_browser_prints_around_a_page_is_furniture() -> None:
    pdf = Pdf()
    pdf.y = HEIGHT - 30
    pdf.line("2026/11/20 6:53")
    pdf.y = 700
    pdf.line("個人情報の取扱いについて")
    pdf.paragraph(LONG)
    pdf.y = 30
    pdf.line("https://example.com/privacy.html 1/1")
    assert lines(made(pdf)) == ["個人情報の取扱いについて", LONG]


def test_running_heads_and_page_numbers_are_furniture() -> None:
    pdf = Pdf()
    for number in range(1, 4):
        pdf.y = HEIGHT - 30
        pdf.line("光サービス契約約款（2024年版）")
        pdf.y = 700
        pdf.line(f"第{number}条（第{number}の定め）")
        pdf.paragraph(LONG)
        pdf.y = 30
        pdf.line(f"- {number} -", WIDTH / 2)
        pdf.page()
    source = made(pdf)
    assert len([line for line in source.lines if line.furniture]) == 6
    assert lines(source) == [text for number in range(1, 4) for text in (f"第{number}条（第{number}の定め）", LONG)]


def unseen(kind: str) -> Pdf:
    pdf = Pdf()
    pdf.line("解約金は有料です。")
    canvas = pdf.canvas
    if kind == "invisible":
        text = canvas.beginText(LEFT, 500)
        text.setTextRenderMode(3)
        text.textOut("無料です")
        canvas.drawText(text)
    elif kind == "white":
        canvas.setFillColorRGB(1, 1, 1)
        canvas.drawString(LEFT, 500, "無料です")
    elif kind == "tiny":
        canvas.setFont(FONT, 1)
        canvas.drawString(LEFT, 500, "無料です")
    else:
        canvas.drawString(LEFT, HEIGHT + 50, "無料です")
    return pdf


@pytest.mark.parametrize("kind", ["invisible", "white", "tiny", "off-page"])
def test_text_that_is_not_seen_is_left_out_and_reported(kind: str) -> None:
    source = made(unseen(kind))
    assert lines(source) == ["解約金は有料です。"]
    assert [(note.kind, kind in note.text, "無料です" in note.text, "page 1" in note.text) for note in source.notes] == [("left_out", True, True, True)]


def test_white_letters_on_a_dark_ground_are_seen() -> None:
    pdf = Pdf()
    pdf.canvas.setFillColorRGB(0, 0, 0.4)
    pdf.canvas.rect(LEFT - 5, 490, 200, 30, fill=1)
    pdf.canvas.setFillColorRGB(1, 1, 1)
    pdf.canvas.drawString(LEFT, 500, "料金について")
    assert lines(made(pdf)) == ["料金について"]


def picture(pdf: Pdf) -> None:
    from PIL import Image

    pdf.canvas.drawImage(ImageReader(Image.new("L", (20, 20), 200)), 0, 0, WIDTH, HEIGHT)


def test_a_scan_is_refused_by_name() -> None:
    pdf = Pdf()
    picture(pdf)
    with pytest.raises(SourceError, match=r"a\.pdf: scanned pages without text: run text recognition"):
        made(pdf)


def test_a_scanned_page_among_others_is_reported() -> None:
    pdf = Pdf()
    pdf.line("第1条（目的）")
    pdf.page()
    picture(pdf)
    source = made(pdf)
    assert [(note.kind, "page 2" in note.text) for note in source.notes] == [("scan", True)]


def test_radicals_are_folded_for_the_outline_and_kept_in_the_text(providers, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    from ingest.read import read_path

    path = tmp_path / "a.txt"
    path.write_text("光約款\n\n第⼀条（⽉額料⾦）\n甲とします。\n第⼆条（解約）\n乙とします。\n", encoding="utf-8")
    (held,) = read_path(path, providers, provider="newco")
    assert [(clause.address.clause, clause.heading) for clause in held.clauses] == [("第1条", "月額料金"), ("第2条", "解約")]
    assert "⽉額料⾦" in held.clauses[0].text


def test_larger_and_bold_letters_are_headings() -> None:
    pdf = Pdf()
    pdf.line("解約について", size=16)
    pdf.y -= SIZE
    pdf.paragraph(LONG)
    assert [line.heading for line in made(pdf).lines if not line.blank] == [6, 0]
