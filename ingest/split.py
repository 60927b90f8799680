"""One source file into its documents, at the title lines that the provider's register names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ingest.normal import bare, folded, unmarked
from ingest.outline.contents import contents
from ingest.outline.scan import PRODUCTIONS, view_of
from ingest.outline.symbol import HASH
from ingest.outline.token import Kind
from ingest.source import Line, Source
from knowledge.clause import Doubt
from knowledge.errors import SourceError
from knowledge.registry import HeldDocument, Provider

_TITLE_LETTERS = 80
_TITLE_LINES = 3
_TITLE_WITHIN = 12
_KINDS = {
    "約款": "約款",
    "規約": "約款",
    "重要事項": "重要事項説明",
    "料金": "料金表",
    "個人情報": "個人情報",
    "プライバシー": "個人情報",
}


@dataclass(frozen=True)
class Part:
    """One document's lines of a source file; titles are the numbers of its title lines."""

    document: str
    title: str
    kind: str
    lines: tuple[Line, ...]
    titles: frozenset[int] = frozenset()
    doubts: tuple[Doubt, ...] = ()


def provider_of(source: Source, providers: Mapping[str, Provider]) -> str | None:
    """The provider whose registered titles, and after them whose names, the file prints most; None where it prints none."""
    printed = {bare(line.text) for line in source.lines}
    everything = bare(source.text)

    def weight(provider: Provider) -> tuple[int, int]:
        titles = sum(any(name in printed for name in _printed(held)) for held in provider.documents)
        return titles, sum(everything.count(bare(name)) for name in {provider.company, provider.name})

    ranked = sorted(((weight(provider), name) for name, provider in providers.items()), reverse=True)
    if not ranked or ranked[0][0][0] == 0:
        return None
    if len(ranked) > 1 and ranked[0][0] == ranked[1][0]:
        raise SourceError(f"{source.path}: titles of {ranked[1][1]} and of {ranked[0][1]} fit alike: name one with --provider")
    return ranked[0][1]


def split(source: Source, provider: Provider) -> tuple[Part, ...]:
    """The registered documents of the file, in its order; empty where no title line is found."""
    starts, furniture, doubts = _starts(source, provider)
    if not starts:
        return ()
    found = {held.document for _, held in starts}
    lost = [held for held in provider.documents if held.document not in found]
    first = starts[0][0]
    before = [line for line in source.lines[:first] if not line.blank]
    if before and len(lost) == 1 and not _is_contents(before):
        starts.insert(0, (0, lost[0]))
    else:
        starts[0] = (0, starts[0][1])
    ends = [at for at, _ in starts[1:]] + [len(source.lines)]
    return tuple(
        Part(
            document=held.document,
            title=held.title,
            kind=held.kind,
            lines=source.lines[at:end],
            titles=frozenset(number for number, name in furniture if name == held.document),
            doubts=tuple(doubt for doubt in doubts if at < doubt.line <= end),
        )
        for (at, held), end in zip(starts, ends, strict=True)
    )


def whole(source: Source, *, document: str | None, title: str | None) -> Part:
    """The file as one document: its title from the first lines, its id from the file's name, unless they are given."""
    lines, numbers = _first_lines(source)
    name = title or " ".join(unmarked(line.text) for line in lines)
    return Part(document or document_id(source.path), name, kind_of(name), source.lines, numbers)


def document_id(path: Path) -> str:
    """A document's id from its file name."""
    kept = "".join(char if char.isalnum() else "-" for char in folded(path.stem).casefold())
    return "-".join(piece for piece in kept.split("-") if piece) or "document"


def kind_of(title: str) -> str:
    """The kind of document its title speaks of."""
    return next((kind for word, kind in _KINDS.items() if word in title), "")


def _printed(held: HeldDocument) -> set[str]:
    return {bare(name) for name in (held.title, *held.printed_as)}


def _starts(source: Source, provider: Provider) -> tuple[list[tuple[int, HeldDocument]], list[tuple[int, str]], list[Doubt]]:
    """Where documents begin, the title lines that are furniture, and doubts."""
    names = {name: held for held in provider.documents for name in _printed(held)}
    starts: list[tuple[int, HeldDocument]] = []
    titles: list[tuple[int, str]] = []
    doubts: list[Doubt] = []
    for at, line in enumerate(source.lines):
        held = names.get(bare(line.text))
        if held is None or _contents_follow(source.lines, at):
            continue
        known = [other.document for _, other in starts]
        if held.document not in known:
            starts.append((at, held))
        elif held.document != known[-1]:
            said = f"the title of {held.document} again, inside {known[-1]}"
            doubts.append(Doubt("title_again", line.number, folded(line.text), f"{said}: kept as text there"))
            continue
        titles.append((line.number, held.document))
    return starts, titles, doubts


def _contents_follow(lines: tuple[Line, ...], at: int) -> bool:
    following = next((line for line in lines[at + 1 :] if not line.blank), None)
    return following is not None and bare(following.text) == "目次"


def _is_contents(lines: list[Line]) -> bool:
    return bare(lines[0].text) == "目次"


def _first_lines(source: Source) -> tuple[list[Line], frozenset[int]]:
    """The first lines that stand together, where they read as a title; else the first alone, which then stays text."""
    first = next(index for index, line in enumerate(source.lines) if not line.blank and not line.furniture)
    lines: list[Line] = []
    for at in range(first, min(first + _TITLE_LINES, len(source.lines))):
        line = source.lines[at]
        letters = sum(len(taken.text) for taken in lines) + len(line.text)
        if line.blank or line.furniture or letters > _TITLE_LETTERS or _is_contents([line]) or not _names(source.lines, at):
            break
        lines.append(line)
    return (lines, frozenset(line.number for line in lines)) if lines else ([_title_below(source, first)], frozenset())


def _title_below(source: Source, first: int) -> Line:
    """The first short line near the beginning that names a kind of document; else the first line."""
    listed = contents(source.lines)
    body = [at for at, line in enumerate(source.lines) if not (line.blank or line.furniture or line.row or line.number in listed)]
    for at in body[:_TITLE_WITHIN]:
        line = source.lines[at]
        if len(line.text) <= _TITLE_LETTERS and kind_of(line.text) and _names(source.lines, at):
            return line
    return source.lines[first]


def _names(lines: tuple[Line, ...], at: int) -> bool:
    """True for a line that can be part of a title: no sentence, and nothing that begins a clause."""
    view = view_of(lines, at)
    found = next((found for production in PRODUCTIONS if (found := production(view))), None)
    return not view.sentence and (found is None or (found.kind is Kind.HEADING and found.family == HASH))
