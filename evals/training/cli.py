"""The command line: `ablate`, `map`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from evals.questions import load_sets, shipped_sets
from knowledge.errors import YakkanError
from knowledge.settings import Settings, from_environment


def main(argv: Sequence[str] | None = None) -> int:
    """Exit status: 0 done, 1 could not be done, 2 usage."""
    parser = argparse.ArgumentParser(
        prog="python -m evals.training", description="The search, part by part, and a map on the question side."
    )
    verbs = parser.add_subparsers(required=True, metavar="ablate|map")
    ablate = verbs.add_parser("ablate", help="the search with each part left out, with and without the ways customers ask")
    ablate.set_defaults(command=_ablate)
    learn = verbs.add_parser("map", help="trains maps on the question's vector and tests them on documents they have not seen")
    learn.add_argument("--folds", type=_folds, default=5, metavar="N", help="parts the documents are divided into (default 5)")
    learn.set_defaults(command=_map)
    args = parser.parse_args(argv)
    try:
        # Everything held, in every edition: rows of the lexical index are counted over all of it.
        with TemporaryDirectory(prefix="yakkan-training-") as folder:
            print(args.command(args, replace(from_environment(), edition=None), Path(folder)))
        return 0
    except YakkanError as error:
        print(f"evals.training: {' '.join(str(error).split())}", file=sys.stderr)
        return 1


def _folds(text: str) -> int:
    if not text.isdecimal() or int(text) < 2:
        raise argparse.ArgumentTypeError(f"{text!r} is no number of folds: write 2 or more")
    return int(text)


def _ablate(args: argparse.Namespace, settings: Settings, folder: Path) -> str:
    from evals.training.ablation import ablate, table

    return table(ablate(load_sets(shipped_sets()), settings, folder))


def _map(args: argparse.Namespace, settings: Settings, folder: Path) -> str:
    from evals.training.trial import table, trial

    return table(trial(load_sets(shipped_sets()), settings, folder, args.folds))
