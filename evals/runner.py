"""Asks every question of the sets, judges the answers and keeps them in a folder."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from tqdm import tqdm

from evals.answering import Crashed, attempt
from evals.audit import riders_missing, violations
from evals.metrics import Verdict, cited_clauses, judge
from evals.questions import Case
from evals.subject import Subject, generation_of
from knowledge.address import ClauseAddress
from knowledge.answer.model import Answer
from knowledge.errors import AddressError, FormatError, YakkanError
from knowledge.generation import Generation

RESULTS = "results.jsonl"
_TOP = 10


class SearchHit(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    address: str
    edition: str
    score: float


class Result(BaseModel):
    """One question, what was expected, what came, and the verdict. error: why there is no answer.

    withheld: what the assistant's verifier kept back. violations and riders_missing: what the audit of the finished answer found;
    None where there was nothing to audit (riders: none due).
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    case: Case
    answer: Answer | None
    error: str | None = None
    verdict: Verdict
    hits: tuple[SearchHit, ...] | None = None
    elapsed_ms: float = Field(ge=0)
    search_ms: float | None = None
    withheld: tuple[str, ...] = ()
    violations: tuple[str, ...] | None = None
    riders_missing: tuple[str, ...] | None = None

    @property
    def found(self) -> tuple[ClauseAddress, ...]:
        return tuple(ClauseAddress.parse(hit.address) for hit in self.hits or ())


def run_cases(cases: Sequence[Case], subject: Subject, quiet: bool | None = None, name: str = "evals run") -> list[Result]:
    """Results in the order of the cases; quiet=None shows the progress bar on a terminal alone."""
    generation = generation_of(subject)
    return [run_case(case, subject, generation) for case in tqdm(cases, desc=name, unit="問", disable=quiet)]


def run_case(case: Case, subject: Subject, generation: Generation | None = None) -> Result:
    answer, error = None, None
    with withheld() as kept_back:
        began = time.perf_counter()
        try:
            answer = attempt(subject, case.asked)
        except (YakkanError, Crashed) as failure:
            error = str(failure)
        elapsed = (time.perf_counter() - began) * 1000
    if answer is not None:
        answer, error = _checked(answer)
    hits, search_ms = _search(case, subject)
    return Result(
        case=case,
        answer=answer,
        error=error,
        verdict=judge(case, answer),
        hits=hits,
        elapsed_ms=elapsed,
        search_ms=search_ms,
        withheld=tuple(kept_back),
        violations=violations(case.asked, answer, generation) if answer and generation else None,
        riders_missing=riders_missing(answer, generation) if answer and generation else None,
    )


class _Listener(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.heard: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        if str(record.msg).startswith("answer withheld"):
            self.heard.append(record.getMessage())


@contextmanager
def withheld() -> Iterator[list[str]]:
    """What the assistant says it kept back while a question is answered; it says so in its log alone."""
    listener, log = _Listener(), logging.getLogger("knowledge.answer.assistant")
    log.addHandler(listener)
    try:
        yield listener.heard
    finally:
        log.removeHandler(listener)


def _checked(answer: Answer) -> tuple[Answer | None, str | None]:
    """An answer that cites what is no address counts as no answer."""
    try:
        cited_clauses(answer)
    except AddressError as failure:
        return None, f"citation: {failure}"
    return answer, None


def _search(case: Case, subject: Subject) -> tuple[tuple[SearchHit, ...] | None, float | None]:
    """What the search alone finds."""
    if not case.searched:
        return None, None
    began = time.perf_counter()
    try:
        found = subject.search(case.question, provider=case.provider, top=_TOP)
    except YakkanError:
        return (), None
    elapsed = (time.perf_counter() - began) * 1000
    return tuple(SearchHit(address=str(one.address), edition=one.edition, score=float(one.score)) for one in found), elapsed


def write_results(folder: Path, results: Iterable[Result]) -> None:
    text = "".join(result.model_dump_json() + "\n" for result in results)
    (folder / RESULTS).write_text(text, encoding="utf-8")


def read_results(folder: Path) -> tuple[Result, ...]:
    """The results of an earlier run; raises FormatError naming file and line."""
    path = folder / RESULTS
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise FormatError(f"{path}: no results of an earlier run there ({error}): name a folder that `evals run` wrote") from error
    results = []
    for number, line in enumerate(lines, start=1):
        if not line:
            continue
        try:
            results.append(Result.model_validate_json(line))
        except ValidationError as error:
            first = error.errors()[0]
            key = ".".join(str(part) for part in first["loc"])
            raise FormatError(f"{path}:{number}: {key}: {first['msg']}: run the earlier set again") from error
    return tuple(results)
