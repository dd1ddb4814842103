"""The head's board: what is due by unit and by person, the oldest, what was reopened, and how much was in time."""

from collections.abc import Callable, Sequence
from datetime import datetime

import pandas as pd
import streamlit as st

from survey.actions.board import DAYS, Board, Load, read_board
from survey.actions.due import Waiting
from survey.actions.in_words import moment_in_words
from survey.actions.office import Office
from survey.actions.taking import About
from survey.domain.asking.response import receipt_code
from survey.domain.counting.small_numbers import MINIMUM, TENTATIVE
from survey.domain.handling.in_time import InTime
from survey.domain.noticing.verdict_wording import rate_change_words
from survey.locale import _
from survey.screens import identity
from survey.screens.board_duty import show_rosters
from survey.screens.board_joins import show_joins
from survey.screens.choosing import choose_one
from survey.screens.clock import now as clock_now
from survey.screens.figures import unit_name
from survey.screens.heading import show_heading
from survey.screens.register_link import open_register
from survey.screens.taking_away import named, offer_cases, offer_table
from survey.screens.work import count_words
from survey.screens.work_rows import CASE_PAGE, address_of
from survey.screens.work_words import moment, when_names

LONGER_THAN = ("0", "7", "14", "30", "60", "90")
ROWS_AT_MOST = 100


def show_board() -> None:
    office, now = identity.the_office(), clock_now()
    show_heading(_("办理看板"))
    board = read_board(office, now)
    open_now = _("没有办结的 {n} 件：").format(n=len(board.work))
    st.markdown(f"#### {open_now}{count_words(board.work)}")
    st.caption(_("以{at} 为准，时间都是本单位所在地的时间。").format(at=moment(office, now, now)))
    left, right = st.columns(2, gap="medium")
    with left:
        show_loads(office, _("各单位手上的"), _("单位"), board.units, unit_name(office), now)
    with right:
        if board.persons:
            show_loads(office, _("各人手上的"), _("人员"), board.persons, lambda id: person_name(office, id), now)
    show_rates(office, board, now)
    show_oldest(office, board.work, now)
    show_reopened(office, board, now)
    show_rosters(office, now)
    show_joins(office, now)


def person_name(office: Office, id: str) -> str:
    known = office.declarations.persons.get(id)
    return str(known.name) if known else id


def show_loads(
    office: Office, title: str, whose: str, loads: Sequence[Load], name: Callable[[str], object], now: datetime
) -> None:
    st.markdown(f"##### {title}")
    if not loads:
        st.success(_("都办结了。"))
        return
    names = when_names()
    table = pd.DataFrame([
        {"label": str(name(load.id)), **dict(zip(names, load.counts, strict=True)), "total": load.total} for load in loads
    ])  # fmt: skip
    numbers = {when: st.column_config.NumberColumn(word) for when, word in names.items()}
    st.dataframe(
        table, hide_index=True,
        column_config={"label": st.column_config.TextColumn(whose), **numbers, "total": st.column_config.NumberColumn(_("合计"))},
    )
    about = About(moment_in_words(office, now), definition=_("还没有办结的事项，按下一个时限；一件归几个人的，各算一件。"))
    words = {"label": whose, **names, "total": _("合计")}
    offer_table(office, title, about, lambda: named(table, words), f"loads_{whose}")


def show_rates(office: Office, board: Board, now: datetime) -> None:
    about = _(
        "这段时间里到期的，有多少在时限内办了；到期还没办的算没有按时。下面是 95% 区间（Wilson）和 n；不足 {minimum} 件的不显示。"
    ).format(minimum=MINIMUM)
    st.markdown("##### " + _("按时办理"), help=about)
    if not board.rates:
        st.caption(_("最近 {days} 天没有到期的时限。").format(days=max(DAYS)))
        return
    before = max(DAYS) - min(DAYS)
    table = pd.DataFrame([
        {
            "label": f"{rate.kind.title} · {rate.clock.name}", "change": rate_change_words(rate.change, before),
            **{str(d): rate_words(f) for d, f in zip(DAYS, rate.found, strict=True)},
        }
        for rate in board.rates
    ])  # fmt: skip
    columns = {str(days): st.column_config.TextColumn(_("最近 {days} 天").format(days=days)) for days in DAYS}
    event = st.dataframe(
        table, key="rates", hide_index=True, on_select="rerun", selection_mode="single-row",
        column_config={
            "label": st.column_config.TextColumn(_("事项 · 时限")),
            "change": st.column_config.TextColumn(_("变了吗"), help=_("最近 {days} 天减之前 {before} 天；区间含 0 的是无明显差异。").format(days=min(DAYS), before=before)),
            **columns,
        },
    )
    at = About(moment_in_words(office, now), definition=about, interval=_("95%，Wilson"))
    offer_table(office, _("按时办理"), at, lambda: rates_in_words(board), "rates")
    if event.selection.rows:
        rate = board.rates[event.selection.rows[0]]
        open_register(office, rate.programme.id, kinds=(rate.kind.id,))


def rates_in_words(board: Board) -> pd.DataFrame:
    """A row for each clock and number of days; those of fewer than the minimum are hidden already."""
    return pd.DataFrame([
        {
            _("事项"): str(rate.kind.title), _("时限"): str(rate.clock.name), _("最近（天）"): days,
            "n": found.n if found.share is not None else None, _("按时（%）"): _percent(found.share),
            _("按时（%），95% 区间下限"): _percent(found.low), _("按时（%），95% 区间上限"): _percent(found.high),
        }
        for rate in board.rates for days, found in zip(DAYS, rate.found, strict=True)
    ])  # fmt: skip


def _percent(share: float | None) -> float | None:
    return None if share is None else round(share * 100, 1)


def rate_words(found: InTime) -> str:
    if found.share is None:
        return "—"
    words = f"{found.share:.1%} ({found.low:.1%}–{found.high:.1%}) n = {found.n:,}"
    return words + (" · " + _("仅供参考") if found.n < TENTATIVE else "")


def show_oldest(office: Office, work: Sequence[Waiting], now: datetime) -> None:
    left, right = st.columns([4, 1], vertical_alignment="bottom")
    with left:
        st.markdown("##### " + _("没有办结的，最早的在前"))
    with right:
        longer = int(choose_one(_("已过天数"), LONGER_THAN, lambda days: age_words(int(days)), key="longer"))
    today = office.day_of(now)
    aged = [((today - item.case.opened_on).days, item) for item in work]
    old = sorted((pair for pair in aged if pair[0] > longer or not longer), key=lambda pair: -pair[0])
    if not old:
        st.success(_("没有这样的事项。"))
        return
    names = when_names()
    table = pd.DataFrame([
        {
            "programme": item.case.programme, "id": item.case.id, "code": receipt_code(item.case.id),
            "kind": str(item.kind.title),
            "unit": str(unit_name(office)(item.case.at_unit or item.case.unit)), "opened_on": item.case.opened_on,
            "days": days, "state": str(item.kind.state(item.case.state).name), "when": names[item.when],
        }
        for days, item in old
    ])  # fmt: skip
    st.caption(_("{count} 件；点一行打开。").format(count=f"{len(old):,}"))
    _show_cases(office, table.head(ROWS_AT_MOST), "oldest")
    about = About(moment_in_words(office, now), age_words(longer), definition=_("还没有办结的事项，已过天数从登记日期算起。"))
    offer_cases(office, _("没有办结的事项"), about, lambda: cases_in_words(table), "oldest")


def age_words(days: int) -> str:
    return _("超过 {days} 天").format(days=days) if days else _("全部")


def show_reopened(office: Office, board: Board, now: datetime) -> None:
    st.markdown("##### " + _("重新办理过的"), help=_("重新办理的次数计入难点问题。"))
    if board.reopened.empty:
        st.caption(_("最近 {days} 天没有重新办理的事项。").format(days=max(DAYS)))
        return
    found = board.reopened.groupby("case_id", sort=False)
    table = found.agg(times=("number", "size"), **{name: (name, "first") for name in ("programme", "kind", "code", "unit", "opened_on")})
    table = table.rename_axis("id").reset_index().sort_values("times", ascending=False, kind="stable")
    titles = {(p.id, k.id): str(k.title) for p in office.declarations.programmes.values() for k in p.case_kinds}
    table = table.assign(
        kind=[titles[row.programme, row.kind] for row in table.itertuples()],
        unit=[str(unit_name(office)(id)) for id in table["unit"]],
    )
    _show_cases(office, table, "reopened")
    period = _("{at}，前 {days} 天").format(at=moment_in_words(office, now), days=max(DAYS))
    offer_cases(office, _("重新办理过的事项"), About(period), lambda: cases_in_words(table), "reopened")


def cases_in_words(table: pd.DataFrame) -> pd.DataFrame:
    """What the page lists of cases, and which they are; nothing that anybody wrote is in it."""
    return table[["programme", "id", *_shown(table)]].rename(columns=case_words())


def case_words() -> dict[str, str]:
    return {
        "code": _("编号"), "kind": _("事项"), "unit": _("单位"), "opened_on": _("登记日期"), "days": _("已过天数"), "state": _("状态"),
        "when": _("时限"), "times": _("重新办理（次）"),
    }  # fmt: skip


def _shown(table: pd.DataFrame) -> list[str]:
    return [name for name in case_words() if name in table.columns]


def _show_cases(office: Office, table: pd.DataFrame, key: str) -> None:
    """Cases in rows; a press on one opens it."""
    words, shown = case_words(), _shown(table)
    event = st.dataframe(
        table[shown], key=f"cases_{key}", hide_index=True, on_select="rerun", selection_mode="single-row",
        column_config={name: st.column_config.Column(words[name]) for name in shown},
    )
    if event.selection.rows and office.may("list_cases"):
        row = table.iloc[event.selection.rows[0]]
        st.switch_page(CASE_PAGE, query_params=address_of(row["programme"], row["id"]))
