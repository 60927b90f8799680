"""Are the shipped terms in our own words?

Runs the project's check for shared text twice: over everything, where no run of 60 letters may be shared with a source
document, and over the shipped terms, where a run of 30 letters must be one that a list allows, with its reason
(a name, an address, a set phrase). A line of the list: the first letters of the run, a tab, the reason.
Exit 1 when a run is not allowed or an entry of the list no longer occurs.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import unicodedata
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CHECK = ROOT.parent / "shared" / "tools" / "check_own_words"
TERMS = ROOT / "knowledge" / "terms"
ALLOWED = ROOT / "tests" / "knowledge" / "allowed_runs.txt"
LEAST_IN_TERMS = 30
FEWEST_LETTERS = 8  # a shorter entry would allow runs nobody has looked at

RUN = re.compile(r"(?P<file>.+?):(?P<line>\d+): (?P<count>\d+) letters as in (?P<source>[^:]+): (?P<shown>.*)…")
TOTAL = re.compile(r"(?P<count>\d+) runs of \d+ letters or more")


class CheckError(Exception):
    """The check itself could not be made."""


@dataclass(frozen=True)
class Run:
    """A run of letters shared with a source; shown: its first letters as the check prints them."""

    printed: str
    shown: str


@dataclass(frozen=True)
class Entry:
    """An allowed run; letters: its first letters, without punctuation and white space."""

    line: int
    letters: str
    reason: str

    def allows(self, run: Run) -> bool:
        return run.shown.startswith(self.letters[: len(run.shown)])


def letters_of(text: str) -> str:
    """The letters and digits of text, as the check compares them."""
    return "".join(c for c in unicodedata.normalize("NFKC", text) if unicodedata.category(c)[0] in "LN")


def parse_runs(output: str) -> list[Run]:
    """The runs the check printed; raises CheckError where its output is not understood."""
    lines = output.splitlines()
    matches = [(line, RUN.fullmatch(line)) for line in lines]
    runs = [Run(line, letters_of(match["shown"])) for line, match in matches if match]
    total = TOTAL.match(lines[-1]) if lines else None
    stated = int(total["count"]) if total else 0 if lines == ["no shared runs"] else None
    if stated != len(runs):
        raise CheckError(f"the check printed what this script does not understand: {output.strip()[-200:]!r}")
    return runs


def parse_allowed(text: str) -> list[Entry]:
    """The entries of the list; blank lines and lines that start with # are skipped."""
    entries = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        prefix, _, reason = line.partition("\t")
        letters = letters_of(prefix)
        if len(letters) < FEWEST_LETTERS or not reason.strip():
            raise CheckError(f"{ALLOWED.name}:{number}: needs {FEWEST_LETTERS} letters of the run or more, a tab, and the reason")
        entries.append(Entry(number, letters, reason.strip()))
    return entries


def shared_runs(folder: Path, *options: str) -> list[Run]:
    """What the check prints for a folder."""
    done = subprocess.run([sys.executable, CHECK, *options, folder], capture_output=True, text=True, encoding="utf-8")
    if done.stderr.strip() or done.returncode not in (0, 1):
        raise CheckError(f"{CHECK.name} failed: {(done.stderr.strip().splitlines() or [f'exit {done.returncode}'])[-1]}")
    return parse_runs(done.stdout)


def judge(everywhere: list[Run], in_terms: list[Run], allowed: list[Entry]) -> list[str]:
    """One line for each thing that is wrong."""
    wrong = [f"shared run: {run.printed}" for run in everywhere]
    wrong += [f"not allowed: {run.printed}" for run in in_terms if not any(entry.allows(run) for entry in allowed)]
    wrong += [
        f"{ALLOWED.name}:{entry.line}: no longer occurs, remove it: {entry.letters}"
        for entry in allowed
        if not any(entry.allows(run) for run in in_terms)
    ]
    return wrong


def main() -> int:
    argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter).parse_args()
    try:
        if not CHECK.is_file():
            raise CheckError(f"{CHECK} is not there: this check needs the source documents beside the project")
        in_terms = shared_runs(TERMS, "--least", str(LEAST_IN_TERMS))
        wrong = judge(
            shared_runs(ROOT),
            in_terms,
            parse_allowed(ALLOWED.read_text(encoding="utf-8") if ALLOWED.is_file() else ""),
        )
    except CheckError as error:
        print(f"own words: {error}", file=sys.stderr)
        return 1
    for line in wrong:
        print(line)
    if wrong:
        print(f"own words: {len(wrong)} to mend: reword the run, or allow it with a reason in {ALLOWED.relative_to(ROOT)}")
        return 1
    print(f"own words: no shared runs; {len(in_terms)} runs of {LEAST_IN_TERMS} letters or more in the terms, each allowed with its reason")
    return 0


if __name__ == "__main__":
    sys.exit(main())
