"""What a quoted passage refers to, for showing beside it: 参照：第14条（秘密保持）."""

from __future__ import annotations

from collections.abc import Iterator

from knowledge.address import ClauseAddress
from knowledge.answer.draft import Cited
from knowledge.answer.model import CitedReference
from knowledge.generation import Generation
from knowledge.reference import Reference

# From so many clauses of one list on, the list is named and not each of them.
_LIST = 4


def referred(cited: Cited, generation: Generation) -> tuple[CitedReference, ...]:
    """The references in the quote, in its order, each target once; what the clause says of itself is left out."""
    clause = cited.indexed.clause
    at = clause.text.find(cited.quote) if cited.quote else -1
    inside = [r for r in clause.references if at <= r.start and r.end <= at + len(cited.quote)] if at >= 0 else []
    found = [one for r in inside for one in _shown(r, cited, generation)]
    return tuple({(one.address, one.printed): one for one in reversed(found)}.values())[::-1]


def _shown(reference: Reference, cited: Cited, generation: Generation) -> Iterator[CitedReference]:
    own = cited.indexed.address
    targets = [t for t in reference.targets if not t.contains(own) and not own.contains(t)]
    first = targets[0] if targets else None
    if first and len(targets) >= _LIST and all(t.parent and t.parent == first.parent for t in targets):
        printed = f"{first.printed}～{targets[-1].path[-1]}"
        yield CitedReference(text=reference.text, kind=reference.kind, address=str(first.parent), printed=printed, held=True)
    else:
        for target in targets:
            yield CitedReference(text=reference.text, kind=reference.kind, address=str(target), printed=_printed(target, cited, generation), held=True)
    for name in reference.missing:
        yield CitedReference(text=reference.text, kind=reference.kind, address=None, printed=name, held=False)
    if reference.kind in ("law", "document") and not reference.targets:
        yield CitedReference(text=reference.text, kind=reference.kind, address=None, printed=reference.text.strip("「」『』"), held=False)


def _printed(target: ClauseAddress, cited: Cited, generation: Generation) -> str:
    """As a person writes it, with the heading; behind the title where it is another document's."""
    held = generation.find(target, cited.indexed.edition) or generation.find(target)
    heading = f"（{held.clause.heading}）" if held and held.clause.heading and held.clause.heading not in target.path else ""
    if target.document == cited.indexed.address.document:
        return f"{target.printed}{heading}"
    title = next((d.title for d in generation.documents if d.document == target.document), target.document)
    return f"{title} {target.printed}{heading}".rstrip()
