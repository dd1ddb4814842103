"""The evidence of one issue: its readings by question, its cases with their links, and the confirmed words."""

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from survey.actions.issue_evidence import read_evidence
from survey.actions.office import Office
from survey.actions.taking import About
from survey.domain.asking.programme import Programme
from survey.domain.counting.period import Period
from survey.locale import _
from survey.screens.case_words import case_address, kind_of, topic_name, unit_word
from survey.screens.refusal import plain
from survey.screens.taking_away import definitions, named, offer_table

MOST = 10


def show_evidence(office: Office, programme: Programme, period: Period, row: Mapping) -> None:
    found = read_evidence(office, programme.id, period, row["unit"], row["topic"])
    show_readings(office, programme, period, row, found.readings)
    show_cases(office, found.cases)
    show_words(found.comments, row)


def show_readings(office: Office, programme: Programme, period: Period, row: Mapping, readings: pd.DataFrame) -> None:
    st.markdown("**" + _("各题读数（{period}）").format(period=plain(period)) + "**")
    if readings.empty:
        st.caption(_("没有能显示的题：不足十人回答，或没有问到。"))
        return
    names = [str(programme.questionnaire(q).by_key[key].text) for q, key in zip(readings["questionnaire"], readings["question"])]
    readings = readings.assign(name=names).sort_values("dissatisfied", ascending=False)
    shares = [100 * readings[name].astype(float) for name in ("dissatisfied", "dissatisfied_low", "dissatisfied_high")]
    table = pd.DataFrame({
        "question": readings["name"], "n": readings["n"].astype(int), "score": readings["score"].astype(float),
        "share": shares[0], "interval": [f"{low:.1f}–{high:.1f}%" for low, high in zip(*shares[1:])],
    })  # fmt: skip
    st.dataframe(table, hide_index=True, column_config={
        "question": st.column_config.TextColumn(_("题目"), width="large"),
        "n": st.column_config.NumberColumn(_("回答数"), format="localized", width=80),
        "score": st.column_config.NumberColumn(_("得分（0–100）"), format="%.1f", width=110),
        "share": st.column_config.NumberColumn(_("不满意"), format="%.1f%%", width=80),
        "interval": st.column_config.TextColumn(_("95% 区间"), width=110),
    })  # fmt: skip
    of = f"{unit_word(office, row['unit'])} · {topic_name(programme, row['topic'])}"
    about = About(str(period), of, definition=definitions()["dissatisfied"], interval=_("95%，Wilson"))
    offer_table(
        office, _("各题读数：{of}").format(of=of), about, lambda: readings_away(readings), "evidence", "read_dashboard"
    )


def readings_away(readings: pd.DataFrame) -> pd.DataFrame:
    """EVIDENCE_READINGS with `name` under words; what fewer than ten answered is not among them."""
    bad, low, high = _("不满意（%）"), _("{name}，95% 区间下限"), _("{name}，95% 区间上限")
    words = {
        "name": _("题目"), "n": _("回答数 n"), "score": _("得分（0–100）"), "dissatisfied": bad,
        "dissatisfied_low": low.format(name=bad), "dissatisfied_high": high.format(name=bad),
    }  # fmt: skip
    shares = {name: (100 * readings[name].astype(float)).round(1) for name in words if name.startswith("dissatisfied")}
    return named(readings.assign(score=readings["score"].astype(float).round(1), **shares), words)


def show_cases(office: Office, cases: pd.DataFrame) -> None:
    """Those that the reader may open."""
    if cases.empty:
        return
    st.markdown("**" + _("事项 {n}").format(n=len(cases)) + "**")
    lines = []
    for row in cases.head(MOST).itertuples():
        kind = kind_of(office.declarations.programme(row.programme), row.kind)
        link = f"[{plain(row.code)}]({case_address(row.programme, row.id)})"
        lines.append(f"- {link}　{row.opened_on}　{plain(kind.title)}　:gray-badge[{plain(kind.state(row.state).name)}]")
    st.markdown("\n".join(lines))
    if len(cases) > MOST:
        st.caption(_("只列出最近的 {most} 件。").format(most=MOST))


def show_words(comments: pd.DataFrame | None, row: Mapping) -> None:
    if comments is None:
        st.caption(_("意见原文您不能看，只看件数。"))
        return
    if comments.empty:
        if row["suggested"]:
            st.caption(_("词典认出 {n} 条，还没有人确认；到“词语归类”里确认后才算数。").format(n=row["suggested"]))
        return
    st.markdown("**" + _("已有人确认的原话 {n}").format(n=len(comments)) + "**")
    st.caption(_("原文照录，最新的在前；请不要据此猜测是谁写的。"))
    st.markdown("\n".join(f"- {plain(text.replace(chr(10), ' '))}" for text in comments["text"].head(MOST)))
