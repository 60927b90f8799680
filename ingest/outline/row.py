"""Numbered rows of a table (definitions): items of the clause that the table stands in, not headings."""

from __future__ import annotations

import re
from dataclasses import replace

from ingest.outline.numerals import SPACED, to_int
from ingest.outline.token import Kind, Token

ROW = "row"
_ROW = re.compile(rf"({SPACED})[.．][ 　]*(?=\S)")
_LEAST = 3


def number_rows(text: str, tokens: list[Token]) -> list[Token]:
    """Runs of table rows that count from 1 become items."""
    out = list(tokens)
    run: list[int] = []
    for at, token in enumerate([*tokens, None]):
        if run and token is not None and token.kind is Kind.LOOSE:
            continue
        value = _value(text, token) if token is not None else 0
        if value and value == len(run) + 1:
            run.append(at)
            continue
        if len(run) >= _LEAST:
            for count, row in enumerate(run, start=1):
                match = _ROW.match(text, out[row].start)
                body = match.end() if match else out[row].start
                out[row] = replace(out[row], kind=Kind.NUMBER, family=ROW, value=(count,), label=f"({count})", body=body)
        run = [at] if value == 1 else []
    return out


def _value(text: str, token: Token) -> int:
    if token.kind is not Kind.TEXT or "\t" not in text[token.start : token.end]:
        return 0
    match = _ROW.match(text, token.start, token.end)
    return to_int(match[1]) if match else 0
