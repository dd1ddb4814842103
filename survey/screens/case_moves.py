"""What may be done to a case now: one move is chosen, its fields and words are filled in, and it is recorded."""

from datetime import datetime

import streamlit as st

from survey.actions.handling import move_case, offered_moves, read_case
from survey.actions.office import Office
from survey.actions.registering import units_in_reach_of
from survey.domain.asking.programme import Programme
from survey.domain.errors import SurveyError
from survey.domain.handling.case import LONGEST_NOTE, Case, Wanted
from survey.domain.handling.field import Field, Reading, read_value
from survey.domain.handling.kind import CaseKind, Move
from survey.locale import Words, _
from survey.screens import identity
from survey.screens.away import not_saved
from survey.screens.case_fields import MOMENT, REQUIRED, Boxes, moment_typed, show_fields, typed_in
from survey.screens.case_words import kind_of, moment_word
from survey.screens.clock import now
from survey.screens.language import speak
from survey.screens.refusal import plain, show_refusal

REFUSAL, DONE = "move_refusal", "move_done"


def show_moves(office: Office, programme: Programme, kind: CaseKind, case: Case, steps: int) -> None:
    """The moves that the actor may make. Keys carry the number of steps, so that each step begins with empty boxes."""
    show_outcome(office, kind, case)
    moves = {move.id: move for move in offered_moves(office, case)}
    if not moves:
        return
    key = f"{case.id}_{steps}"
    with st.container(border=True, key="the_moves"):
        names = {id: str(move.name) for id, move in moves.items()}
        only = next(iter(moves)) if len(moves) == 1 else None
        id = st.pills(_("要做什么"), list(moves), format_func=names.__getitem__, default=only, key=f"move_{key}")
        if id:
            show_move(office, programme, kind, case, moves[id], key)


def show_outcome(office: Office, kind: CaseKind, case: Case) -> None:
    """What became of the last press, over the moves."""
    if refusal := st.session_state.pop(REFUSAL, None):
        show_refusal(refusal)
        return
    id, move, at = st.session_state.get(DONE, ("", "", None))
    if id == case.id:
        words = _("已记下：{move}，{when}").format(move=kind.move(move).name, when=moment_word(office, at))
        st.success(plain(words), icon=":material/check_circle:")


def show_move(office: Office, programme: Programme, kind: CaseKind, case: Case, move: Move, key: str) -> None:
    boxes = boxes_of(office, programme, case, f"{move.id}_{key}")
    fields = fields_of(kind, move, boxes.key)
    with st.form(f"form_{boxes.key}", enter_to_submit=False, border=False):
        show_fields(boxes, fields, move.needs)
        label = (_("答复内容") if move.is_answer else _("办理情况")) + (f" {REQUIRED}" if move.needs_note else "")
        st.text_area(label, key=f"note_{boxes.key}", height=90, max_chars=LONGEST_NOTE)
        when, press = st.columns([3, 2], vertical_alignment="bottom")
        when.text_input(
            _("办理时间（空着就是现在）"), key=f"when_{boxes.key}", placeholder=MOMENT, autocomplete="off", max_chars=40
        )
        press.form_submit_button(
            str(move.name), type="primary", key=f"do_{move.id}_{case.id}", shortcut="Ctrl+Enter", width="stretch",
            on_click=make_move, args=(case.id, case.programme, move.id, boxes.key),
        )


def boxes_of(office: Office, programme: Programme, case: Case, key: str) -> Boxes:
    units = units_in_reach_of(office, "move_case", programme.id)
    return Boxes(office, programme, key, now(), units, {**case.coded, **case.words})


def fields_of(kind: CaseKind, move: Move, key: str) -> list[Field]:
    """The fields of the move; of a correction only those that somebody says are wrong."""
    fields = [kind.fields[id] for id in move.fields]
    if not move.is_correction:
        return fields
    names = {field.id: str(field.name) for field in fields}
    wrong = st.multiselect(
        _("更正哪几栏"), list(names), format_func=names.__getitem__, key=f"wrong_{key}", placeholder=_("可多选")
    )
    return [field for field in fields if field.id in wrong]


def make_move(id: str, programme: str, move: str, key: str) -> None:
    """Record the step once; a refusal keeps everything as it was typed."""
    speak()
    moment = now()
    try:
        office = identity.the_office()
        wanted = wanted_of(office, read_case(office, id, programme), move, key)
        move_case(office, id, programme, wanted, moment)
    except SurveyError as refusal:
        st.session_state[REFUSAL] = not_saved(refusal)
        return
    st.session_state[DONE] = (id, move, wanted.happened_at or moment)


def wanted_of(office: Office, case: Case, move: str, key: str) -> Wanted:
    """What stands in the boxes; of a correction, those boxes that were drawn."""
    programme = office.declarations.programme(case.programme)
    kind, boxes = kind_of(programme, case.kind), boxes_of(office, programme, case, key)
    chosen = kind.move(move)
    wrong = st.session_state.get(f"wrong_{key}") or ()
    fields = [kind.fields[id] for id in chosen.fields if not chosen.is_correction or id in wrong]
    note = st.session_state.get(f"note_{key}") or ""
    return Wanted(move, note, typed_in(boxes, fields), moment_in(office, f"when_{key}", _("办理时间")))


def moment_in(office: Office, key: str, name: str) -> datetime | None:
    """The moment that was typed in a box, None for an empty one; SurveyError for what is no moment."""
    moment = now()
    field, typed = Field(key, Words(name, name), "moment"), st.session_state.get(key) or ""
    read = read_value(field, moment_typed(typed, moment, office.zone), Reading(office.zone, moment))
    return datetime.fromisoformat(str(read)) if read else None
