"""Whose terms a question names: providers held, and others that are not."""

from __future__ import annotations

import re
from collections.abc import Mapping

from knowledge.lexicon import Lexicon
from knowledge.normalise import fold
from knowledge.registry import Provider


def named_providers(folded: str, providers: Mapping[str, Provider]) -> tuple[str, ...]:
    """Providers named in the question, by their own or their services' names, in order."""
    return tuple(dict.fromkeys(p for _, _, p in provider_names(folded, providers)))


def name_places(folded: str, providers: Mapping[str, Provider]) -> list[tuple[int, int]]:
    return [(start, end) for start, end, _ in provider_names(folded, providers)]


def provider_names(folded: str, providers: Mapping[str, Provider]) -> list[tuple[int, int, str]]:
    """Where providers are named; a name inside a longer one does not count."""
    spans: list[tuple[int, int, str]] = []
    names = [(fold(n), p) for p, v in providers.items() for n in (*v.called, v.name)]
    for name, provider in sorted(names, key=lambda n: -len(n[0])):
        at = folded.find(name)
        if at != -1 and not any(at < end and start < at + len(name) for start, end, _ in spans):
            spans.append((at, at + len(name), provider))
    return sorted(spans)


def not_held(folded: str, lexicon: Lexicon, named: tuple[str, ...]) -> str | None:
    if named:
        return None
    for name in lexicon.not_held:
        pattern = rf"(?<![a-z]){re.escape(name)}(?![a-z])" if name.isascii() else re.escape(name)
        if re.search(pattern, folded):
            return name
    return None
