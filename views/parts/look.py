"""The stylesheet of all pages, and the one script: it shows the newest question at the top, where Streamlit would leave the page as it was."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

STYLESHEET = Path(__file__).resolve().parent.parent / "look.css"

# Constant, and so free of anything a customer or a clause says.
_SCROLL = """<script>
setTimeout(() => {
  const last = [...document.querySelectorAll(".yk-question")].pop();
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  last?.scrollIntoView({block: "start", behavior: still ? "auto" : "smooth"});
}, 150);
</script>"""


def apply_look() -> None:
    st.html(STYLESHEET)


def scroll_to_last_question() -> None:
    st.html(_SCROLL, unsafe_allow_javascript=True)
