"""Figures that ours may name where the original points: 前項 is 第1項 seen from 第2項, 次の各号 are the items below."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from knowledge.normalise import fold

_PARAGRAPH = re.compile(r"第(\d+)項")
_ITEM = re.compile(r"\((\d+)\)")
_ARTICLE = re.compile(r"第(\d+条(?:の\d+)?)")


def pointed_at(text: str, clause: str, articles: Sequence[str], below: Iterable[str]) -> set[str]:
    """Figures of the clauses the text points at without a number; articles: those of the document in order; below: parts under the clause."""
    folded = fold(text)
    found = {figure for part in below for figure in _own(part)}
    for part in clause.split("/"):
        if match := _PARAGRAPH.fullmatch(part):
            found |= _before(folded, int(match[1]), "項")
        elif match := _ITEM.fullmatch(part):
            found |= _before(folded, int(match[1]), "号")
        elif match := _ARTICLE.fullmatch(part):
            at = articles.index(part) if part in articles else 0
            if "前条" in folded and at:
                found |= _own(articles[at - 1])
            if "次条" in folded and at + 1 < len(articles):
                found |= _own(articles[at + 1])
            if re.search("本条|同条", folded):
                found |= _own(part)
    return found


def _before(folded: str, number: int, kind: str) -> set[str]:
    """前項, 前2項, 前各号, 次項 seen from the 項 or 号 of this number."""
    found = {f"{number - 1}{kind}"} if f"前{kind}" in folded and number > 1 else set()
    if match := re.search(rf"前(\d){kind}", folded):
        found |= {f"{at}{kind}" for at in range(number - int(match[1]), number)}
    if f"前各{kind}" in folded:
        found |= {f"{at}{kind}" for at in range(1, number)}
    if f"次{kind}" in folded:
        found.add(f"{number + 1}{kind}")
    return found


def _own(part: str) -> set[str]:
    if match := _ITEM.fullmatch(part):
        return {f"{match[1]}号"}
    return {match[1] + kind for pattern, kind in ((_PARAGRAPH, "項"), (_ARTICLE, "")) if (match := pattern.fullmatch(part))}
