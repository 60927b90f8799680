"""The stylesheet of all pages."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

STYLESHEET = Path(__file__).resolve().parent.parent / "look.css"


def apply_look() -> None:
    st.html(STYLESHEET)
