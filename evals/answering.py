"""`evals answer`: one answer line for each line of a file, in its order."""

from __future__ import annotations

import json
import sys
import traceback
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from evals.subject import Subject
from knowledge.answer.model import Answer, Question
from knowledge.errors import FormatError, YakkanError

_FIELDS = ("question", "provider", "on", "history")


def lines_of(path: Path) -> list[bytes]:
    """The file's lines as bytes, so that one undecodable line costs only itself; raises FormatError."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise FormatError(f"{path}: cannot be read ({error.strerror}): name a file with one question object a line") from error
    lines = data.removeprefix(b"\xef\xbb\xbf").split(b"\n")
    return lines[:-1] if not lines[-1].strip() else lines


def answers(lines: list[bytes], subject: Subject) -> Iterator[str]:
    """One line of JSON for each line."""
    for number, line in enumerate(lines, start=1):
        yield _answer_line(number, line, subject)


def _answer_line(number: int, line: bytes, subject: Subject) -> str:
    identity: object = number
    try:
        data = _object(line)
        given = data.get("id")
        if _is_id(given):
            identity = given
        elif given is not None:
            raise FormatError("id: it is a text or a whole number")
        answer = attempt(subject, _question(data, given))
    except (YakkanError, Crashed) as error:
        return json.dumps({"id": identity, "error": str(error)}, ensure_ascii=False)
    text = answer.to_json()
    if isinstance(given, int):
        return json.dumps(json.loads(text) | {"id": given}, ensure_ascii=False)
    return text


class Crashed(Exception):
    """The assistant failed on one question in a way it does not declare; the run goes on and says so."""


def attempt(subject: Subject, question: Question) -> Answer:
    """The answer; raises YakkanError, or Crashed for any other failure, whose traceback goes to standard error."""
    try:
        return subject.ask(question)
    except YakkanError:
        raise
    except Exception as error:
        traceback.print_exc(file=sys.stderr)
        raise Crashed(f"the assistant failed: {type(error).__name__}: {error}") from error


def _object(line: bytes) -> dict[str, Any]:
    try:
        data = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise FormatError("the line is not UTF-8: save the file as UTF-8") from error
    except (ValueError, RecursionError) as error:
        raise FormatError(f'the line is no JSON object ({error}): write {{"id": …, "question": …}}') from error
    if not isinstance(data, dict):
        raise FormatError('the line is no JSON object: write {"id": …, "question": …}')
    return data


def _question(data: dict[str, Any], given: object) -> Question:
    """Unknown fields (expect, kind, notes) are passed over, so that a question set can be answered as it is."""
    fields = {name: data[name] for name in _FIELDS if data.get(name) is not None}
    try:
        body = json.dumps(fields | ({} if given is None else {"id": str(given)}))
        return Question.model_validate_json(body, strict=True)
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(part) for part in first["loc"]) or "the line"
        raise FormatError(f'{key}: {first["msg"]}: see "A question and its answer"') from error


def _is_id(value: object) -> bool:
    """A text that can be printed, or a whole number."""
    if isinstance(value, str):
        return not any("\ud800" <= letter <= "\udfff" for letter in value)
    return isinstance(value, int) and not isinstance(value, bool)
