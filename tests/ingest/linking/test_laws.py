import pytest

from ingest.linking.link import link

TERMS = {"第1条": "X", "第2条|申込": "X", "第4条": "X", "第26条|料金": "X"}


@pytest.mark.parametrize(
    ("words", "laws"),
    [
        ("電気通信事業法第26条に従う。", ["電気通信事業法第26条"]),
        ("電気通信事業法 第26条第1項に従う。", ["電気通信事業法 第26条第1項"]),
        ("民法第4条に従う。", ["民法第4条"]),
        ("光通信法（昭和60年法律第4号）第26条に従う。", ["光通信法（昭和60年法律第4号）第26条"]),
        ("電気通信事業法施行規則第2条の2に従う。", ["電気通信事業法施行規則第2条の2"]),
        ("電波法第2条及び第4条に従う。", ["電波法第2条", "第4条"]),
        ("電波法第2条、同法第4条、同条第2項に従う。", ["電波法第2条", "同法第4条", "同条第2項"]),
        ("放送法第2条の登録をした者、同第4条の届けをした者。", ["放送法第2条", "同第4条"]),
        ("「光回線の保護に関する法律」による。", ["光回線の保護に関する法律"]),
        ("光回線の保護に関する法律第4条による。", ["光回線の保護に関する法律第4条"]),
        ("消費税法による。", ["消費税法"]),
        ("光通信法（令和2年法律第1号）による。", ["光通信法"]),
    ],
)
def test_laws_are_kept_and_never_ours(references, words: str, laws: list[str]) -> None:  # type: ignore[no-untyped-def]
    found = references("第1条", {**TERMS, "第1条": words})
    assert [r.text for r in found] == laws
    assert {(r.kind, r.targets, r.missing) for r in found} == {("law", (), ())}


def test_ours_listed_behind_a_law(told) -> None:  # type: ignore[no-untyped-def]
    assert told("第1条", {**TERMS, "第1条": "電波法第4条及び第2条（申込）による。"})[1] == ("第2条（申込）", ["第2条"], [])


def test_a_short_name_given_before(document) -> None:  # type: ignore[no-untyped-def]
    terms = {
        "第1条": "届出の指針（以下「指針」という。）と電気通信事業法（以下「事業法」という。）。",
        "第4条": "指針第1条と事業法第1条による。",
    }
    (held,) = link([document(terms)])
    assert [(r.text, r.kind) for r in held.clauses[1].references] == [("指針第1条", "law"), ("事業法第1条", "law")]


@pytest.mark.parametrize("words", ["支払方法第4条", "この方法は第4条", "日本法とする。第4条"])
def test_words_that_end_like_a_law(references, words: str) -> None:  # type: ignore[no-untyped-def]
    assert [r.kind for r in references("第1条", {**TERMS, "第1条": words})] == ["clause"]
