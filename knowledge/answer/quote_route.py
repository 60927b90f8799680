"""What is not computed: the clauses that answer, quoted; or a plain word that the terms held do not say."""

from __future__ import annotations

from knowledge.answer.desk import Desk, quote
from knowledge.answer.draft import Cited, Draft
from knowledge.answer.quoting import first_sentence, holds_amount
from knowledge.lexicon import meanings
from knowledge.question.request import Request
from knowledge.search.retriever import Hit
from knowledge.search.tokens import words

MOST_CITED = 3
# Measured on evals/questions (README, "Search"): below both, what is found is beside the point.
_LEAST_SIMILARITY = 0.55
_LEAST_COVERAGE = 0.5
# A sum is quoted only from a clause that has nearly all of the question's words: a wrong amount is worse than none.
_AMOUNT_COVERAGE = 0.75
# Further clauses are shown only when they come close to the first.
_CLOSE = 0.86


def answer_by_quoting(desk: Desk, request: Request, query: str) -> Draft:
    """Quotes the best clauses, or declines."""
    hits = desk.find(request, query)
    hits = _one_edition(desk, hits)
    if request.wants_amount:
        return _amount(desk, request, query, hits)
    if not hits or not _answers(hits[0]):
        return not_in_terms(desk, request, query, hits)
    return _quoted(desk, request, query, hits)


def _answers(hit: Hit) -> bool:
    return hit.similarity >= _LEAST_SIMILARITY or hit.coverage >= _LEAST_COVERAGE


def _amount(desk: Desk, request: Request, query: str, hits: list[Hit]) -> Draft:
    """A sum that no schedule knows: quoted where a clause both names the thing and prints a sum, else declined."""
    fitting = [h for h in hits if holds_amount(h.indexed.clause.body) and h.coverage >= _AMOUNT_COVERAGE and _names_all(request, h)]
    if fitting:
        return _quoted(desk, request, query, fitting[:1])
    return not_in_terms(desk, request, query, hits, amount=True)


def _names_all(request: Request, hit: Hit) -> bool:
    """Whether the clause's own text has every noun that the sum is asked of."""
    held = set(words(hit.indexed.clause.text))
    return all(set(words(noun)) <= held for noun in request.uncovered)


def _one_edition(desk: Desk, hits: list[Hit]) -> list[Hit]:
    """Each clause once: the original where it is held, with the better of the two editions' scores."""
    best: dict[str, Hit] = {}
    for hit in hits:
        key = str(hit.address)
        if key not in best:
            best[key] = hit
    return list(best.values())


def _quoted(desk: Desk, request: Request, query: str, hits: list[Hit]) -> Draft:
    keys = _keys(query)
    close = [h for h in hits[:MOST_CITED] if h.score >= _CLOSE * hits[0].score and _answers(h)]
    cited: list[Cited] = []
    for hit in close or hits[:1]:
        shown = desk.generation.find(hit.address) or hit.indexed
        piece = quote(shown, keys)
        if not any(piece.quote in c.quote or c.quote in piece.quote for c in cited):
            cited.append(piece)
    lead, *others = cited
    lines = [f"・{where(c)}：{first_sentence(c.quote)}" for c in others]
    return Draft(
        status="answered",
        conclusion=f"{where(lead)}では、「{first_sentence(lead.quote)}」と定められています。",
        lines=("あわせて次の定めがあります。", *lines) if lines else (),
        cited=tuple(cited),
        provider=request.provider,
    )


def _keys(query: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*words(query), *(w for m in meanings(query) for w in words(m)))))


def not_in_terms(desk: Desk, request: Request, query: str, hits: list[Hit], amount: bool = False) -> Draft:
    """Says what was looked for, names the nearest clauses that speak of it, and whom to ask."""
    assert request.provider is not None
    provider = desk.provider(request.provider)
    near = [h for h in hits if h.coverage >= _LEAST_COVERAGE and not (amount and holds_amount(h.indexed.clause.body))][:2]
    cited = tuple(quote(desk.generation.find(h.address) or h.indexed, _keys(query)) for h in near)
    subject = "お尋ねの金額" if amount else "お尋ねの内容"
    lines = []
    if cited:
        lines.append("関連する定めは次のとおりです。" if not amount else "関連する定めはありますが、金額の記載はありません。")
        lines += [f"・{where(c)}：{first_sentence(c.quote)}" for c in cited]
    lines += [f"お問い合わせ先：{c.line}" for c in provider.contacts[:1]]
    return Draft(
        status="not_in_terms",
        conclusion=f"{subject}は、手元にある{provider.name}の約款・重要事項説明には記載がありません（「{request.text}」で確認しました）。",
        lines=tuple(lines),
        cited=cited,
        provider=request.provider,
        route="declined",
    )


def where(cited: Cited) -> str:
    """つばめ光重要事項説明 12.(3)."""
    return f"{cited.indexed.title} {cited.indexed.address.printed}"
