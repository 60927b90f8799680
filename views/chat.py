"""The chat page: a customer's questions, answered from the terms with their clauses."""

from __future__ import annotations

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from knowledge.errors import YakkanError
from knowledge.settings import MAX_QUESTION_LETTERS, from_environment
from views.parts import dialogue
from views.parts.answers import show_question, show_turn
from views.parts.examples import load_examples
from views.parts.look import apply_look, scroll_to_last_question
from views.parts.office import Office, open_office
from views.parts.plain import label
from views.parts.trouble import explain


def main() -> None:
    apply_look()
    head = st.container(horizontal=True, vertical_alignment="top", key="head", wrap=False)
    head.html(
        '<header class="yk-header" lang="ja"><h1>約款ナビ</h1><p>約款と重要事項説明から、根拠の条項を示してお答えします。</p></header>'
    )
    try:
        office = open_office(from_environment())
        office.refresh()
        _show_dialogue(office, head)
    except YakkanError as error:
        explain(error)


def _show_dialogue(office: Office, head: DeltaGenerator) -> None:
    providers = office.providers()
    if dialogue.begun():
        head.button("最初から", icon=":material/restart_alt:", key="start-over", on_click=dialogue.start_over)
    _pick_provider(providers)
    _ask_below()
    pending = dialogue.take()
    earlier = dialogue.turns()
    for number, turn in enumerate(earlier):
        show_turn(number, turn, providers, active=pending is None and number == len(earlier) - 1)
    if pending is not None:
        _answer(pending, office)
    elif not earlier:
        _show_examples()
    elif dialogue.has_news() and len(earlier) > 1:
        scroll_to_last_question()


def _pick_provider(providers: dict[str, str]) -> None:
    """Picked here, by ?provider=, or by answering the question for it; the address keeps it for a reload."""
    if dialogue.PROVIDER not in st.session_state:
        asked_for = st.query_params.get("provider", dialogue.UNPICKED)
        st.session_state[dialogue.PROVIDER] = asked_for if asked_for in providers else dialogue.UNPICKED
    st.selectbox(
        "会社・サービス",
        [dialogue.UNPICKED, *providers],
        format_func=lambda p: providers.get(p, "会社を選ばない"),
        key=dialogue.PROVIDER,
        filter_mode=None,
    )
    if picked := dialogue.provider():
        st.query_params["provider"] = picked
    else:
        st.query_params.pop("provider", None)


def _ask_below() -> None:
    with st.bottom:
        st.chat_input(
            f"質問を入力（{MAX_QUESTION_LETTERS}文字まで）",
            key="typed",
            max_chars=MAX_QUESTION_LETTERS,
            on_submit=lambda: dialogue.ask(st.session_state["typed"]),
        )
        st.html(
            f'<p class="yk-limit" lang="ja">{MAX_QUESTION_LETTERS}文字を超える文は、貼り付けられません。個人情報は入力しないでください。</p>'
        )


def _answer(pending: dialogue.Pending, office: Office) -> None:
    """Asks what waits, then runs the page again, so that every turn stands where later runs put it."""
    show_question(pending)
    with st.spinner("条項を確認しています…"):
        reply = office.ask(pending.question)
    dialogue.keep(dialogue.Turn(pending, reply))
    st.rerun()


def _show_examples() -> None:
    examples = load_examples().of(dialogue.provider())
    if not examples:
        return
    st.html('<p class="yk-part yk-examples" lang="ja">質問の例</p>')
    with st.container(key="examples", gap="xsmall"):
        for number, text in enumerate(examples):
            st.button(label(text), key=f"example-{number}-{text}", on_click=dialogue.ask, args=(text,))


main()
