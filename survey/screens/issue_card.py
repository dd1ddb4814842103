"""One issue as a card: flags, why, through which doors, what it is worth, who owns it, and what became of it."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from survey.actions.office import Office
from survey.domain.asking.programme import Programme
from survey.domain.counting.period import Period
from survey.domain.handling.light import light_name
from survey.domain.noticing.issue_wording import worth_words
from survey.locale import _
from survey.screens.case_measured import LIGHTS
from survey.screens.case_words import case_address, state_of, topic_name, unit_word
from survey.screens.issue_evidence import show_evidence
from survey.screens.issue_raising import show_raising
from survey.screens.refusal import plain

FLAGS = ("focal", "difficult", "bright", "clue")
BADGES = {"focal": ("red", "▲"), "difficult": ("orange", "↻"), "bright": ("green", "★"), "clue": ("gray", "○")}
OPEN = "issue_open"


@dataclass(frozen=True)
class Page:
    """What every card of the page stands on: line: the year's, 0-1; raised: ISSUE_CASES of the programme; may_raise: for which units."""

    office: Office
    programme: Programme
    period: Period
    line: float
    raised: pd.DataFrame
    may_raise: frozenset[str]


def flag_names() -> dict[str, str]:
    return {"focal": _("焦点"), "difficult": _("难点"), "bright": _("亮点"), "clue": _("线索")}


def show_card(page: Page, row: Mapping, is_praise: bool = False) -> None:
    key = f"{'bright' if is_praise else 'issue'}_{row['unit']}_{row['topic']}"
    with st.container(border=True, gap="xsmall", key=f"card_{key}"):
        st.markdown(head(page, row))
        st.markdown(plain(row["why"]))
        doors = doors_in_words(row)
        st.caption(plain(_("来自：{doors}").format(doors=" · ".join(doors))) if doors else _("没有别的来源。"))
        if not is_praise:
            st.caption(plain(worth_words(row)))
        case = taken_up(page, row)
        if case is not None:
            st.markdown(case_line(page, case))
        show_presses(page, row, key, can_raise=not is_praise and not is_open(page, case))


def head(page: Page, row: Mapping) -> str:
    names = flag_names()
    badges = [f":{ground}-badge[{sign} {names[flag]}]" for flag, (ground, sign) in BADGES.items() if row[f"is_{flag}"]]
    place = f"**{plain(topic_name(page.programme, row['topic']))}** · {plain(unit_word(page.office, row['unit']))}"
    owner = _("责任：{owner}").format(owner=plain(row["owner"]))
    return f"{' '.join(badges)} {place}　:gray[{owner}]"


def doors_in_words(row: Mapping) -> list[str]:
    """Each door with its count; of scores how many of how many, with the interval."""
    found = []
    if row["n"]:
        found.append(_("评分 {count}/{n} 不满意（{share:.1%}，95% 区间 {low:.1%}–{high:.1%}）").format(
            count=f"{round(row['dissatisfied'] * row['n']):,}", n=f"{row['n']:,}", share=row["dissatisfied"],
            low=row["dissatisfied_low"], high=row["dissatisfied_high"],
        ))  # fmt: skip
    counts = (("book", _("意见簿 {n} 条")), ("requests", _("来电来信来访 {n} 件")), ("notes", _("登记记录 {n} 条")))
    found += [words.format(n=row[door]) for door, words in counts if row[door]]
    heard = (("confirmed", _("已确认 {n}")), ("praised", _("已确认表扬 {n}")), ("suggested", _("待确认 {n}")))
    said = [words.format(n=row[how]) for how, words in heard if row[how]]
    return [*found, _("原话 {said}").format(said=_("、").join(said))] if said else found


def taken_up(page: Page, row: Mapping) -> pd.Series | None:
    """The latest case that this issue became."""
    mine = page.raised[(page.raised["unit"] == row["unit"]) & (page.raised["topic"] == row["topic"])]
    return None if mine.empty else mine.iloc[0]


def is_open(page: Page, case: pd.Series | None) -> bool:
    return case is not None and not state_of(page.programme, case["kind"], case["state"]).is_final


def case_line(page: Page, case: pd.Series) -> str:
    """State, colour with its word, and the way there."""
    state = state_of(page.programme, case["kind"], case["state"])
    ground, sign = LIGHTS.get(case["light"], ("gray", "○"))
    light = f" :{ground}-badge[{sign} {light_name(case['light'])}]" if is_open(page, case) else ""
    link = f"[{plain(case['code'])}]({case_address(case['programme'], case['id'])})"
    again = "　" + _("退回重新整改 {n} 次").format(n=case["reopened"]) if case["reopened"] else ""
    return _("已立项 {link}").format(link=link) + f" :blue-badge[{plain(state.name)}]{light}{again}"


def show_presses(page: Page, row: Mapping, key: str, can_raise: bool) -> None:
    """Evidence and 立项, one open at a time on the whole page."""
    choices = {"evidence": _("看证据")}
    if can_raise and row["unit"] in page.may_raise:
        choices["raise"] = _("立项")
    with st.container(horizontal=True, gap="small"):
        for what, name in choices.items():
            is_now = st.session_state.get(OPEN) == (what, key)
            st.button(
                _("收起") if is_now else name, key=f"do_{what}_{key}", on_click=turn, args=(what, key),
                icon=":material/expand_less:" if is_now else ":material/search:" if what == "evidence" else ":material/flag:",
            )
    if st.session_state.get(OPEN) == ("evidence", key):
        show_evidence(page.office, page.programme, page.period, row)
    elif st.session_state.get(OPEN) == ("raise", key) and "raise" in choices:
        show_raising(page.programme.id, page.period, row, key)


def turn(what: str, key: str) -> None:
    st.session_state[OPEN] = None if st.session_state.get(OPEN) == (what, key) else (what, key)
