"""A sentence that begins with a reference to an earlier article, and looks like its heading: told by the order of the numbers."""

from __future__ import annotations

from dataclasses import replace

from ingest.outline.token import Kind, Token


def without_references(tokens: list[Token]) -> list[Token]:
    """Article n+1 follows article n, and between them stands a sentence with the number of an article read before: that is text."""
    articles = [at for at, token in enumerate(tokens) if token.kind is Kind.ARTICLE]
    seen: set[tuple[int, ...]] = set()
    out = list(tokens)
    for before, at, behind in zip([None, *articles], articles, [*articles[1:], None], strict=False):
        token = tokens[at]
        if before is not None and behind is not None and token.value in seen and token.sentence and token.body < token.end:
            last, following = tokens[before].value[0], tokens[behind].value[0]
            if following == last + 1 and token.value[0] != last + 1:
                out[at] = replace(token, kind=Kind.TEXT, body=token.start, family="", value=(), label="", heading="")
                continue
        seen.add(token.value)
    return out
