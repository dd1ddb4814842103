"""The reader's language: chosen in the side bar, carried by the address, set anew in every run."""

import streamlit as st

from survey.locale import LANGUAGES, use_language
from survey.screens.choosing import choose_side, send_choices_again

KEY = "lang"


def choose_language() -> str:
    """The switch; comes before any other word of a run, because each run may have a thread of its own."""
    with st.sidebar:
        chosen = choose_side(
            "语言 / Language", list(LANGUAGES), lambda id: LANGUAGES[id], key=KEY, on_change=send_choices_again
        )
    return use_language(chosen)


def speak() -> None:
    """Callbacks run before the script's first line: the first line of each callback that has words."""
    use_language(st.session_state.get(KEY))
