"""`python -m knowledge check`: is what is installed and what is indexed whole, and what to do if not."""

from __future__ import annotations

from dataclasses import dataclass

from knowledge.errors import YakkanError
from knowledge.generation import Generation
from knowledge.generations import Kept, current, previous, staged
from knowledge.lexicon import load_lexicon
from knowledge.registry import load_providers
from knowledge.schedule import check_cites, load_schedules
from knowledge.settings import SHIPPED_FEES, SHIPPED_PROVIDERS, Settings


@dataclass(frozen=True)
class Report:
    whole: bool
    lines: tuple[str, ...]


def check(settings: Settings) -> Report:
    """One line for each part looked at; whole is False when one of them needs mending."""
    lines: list[str] = []
    problems: list[str] = []
    for name, look in (("names and words", _registers), ("fee schedules", _schedules), ("index", _index)):
        try:
            found = look(settings)
        except YakkanError as error:
            found = [str(error)]
        problems += found
        lines += [f"NG  {name}: {f}" for f in found] or [f"OK  {name}"]
    return Report(not problems, (*lines, *_held(settings)))


def _registers(settings: Settings) -> list[str]:
    load_lexicon()
    load_providers((SHIPPED_PROVIDERS, settings.home / "providers"))
    return []


def _schedules(settings: Settings) -> list[str]:
    providers = load_providers((SHIPPED_PROVIDERS, settings.home / "providers"))
    schedules = load_schedules((SHIPPED_FEES, settings.home / "fees"))
    return [f"fees/{p}.yaml: provider {p!r} is in no register: add providers/{p}.yaml" for p in schedules if p not in providers]


def _index(settings: Settings) -> list[str]:
    generation = Generation.open(settings)
    now = current(settings)
    if now is None or not now.bundle_is_whole():
        return [f"{generation.folder}: the bundle is not the one its manifest was written for: run python -m ingest, or python -m ingest rollback"]
    held = frozenset(str(c.address) for p in generation.providers for c in generation.clauses(p))
    indexed = {d.provider for d in generation.documents}
    schedules = load_schedules((SHIPPED_FEES, settings.home / "fees"))
    return check_cites((s for p, s in schedules.items() if p in indexed), held)


def _held(settings: Settings) -> list[str]:
    """Which generations there are, and what the current one holds."""
    lines = []
    for name, kept in (("current", current(settings)), ("previous", previous(settings)), ("staged", staged(settings))):
        if kept is not None:
            whole = "" if kept.bundle_is_whole() else ", bundle damaged"
            lines.append(f"{name:<9} {kept.id}  {kept.documents} documents, {kept.clauses} clauses, embedding {kept.embedding}{whole}")
            lines += _documents(kept) if name == "current" else []
    return lines


def _documents(kept: Kept) -> list[str]:
    try:
        documents = Generation.open_folder(kept.folder).documents
    except YakkanError:
        return []  # the index's own line has said so
    editions: dict[str, list[str]] = {}
    for d in documents:
        editions.setdefault(d.document, []).append(f"{d.edition} {d.effective or 'without a date'}")
    return [f"  {document}: {', '.join(held)}" for document, held in sorted(editions.items())]
