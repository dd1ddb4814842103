"""A page's heading, and what stands beside it."""

import streamlit as st


def show_heading(title: object, help: str | None = None):
    """The row of the heading; further things on it are put into what this gives back."""
    row = st.container(horizontal=True, vertical_alignment="bottom")
    row.header(str(title), anchor=False, help=help, width="content")
    return row
