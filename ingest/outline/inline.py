"""Items that stand in the middle of a line, where the line below goes on counting: …場合（5）申込者の…"""

from __future__ import annotations

import re
from dataclasses import replace

from ingest.outline.item import BRACKETED, HALF_BRACKETED
from ingest.outline.numerals import SPACED, to_int
from ingest.outline.token import Kind, Token

_INNER = re.compile(rf"[(（][ 　]?({SPACED})[ 　]?[)）][.．]?[ 　]*")


def split_inline(text: str, tokens: list[Token]) -> list[Token]:
    """The tokens, with a line parted where an inner number is followed, at the next line's start, by its successor."""
    out: list[Token] = []
    for at, token in enumerate(tokens):
        inner = _inner(text, token, tokens[at + 1 :])
        if inner is None:
            out.append(token)
            continue
        start, body, value = inner
        out.append(replace(token, end=start + len(text[start:start].rstrip()), body=min(token.body, start)))
        out.append(Token(Kind.NUMBER, token.line, start, body, token.end, BRACKETED, (value,), f"({value})", sentence="。" in text[start:]))
    return out


def _inner(text: str, token: Token, following: list[Token]) -> tuple[int, int, int] | None:
    if token.kind not in (Kind.NUMBER, Kind.TEXT, Kind.ARTICLE):
        return None
    successor = _next_number(following)
    for match in _INNER.finditer(text, token.body, token.end):
        value = to_int(match[1])
        own = token.number if token.family in (BRACKETED, HALF_BRACKETED) else 0
        if successor == value + 1 == own + 2 and match.start() > token.start and match.end() < token.end:
            return match.start(), match.end(), value
    return None


def _next_number(following: list[Token]) -> int:
    """The number of the next bracketed item, where nothing of higher rank stands before it."""
    for token in following:
        if token.kind is Kind.NUMBER:
            return token.number if token.family in (BRACKETED, HALF_BRACKETED) else 0
        if token.kind not in (Kind.TEXT, Kind.LOOSE):
            break
    return 0
