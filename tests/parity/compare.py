"""The parity check: what differs between the original and the shipped edition, clause by clause."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from tests.parity.editions import Edition, Text
from tests.parity.figures import Figures, figures_of, numbered_names
from tests.parity.lists import items_of_original, items_of_ours, led
from tests.parity.modality import MODES
from tests.parity.relative import pointed_at
from tests.parity.units import Arranged, Pairing, Unit, pair
from tests.parity.words import enumerated, own_words, words_of

LEAST_WORDS = 3


@dataclass(frozen=True, order=True)
class Difference:
    """One difference: where, of what kind, and what (a figure, two counts, an address, words)."""

    at: str
    kind: str
    value: str

    def __str__(self) -> str:
        return f"{self.at}: {self.kind}: {self.value}"


@dataclass(frozen=True)
class Rules:
    """What the check is told: stretches arranged differently, rows of the originals' tables, clauses the originals lost."""

    arranged: Sequence[Arranged] = ()
    rows: Mapping[str, int] = field(default_factory=dict)
    lost: Mapping[str, Sequence[str]] = field(default_factory=dict)


def differences(original: Edition, ours: Edition, rules: Rules) -> list[Difference]:
    found: list[Difference] = []
    for document in sorted({*original, *ours}):
        found += of_document(document, original.get(document, ()), ours.get(document, ()), rules)
    return found


def of_document(document: str, original: Sequence[Text], ours: Sequence[Text], rules: Rules) -> list[Difference]:
    if not original or not ours:
        return [Difference(document, "document", "only in one edition")]
    pairing = pair(original, ours, [stretch for stretch in rules.arranged if stretch.document == document])
    articles = [text.clause for text in ours if "/" not in text.clause]
    found = list(_addresses(document, pairing))
    for unit in pairing.units:
        found += _figures(unit, articles, [text.clause for text in ours])
        found += _modes(unit)
        found += _items(unit, rules.rows)
        found += _trace(unit)
    found += _lost(document, ours, rules.lost.get(document, ()))
    return found


def _addresses(document: str, pairing: Pairing) -> Iterator[Difference]:
    for clause in pairing.lost:
        yield Difference(f"{document}#{clause}", "clause missing", "only in the original")
    for clause in pairing.added:
        yield Difference(f"{document}#{clause}", "clause added", "only in ours")


def _joined(texts: Sequence[Text], said: bool = False) -> str:
    return "\n".join(text.said if said else text.whole for text in texts)


def _figures(unit: Unit, articles: Sequence[str], ours: Sequence[str]) -> Iterator[Difference]:
    """Each figure as often as in the original; remarks in brackets may hold one, and pointers may be spelt out."""
    theirs = figures_of(_joined(unit.original))
    said, whole = figures_of(_joined(unit.ours, said=True)), figures_of(_joined(unit.ours))
    open_to = Figures()
    for text in unit.original:
        below = [part for clause in ours if (part := _below(clause, text.clause))]
        open_to += pointed_at(text.whole, text.clause, articles, below)
    missing = Figures({figure: times for figure, times in (theirs - whole).items() if not figure.startswith("前")})
    for kind, left in (("figure missing", missing), ("figure added", said - theirs - open_to)):
        for figure, times in sorted(left.items()):
            yield Difference(unit.at, kind, figure if times == 1 else f"{figure} ×{times}")
    names, held = numbered_names(_joined(unit.original)), numbered_names(_joined(unit.ours))
    for kind, alone in (("name missing", names - held), ("name added", held - names)):
        for name in sorted(alone):
            yield Difference(unit.at, kind, name)


def _below(clause: str, above: str) -> str:
    rest = clause[len(above) + 1 :] if clause.startswith(f"{above}/") else ""
    return rest if "/" not in rest else ""


def _modes(unit: Unit) -> Iterator[Difference]:
    """Counts lie between ours without and with the remarks in brackets, which may hold what the source garbled."""
    original, said, whole = _joined(unit.original), _joined(unit.ours, said=True), _joined(unit.ours)
    for mode in MODES:
        theirs, mine = mode.counts(original, said)
        most = mode.counts(original, whole)[1]
        if (theirs > most and not mode.most) or (mine > theirs and not mode.least):
            yield Difference(unit.at, mode.name, f"{theirs}→{mine}")


def _items(unit: Unit, rows: Mapping[str, int]) -> Iterator[Difference]:
    mine = sum(items_of_ours(text.body) for text in unit.ours)
    lead = bool(unit.ours) and led(unit.ours[0].body)
    theirs = sum(items_of_original(text.body, rows.get(text.at, 0), led=lead) for text in unit.original)
    listed = mine or any(re.search(r"(?m)^\s*[・●■※]", text.body) for text in unit.original)
    meant = unit.arranged
    if listed and (theirs, mine) != ((meant and meant.items) or (theirs, theirs)):
        yield Difference(unit.at, "list items", f"{theirs}→{mine}")
    clauses = (len(unit.original), len(unit.ours))
    if meant is not None and clauses != (meant.clauses or (clauses[0], clauses[0])):
        yield Difference(unit.at, "clauses", f"{clauses[0]}→{clauses[1]}")


def _trace(unit: Unit) -> Iterator[Difference]:
    """Sentences and enumerated names of the original of which no word is left in ours, and sentences of ours that come from nowhere."""
    original, held = _joined(unit.original), words_of(_joined(unit.ours))
    for _, own in own_words(original):
        if len(own) >= LEAST_WORDS and not own & held:
            yield Difference(unit.at, "sentence without trace", "・".join(sorted(own)[:4]))
    there = words_of(original)
    for _, own in own_words(_joined(unit.ours, said=True)):
        if len(own) >= LEAST_WORDS and not own & there:
            yield Difference(unit.at, "sentence added", "・".join(sorted(own)[:4]))
    for name in enumerated(original):
        words = words_of(name)
        if words and not words & held:
            yield Difference(unit.at, "name without trace", name)


def _lost(document: str, ours: Sequence[Text], lost: Sequence[str]) -> Iterator[Difference]:
    """What the source lost or broke off is said so: a remark in the clause, or one that names it."""
    notes = [(text, note) for text in ours for note in text.notes]
    named = {clause for _, note in notes for clause in _named(note)}
    for clause in lost:
        within = any(text.clause == clause or text.clause.startswith(f"{clause}/") for text, _ in notes)
        if not within and clause not in named:
            yield Difference(f"{document}#{clause}", "loss not said", "no remark in brackets")


def _named(note: str) -> Iterator[str]:
    for begin, end in re.findall(r"第(\d+)条から第(\d+)条", note):
        yield from (f"第{at}条" for at in range(int(begin), int(end) + 1))
    yield from (f"第{at}条" for at in re.findall(r"第(\d+)条", note))
