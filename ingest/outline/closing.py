"""附則, 改定履歴, 別表, 別紙, 別記: what stands behind the body of a document, on its first level."""

from __future__ import annotations

import re

from ingest.normal import folded
from ingest.outline.numerals import NUMBER, to_int
from ingest.outline.references import refers
from ingest.outline.token import Found, Kind, View

SUPPLEMENT, HISTORY, ANNEX = "附則", "改定履歴", "別表"
_OPEN, _CLOSE = "<＜〈【［\\[(（「■◆●◇", ">＞〉】］\\])）」"
_SUPPLEMENT = re.compile(rf"[{_OPEN}]?\s*([附付][\s　]*則)\s*[{_CLOSE}]?(?:\s*[（(][^）)]*[)）])?(\s+|$)(.*)$")
_HISTORY = re.compile(rf"[{_OPEN}]?\s*(改[定訂正]履歴|改[定訂]の?経緯|沿革)\s*[{_CLOSE}]?\s*$")
_ANNEX = re.compile(rf"[{_OPEN}]?\s*((?:別表|別紙|別記|別添)?[\s　]*料[\s　]*金[\s　]*表|別表|別紙|別記|別添|通[\s　]*則)\s*(?:第\s*)?({NUMBER}(?=[\s{_CLOSE}]|$))?\s*(?:[{_CLOSE}]\s*|\s+|$)(.*)$")
_LETTERS = 40


def closing(view: View) -> Found | None:
    """The closing part that a line begins."""
    if view.bullet:
        return None
    if match := _SUPPLEMENT.match(view.text):
        return Found(Kind.CLOSING, SUPPLEMENT, (), "附則", "附則", match.start(3))
    if match := _HISTORY.match(view.text):
        return Found(Kind.CLOSING, HISTORY, (), folded(match[1]), folded(match[1]), len(view.text))
    match = _ANNEX.match(view.text)
    if match is None or view.sentence or len(match[3]) > _LETTERS or refers(match[3]):
        return None
    number = to_int(match[2]) if match[2] else None
    name = "".join(folded(match[1]).split())
    label = name if number is None else f"{name}{number}"
    return Found(Kind.CLOSING, ANNEX, (), label, folded(match[3]) or label, len(view.text))
