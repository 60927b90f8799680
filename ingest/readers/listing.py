"""Numbers of list items that exist only as list markup, as the page shows them."""

from __future__ import annotations

import re
from collections.abc import Callable

from bs4 import Tag

from ingest.outline.item import GOJUON, IROHA
from ingest.outline.scan import PRODUCTIONS, view_of
from ingest.outline.token import Kind
from ingest.readers.numbers import circled, kanji, letter, roman
from ingest.source import lines_of

_STYLE = re.compile(r"list-style(?:-type)?\s*:\s*([^;]+)")
_STYLES: dict[str, Callable[[int], str]] = {
    "decimal": lambda n: f"{n}. ",
    "decimal-leading-zero": lambda n: f"{n:02}. ",
    "lower-alpha": lambda n: f"{letter(n)}) ",
    "lower-latin": lambda n: f"{letter(n)}) ",
    "upper-alpha": lambda n: f"({letter(n).upper()}) ",
    "upper-latin": lambda n: f"({letter(n).upper()}) ",
    "lower-roman": lambda n: f"{roman(n)} ",
    "upper-roman": lambda n: f"{roman(n).upper()} ",
    "katakana": lambda n: f"{GOJUON[(n - 1) % len(GOJUON)]} ",
    "katakana-iroha": lambda n: f"{IROHA[(n - 1) % len(IROHA)]} ",
    "cjk-ideographic": lambda n: f"{kanji(n)} ",
    "cjk-decimal": lambda n: f"{kanji(n)} ",
    "japanese-informal": lambda n: f"{kanji(n)} ",
    "japanese-formal": lambda n: f"{kanji(n)} ",
    "circled-decimal": lambda n: f"{circled(n)} ",
}
_TYPES = {"1": "decimal", "a": "lower-alpha", "A": "upper-alpha", "i": "lower-roman", "I": "upper-roman"}
# A browser prints 1. on every level and shows the level by indentation, which text does not keep.
_LEVELS: tuple[Callable[[int], str], ...] = (_STYLES["decimal"], lambda n: f"({n}) ", _STYLES["circled-decimal"], _STYLES["lower-alpha"])


def marks(listing: Tag) -> dict[int, str]:
    """The mark of each item of a list by identity; empty for lists without numbers and where the items print their own."""
    items = list(listing.find_all("li", recursive=False))
    if listing.name != "ol" or not items:
        return {}
    style = _style(listing)
    if style == "none" or sum(_numbered(item) for item in items) * 2 > len(items):
        return {}
    level = sum(parent.name == "ol" for parent in listing.parents)
    printed = _STYLES.get(style or "", _LEVELS[min(level, len(_LEVELS) - 1)])
    step = -1 if listing.has_attr("reversed") else 1
    number = _int(listing.get("start"), len(items) if step < 0 else 1)
    out: dict[int, str] = {}
    for item in items:
        number = _int(item.get("value"), number)
        out[id(item)] = printed(number) if number > 0 else f"{number}. "
        number += step
    return out


def _style(listing: Tag) -> str | None:
    """What the list says of its numbers; None where it says nothing, or only what a browser does anyhow."""
    if match := _STYLE.search(str(listing.get("style", "")).lower()):
        return next((word for word in match[1].split() if word in _STYLES or word == "none"), None)
    name = _TYPES.get(str(listing.get("type", "")))
    return None if name == "decimal" else name


def _numbered(item: Tag) -> bool:
    """True where an item's own text begins with a number."""
    text = " ".join(item.get_text(" ").split())
    if not text:
        return False
    view = view_of(lines_of(text), 0)
    found = next((found for production in PRODUCTIONS if (found := production(view))), None)
    return found is not None and found.kind in (Kind.NUMBER, Kind.ARTICLE)


def _int(value: object, default: int) -> int:
    printed = str(value or "").strip()
    return int(printed) if re.fullmatch(r"-?\d{1,4}", printed, re.ASCII) else default
