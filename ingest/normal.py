"""How lines are compared: NFKC, without white space and Markdown marks; originals keep their offsets elsewhere."""

from __future__ import annotations

import re
import unicodedata

_SPACE = re.compile(r"\s+")
_MARKS = re.compile(r"^[\s#>*+\-_]+|[\s#*_]+$")


def folded(text: str) -> str:
    """NFKC with runs of white space as one space."""
    return _SPACE.sub(" ", unicodedata.normalize("NFKC", text)).strip()


def unmarked(text: str) -> str:
    """Folded, without Markdown marks at either end."""
    return _MARKS.sub("", folded(text))


def bare(text: str) -> str:
    """What two title lines are compared by: no white space, no Markdown marks, no case."""
    return _SPACE.sub("", unmarked(text)).casefold()
