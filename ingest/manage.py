"""`python -m ingest diff | promote | rollback | remove`: what is served, compared and switched (CONTRACT.md, "Commands")."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence

from knowledge.arguments import day
from knowledge.errors import IndexError_
from knowledge.settings import Settings

COMMANDS = ("diff", "promote", "rollback", "remove")


def run(words: Sequence[str], settings: Settings) -> int:
    """One of COMMANDS with its arguments; raises YakkanError for what cannot be done."""
    asked = _parser().parse_args(words)
    return {"diff": _diff, "promote": _promote, "rollback": _rollback, "remove": _remove}[asked.command](asked, settings)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m ingest", description="Compares and switches generations of the index.")
    commands = parser.add_subparsers(dest="command", required=True)
    diff = commands.add_parser("diff", help="what the staged generation changes: clauses, and fees with their old and new values")
    diff.add_argument("--json", action="store_true", help="print JSON")
    commands.add_parser("promote", help="switch to the staged generation")
    commands.add_parser("rollback", help="switch to the previous generation and its library; the one left stays staged")
    remove = commands.add_parser("remove", help="take an ingested document out; the shipped edition stays")
    remove.add_argument("document", metavar="DOCUMENT", help="id of the document")
    remove.add_argument("--edition", choices=("original", "summary"), help="only this edition of it")
    remove.add_argument("--effective", type=day, metavar="YYYY-MM-DD", help="only that of this day")
    remove.add_argument("--stage", action="store_true", help="build a generation without it, do not switch")
    return parser


def _diff(asked: argparse.Namespace, settings: Settings) -> int:
    from ingest.difference import difference
    from knowledge.generation import Generation
    from knowledge.generations import current, staged

    now, other = current(settings), staged(settings)
    if now is None or other is None:
        raise IndexError_(f"{settings.home}: nothing is staged on the current index: run python -m ingest --stage PATH")
    found = difference(Generation.open_folder(now.folder), Generation.open_folder(other.folder))
    print(json.dumps(found.as_json(), ensure_ascii=False, default=str) if asked.json else found.as_text())
    return 0


def _promote(asked: argparse.Namespace, settings: Settings) -> int:
    from ingest.publish import promote

    print(f"{promote(settings, say=_say)}: current")
    return 0


def _rollback(asked: argparse.Namespace, settings: Settings) -> int:
    from ingest.publish import rollback

    print(f"{rollback(settings, say=_say)}: current again; python -m ingest promote goes back")
    return 0


def _remove(asked: argparse.Namespace, settings: Settings) -> int:
    from ingest.publish import Removal, publish

    generation = publish((), settings, say=_say, stage=asked.stage, remove=Removal(asked.document, asked.edition, asked.effective))
    print(f"{generation}: {'staged ' if asked.stage else ''}without {asked.document}")
    return 0


def _say(line: str) -> None:
    print(line, file=sys.stderr)
