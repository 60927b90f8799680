"""What a sum is asked of: the nouns that stand with the words that ask for it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from knowledge.lexicon import load_lexicon
from knowledge.search.tokens import nouns

# Where one thought ends and the next begins: only nouns in the same thought as the sum say what the sum is of.
_THOUGHTS = re.compile(r"[。、,?!？！\n]|けれど|けど|ですが|ますが|ので|んだが|まして|たら|なら|れば|とき|場合")


def uncovered_nouns(folded: str, covered: Sequence[tuple[int, int]]) -> tuple[str, ...]:
    """Nouns in the thoughts that ask for a sum, outside the covered places and without those that say nothing of their own."""
    lexicon = load_lexicon()
    asking = (*lexicon.amount.asking, *lexicon.amount.nouns, *lexicon.amount.charged)
    masked = list(folded)
    for start, end in covered:
        masked[start:end] = "、" * (end - start)
    blanked = "".join(masked)
    out: list[str] = []
    start = 0
    for match in [*_THOUGHTS.finditer(folded), None]:
        end = match.start() if match else len(folded)
        thought = folded[start:end]
        if any(w in thought for w in asking):
            out += [n for n in nouns(blanked[start:end]) if n not in lexicon.plain_nouns]
        start = match.end() if match else end
    return tuple(dict.fromkeys(out))
