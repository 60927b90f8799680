"""Articles whose heading the text lost: found by the gap in the numbers, placed by what other clauses call them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from ingest.outline.node import ARTICLES
from ingest.outline.number import POINT
from ingest.outline.references import own_references
from ingest.outline.repair import Segment, article_label, segments_of
from ingest.outline.token import Kind, Token
from ingest.outline.tree import Tree
from knowledge.clause import Doubt

_WORD = re.compile(r"[一-龥]{2,}|[ァ-ヶー]{2,}")
_HALF = 0.5
_UNBRACKETED = re.compile(r"\s*(\S{4,30}?)の規定")


@dataclass(frozen=True)
class _Place:
    """Where an article may begin: at a token, which is its first paragraph or the paragraph of that number."""

    at: int
    text: str
    restart: bool


def restore_lost(text: str, tokens: list[Token]) -> tuple[list[Token], list[Doubt]]:
    """The tokens with lost headings set in where one place fits what other clauses call the article."""
    before, segments, behind = segments_of(tokens)
    captions = _captions(text, tokens)
    doubts: list[Doubt] = []
    out = list(before)
    for at, segment in enumerate(segments):
        after = segments[at + 1].value[0] if at + 1 < len(segments) else 0
        missing = [number for number in range(segment.value[0] + 1, after) if number in captions]
        split = _split(text, segment, missing[0], captions[missing[0]]) if missing else None
        if split is None:
            out += segment.tokens
        else:
            restored, doubt = split
            out += restored
            doubts.append(doubt)
    return [*out, *behind], doubts


def _captions(text: str, tokens: list[Token]) -> dict[int, str]:
    """What the document's clauses call its articles."""
    captions: dict[int, str] = {}
    start, end = (tokens[0].start, tokens[-1].end) if tokens else (0, 0)
    part = text[start:end]
    for reference in own_references(part):
        caption = reference.caption
        if not caption and (match := _UNBRACKETED.match(part, part.index("条", reference.at) + 1)):
            caption = match[1]
        if caption and not reference.branch:
            captions.setdefault(reference.article, caption)
    return captions


def _split(text: str, segment: Segment, number: int, caption: str) -> tuple[list[Token], Doubt] | None:
    words = set(_WORD.findall(caption))
    places = _places(text, segment.tokens)
    if any(place.restart for place in places):
        fitting = [place for place in places if place.restart and _share(words, place.text) == 1]
        fitting = fitting if len(fitting) == 1 else []
    else:
        fitting = _turning_point(words, places)
    if not words or not fitting:
        return None
    at = fitting[0].at
    first = segment.tokens[at]
    heading = Token(Kind.ARTICLE, first.line, first.start, first.start, first.start, ARTICLES, (number,), article_label((number,)), caption)
    first = replace(first, kind=Kind.TEXT, body=first.start) if fitting[0].restart else replace(first, family=POINT)
    said = f"the heading of {heading.label} is not in the text; other clauses call it {caption}"
    doubt = Doubt("lost_heading", first.line, said, f"read as {heading.label} from here on, out of {article_label(segment.value)}")
    return [*segment.tokens[:at], heading, first, *segment.tokens[at + 1 :]], doubt


def _turning_point(words: set[str], places: list[_Place]) -> list[_Place]:
    """The paragraph that holds all the words, with none before it and only such behind it that hold half of them."""
    for index, place in enumerate(places):
        share = _share(words, place.text)
        if share >= _HALF:
            behind = all(_share(words, later.text) >= _HALF for later in places[index:])
            return [place] if index and share == 1 and behind else []
    return []


def _places(text: str, tokens: list[Token]) -> list[_Place]:
    """Where paragraphs begin; and, before a paragraph number that begins anew, the full sentence that ends a list of phrases."""
    tree = Tree().build(tokens)
    doubles = {found.at for found in tree.breaks if found.kind == "double"}
    article = tree.root.children[-1]
    paragraphs = [child.token for child in article.children if child.part.startswith("第")]
    starts = [0] + [at for at, token in enumerate(tokens) if any(token is paragraph for paragraph in paragraphs)]
    places: list[_Place] = []
    for index, at in enumerate(starts):
        end = starts[index + 1] if index + 1 < len(starts) else len(tokens)
        places.append(_Place(at, text[tokens[at].start : tokens[end - 1].end], False))
        last = tokens[end - 1]
        if end in doubles and last.sentence and last.kind is Kind.NUMBER and not _sibling_sentence(tokens[at:end], last):
            places.append(_Place(end - 1, text[last.start : last.end], True))
    return places


def _sibling_sentence(tokens: list[Token], last: Token) -> bool:
    return any(token.sentence for token in tokens if token is not last and token.family == last.family)


def _share(words: set[str], text: str) -> float:
    return sum(word in text for word in words) / len(words) if words else 0.0
