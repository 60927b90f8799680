"""Every document at hand: how many references are found, and how many lead somewhere; what leads nowhere is known by name."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pytest

from ingest.linking.link import link
from ingest.linking.words import even, without_notes
from ingest.read import read_paths
from knowledge.clause import Clause, Document
from knowledge.reference import Reference
from knowledge.registry import Provider
from knowledge.settings import SHIPPED_TERMS

# Least numbers of references to clauses and tables; of these, the least share that must be resolved.
LEAST = {
    "original": {
        "h555-yakkan": 73,
        "tsubame-hikari-juyo": 6,
        "tsubame-hikari-yakkan": 34,
        "tsubame-provider-yakkan": 65,
        "tsubame-v6-yakkan": 39,
        "waiwai-yakkan": 76,
        "ocn-ip1-moshikomi": 2,
    },
    "summary": {
        "h555-yakkan": 63,
        "tsubame-hikari-juyo": 6,
        "tsubame-hikari-yakkan": 18,
        "tsubame-provider-yakkan": 63,
        "tsubame-v6-yakkan": 35,
        "waiwai-yakkan": 61,
    },
}
LEAST_SHARE = 0.9
LEAST_LAWS = {"h555-yakkan": 17, "tsubame-provider-yakkan": 9, "tsubame-v6-yakkan": 4, "waiwai-yakkan": 13}
# What the sources name and do not hold, by the clause that names it.
MISSING = {
    ("waiwai-yakkan", "第15条/第1項/(1)", "第21条"),
    ("waiwai-yakkan", "第15条/第1項/(2)", "第21条"),
    ("waiwai-yakkan", "第15条/第4項", "別表「G.解約料金」"),
    ("waiwai-yakkan", "第16条/第3項", "別表「11. 初期契約解除制度適用時の工事料金請求額」"),
    ("waiwai-yakkan", "第38条/第3項", "第36条第4項"),
    ("tsubame-provider-yakkan", "第18条", "別紙"),
    ("tsubame-provider-yakkan", "第19条/第1項", "別紙"),
}
# In the originals alone: an item that speaks of a paragraph before the first one.
MISSING_IN_ORIGINALS = {("waiwai-yakkan", "第42条/第1項/(4)", "前項")}
_LOOKS_LIKE_ONE = re.compile(r"第\s*[\d〇一二三四五六七八九十百 ]+\s*[条項号章](?!棟)|[前次本同]\s*[条項号]|各[項号]|別[表紙記]|項番")
_KNOWN_LEFT = re.compile(r"(?:法律|省令|告示)第\s*[\d ]+号|本項目|この別表|付く別表|年郵政省令第")


def counted(documents: Sequence[Document]) -> dict[str, list[tuple[Clause, Reference]]]:
    """Prints a line for each document, and every reference that is missing."""
    found = {d.document: [(c, r) for c in d.clauses for r in c.references] for d in documents}
    print(f"\n{'document':26}found  resolved  law/document  missing  exceptions")
    for name, pairs in found.items():
        kept = sum(r.kind in ("law", "document") and not r.targets for _, r in pairs)
        resolved, missing = sum(bool(r.targets) for _, r in pairs), sum(bool(r.missing) for _, r in pairs)
        print(f"{name:26}{len(pairs):5}{resolved:10}{kept:14}{missing:9}{sum(r.exception for _, r in pairs):12}")
    for name, pairs in found.items():
        for clause, reference in pairs:
            if reference.missing:
                print(f"  {name} {clause.address.clause}: {', '.join(reference.missing)}")
    return found


def missing_of(documents: Sequence[Document]) -> set[tuple[str, str, str]]:
    return {(d.document, c.address.clause, name) for d in documents for c in d.clauses for r in c.references for name in r.missing}


def left_over(documents: Sequence[Document]) -> list[str]:
    """Words of a reference's form that are in none."""
    out = []
    for d in documents:
        for c in d.clauses:
            text = even(without_notes(c.text) if d.edition == "summary" else c.text)
            for m in _LOOKS_LIKE_ONE.finditer(text, c.body_at):
                around = text[max(0, m.start() - 12) : m.end() + 8]
                if not any(r.start <= m.start() < r.end for r in c.references) and not _KNOWN_LEFT.search(around):
                    out.append(f"{c.address}: {around!r}")
    return out


def check(documents: Sequence[Document], known: set[tuple[str, str, str]]) -> None:
    edition = documents[0].edition
    found = counted(documents)
    for name, least in LEAST[edition].items():
        ours = [r for _, r in found[name] if r.kind in ("clause", "table")]
        share = sum(bool(r.targets) for r in ours) / len(ours)
        assert len(ours) >= least, name
        assert share >= LEAST_SHARE, (name, share)
    for name, least in LEAST_LAWS.items():
        assert sum(r.kind == "law" for _, r in found[name]) >= least, name
    assert missing_of(documents) == known
    assert left_over(documents) == []
    said = {(d.document, doubt.text) for d in documents for doubt in d.doubts if doubt.kind == "dangling"}
    assert said == {(document, f"refers to {name}, which is not held") for document, _, name in known}


def test_the_shipped_edition(providers: dict[str, Provider]) -> None:
    check(link(read_paths([SHIPPED_TERMS], providers)), MISSING)


def test_the_originals(originals: dict[str, Document]) -> None:
    check(link(list(originals.values())), MISSING | MISSING_IN_ORIGINALS)


@pytest.mark.parametrize(
    ("address", "text", "targets"),
    [
        ("tsubame-v6-yakkan#第20条/第1項/(15)", "本項12号ないし14号", ["第20条/第1項/(12)", "第20条/第1項/(13)", "第20条/第1項/(14)"]),
        ("tsubame-v6-yakkan#第33条", "第21条(料金及び費用等)乃至第23条(費用の支払義務)", ["第21条", "第22条", "第23条"]),
        ("tsubame-provider-yakkan#第1条/第2項", "次項第3号", ["第1条/第3項/(3)"]),
        ("tsubame-provider-yakkan#第31条/第1項/(6)", "第2号", ["第30条/第1項/(2)"]),
        ("tsubame-provider-yakkan#第30条/第3項", "同項", ["第30条/第1項"]),
        ("tsubame-hikari-yakkan#第18条/第3項", "第2項", ["第9条/第2項"]),
        ("tsubame-hikari-juyo#14/(2)", "「12.解約(事業者変更・光回線再利用を含む)について」", ["12"]),
        ("tsubame-hikari-juyo#16/初期費用/(2)", "「(1)事務手数料」", ["16/初期費用/(1)"]),
        ("h555-yakkan#第10条/第2項", "(2)", ["第10条/第1項/(2)"]),
        ("h555-yakkan#第28条/第1項", "「別表h555.netサービス・料金一覧」", ["h555-ryokin"]),
        ("waiwai-yakkan#第12条/第1項", "第7条(契約申込みの方法)第3号", ["第7条/(3)"]),
        ("waiwai-yakkan#第11条/第2項", "別表料金表", ["waiwai-ryokin"]),
    ],
)
def test_by_eye(address: str, text: str, targets: list[str], originals: dict[str, Document]) -> None:
    document = address.split("#")[0]
    linked = next(d for d in link(list(originals.values())) if d.document == document)
    clause = next(c for c in linked.clauses if str(c.address) == address)
    found = {re.sub(r"\s", "", even(r.text)): [t.clause or t.document for t in r.targets] for r in clause.references}
    assert found[text] == targets
