"""A checked schedule into use: read strictly, held against the terms in the index, copied into the home folder, published."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path

from ingest.draft.emit import MARK
from ingest.tables.price import is_free, prices_in
from knowledge.address import ClauseAddress
from knowledge.errors import FormatError, SourceError
from knowledge.generation import Generation
from knowledge.registry import load_yaml
from knowledge.schedule import Schedule, Taxed, check_cites
from knowledge.settings import Settings


def confirm(path: Path, settings: Settings, provider: str | None = None, *, say: Callable[[str], None]) -> str:
    """The id of the generation that computes with the schedule; raises a YakkanError and changes nothing where it does not fit."""
    schedule = checked(path, settings, provider)
    from ingest.publish import publish  # the index and its encoder load slowly

    with _in_place(path, settings.home / "fees" / f"{schedule.provider}.yaml"):
        return publish((), settings, say=say)


def checked(path: Path, settings: Settings, provider: str | None = None) -> Schedule:
    """The schedule of a file, held against the current index."""
    if not path.is_file():
        raise SourceError(f"{path}: no such file: name the schedule you have checked")
    schedule = load_yaml(path, Schedule)
    if provider is not None and schedule.provider != provider:
        raise FormatError(f"{path}: provider: {schedule.provider!r} is not {provider!r}: mend the file or --provider")
    if not schedule.fees:
        raise FormatError(f"{path}: holds no fee: write at least one under fees")
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if line.lstrip().startswith(MARK):
            raise FormatError(
                f"{path} line {number}: still marked {MARK[2:]}: compare the row with the document, mend it and delete that line"
            )
    generation = Generation.open(settings)
    known = schedule.provider in generation.providers
    held = frozenset(str(c.address) for c in generation.clauses(schedule.provider)) if known else frozenset()
    if not held:
        raise FormatError(
            f"{path}: no terms of provider {schedule.provider!r} are in the index: "
            f"run python -m ingest PATH --provider {schedule.provider} first"
        )
    wrong = check_cites((schedule,), held)
    wrong += list(_not_printed(schedule, generation))
    if wrong:
        more = f" (and {len(wrong) - 1} more)" if len(wrong) > 1 else ""
        raise FormatError(f"{path}: {wrong[0]}{more}")
    return schedule


def _not_printed(schedule: Schedule, generation: Generation) -> Iterator[str]:
    """One line for each amount that none of its clauses prints."""
    fees = [(f"fees.{key}", value.cites, value) for key, fee in schedule.fees.items() for value in fee.values]
    parts = [(f"instalments.{key}", (p.cite,), part) for key, p in schedule.instalments.items() for part in (p.first, p.rest)]
    taxed: list[tuple[str, tuple[str, ...], Taxed]] = [*fees, *parts]
    for key, cites, value in taxed:
        printed = {amount for cite in cites for amount in _printed(cite, generation)}
        for side in (value.excluded, value.included, value.exempt, value.unstated):
            if side is not None and side not in printed:
                yield f"{key}: {side:,}円 is not printed in {cites[0]}: mend the amount or the cite"


def _printed(cite: str, generation: Generation) -> set[Decimal]:
    """The amounts of a clause and of the clauses below it, in every edition held."""
    address = ClauseAddress.parse(cite)
    out: set[Decimal] = set()
    for edition in ("original", "summary"):
        clause = generation.find(address, edition)
        below = generation.children(address, edition)
        for text in (c.clause.text for c in (*((clause,) if clause else ()), *below)):
            pieces = [piece for line in text.splitlines() for piece in line.split("\t")]
            out |= {value for piece in pieces for price in prices_in(piece, bare=True) for value in price.prices.values()}
            if any(is_free(piece) or "無料" in piece for piece in pieces):
                out.add(Decimal(0))
    return out


@contextmanager
def _in_place(path: Path, target: Path) -> Iterator[None]:
    """The file at its place while it is published; what stood there before comes back where that fails."""
    before = target.read_bytes() if target.exists() else None
    target.parent.mkdir(parents=True, exist_ok=True)
    _write(target, path.read_bytes())
    try:
        yield
    except BaseException:
        if before is None:
            target.unlink(missing_ok=True)
        else:
            _write(target, before)
        raise


def _write(target: Path, data: bytes) -> None:
    new = target.with_name(f".{target.name}-{os.getpid()}")
    new.write_bytes(data)
    os.replace(new, target)
