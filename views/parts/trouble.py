"""What went wrong, in Japanese, with what to do about it."""

from __future__ import annotations

import logging

import streamlit as st

from knowledge.errors import IndexBusyError, IndexError_, QuestionError, SettingsError, YakkanError
from knowledge.settings import MAX_QUESTION_LETTERS
from views.parts.plain import escape

log = logging.getLogger(__name__)

# The first that fits: the more special before the more general.
_SAID: tuple[tuple[type[YakkanError], str, str], ...] = (
    (QuestionError, "このご質問は受け付けられませんでした。", f"質問を1〜{MAX_QUESTION_LETTERS}文字で入力してください。"),
    (IndexBusyError, "約款の索引を更新しています。", "しばらくたってから、ページを再読み込みしてください。"),
    (
        IndexError_,
        "約款の索引がないか、壊れています。",
        "管理者の方へ：python -m ingest を実行して索引を作り、このページを再読み込みしてください。",
    ),
    (SettingsError, "設定に誤りがあります。", "管理者の方へ：下の内容に従って環境変数を直し、起動し直してください。"),
    (YakkanError, "処理を続けられませんでした。", "管理者の方へ：下の内容を確認してください。"),
)


def explain(error: YakkanError) -> None:
    """A quiet notice; the message itself, which names value, cause and remedy, is for whoever runs the page."""
    log.warning("%s: %s", type(error).__name__, error)
    said, todo = next((s, t) for kind, s, t in _SAID if isinstance(error, kind))
    detail = "" if isinstance(error, QuestionError) else f"<pre>{escape(str(error))}</pre>"
    st.html(f'<div class="yk-trouble" role="alert" lang="ja"><p>{escape(said)}</p><p>{escape(todo)}</p>{detail}</div>')
