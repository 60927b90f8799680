"""How lines are compared: NFKC, without white space and Markdown marks; originals keep their offsets elsewhere."""

from __future__ import annotations

import re
import unicodedata

from knowledge.normalise import nfkc

_RADICALS = re.compile("[\u2e80-\u2fdf]")
_SPACE = re.compile(r"\s+")
_MARKS = re.compile(r"^[\s#>*+\-_]+|[\s#*_]+$")


def folded(text: str) -> str:
    """NFKC with radicals folded and runs of white space as one space."""
    return _SPACE.sub(" ", unicodedata.normalize("NFKC", without_radicals(text))).strip()


def without_radicals(text: str) -> str:
    """Kangxi and CJK radicals, which PDFs print for the characters they look like, as those characters, one for one."""
    return _RADICALS.sub(lambda match: nfkc(match[0]), text)


def unmarked(text: str) -> str:
    """Folded, without Markdown marks at either end."""
    return _MARKS.sub("", folded(text))


def bare(text: str) -> str:
    """What two title lines are compared by: no white space, no Markdown marks, no case."""
    return _SPACE.sub("", unmarked(text)).casefold()
