"""Example questions, by provider (`views/examples.yaml`)."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from knowledge.registry import load_yaml

FILE = Path(__file__).resolve().parent.parent / "examples.yaml"


class Examples(BaseModel):
    """unpicked: shown while no provider is picked; each names its own."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    unpicked: tuple[str, ...]
    providers: dict[str, tuple[str, ...]]

    def of(self, provider: str | None) -> tuple[str, ...]:
        return self.unpicked if provider is None else self.providers.get(provider, ())


@lru_cache(maxsize=1)
def load_examples() -> Examples:
    return load_yaml(FILE, Examples)
