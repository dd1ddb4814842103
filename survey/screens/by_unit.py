"""Every question in every unit with its verdict, and the headline of every unit along the months."""

from collections.abc import Callable
from dataclasses import replace

import pandas as pd

from survey.actions.charting import read_small_multiples
from survey.actions.comparing import read_heat
from survey.charts.heatmap import draw_heatmap
from survey.charts.multiples import draw_small_multiples
from survey.domain.noticing.false_discovery import LARGEST_SHARE
from survey.domain.noticing.verdict import BETTER, FEW, SAME, WORSE
from survey.locale import _
from survey.screens.figure_methods import control_definition, control_interval
from survey.screens.figure_tables import control_in_words
from survey.screens.figures import View, about_view, labelled, once, show_shared
from survey.screens.questions import rated
from survey.screens.taking_away import definition_words, readings_in_words


def show_heat_map(view: View, on_press: Callable | None = None) -> None:
    cells = once(view, f"heat {view.figure}", lambda: read_heat(view.office, view.selection, view.figure))
    text = view.found.questionnaire.by_key
    named = labelled(rated(view.found, cells), "question", lambda key: text[key].short)
    named = labelled(named, "unit", view.unit, label="unit_label")
    told = heat_in_words(named)
    show_shared(
        view, "heat", _("每道题在每个单位：{figure}").format(figure=view.measured.name),
        lambda theme: draw_heatmap(named, theme, view.figure), words=told, on_press=on_press,
        rows=lambda: readings_in_words(named, {"unit_label": _("单位"), "label": _("题目")}),
        about=replace(about_view(view, definition_words()), says=told),
    )


def heat_in_words(cells: pd.DataFrame) -> str:
    """How many cells differ from their question's mean, and how sure that is."""
    counts = cells["verdict"].value_counts().reindex([BETTER, WORSE, SAME, FEW], fill_value=0)
    found = _("每格和同一道题的平均水平比：{better} 格好于、{worse} 格差于平均水平，{same} 格无明显差异，{few} 格答卷太少。")
    sure = _("同时比了很多格，按 Benjamini-Hochberg 校正：说有差异的里面，预计至多 {share:.0%} 是偶然（默认值）。")
    told = found.format(better=counts[BETTER], worse=counts[WORSE], same=counts[SAME], few=counts[FEW])
    return told + sure.format(share=LARGEST_SHARE)


def show_multiples(view: View) -> None:
    points = once(
        view, f"multiples {view.figure}",
        lambda: read_small_multiples(view.office, view.selection, view.found.questionnaire.headline, view.figure),
    )
    named = labelled(points, "unit", view.unit)
    told = multiples_in_words(named)
    show_shared(
        view, f"multiples {view.figure}", _("各单位逐月：{what}").format(what=view.subject),
        lambda theme: draw_small_multiples(named, theme, view.figure),
        words=told, about=replace(about_view(view, control_definition(view.figure)), interval=control_interval(), says=told),
        rows=lambda: control_in_words(named, view.measured, {"label": _("单位"), "month": _("月份")}),
    )


def multiples_in_words(points: pd.DataFrame) -> str:
    """Which units have a month that chance does not explain, the latest of each."""
    seen = points[points["shown"].astype(bool)]
    signals = seen[seen["rule"].fillna("") != ""].groupby("label", sort=False).tail(1)
    if seen.empty:
        return _("没有可以显示的月份。")
    if signals.empty:
        return _("每个单位都在正常波动之内，没有信号。")
    by_side = {BETTER: _("{unit}（{month} 好转）"), WORSE: _("{unit}（{month} 变差）")}
    names = [by_side[row.side].format(unit=row.label, month=row.month) for row in signals.itertuples()]
    return _("不像偶然的月份，各单位最近的一次：{names}。其余在正常波动之内。").format(names=_("、").join(names))
