"""`python -m knowledge check`: is what is installed and what is indexed whole, and what to do if not."""

from __future__ import annotations

from dataclasses import dataclass

from knowledge.errors import YakkanError
from knowledge.generation import Generation
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
    return Report(not problems, tuple(lines))


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
    held = frozenset(str(c.address) for p in generation.providers for c in generation.clauses(p))
    indexed = {d.provider for d in generation.documents}
    schedules = load_schedules((SHIPPED_FEES, settings.home / "fees"))
    return check_cites((s for p, s in schedules.items() if p in indexed), held)
