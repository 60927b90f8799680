"""An answer on the page: conclusion first, then what follows, the steps, the notes, the clauses, and what to choose from."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import groupby

import streamlit as st

from knowledge.answer.model import Answer, Ask, Calculation, Status, Step
from views.parts.cards import Card, name_of, show_cards
from views.parts.dialogue import Pending, Turn, choose
from views.parts.plain import escape, label, phrased

STATUS: dict[Status, str] = {
    "answered": "回答",
    "needs_detail": "もう少し教えてください",
    "not_in_terms": "約款に記載がありません",
    "out_of_scope": "お答えできないご質問です",
}
# A conclusion longer than this is set smaller.
_LONG = 60
_PRICED = re.compile(
    r"(?P<what>[^円＝：]*[^円＝：はがをでてめ税抜込各×＋]) (?P<yen>[\d,.]+円)(?:（(?P<side>[^（）]+)）)?(?P<per>/[^/（）]{1,4})?"
)


def show_question(asked: Pending) -> None:
    chosen = f'<span class="yk-chosen">{escape(asked.chosen)}</span>' if asked.chosen else ""
    st.html(f'<div class="yk-question" lang="ja"><span class="yk-hidden">ご質問：</span>{chosen}<p>{phrased(asked.text)}</p></div>')


def show_turn(number: int, turn: Turn, providers: dict[str, str], active: bool) -> None:
    """A question and its answer; only the last turn's choices can still be made."""
    show_question(turn.asked)
    answer = turn.reply.answer
    with st.container(border=True, key=f"answer-{number}"):
        st.html(answer_html(answer, turn.reply.cards, providers))
        with st.container(key=f"asks-{number}"):
            if active:
                _show_asks(number, turn, providers)
        show_cards(turn.reply.cards, "根拠の条項" if answer.status == "answered" else "関連する条項")


def answer_html(answer: Answer, cards: tuple[Card, ...], providers: dict[str, str]) -> str:
    about = f"{escape(providers.get(answer.provider, answer.provider))}・" if answer.provider else ""
    head = (
        f'<p class="yk-status"><span class="yk-icon" aria-hidden="true"></span><b>{escape(STATUS[answer.status])}</b>'
        f'<span class="yk-about">{about}<span class="yk-keep">{answer.on:%Y年%-m月%-d日}時点</span></span></p>'
    )
    bodies = "".join(_body(part, cards) for part in answer.parts) if answer.parts else _body(answer, cards)
    return f'<section class="yk-answer yk-{answer.status}" lang="ja">{head}{bodies}</section>'


def _body(answer: Answer, cards: tuple[Card, ...]) -> str:
    conclusion, *lines = answer.text.split("\n")
    size = " yk-long" if len(conclusion) > _LONG else ""
    return "".join(
        (
            f'<p class="yk-conclusion{size}">{phrased(conclusion)}</p>',
            _lines([t for t in lines if not _said_elsewhere(t, answer)]),
            _listed("yk-assumed", "次の前提でお答えしています", [a.value for a in answer.assumed]),
            _steps(answer.calculation, cards) if answer.calculation else "",
            _listed("yk-notes", "ご注意", list(answer.notes)),
        )
    )


def _said_elsewhere(line: str, answer: Answer) -> bool:
    """Notes stand below, options are buttons, and what a step's row says whole needs no bullet."""
    if line.startswith("※"):
        return line[1:] in answer.notes
    item = line.removeprefix("・")
    if item == line or not item:
        return not line
    steps = answer.calculation.steps if answer.calculation else ()
    return any(item in ask.options for ask in answer.ask) or any(_repeats(item, step) for step in steps)


def _repeats(item: str, step: Step) -> bool:
    name, colon, rest = item.partition("：")
    return item == step.text or bool(colon and step.yen and step.text.startswith(name) and yen(step.yen) in rest)


def _lines(lines: list[str]) -> str:
    """Lines as paragraphs, runs of ・ lines as lists."""
    out = []
    for item, run in groupby(lines, key=lambda t: t.startswith("・")):
        texts = [phrased(t.removeprefix("・")) for t in run]
        out.append(f"<ul>{''.join(f'<li>{t}</li>' for t in texts)}</ul>" if item else "".join(f"<p>{t}</p>" for t in texts))
    return f'<div class="yk-lines">{"".join(out)}</div>' if out else ""


def _listed(kind: str, title: str, items: list[str]) -> str:
    rows = "".join(f"<li>{phrased(i)}</li>" for i in items)
    return f'<div class="{kind}"><p class="yk-part">{escape(title)}</p><ul>{rows}</ul></div>' if rows else ""


def _steps(calculation: Calculation, cards: tuple[Card, ...]) -> str:
    priced = all(_PRICED.fullmatch(s.text) and not s.text.startswith("合計") for s in calculation.steps)
    title = ("金額の一覧" if priced else "計算の手順") if len(calculation.steps) > 1 else "金額の根拠"
    rows = "".join(_step(s, cards) for s in calculation.steps)
    assumed = "".join(f"<li>{phrased(a)}</li>" for a in calculation.assumptions)
    return (
        f'<div class="yk-steps"><p class="yk-part">{title}</p><table><thead><tr><th scope="col">内容</th>'
        f'<th scope="col" class="yk-yen">金額</th><th scope="col">条項</th></tr></thead><tbody>{rows}</tbody></table>'
        + (f"<ul>{assumed}</ul>" if assumed else "")
        + "</div>"
    )


def _step(step: Step, cards: tuple[Card, ...]) -> str:
    text, amount, side = _columns(step)
    beside = f'<span class="yk-side">{escape(side)}</span>' if side else ""
    clause = " ".join(f'<span class="yk-keep">{escape(t)}</span>' for t in name_of(step.cite, cards)) if step.cite else ""
    return f'<tr><td>{phrased(text)}</td><td class="yk-yen">{escape(amount)}{beside}</td><td class="yk-cite">{clause}</td></tr>'


def _columns(step: Step) -> tuple[str, str, str]:
    """What, amount, tax sides: 「月額利用料 3,300円（税込、税抜3,000円）/月」 is parted; what is a sentence or a sum stays whole."""
    if step.yen is None:
        return step.text, "", ""
    priced = _PRICED.fullmatch(step.text)
    if priced is None or priced["yen"] != yen(step.yen):
        return step.text, yen(step.yen), ""
    return priced["what"], priced["yen"] + (priced["per"] or ""), priced["side"] or ""


def yen(amount: str) -> str:
    """A decimal string as it is printed: 3300 → 3,300円."""
    return f"{Decimal(amount):,f}円"


def _show_asks(number: int, turn: Turn, providers: dict[str, str]) -> None:
    for at, missing in enumerate(turn.reply.answer.ask):
        st.html(f'<p class="yk-ask" lang="ja">{escape(missing.question)}</p>')
        if missing.options:
            _show_options(f"{number}-{at}", turn, missing, providers)


def _show_options(key: str, turn: Turn, missing: Ask, providers: dict[str, str]) -> None:
    with st.container(horizontal=True, key=f"options-{key}", gap="xsmall"):
        for option in missing.options:
            st.button(label(option), key=f"option-{key}-{option}", on_click=choose, args=(turn, missing, option, providers))
