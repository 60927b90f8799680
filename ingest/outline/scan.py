"""Lines into tokens: each line is offered to the productions, the highest first."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from ingest.normal import without_radicals
from ingest.outline.again import without_references
from ingest.outline.article import article, caption_words
from ingest.outline.chapter import chapter
from ingest.outline.closing import closing
from ingest.outline.contents import contents
from ingest.outline.dotted import dotted
from ingest.outline.furniture import furniture
from ingest.outline.inline import split_inline
from ingest.outline.item import item
from ingest.outline.number import POINT, number
from ingest.outline.paragraph import paragraph
from ingest.outline.plain import plain
from ingest.outline.row import number_rows
from ingest.outline.symbol import cell, symbol
from ingest.outline.token import Found, Kind, Token, View, is_sentence
from ingest.source import Line

Production = Callable[[View], Found | None]
PRODUCTIONS: tuple[Production, ...] = (chapter, article, closing, dotted, number, paragraph, item, symbol)

_MARKS = re.compile(r"[\s　]*(?:(#{1,6})[\s　]+|>[\s　]*)?(?:[-*+][\s　]+)?")
_BULLET = re.compile(r"[\s　]*[-*+][\s　]+|[\s　]*[・•‧·]")


def scan(text: str, lines: tuple[Line, ...], titles: frozenset[int]) -> list[Token]:
    """The tokens of a document's lines, in the order of the page; blank lines give none."""
    loose = titles | contents(lines)
    views = [None if line.blank else view_of(lines, at) for at, line in enumerate(lines)]
    tokens: list[Token] = []
    for line, view in zip(lines, views, strict=True):
        if view is None:
            continue
        if line.number in loose or furniture(line):
            tokens.append(_token(Kind.LOOSE, view))
        else:
            tokens += _tokens(view)
    tokens = _with_captions(without_references(tokens), {view.number: view for view in views if view is not None})
    return split_inline(text, number_rows(text, _with_plain_headings(tokens, views)))


def view_of(lines: tuple[Line, ...], at: int) -> View:
    """A line as the productions see it."""
    line = lines[at]
    marks = _MARKS.match(line.text)
    begin = marks.end() if marks else 0
    inner = without_radicals(line.text[begin:].rstrip())
    return View(
        number=line.number,
        start=line.start + begin,
        text=inner,
        hashes=line.heading or (len(marks[1] or "") if marks else 0),
        bullet=bool(_BULLET.match(line.text)),
        alone=(at == 0 or lines[at - 1].blank) and (at + 1 == len(lines) or lines[at + 1].blank),
        table=line.row or "\t" in inner or inner.startswith("|"),
    )


def _tokens(view: View) -> list[Token]:
    """One token, or two where an article's first paragraph stands, numbered, behind its caption."""
    if view.table:
        return [_token(Kind.TEXT, view, cell(view.text))]
    found = next((found for production in PRODUCTIONS if (found := production(view))), None)
    token = _token(Kind.TEXT, view, found)
    if token.kind is not Kind.ARTICLE or token.body >= token.end:
        return [token]
    rest = replace(view, start=token.body, text=view.text[token.body - view.start :])
    inner = next((found for production in (number, paragraph, item) if (found := production(rest))), None)
    if inner is None or inner.value != (1,):
        return [token]
    return [replace(token, end=token.body), _token(Kind.TEXT, rest, inner)]


def _token(kind: Kind, view: View, found: Found | None = None) -> Token:
    end = view.start + len(view.text)
    if found is None:
        return Token(kind, view.number, view.start, view.start, end, hashes=view.hashes, alone=view.alone, sentence=view.sentence)
    return Token(
        found.kind,
        view.number,
        view.start,
        view.start + found.body,
        end,
        found.family,
        found.value,
        found.label,
        found.heading,
        view.hashes,
        view.alone,
        is_sentence(view.text[found.body :]),
    )


def _with_captions(tokens: list[Token], views: dict[int, View]) -> list[Token]:
    """Articles and numbered paragraphs without a caption of their own take the one on the line above."""
    out: list[Token] = []
    for token in tokens:
        above = out[-1] if out else None
        words = caption_words(views[above.line].text) if above and above.kind is Kind.TEXT else None
        takes = token.kind is Kind.ARTICLE or (token.kind is Kind.NUMBER and token.family == POINT and token.sentence)
        if takes and not token.heading and above is not None and words:
            out[-1] = replace(token, start=above.start, heading=words)
        else:
            out.append(token)
    return out


def _with_plain_headings(tokens: list[Token], views: list[View | None]) -> list[Token]:
    """Plain headings are looked for only where nothing else shows structure: before the first number, in a document without articles."""
    if any(token.kind is Kind.ARTICLE for token in tokens):
        return tokens
    by_number = {view.number: view for view in views if view is not None}
    for at, token in enumerate(tokens):
        if token.kind is Kind.NUMBER and token.number == 1:
            break
        if token.kind is Kind.TEXT and not by_number[token.line].table:
            tokens[at] = _token(Kind.TEXT, by_number[token.line], plain(by_number[token.line]))
    return tokens
