"""Modes: each by itself, what they do to the score, and the units as if all had been asked alike."""

from dataclasses import replace

import pandas as pd
import streamlit as st

from survey.actions.comparing import read_mode_adjusted
from survey.charts.compare import draw_comparison
from survey.domain.counting.mode_adjusted import ModeAdjusted, mode_words, why_not_adjusted
from survey.locale import _
from survey.screens.figure_methods import adjusted_definition, adjusted_interval
from survey.screens.figure_tables import adjusted_in_words
from survey.screens.figures import View, about_view, labelled, once, show_shared
from survey.screens.taking_away import definition_words, offer_table, readings_in_words


def show_modes(view: View) -> None:
    show_shared(
        view, "modes", _("分填写方式：{what}").format(what=view.headline),
        lambda theme: draw_comparison(labelled(view.found.modes, "mode", view.mode), theme),
        rows=lambda: readings_in_words(labelled(view.found.modes, "mode", view.mode), {"label": _("填写方式")}),
        definition=definition_words(),
    )
    st.caption(_("不同的填写方式不能直接比较：有人当面念读时，大家答得更客气；肯扫码的人也和别人不同。"))
    if len(view.found.modes) > 1:
        headline = view.found.questionnaire.headline
        show_adjusted(view, once(view, "modes", lambda: read_mode_adjusted(view.office, view.selection, headline)))


def show_adjusted(view: View, found: ModeAdjusted) -> None:
    """What each mode does, in words, and each unit's score raw and adjusted side by side."""
    st.markdown(
        "##### " + _("校正填写方式之后：{what}").format(what=view.headline),
        help=_(
            "假设每个单位用各种方式填的比例都和全部答卷一样，得分会是多少。单位和方式的影响用加权最小二乘同时估计；"
            "同一种方式在各单位影响不一样时，区间会变宽。校正不设上限。"
        ),
    )
    if words := effects_in_words(view, found.effects):
        st.markdown("\n".join(f"- {sentence}" for sentence in words))
    table = side_by_side(view, found.figures)
    numbers = {name: st.column_config.NumberColumn(format="%.1f") for name in table.select_dtypes("float")}
    st.dataframe(table, hide_index=True, height="content", placeholder="—", column_config=numbers)
    told = _("；").join(words)
    offer_table(
        view.office, _("校正填写方式之后：{what}").format(what=view.headline),
        replace(about_view(view, adjusted_definition()), interval=adjusted_interval(), says=told),
        lambda: adjusted_in_words(seen_of(view, found.figures)), "adjusted",
    )
    hidden = int((~found.figures["shown"]).sum())
    if hidden:
        st.caption(_("另有 {count} 个单位答卷太少，不显示。").format(count=hidden))


def effects_in_words(view: View, effects: pd.DataFrame) -> list[str]:
    """A sentence for each mode but the most used one."""
    named = labelled(effects, "mode", view.mode)
    if named.empty:
        return []
    reference = named["label"].iloc[0]
    told = named.iloc[1:]
    told = told[told["shown"] & told["low"].notna()]
    return [mode_words(row.label, reference, row.difference, row.low, row.high) for row in told.itertuples()]


def side_by_side(view: View, figures: pd.DataFrame) -> pd.DataFrame:
    """A row a unit that may be seen, by its name: n, raw, adjusted, interval, and where one is not adjusted, why."""
    seen = seen_of(view, figures)
    intervals = ["—" if pd.isna(row.low) else f"{row.low:.1f}–{row.high:.1f}" for row in seen.itertuples()]
    reasons = [why_not_adjusted(reason) for reason in seen["reason"]]
    table = pd.DataFrame({
        _("单位"): seen["label"], "n": [f"{n:,}" for n in seen["n"]], _("原始得分"): seen["raw"].round(1), _("校正后得分"): seen["adjusted"].round(1),
        _("95% 区间"): intervals,
    })
    return table.assign(**{_("说明"): reasons}) if any(reasons) else table


def seen_of(view: View, figures: pd.DataFrame) -> pd.DataFrame:
    """The units that may be seen, by name in `label`."""
    return labelled(figures[figures["shown"]], "unit", view.unit)
