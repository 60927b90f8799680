"""`python -m ingest fees`: a draft schedule on standard output, or a checked one into use."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from ingest.draft.build import build
from ingest.draft.confirm import confirm
from ingest.draft.emit import as_yaml
from ingest.draft.lines import PriceLine, lines_of
from ingest.read import read_paths
from ingest.tables.model import Table
from ingest.tables.read import tables_of
from knowledge.arguments import day
from knowledge.clause import Document
from knowledge.errors import SourceError
from knowledge.registry import load_providers
from knowledge.settings import SHIPPED_PROVIDERS, Settings


def run(arguments: Sequence[str], settings: Settings) -> int:
    """Exit status 0; raises a YakkanError for what cannot be done, SystemExit 2 for a wrong usage."""
    parser = _parser()
    asked = parser.parse_args(arguments)
    if asked.confirm is not None:
        if asked.path is not None:
            parser.error("give PATH for a draft, or --confirm FILE, not both")
        generation = confirm(asked.confirm, settings, asked.provider, say=_say)
        print(f"{generation}: fees of {asked.confirm} are in use")
        return 0
    if asked.path is None or asked.provider is None:
        parser.error("a draft needs PATH and --provider; a checked schedule is taken into use with --confirm FILE")
    providers = load_providers((SHIPPED_PROVIDERS, settings.home / "providers"))
    documents = read_paths([asked.path], providers, provider=asked.provider, document=asked.document, effective=asked.effective, say=_say)
    print(draft_of(documents, asked.provider), end="")
    return 0


def draft_of(documents: Sequence[Document], provider: str) -> str:
    """The draft schedule of documents as YAML; raises SourceError where no table has an amount."""
    tables: list[Table] = []
    asides: list[str] = []
    dated: list[tuple[PriceLine, date | None]] = []
    for document in documents:
        found = tables_of(document)
        read = lines_of(found)
        dated += [(line, document.effective) for line in read.lines]
        tables += found
        asides += read.asides
    if not dated:
        sources = ", ".join(dict.fromkeys(d.source for d in documents))
        raise SourceError(f"{sources}: no table with an amount in yen: give the document that holds the 料金表")
    return as_yaml(build(provider, dated), tables, asides)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m ingest fees", description="Drafts a fee schedule from the tables of a document.")
    parser.add_argument("path", nargs="?", type=Path, metavar="PATH", help="a document or a folder of documents with a 料金表")
    parser.add_argument("--provider", help="whose fees they are")
    parser.add_argument("--document", help="id of the document, where it was ingested under one")
    parser.add_argument(
        "--effective", type=day, metavar="YYYY-MM-DD", help="the day the edition took effect, where the document prints none"
    )
    parser.add_argument("--confirm", type=Path, metavar="FILE", help="take a checked schedule into use and publish")
    return parser


def _say(line: str) -> None:
    print(line, file=sys.stderr)
