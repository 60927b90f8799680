"""Harm done to a copy of the shipped edition, of the four kinds the parity check must report."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from tests.parity.editions import LIST_MARK, Edition, Text

_NOTE = re.compile(r"［[^［］]*］|https?://\S+")
# A digit of a figure; digits of names (IPv6, neo12M) are none, and 第 alone does not make one.
_DIGIT = re.compile(r"(?<![A-Za-z_@.\d-])\d[\d,]*(?:\.\d+)?")
_PROVISO = re.compile(r"(?:※)?ただし、?[^。\n]*[。\n]?")
_CAN = re.compile(r"(?<!「)(?:ことが)?できる(?!」|だけ|よう|か)")
_ITEM = re.compile(r"\([^()/]+\)$")
DUTY = "しなければならない"


@dataclass(frozen=True)
class Mutation:
    """One text changed, or left out with what stands below it (None)."""

    text: Text
    changed: Text | None
    what: str

    def __str__(self) -> str:
        return f"{self.text.at}: {self.what}"

    def applied(self, texts: Sequence[Text]) -> tuple[Text, ...]:
        out = []
        for text in texts:
            if text is self.text or (self.changed is None and text.clause.startswith(f"{self.text.clause}/")):
                out += [self.changed] if text is self.text and self.changed is not None else []
            else:
                out.append(text)
        return tuple(out)


def figures_changed(edition: Edition) -> Iterator[Mutation]:
    """The last digit of a figure made another."""
    for text in _texts(edition):
        for match in _outside_notes(_DIGIT, text.body):
            last = match.end() - 1
            digit = str((int(text.body[last]) + 1) % 10)
            changed = text.body[:last] + digit + text.body[last + 1 :]
            yield Mutation(text, replace(text, body=changed), f"figure {match.group()} ends in {digit}")


def provisos_dropped(edition: Edition) -> Iterator[Mutation]:
    """A sentence that begins with ただし left out, or the word alone."""
    for text in _texts(edition):
        for match in _outside_notes(_PROVISO, text.body):
            rest = text.body[: match.start()] + text.body[match.end() :]
            yield Mutation(text, replace(text, body=rest), "ただし and its sentence dropped")
            word = text.body[: match.start()] + re.sub("^(※?)ただし、?", r"\1", match.group()) + text.body[match.end() :]
            yield Mutation(text, replace(text, body=word), "the word ただし dropped")


def permissions_turned(edition: Edition) -> Iterator[Mutation]:
    """A できる made しなければならない."""
    for text in _texts(edition):
        for match in _outside_notes(_CAN, text.body):
            changed = text.body[: match.start()] + DUTY + text.body[match.end() :]
            yield Mutation(text, replace(text, body=changed), f"{match.group()} made {DUTY}")


def items_lost(edition: Edition) -> Iterator[Mutation]:
    """A numbered item left out with what is below it, or a line of a list."""
    for text in _texts(edition):
        if _ITEM.search(text.clause):
            yield Mutation(text, None, "item lost")
        lines = text.body.split("\n")
        for at, line in enumerate(lines):
            if line.startswith(LIST_MARK) and _NOTE.sub("", line).strip(" -"):
                yield Mutation(text, replace(text, body="\n".join(lines[:at] + lines[at + 1 :])), f"line {at + 1} of the list lost")


KINDS: dict[str, Callable[[Edition], Iterator[Mutation]]] = {
    "one figure changed": figures_changed,
    "one ただし dropped": provisos_dropped,
    "one できる made しなければならない": permissions_turned,
    "one list item lost": items_lost,
}


def _texts(edition: Edition) -> Iterator[Text]:
    for texts in edition.values():
        yield from texts


def _outside_notes(pattern: re.Pattern[str], body: str) -> list[re.Match[str]]:
    notes = [match.span() for match in _NOTE.finditer(body)]
    return [match for match in pattern.finditer(body) if not any(begin <= match.start() < end for begin, end in notes)]
