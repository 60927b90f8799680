"""The outline of an original: scan, repair, tree, clauses, doubts."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.outline.clauses import clauses, first_paragraphs, joined
from ingest.outline.doubts import doubts_of
from ingest.outline.lost import restore_lost
from ingest.outline.number import POINT
from ingest.outline.renumber import renumber
from ingest.outline.repair import restore_order
from ingest.outline.scan import scan
from ingest.outline.token import Kind, Token
from ingest.outline.tree import Tree
from ingest.source import Line
from knowledge.clause import Clause, Doubt, Span


@dataclass(frozen=True)
class Outline:
    """A document's clauses, what belongs to none, and what could not be told for sure."""

    clauses: tuple[Clause, ...]
    loose: tuple[Span, ...]
    doubts: tuple[Doubt, ...]


def outline(text: str, document: str, lines: tuple[Line, ...], titles: frozenset[int]) -> Outline:
    """Reads an original's lines; titles are the numbers of the lines that print its title."""
    tokens = scan(text, lines, titles)
    chapters = chapters_count(tokens)
    tokens, moved = (tokens, []) if chapters else restore_order(tokens)
    tokens, found = (tokens, []) if chapters else restore_lost(text, tokens)
    tree = Tree(chapters_are_clauses=chapters, numbers_lead=_numbers_lead(tokens)).build(tokens)
    first_paragraphs(tree.root)
    counted = renumber(text[lines[0].start : lines[-1].end] if lines else "", tree.root)
    read, doubles = clauses(text, document, tree.root)
    settled = {doubt.line for doubt in counted}
    seen = [doubt for doubt in doubts_of(text, tokens, tree) if doubt.kind != "double" or doubt.line not in settled]
    doubts = [*moved, *found, *counted, *doubles, *seen]
    loose = tuple(sorted(span for piece in tree.loose for span in joined(text, [piece])))
    return Outline(read, loose, tuple(sorted(doubts, key=lambda doubt: doubt.line)))


def chapters_count(tokens: list[Token]) -> bool:
    """True where 条 numbers begin anew in the chapters, or there are no 条: only then is a chapter part of an address."""
    articles = [token for token in tokens if token.kind is Kind.ARTICLE]
    if not articles:
        return True
    begins, behind_chapter = 0, False
    for token in tokens:
        if token.kind is Kind.CHAPTER:
            behind_chapter = True
        elif token.kind is Kind.CLOSING:
            break
        elif token.kind is Kind.ARTICLE:
            begins += behind_chapter and token.value == (1,)
            behind_chapter = False
    return begins > 1


def _numbers_lead(tokens: list[Token]) -> bool:
    """True where the heading numbers 1., 2., … run once through the document, so that they stand above marked headings."""
    ones = [t for t in tokens if t.kind is Kind.NUMBER and t.family == POINT and t.value == (1,) and t.alone and not t.sentence]
    return len(ones) <= 1
