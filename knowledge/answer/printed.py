"""Amounts printed in a quoted passage, as figures: a sum that is quoted is offered with its tax side as printed."""

from __future__ import annotations

import re
from decimal import Decimal

from knowledge.answer.draft import Cited
from knowledge.calculator.money import Price
from knowledge.calculator.result import Figure
from knowledge.normalise import fold

_BOTH = re.compile(r"(\d+(?:\.\d+)?)円(?:/[年月回])?\((?:税込み?)(\d+(?:\.\d+)?)円(?:/[年月回])?\)")
_ONE = re.compile(r"(\d+(?:\.\d+)?)円(?:/[年月回])?(?:\((税込|税抜|税別|不課税)み?き?\))?")


def _one(amount: Decimal, mark: str | None) -> Price:
    if mark == "税込":
        return Price(included=amount)
    if mark in ("税抜", "税別"):
        return Price(excluded=amount)
    return Price(exempt=amount) if mark == "不課税" else Price(unstated=amount)


def printed_figures(cited: Cited) -> tuple[Figure, ...]:
    """Every sum in the quote, once, in order."""
    text = fold(cited.quote)
    label = cited.indexed.clause.heading or cited.indexed.title
    prices = [(m.start(), Price(excluded=Decimal(m[1]), included=Decimal(m[2]))) for m in _BOTH.finditer(text)]
    rest = _BOTH.sub(lambda m: " " * len(m.group()), text)
    prices += [(m.start(), _one(Decimal(m[1]), m[2])) for m in _ONE.finditer(rest)]
    unique = dict.fromkeys(price for _, price in sorted(prices, key=lambda p: p[0]))
    return tuple(Figure(price, label, "quoted", "once", None, (str(cited.indexed.address),)) for price in unique)
