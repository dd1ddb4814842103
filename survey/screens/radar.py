"""The data quality page: how many sheets carry which flag, and the lists behind it."""

from collections import Counter

import streamlit as st

from survey.actions.office import Office
from survey.actions.radar import Radar, count_changes, read_radar
from survey.actions.selecting import Selection, months_with_responses, responses_in
from survey.domain.asking.flag_words import flag_meanings, flag_names
from survey.domain.asking.programme import Programme
from survey.domain.asking.questionnaire import Questionnaire
from survey.domain.counting.period import Period
from survey.domain.counting.small_numbers import MINIMUM
from survey.locale import _, current_language
from survey.screens import identity
from survey.screens.choosing import choose_one, choose_side
from survey.screens.empty import show_empty_store
from survey.screens.heading import show_heading
from survey.screens.programme import is_in_reach
from survey.screens.radar_collectors import show_collectors
from survey.screens.radar_decisions import show_excluded, show_outcome, show_waiting
from survey.screens.radar_lists import show_call_backs, show_flagged
from survey.screens.refusal import plain
from survey.screens.selection import choose_period, latest_full_year


def show_radar() -> None:
    office = identity.the_office()
    show_heading(_("数据质量"), help=_("标记只是值得再看一眼的理由，不改动任何数字；排除要两个人同意，排除了的也一直列在这里。"))
    questionnaire, period = choose_what(office)
    found = read(office, questionnaire, period)
    show_outcome()
    if found.responses == 0 and found.excluded.empty:
        show_empty_store()
    elif found.is_few:
        st.info(_("这一范围内答卷不足 {minimum} 份，不查看。请放宽时间。").format(minimum=MINIMUM))
        show_excluded(office, found)
    else:
        show_counts(office, found)
        show_parts(office, found)


def choose_what(office: Office) -> tuple[Questionnaire, Period]:
    """A programme with something in reach, one of its questionnaires, and when."""
    left, middle, right = st.columns([2, 3, 2])
    offered = {programme.id: (programme, questionnaires_of(office, programme)) for programme in office.declarations.programmes.values()}
    named = {id: programme for id, (programme, questionnaires) in offered.items() if questionnaires}
    if not named:
        raise office.not_allowed("read_radar", _("这不在您负责的范围里。"))
    with left:
        programme = choose_one(_("板块"), list(named), lambda id: named[id].title, key="programme")
    titles = {questionnaire.id: questionnaire for questionnaire in offered[programme][1]}
    with middle:
        chosen = titles[choose_one(_("问卷"), list(titles), lambda id: titles[id].title, key="questionnaire")]
    with right:
        months = months_with_responses(office, programme, chosen.id)
        return chosen, choose_period(list(months), latest_full_year(months))


def questionnaires_of(office: Office, programme: Programme) -> list[Questionnaire]:
    return [q for q in programme.current_questionnaires if is_in_reach(office, "read_radar", programme.id, q.unit_kinds)]


def read(office: Office, questionnaire: Questionnaire, period: Period) -> Radar:
    """Shared by those who see the same, until a response comes or goes, or somebody proposes or decides."""
    where = (questionnaire.programme, questionnaire.id, period)
    reach = office.units_in_reach("read_radar", questionnaire.programme)
    state = (responses_in(office, Selection(*where)), count_changes(office, *where))
    return _read(office, office.database.name, where, reach, state, current_language())


@st.cache_resource(ttl=60, max_entries=50, show_spinner=False)
def _read(_office: Office, database: str, where: tuple, reach: tuple, state: tuple, language: str) -> Radar:
    return read_radar(_office, *where)


def show_counts(office: Office, found: Radar) -> None:
    """How many sheets for which reason, in words; what each means stands beside it."""
    st.markdown(
        _("看了 **{n}** 份，其中 **{flagged}** 份值得再看一眼。").format(n=f"{found.responses:,}", flagged=f"{len(found.flagged):,}")
    )
    counts, meanings = Counter(found.flags["flag"]), flag_meanings(office.declarations.radar)
    names = flag_names()
    line = _("- **{n}** {name}：{meaning}")
    lines = [line.format(n=counts[flag], name=name, meaning=plain(meanings[flag])) for flag, name in names.items() if counts[flag]]
    st.markdown("\n".join(lines))
    if absent := [name for flag, name in names.items() if not counts[flag] and flag not in found.blind]:
        st.caption(_("没有：{names}").format(names=_("、").join(absent)))
    blind = [_("{name}（{why}）").format(name=names[flag], why=why) for flag, why in found.blind.items() if not counts[flag]]
    if blind:
        st.caption(_("查不了：{names}").format(names=_("、").join(blind)))


def show_parts(office: Office, found: Radar) -> None:
    parts = {
        "flagged": (_("有标记的 {n}").format(n=len(found.flagged)), show_flagged),
        "waiting": (_("等待决定 {n}").format(n=len(found.waiting)), show_waiting),
        "call": (_("回访名单 {n}").format(n=len(found.call_backs)), show_call_backs),
        "collectors": (_("访员"), show_collectors),
        "excluded": (_("已排除 {n}").format(n=len(found.excluded)), show_excluded),
    }
    part = choose_side(_("再看"), list(parts), lambda id: parts[id][0], key="radar", label_visibility="collapsed")
    parts[part][1](office, found)
