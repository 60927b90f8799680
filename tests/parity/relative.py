"""Figures that ours may name where the original points: 前項 is 第1項 seen from 第2項, 次の各号 are the first item below to the last."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from knowledge.normalise import fold
from tests.parity.figures import Figures

_PARAGRAPH = re.compile(r"第(\d+)項")
_ITEM = re.compile(r"\((\d+)\)")
_ARTICLE = re.compile(r"第(\d+条(?:の\d+)?)")
_HERE = re.compile(r"本条|同条")


def pointed_at(text: str, clause: str, articles: Sequence[str], below: Iterable[str]) -> Figures:
    """Figures of the clauses the text points at without a number, once for each pointer.

    articles: first-level clauses of the document in order; below: the parts right under the clause.
    """
    folded = fold(text)
    parts = list(below)
    found = Figures(_figure(part) for part in {*parts[:1], *parts[-1:]})
    for part in clause.split("/"):
        if match := _PARAGRAPH.fullmatch(part):
            found.update(_near(folded, int(match[1]), "項"))
        elif match := _ITEM.fullmatch(part):
            found.update(_near(folded, int(match[1]), "号"))
        elif _ARTICLE.fullmatch(part) and part in articles:
            at = articles.index(part)
            found[_figure(part)] += len(_HERE.findall(folded))
            found[_figure(articles[at - 1])] += folded.count("前条") if at else 0
            found[_figure(articles[min(at + 1, len(articles) - 1)])] += folded.count("次条")
    return +found


def _near(folded: str, number: int, kind: str) -> Iterator[str]:
    """What 前項, 前2項, 前各項 and 次項 are, seen from the 項 or 号 of this number."""
    yield from [f"{number - 1}{kind}"] * folded.count(f"前{kind}")
    yield from [f"{number + 1}{kind}"] * folded.count(f"次{kind}")
    for count in re.findall(rf"前(\d){kind}", folded):
        yield from (f"{at}{kind}" for at in range(number - int(count), number))
    if f"前各{kind}" in folded:
        yield from (f"{at}{kind}" for at in range(1, number))


def _figure(part: str) -> str:
    """第2項 as the figure 2項, (3) as 3号; any other part as it is, which no figure is."""
    if match := _ITEM.fullmatch(part):
        return f"{match[1]}号"
    if match := _PARAGRAPH.fullmatch(part):
        return f"{match[1]}項"
    match = _ARTICLE.fullmatch(part)
    return match[1] if match else part
