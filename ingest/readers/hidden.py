"""Elements of an HTML page that its own styles hide: display, visibility, opacity, size, white on white, outside the page."""

from __future__ import annotations

import re

from bs4 import BeautifulSoup, Tag
from soupsieve import SelectorSyntaxError

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_AT_RULE = re.compile(r"@[^{};]+\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}|@[^{};]+;")
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_WHITE = r"(?:white|#fff(?:fff)?|rgba?\(\s*255\s*,\s*255\s*,\s*255\s*(?:,\s*1\s*)?\)|transparent|rgba\([^)]*,\s*0(?:\.0+)?\s*\))"
_SIZE = re.compile(r"(\d*\.?\d+)(px|pt|em|rem|%)?")
_TINY = {"px": 3.0, "pt": 2.5, "em": 0.25, "rem": 0.25, "%": 25.0, None: 0.01}
_FAR = -500


def hidden_elements(soup: BeautifulSoup) -> dict[int, tuple[str, Tag]]:
    """The hidden elements by identity, each with the reason."""
    hidden: dict[int, tuple[str, Tag]] = {}
    for tag in soup.find_all(True):
        if tag.has_attr("hidden") or (tag.name == "input"):
            hidden[id(tag)] = ("invisible", tag)
        elif style := tag.get("style"):
            _take(hidden, tag, str(style))
    for selector, style in _rules(soup):
        if _reason(style) is None:
            continue
        try:
            for tag in soup.select(selector):
                _take(hidden, tag, style)
        except (SelectorSyntaxError, NotImplementedError):
            continue
    return hidden


def write_list_styles(soup: BeautifulSoup) -> None:
    """Writes what style sheets say of list numbers into the lists themselves."""
    for selector, style in _rules(soup):
        if "list-style" not in style:
            continue
        try:
            for tag in soup.select(selector):
                tag["style"] = f"{tag.get('style', '')};{style}".lstrip(";")
        except (SelectorSyntaxError, NotImplementedError):
            continue


def _take(hidden: dict[int, tuple[str, Tag]], tag: Tag, style: str) -> None:
    reason = _reason(style)
    if reason is not None and tag.name not in ("html", "body"):
        if reason == "white" and any("background" in str(parent.get("style", "")) for parent in [tag, *tag.parents]):
            return
        hidden.setdefault(id(tag), (reason, tag))


def _rules(soup: BeautifulSoup) -> list[tuple[str, str]]:
    css = "\n".join(style.get_text() for style in soup.find_all("style"))
    plain = _AT_RULE.sub("", _COMMENT.sub("", css))
    return [(selector.strip(), style) for selector, style in _RULE.findall(plain)]


def _reason(style: str) -> str | None:
    """Why text of this style is not seen; None where it is."""
    said = {name.strip().lower(): value.split("!")[0].strip().lower() for name, _, value in (d.partition(":") for d in style.split(";"))}
    if said.get("display") == "none" or said.get("visibility") in ("hidden", "collapse") or re.fullmatch(r"0(\.0+)?%?", said.get("opacity", "1")):
        return "invisible"
    size = _SIZE.fullmatch(said.get("font-size", ""))
    if size and float(size[1]) < _TINY[size[2]]:
        return "tiny"
    if re.fullmatch(_WHITE, said.get("color", "")) and not any(name.startswith("background") for name in said):
        return "white"
    for name in ("left", "top", "text-indent", "margin-left"):
        far = re.fullmatch(r"(-\d+)(?:\.\d+)?(?:px|pt|em|rem)", said.get(name, ""))
        if far and int(far[1]) <= _FAR:
            return "off-page"
    return None
