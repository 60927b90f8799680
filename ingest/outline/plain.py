"""Headings without number or mark: short lines that stand alone, before the first numbered heading of a document without articles."""

from __future__ import annotations

import re

from ingest.normal import folded
from ingest.outline.token import Found, Kind, View

PLAIN = "plain"
_LETTERS, _ABOUT_LETTERS = 30, 80
_NAME = re.compile(r"[A-Za-zＡ-Ｚａ-ｚ一-龥ぁ-んァ-ヶー].*(?:[一-龥ァ-ヶー)）]|について)$")
_COMPANY = re.compile(r"(?:株式|有限|合同)会社\S*$|^(?:株式|有限|合同)会社")
_NO_HEADING = re.compile(r"[:：@＠]|https?:|\d\s*円|こと$|とき$|場合$|、.*、|^(?:注|※|[0-9０-９])")


def plain(view: View) -> Found | None:
    """A short noun that stands alone between blank lines."""
    text = view.text
    if not view.alone or view.bullet or view.sentence or len(text) > (_ABOUT_LETTERS if text.endswith("について") else _LETTERS):
        return None
    if not _NAME.match(text) or _COMPANY.search(text) or _NO_HEADING.search(text):
        return None
    return Found(Kind.HEADING, PLAIN, (), folded(text), folded(text), len(text))
