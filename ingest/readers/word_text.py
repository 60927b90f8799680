"""The letters of a Word paragraph: insertions taken, deletions not; what Word does not show is set aside with the reason."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from docx.oxml.ns import qn

_TINY_HALF_POINTS = 5
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_SYMBOLS = {"F0B7": "•", "F06C": "●", "F06E": "■", "F075": "◆", "F0A7": "▪", "F0D8": "➢", "F0FC": "✓", "F0E0": "→"}


def w(name: str) -> str:
    """The name with Word's namespace."""
    return str(qn(f"w:{name}"))


def attribute(element: Any, name: str) -> str | None:
    value = element.get(w(name))
    return None if value is None else str(value)


@dataclass
class Words:
    """A paragraph's text with its line breaks, text set aside as (reason, text), the text boxes anchored in it."""

    text: str = ""
    hidden: list[tuple[str, str]] = field(default_factory=list)
    boxes: list[Any] = field(default_factory=list)
    bold: bool = False


def texts(paragraph: Any, styles: dict[str, Any]) -> Words:
    """What a paragraph prints."""
    words = Words()
    runs: list[tuple[str, bool]] = []
    style = _paragraph_style(paragraph, styles)
    for run in _runs(paragraph, words):
        text = _letters(run, words)
        if not text:
            continue
        properties = [*_of(run), *_character_style(run, styles), *style]
        reason = _hidden(properties)
        if reason is None:
            runs.append((text, _is_on(properties, "b")))
        elif text.strip():
            words.hidden.append((reason, text))
    words.text = "".join(text for text, _ in runs)
    inked = [bold for text, bold in runs if text.strip()]
    words.bold = bool(inked) and all(inked)
    return words


def _runs(element: Any, words: Words) -> list[Any]:
    """The runs below an element, in order; text boxes are set aside."""
    out: list[Any] = []
    for child in element.iterchildren():
        if child.tag == w("r"):
            out.append(child)
            for box in _boxes(child):
                words.boxes.append(box)
        elif child.tag not in (w("del"), w("moveFrom"), w("pPr")):
            out += _runs(child, words)
    return out


def _boxes(run: Any) -> list[Any]:
    """Text boxes drawn in a run; of two renderings of one drawing, the first."""
    fallbacks = {id(box) for fallback in run.iter(f"{_MC}Fallback") for box in fallback.iter(w("txbxContent"))}
    return [box for box in run.iter(w("txbxContent")) if id(box) not in fallbacks]


def _letters(run: Any, words: Words) -> str:
    out: list[str] = []
    for child in run.iterchildren():
        if child.tag == w("t"):
            out.append(child.text or "")
        elif child.tag == w("tab"):
            out.append(" ")
        elif child.tag in (w("br"), w("cr")):
            out.append("\n")
        elif child.tag == w("noBreakHyphen"):
            out.append("-")
        elif child.tag == w("sym"):
            out.append(_SYMBOLS.get((attribute(child, "char") or "").upper(), "・"))
        elif child.tag in (w("footnoteReference"), w("endnoteReference")):
            out.append(f"※{attribute(child, 'id') or ''}")
        elif child.tag == w("ruby"):
            out += [text.text or "" for base in child.iter(w("rubyBase")) for text in base.iter(w("t"))]
    return "".join(out)


def _of(element: Any) -> list[Any]:
    return list(element.iterfind(w("rPr")))


def _character_style(run: Any, styles: dict[str, Any]) -> list[Any]:
    named = next(run.iterfind(f"{w('rPr')}/{w('rStyle')}"), None)
    return [] if named is None else _chain(attribute(named, "val"), styles)


def _paragraph_style(paragraph: Any, styles: dict[str, Any]) -> list[Any]:
    named = next(paragraph.iterfind(f"{w('pPr')}/{w('pStyle')}"), None)
    return [] if named is None else _chain(attribute(named, "val"), styles)


def _chain(name: str | None, styles: dict[str, Any]) -> list[Any]:
    """The run properties of a style and of those it is based on."""
    out: list[Any] = []
    seen: set[str] = set()
    while name in styles and name is not None and name not in seen:
        seen.add(name)
        out += _of(styles[name])
        based = next(styles[name].iterfind(w("basedOn")), None)
        name = attribute(based, "val") if based is not None else None
    return out


def _value(properties: list[Any], name: str) -> Any | None:
    return next((found for rpr in properties if (found := next(rpr.iterfind(w(name)), None)) is not None), None)


def _is_on(properties: list[Any], name: str) -> bool:
    found = _value(properties, name)
    return found is not None and attribute(found, "val") not in ("0", "false", "none")


def _hidden(properties: list[Any]) -> str | None:
    if _is_on(properties, "vanish"):
        return "invisible"
    size = _value(properties, "sz")
    if size is not None and float(attribute(size, "val") or 99) <= _TINY_HALF_POINTS:
        return "tiny"
    color = _value(properties, "color")
    if color is not None and (attribute(color, "val") or "").upper() == "FFFFFF":
        shaded = _value(properties, "shd") is not None or _is_on(properties, "highlight")
        return None if shaded else "white"
    return None
