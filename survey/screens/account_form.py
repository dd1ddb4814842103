"""One account: name, roles with their programme and units, whom it belongs to."""

import streamlit as st

from survey.actions.accounts import save_account
from survey.actions.office import Office
from survey.domain.errors import SurveyError
from survey.domain.keeping.account import Account
from survey.domain.keeping.actor import CITIZEN_ROLE, CONSOLE_ROLE, Grant
from survey.locale import _
from survey.screens import identity
from survey.screens.clock import now
from survey.screens.language import speak

EVERY = ""
ROWS = 3  # one grant more than an account has, and at least so many
BLANK = Account("", "", ())


def show_account_form(office: Office, account: Account | None) -> None:
    """Keys carry the login name, so that each account begins with its own values."""
    item, id = account or BLANK, account.id if account else "new"
    rows = max(ROWS, len(item.grants) + 1)
    with st.form(f"account_{id}", enter_to_submit=False):
        left, right = st.columns(2)
        with left:
            st.text_input(_("登录名"), item.id, key=key(id, "id"), disabled=account is not None, max_chars=64)
        with right:
            st.text_input(_("姓名"), item.name, key=key(id, "name"), max_chars=64)
        for number in range(rows):
            show_grant(office, id, number, item.grants[number] if number < len(item.grants) else Grant(""))
        show_whose(office, id, item)
        st.checkbox(_("可以登录"), item.is_active, key=key(id, "is_active"))
        st.form_submit_button(_("保存账号"), type="primary", key="do_save_account", on_click=save, args=(id, rows))


def show_grant(office: Office, id: str, number: int, grant: Grant) -> None:
    """A role, and beside it where it holds; nothing chosen stands for everywhere."""
    declared = office.declarations
    roles = {r.id: str(r.name) for r in declared.permissions.roles.values() if r.id not in (CITIZEN_ROLE, CONSOLE_ROLE)}
    programmes = {id: str(programme.title) for id, programme in declared.programmes.items()}
    units = {id: str(unit.name) for id, unit in declared.units.items()}
    areas = {id: str(area.name) for id, area in declared.areas.items()}
    look = {"label_visibility": "visible" if number == 0 else "collapsed"}
    places = st.columns([4, 4, 5, 5], gap="xsmall")
    with places[0]:
        choose(_("岗位"), roles, _("（不分配）"), key(id, "role", number), grant.role, **look)
    with places[1]:
        choose(_("板块"), programmes, _("全部板块"), key(id, "programme", number), grant.programme, **look)
    with places[2]:
        choose_many(_("单位"), units, _("全部单位"), key(id, "units", number), grant.units, **look)
    with places[3]:
        choose_many(_("片区（访员）"), areas, _("全部片区"), key(id, "areas", number), grant.areas, **look)


def show_whose(office: Office, id: str, item: Account) -> None:
    persons = {p.id: f"{p.name} {p.id}" for p in office.declarations.persons.values()}
    collectors = {c.id: str(c.name) for c in office.declarations.collectors.values()}
    left, right = st.columns(2)
    with left:
        choose(
            _("是哪位被考核人"), persons, _("（不被考核）"), key(id, "person"), item.person,
            help=_("被考核的人看自己的得分，不录本单位的答卷，也看不到是谁投诉。"),
        )
    with right:
        choose(_("是哪位访员"), collectors, _("（不是访员）"), key(id, "collector"), item.collector)


def choose(label: str, named: dict[str, str], none: str, widget: str, given: str, **look) -> None:
    options = [EVERY, *named]
    place = options.index(given) if given in named else 0
    st.selectbox(label, options, place, format_func=lambda id: named.get(id, none), key=widget, **look)


def choose_many(label: str, named: dict[str, str], none: str, widget: str, given: tuple[str, ...], **look) -> None:
    known = [id for id in given if id in named]
    st.multiselect(label, list(named), known, format_func=named.__getitem__, key=widget, placeholder=none, **look)


def key(id: str, field: str, number: int | None = None) -> str:
    return f"account_{field}_{id}" if number is None else f"account_{field}_{number}_{id}"


def save(id: str, rows: int) -> None:
    """Keep what was chosen; a refusal leaves the form as it is."""
    speak()
    state = st.session_state
    grants = [
        Grant(
            state[key(id, "role", number)], state[key(id, "programme", number)],
            tuple(state[key(id, "units", number)]), tuple(state[key(id, "areas", number)]),
        )
        for number in range(rows)
    ]
    item = Account(
        state[key(id, "id")] or "", state[key(id, "name")] or "", tuple(grant for grant in grants if grant.role),
        state[key(id, "person")], state[key(id, "collector")], state[key(id, "is_active")],
    )
    try:
        save_account(identity.the_office(), item, now())
    except SurveyError as refusal:
        state["account_refusal"] = refusal
        return
    state["account_done"] = _("已保存 {id}。").format(id=item.id)
