"""A text in the form that patterns read: one character for one, so that offsets stay those of the text."""

from __future__ import annotations

import re
from functools import lru_cache

from knowledge.normalise import nfkc, squeeze

NUMBER = r"(?:\d(?: ?\d)*|[〇一二三四五六七八九十百千]+)"
ALSO = r"(?:及び|および|又は|または|若しくは|もしくは|並びに|ならびに|と|、|,|・)"
_NOTE = re.compile(r"［[^［］]*］")


@lru_cache(maxsize=16384)
def _even(char: str) -> str:
    plain = nfkc(char)
    return plain if len(plain) == 1 else char


def even(text: str) -> str:
    """Full-width digits, letters and brackets, radicals and dashes in one form each; as long as the text itself."""
    return "".join(map(_even, text))


def without_notes(text: str) -> str:
    """The shipped edition's own remarks ［…］ blanked (text as it stands, not yet even): they speak of the sources, not for them."""
    return _NOTE.sub(lambda m: "\0" * len(m.group()), text)


def same_name(text: str) -> str:
    """What two names are compared by: letters and digits, 取り扱い as 取扱い."""
    return squeeze(text).replace("取り扱", "取扱")


def alike(heading: str, caption: str) -> bool:
    """Whether a caption in brackets can be that heading: equal, or one inside the other."""
    a, b = same_name(heading), same_name(caption)
    return bool(a and b) and (a in b or b in a or _shared(a, b) >= 0.6)


def _shared(a: str, b: str) -> float:
    pairs_a, pairs_b = {a[i : i + 2] for i in range(len(a) - 1)}, {b[i : i + 2] for i in range(len(b) - 1)}
    return 2 * len(pairs_a & pairs_b) / max(1, len(pairs_a) + len(pairs_b))
