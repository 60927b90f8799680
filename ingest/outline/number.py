"""`12.`, `１２．`, `1 3.`: a number with a point, a heading or the beginning of a paragraph or item."""

from __future__ import annotations

import re

from ingest.outline.numerals import DIGIT, SPACED, to_int
from ingest.outline.token import Found, Kind, View

POINT = "1."
_NUMBER = re.compile(rf"({SPACED})[ 　]?[.．][ 　]*(?!{DIGIT}|$)")
_BEFORE_REFERENCE = re.compile(rf"({SPACED})[ 　]?[.．](?={DIGIT}{{1,2}}[ 　]?(?:の規定|に規定|の定め|に定め|に該当|により|に基づ))")
_MOST = 199


def number(view: View) -> Found | None:
    """The number with a point at the beginning of a line."""
    match = _NUMBER.match(view.text) or _BEFORE_REFERENCE.match(view.text)
    if match is None:
        return None
    value = to_int(match[1])
    if not 1 <= value <= _MOST:
        return None
    return Found(Kind.NUMBER, POINT, (value,), str(value), "", match.end())
