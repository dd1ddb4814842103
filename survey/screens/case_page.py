"""One case on one screen: what it is about, until when, what may be done, what was done, and what belongs to it."""

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from survey.actions.handling import read_case, steps_of
from survey.actions.office import Office
from survey.actions.registering import clock_runs
from survey.domain.asking.programme import Programme
from survey.domain.asking.response import receipt_code
from survey.domain.errors import StoreAway, SurveyError
from survey.domain.handling.case import Case
from survey.domain.handling.field import is_unusual
from survey.domain.handling.kind import OPENING, CaseKind
from survey.locale import _
from survey.screens.case_clocks import show_clocks
from survey.screens.case_contact import show_contact
from survey.screens.case_linked import show_linked
from survey.screens.case_measured import show_measured
from survey.screens.case_moves import show_moves
from survey.screens.case_words import (
    channel_name, kind_of, moment_word, person_word, print_address, topic_name, unit_word, value_words,
)
from survey.screens.refusal import plain, show_refusal

CHOSEN = "case"  # in the address


def show_case(office: Office, programme: Programme, id: str) -> None:
    st.button(_("回到登记簿"), icon=":material/arrow_back:", key="do_back", on_click=leave_case, type="tertiary")
    try:
        case = read_case(office, id, programme.id)
    except StoreAway:
        raise
    except SurveyError as refusal:
        show_refusal(refusal)
        return
    kind, steps = kind_of(programme, case.kind), steps_of(office, case.id, programme.id)
    left, right = st.columns([5, 4], gap="medium")
    with left, st.container(key="the_case"):
        show_head(office, programme, kind, case, steps)
        show_moves(office, programme, kind, case, len(steps))
        show_values(office, kind, case)
    with right:
        show_measured(office, case)
        show_clocks(office, kind, clock_runs(office, case.id, programme.id))
        show_steps(office, kind, steps)
        show_linked(office, case)


def open_the_case(programme: str, id: str) -> None:
    st.query_params["programme"], st.query_params[CHOSEN] = programme, id


def leave_case() -> None:
    st.query_params.pop(CHOSEN, None)


def show_head(office: Office, programme: Programme, kind: CaseKind, case: Case, steps: pd.DataFrame) -> None:
    state = kind.state(case.state)
    with st.container(horizontal=True, vertical_alignment="center"):
        badge = "green" if state.is_final else "blue"
        words = f"### {plain(receipt_code(case.id))}　{plain(kind.title)} :{badge}-badge[{plain(state.name)}]"
        st.markdown(words, width="content")
        show_contact(office, kind, case)
    st.caption(plain(" · ".join(about(office, programme, kind, case, steps))))
    if case.text:
        with st.container(border=True):
            st.caption(plain(kind.text_name or _("内容")))
            st.text(case.text)
    show_printouts(office, kind, case)


def about(office: Office, programme: Programme, kind: CaseKind, case: Case, steps: pd.DataFrame) -> list[str]:
    """When, which unit, with whom it lies, who handles it, how it came, what of, and whether an answer is wanted."""
    opening = steps[steps["move"] == OPENING]
    opened = f"{case.opened_on}" if opening.empty else moment_word(office, opening.iloc[0]["happened_at"])
    parts = [_("{when} 登记").format(when=opened), _("责任单位 {unit}").format(unit=unit_word(office, case.unit))]
    if case.at_unit and case.at_unit != case.unit:
        parts.append(_("现在在 {unit}").format(unit=unit_word(office, case.at_unit)))
    if case.handler:
        parts.append(_("经办 {person}").format(person=person_word(office, case.handler)))
    parts.append(channel_name(kind, case.channel))
    parts += [topic_name(programme, case.topic)] if kind.has_topic and programme.topics else []
    return [*parts, _("要求答复") if case.wants_answer else _("不要求答复")]


def show_printouts(office: Office, kind: CaseKind, case: Case) -> None:
    if links := printout_links(office, kind, case):
        st.markdown(_("打印：{links}").format(links="　".join(links)))


def printout_links(office: Office, kind: CaseKind, case: Case) -> list[str]:
    """To what is printed in this state; what prints a contact only for who may read it."""
    return [
        f"[{plain(item.title)}]({print_address(case.programme, case.id, item.id)})"
        for item in kind.printouts
        if case.state in (item.states or (case.state,)) and (not item.contact or office.may("read_contact"))
    ]


def show_values(office: Office, kind: CaseKind, case: Case) -> None:
    """The newest value of every field that has one, in the order of the declaration."""
    given = {**case.coded, **case.words}
    known = [field for id, field in kind.fields.items() if id in given]
    if not known:
        return
    lines = []
    for field in known:
        flag = "　⚑ " + _("少见的数") if is_unusual(field, given[field.id]) else ""
        words = plain(value_words(office, field, given[field.id])).replace("\n", "  \n")
        gap = "  \n" if field.type in ("lines", "long") else "　"
        lines.append(f"**{plain(field.name)}**{gap}{words}{flag}")
    with st.container(border=True, key="the_values"):
        half = -(-len(lines) // 2) if len(lines) > 5 else len(lines)
        for place, some in zip(st.columns(2 if len(lines) > 5 else 1), (lines[:half], lines[half:])):
            place.markdown("  \n".join(some))


def show_steps(office: Office, kind: CaseKind, steps: pd.DataFrame) -> None:
    names = {move.id: str(move.name) for move in kind.moves} | {OPENING: _("来件登记")}
    with st.container(border=True, key="the_steps"):
        st.markdown("##### " + _("办理经过"))
        for row in steps.itertuples():
            st.markdown(step_words(office, names, row))
            show_given(office, kind, {**row.coded, **row.words})
            if row.note:
                st.text(row.note)


def step_words(office: Office, names: Mapping[str, str], row) -> str:
    """When it happened, what, by whom, and when it was entered if that was later."""
    words = f"{moment_word(office, row.happened_at)}　**{plain(names.get(row.move, row.move))}**　{plain(row.by)}"
    is_later = (pd.Timestamp(row.at) - pd.Timestamp(row.happened_at)).total_seconds() >= 60
    later = _("（{when} 补录）").format(when=moment_word(office, row.at))
    return words + (f"　:gray[{later}]" if is_later else "")


def show_given(office: Office, kind: CaseKind, given: Mapping[str, object]) -> None:
    known = [(kind.fields[id], value) for id, value in given.items() if id in kind.fields]
    if known:
        pairs = ((field.name, value_words(office, field, value)) for field, value in known)
        words = _("；").join(_("{name}：{value}").format(name=name, value=value) for name, value in pairs)
        st.caption(plain(words).replace("\n", "  \n"))


