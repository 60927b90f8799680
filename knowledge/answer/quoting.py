"""Which passage of a clause is quoted: letter for letter, with its conditions and exceptions."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from knowledge.normalise import fold, nfkc
from knowledge.search.tokens import words

WHOLE_LETTERS = 220
# A sentence that opens so belongs to the rule before it and is never cut off from it.
_TIED = re.compile(r"\s*(ただし|但し|なお|尚|この場合|その場合|また、|※|［)")
_SENTENCE = re.compile(r"[^。\n]*(?:。[」』）)]*|\n|$)")


@dataclass(frozen=True)
class Passage:
    """text[start:end] of a clause."""

    start: int
    end: int
    text: str


def sentences(text: str, start: int = 0) -> list[Passage]:
    """The sentences and lines of a text from an offset on, in order; blank ones are left out."""
    out = []
    for match in _SENTENCE.finditer(text, start):
        piece = match.group()
        if piece.strip():
            begin = match.start() + len(piece) - len(piece.lstrip())
            end = match.start() + len(piece.rstrip())
            out.append(Passage(begin, end, text[begin:end]))
    return out


def passage(text: str, body_at: int, wanted: Iterable[str], numbers: Iterable[str] = ()) -> str:
    """The part of a clause's body that answers: the whole when it is short, else the best sentence with what is tied to it.

    wanted: content words (normalised forms) of the question; numbers: figures that must stand in the quote if the clause has them.
    """
    body = text[body_at:].strip() or text.strip()
    if len(body) <= WHOLE_LETTERS:
        return body
    pieces = sentences(text, body_at if text[body_at:].strip() else 0)
    keys, figures = set(wanted), [fold(n) for n in numbers]
    scores = [_score(p.text, keys, figures) for p in pieces]
    best = max(range(len(pieces)), key=lambda i: (scores[i], -i))
    first = last = best
    while first > 0 and _TIED.match(pieces[first].text):
        first -= 1
    while last + 1 < len(pieces) and _TIED.match(pieces[last + 1].text):
        last += 1
    return text[pieces[first].start : pieces[last].end]


def _score(text: str, keys: set[str], figures: list[str]) -> float:
    folded = fold(text)
    hit = sum(3.0 for f in figures if re.search(rf"(?<!\d){re.escape(f)}(?!\d)", folded))
    return hit + len(keys & set(words(text)))


def first_sentence(quote: str) -> str:
    """A quote as one line for the answer's text: bullets joined, white space folded."""
    lines = [re.sub(r"^[-・●※*\s]+", "", line).strip() for line in nfkc_spaces(quote).splitlines()]
    return " ".join(line for line in lines if line)


def nfkc_spaces(text: str) -> str:
    return text.replace("\u3000", " ").replace("\t", " ")


def holds_amount(text: str) -> bool:
    """Whether a clause prints a sum of yen (or says that it is free)."""
    return bool(re.search(r"\d\s*円|無料", nfkc(text)))
