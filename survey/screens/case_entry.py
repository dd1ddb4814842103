"""A new case, by keyboard alone: what came by telephone, by letter, in person or in the paper book."""

from collections.abc import Sequence
from secrets import token_hex

import streamlit as st

from survey.actions.contacts import what_becomes_of_it
from survey.actions.handling import Entry, open_case
from survey.actions.office import Office
from survey.actions.registering import places_to_open, units_in_reach_of
from survey.domain.asking.people import Unit
from survey.domain.asking.programme import Programme
from survey.domain.errors import SurveyError
from survey.domain.handling.case import LONGEST_TEXT
from survey.domain.handling.contact import FIELDS, LONGEST, Contact, field_name
from survey.domain.handling.kind import ASKS, NEEDS, NO, CaseKind
from survey.locale import _
from survey.screens import identity
from survey.screens.away import not_saved
from survey.screens.case_earlier import show_earlier
from survey.screens.case_fields import MOMENT, REQUIRED, Boxes, show_fields, typed_in
from survey.screens.case_linked import KIND, SOURCE, show_source
from survey.screens.case_moves import moment_in
from survey.screens.case_saved import show_saved
from survey.screens.case_words import kind_of
from survey.screens.choosing import choose_one
from survey.screens.clock import now
from survey.screens.language import speak
from survey.screens.refusal import plain, show_refusal

ENTRY, REFUSAL, SAVED = "entry_id", "entry_refusal", "entry_saved"
UNIT, CHANNEL = "entry_unit", "entry_channel"
NONE = ""
STAYS = {"in_address": False, "persist_state": "session"}


def show_entry_form(office: Office, programme: Programme) -> None:
    """Kind, unit and channel stay for the next entry; what was told does not. Keys carry the entry's id."""
    id = st.session_state.setdefault(ENTRY, token_hex(16))
    left, right = st.columns([7, 3], gap="medium")
    with left, st.container(key="entry"):
        show_outcome(office)
        show_source(office)
        kind = choose_what_stays(office, programme)
        with st.container(key=f"entry_new_{id}"):
            ask_contact(office, kind, id)
            show_form(office, programme, kind, id)
    with right:
        show_earlier(office, programme, told(kind, id))


def show_outcome(office: Office) -> None:
    """What became of the last press, where the eyes are: over the form."""
    if refusal := st.session_state.get(REFUSAL):
        show_refusal(refusal)
    elif saved := st.session_state.get(SAVED):
        show_saved(office, *saved)
    else:
        st.caption(_("只用键盘：回车或 Tab 到下一栏，并排的选项按数字，Ctrl+回车登记；带 ＊ 的必填。"))


def choose_what_stays(office: Office, programme: Programme) -> CaseKind:
    places, kinds = places_to_open(office, programme.id), {kind.id: kind for kind in programme.case_kinds}
    first, second, third = st.columns(3, gap="small")
    with first:
        kind = kinds[choose_one(_("事项类型"), list(places), lambda id: kinds[id].title, key=KIND, **STAYS)]
    with second:
        choose_unit(places[kind.id])
    with third:
        named = {channel.id: channel.name for channel in kind.channels}
        choose_or_none(_("来源"), named, CHANNEL)
    return kind


def choose_unit(units: Sequence[Unit]) -> None:
    choose_or_none(_("责任单位"), {unit.id: unit.name for unit in units}, UNIT)


def choose_or_none(label: str, named: dict, key: str) -> None:
    """Where there are several, none is chosen beforehand."""
    options = list(named) if len(named) == 1 else [NONE, *named]
    choose_one(f"{label} {REQUIRED}", options, lambda id: named[id] if id else _("请选择"), key=key, **STAYS)


def ask_contact(office: Office, kind: CaseKind, id: str) -> None:
    """Outside of the form, so that earlier cases are found while it is still being filled in."""
    if not kind.contact:
        return
    widths = [2 if name == "address" else 1 for name in kind.contact]
    for name, place in zip(kind.contact, st.columns(widths, gap="small")):
        needed = f" {REQUIRED}" if name in kind.contact_needs else ""
        place.text_input(
            field_name(name) + needed, key=contact_key(name, id), max_chars=LONGEST[name], autocomplete="off",
            live=name != "name",
        )
    words = _("联系方式加密保存，只有{readers}能看，办结 {days} 天后删除。")
    if not kind.contact_needs:
        words += _("可以不填；不要求答复就不保存。")
    st.caption(words.format(**what_becomes_of_it(office, kind)))


def contact_key(name: str, id: str) -> str:
    return f"contact_{name}_{id}"


def told(kind: CaseKind, id: str) -> Contact:
    return Contact(**{name: st.session_state.get(contact_key(name, id)) or "" for name in FIELDS if name in kind.contact})


def show_form(office: Office, programme: Programme, kind: CaseKind, id: str) -> None:
    with st.form(f"form_{id}", enter_to_submit=False, border=False):
        if kind.text != NO:
            label = plain(kind.text_name or _("内容")) + (f" {REQUIRED}" if kind.text == NEEDS else "")
            st.text_area(label, key=f"text_{id}", max_chars=LONGEST_TEXT, height=96)
        fields = [kind.fields[field] for field in kind.opening.fields]
        show_fields(boxes_of(office, programme, kind, id), fields, kind.opening.needs, columns=3)
        first, second, third = st.columns(3, gap="small", vertical_alignment="bottom")
        with first:
            choose_topic(programme, kind, id)
        second.text_input(
            _("来的时间（空着就是现在）"), key=f"when_{id}", placeholder=MOMENT, autocomplete="off", max_chars=40
        )
        if kind.answer == ASKS:
            third.checkbox(_("来人要求答复"), value=True, key=f"wants_{id}")
        st.form_submit_button(
            _("登记"), type="primary", key=f"do_enter_{id}", on_click=enter, args=(id, programme.id, kind.id),
            shortcut="Ctrl+Enter",
        )


def choose_topic(programme: Programme, kind: CaseKind, id: str) -> None:
    if not (kind.has_topic and programme.topics):
        return
    named = {NONE: _("未分类")} | {topic.id: str(topic.name) for topic in programme.topics}
    st.selectbox(_("主题"), list(named), format_func=named.__getitem__, key=f"topic_{id}")


def boxes_of(office: Office, programme: Programme, kind: CaseKind, id: str) -> Boxes:
    units = units_in_reach_of(office, "open_case", programme.id)
    return Boxes(office, programme, f"{kind.id}_{id}", now(), units)


def enter(id: str, programme: str, kind: str) -> None:
    """Store the entry once; a refusal keeps everything as it was typed."""
    speak()
    state = st.session_state
    if id != state[ENTRY]:
        return  # the second of two quick presses
    try:
        office = identity.the_office()
        receipt = open_case(office, entry_of(office, id, office.declarations.programme(programme), kind), now())
    except SurveyError as refusal:
        state[REFUSAL] = not_saved(refusal)
        return
    state[REFUSAL], state[SAVED], state[ENTRY] = None, (programme, id, receipt.code), token_hex(16)
    state.pop(SOURCE, None)


def entry_of(office: Office, id: str, programme: Programme, kind_id: str) -> Entry:
    """What stands in the boxes; SurveyError where unit or channel was not chosen."""
    state, kind = st.session_state, kind_of(programme, kind_id)
    for name, key in ((_("责任单位"), UNIT), (_("来源"), CHANNEL)):
        if not state.get(key):
            raise SurveyError(name, _("还没有选。"), _("请从页面里选择。"))
    fields = [kind.fields[field] for field in kind.opening.fields]
    return Entry(
        id=id, programme=programme.id, kind=kind.id, unit=state[UNIT], channel=state[CHANNEL],
        topic=state.get(f"topic_{id}") or NONE, text=state.get(f"text_{id}") or "",
        wants_answer=bool(state.get(f"wants_{id}")), origin="sheet", contact=told(kind, id),
        fields=typed_in(boxes_of(office, programme, kind, id), fields),
        happened_at=moment_in(office, f"when_{id}", _("来的时间")), source=state.get(SOURCE, ""),
    )
