"""別表, 別紙, 別記, 料金表, alone or with what they are called: a table or annex of the same provider."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.linking.place import Path, Place
from ingest.linking.shelf import TABLE_KIND, Shelf, is_table
from ingest.linking.words import NUMBER, same_name
from ingest.outline.numerals import to_int
from knowledge.address import ClauseAddress

_ANNEX = re.compile(
    rf"(?P<own>(?:本|この|当該)\s*)?(?P<word>別表|別紙|別記|別添|(?P<whose>(?:(?!別[表紙記添])[一-龠々ァ-ヶーA-Za-z])*)料金表)\s*(?P<table>料金表)?"
    rf"\s*(?:第?\s*(?P<number>{NUMBER})(?!\s*[条項号円月日年か]))?\s*(?:[「『《](?P<name>[^「」『』《》]{{1,60}})[」』》])?"
)
_DEFINED = re.compile(r"[」』]\s*(?:と(?:い|言|総称)|\))")
_LABEL = re.compile(r"\s*([A-Za-z]|\d+(?:[.-]\d+)*)\s*[.．、,\s]\s*(?=\D)")
_MEANT = re.compile(r"[」』]?(?:の(?:定め|規定)|に(?:定め|規定|示|記載|よ|掲)|を(?:ご)?(?:参照|確認|覧))")


@dataclass(frozen=True)
class Annex:
    """text[start:end] names an annex; missing: what it is called where it is not held."""

    start: int
    end: int
    targets: tuple[ClauseAddress, ...]
    missing: tuple[str, ...]


def annexes(text: str, shelf: Shelf) -> Iterator[Annex]:
    """Every annex that a clause names; an annex that speaks of itself names none."""
    own = shelf.place(shelf.own.document)
    for match in _ANNEX.finditer(text):
        if match["own"] or (text[match.start() - 1 : match.start()] == "「" and _DEFINED.match(text, match.end())):
            continue
        if is_table(shelf.own) and _names_itself(match, shelf):
            continue
        if match["whose"] and not match["name"]:
            found = _addresses(shelf.headed(match["word"], [own, *shelf.tables]))
            if not found and not _MEANT.match(text, match.end()):
                continue
        else:
            found = _named(match["name"], shelf, own) if match["name"] else _plain(match, shelf, own)
        printed = " ".join(match.group().split())
        yield Annex(match.start(), match.start() + len(match.group().rstrip()), found, () if found else (printed,))


def _names_itself(match: re.Match[str], shelf: Shelf) -> bool:
    core = same_name(shelf.own.title.removeprefix("別表").removeprefix("別紙"))
    return not match["name"] or core in same_name(match["name"])


def _named(name: str, shelf: Shelf, own: Place) -> tuple[ClauseAddress, ...]:
    """By the heading; a label before it must not contradict the number of the clause."""
    label = _LABEL.match(name)
    heading = same_name(name[label.end() :] if label else name)
    fits = [
        (place, path)
        for place in [*shelf.tables, own]
        for path, clause in place.held.items()
        if clause.heading
        and heading
        and (same_name(clause.heading) == heading or (len(heading) >= 4 and heading in same_name(clause.heading)))
    ]
    exact = [(place, path) for place, path in fits if label and path[-1].strip("()") == label[1]]
    documents = tuple(ClauseAddress(d, ()) for d in shelf.titled(name))
    return _addresses(exact or fits) or documents


def _plain(match: re.Match[str], shelf: Shelf, own: Place) -> tuple[ClauseAddress, ...]:
    """別表2, 別紙, 料金表: of the document itself, else the provider's document of that name or kind."""
    word = match["word"] if not match["whose"] else TABLE_KIND
    if match["table"] and (same := shelf.headed(match["word"] + match["table"], [own])):
        return _addresses(same)
    part = f"{word}{to_int(match['number'])}" if match["number"] else word
    if held := [path for path in own.held if path == (part,)]:
        return _addresses([(own, path) for path in held])
    titled = [p for p in shelf.tables if same_name(p.document.title).startswith(same_name(part))]
    if not titled and (match["table"] or word == TABLE_KIND):
        titled = [p for p in shelf.tables if p.document.kind == TABLE_KIND]
        if not titled:
            ends = [(own, path) for path, clause in own.held.items() if clause.heading.endswith(TABLE_KIND)]
            return _addresses(ends)
    return tuple(ClauseAddress(p.document.document, ()) for p in titled)


def _addresses(found: list[tuple[Place, Path]]) -> tuple[ClauseAddress, ...]:
    return tuple(dict.fromkeys(place.address(path) for place, path in found))
