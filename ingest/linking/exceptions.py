"""を除く, にかかわらず, 以外: references whose words are set aside."""

from __future__ import annotations

import re

from ingest.linking.words import ALSO

_SETS_ASIDE = re.compile(r"[^、。\n\0]{0,16}?(?:を除|は除|にかかわら|に[係関拘]わ?らず|以外)")
_JOINED = re.compile(rf"\s*(?:{ALSO}\s*)+$")


def sets_aside(text: str, end: int) -> bool:
    """Whether the words right behind a reference take what it names out."""
    return _SETS_ASIDE.match(text, end) is not None


def joined(text: str, end: int, start: int) -> bool:
    """Whether two references stand in one list, so that both are taken out together."""
    return _JOINED.match(text[end:start]) is not None
