"""Question sets: JSONL in the contract's fields plus `kind` and `expect`, or CSV with the same names as columns.

A CSV has the fields of `expect` as columns of their own, separates lists by `|` and writes an amount as 4180 or 4180:included.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from knowledge.address import ClauseAddress
from knowledge.answer.model import Question, Status, TaxSide
from knowledge.errors import AddressError, FormatError

Half = Literal["looked", "measured"]
HALVES: tuple[Half, ...] = ("looked", "measured")
# The number whose hashes part the shipped questions of every kind most evenly; chosen before a half was measured, never to change.
_SPLIT = 197
SHIPPED = Path(__file__).resolve().parent / "questions"
_CSV_LISTS = ("clauses", "must_contain", "must_not_contain")
_CSV_COLUMNS = ("id", "kind", "question", "provider", "on", "history", "status", "amounts", *_CSV_LISTS)


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class ExpectedAmount(_Strict):
    """An amount the answer must offer; without `tax` any tax side will do."""

    yen: str
    tax: TaxSide | None = None

    @field_validator("yen")
    @classmethod
    def _decimal(cls, yen: str) -> str:
        try:
            finite = Decimal(yen).is_finite()
        except InvalidOperation:
            finite = False
        if not finite:
            raise ValueError("yen is a decimal string such as 3300 or 367.5, without comma and 円")
        return yen

    @property
    def value(self) -> Decimal:
        return Decimal(self.yen)


class Expect(_Strict):
    """What a right answer holds. clauses: every clause that a right answer may rest on."""

    status: Status
    amounts: tuple[ExpectedAmount, ...] = ()
    clauses: tuple[str, ...] = ()
    must_contain: tuple[str, ...] = ()
    must_not_contain: tuple[str, ...] = ()

    @field_validator("clauses")
    @classmethod
    def _addresses(cls, clauses: tuple[str, ...]) -> tuple[str, ...]:
        for clause in clauses:
            try:
                ClauseAddress.parse(clause)
            except AddressError as error:
                raise ValueError(str(error)) from error
        return clauses

    @property
    def addresses(self) -> tuple[ClauseAddress, ...]:
        return tuple(ClauseAddress.parse(clause) for clause in self.clauses)


class Case(_Strict):
    """One question with what a right answer holds."""

    id: str = Field(min_length=1)
    question: str = Field(min_length=1)
    provider: str | None = None
    on: date | None = None
    history: tuple[str, ...] | None = None
    kind: str = "other"
    expect: Expect

    @property
    def half(self) -> Half:
        """Looked at while answers are made better, or only measured: by the first gold clause, so that no clause is in both halves."""
        key = self.expect.clauses[0] if self.expect.clauses else self.question
        return HALVES[hashlib.sha256(f"{_SPLIT} {''.join(key.split())}".encode()).digest()[0] % 2]

    @property
    def searched(self) -> bool:
        """Whether the search alone can be judged by it; a turn of a dialogue means nothing without its earlier turns."""
        return bool(self.expect.clauses) and not self.history

    @property
    def asked(self) -> Question:
        return Question(question=self.question, provider=self.provider, on=self.on, history=self.history or (), id=self.id)


def shipped_sets() -> tuple[Path, ...]:
    return tuple(sorted(SHIPPED.glob("*.jsonl")))


def load_sets(paths: Iterable[Path]) -> tuple[Case, ...]:
    """All cases of the files, in order; raises FormatError naming file and line. An id may stand once in a run."""
    cases: dict[str, Case] = {}
    for path in paths:
        before = len(cases)
        for line, case in _read(path):
            if case.id in cases:
                raise FormatError(f"{path}:{line}: id {case.id!r} stands twice: runs are paired by id, give each question its own")
            cases[case.id] = case
        if len(cases) == before:
            raise FormatError(f"{path}: no questions in it: write one JSON object a line")
    return tuple(cases.values())


def _read(path: Path) -> Iterator[tuple[int, Case]]:
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise FormatError(f"{path}: cannot be read ({error.strerror}): name a question set, JSONL or CSV") from error
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise FormatError(f"{path}:{line}: not UTF-8: save it as UTF-8") from error
    rows = _csv_rows(path, text) if path.suffix.lower() == ".csv" else _json_rows(text)
    for line, row in rows:
        yield line, _case(path, line, row)


def _case(path: Path, line: int, row: str) -> Case:
    try:
        return Case.model_validate_json(row)
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(part) for part in first["loc"]) or "the line"
        raise FormatError(f"{path}:{line}: {key}: {first['msg']} (value {str(first['input'])[:60]!r}): mend that line") from error


def _json_rows(text: str) -> Iterator[tuple[int, str]]:
    for number, row in enumerate(text.split("\n"), start=1):
        if row.strip():
            yield number, row


def _csv_rows(path: Path, text: str) -> Iterator[tuple[int, str]]:
    """Each row with the line it begins on; a quoted cell may run over several."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    line, columns = 1, None
    try:
        for row in reader:
            if columns is None:
                columns = row
                unknown = [name for name in columns if name not in _CSV_COLUMNS]
                if unknown:
                    raise FormatError(f"{path}:1: column {unknown[0]!r} is unknown: use {', '.join(_CSV_COLUMNS)}")
            elif len(row) > len(columns):
                raise FormatError(f"{path}:{line}: more cells than columns: quote cells that hold a comma")
            elif row:
                yield line, json.dumps(_csv_object(dict(zip(columns, row, strict=False))), ensure_ascii=False)
            line = reader.line_num + 1
    except csv.Error as error:
        raise FormatError(f"{path}:{line}: no CSV ({error}): mend that line") from error


def _csv_object(row: dict[str, str]) -> dict[str, object]:
    cells = {name: value.strip() for name, value in row.items()}
    expect: dict[str, object] = {name: _cells(cells.get(name, "")) for name in _CSV_LISTS}
    amounts = [cell.partition(":") for cell in _cells(cells.get("amounts", ""))]
    expect["amounts"] = [{"yen": yen.strip(), "tax": tax.strip() or None} for yen, _, tax in amounts]
    expect["status"] = cells.get("status", "")
    case: dict[str, object] = {"id": cells.get("id", ""), "question": cells.get("question", ""), "expect": expect}
    case |= {name: cells[name] for name in ("kind", "provider", "on") if cells.get(name)}
    return case | {"history": _cells(cells.get("history", ""))}


def _cells(value: str) -> list[str]:
    return [part.strip() for part in value.split("|") if part.strip()]
