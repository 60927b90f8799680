"""1.3.2, １．３, 5-1: a number of several parts, the heading of a section."""

from __future__ import annotations

import re

from ingest.normal import folded
from ingest.outline.numerals import DIGIT, to_int
from ingest.outline.token import Found, Kind, View

DOTTED, HYPHENED = "1.1", "1-1"
_DOTTED = re.compile(rf"({DIGIT}{{1,2}}(?:[.．]{DIGIT}{{1,2}})+)[.．]?[ 　]+(?=\S)")
_HYPHENED = re.compile(rf"({DIGIT}{{1,2}}(?:[-－‐]{DIGIT}{{1,2}})+)[.．][ 　]*(?=\S)")


def dotted(view: View) -> Found | None:
    """The section number at the beginning of a line; its heading is the line."""
    for family, pattern, separator, joined in ((DOTTED, _DOTTED, "[.．]", "."), (HYPHENED, _HYPHENED, "[-－‐]", "-")):
        match = pattern.match(view.text)
        if match is None or view.sentence:
            continue
        value = tuple(to_int(part) for part in re.split(separator, match[1]))
        if all(value):
            label = joined.join(str(part) for part in value)
            return Found(Kind.NUMBER, family, value, label, folded(view.text[match.end() :]), len(view.text))
    return None
