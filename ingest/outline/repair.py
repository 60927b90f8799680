"""Reading order: pieces that stand away from their clause go back where the continuity of numbers leaves one place.

A page of two columns that was read across prints articles out of order, and the end of one article before the heading
of another. Two facts tell where such a piece belongs: its first number continues the target's last, and what stands
directly before the heading of article n is, on the printed page, the end of article n-1.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from ingest.outline.token import Kind, Token
from ingest.outline.tree import HARMLESS, Tree
from knowledge.clause import Doubt


@dataclass
class Segment:
    """An article as it stands on the page: its tokens, chapter headings before it included, and the piece cut from its end."""

    value: tuple[int, ...]
    tokens: list[Token]
    following: tuple[int, ...] | None = None
    piece: list[Token] = field(default_factory=list)

    @property
    def heading(self) -> Token:
        return next(token for token in self.tokens if token.kind is Kind.ARTICLE)


def restore_order(tokens: list[Token]) -> tuple[list[Token], list[Doubt]]:
    """The tokens in reading order, and what was moved; unchanged where articles stand in the order of their numbers."""
    before, segments, behind = segments_of(tokens)
    values = [segment.value for segment in segments]
    if values == sorted(values) or len(set(values)) < len(values):
        return tokens, []
    doubts: list[Doubt] = []
    for segment in segments:
        _cut(segment)
    for segment in segments:
        if segment.piece:
            doubts += _put_back(segment.piece, segment, segments)
    ordered = sorted(segments, key=lambda segment: segment.value)
    page = "、".join(article_label(value) for value in values)
    doubts.append(Doubt("order", segments[0].heading.line, f"page order {page}", "put in the order of the numbers"))
    return [*before, *(token for segment in ordered for token in segment.tokens), *behind], doubts


def segments_of(tokens: list[Token]) -> tuple[list[Token], list[Segment], list[Token]]:
    """What stands before the first article, the articles, and what stands behind the last."""
    end = next((at for at, token in enumerate(tokens) if token.kind is Kind.CLOSING), len(tokens))
    segments: list[Segment] = []
    before: list[Token] = []
    chapters: list[Token] = []
    for token in tokens[:end]:
        if token.kind is Kind.CHAPTER:
            chapters.append(token)
        elif token.kind is Kind.ARTICLE:
            if segments:
                segments[-1].following = token.value
            segments.append(Segment(token.value, [*chapters, token]))
            chapters = []
        else:
            (segments[-1].tokens if segments else before).extend([*chapters, token])
            chapters = []
    return before, segments, [*chapters, *tokens[end:]]


def _cut(segment: Segment) -> None:
    """Cuts the segment at its first number that continues nothing."""
    breaks = [found.at for found in Tree().build(segment.tokens).breaks if found.kind not in HARMLESS]
    if breaks:
        segment.piece = segment.tokens[breaks[0] :]
        segment.tokens = segment.tokens[: breaks[0]]


def _put_back(piece: list[Token], home: Segment, segments: list[Segment]) -> list[Doubt]:
    doubts: list[Doubt] = []
    target = _target(piece, home, segments, doubts)
    if target is None:
        home.tokens += piece
        said = f"{piece[0].label} continues nothing in {article_label(home.value)}"
        return [Doubt("misplaced", piece[0].line, said, f"left in {article_label(home.value)}: no one place fits")]
    target.tokens += piece
    return [*doubts, _moved(piece, home, target)]


def _moved(piece: list[Token], home: Segment, target: Segment) -> Doubt:
    said = f"lines {piece[0].line} to {piece[-1].line} stand in {article_label(home.value)}"
    return Doubt("moved", piece[0].line, said, f"put back to {article_label(target.value)}")


def _target(piece: list[Token], home: Segment, segments: list[Segment], doubts: list[Doubt]) -> Segment | None:
    """The article the piece continues: the one before the heading that follows the piece, else the only one that fits."""
    named = _before(home.following, segments)
    if named is not None and named is not home and (_fits(named.tokens, piece) or _clear(named, piece, segments, doubts)):
        return named
    fitting = [segment for segment in segments if segment is not home and _is_cut(segment) and _fits(segment.tokens, piece)]
    return fitting[0] if len(fitting) == 1 else None


def _before(value: tuple[int, ...] | None, segments: list[Segment]) -> Segment | None:
    return next((segment for segment in segments if value and segment.value == (value[0] - 1,)), None)


def _is_cut(segment: Segment) -> bool:
    """True where the page goes on with another article than the next one."""
    return segment.following is None or segment.following[0] != segment.value[0] + 1


def _fits(tokens: list[Token], piece: list[Token]) -> bool:
    breaks = Tree().build([*tokens, *piece]).breaks
    return not any(found.at >= len(tokens) and found.kind not in HARMLESS for found in breaks)


def _clear(segment: Segment, piece: list[Token], segments: list[Segment], doubts: list[Doubt]) -> bool:
    """Where numbers repeat: the segment's own end, from the piece's first number on, may belong before the heading behind it."""
    owner = _before(segment.following, segments)
    first = (piece[0].family, piece[0].value)
    at = next((at for at, token in enumerate(segment.tokens) if (token.family, token.value) == first), None)
    if at is None or owner is None or owner is segment:
        return False
    own_end = segment.tokens[at:]
    if not _fits(owner.tokens, own_end) or not _fits(segment.tokens[:at], piece):
        return False
    doubts.append(_moved(own_end, segment, owner))
    owner.tokens += own_end
    segment.tokens = segment.tokens[:at]
    return True


def article_label(value: tuple[int, ...]) -> str:
    """第12条の2 for (12, 2)."""
    return f"第{value[0]}条" + "".join(f"の{branch}" for branch in value[1:])
