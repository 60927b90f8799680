import pytest

from ingest.outline.chapter import chapter


@pytest.mark.parametrize(
    ("line", "label", "heading"),
    [
        ("第1章 総則", "第1章", "総則"),
        ("## 第 ２ 章　契約", "第2章", "契約"),
        ("第三編 雑則", "第3編", "雑則"),
        ("第1節", "第1節", ""),
        ("第4款 その他", "第4款", "その他"),
    ],
)
def test_chapters(view, line: str, label: str, heading: str) -> None:  # type: ignore[no-untyped-def]
    found = chapter(view(line))
    assert found is not None and (found.label, found.heading) == (label, heading)


@pytest.mark.parametrize("line", ["第4章の規定により支払います。", "第4章に基づき", "第4章、第5章", "第1条 総則"])
def test_none(view, line: str) -> None:  # type: ignore[no-untyped-def]
    assert chapter(view(line)) is None


def test_chapters_stay_out_of_the_address_where_articles_run_through(read) -> None:  # type: ignore[no-untyped-def]
    held = read("第1章 総則\n\n第1条（甲）\n文。\n\n第2章 契約\n\n第1節 申込\n\n第2条（乙）\n文。\n")
    assert [(clause.address.clause, clause.chapter) for clause in held.clauses] == [
        ("第1条", "第1章 総則"),
        ("第2条", "第2章 契約 第1節 申込"),
    ]


def test_chapters_are_clauses_where_articles_begin_anew(addresses) -> None:  # type: ignore[no-untyped-def]
    assert addresses("第1編 甲\n第1章 総則\n第1条（甲）\n文。\n第2章 契約\n第1条（乙）\n文。\n") == [
        "第1編", "第1編/第1章", "第1編/第1章/第1条", "第1編/第2章", "第1編/第2章/第1条",
    ]  # fmt: skip


def test_chapters_are_clauses_where_there_are_no_articles(addresses) -> None:  # type: ignore[no-untyped-def]
    assert addresses("第1章 総則\n当社の定めです。\n第2章 契約\n1. 申込みです。\n") == ["第1章", "第2章", "第2章/1"]
