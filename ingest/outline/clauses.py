"""The tree as clauses: addresses, spans, text; and what is loose."""

from __future__ import annotations

import re
from collections import Counter

from ingest.normal import folded
from ingest.outline.node import Node, Piece
from ingest.outline.token import Kind, is_sentence
from knowledge.address import ClauseAddress, label
from knowledge.clause import Clause, Doubt, Span

FOREWORD = "前文"
_HEADING_LETTERS = 80
_PRICED = re.compile(r"[^0-9０-９：。]{2,40}?[\s　]*[0-9０-９][0-9０-９,，]*[\s　]*円")
_REMARK = re.compile(r"[(（][^()（）]*(?:[(（][^()（）]*[)）][^()（）]*)*(?:。|ます|です)[)）]")


def first_paragraphs(root: Node) -> None:
    """An unnumbered first paragraph is 第1項 where a 第2項 exists: it takes the article's lead and the items before 第2項."""
    for node in root.descendants():
        second = next((at for at, child in enumerate(node.children) if child.part == "第2項"), None)
        if not node.numbers_paragraphs or second is None or not node.lead:
            continue
        if any(child.part == "第1項" for child in node.children):
            continue
        first = Node(Kind.NUMBER, "第1項", node.token, node, chapter=node.chapter)
        first.lead, node.lead = node.lead, []
        first.children, node.children = node.children[:second], [first, *node.children[second:]]
        for child in first.children:
            child.parent = first


def clauses(text: str, document: str, root: Node) -> tuple[tuple[Clause, ...], list[Doubt]]:
    """Every node of the tree as a clause, in reading order; the root's own text is the foreword."""
    doubts: list[Doubt] = []
    out: list[Clause] = []
    if root.lead:
        foreword = Node(Kind.TEXT, FOREWORD, heading=FOREWORD, lead=root.lead)
        out.append(_clause(text, ClauseAddress(document, (FOREWORD,)), foreword, 0))
    taken: Counter[ClauseAddress] = Counter()

    def walk(node: Node, above: tuple[str, ...]) -> None:
        for child in node.children:
            part = label(folded(child.part))
            address = ClauseAddress(document, (*_above(above, part), part))
            taken[address] += 1
            if taken[address] > 1:
                again = ClauseAddress(document, (*address.path[:-1], f"{part}[{taken[address]}]"))
                doubts.append(Doubt("double", child.line, f"{address.clause} stands there a second time", f"addressed {again.clause}"))
                address = again
                taken[address] += 1
            out.append(_clause(text, address, child, len(out)))
            walk(child, address.path)

    walk(root, ())
    return tuple(out), doubts


def _above(path: tuple[str, ...], part: str) -> tuple[str, ...]:
    """A dotted number stands for its beginnings: 1.3.2 is no child of 1.3 in its address."""
    while path and part.startswith(f"{path[-1]}."):
        path = path[:-1]
    return path


def _clause(text: str, address: ClauseAddress, node: Node, order: int) -> Clause:
    pieces = ([node.head] if node.head and node.head.end > node.head.start else []) + node.lead
    spans = joined(text, pieces)
    heading, body = _heading(text, node)
    whole = "".join(text[span.start : span.end] for span in spans)
    body_at = min(max(0, body - spans[0].start), len(whole)) if spans and node.head else 0
    return Clause(address, address.printed, heading, whole, body_at, spans, order, chapter=node.chapter)


def _heading(text: str, node: Node) -> tuple[str, int]:
    """The heading of a clause, and the offset where its body begins."""
    head = node.head
    if head is None:
        return node.heading, 0
    if node.heading or node.kind is not Kind.NUMBER or not node.lead or node.lead[0].line != head.line:
        return node.heading, head.end
    first = node.lead[0]
    line, remark_at = _without_remark(text[first.start : first.end])
    if node.part.startswith("第") or is_sentence(line) or len(line) > _HEADING_LETTERS:
        return "", head.end
    if not node.part.startswith("("):
        if _PRICED.match(line):  # a name with its price says something: it is quoted whole
            return "", head.end
        name, colon, _ = line.partition("：")
        return (folded(name), first.start + len(name) + 1) if colon else (folded(line), first.start + remark_at)
    token = node.token
    titled = token is not None and token.alone and (len(node.lead) > 1 or (token.hashes and node.children))
    return (folded(line), first.start + remark_at) if titled else ("", head.end)


def _without_remark(line: str) -> tuple[str, int]:
    """A heading line without a remark in brackets that is a sentence, and where the body begins: at a remark that ends the line."""
    bare = _REMARK.sub("", line)
    return (bare, len(bare)) if line.startswith(bare) else (bare, len(line))


def joined(text: str, pieces: list[Piece]) -> tuple[Span, ...]:
    """Pieces as spans: white space between neighbours belongs to the clause, and a line keeps its break; marks are left out."""
    spans: list[Span] = []
    for at, piece in enumerate(pieces):
        end = piece.end
        following = pieces[at + 1] if at + 1 < len(pieces) else None
        if following is not None:
            between = text[end : following.start] if following.start >= end else None
            end = following.start if between is not None and not between.strip() else _behind_break(text, end)
        else:
            end = piece.start + len(text[piece.start : end].rstrip())
        if spans and spans[-1].end == piece.start:
            spans[-1] = Span(spans[-1].start, end)
        else:
            spans.append(Span(piece.start, end))
    return tuple(span for span in spans if span.end > span.start)


def _behind_break(text: str, at: int) -> int:
    """The offset behind the line break that follows, where nothing but white space stands before it."""
    end = text.find("\n", at)
    return end + 1 if end >= 0 and not text[at:end].strip() else at
