"""Every clause that a schedule, a rule or a contact cites stands in the shipped edition and in the originals."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from knowledge.registry import Contact, load_providers
from knowledge.schedule import load_schedules
from tests.parity.allowed import arranged
from tests.parity.editions import Edition, Text, folded_address
from tests.parity.figures import figures_of


def cites() -> Iterator[tuple[str, str]]:
    """(where, clause) of every cite of the schedules and the providers' contacts."""
    for provider, schedule in load_schedules().items():
        yield from ((f"fees/{provider}.yaml: {key}", cite) for key, cite in schedule.cites())
    for key, contact in contacts():
        yield key, contact.cite or ""


def contacts() -> Iterator[tuple[str, Contact]]:
    for provider, held in load_providers().items():
        yield from ((f"providers/{provider}.yaml: {contact.name}", contact) for contact in held.contacts if contact.cite)


def _addresses(edition: Edition) -> set[str]:
    return {text.at for texts in edition.values() for text in texts}


def test_every_cite_is_in_the_shipped_edition(ours: Edition) -> None:
    held = _addresses(ours)
    assert not [f"{where}: {cite}" for where, cite in cites() if folded_address(cite) not in held]


def test_every_cite_is_in_the_originals(original: Edition) -> None:
    """As read, or in a stretch that ours arranges differently, of which the original has the clauses."""
    held = _addresses(original)
    missing = [f"{where}: {cite}" for where, cite in cites() if not ({folded_address(cite), *_stretch(cite)} & held)]
    assert not missing


def _stretch(cite: str) -> Iterator[str]:
    document, _, clause = folded_address(cite).partition("#")
    for stretch in arranged():
        if stretch.document == document and any(clause == begin or clause.startswith(f"{begin}/") for begin in stretch.ours):
            yield from (f"{document}#{begin}" for begin in stretch.original)


@pytest.mark.parametrize(("where", "contact"), [pytest.param(*pair, id=pair[0]) for pair in contacts()])
def test_a_contact_is_printed_in_the_clause_it_cites(where: str, contact: Contact, ours: Edition) -> None:
    at = folded_address(contact.cite or "")
    texts = [text for text in ours[at.partition("#")[0]] if text.at == at or text.at.startswith(f"{at}/")]
    assert not list(_unprinted(contact, texts)), f"{where}: not in {contact.cite}"


def _unprinted(contact: Contact, texts: list[Text]) -> Iterator[str]:
    whole = "\n".join(text.whole for text in texts)
    figures = figures_of(whole)
    for value in (contact.phone or "", contact.hours or ""):
        yield from (figure for figure in figures_of(value) if figure not in figures)
    yield from (value for value in (contact.mail, contact.web) if value and value.rstrip("/") not in whole)
