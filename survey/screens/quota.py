"""The own count against the quota, area by area, in the round the sheet's day falls in."""

import pandas as pd
import streamlit as st

from survey.actions.keying import count_sheets, round_of
from survey.actions.keeping import warnings
from survey.actions.office import Office
from survey.domain.asking.programme import Quota
from survey.locale import _
from survey.screens.kept import Kept, areas_of


def show_quota(office: Office, kept: Kept) -> None:
    """Nothing for a programme without a quota."""
    programme = office.declarations.programme(kept.blank.programme)
    if programme.quota is None:
        return
    for words in warnings(office, programme):
        st.warning(words)
    areas = areas_of(office, kept.questionnaire) if kept.questionnaire.needs_area else {}
    if not areas:
        return
    period = round_of(programme.quota, kept.blank.happened_on)
    counts = count_sheets(office, programme, kept.questionnaire.id, period)
    names = {id: str(area.name) for id, area in areas.items()}
    table = progress(counts, names, kept.blank.collector, programme.quota)
    done = int((table["left"] == 0).sum())
    st.markdown("##### " + _("本轮进度"))
    st.caption(
        _("{round}：{done}/{all} 个片区已够 {quota} 份").format(
            round=period, done=done, all=len(table), quota=programme.quota.sheets_per_area
        )
    )
    show_progress(table, programme.quota)


def progress(counts: pd.DataFrame, areas: dict[str, str], collector: str, quota: Quota) -> pd.DataFrame:
    """One row an area, those that lack most first: columns area, own, all, left."""
    everyone = counts.groupby("area")["count"].sum()
    own = counts[counts["collector"] == collector].groupby("area")["count"].sum()
    table = pd.DataFrame({
        "area": list(areas.values()),
        "own": [int(own.get(id, 0)) for id in areas],
        "all": [int(everyone.get(id, 0)) for id in areas],
    })  # fmt: skip
    table = table.assign(left=(quota.sheets_per_area - table["all"]).clip(lower=0))
    return table.sort_values("left", ascending=False, kind="stable", ignore_index=True)


def show_progress(table: pd.DataFrame, quota: Quota) -> None:
    st.dataframe(
        table[["area", "own", "all"]],
        hide_index=True,
        height=300,
        column_config={
            "area": st.column_config.TextColumn(_("片区"), width=78),
            "own": st.column_config.NumberColumn(_("本人"), width=42),
            "all": st.column_config.ProgressColumn(
                _("全体"), width=100, format="%d", min_value=0, max_value=quota.sheets_per_area
            ),
        },
    )
