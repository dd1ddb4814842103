"""The sheets that were begun and not saved: gone on with, or thrown away."""

import streamlit as st

from survey.actions.drafts import list_drafts, throw_away_draft
from survey.actions.office import Office
from survey.domain.asking.draft import Draft
from survey.domain.errors import SurveyError
from survey.locale import _
from survey.screens import identity
from survey.screens.current_sheet import resume
from survey.screens.language import speak
from survey.screens.refusal import plain, show_refusal

MOST_SHOWN = 20
REFUSAL = "draft_refusal"


def show_drafts(office: Office, current: str) -> None:
    """Nothing while the only draft is the sheet that is open."""
    others = [draft for draft in list_drafts(office) if draft.sheet != current]
    if refusal := st.session_state.pop(REFUSAL, None):
        show_refusal(refusal)
    if not others:
        return
    with st.expander(_("您有 {n} 份未完成的答卷").format(n=len(others)), icon=":material/edit_document:", key="drafts"):
        for draft in others[:MOST_SHOWN]:
            show_draft(office, draft)


def show_draft(office: Office, draft: Draft) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(plain(words_of(office, draft)), width="stretch")
        st.button(_("继续填"), key=f"do_resume_{draft.sheet}", on_click=resume, args=(draft,))
        st.button(_("不要了"), key=f"do_drop_{draft.sheet}", on_click=drop, args=(draft.sheet,))


def words_of(office: Office, draft: Draft) -> str:
    declared = office.declarations
    place = declared.areas.get(draft.kept.get("area", "")) or declared.units.get(draft.kept.get("unit", ""))
    at = draft.saved_at.astimezone(office.zone)
    title = declared.programme(draft.programme).questionnaire(draft.questionnaire).title
    answers = _("{n} 题").format(n=len(draft.answers))
    return " · ".join(str(part) for part in (f"{at:%m-%d %H:%M}", title, place.name if place else _("还没选地点"), answers))


def drop(sheet: str) -> None:
    speak()
    try:
        throw_away_draft(identity.the_office(), sheet)
    except SurveyError as refusal:
        st.session_state[REFUSAL] = refusal
