"""What is not computed: the clauses that answer, quoted; or a plain word that the terms held do not say."""

from __future__ import annotations

import re

from knowledge.answer.desk import Desk, quote
from knowledge.answer.draft import Cited, Draft, where
from knowledge.answer.printed import printed_figures
from knowledge.answer.quoting import ANNOUNCES, Rate, first_sentence, holds_amount, passages
from knowledge.answer.verify import figures_in
from knowledge.calculator.result import Figure
from knowledge.generation import IndexedClause
from knowledge.lexicon import meanings, other_names
from knowledge.normalise import fold
from knowledge.question.request import Request
from knowledge.search.retriever import Hit
from knowledge.search.tokens import words

MOST_CITED = 3
# Measured on evals/questions (README, "Search"): below both, what is found is beside the point.
LEAST_SIMILARITY = 0.55
LEAST_COVERAGE = 0.5
_LEAST_TOGETHER = 0.62
# 最低利用期間はない answers 何か月 as well as a figure does.
_SAYS_NONE = re.compile(r"(はない|がない|ありません|なし)(。|$|と)")
# A sum is quoted only from a clause that has nearly all of the question's words: a wrong amount is worse than none.
_AMOUNT_COVERAGE = 0.75
_MONTHLY = re.compile(r"月額|月々|毎月|1か月|/月|月の(?:料金|利用料)|利用料")
_FOR_LEAVING = re.compile(r"違約金|解約金|解除料|解約料|損害金")
_ASKS_LOSS = re.compile(r"弁償|損害|なくし|失くし|紛失|壊|返さ|返却")
# The price of one, quoted, is not offered as the price of so many.
_COUNTED = re.compile(r"\d+(個|つ|台|枚|本|mb|gb|か所|箇所|回|アカウント|アドレス)")
# Further clauses are shown only when they come close to the first.
_CLOSE = 0.86
_MOST_LISTED = 12
_MOST_PASSAGES = 3
# Tables that clauses point to; where the clause has no sum and no schedule has it, the table is not held.
_TABLE = re.compile(r"別表(?:料金表)?(?:「[^」]+」)?|料金表|別紙")


def answer_by_quoting(desk: Desk, request: Request, query: str) -> Draft:
    """Quotes the best clauses, or declines."""
    hits = [h for h in _one_edition(desk.find(request, query, top=20)) if _has_body(h.indexed)]
    # Compensation is a rule, not a price: what is asked for is the clause.
    if request.wants_amount and not {"outage", "compensation"} <= request.topics:
        return _amount(desk, request, query, hits)
    if not hits or not answers(hits[0]):
        return not_in_terms(desk, request, query, hits)
    draft = _quoted(desk, request, query, hits)
    figures = {u for c in draft.cited for _, u in figures_in(c.quote)}
    if request.asks_unit and request.asks_unit not in figures and not _SAYS_NONE.search(draft.cited[0].quote):
        # 何日間か is asked, and no clause shown has a number of days: the clause speaks of it without the figure.
        return not_in_terms(desk, request, query, hits)
    return draft


def answers(hit: Hit) -> bool:
    """Whether a hit is near enough to be an answer at all: in meaning, in words, or somewhat in both."""
    return hit.similarity >= LEAST_SIMILARITY or hit.coverage >= LEAST_COVERAGE or hit.similarity + hit.coverage / 2 >= _LEAST_TOGETHER


def _has_body(indexed: IndexedClause) -> bool:
    clause = indexed.clause
    return bool(clause.text[clause.body_at :].strip())


def _amount(desk: Desk, request: Request, query: str, hits: list[Hit]) -> Draft:
    """A sum that no schedule knows: quoted where a clause both names the thing and prints a sum of that kind, else declined."""
    rate = desk.rate(query)
    for hit in hits:
        if hit.coverage >= _AMOUNT_COVERAGE and _names_all(request, hit):
            shown = desk.generation.find(hit.address) or hit.indexed
            passage = quote(shown, _keys(query), (), rate).quote
            if holds_amount(passage) and _is_of_kind(request, passage):
                return _quoted(desk, request, query, [hit])
    return not_in_terms(desk, request, query, hits, amount=True)


def _is_of_kind(request: Request, passage: str) -> bool:
    """A charge for leaving answers only who asks for it; what is charged monthly is said to be."""
    folded = fold(passage)
    if request.charged_as == "monthly" and not _MONTHLY.search(folded):
        return False
    asks_leaving = bool(request.actions) or _FOR_LEAVING.search(request.folded) or _ASKS_LOSS.search(request.folded)
    return bool(asks_leaving) or not _FOR_LEAVING.search(folded)


def _names_all(request: Request, hit: Hit) -> bool:
    """Whether the clause's own text has every noun that the sum is asked of, or another name of the same thing."""
    held = set(words(hit.indexed.clause.text))
    return all(any(set(words(name)) <= held for name in (noun, *other_names(noun))) for noun in request.uncovered)


def _one_edition(hits: list[Hit]) -> list[Hit]:
    """Each clause once: the better of its editions."""
    best: dict[str, Hit] = {}
    for hit in hits:
        best.setdefault(str(hit.address), hit)
    return list(best.values())


def _quoted(desk: Desk, request: Request, query: str, hits: list[Hit]) -> Draft:
    keys, rate = _keys(query), desk.rate(query)
    close = [h for h in hits[:MOST_CITED] if h.score >= _CLOSE * hits[0].score and answers(h)]
    cited: list[Cited] = []
    for hit in close or hits[:1]:
        piece = quote(desk.generation.find(hit.address) or hit.indexed, keys, (), rate, request.asks_unit)
        if not any(piece.quote in c.quote or c.quote in piece.quote for c in cited):
            cited.append(piece)
    lead, *others = cited
    listed = _list_below(desk, lead)
    more = [] if listed else _more_of(lead, keys, rate, request.asks_unit)
    others = [c for c in others if c.indexed.address not in {x.indexed.address for x in listed}]
    lines = [f"・{first_sentence(c.quote)}" for c in more]
    lines += [f"・{item.indexed.address.path[-1]} {first_sentence(item.quote)}" for item in listed]
    if others:
        lines += ["あわせて次の定めがあります。", *(f"・{where(c)}：{first_sentence(c.quote)}" for c in others)]
    asked = request.wants_amount or request.asks_charged
    told = _plainly(desk, lead, keys, rate)
    return Draft(
        status="answered",
        conclusion=f"{where(lead)}では、「{first_sentence(told.quote)}」と定められています。",
        lines=tuple(lines),
        figures=_one_price(lead) if asked and not _COUNTED.search(request.folded) else (),
        cited=(lead, *more, *listed, *others),
        told=(told,),
        provider=request.provider,
    )


def _plainly(desk: Desk, lead: Cited, keys: tuple[str, ...], rate: Rate) -> Cited:
    """What is read first: our plain wording of the clause where it is held, while the citation quotes the original."""
    plain = desk.generation.find(lead.indexed.address, "summary")
    return lead if plain is None or lead.indexed.edition == "summary" else quote(plain, keys, (), rate)


def _more_of(lead: Cited, keys: tuple[str, ...], rate: Rate, unit: str | None) -> list[Cited]:
    """Further sentences of the leading clause that bear on the question, each quoted by itself."""
    clause = lead.indexed.clause
    found = passages(clause.text, clause.body_at, keys, rate, _MOST_PASSAGES, unit)
    return [Cited(lead.indexed, text) for text in found[1:] if text != lead.quote]


def _one_price(lead: Cited) -> tuple[Figure, ...]:
    """The price in the quote, offered as the answer when it is the only one there."""
    figures = printed_figures(lead)
    return figures if len(figures) == 1 else ()


def _list_below(desk: Desk, lead: Cited) -> list[Cited]:
    """The items of a list that the quoted lead announces, each from its own clause."""
    if not ANNOUNCES.search(lead.quote):
        return []
    below = desk.generation.children(lead.indexed.address, lead.indexed.edition)
    items = [c for c in below if c.address.parent == lead.indexed.address and _has_body(c)]
    return [quote(c) for c in items] if len(items) <= _MOST_LISTED else []


def _keys(query: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*words(query), *(w for m in meanings(fold(query)) for w in words(m)))))


def not_in_terms(desk: Desk, request: Request, query: str, hits: list[Hit], amount: bool = False) -> Draft:
    """Says what was looked for, names the nearest clauses that speak of it, where the terms would have it, and whom to ask."""
    assert request.provider is not None
    provider = desk.provider(request.provider)
    near = [h for h in hits if h.coverage >= LEAST_COVERAGE and not (amount and holds_amount(h.indexed.clause.body))][:2]
    cited = tuple(quote(desk.generation.find(h.address) or h.indexed, _keys(query)) for h in near)
    lines = _missing_table(cited[0]) if amount and cited else []
    if cited:
        lines.append("関連する定めはありますが、金額の記載はありません。" if amount else "関連する定めは次のとおりです。")
        lines += [f"・{where(c)}：{first_sentence(c.quote)}" for c in cited]
    lines += [f"お問い合わせ先：{c.line}" for c in provider.contacts[:1]]
    return Draft(
        status="not_in_terms",
        conclusion=f"「{request.text}」について、手元にある{provider.name}の約款・重要事項説明には{'金額の' if amount else ''}記載がありません。",
        lines=tuple(lines),
        cited=cited,
        provider=request.provider,
        route="declined",
    )


def _missing_table(cited: Cited) -> list[str]:
    """The clause names a table for the sum, and the table held does not have it."""
    table = _TABLE.search(cited.quote)
    if table is None:
        return []
    return [f"{where(cited)}は「{table.group()}」によるとしていますが、その金額を載せた表は手元の資料に含まれていません。"]
