"""What is allowed to differ (allowed.yaml), what the originals lost (outline.json), and what the check makes of both."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from ingest.read import read_paths
from ingest.tables.read import tables_of
from knowledge.registry import load_providers
from tests.parity.compare import Difference, Rules
from tests.parity.editions import ROOT, SEEDS, folded_address
from tests.parity.units import Arranged

FILE = Path(__file__).with_name("allowed.yaml")
OUTLINE = ROOT.parent / "shared" / "acceptance" / "outline.json"


@cache
def _data() -> dict[str, Any]:
    data: dict[str, Any] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return data


def arranged() -> tuple[Arranged, ...]:
    return tuple(
        Arranged(
            entry["document"],
            tuple(entry["original"]),
            tuple(entry.get("ours", entry["original"])),
            entry["reason"],
            _both(entry.get("clauses")),
            _both(entry.get("items")),
        )
        for entry in _data()["arranged"]
    )


def _both(counts: list[int] | None) -> tuple[int, int] | None:
    return (counts[0], counts[1]) if counts else None


def allowed() -> dict[Difference, str]:
    """Each allowed difference with its reason."""
    out: dict[Difference, str] = {}
    for entry in _data()["differences"]:
        for at, value in entry["at"].items():
            for one in value if isinstance(value, list) else [value]:
                out[Difference(at, entry["kind"], str(one))] = entry["reason"]
    return out


def rules() -> Rules:
    rows: dict[str, int] = {}
    for held in read_paths([SEEDS], load_providers()):
        for table in tables_of(held):
            at = f"{held.document}#{folded_address(table.address.clause)}"
            rows[at] = rows.get(at, 0) + len({cell.row for cell in table.cells})
    return Rules(arranged(), rows, _lost())


def _lost() -> dict[str, list[str]]:
    """Numbers whose heading or text the sources lost, and the clause in which one breaks off, as read by eye."""
    documents = json.loads(OUTLINE.read_text(encoding="utf-8"))["documents"] if OUTLINE.is_file() else {}
    out = {}
    for document, held in documents.items():
        cut = re.findall(r"^(\S+) breaks off", held.get("cut", ""))
        broken = [clause for note in held.get("notes", ()) for clause in re.findall(r"(第\d+条) breaks off", note)]
        out[document] = [*held.get("lost", ()), *held.get("absent", ()), *cut, *broken]
    return out


def judged(found: Iterable[Difference]) -> tuple[list[Difference], list[Difference]]:
    """(differences that are not allowed, allowed ones that no longer occur)."""
    seen, meant = set(found), allowed()
    return sorted(seen - meant.keys()), sorted(meant.keys() - seen)
