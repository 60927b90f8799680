"""The Streamlit entry: page set-up and navigation, nothing else."""

from pathlib import Path

import streamlit as st

from knowledge.settings import VIEWS

HERE = Path(__file__).resolve().parent / "views"
TITLES = {"chat": "約款ナビ"}

st.set_page_config(page_title="約款ナビ", page_icon=str(HERE / "icon.svg"), layout="centered", initial_sidebar_state="collapsed")
pages = [st.Page(HERE / f"{view}.py", title=TITLES[view], url_path=view, default=view == VIEWS[0]) for view in VIEWS]
st.navigation(pages, position="top" if len(pages) > 1 else "hidden").run()
