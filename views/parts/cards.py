"""Citations as cards: each opens to its whole clause, the quoted passages marked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import streamlit as st

from knowledge.address import ClauseAddress
from knowledge.answer.model import Answer, Citation
from knowledge.generation import Generation, IndexedClause
from views.parts.plain import escape, label, marked

_EDITIONS = {"summary": "要約", "original": "原文"}


@dataclass(frozen=True)
class Below:
    """A clause below the cited one, indented by its depth."""

    depth: int
    text: str


@dataclass(frozen=True)
class Card:
    """A cited clause with all that its card shows."""

    address: str
    title: str
    printed: str
    heading: str
    edition: str
    effective: date | None
    text: str
    quotes: tuple[str, ...]
    below: tuple[Below, ...] = ()

    @property
    def badge(self) -> str:
        return _EDITIONS.get(self.edition, self.edition)

    @property
    def name(self) -> str:
        """Title, number and heading on one line."""
        return f"{self.title} {self.printed}" + (f"（{self.own_heading}）" if self.own_heading else "")

    @property
    def own_heading(self) -> str:
        """The heading; none where it is the number itself (改定履歴)."""
        return "" if self.heading in self.printed else self.heading

    @property
    def dated(self) -> str:
        return f"{self.effective:%Y年%-m月%-d日}" if self.effective else "この文書に記載なし"


def cards_of(answer: Answer, generation: Generation) -> tuple[Card, ...]:
    """A card for each cited clause in the order of the citations; several quotes of one clause share its card."""
    cited: dict[tuple[str, str], list[Citation]] = {}
    for citation in (*answer.citations, *(c for part in answer.parts for c in part.citations)):
        cited.setdefault((f"{citation.document}#{citation.clause}", citation.edition), []).append(citation)
    return tuple(_card(address, citations, generation) for (address, _), citations in cited.items())


def show_cards(cards: tuple[Card, ...], title: str) -> None:
    if not cards:
        return
    st.html(f'<p class="yk-part" lang="ja">{escape(title)}<span class="yk-count">{len(cards)}件</span></p>')
    for card in cards:
        with st.expander(f"{label(card.name)} :gray-badge[{label(card.badge)}]"):
            st.html(clause_html(card))


def clause_html(card: Card) -> str:
    """The opened card: what its label has not said, then the text."""
    facts = "".join(f"<div><dt>{escape(k)}</dt><dd>{escape(v)}</dd></div>" for k, v in (("種別", card.badge), ("適用日", card.dated)))
    below = "".join(f'<p class="yk-below yk-depth{min(b.depth, 3)}">{marked(b.text, card.quotes)}</p>' for b in card.below)
    return f'<article class="yk-clause" lang="ja"><dl>{facts}</dl><p class="yk-text">{marked(card.text, card.quotes)}</p>{below}</article>'


def _card(address: str, citations: list[Citation], generation: Generation) -> Card:
    first = citations[0]
    quotes = tuple(dict.fromkeys(c.quote for c in citations))
    indexed = _held(address, first.edition, generation)
    return Card(
        address=address,
        title=first.title,
        printed=first.printed,
        heading=first.heading,
        edition=first.edition,
        effective=indexed.effective if indexed else None,
        text=indexed.clause.text if indexed else "\n".join(quotes),
        quotes=quotes,
        below=_below(indexed, generation) if indexed else (),
    )


def _held(address: str, edition: str, generation: Generation) -> IndexedClause | None:
    return generation.find(address, "original" if edition == "original" else "summary")


def _below(indexed: IndexedClause, generation: Generation) -> tuple[Below, ...]:
    own = len(indexed.address.path)
    return tuple(Below(len(c.address.path) - own, c.clause.text) for c in generation.children(indexed.address, indexed.edition))


def name_of(cite: str, cards: tuple[Card, ...]) -> tuple[str, ...]:
    """How a step names its clause: as on its card, else by its address; with the title where the cards are of several documents."""
    address = ClauseAddress.parse(cite)
    printed = next((c.printed for c in cards if c.address == cite), address.printed)
    title = next((c.title for c in cards if ClauseAddress.parse(c.address).document == address.document), "")
    return (title, printed) if title and len({c.title for c in cards}) > 1 else (printed,)
