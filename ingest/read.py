"""A path into documents: the one way in for the command line, the tests and the publisher."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from ingest.dates import last_date
from ingest.markdown import has_front_matter, read_markdown
from ingest.outline.builder import outline
from ingest.source import READERS, Source, files_in, read_source
from ingest.split import Part, provider_of, split, whole
from knowledge.clause import Clause, Document, Span
from knowledge.errors import SourceError
from knowledge.registry import Provider
from knowledge.settings import Edition


def read_paths(
    paths: Iterable[Path],
    providers: Mapping[str, Provider],
    *,
    provider: str | None = None,
    edition: Edition | None = None,
    document: str | None = None,
    title: str | None = None,
    effective: date | None = None,
    say: Callable[[str], None] = lambda line: None,
) -> tuple[Document, ...]:
    """Every document of the files and folders; raises SourceError or FormatError for the first that cannot be read."""
    documents: list[Document] = []
    for path in paths:
        files = files_in(path)
        for file in sorted(path.rglob("*")) if path.is_dir() else ():
            if file.is_file() and file.suffix.lower() not in READERS:
                say(f"{file}: left out, no format that can be read")
        for file in files:
            read = read_path(file, providers, provider=provider, edition=edition, document=document, title=title, effective=effective)
            say(f"{file}: {', '.join(held.document for held in read)}")
            documents += read
    _refuse_doubles(documents)
    return tuple(documents)


def read_path(
    path: Path,
    providers: Mapping[str, Provider],
    *,
    provider: str | None = None,
    edition: Edition | None = None,
    document: str | None = None,
    title: str | None = None,
    effective: date | None = None,
) -> tuple[Document, ...]:
    """The documents of one file; raises SourceError or FormatError.

    A file with front matter says itself what it is. Any other is split at the registered titles of its provider;
    where it prints none of them, `provider` must be given and the file is one document.
    """
    source = read_source(path)
    if has_front_matter(source):
        read = [read_markdown(source)]
        if provider is not None and read[0].provider != provider:
            raise SourceError(f"{path}: its front matter names provider {read[0].provider}, not {provider}: mend one of them")
    else:
        read = _originals(source, providers, provider, document, title)
    if (document or title) and len(read) > 1:
        raise SourceError(f"{path}: holds {len(read)} documents, so --document and --title fit none: leave them out")
    return tuple(_overridden(held, edition, document, title, effective) for held in read)


def _originals(
    source: Source, providers: Mapping[str, Provider], provider: str | None, document: str | None, title: str | None
) -> list[Document]:
    name = provider or provider_of(source, providers)
    if name is None:
        known = ", ".join(sorted(providers))
        raise SourceError(f"{source.path}: prints no title of a registered document: name its provider with --provider (known: {known})")
    parts = split(source, providers[name]) if name in providers and document is None else ()
    parts = parts or (whole(source, document=document, title=title),)
    several = len(parts) > 1
    return [_read_part(source, part, name, providers.get(name), several, first=part is parts[0]) for part in parts]


def _read_part(source: Source, part: Part, name: str, provider: Provider | None, several: bool, *, first: bool) -> Document:
    read = outline(source.text, part.document, part.lines, part.titles)
    held = next((h for h in provider.documents if h.document == part.document), None) if provider else None
    numbers = {line.number for line in part.lines}
    notes = [note for note in source.notes if note.line in numbers or (first and not note.line)]
    return Document(
        provider=name,
        document=part.document,
        title=held.title if held else part.title,
        kind=held.kind if held else part.kind,
        edition="original",
        effective=last_date(read.clauses) or (held.effective if held else None),
        source=str(source.path),
        text=source.text,
        clauses=tuple(_on_page(clause, source) for clause in read.clauses),
        loose=read.loose,
        doubts=tuple(sorted((*notes, *part.doubts, *read.doubts), key=lambda doubt: doubt.line)),
        pages=source.pages,
        part=Span(part.lines[0].start, part.lines[-1].end) if several else None,
    )


def _on_page(clause: Clause, source: Source) -> Clause:
    return replace(clause, page=source.page_at(clause.spans[0].start)) if clause.spans else clause


def _overridden(held: Document, edition: Edition | None, document: str | None, title: str | None, effective: date | None) -> Document:
    if document is not None and document != held.document:
        moved = tuple(replace(clause, address=replace(clause.address, document=document)) for clause in held.clauses)
        held = replace(held, document=document, clauses=moved)
    return replace(held, edition=edition or held.edition, title=title or held.title, effective=effective or held.effective)


def _refuse_doubles(documents: list[Document]) -> None:
    seen: dict[tuple[str, str, str, date | None], str] = {}
    for held in documents:
        key = (held.provider, held.document, held.edition, held.effective)
        if key in seen:
            raise SourceError(f"{held.source}: {held.document} ({held.edition}) is in {seen[key]} already: give one of the files")
        seen[key] = held.source
