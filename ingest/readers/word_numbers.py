"""The numbers Word prints before paragraphs, which stand in numbering.xml and not in the text."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from docx.document import Document

from ingest.outline.item import GOJUON, IROHA
from ingest.readers.numbers import circled, kanji, kanji_digits, letter, roman, wide
from ingest.readers.word_text import attribute, w

_FORMATS: dict[str, Callable[[int], str]] = {
    "decimalZero": lambda n: f"{n:02}",
    "decimalFullWidth": wide,
    "decimalFullWidth2": wide,
    "decimalEnclosedCircle": circled,
    "decimalEnclosedParen": lambda n: f"({n})",
    "decimalEnclosedFullstop": lambda n: f"{n}.",
    "aiueo": lambda n: GOJUON[(n - 1) % len(GOJUON)],
    "aiueoFullWidth": lambda n: GOJUON[(n - 1) % len(GOJUON)],
    "iroha": lambda n: IROHA[(n - 1) % len(IROHA)],
    "irohaFullWidth": lambda n: IROHA[(n - 1) % len(IROHA)],
    "japaneseCounting": kanji,
    "japaneseLegal": kanji,
    "chineseCounting": kanji,
    "chineseCountingThousand": kanji,
    "ideographDigital": kanji_digits,
    "japaneseDigitalTenThousand": kanji_digits,
    "lowerLetter": letter,
    "upperLetter": lambda n: letter(n).upper(),
    "lowerRoman": roman,
    "upperRoman": lambda n: roman(n).upper(),
    "none": lambda n: "",
}
_PLACE = re.compile(r"%(\d)")
_HEADING = re.compile(r"(?:heading|見出し)\s*(\d)", re.IGNORECASE)


@dataclass
class _Level:
    """One level of a list: how its number is written, where it starts, what stands behind it."""

    format: str
    text: str
    start: int
    behind: str
    decimal: bool
    restart: int | None


class Numbering:
    """Counts the lists of a document, paragraph by paragraph in its order."""

    def __init__(self, document: Document) -> None:
        self.styles: dict[str, Any] = {attribute(s, "styleId") or "": s for s in document.styles.element.iterfind(w("style"))}
        self.default = next((name for name, s in self.styles.items() if attribute(s, "default") == "1" and attribute(s, "type") == "paragraph"), "")
        part = next((r.target_part for r in document.part.rels.values() if r.reltype.endswith("/numbering")), None)
        root = getattr(part, "element", None)
        self.abstract: dict[str, Any] = {}
        self.lists: dict[str, Any] = {}
        if root is not None:
            self.abstract = {attribute(a, "abstractNumId") or "": a for a in root.iterfind(w("abstractNum"))}
            self.lists = {attribute(n, "numId") or "": n for n in root.iterfind(w("num"))}
        self.counts: dict[str, dict[int, int]] = {}
        self.begun: set[tuple[str, int]] = set()
        self.known: dict[str, tuple[str, dict[int, _Level]]] = {}

    def printed(self, paragraph: Any) -> str:
        """The number before a paragraph with what stands behind it; empty where it has none. Counts on."""
        number, level = self._place(paragraph)
        if number is None or number not in self.lists:
            return ""
        key, levels = self.known[number] if number in self.known else self._levels(number)
        own = levels.get(level)
        if own is None:
            return ""
        counts = self.counts.setdefault(key, {})
        counts[level] = self._next(number, level, counts.get(level), own)
        for deeper in [other for other in counts if other > level and self._restarts(levels.get(other), level)]:
            del counts[deeper]
        if own.format == "bullet":
            return "・"
        text = _PLACE.sub(lambda match: self._written(levels, counts, int(match[1]) - 1, own), own.text)
        return text + own.behind if text else ""

    def heading(self, paragraph: Any) -> int:
        """The level of a heading, from its style or its outline level; 0 for text."""
        direct = next(paragraph.iterfind(f"{w('pPr')}/{w('outlineLvl')}"), None)
        if direct is not None:
            level = int(attribute(direct, "val") or 9) + 1
            return level if level <= 9 else 0
        for style in self._styles(paragraph):
            name = next(style.iterfind(w("name")), None)
            printed = attribute(name, "val") or "" if name is not None else ""
            if match := _HEADING.match(printed):
                return int(match[1])
            if printed.lower() in ("title", "表題"):
                return 1
            outline = next(style.iterfind(f"{w('pPr')}/{w('outlineLvl')}"), None)
            if outline is not None and int(attribute(outline, "val") or 9) < 9:
                return int(attribute(outline, "val") or 0) + 1
        return 0

    def _styles(self, paragraph: Any) -> list[Any]:
        named = next(paragraph.iterfind(f"{w('pPr')}/{w('pStyle')}"), None)
        name: str | None = attribute(named, "val") if named is not None else self.default
        out: list[Any] = []
        while name in self.styles and name is not None and self.styles[name] not in out:
            out.append(self.styles[name])
            based = next(self.styles[name].iterfind(w("basedOn")), None)
            name = attribute(based, "val") if based is not None else None
        return out

    def _place(self, paragraph: Any) -> tuple[str | None, int]:
        """The list and level of a paragraph, its own or its style's."""
        number: str | None = None
        level: int | None = None
        for source in [paragraph, *self._styles(paragraph)]:
            properties = next(source.iterfind(f"{w('pPr')}/{w('numPr')}"), None)
            if properties is None:
                continue
            for found in properties.iterfind(w("ilvl")):
                level = int(attribute(found, "val") or 0) if level is None else level
            for found in properties.iterfind(w("numId")):
                number = attribute(found, "val") if number is None else number
            if level is None and source is not paragraph:
                level = self._level_of_style(number, attribute(source, "styleId"))
            if number is not None:
                break
        return number if number != "0" else None, level or 0

    def _level_of_style(self, number: str | None, style: str | None) -> int | None:
        if number is None or number not in self.lists:
            return None
        for level in self._definition(number)[1].iterfind(w("lvl")):
            named = next(level.iterfind(w("pStyle")), None)
            if named is not None and attribute(named, "val") == style:
                return int(attribute(level, "ilvl") or 0)
        return None

    def _definition(self, number: str) -> tuple[str, Any]:
        """The abstract list behind a list; one that merely names a list style leads on to that style's."""
        named = next(self.lists[number].iterfind(w("abstractNumId")), None)
        key = (attribute(named, "val") or "") if named is not None else ""
        found = self.abstract.get(key)
        link = next(found.iterfind(w("numStyleLink")), None) if found is not None else None
        if link is not None:
            style = attribute(link, "val")
            for other, abstract in self.abstract.items():
                target = next(abstract.iterfind(w("styleLink")), None)
                if target is not None and attribute(target, "val") == style:
                    return other, abstract
        return key, found if found is not None else self.lists[number]

    def _levels(self, number: str) -> tuple[str, dict[int, _Level]]:
        key, abstract = self._definition(number)
        levels = {int(attribute(level, "ilvl") or 0): _level(level) for level in abstract.iterfind(w("lvl"))}
        for override in self.lists[number].iterfind(w("lvlOverride")):
            for level in override.iterfind(w("lvl")):
                levels[int(attribute(override, "ilvl") or 0)] = _level(level)
        self.known[number] = (key, levels)
        return key, levels

    def _next(self, number: str, level: int, last: int | None, own: _Level) -> int:
        """The count after `last`; a list that says where it starts begins anew at its first paragraph."""
        if (number, level) not in self.begun:
            self.begun.add((number, level))
            for override in self.lists[number].iterfind(w("lvlOverride")):
                start = next(override.iterfind(w("startOverride")), None)
                if start is not None and int(attribute(override, "ilvl") or 0) == level:
                    return int(attribute(start, "val") or 1)
        return own.start if last is None else last + 1

    def _restarts(self, other: _Level | None, level: int) -> bool:
        return other is None or other.restart is None or (other.restart > 0 and level < other.restart)

    def _written(self, levels: dict[int, _Level], counts: dict[int, int], at: int, own: _Level) -> str:
        level = levels.get(at)
        if level is None:
            return ""
        value = counts.get(at, level.start)
        plain = own.decimal and level is not own
        return str(value) if plain else _FORMATS.get(level.format, str)(value)


def _level(element: Any) -> _Level:
    def value(name: str) -> str | None:
        found = next(element.iterfind(w(name)), None)
        return None if found is None else attribute(found, "val")

    behind = {"nothing": ""}.get(value("suff") or "", " ")
    legal = next(element.iterfind(w("isLgl")), None) is not None
    restart = value("lvlRestart")
    return _Level(
        value("numFmt") or "decimal", value("lvlText") or "", int(value("start") or 1), behind, legal, int(restart) if restart else None
    )
