"""Text of clauses, questions and answers, shown letter for letter.

`st.markdown`, and every label of a widget, reads Markdown: 2*3*4円 would become 234円. Such text reaches the page in two ways only:
escaped inside HTML for `st.html` (`escape`, `marked`), or, in labels, with all that Markdown knows taken out of force (`label`).
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable

# What CommonMark lets a backslash escape; Streamlit's own :colour[…], :icon: and $…$ begin with some of them.
_PUNCTUATION = re.compile(r"([!\"#$%&'()*+,\-./:;<=>?@\[\\\]^_`{|}~])")
# A word joiner: no width, no line break. It parts :smile:, -> and addresses, which are replaced and linked after
# Markdown's own escapes are read.
_JOINER = "\u2060"
_REPLACED = re.compile(r":(?=[a-z0-9_+-]+[:/\[])|:(?=//)|www(?=\.)|@|(?<=-)(?=[->])|<(?=[-=])", re.IGNORECASE)

_KEPT = re.compile(r"（[^（）\n]{1,16}）[、。]?|[\d,.]+円[、。]?|(?:\d+年)?\d+月\d+日|\d+年\d+月")


def escape(text: str) -> str:
    """HTML that shows the text letter for letter; line ends become <br>, so that nothing downstream sees lines to change."""
    safe = html.escape(text, quote=True)
    return safe.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "<br>")


def phrased(text: str) -> str:
    """As `escape`, for our own sentences: an amount, a date and a short remark in （） stay on one line where they fit."""
    out: list[str] = []
    at = 0
    for kept in _KEPT.finditer(text):
        out += [escape(text[at : kept.start()]), f'<span class="yk-keep">{escape(kept[0])}</span>']
        at = kept.end()
    return "".join((*out, escape(text[at:])))


def marked(text: str, passages: Iterable[str]) -> str:
    """The text escaped, each passage found in it inside <mark>; passages that overlap or touch share one mark."""
    out: list[str] = []
    at = 0
    for start, end in _ranges(text, passages):
        out += [escape(text[at:start]), "<mark>", escape(text[start:end]), "</mark>"]
        at = end
    return "".join((*out, escape(text[at:])))


def label(text: str) -> str:
    """Markdown for a widget's label that shows the text as it stands, on one line."""
    one_line = " ".join(text.split())
    return _PUNCTUATION.sub(r"\\\1", _REPLACED.sub(lambda m: m[0] + _JOINER, one_line))


def _ranges(text: str, passages: Iterable[str]) -> list[tuple[int, int]]:
    found = sorted((text.find(p), text.find(p) + len(p)) for p in passages if p and p in text)
    out: list[tuple[int, int]] = []
    for start, end in found:
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return out
