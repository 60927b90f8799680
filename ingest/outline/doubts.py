"""What the reader saw and could not be sure of, with line numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from ingest.outline.article import caption_words
from ingest.outline.node import Node
from ingest.outline.references import own_references
from ingest.outline.token import Kind, Token
from ingest.outline.tree import Tree
from knowledge.clause import Doubt

_ANNOUNCES = re.compile(r"(?:次の|以下の|下記の|次に掲げる|次の各)(?:各号|場合|事項|事由|いずれか|とおり|通り|条件|項目|用語)")
_OPEN, _CLOSE = "（(「『【", "）)」』】"
_CAPTIONS_ABOVE = 3


def doubts_of(text: str, tokens: Sequence[Token], tree: Tree) -> list[Doubt]:
    """Breaks in the numbers, missing articles, references that lead nowhere, captions without an article, broken-off ends."""
    return [
        *_breaks(text, tokens, tree),
        *_missing(tokens),
        *_dangling(text, tokens),
        *_lone_captions(text, tokens),
        *_unlisted(text, tree.root.descendants()),
        *_broken_off(text, tokens),
    ]


def _breaks(text: str, tokens: Sequence[Token], tree: Tree) -> Iterable[Doubt]:
    for found in tree.breaks:
        token = tokens[found.at]
        printed = text[token.start : token.end][:30]
        if found.kind == "stray":
            yield Doubt("stray_number", token.line, f"{printed!r} counts nothing", "kept as text")
        elif found.kind == "unplaced":
            yield Doubt("unplaced", token.line, f"{printed!r} stands behind a chapter's heading, in no clause", "kept out of the clauses")
        elif found.kind == "gap":
            lost = ", ".join(str(number) for number in range(found.expected, token.number))
            yield Doubt("gap", token.line, f"{lost} missing before {printed!r}", "read on")
        elif found.kind == "begin":
            yield Doubt("gap", token.line, f"{printed!r} begins a list that has no 1", "kept under the clause before it")
        else:
            yield Doubt("double", token.line, f"{printed!r} where {found.expected} would follow", "kept beside the one of the same number")


def _missing(tokens: Sequence[Token]) -> Iterable[Doubt]:
    articles = [token for token in tokens if token.kind is Kind.ARTICLE]
    for last, token in zip([None, *articles], articles, strict=False):
        begin = last.value[0] + 1 if last else 1
        for number in range(begin, token.value[0]) if last or token.value[0] > 1 else ():
            yield Doubt("missing", token.line, f"第{number}条 is not in the text before {token.label}", "nothing is read for it")


def _dangling(text: str, tokens: Sequence[Token]) -> Iterable[Doubt]:
    held = {token.value[0] for token in tokens if token.kind is Kind.ARTICLE}
    if not held:
        return
    for token in tokens:
        if token.kind is Kind.LOOSE:
            continue
        for reference in own_references(text[token.body : token.end]):
            if reference.article not in held:
                name = f"第{reference.article}条" + (f"（{reference.caption}）" if reference.caption else "")
                yield Doubt("dangling", token.line, f"refers to {name}, which the document does not hold", "kept as printed")


def _lone_captions(text: str, tokens: Sequence[Token]) -> Iterable[Doubt]:
    above = sum(1 for token in tokens if token.kind is Kind.ARTICLE and "\n" in text[token.start : token.body])
    if above < _CAPTIONS_ABOVE:
        return
    for token in tokens:
        words = caption_words(text[token.start : token.end]) if token.kind is Kind.TEXT else None
        if words:
            yield Doubt("lost_heading", token.line, f"caption {words!r} without an article below it", "kept as text")


def _unlisted(text: str, nodes: Iterable[Node]) -> Iterable[Doubt]:
    """A clause that announces a list and has none: the document breaks off there."""
    for node in nodes:
        if node.kind is not Kind.ARTICLE or node.children or len(node.lead) != 1:
            continue
        piece = node.lead[0]
        if _ANNOUNCES.search(text[piece.start : piece.end]):
            yield Doubt("broken_off", piece.line, f"{node.part} announces a list that does not follow", "read as it stands")


def _broken_off(text: str, tokens: Sequence[Token]) -> Iterable[Doubt]:
    """The last line leaves a bracket open."""
    last = next((token for token in reversed(tokens) if token.kind is not Kind.LOOSE), None)
    if last is None:
        return
    words = text[last.start : last.end]
    if sum(words.count(sign) for sign in _OPEN) > sum(words.count(sign) for sign in _CLOSE):
        yield Doubt("broken_off", last.line, f"the text ends in the middle: {words[-20:]!r}", "read as it stands")
