"""The questions that are asked again: offered to whoever may key their sheets, and the one that is being keyed."""

import streamlit as st

from survey.actions.asking import SHEET, Submission
from survey.actions.office import Office
from survey.actions.resurveys import Resurvey, ended_words, find_resurvey, list_resurveys
from survey.domain.counting.small_numbers import MINIMUM
from survey.domain.errors import SurveyError
from survey.locale import _, current_language
from survey.screens.clock import now
from survey.screens.current_sheet import ABOUT, start_new
from survey.screens.doors import address_here
from survey.screens.kept import Kept, choose_collector, choose_day, choose_mode
from survey.screens.language import speak
from survey.screens.refusal import plain, show_refusal


def show_resurveys(office: Office) -> None:
    """Nothing where none waits for sheets."""
    found = list_resurveys(office, now())
    if not found:
        return
    with st.expander(_("复测：{n} 项等着收答卷").format(n=len(found)), icon=":material/replay:", key="resurveys"):
        st.caption(_("整改验收以后，把原来那道题再问一次，每份只有三题。"))
        for one in found:
            show_one(office, one)


def show_one(office: Office, one: Resurvey) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"**{plain(name_of(office, one))}**  \n{plain(count_of(one))}", width="stretch")
        st.button(_("录这一项"), key=f"do_resurvey_{one.code}", on_click=turn_to, args=(one.code,))


def turn_to(code: str) -> None:
    """A new sheet of this one; of a whole questionnaire for "". What was typed stays as a draft."""
    speak()
    start_new()
    st.session_state[ABOUT] = code


def name_of(office: Office, one: Resurvey) -> str:
    return f"{office.declarations.unit(one.unit).name} · {one.question}"


def count_of(one: Resurvey) -> str:
    """"最后一天 2026-05-20 · 要收 40 份，已收：12 份 · 编号 …"."""
    came = _("不足 {n} 份").format(n=MINIMUM) if one.came is None else _("{n} 份").format(n=one.came)
    return _("最后一天 {until} · 要收 {wanted} 份，已收：{came} · 编号 {code}").format(
        code=one.code, wanted=one.wanted, came=came, until=one.until
    )


def chosen_resurvey(office: Office) -> Resurvey | None:
    """The one whose sheets are being keyed; None for a whole questionnaire, and where the address names none of ours."""
    if not st.session_state[ABOUT]:
        return None
    try:
        return find_resurvey(office, st.session_state[ABOUT], now())
    except SurveyError as refusal:
        if refusal.is_passing:
            raise
        st.session_state[ABOUT] = ""
        show_refusal(refusal)
        return None


def keep_to(office: Office, sheet_id: str, one: Resurvey) -> Kept:
    """What the sheets of one re-survey are about: place and questions stand, the rest is chosen."""
    show_chosen(office, one)
    left, middle, right, _rest = st.columns([4, 4, 4, 9], gap="xsmall")
    with left:
        mode = choose_mode(office)
    with middle:
        day = choose_day(office, one.since)
    with right:
        collector = choose_collector(office, one.programme)
    blank = Submission(
        id=sheet_id, programme=one.programme, questionnaire=one.form.id, version=one.form.version, mode=mode, origin=SHEET,
        raw={}, unit=one.unit, collector=collector, happened_on=day, about=one.code,
    )
    return Kept(one.form, blank)


def show_chosen(office: Office, one: Resurvey) -> None:
    poster = f"{address_here()}{one.poster}&lang={current_language()}"
    title = _("正在录复测：{name}").format(name=name_of(office, one))
    with st.container(border=True, key="the_resurvey"):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"**{plain(title)}**  \n{plain(count_of(one))}", width="stretch")
            st.button(_("回到整份问卷"), key="do_whole", on_click=turn_to, args=("",))
        st.caption(_("结束以前只告诉收了几份，不告诉答了什么。[打印带二维码的海报]({poster})").format(poster=poster))
        if not one.is_asking:
            st.warning(ended_words())
