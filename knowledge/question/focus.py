"""What a sum is asked of: the nouns that stand right before the words that ask for it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from knowledge.lexicon import load_lexicon
from knowledge.search.tokens import nouns

# A noun phrase ends where one of these stands; の and verbs that join (にかかる, するときの) stay inside.
_BOUNDS = re.compile(r"[、。,?!？！\n()（）「」]|は|が|を|も|で|へ|と|から|より|たら|なら|けど|ので|ため|まで|って")
# Between the phrase and いくら stand its particle and words that only say how the sum is counted.
_BETWEEN = re.compile(r"(は|って|て|が|を|で|に|の|も|だけ|、|と|毎月|月々|月|年|全部|ぜんぶ|合計|税込|税抜|大体|だいたい|結局|一体|いったい|最大|それぞれ)+$")


def uncovered_nouns(folded: str, covered: Sequence[tuple[int, int]]) -> tuple[str, ...]:
    """Nouns of the phrases that a sum is asked of, where neither a covered place nor the list of plain nouns explains them.

    名義 in 名義変更の手数料は, クロス in つばめ光クロスの月額: the sum is then of something that the names found do not mean.
    """
    lexicon = load_lexicon()
    masked = _mask(folded, covered)
    out: list[str] = []
    for word in (*lexicon.amount.asking, *lexicon.amount.nouns, *lexicon.amount.charged, *lexicon.including):
        for match in re.finditer(re.escape(word), folded):
            before = _BETWEEN.sub("", folded[: match.start()])
            bound = max((m.end() for m in _BOUNDS.finditer(before)), default=0)
            out += _unexplained(masked[bound : len(before)])
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
