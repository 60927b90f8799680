"""「12. 解約…」を参照, 12.(3)を参照, 項番5: clauses of the document called by number and heading."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.linking.place import Path, Place, item_label
from ingest.linking.words import NUMBER, alike, same_name
from ingest.outline.numerals import to_int

_MEANT = r"(?:の(?:欄|項|章))?\s*(?:を|も)?\s*(?:ご?\s*(?:参照|覧|確認)|に(?:定め|規定|示|記載|よ)|の(?:定め|規定|とおり|通り))"
_QUOTED = re.compile(
    rf"[「『]\s*(?P<label>\(\s*\d+\s*\)|{NUMBER}(?:[.-]\d+)*)\s*[.．、,]?\s*(?P<name>[^\d「」『』][^「」『』]{{1,60}})[」』]"
)
_HEADING = re.compile(rf"[「『\[](?P<name>[^「」『』\[\]]{{2,60}})[」』\]](?={_MEANT})")
_NUMBERED = re.compile(rf"(?<![\d.第])(?P<label>\d{{1,2}})\s*[.．]?\s*\((?P<item>\d{{1,2}})\)(?={_MEANT})")
_KOBAN = re.compile(rf"(?P<below>(?:以下|次)の)?項番\s*(?P<label>{NUMBER})?(?:\s*[.．]?\s*\((?P<item>\d{{1,2}})\))?")
_IS_MEANT = re.compile(_MEANT)


@dataclass(frozen=True)
class Called:
    """text[start:end] calls clauses of the same document; missing: what it calls that is not held."""

    start: int
    end: int
    paths: tuple[Path, ...]
    missing: tuple[str, ...] = ()


def headings(text: str, place: Place, path: Path) -> Iterator[Called]:
    """Every clause called by number or heading; what only may be a heading is left alone unless it is one."""
    for match in _QUOTED.finditer(text):
        found = _labelled(_label(match["label"]), match["name"], place, path)
        if found or _IS_MEANT.match(text, match.end()):
            yield Called(*match.span(), found, () if found else (" ".join(match.group().split()),))
    for match in _HEADING.finditer(text):
        wanted = same_name(match["name"])
        if found := tuple(p for p, c in place.held.items() if c.heading and same_name(c.heading) == wanted):
            yield Called(*match.span(), found)
    for match in _NUMBERED.finditer(text):
        yield _numbered(match, place)
    for match in _KOBAN.finditer(text):
        if match["label"]:
            yield _numbered(match, place)
        elif match["below"] and (later := _later(place, path)):
            yield Called(*match.span(), later)


def _label(printed: str) -> str:
    if printed.startswith("("):
        return re.sub(r"\s", "", printed)
    first, *rest = re.split(r"([.-])", printed, maxsplit=1)
    return str(to_int(first)) + "".join(rest)


def _labelled(label: str, name: str, place: Place, path: Path) -> tuple[Path, ...]:
    """The clauses of that number whose heading or first words fit, those nearest to the one that refers."""
    fits = [
        p for p, c in place.held.items() if p[-1] == label and (alike(c.heading, name) or same_name(c.body).startswith(same_name(name)))
    ]
    near = [p for p in fits if p[:-1] == path[:-1]]
    return tuple(near or fits)


def _numbered(match: re.Match[str], place: Place) -> Called:
    path: Path = (str(to_int(match["label"])), *((f"({match['item']})",) if match["item"] else ()))
    held = path in place.held
    return Called(*match.span(), (path,) if held else (), () if held else (" ".join(match.group().split()),))


def _later(place: Place, path: Path) -> tuple[Path, ...]:
    """The items behind this one in its list."""
    own = place.item_of(path)
    row = [p for p in place.children(own[:-1]) if item_label(p[-1])] if own else []
    return tuple(row[row.index(own) + 1 :]) if own in row else ()
