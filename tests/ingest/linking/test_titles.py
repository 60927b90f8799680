import pytest

from ingest.linking.link import link


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("「つばさ光利用約款」による。", [("「つばさ光利用約款」", ["y"], [])]),
        ("「つばさ光」利用約款による。", [("「つばさ光」利用約款", ["y"], [])]),
        ("「つばさ光利用約款」第2条による。", [("「つばさ光利用約款」第2条", ["y#第2条"], [])]),
        ("「つばさ光利用約款」第9条による。", [("「つばさ光利用約款」第9条", [], ["第9条"])]),
        ("「お客さまの個人情報の取り扱いについて」に従う。", [("「お客さまの個人情報の取り扱いについて」", ["p"], [])]),
        ("お客さまの個人情報の取扱いについて定める。", []),
        ("「他社の契約約款」に従う。", [("「他社の契約約款」", [], [])]),
        ("他社約款第1条に従う。", [("他社約款第1条", [], [])]),
        ("各サービスの「利用規約」に従う。", []),
        ("以下「特約規約」という。", []),
    ],
)
def test_other_documents(told, document, words: str, found: list[tuple[str, list[str], list[str]]]) -> None:  # type: ignore[no-untyped-def]
    terms = document({"第1条": "X", "第2条": "X"}, "y", title="「つばさ光」利用約款")
    privacy = document({"1": "X"}, "p", title="お客さまの個人情報の取扱いについて", kind="個人情報")
    assert told("第1条", {"第1条": words, "第2条": "X"}, terms, privacy) == found


def test_a_title_of_another_provider_is_kept_as_text(references, document) -> None:  # type: ignore[no-untyped-def]
    other = document({"第1条": "X"}, "y", title="「つばさ光」利用約款", provider="other")
    (found,) = references("第1条", {"第1条": "「つばさ光利用約款」による。"}, other)
    assert (found.kind, found.targets, found.missing) == ("document", (), ())


def test_a_short_name_given_before(document) -> None:  # type: ignore[no-untyped-def]
    (held,) = link([document({"第1条": "「光網契約約款」（以下「光約款」といいます）による。", "第2条": "光約款第1条と光約款。"})])
    assert [[(r.text, r.kind) for r in c.references] for c in held.clauses] == [
        [("「光網契約約款」", "document")],
        [("光約款第1条", "document"), ("光約款", "document")],
    ]


def test_the_terms_from_a_table(told, document) -> None:  # type: ignore[no-untyped-def]
    terms = document({"第1条": "X"}, "y", title="光契約約款")
    assert told("1", {"1": "契約約款第1条による。"}, terms, kind="料金表", title="別表 料金") == [("契約約款第1条", ["y#第1条"], [])]


def test_an_edition_refers_to_its_own_kind(document) -> None:  # type: ignore[no-untyped-def]
    clauses = {"第1条": "「光網利用約款」第2条による。"}
    here = document(clauses, "d", edition="summary")
    original = document({"第2条": "X"}, "y", title="光網利用約款")
    plain = document({"第1条": "X"}, "y", title="光網利用約款", edition="summary")
    assert [r.missing for r in link([here, original, plain])[0].clauses[0].references] == [("第2条",)]
    assert [r.missing for r in link([here, original])[0].clauses[0].references] == [()]
