"""The command line: `answer`, `run`, `kinds`, `bench`."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from evals.subject import Opener, open_installed
from knowledge.errors import FormatError, YakkanError
from knowledge.settings import TOKYO, Settings, from_environment

if TYPE_CHECKING:
    from evals.passes import Chosen, Extras
    from evals.questions import Case
    from evals.summary import Summary


def main(argv: Sequence[str] | None = None, opener: Opener = open_installed) -> int:
    """Exit status: 0 done, 1 could not be done (or a floor missed, a question lost), 2 usage."""
    parser = _parser()
    args = parser.parse_args(argv)
    try:
        status: int = args.command(args, from_environment(), opener)
        sys.stdout.flush()
        return status
    except YakkanError as error:
        print(f"evals: {' '.join(str(error).split())}", file=sys.stderr)
        return 1
    except BrokenPipeError:
        sys.stderr.close()
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m evals", description="Questions put to the assistant, and what came of them.")
    verbs = parser.add_subparsers(required=True, metavar="answer|run|kinds|bench")
    answer = verbs.add_parser("answer", help="one answer line for each line of FILE, in its order")
    answer.add_argument("file", type=Path, metavar="FILE.jsonl")
    answer.set_defaults(command=_answer)
    run = verbs.add_parser("run", help="ask and judge question sets; without FILE all shipped sets")
    run.add_argument("files", type=Path, nargs="*", metavar="FILE", help="JSONL, or CSV with the same names as columns")
    run.add_argument("--out", type=Path, metavar="DIR", help="folder for the results (default: evals/<time> under YAKKAN_HOME)")
    run.add_argument("--against", type=Path, metavar="DIR", help="an earlier run: questions gained and lost; exit status 1 if one is lost")
    run.add_argument("--floor", type=_floor, action="append", default=[], metavar="NAME=VALUE", help="exit status 1 below it; repeatable")
    run.add_argument(
        "--half", choices=("looked", "measured", "both"), default="both", help="only the questions of one half (default: both)"
    )
    run.add_argument("--show-measured", action="store_true", help="the measured half with its texts in the report")
    run.add_argument("--edition", choices=("summary", "original", "both"), help="answers from this edition alone (default: YAKKAN_EDITION)")
    run.add_argument("--counterfactual", action="store_true", help="each question again without its gold clauses")
    run.add_argument("--baseline", action="store_true", help="the search beside Chroma and bm25s over chunks and clauses")
    run.add_argument("--without-asks", action="store_true", help="the same questions over an index without `>` lines")
    run.add_argument("--by-edition", action="store_true", help="the same questions over each edition held, alone")
    run.add_argument("--everything", action="store_true", help="all four of these passes")
    run.set_defaults(command=_run)
    kinds = verbs.add_parser("kinds", help="how many questions of each kind, and what is short; exit status 1 where something is")
    kinds.add_argument("files", type=Path, nargs="*", metavar="FILE")
    kinds.set_defaults(command=_kinds)
    bench = verbs.add_parser("bench", help="times of questions, start and indexing, beside the bare parts")
    bench.add_argument("--json", action="store_true")
    bench.set_defaults(command=_bench)
    return parser


def _floor(text: str) -> tuple[str, float]:
    from evals.passes import COUNTERFACTUAL_NAMES
    from evals.questions import HALVES
    from evals.summary import NAMES

    name, _, value = text.partition("=")
    half, dot, bare = name.rpartition(".")
    known = (*NAMES, *COUNTERFACTUAL_NAMES)
    if bare not in known or (dot and half not in HALVES):
        raise argparse.ArgumentTypeError(
            f"{name!r} is no figure: choose from {', '.join(known)}, also as measured.correct or looked.correct"
        )
    try:
        number = float(value)
    except ValueError:
        number = -1.0
    if not 0 <= number <= 1:
        raise argparse.ArgumentTypeError(f"{value!r} is no share: write {name}=0.9")
    return name, number


def _answer(args: argparse.Namespace, settings: Settings, opener: Opener) -> int:
    from evals.answering import answers, lines_of

    lines = lines_of(args.file)
    for line in answers(lines, opener(settings)):
        print(line, flush=True)
    return 0


def _run(args: argparse.Namespace, settings: Settings, opener: Opener) -> int:
    from evals.compare import compare
    from evals.passes import run_passes
    from evals.report import write_report
    from evals.runner import read_results, run_cases, write_results
    from evals.summary import summarise
    from evals.table import table

    if args.edition:
        settings = replace(settings, edition=None if args.edition == "both" else args.edition)
    cases = _cases(args)
    out = _folder(args.out or settings.home / "evals" / datetime.now(TOKYO).strftime("%Y%m%d-%H%M%S"), args.against)
    before = read_results(args.against) if args.against else None
    subject = opener(settings)
    results = run_cases(cases, subject)
    summary = summarise(results, subject.generation)
    change = compare(results, before, str(args.against)) if before is not None else None
    write_results(out, results)
    extras = run_passes(_chosen(args), cases, results, subject, settings)
    write_report(out, results, summary, change, extras, measured=args.show_measured)
    print(table(summary, change, extras, out))
    return _complain(_shortfalls(args.floor, summary, extras), change.lost if change else ())


def _cases(args: argparse.Namespace) -> tuple[Case, ...]:
    from evals.questions import load_sets, shipped_sets

    cases = load_sets(args.files or shipped_sets())
    chosen = tuple(case for case in cases if args.half in ("both", case.half))
    if not chosen:
        raise FormatError(f"--half {args.half}: none of the {len(cases)} questions is in it: leave --half out")
    return chosen


def _chosen(args: argparse.Namespace) -> Chosen:
    from evals.passes import Chosen

    names = ("counterfactual", "baseline", "without_asks", "by_edition")
    return Chosen(**{name: args.everything or getattr(args, name) for name in names})


def _kinds(args: argparse.Namespace, settings: Settings, opener: Opener) -> int:
    from evals.questions import load_sets, shipped_sets
    from evals.tally import table, tally

    counted = tally(load_sets(args.files or shipped_sets()))
    print(table(counted))
    return 1 if counted.short else 0


def _bench(args: argparse.Namespace, settings: Settings, opener: Opener) -> int:
    from evals.bench import bench, table

    figures = bench(settings, opener)
    print(json.dumps(figures, ensure_ascii=False) if args.json else table(figures))
    return 0


def _folder(out: Path, against: Path | None) -> Path:
    if against and out.resolve() == against.resolve():
        raise FormatError(f"{out}: --out would overwrite what --against compares with: name another folder")
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FormatError(f"{out}: cannot be made ({error.strerror}): name another folder with --out") from error
    return out


def _shortfalls(floors: Sequence[tuple[str, float]], summary: Summary, extras: Extras) -> list[str]:
    missed = []
    for name, floor in floors:
        half, _, bare = name.rpartition(".")
        answered = summary.by["half"].get(half, {}) if half else summary.figures
        figure = {**answered, **extras.counterfactuals.get(half or "all", {})}.get(bare)
        if figure is None:
            missed.append(f"{name} could not be measured: no question asks for it, or its pass was not run")
        elif figure.value < floor:
            missed.append(f"{name} is {figure.value:.3f}, its floor {floor:g}")
    return missed


def _complain(shortfalls: list[str], lost: Sequence[str]) -> int:
    problems = [*shortfalls, *([f"{len(lost)} lost: {', '.join(lost)}"] if lost else [])]
    if problems:
        print(f"evals: {'; '.join(problems)}", file=sys.stderr)
    return 1 if problems else 0
