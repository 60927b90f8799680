"""Clause addresses: parsed, printed, and which contains which."""

from __future__ import annotations

import pytest

from knowledge.address import ClauseAddress, is_article, is_number, label
from knowledge.errors import AddressError
from knowledge.generation import Generation

PRINTED = [
    ("tsubame-hikari-yakkan#第12条/第2項", "第12条第2項"),
    ("tsubame-v6-yakkan#第20条/第2項/(11)", "第20条第2項(11)"),
    ("tsubame-hikari-juyo#12/(3)", "12.(3)"),
    ("tsubame-hikari-juyo#16/月額費用/(1)", "16 月額費用 (1)"),
    ("tsubame-privacy#個人情報の第三者提供", "個人情報の第三者提供"),
    ("h555-ryokin#1.4", "1.4"),
    ("h555-yakkan#第12条の2", "第12条の2"),
    ("h555-yakkan#第12条の2/第3項/(ア)", "第12条の2第3項(ア)"),
    ("x#第3条/(1)", "第3条(1)"),
    ("x#第3条/(1)/(ア)", "第3条(1)(ア)"),
    ("x#1.4.2/(1)", "1.4.2.(1)"),
    ("x#5/(4)/(ア)", "5.(4)(ア)"),
    ("x#附則", "附則"),
    ("x#附則/第2項", "附則第2項"),
]


@pytest.mark.parametrize(("text", "printed"), PRINTED)
def test_parse_and_print(text: str, printed: str) -> None:
    address = ClauseAddress.parse(text)
    assert str(address) == text
    assert address.printed == printed
    assert ClauseAddress.parse(str(address)) == address


@pytest.mark.parametrize("text", ["", "#", "x", "x#", "#第1条", "x#/", "x#第1条/", "x#/第1条", "x#第1条//(1)", "第12条第2項"])
def test_a_bad_address_is_named_with_the_remedy(text: str) -> None:
    with pytest.raises(AddressError) as caught:
        ClauseAddress.parse(text)
    assert repr(text) in str(caught.value) and "document#part/part" in str(caught.value)


def test_contains() -> None:
    article = ClauseAddress.parse("a#第1条")
    paragraph = article.child("第2項")
    assert article.contains(article) and article.contains(paragraph) and article.contains(paragraph.child("(1)"))
    assert not paragraph.contains(article)
    assert not article.contains(ClauseAddress.parse("b#第1条/第2項"))
    assert not article.contains(ClauseAddress.parse("a#第10条")), "第10条 only starts with the letters of 第1条"
    assert not article.contains(ClauseAddress.parse("a#第1条の2"))


def test_parent_and_clause() -> None:
    address = ClauseAddress.parse("a#16/月額費用/(1)")
    assert address.clause == "16/月額費用/(1)"
    assert str(address.parent) == "a#16/月額費用"
    assert address.parent is not None and address.parent.parent is not None
    assert address.parent.parent.parent is None


def test_parts() -> None:
    assert is_article("第12条") and is_article("第12条の2") and not is_article("第12項") and not is_article("第十二条")
    assert is_number("12") and is_number("1.4.2") and not is_number("12.") and not is_number("(1)")
    assert label(" 料金/手数料 #1 ") == "料金／手数料 ＃1"


def test_every_clause_held_is_found_at_its_own_address(generation: Generation) -> None:
    seen = 0
    for provider in generation.providers:
        for clause in generation.clauses(provider):
            assert ClauseAddress.parse(str(clause.address)) == clause.address
            assert generation.find(clause.address) == clause
            assert clause.address.printed and "/" not in clause.address.printed
            seen += 1
    assert seen > 1000


def test_printed_names_do_not_repeat_within_a_document(generation: Generation) -> None:
    """Two clauses that print the same name could not be told apart by a reader."""
    for provider in generation.providers:
        names = [(c.address.document, c.address.printed) for c in generation.clauses(provider)]
        assert len(names) == len(set(names))
