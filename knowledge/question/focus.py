"""What a sum is asked of: the nouns that stand with the words that ask for it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from knowledge.lexicon import load_lexicon
from knowledge.search.tokens import nouns

# Where one thought ends and the next begins: only nouns in the same thought as the sum say what the sum is of.
_THOUGHTS = re.compile(r"[。、,?!？！\n]|けれど|けど|ですが|ますが|ので|んだが|まして|たら|なら|れば|とき|場合")


def uncovered_nouns(folded: str, covered: Sequence[tuple[int, int]]) -> tuple[str, ...]:
    """Nouns before the words that ask for a sum, in the same thought, that neither a covered place nor the list of plain nouns explains."""
    lexicon = load_lexicon()
    asking = (*lexicon.amount.asking, *lexicon.amount.nouns, *lexicon.amount.charged)
    masked = _mask(folded, covered)
    out: list[str] = []
    start = 0
    for match in [*_THOUGHTS.finditer(folded), None]:
        end = match.start() if match else len(folded)
        thought = folded[start:end]
        last = max((thought.rfind(w) + len(w) for w in asking if w in thought), default=0)
        out += _unexplained(masked[start : start + last])
        start = match.end() if match else end
    return tuple(dict.fromkeys(out))


def other_nouns(folded: str, covered: Sequence[tuple[int, int]]) -> tuple[str, ...]:
    """All nouns of the question that neither a covered place nor the list of plain nouns explains."""
    return tuple(dict.fromkeys(_unexplained(_mask(folded, covered))))


def _unexplained(text: str) -> list[str]:
    plain = load_lexicon().plain_nouns
    return [n for n in nouns(text) if n not in plain]


def _mask(folded: str, covered: Sequence[tuple[int, int]]) -> str:
    """The text with the covered places, and the words that ask, blanked; length kept."""
    lexicon = load_lexicon()
    places = list(covered)
    grouped = (*lexicon.actions.values(), *lexicon.events.values(), lexicon.charged_as.monthly, lexicon.charged_as.yearly)
    for word in (*lexicon.amount.asking, *lexicon.amount.charged, *lexicon.free_months, *(w for words in grouped for w in words)):
        places += [(m.start(), m.end()) for m in re.finditer(re.escape(word), folded)]
    out = list(folded)
    for start, end in places:
        out[start:end] = "、" * (end - start)
    return "".join(out)
