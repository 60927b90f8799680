"""How many items a list without numbers has: marked lines, rows of tables, lines of a block; and in ours, lines with '- '."""

from __future__ import annotations

import re

from tests.parity.editions import LIST_MARK

_MARKED = re.compile(r"[ 　]*(?:[・●■※*◆]|[(（][※*注]\d*[)）])")
_INNER = re.compile(r"●[ 　]*\S|<li>")
_DATED = re.compile(r"[ 　]*\d{4}年")


def items_of_original(body: str, rows: int, *, led: bool) -> int:
    """Items as the original prints them; rows: of its tables; led: ours has a lead before the list, so the first plain line is none.

    In a clause with a table every sentence behind it counts, as a note of its own.
    """
    lines = [line for line in body.split("\n") if line.strip()]
    if dated := sum(bool(_DATED.match(line)) for line in lines):
        return dated
    table = any("\t" in line for line in lines)
    marked = inner = plain = 0
    carried = False
    for at, line in enumerate(lines):
        if "\t" in line or "●" in line[1:]:
            inner += len(_INNER.findall(line))
            carried = False
        elif _MARKED.match(line):
            marked += 1
            carried = line.endswith("  ") or not line.rstrip().endswith(("。", "）", ")"))
        elif carried:
            carried = False
        elif at:
            plain += max(1, line.count("。")) if table else 1
    first = not (table or marked or inner or led)
    return marked + (inner or rows) + plain + first


def items_of_ours(body: str) -> int:
    """Lines of a list; a line that is a remark in brackets alone is none."""
    return sum(line.startswith(LIST_MARK) and not line.startswith(f"{LIST_MARK}［") for line in body.split("\n"))


def led(body: str) -> bool:
    return not body.startswith(LIST_MARK)
