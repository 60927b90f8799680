"""The words between customers and terms (`lexicon.yaml`), checked and loaded once."""

from __future__ import annotations

from functools import lru_cache

from knowledge.registry import load_yaml
from knowledge.settings import LEXICON
from knowledge.strict import Strict


class AmountWords(Strict):
    asking: tuple[str, ...]
    nouns: tuple[str, ...]
    charged: tuple[str, ...]
    other: tuple[str, ...]


class ChargedAs(Strict):
    monthly: tuple[str, ...]
    yearly: tuple[str, ...]
    instalment: tuple[str, ...]
    total: tuple[str, ...]


class Synonym(Strict):
    say: tuple[str, ...]
    mean: str


class Lexicon(Strict):
    amount: AmountWords
    charged_as: ChargedAs
    left: tuple[str, ...]
    actions: dict[str, tuple[str, ...]]
    events: dict[str, tuple[str, ...]]
    routes: dict[str, tuple[str, ...]]
    negations: tuple[str, ...]
    free_months: tuple[str, ...]
    topics: dict[str, tuple[str, ...]]
    kinds: dict[str, tuple[str, ...]]
    when: tuple[str, ...]
    synonyms: tuple[Synonym, ...]
    domain: tuple[str, ...]
    not_held: tuple[str, ...]
    joining: tuple[str, ...]
    including: tuple[str, ...]
    difference: tuple[str, ...]
    other_events: tuple[str, ...]
    own_charges: tuple[str, ...]
    plain_nouns: frozenset[str]
    plain_name_ends: tuple[str, ...]


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


def other_names(noun: str) -> tuple[str, ...]:
    """Other words for what a noun names: those said with it for one meaning (違約: 解約金, 契約解除料)."""
    return tuple(dict.fromkeys(w for s in load_lexicon().synonyms if any(noun in said for said in s.say) for w in (s.mean, *s.say)))


@lru_cache(maxsize=4096)
def is_term(word: str) -> bool:
    """Whether a word belongs to the trade (延滞, 解約), so that terms without it do not answer a question on it."""
    return any(d in word or (len(word) > 1 and word in d) for d in load_lexicon().domain)
