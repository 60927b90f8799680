"""`python -m ingest`: documents into the index, or a report on them."""

from __future__ import annotations

import argparse
import gc
import sys
from collections.abc import Sequence
from pathlib import Path

from ingest import manage
from ingest.linking.link import link
from ingest.read import read_paths
from ingest.report import as_json, as_text, counts
from ingest.source import formats
from knowledge.arguments import day
from knowledge.clause import Document
from knowledge.errors import YakkanError
from knowledge.registry import load_providers
from knowledge.settings import SHIPPED_PROVIDERS, SHIPPED_TERMS, Settings, from_environment


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit status 0 done, 1 it could not be done (one line on standard error), 2 usage."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    try:
        return _command(words)
    except YakkanError as error:
        _say(f"error: {error}")
    except KeyboardInterrupt:
        _say("error: interrupted: the index in use is whole; run again")
    return 1


def _command(words: Sequence[str]) -> int:
    if words[:1] == ["fees"]:
        from ingest.draft import command

        return command.run(words[1:], from_environment())
    if words and words[0] in manage.COMMANDS:
        return manage.run(words, from_environment())
    asked = _parser().parse_args(words)
    if asked.json and not asked.check:
        _parser().error("--json goes with --check")
    if asked.stage and asked.check:
        _parser().error("--stage builds, --check writes nothing: give one of them")
    return _run(asked, from_environment())


def _run(asked: argparse.Namespace, settings: Settings) -> int:
    providers = load_providers((SHIPPED_PROVIDERS, settings.home / "providers"))
    paths = asked.paths or ([SHIPPED_TERMS] if asked.check else [])
    documents = read_paths(
        paths,
        providers,
        provider=asked.provider,
        edition=asked.edition,
        document=asked.document,
        title=asked.title,
        effective=asked.effective,
        say=_say,
    )
    if asked.check:
        documents = link(documents)
        print(as_json(documents) if asked.json else as_text(documents))
        return 0
    return _publish(documents, settings, asked.stage)


def _publish(documents: tuple[Document, ...], settings: Settings, stage: bool) -> int:
    gc.disable()  # one short run: collecting would be a sixth of the imports and of loading the encoder
    from ingest.helper import Helper

    with Helper() as helper:
        from ingest.publish import publish  # the index and its encoder load slowly, the helper meanwhile; --check needs neither

        generation = publish(documents, settings, say=_say, stage=stage, helper=helper)
    read = counts(documents) if documents else "the shipped edition"
    print(f"{generation}: {'staged, ' if stage else ''}{read}")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m ingest", description="Reads documents and publishes them as a new index generation; no PATH: the shipped edition.",
        epilog=f"Further commands, each with --help: fees, {', '.join(manage.COMMANDS)}. A file named like one of them: ./diff",
    )
    parser.add_argument("paths", nargs="*", type=Path, metavar="PATH", help=f"a document or a folder of documents ({formats()})")
    parser.add_argument("--provider", help="whose documents they are; without it the titles in the registry tell")
    parser.add_argument("--edition", choices=("original", "summary"), help="original (default for files without front matter) or summary")
    parser.add_argument("--document", type=_name, help="id of the document, for a file that holds one")
    parser.add_argument("--title", help="title of the document, for a file that holds one")
    parser.add_argument("--effective", type=day, metavar="YYYY-MM-DD", help="the day the edition took effect")
    parser.add_argument("--stage", action="store_true", help="build a generation without switching to it: see diff, promote")
    parser.add_argument("--check", action="store_true", help="report what was read, write nothing")
    parser.add_argument("--json", action="store_true", help="with --check: the report as JSON")
    return parser


def _name(text: str) -> str:
    if not text or any(char.isspace() or char in "#/" for char in text):
        raise argparse.ArgumentTypeError(f"{text!r} is no document id: use letters, digits and hyphens")
    return text


def _say(line: str) -> None:
    print(line, file=sys.stderr)
