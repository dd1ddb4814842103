"""What belongs to a case: what it came from, what came from it, and a way to enter more."""

import streamlit as st

from survey.actions.office import Office
from survey.actions.registering import linked_cases, places_to_open
from survey.domain.asking.response import receipt_code
from survey.domain.handling.case import Case
from survey.locale import _
from survey.screens.case_words import case_address, kind_of
from survey.screens.refusal import plain

SOURCE, KIND, VIEW, ENTER = "entry_source", "entry_kind", "do", "enter"


def show_linked(office: Office, case: Case) -> None:
    found = linked_cases(office, case)
    kinds = kinds_to_open(office)
    if found.empty and not kinds:
        return
    with st.container(border=True, key="the_linked"):
        st.markdown("##### " + _("相关事项"))
        for row in found.itertuples():
            st.markdown(linked_words(office, case, row))
        if kinds:
            with st.popover(_("登记投诉或相关事项"), icon=":material/add:"):
                for (programme, kind), name in kinds.items():
                    st.button(
                        name, key=f"do_link_{programme}_{kind}", type="tertiary",
                        on_click=begin_linked, args=(case.id, programme, kind),
                    )


def linked_words(office: Office, case: Case, row) -> str:
    kind = kind_of(office.declarations.programme(row.programme), row.kind)
    way = _("来自") if row.id == case.source else _("由此登记")
    link = f"[{plain(row.code)}]({case_address(row.programme, row.id)})"
    return f"{way}　{link}　{row.opened_on}　{plain(kind.title)}　{plain(kind.state(row.state).name)}"


def kinds_to_open(office: Office) -> dict[tuple[str, str], str]:
    """Programme and kind -> words, for everything that the actor may enter."""
    return {
        (programme.id, kind): f"{programme.title} · {kind_of(programme, kind).title}"
        for programme in office.declarations.programmes.values()
        for kind in places_to_open(office, programme.id)
    }


def begin_linked(source: str, programme: str, kind: str) -> None:
    """The entry form comes next, for a case that came from this one."""
    st.session_state[SOURCE], st.session_state[KIND], st.session_state[VIEW] = source, kind, ENTER
    st.session_state["programme"] = programme
    st.query_params.from_dict({"programme": programme, VIEW: ENTER})


def show_source(office: Office) -> str:
    """Above the form: which case the new one comes from, and a way to let that be; its id, "" for none."""
    source = st.session_state.get(SOURCE, "")
    if source:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(_("来自事项 {code}").format(code=plain(receipt_code(source))), width="content")
            st.button(_("不关联"), key="do_unlink", type="tertiary", on_click=st.session_state.pop, args=(SOURCE, None))
    return source
