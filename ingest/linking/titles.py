"""Other documents by their titles: those held are resolved, others kept as text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.linking.shelf import Shelf
from ingest.linking.words import same_name

_QUOTED = re.compile(
    r"[「『]([^「」『』]{2,40}?(?:約款|規約|規程|重要事項説明書?|重要事項に関する説明|ポリシー|保護方針|宣言書?|ガイドライン|"
    r"個人情報の(?:お)?取り?扱い(?:について)?))[」』]"
)
_GIVES_A_NAME = re.compile(r"(?:以下|あわせて|併せて|総称して|これを)[、,]?\s*$")
_OWN = re.compile(r"^(?:本|この|当)(?!人)")
_ALIAS = re.compile(r"[「『]([^「」『』]{2,40}(?:約款|規約))[」』]\s*\(以下[、,]?\s*(?:あわせて)?\s*「([^「」]{1,20}(?:約款|規約))」")
_LETTERS = r"[A-Za-z0-9一-龠々ァ-ヶー・.]"
_AT_END = re.compile(
    rf"(?:[「『](?P<quoted>[^「」『』]{{1,40}}(?:約款|規約|規程))[」』]|(?P<plain>(?:この|当社の)?{_LETTERS}{{0,30}}(?:約款|規約|規程)(?:本文)?))$"
)
_BETWEEN = re.compile(r"\s*(?:\([^()]*\))?\s*(?:の\s*)?$")
_GENERAL = re.compile(r"(?:当社の?|当)?(?:契約|利用|サービス|会員|個別|各)*(?:約款|規約|規程)(?:本文)?$")
_TERMS_KINDS = ("約款", "規約")


@dataclass(frozen=True)
class Named:
    """text[start:end] names documents; none where it is not held. own: it is the document that speaks."""

    start: int
    end: int
    documents: tuple[str, ...] = ()
    own: bool = False


def aliases(text: str, shelf: Shelf) -> dict[str, tuple[str, ...]]:
    """Short names that a document gives to others: 「IP通信網サービス契約約款」（以下「IP約款」）."""
    return {
        alias: tuple(shelf.titled(name)) for name, alias in _ALIAS.findall(text) if not _OWN.match(alias) and not _GENERAL.fullmatch(alias)
    }


def titles(text: str, shelf: Shelf, known: dict[str, tuple[str, ...]]) -> Iterator[Named]:
    """Every document named: by its title, in quotes by what titles end in, by a short name given before."""
    for pattern, document in shelf.title_patterns:
        for match in pattern.finditer(text):
            yield Named(*match.span(), (document,), document == shelf.own.document)
    for match in _QUOTED.finditer(text):
        gives = _GIVES_A_NAME.search(text, max(0, match.start() - 8), match.start())
        if not gives and not _OWN.match(match[1]) and not _GENERAL.fullmatch(match[1]):
            own = same_name(shelf.own.title).endswith(same_name(match[1]))
            yield Named(*match.span(), own=own)
    for alias, documents in known.items():
        for match in re.finditer(re.escape(alias), text):
            if text[match.start() - 1 : match.start()] != "「":
                yield Named(*match.span(), documents)


def document_before(text: str, at: int, shelf: Shelf, known: dict[str, tuple[str, ...]]) -> Named | None:
    """The document whose article stands at the end of text[:at]; None where no document is named before it."""
    between = _BETWEEN.search(text, max(0, at - 60), at)
    end = between.start() if between else at
    for pattern, document in shelf.title_patterns:
        if titled := next((m for m in pattern.finditer(text, max(0, end - 80), end) if m.end() == end), None):
            return Named(titled.start(), at, (document,), document == shelf.own.document)
    match = _AT_END.search(text, max(0, end - 60), end)
    if match is None:
        return None
    name = match["quoted"] or match["plain"]
    if _OWN.match(name) and not name.startswith("当社"):
        return Named(match.start(), at, (shelf.own.document,), own=True)
    if name in known:
        return Named(match.start(), at, known[name])
    if _GENERAL.fullmatch(name):
        if shelf.own.kind.startswith(_TERMS_KINDS):
            return Named(match.start(), at, (shelf.own.document,), own=True)
        return Named(match.start(), at, tuple(place.document.document for place in shelf.terms))
    return Named(match.start(), at)
