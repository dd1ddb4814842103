"""The log on the screen: the latest lines, by person, action or row."""

from json import dumps

import pandas as pd
import streamlit as st

from survey.actions.office import Office
from survey.actions.reading_log import read_log
from survey.locale import _
from survey.screens import identity
from survey.screens.choosing import choose_one
from survey.screens.heading import show_heading

EVERY = "all"


def show_log() -> None:
    office = identity.the_office()
    show_heading(_("日志"))
    st.caption(_("谁、何时、从哪里、对哪一行做了什么；只增不改，每行带着前一行的校验值。核对整条链：python -m survey check"))
    first, second, third = st.columns(3)
    with first:
        actor = st.text_input(_("登录名"), key="log_actor")
    with second:
        action = choose_action(office)
    with third:
        row = st.text_input(_("哪一行（编号）"), key="log_row")
    found = read_log(office, actor, action, row)
    if found.empty:
        st.info(_("没有这样的记录。"))
        return
    st.caption(_("最新的 {n} 行").format(n=len(found)))
    st.dataframe(table_of(office, found), hide_index=True, height=560, column_config=columns())


def choose_action(office: Office) -> str:
    names = {EVERY: _("全部")} | names_of(office)
    chosen = choose_one(_("做了什么"), list(names), names.__getitem__, key="log_action", in_address=False)
    return "" if chosen == EVERY else chosen


def names_of(office: Office) -> dict[str, str]:
    """What each action is called: those of the table, and those that nobody needs leave for."""
    named = {id: str(rule.name) for id, rule in office.declarations.permissions.rules.items()}
    return named | {
        "sign_in": _("登录"), "sign_in_refused": _("登录被拒"), "sign_out": _("退出"), "set_password": _("设密码"),
        "end_sessions": _("结束登录"), "erase_log": _("清理旧日志"),
    }


def table_of(office: Office, found: pd.DataFrame) -> pd.DataFrame:
    names = names_of(office)
    return found.assign(
        at=[at.astimezone(office.zone).replace(tzinfo=None) for at in found["at"]],
        actor=[row.actor or (_("不明") if row.address else _("群众")) for row in found.itertuples()],
        action=[names.get(action, action) for action in found["action"]],
        before=[words(given) for given in found["before"]],
        after=[words(given) for given in found["after"]],
    )


def words(given: dict) -> str:
    return dumps(given, ensure_ascii=False) if given else ""


def columns() -> dict:
    return {
        "number": st.column_config.NumberColumn(_("行号"), width="small"),
        "at": st.column_config.DatetimeColumn(_("时间"), format="YYYY-MM-DD HH:mm:ss"),
        "actor": st.column_config.TextColumn(_("谁")),
        "address": st.column_config.TextColumn(_("从哪里")),
        "action": st.column_config.TextColumn(_("做了什么")),
        "row": st.column_config.TextColumn(_("哪一行")),
        "before": st.column_config.TextColumn(_("之前")),
        "after": st.column_config.TextColumn(_("之后"), width="large"),
        "hash": st.column_config.TextColumn(_("校验值"), width="small"),
    }
