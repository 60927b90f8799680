"""The words between customers and terms (`lexicon.yaml`), checked and loaded once."""

from __future__ import annotations

from functools import lru_cache

from pydantic import BaseModel, ConfigDict

from knowledge.registry import load_yaml
from knowledge.settings import LEXICON


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class AmountWords(_Strict):
    asking: tuple[str, ...]
    nouns: tuple[str, ...]
    charged: tuple[str, ...]
    other: tuple[str, ...]


class ChargedAs(_Strict):
    monthly: tuple[str, ...]
    yearly: tuple[str, ...]
    instalment: tuple[str, ...]
    total: tuple[str, ...]


class Synonym(_Strict):
    say: tuple[str, ...]
    mean: str


class Lexicon(_Strict):
    amount: AmountWords
    charged_as: ChargedAs
    left: tuple[str, ...]
    actions: dict[str, tuple[str, ...]]
    events: dict[str, tuple[str, ...]]
    routes: dict[str, tuple[str, ...]]
    negations: tuple[str, ...]
    free_months: tuple[str, ...]
    when: tuple[str, ...]
    synonyms: tuple[Synonym, ...]
    domain: tuple[str, ...]
    not_held: tuple[str, ...]
    plain_nouns: frozenset[str]


@lru_cache(maxsize=1)
def load_lexicon() -> Lexicon:
    """Raises FormatError for a file that breaks its format."""
    return load_yaml(LEXICON, Lexicon)


def has(text: str, phrases: tuple[str, ...]) -> bool:
    """Whether a folded text holds any of the phrases."""
    return any(p in text for p in phrases)


def meanings(folded: str) -> tuple[str, ...]:
    """The terms' words for what the customer said in other words."""
    return tuple(s.mean for s in load_lexicon().synonyms if has(folded, s.say))
