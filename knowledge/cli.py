"""`python -m knowledge ask | search | fees | check` (CONTRACT.md, "Commands")."""

from __future__ import annotations

import argparse
import json
import logging
import sys
from collections.abc import Sequence

from knowledge.arguments import day
from knowledge.errors import QuestionError, YakkanError
from knowledge.settings import Settings, from_environment, today


def main(argv: Sequence[str] | None = None) -> int:
    """Exit status: 0 done (whatever the answer's status), 1 it could not be done, 2 usage."""
    args = _parser().parse_args(argv)
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr, format="%(levelname)s %(name)s: %(message)s")
    try:
        return int(args.run(args, from_environment()))
    except YakkanError as error:
        print(f"yakkan: {error}", file=sys.stderr)
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m knowledge", description="約款ナビ: answers on telecom terms, from the command line")
    commands = parser.add_subparsers(required=True, metavar="ask|search|fees|check")
    ask = commands.add_parser("ask", help="answer one question")
    ask.add_argument("question")
    ask.set_defaults(run=_ask)
    search = commands.add_parser("search", help="list clauses for a few words")
    search.add_argument("words")
    search.add_argument("--document")
    search.add_argument("--top", type=int, default=5, metavar="N")
    search.set_defaults(run=_search)
    fees = commands.add_parser("fees", help="a provider's fees on a day, with their clauses")
    fees.set_defaults(run=_fees)
    for command in (ask, search, fees):
        command.add_argument("--provider")
        command.add_argument("--json", action="store_true", help="print JSON")
    for command in (ask, fees):
        command.add_argument("--on", type=day, metavar="YYYY-MM-DD", help="the day asked (default: today in Tokyo)")
    check = commands.add_parser("check", help="is what is installed and indexed whole?")
    check.set_defaults(run=_check)
    return parser


def _ask(args: argparse.Namespace, settings: Settings) -> int:
    from knowledge.answer.assistant import Assistant
    from knowledge.answer.model import Question
    from knowledge.answer.show import as_text

    answer = Assistant.open(settings).ask(Question(question=args.question, provider=args.provider, on=args.on))
    print(answer.to_json() if args.json else as_text(answer))
    return 0


def _search(args: argparse.Namespace, settings: Settings) -> int:
    from knowledge.answer.assistant import Assistant
    from knowledge.question.reader import check_question

    if args.top < 1:
        raise QuestionError(f"--top {args.top}: name a number from 1")
    hits = Assistant.open(settings).search(check_question(args.words), args.provider, args.document, args.top)
    if args.json:
        rows = [
            {
                "address": str(h.address),
                "title": h.indexed.title,
                "printed": h.address.printed,
                "heading": h.indexed.clause.heading,
                "text": h.indexed.clause.text,
                "edition": h.edition,
                "score": round(h.score, 4),
            }
            for h in hits
        ]
        print(json.dumps(rows, ensure_ascii=False))
    else:
        for h in hits:
            print(f"{h.score:.2f}  {h.indexed.title} {h.address.printed}  [{h.address}]\n      {' '.join(h.indexed.clause.body.split())[:110]}")
    return 0


def _fees(args: argparse.Namespace, settings: Settings) -> int:
    from knowledge.fee_table import fee_rows, print_table
    from knowledge.generation import Generation

    generation = Generation.open(settings)
    if args.provider and args.provider not in generation.providers:
        raise QuestionError(f"--provider {args.provider!r} is not known: use one of {', '.join(generation.providers)}")
    held = [s for p, s in generation.schedules.items() if args.provider in (None, p)]
    rows = [row for schedule in held for row in fee_rows(schedule, args.on or today())]
    if args.json:
        print(json.dumps([row.as_json() for row in rows], ensure_ascii=False))
    else:
        print_table(rows)
    return 0


def _check(args: argparse.Namespace, settings: Settings) -> int:
    from knowledge.checks import check

    problems = check(settings)
    for line in problems.lines:
        print(line)
    return 0 if problems.whole else 1
