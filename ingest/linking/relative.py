"""前条, 次項, 前2項, 前各項, 本条, 同項, この章: steps told from where the clause stands."""

from __future__ import annotations

import re

from ingest.linking.step import How, Level, Step
from ingest.linking.words import NUMBER
from ingest.outline.numerals import to_int

_LEVELS = {"章": Level.CHAPTER, "条": Level.ARTICLE, "項": Level.PARAGRAPH, "号": Level.ITEM}
_HOW: dict[str, How] = {"前": "before", "次": "after", "本": "own", "この": "own", "同": "same"}
# 本項目 is a field of a form, 条件 and 次項目 no step.
_BEHIND = r"(?![目件例文約])"
_NEAR = re.compile(rf"(?P<how>前|次|本|この|同)\s*(?P<level>[章条項号]){_BEHIND}")
_SEVERAL = re.compile(rf"(?P<how>前|次)\s*(?P<count>{NUMBER})\s*(?P<level>[条項号]){_BEHIND}")
_EARLIER = re.compile(rf"前\s*各\s*(?P<level>[条項]){_BEHIND}")


def relative(text: str, at: int, inner: bool) -> tuple[Step, int] | None:
    """The step that text[at:] begins with, and where it ends; none of them stands behind another step."""
    if inner:
        return None
    if match := _SEVERAL.match(text, at):
        return Step(_LEVELS[match["level"]], _HOW[match["how"]], (to_int(match["count"]),)), match.end()
    if match := _EARLIER.match(text, at):
        return Step(_LEVELS[match["level"]], "earlier"), match.end()
    if match := _NEAR.match(text, at):
        how = _HOW[match["how"]]
        return Step(_LEVELS[match["level"]], how, (1,) if how in ("before", "after") else ()), match.end()
    return None
