"""Paragraph numbers printed twice, where other clauses name the article's paragraphs by a number that only counting on gives."""

from __future__ import annotations

from ingest.outline.node import Node
from ingest.outline.references import own_references
from ingest.outline.token import Kind
from knowledge.clause import Doubt


def renumber(text: str, root: Node) -> list[Doubt]:
    """Counts an article's paragraphs through where a number stands twice and a reference names one beyond the printed ones."""
    named: dict[int, int] = {}
    for reference in own_references(text):
        if not reference.branch:
            named[reference.article] = max(named.get(reference.article, 0), reference.paragraph)
    doubts: list[Doubt] = []
    for node in root.descendants():
        if node.kind is Kind.ARTICLE and node.token is not None and len(node.token.value) == 1:
            doubts += _count_through(node, named.get(node.token.number, 0))
    return doubts


def _count_through(article: Node, named: int) -> list[Doubt]:
    paragraphs = [child for child in article.children if child.part.startswith("第") and child.part.endswith("項")]
    numbers = [int(child.part[1:-1]) for child in paragraphs]
    if len(set(numbers)) == len(numbers) or not max(numbers) < named <= len(numbers):
        return []
    doubts: list[Doubt] = []
    for count, child in enumerate(paragraphs, start=1):
        part = f"第{count}項"
        if part != child.part:
            said = f"{article.part} prints {child.part} a second time; other clauses name its 第{named}項"
            doubts.append(Doubt("renumbered", child.line, said, f"addressed {article.part}/{part}"))
            child.part = part
    return doubts
