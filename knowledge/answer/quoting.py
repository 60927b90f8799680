"""Which passage of a clause is quoted: letter for letter, with its conditions and exceptions."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from knowledge.normalise import fold, nfkc
from knowledge.search.tokens import words

WHOLE_LETTERS = 220
Rate = Callable[[list[str]], list[float]]
# One unit of similarity weighs as much as so many shared words; sentences differ by a few tenths.
_RATE_WEIGHT = 5.0
# A further sentence is quoted beside the best when it comes so close to it.
_BESIDE = 0.85
# A lead that announces a list says little by itself.
ANNOUNCES = re.compile(r"(次の|次に|以下|各号|下記|つぎの)")
# A sentence that opens so belongs to the rule before it and is never cut off from it.
_TIED = re.compile(r"\s*(ただし|但し|なお|尚|この場合|その場合|また、|※|［)")
_LINE = re.compile(r"[^\n]+")
_SENTENCE = re.compile(r"[^。\n]*(?:。[」』）)]*|\n|$)")


@dataclass(frozen=True)
class Passage:
    """text[start:end] of a clause."""

    start: int
    end: int
    text: str


def sentences(text: str, start: int = 0) -> list[Passage]:
    """The lines of a text from an offset on, in order, long ones cut into sentences; blank ones are left out.

    A line that is no longer than a quote may be stays whole: a row of a table, or a dated entry of a history, says nothing in parts.
    """
    out = []
    for line in _LINE.finditer(text, start):
        whole = len(line.group().strip()) <= WHOLE_LETTERS
        pieces = [line] if whole else list(_SENTENCE.finditer(text, line.start(), line.end()))
        for match in pieces:
            piece = match.group()
            if piece.strip():
                begin = match.start() + len(piece) - len(piece.lstrip())
                out.append(Passage(begin, match.start() + len(piece.rstrip()), text[begin : match.start() + len(piece.rstrip())]))
    return out


def passages(text: str, body_at: int, wanted: Iterable[str], rate: Rate, most: int, unit: str | None = None) -> list[str]:
    """Up to `most` parts of a long clause that answer, best first; one part where the clause is short or one part stands out."""
    best = passage(text, body_at, wanted, (), rate, unit)
    pieces = [p for p in _tied(text, sentences(text, body_at)) if p.text not in best and best not in p.text]
    if not pieces or len(text[body_at:].strip()) <= WHOLE_LETTERS:
        return [best]
    keys = set(wanted)
    near = rate([best, *(p.text for p in pieces)])
    scores = [_score(t, keys, [], unit) + _RATE_WEIGHT * n for t, n in zip([best, *(p.text for p in pieces)], near, strict=True)]
    least = 0.0 if ANNOUNCES.search(best) else _BESIDE * scores[0]
    ranked = sorted(zip(scores[1:], pieces, strict=True), key=lambda s: -s[0])
    return [best, *(p.text for score, p in ranked[: most - 1] if score >= least)]


def _tied(text: str, pieces: list[Passage]) -> list[Passage]:
    """Rules with the exceptions and conditions that follow them, as one piece each."""
    out: list[Passage] = []
    for piece in pieces:
        if out and _TIED.match(piece.text):
            last = out.pop()
            piece = Passage(last.start, piece.end, text[last.start : piece.end])
        out.append(piece)
    return out


def passage(text: str, body_at: int, wanted: Iterable[str], numbers: Iterable[str] = (), rate: Rate | None = None, unit: str | None = None) -> str:
    """The part of a clause's body that answers: the whole when it is short, else the best sentence with what is tied to it.

    wanted: content words (normalised forms) of the question; numbers: figures that must stand in the quote if the clause has them;
    unit: the unit of a figure that is asked for (何日以内: 日);
    rate: similarity of each sentence to the question, -1 to 1, where the encoder is at hand.
    """
    body = text[body_at:].strip() or text.strip()
    if len(body) <= WHOLE_LETTERS:
        return body
    pieces = _tied(text, sentences(text, body_at if text[body_at:].strip() else 0))
    keys, figures = set(wanted), [fold(n) for n in numbers]
    near = rate([p.text for p in pieces]) if rate else [0.0] * len(pieces)
    scores = [_score(p.text, keys, figures, unit) + _RATE_WEIGHT * n for p, n in zip(pieces, near, strict=True)]
    best = max(range(len(pieces)), key=lambda i: (scores[i], -i))
    return pieces[best].text


def _score(text: str, keys: set[str], figures: list[str], unit: str | None = None) -> float:
    folded = fold(text)
    asked = 3.0 if unit and re.search(rf"\d{re.escape(unit)}", folded) else 0.0
    hit = sum(3.0 for f in figures if re.search(rf"(?<!\d){re.escape(f)}(?!\d)", folded))
    return asked + hit + len(keys & set(words(text)))


def first_sentence(quote: str) -> str:
    """A quote as one line for the answer's text: bullets joined, white space folded."""
    lines = [re.sub(r"^[-・●※*\s]+", "", line).strip() for line in nfkc_spaces(quote).splitlines()]
    return " ".join(line for line in lines if line)


def nfkc_spaces(text: str) -> str:
    return text.replace("\u3000", " ").replace("\t", " ")


def holds_amount(text: str) -> bool:
    """Whether a clause prints a sum of yen (or says that it is free)."""
    return bool(re.search(r"\d\s*円|無料(?=$|[。、)\s])", nfkc(text)))
