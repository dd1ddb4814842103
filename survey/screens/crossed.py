"""Any two declared fields of the same responses against each other, with the test in one sentence."""

from dataclasses import replace

import pandas as pd
import streamlit as st

from survey.actions.crossing import PLACES, crossable, read_cross_table
from survey.charts.cross import draw_cross_table
from survey.domain.noticing.cross_table import RELATED
from survey.domain.noticing.verdict_wording import cross_words
from survey.locale import _
from survey.screens.choosing import choose_one
from survey.screens.figure_methods import cross_definition
from survey.screens.figure_tables import cross_in_words
from survey.screens.figures import View, about_view, labelled, once, show_shared
from survey.screens.refusal import plain
from survey.screens.selection import period_name


def show_cross_table(view: View) -> None:
    fields = crossable(view.office, view.selection)
    left, right = st.columns(2)
    with left:
        row = choose_one(_("行"), fields, lambda id: field_name(view, id), key="row")
    with right:
        column = choose_one(_("列"), fields, lambda id: field_name(view, id), key="column", default=view.found.questionnaire.headline)
    if row == column:
        st.info(_("行和列选了同一项，请换一个。"))
        return
    with st.spinner(_("正在读 {n} 份答卷……").format(n=f"{view.found.responses:,}")):
        found = once(view, f"cross {row} {column}", lambda: read_cross_table(view.office, view.selection, row, column))
    names = field_name(view, row), field_name(view, column)
    told, cells = cross_words(found, *names), in_words(view, found.cells, row, column)
    show_shared(
        view, f"cross {row} {column}", _("{row} × {column}").format(row=names[0], column=names[1]),
        lambda theme: draw_cross_table(cells, theme, found.verdict == RELATED), words=plain(told),
        rows=lambda: cross_in_words(cells, found, *names),
        about=replace(about_view(view, cross_definition()), n=f"n = {found.n:,}", interval="", says=told),
    )


def field_name(view: View, id: str) -> str:
    names = {"unit": _("单位"), "area": _("片区"), "mode": _("填写方式"), "quarter": _("季度")}
    return names[id] if id in PLACES else str(view.found.questionnaire.by_key[id].short)


def in_words(view: View, cells: pd.DataFrame, row: str, column: str) -> pd.DataFrame:
    """The cells with the words of their values, in the order in which these are declared."""
    for name, field in (("row", row), ("column", column)):
        order = values_of(view, field)
        cells = labelled(cells, name, lambda value, order=order: order[value], f"{name}_label")
        places = {value: place for place, value in enumerate(order)}
        cells = cells.assign(**{f"{name}_place": cells[name].map(places).fillna(len(places))})
    return cells.sort_values(["row_place", "column_place"], kind="stable")


def values_of(view: View, field: str) -> dict[str, str]:
    """Id or code -> words."""
    declared = view.office.declarations
    if field == "quarter":
        return {quarter: period_name(quarter) for quarter in sorted(_quarters(view))}
    if field in PLACES:
        return {id: str(one.name) for id, one in {"unit": declared.units, "area": declared.areas, "mode": declared.modes}[field].items()}
    return {option.code: str(option.label) for option in view.found.questionnaire.by_key[field].scale.options}


def _quarters(view: View) -> set[str]:
    months = [month for month in view.found.trend["month"] if month]
    return {f"{month[:4]}-Q{(int(month[5:]) + 2) // 3}" for month in months}
