"""Each style of numbering in each format: the same tree from text, HTML, Word and PDF."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.read import read_path
from tests.ingest.readers.printing import FORMATS, Block, write

SAYS = "当社は、この約款に定めるところにより、これを行うものとします。"
A, B = f"甲について、{SAYS}", f"乙について、{SAYS}"
STYLES: dict[str, tuple[list[Block], list[str]]] = {
    "編章節款条": (
        ["第1編 総則", "第1章 通則", "第1節 目的", "第1款 趣旨", "第1条（目的）", A, "第2条（定義）", B],
        ["第1条", "第2条"],
    ),
    "条ごとに章で始まる": (["第1章 総則", "第1条（目的）", A, "第2章 料金", "第1条（料金）", B], ["第1章", "第1章/第1条", "第2章", "第2章/第1条"]),
    "全角": (["第１条（目的）", "１．" + A, "２．" + B, "第１２条の２（料金）", A], ["第1条", "第1条/第1項", "第1条/第2項", "第12条の2"]),
    "漢数字": (["第一条（目的）", A, "２ " + B, "一 甲をすること", "二 乙をすること", "第二条（料金）", B],
            ["第1条", "第1条/第1項", "第1条/第2項", "第1条/第2項/(1)", "第1条/第2項/(2)", "第2条"]),
    "字間": (["第 1 条（目的）", A, "第 2 条（定義）", B], ["第1条", "第2条"]),
    "項": (["第1条（目的）", "第1項 " + A, "第2項 " + B], ["第1条", "第1条/第1項", "第1条/第2項"]),
    "号": (["第1条（目的）", A, "第1号 " + A, "第2号 " + B], ["第1条", "第1条/(1)", "第1条/(2)"]),
    "丸数字": (["第1条（目的）", A, "① " + A, "② " + B], ["第1条", "第1条/(1)", "第1条/(2)"]),
    "括弧": (["第1条（目的）", A, "(1) " + A, "(2) " + B], ["第1条", "第1条/(1)", "第1条/(2)"]),
    "全角括弧": (["第1条（目的）", A, "（１）" + A, "ア " + A, "イ " + B, "（２）" + B],
             ["第1条", "第1条/(1)", "第1条/(1)/(ア)", "第1条/(1)/(イ)", "第1条/(2)"]),
    "片括弧": (["第1条（目的）", A, "1) " + A, "a) " + A, "b) " + B, "2) " + B],
            ["第1条", "第1条/(1)", "第1条/(1)/(a)", "第1条/(1)/(b)", "第1条/(2)"]),
    "括弧片仮名": (["第1条（目的）", A, "（ア）" + A, "（イ）" + B], ["第1条", "第1条/(ア)", "第1条/(イ)"]),
    "イロハ": (["第1条（目的）", A, "イ " + A, "ロ " + B, "ハ " + A], ["第1条", "第1条/(イ)", "第1条/(ロ)", "第1条/(ハ)"]),
    "見出しが上": (["（目的）", "第1条 " + A, "（定義）", "第2条 " + B], ["第1条", "第2条"]),
    "見出しが前": (["（目的）第1条 " + A, "（定義）第2条 " + B], ["第1条", "第2条"]),
    "参照で始まる文": (["第1条（目的）", A, "第2条（料金）", B, "第3条（特則）", "第1条（目的）の規定にかかわらず、" + A, "第4条（雑則）", B],
                ["第1条", "第2条", "第3条", "第4条"]),
    "番号見出し": (["1. 料金について", "", A, "", "2. 解約について", "", B], ["1", "2"]),
    "小数点": (["1. 料金", "", "1.1 月額料金", "", A, "", "1.2 工事費", "", B], ["1", "1.1", "1.2"]),
    "記号": (["■料金", "", A, "", "◇月額", "", B, "", "■解約", "", A], ["料金", "料金/月額", "解約"]),
    "墨付括弧": (["【料金】", "", A, "", "【解約】", "", B], ["料金", "解約"]),
    "山括弧": (["＜料金＞", "", A, "", "＜解約＞", "", B], ["料金", "解約"]),
    "附則と別表": (["第1条（目的）", A, "附則", "この約款は、2024年4月1日から実施します。", "別表1 料金", [["区分", "料金"], ["基本", "1,000円"]],
               "別紙料金表", "通 則", "1. " + A, "2. " + B], ["第1条", "附則", "別表1", "別紙料金表", "通則", "通則/1", "通則/2"]),
    "目次": (["目次", "第1条（目的） …… 1", "第2条（料金） …… 2", "", "第1条（目的）", A, "第2条（料金）", B], ["第1条", "第2条"]),
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(FORMATS))
@pytest.mark.parametrize("style", sorted(STYLES))
def test_the_same_tree_from_each_format(style: str, name: str, tmp_path: Path, providers) -> None:  # type: ignore[no-untyped-def]
    blocks, wanted = STYLES[style]
    path = write(tmp_path, name, ["新しい光サービス契約約款", "", *blocks])
    (held,) = read_path(path, providers, provider="newco")
    assert held.title == "新しい光サービス契約約款"
    assert [clause.address.clause for clause in held.clauses] == wanted, held.text
    assert held.doubts == () or all(doubt.kind == "missing" for doubt in held.doubts), held.doubts
    body = "".join(clause.text for clause in held.clauses).replace("\n", "")
    assert (SAYS in body) == any(isinstance(block, str) and SAYS in block for block in blocks)


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_amounts_stay_in_their_rows(name: str, tmp_path: Path, providers) -> None:  # type: ignore[no-untyped-def]
    table = [["区分", "料金"], ["基本工事費", "44,000円"], ["撤去工事費", "11,000円"]]
    path = write(tmp_path, name, ["光サービス料金表", "", "1. 工事費", table, "2. 手数料", "契約の手数料は、3,300円とします。"])
    (held,) = read_path(path, providers, provider="newco")
    first = next(clause for clause in held.clauses if clause.address.clause == "1")
    assert [line.split("\t") for line in first.text.splitlines() if "\t" in line] == table
