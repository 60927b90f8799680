"""The day an edition took effect, from its own history: the last 制定, 改定 or 実施 that it prints."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date

from ingest.normal import folded
from knowledge.clause import Clause

_DATE = re.compile(r"(?:(\d{4})|(令和|平成|昭和)\s?(\d{1,2}|元))\s?年\s?(\d{1,2})\s?月\s?(\d{1,2})\s?日")
_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925}
_HISTORY = ("改定履歴", "改訂履歴", "沿革", "附則", "付則")


def dates_in(text: str) -> Iterator[date]:
    """The days a text prints, in its order; what is no day of the calendar is passed over."""
    for match in _DATE.finditer(folded(text)):
        era_year = 1 if match[3] == "元" else int(match[3] or 0)
        year = int(match[1]) if match[1] else _ERAS[match[2]] + era_year
        try:
            yield date(year, int(match[4]), int(match[5]))
        except ValueError:
            continue


def last_date(clauses: Iterable[Clause]) -> date | None:
    """The latest day in the document's history clauses; None where it prints none."""
    days = [day for clause in clauses if clause.address.path[0].startswith(_HISTORY) for day in dates_in(clause.text)]
    return max(days, default=None)
