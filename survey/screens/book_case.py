"""One entry of the book: its text, what was done, and what may be done next."""

import pandas as pd
import streamlit as st

from survey.actions.contacts import offers_contact, read_contact
from survey.actions.handling import move_case, steps_of
from survey.actions.scenes import as_case
from survey.actions.office import Office
from survey.domain.asking.programme import Programme
from survey.domain.errors import SurveyError
from survey.domain.handling.case import LONGEST_NOTE, Wanted
from survey.domain.handling.contact import field_name
from survey.domain.handling.kind import CaseKind
from survey.locale import _
from survey.screens import identity
from survey.screens.book_words import channel_name, kind_of, topic_name
from survey.screens.clock import now
from survey.screens.language import speak
from survey.screens.refusal import plain, show_refusal

REFUSAL, DONE = "move_refusal", "move_done"


def show_case(office: Office, programme: Programme, case: pd.Series | None) -> None:
    if case is None:
        st.caption(_("还没有选事项。"))
        return
    kind = kind_of(programme, case["kind"])
    unit = office.declarations.units.get(case["unit"])
    with st.container(border=True, key="the_case"):
        state = kind.state(case["state"]).name
        st.markdown(f"**{plain(case['code'])}** :gray-badge[{plain(state)}]")
        words = [case["opened_on"], unit.name if unit else case["unit"], topic_name(programme, case["topic"])]
        words += [channel_name(kind, case["channel"]), _("要求答复") if case["wants_answer"] else _("不要求答复")]
        st.caption(plain(" · ".join(str(word) for word in words)))
        st.text(case["text"])
        show_contact(office, case)
        show_steps(office, kind, steps_of(office, case["id"], programme.id))
        if office.may("move_case"):
            show_moves(kind, case)


def show_contact(office: Office, case: pd.Series) -> None:
    """A button for who may look; what it shows is gone with the next press of anything."""
    id, programme = case["id"], case["programme"]
    if not offers_contact(office, as_case(case)):
        return
    if not st.button(_("看联系方式"), key=f"contact_{id}", icon=":material/call:", help=_("每次查看都记入日志。")):
        return
    try:
        contact = read_contact(office, id, programme, now())
    except SurveyError as refusal:
        show_refusal(refusal)
        return
    told = [f"{field_name(name)}　{text}" for name, text in contact.given.items()] if contact else [_("联系方式已经删除。")]
    st.text("\n".join(told))


def show_steps(office: Office, kind: CaseKind, steps: pd.DataFrame) -> None:
    names = {move.id: str(move.name) for move in kind.moves}
    for row in steps.itertuples():
        at = pd.Timestamp(row.at).tz_convert(str(office.zone))
        st.caption(f"{at:%Y-%m-%d %H:%M} · **{plain(names.get(row.move, row.move))}** · {plain(row.by)}")
        if row.note:
            st.text(row.note)


def show_moves(kind: CaseKind, case: pd.Series) -> None:
    """The declared moves from this state, each a button; the note goes with whichever is pressed."""
    if refusal := st.session_state.pop(REFUSAL, None):
        show_refusal(refusal)
    elif st.session_state.get(DONE, ("", ""))[0] == case["id"]:
        st.success(_("已记下：{move}").format(move=kind_move(kind, st.session_state[DONE][1])))
    moves = kind.moves_from(case["state"])
    if not moves:
        return
    st.text_area(_("办理情况或答复内容"), key=note_key(case["id"], case["state"]), height=100, max_chars=LONGEST_NOTE)
    with st.container(horizontal=True):
        for move in moves:
            st.button(
                str(move.name), key=f"do_{move.id}_{case['id']}", type="primary" if move is moves[0] else "secondary",
                on_click=make_move, args=(case["id"], case["programme"], case["state"], move.id),
            )


def make_move(id: str, programme: str, state: str, move: str) -> None:
    """Record the step once; a refusal keeps the note as it was typed."""
    speak()
    note = st.session_state.get(note_key(id, state), "")
    try:
        move_case(identity.the_office(), id, programme, Wanted(move, note), now())
    except SurveyError as refusal:
        st.session_state[REFUSAL] = refusal
        return
    st.session_state[DONE] = (id, move)


def note_key(id: str, state: str) -> str:
    return f"note_{id}_{state}"


def kind_move(kind: CaseKind, id: str) -> str:
    return next(str(move.name) for move in kind.moves if move.id == id)
