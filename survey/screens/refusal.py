"""A refusal as a person sees it: where, what is wrong, what to do instead."""

import streamlit as st

from survey.domain.errors import SurveyError


def show_refusal(refusal: SurveyError) -> None:
    st.error(f"**{plain(refusal.where)}**　{plain(refusal.what)}  \n{plain(refusal.instead)}", icon=":material/error:")


def plain(text: object) -> str:
    """Text that Markdown shows as it stands: a typed “*” or a link must not become a style or a place to go."""
    return "".join("\\" + mark if mark in r"\`*_{}[]()<>#+-!|~$:@&" else mark for mark in str(text))
