"""The letters of a page that a reader sees; what is invisible, of the colour of its ground, tiny or off the page is set aside."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from pdfminer.converter import PDFLayoutAnalyzer
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager, PDFTextState
from pdfplumber.page import Page

Reason = str
Colour = tuple[float, float, float]
INVISIBLE, WHITE, TINY, OFF_PAGE = "invisible", "white", "tiny", "off-page"
_SYMBOL_FONT = re.compile("symbol|dings", re.IGNORECASE)
_UNSEEN_MODES = (3, 7)
_LEAST_SIZE = 2.8
_WHITE: Colour = (1.0, 1.0, 1.0)
_NEAR = 0.08
# Letters of symbol fonts come as private characters; these are the bullets and arrows Word puts before lists.
_SYMBOLS = {
    "\uf0b7": "•", "\uf06c": "●", "\uf06e": "■", "\uf075": "◆", "\uf076": "❖", "\uf0a7": "▪", "\uf0d8": "➢", "\uf0fc": "✓", "\uf0e0": "→",
    "\uf09f": "•", "\uf0a8": "□", "\uf071": "□", "\uf06f": "□", "\uf0a1": "○", "\uf06d": "○",
}  # fmt: skip


@dataclass(frozen=True)
class Letter:
    """A printed character and its box; y grows downwards."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    font: str

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


def seen(page: Page) -> tuple[list[Letter], dict[Reason, str]]:
    """The letters that are seen, and the text of the others by reason."""
    unseen = _unseen_modes(page)
    boxes = [box for box in (*page.rects, *page.curves) if box.get("fill") and box.get("non_stroking_color") is not None]
    letters: list[Letter] = []
    dropped: dict[Reason, list[str]] = {}
    printed: set[tuple[str, int, int]] = set()
    for at, char in enumerate(page.chars):
        reason = INVISIBLE if at in unseen else _reason(char, page, boxes)
        if reason is not None:
            dropped.setdefault(reason, []).append(str(char["text"]))
            continue
        place = (str(char["text"]), round(char["x0"]), round(char["top"]))
        if place in printed:  # bold print by printing twice
            continue
        printed.add(place)
        letters += _letters(char)
    texts = {reason: "".join(chars).strip() for reason, chars in dropped.items()}
    return letters, {reason: text for reason, text in texts.items() if text}


def _letters(char: dict[str, Any]) -> list[Letter]:
    """The character; a ligature or another glyph of several letters is shared out over its box."""
    text = str(char["text"])
    if "\ue000" <= text <= "\uf8ff":
        text = _SYMBOLS.get(text, "•" if _SYMBOL_FONT.search(str(char["fontname"])) else text)
    parts = [text] if text.startswith("(cid:") else list(text)
    width = (char["x1"] - char["x0"]) / max(len(parts), 1)
    x0, top, bottom, size = float(char["x0"]), float(char["top"]), float(char["bottom"]), float(char["size"])
    return [Letter(part, x0 + width * n, x0 + width * (n + 1), top, bottom, size, str(char["fontname"])) for n, part in enumerate(parts)]


def _reason(char: dict[str, Any], page: Page, boxes: list[dict[str, Any]]) -> Reason | None:
    x, y = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
    left, top, right, bottom = page.cropbox
    if not (left <= x <= right and top <= y <= bottom):
        return OFF_PAGE
    if char["size"] < _LEAST_SIZE:
        return TINY
    own = _rgb(char.get("non_stroking_color"))
    if own is None or (min(own) < 1 - _NEAR and not boxes):
        return None
    grounds = [box for box in boxes if box["x0"] <= x <= box["x1"] and box["top"] <= y <= box["bottom"]]
    ground = _rgb(grounds[-1]["non_stroking_color"]) if grounds else _WHITE
    if ground is None or any(image["x0"] <= x <= image["x1"] and image["top"] <= y <= image["bottom"] for image in page.images):
        return None
    return WHITE if max(abs(a - b) for a, b in zip(own, ground, strict=True)) < _NEAR else None


def _rgb(colour: Any) -> Colour | None:
    """Grey, RGB or CMYK as RGB; None for a pattern or a spot colour."""
    values = (colour,) if isinstance(colour, int | float) else colour
    if not isinstance(values, Iterable) or isinstance(values, str):
        return None
    parts = list(values)
    if not parts or not all(isinstance(part, int | float) for part in parts):
        return None
    if len(parts) == 1:
        return (float(parts[0]),) * 3
    if len(parts) == 3:
        return float(parts[0]), float(parts[1]), float(parts[2])
    if len(parts) == 4:
        red, green, blue = (1 - min(1.0, float(part) + float(parts[3])) for part in parts[:3])
        return red, green, blue
    return None


def _unseen_modes(page: Page) -> set[int]:
    """The positions among the page's characters of those printed in a mode that paints nothing."""
    manager = PDFResourceManager()
    device = _Modes(manager, pageno=page.page_number, laparams=None)
    PDFPageInterpreter(manager, device).process_page(page.page_obj)
    return device.unseen


class _Modes(PDFLayoutAnalyzer):
    """Notes the text rendering mode of each character, in the order of the page."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.mode = 0
        self.count = 0
        self.unseen: set[int] = set()

    def render_string(self, textstate: PDFTextState, *arguments: Any) -> None:
        self.mode = textstate.render
        super().render_string(textstate, *arguments)

    def render_char(self, *arguments: Any, **options: Any) -> float:
        if self.mode in _UNSEEN_MODES:
            self.unseen.add(self.count)
        self.count += 1
        return super().render_char(*arguments, **options)

    def receive_layout(self, ltpage: object) -> None:
        """The layout itself comes from pdfplumber."""


