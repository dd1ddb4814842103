"""Who may do what: the declared table, as everybody who signs in may see it."""

import pandas as pd
import streamlit as st

from survey.actions.office import Office
from survey.actions.rights import permission_table
from survey.actions.taking import About
from survey.locale import _
from survey.screens import identity
from survey.screens.heading import show_heading
from survey.screens.taking_away import offer_table

MARKS = {"scope": "●", "own": "◐", "": "–"}


def show_permissions() -> None:
    office = identity.the_office()
    show_heading(_("谁能做什么"))
    meaning = _("● 在所分配的板块和单位里　◐ 只限自己的　– 不能。被考核的人不录本单位的答卷，也看不到是谁投诉。")
    st.caption(meaning)
    show_own(office)
    table = permission_table(office)
    shown = table.assign(reach=table["reach"].map(MARKS)).pivot(index="action", columns="role", values="reach")
    shown = shown.loc[list(dict.fromkeys(table["action"])), list(dict.fromkeys(table["role"]))]
    columns = {role: st.column_config.TextColumn(width=76, alignment="center") for role in shown}
    columns["_index"] = st.column_config.TextColumn(_("事情"), width=260, pinned=True)
    st.dataframe(shown, height="content", column_config=columns)
    about = About("", definition=meaning)
    offer_table(office, _("谁能做什么"), about, lambda: shown.rename_axis(_("事情")).reset_index(), "permissions", "see_permissions")


def show_own(office: Office) -> None:
    """The roles of whoever looks, and where they hold."""
    declared = office.declarations
    rows = []
    for grant in office.actor.grants:
        role = declared.permissions.roles.get(grant.role)
        programme = declared.programmes.get(grant.programme)
        places = [str(declared.units[u].name) for u in grant.units if u in declared.units]
        places += [str(declared.areas[a].name) for a in grant.areas if a in declared.areas]
        rows.append((
            str(role.name) if role else grant.role, str(programme.title) if programme else _("全部板块"),
            _("、").join(places) or _("全部单位"),
        ))
    st.markdown("##### " + _("您的岗位"))
    table = pd.DataFrame(rows, columns=[_("岗位"), _("板块"), _("单位和片区")])
    st.dataframe(table, hide_index=True, height="content")
