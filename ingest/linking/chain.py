"""Steps joined to mentions: 第9条（停止）第1項第3号, lists (第2項及び第3項) and ranges (第6条から第9条まで)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from ingest.linking.absolute import absolute
from ingest.linking.items import items, kana
from ingest.linking.relative import relative
from ingest.linking.step import Level, Mention, Step
from ingest.linking.words import ALSO

_START = re.compile(r"[前次第本この同上以下左記\d〇一二三四五六七八九十百]")
_CAPTION = re.compile(r"\s*\(\s*((?:[^()]|\([^()]*\)){1,60})\)")
# What stands in brackets behind 第9条 and is no heading of it.
_REMARK = re.compile(r"以下|昭和|平成|令和|[^()]{0,30}(?:をい[うい]|を含|を除|に限る|\d+年)|\d{1,2}$|[ア-ン]$|注")
_JOINT = re.compile(r"\s*の?\s*")
_TAIL = re.compile(r"\s*の?\s*(?:ただし書き?|但し?書き?|前段|後段|柱書き?)")
_ALSO = re.compile(rf"\s*(?:{ALSO}\s*)+")
# 前項(1)の解除日及び(2)の停止日: a word may stand between bracketed items.
_ALSO_ITEM = re.compile(rf"(?:の[一-龠々]{{1,8}})?\s*{ALSO}\s*(?=\()")
_RANGE = re.compile(r"\s*(から|より|ないし|乃至|~)\s*")
_UNTIL = re.compile(r"\s*まで")
_INHERITS = (Level.PARAGRAPH, Level.ITEM, Level.SUBITEM)
_FORMS = (relative, absolute, items)


def chains(text: str) -> Iterator[tuple[Mention, ...]]:
    """Each run of mentions that follow one another in a list, in order; text is even (words.even)."""
    at = 0
    while found := _START.search(text, at):
        first = mention_at(text, found.start())
        if first is None:
            at = found.end()
            continue
        run = [_with_range(text, first)]
        while following := _listed(text, run[-1]):
            run.append(_with_range(text, following))
        yield tuple(run)
        at = run[-1].end


def mention_at(text: str, at: int, inner: bool = False) -> Mention | None:
    """The steps that text[at:] begins with, one below the other."""
    found = _step(text, at, inner)
    if found is None:
        return None
    steps, end, caption = [found[0]], found[1], ""
    while True:
        here, behind = end, ""
        if steps[-1].level <= Level.ARTICLE and (match := _CAPTION.match(text, end)) and not _REMARK.match(match[1]):
            here, behind = match.end(), match[1].strip()
        if behind:
            end, caption = here, behind
        further = _deeper(text, here, steps[-1])
        if further is None:
            break
        steps.append(further[0])
        end = further[1]
    tail = _TAIL.match(text, end) if steps[-1].level in (Level.ARTICLE, Level.PARAGRAPH, Level.ITEM) else None
    return Mention(at, tail.end() if tail else end, tuple(steps), caption)


def _step(text: str, at: int, inner: bool) -> tuple[Step, int] | None:
    return next((found for form in _FORMS if (found := form(text, at, inner))), None)


def _deeper(text: str, at: int, above: Step) -> tuple[Step, int] | None:
    joint = _JOINT.match(text, at)
    start = joint.end() if joint else at
    found = kana(text, start) if above.level is Level.ITEM else None
    found = found or _step(text, start, inner=True)
    return found if found and found[0].level > above.level and found[0].how in ("number", "every") else None


def _listed(text: str, before: Mention) -> Mention | None:
    """The mention that a word like 及び joins to the one before; a 第3項 there stands in the same article."""
    among = _ALSO_ITEM.match(text, before.end) if before.last.level >= Level.ITEM else None
    if among and (item := mention_at(text, among.end(), inner=True)):
        return item.below(before)
    joined = _ALSO.match(text, before.end)
    if joined is None:
        return None
    following = mention_at(text, joined.end()) or _bare_item(text, joined.end(), before)
    if following is None:
        return None
    first = following.steps[0]
    inherits = first.how == "number" and first.level in _INHERITS and before.steps[0].level < first.level
    return following.below(before) if inherits else following


def _bare_item(text: str, at: int, before: Mention) -> Mention | None:
    return mention_at(text, at, inner=True) if before.last.level >= Level.ITEM else None


def _with_range(text: str, first: Mention) -> Mention:
    match = _RANGE.match(text, first.end)
    if match is None or first.last.how != "number":
        return first
    until = mention_at(text, match.end()) or mention_at(text, match.end(), inner=True)
    if until is None or until.last.how != "number" or until.last.level is not first.last.level:
        return first
    close = _UNTIL.match(text, until.end)
    if match[1] in ("から", "より"):
        return first.through(replace(until, end=close.end())) if close else first
    return first.through(replace(until, end=close.end() if close else until.end))
