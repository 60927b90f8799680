"""What holds for every reference, whatever its form."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ingest.linking.link import link
from knowledge.clause import Doubt
from knowledge.reference import pack, unpack
from knowledge.search.entries import by_address, lexical_text

from .conftest import made

_PARTS = [
    "第",
    "条",
    "項",
    "号",
    "前",
    "次",
    "本",
    "同",
    "各",
    "の",
    "1",
    "２",
    "十",
    "(",
    "）",
    "及び",
    "から",
    "まで",
    "別表",
    "料金表",
    "「",
    "」",
    "12.",
    "電気通信事業法",
    "約款",
    "を除く",
    "章",
    "ア",
    "、",
]
_WORDS = st.lists(st.sampled_from([*_PARTS, " ", "\n"]), max_size=25).map("".join)


@given(_WORDS, _WORDS)
def test_any_words_can_be_linked(first: str, second: str) -> None:
    document = made(
        {"第1条|甲": first, "第2条|乙": "", "第2条/第1項": second, "第2条/第1項/(1)": first, "第2条/第2項": second, "12": first}
    )
    (held,) = link([document])
    addresses = {c.address for c in held.clauses}
    for clause in held.clauses:
        at = clause.body_at
        for r in clause.references:
            assert at <= r.start < r.end and clause.text[r.start : r.end] == r.text
            assert set(r.targets) <= addresses
            assert r.kind != "law" or not (r.targets or r.missing)
            at = r.end
        assert unpack(pack(clause.references), clause.text) == clause.references
    assert link([held]) == (held,)


def test_what_leads_nowhere_is_a_doubt() -> None:
    (held,) = link([made({"第1条": "X", "第2条": "一行目。\n第9条と第8条第2項による。"})])
    assert held.doubts == (
        Doubt("dangling", 3, "refers to 第9条, which is not held", "kept as printed"),
        Doubt("dangling", 3, "refers to 第8条第2項, which is not held", "kept as printed"),
    )


def test_remarks_of_the_shipped_edition_refer_to_nothing() -> None:
    clauses = {"第1条": "払う［手元の原文に第9条はない］。"}
    assert [c.references for c in link([made(clauses, edition="summary")])[0].clauses] == [()]
    assert len(link([made(clauses)])[0].clauses[0].references) == 1


def test_a_whole_document_is_an_address() -> None:
    table = made({"1": "X"}, "t", title="別表 光の料金", kind="料金表")
    clause = link([made({"第1条": "別表による。"}), table])[0].clauses[0]
    (target,) = clause.references[0].targets
    assert (str(target), target.path, target.contains(table.clauses[0].address)) == ("t", (), True)
    assert unpack(pack(clause.references), clause.text) == clause.references


def test_a_clause_is_found_by_what_it_refers_to() -> None:
    (held,) = link([made({"第1条|総則": "前文。", "第2条|申込": "次条による。", "第3条|利用の停止": "第2条と本条。", "第3条/(1)": "X"})])
    addresses = by_address(held.clauses)
    assert lexical_text("題", held.clauses[1], addresses).splitlines() == ["題", "申込", "次条による。", "利用の停止"]
    assert lexical_text("題", held.clauses[2], addresses).splitlines() == ["題", "利用の停止", "第2条と本条。", "申込"]
