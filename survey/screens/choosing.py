"""Choices whose options are ids: the address carries the ids, the widget shows their words.

Streamlit sends a choice by its words. When the language changes, the browser's words are no longer
among the options and the next press would reset the choice: `send_choices_again` prevents it.
"""

from collections.abc import Callable, Sequence

import streamlit as st

DRAWN_ON, PAGE = "choice_drawn_on", "page_now"


def choose_one(
    label: str, options: Sequence[str], name: Callable[[str], str], key: str, default: str | None = None,
    in_address: bool = True, **look,
) -> str:
    """One of the options, as a list that drops down; the first one unless `default` says another."""
    default = options[0] if default is None else default
    _start(key, options, default, in_address)
    chosen = st.selectbox(label, options, format_func=_words(options, name), key=key, **look)
    return _put_in_address(key, chosen, default, in_address)


def choose_side(
    label: str, options: Sequence[str], name: Callable[[str], str], key: str, default: str | None = None, **look
) -> str:
    """One of a few options that stand side by side."""
    default = options[0] if default is None else default
    _start(key, options, default, True)
    chosen = st.segmented_control(
        label, options, format_func=_words(options, name), key=key, required=True, **look
    )
    return _put_in_address(key, chosen, default, True)


def choose_some(label: str, options: Sequence[str], name: Callable[[str], str], key: str, **look) -> tuple[str, ...]:
    """Any of the options; none means all, which is the default."""
    _start(key, options, [], True)
    chosen = st.multiselect(label, options, format_func=_words(options, name), key=key, **look)
    return tuple(_put_in_address(key, chosen, [], True))


def choose_whether(label: str, key: str, **look) -> bool:
    """Yes or no, no beforehand; the address says yes."""
    if key not in st.session_state:
        st.session_state[key] = key in st.query_params
    chosen = st.toggle(label, key=key, **look)
    return bool(_put_in_address(key, "1" if chosen else "", "", True))


def enter_page(page: str) -> None:
    """Say which page's choices come now; before any of them is drawn."""
    st.session_state[PAGE] = page


def send_choices_again() -> None:
    """Make every known choice count as set by us, so that the browser takes its words in the new language."""
    for key in st.session_state.get(DRAWN_ON, ()):
        if key in st.session_state:
            st.session_state[key] = st.session_state[key]


def _words(options: Sequence[str], name: Callable[[str], str]) -> Callable[[str], str]:
    # A word that was sent in the other language must raise: Streamlit then keeps it as it is.
    words = {id: str(name(id)) for id in options}
    return lambda id: words[id]


def _start(key: str, options: Sequence[str], default: str | list, in_address: bool) -> None:
    """The value before the widget is drawn: the one held, else the address's, else the default.

    A page's choice begins with what the link that led here says, else with what was chosen under the same name on
    the page before, where that is offered. Streamlit would show that value to us, and begin the new page's widget
    with its first option.
    """
    is_many = isinstance(default, list)
    given = st.query_params.get_all(key) if in_address else []
    drawn_on, page = st.session_state.setdefault(DRAWN_ON, {}), st.session_state.get(PAGE)
    said = given if is_many else next(iter(given), default)
    is_linked = given and drawn_on.get(key) != page
    held = said if is_linked else st.session_state.get(key, said)
    value = [id for id in held if id in options] if is_many else held if held in options else default
    if key not in st.session_state or value != st.session_state[key] or drawn_on.get(key) != page:
        st.session_state[key] = value
    drawn_on[key] = page


def _put_in_address(key: str, chosen, default, in_address: bool):
    if in_address and chosen == default:
        st.query_params.pop(key, None)
    elif in_address:
        st.query_params[key] = chosen
    return chosen
