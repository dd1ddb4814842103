"""What got better and what got worse, place by place."""

from dataclasses import replace

import pandas as pd
import streamlit as st

from survey.actions.comparing import Changes
from survey.charts.changes import draw_changes
from survey.charts.verdict import change_of
from survey.domain.counting.period import ALL
from survey.domain.noticing.verdict import BETTER, FEW, WORSE
from survey.locale import _
from survey.screens.changed import COLOURS, change_in_words
from survey.screens.figure_methods import changes_interval
from survey.screens.figure_tables import changes_in_words
from survey.screens.figures import View, about_view, labelled, show_shared
from survey.screens.refusal import plain
from survey.screens.taking_away import figure_words

MOST_SAID, MOST_DRAWN = 5, 20


def show_changes(view: View, changed: Changes | None) -> None:
    """Places that changed in the chosen figure; one sentence where nothing came before."""
    if changed is None:
        st.info(nothing_before(view))
        return
    places = changed.places[view.figure]
    clear = named(view, places[places["verdict"].isin((BETTER, WORSE))]).sort_values(["verdict", "q"], ascending=[False, True])
    title = _("好转与变差：{figure}，{period} 比 {against}").format(
        figure=view.measured.name, period=changed.period, against=changed.against
    )
    words = [place_line(view, row) for _place, row in clear.head(MOST_SAID).iterrows()]
    counts = told_of(places, len(clear))
    told = "\n\n".join([*words, plain(counts)])
    if clear.empty:
        st.markdown(f"##### {title}")
        st.markdown(told)
    else:
        drawn = clear.head(MOST_DRAWN)
        show_shared(
            view, f"changes {view.figure} {changed.against}", title, lambda theme: draw_changes(drawn, theme, view.figure), words=told,
            rows=lambda: changes_in_words(named(view, places), changed, view.measured),
            about=replace(
                about_view(view, figure_words(view.figure)), period=_("{period} 比 {against}").format(period=changed.period, against=changed.against),
                n=_("见各行"), interval=changes_interval(), says=counts,
            ),
        )
    st.caption(
        _("同时比了很多处，按 Benjamini-Hochberg 校正：说“明显”的里面，预计至多一成是偶然（这一成是默认值）。")
    )


def nothing_before(view: View) -> str:
    if view.selection.period == ALL:
        return _("全部时间之前没有可以比较的时期。请选一年、一个季度或一个月。")
    return _("前面的时期没有答卷，没有可以比较的。")


def named(view: View, places: pd.DataFrame) -> pd.DataFrame:
    """With the unit and the question in `label`."""
    questions = labelled(places, "question", lambda key: view.found.questionnaire.by_key[key].short, "asked")
    both = labelled(questions, "unit", view.unit, "where")
    return both.assign(label=[_("{unit}“{question}”").format(unit=row.where, question=row.asked) for row in both.itertuples()])


def place_line(view: View, row: pd.Series) -> str:
    return f":{COLOURS[row['verdict']]}-badge[{change_of(row['verdict'])}] {plain(change_in_words(row['label'], row, view.measured))}"


def told_of(places: pd.DataFrame, clear: int) -> str:
    """How many places there are of each kind, and how many of the clear ones are not drawn."""
    told = _("{clear} 处明显变化，{same} 处与上期无明显差异，{few} 处答卷太少，说不准。").format(
        clear=clear, same=int((~places["verdict"].isin((BETTER, WORSE, FEW))).sum()), few=int((places["verdict"] == FEW).sum())
    )
    more = clear - MOST_DRAWN
    return told + (_("还有 {count} 处没有列出，请筛选单位后再看。").format(count=more) if more > 0 else "")
