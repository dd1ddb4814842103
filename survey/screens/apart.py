"""The units beside each other: a funnel that names only those that differ, or a list in groups by verdict; of few a list."""

from collections.abc import Callable
from dataclasses import replace

import pandas as pd

from survey.actions.charting import read_funnel
from survey.actions.taking import About
from survey.charts.compare import draw_comparison
from survey.charts.funnel import draw_funnel
from survey.domain.noticing.funnel import ALARM, WATCH, Funnel
from survey.domain.noticing.verdict import FEW, SAME
from survey.domain.noticing.verdict_wording import funnel_words, unit_words
from survey.locale import _
from survey.screens.choosing import choose_side
from survey.screens.figure_methods import against_others_words, funnel_method
from survey.screens.figures import View, about_view, labelled, once, show_shared
from survey.screens.refusal import plain
from survey.screens.taking_away import definition_words, readings_in_words

MOST_NAMED = 5


def show_apart(view: View, on_press: Callable | None = None) -> None:
    found = once(
        view, f"funnel {view.figure}",
        lambda: read_funnel(view.office, view.selection, view.found.questionnaire.headline, view.figure),
    )
    ways = {"funnel": _("漏斗图"), "list": _("分组列表")}
    if found.is_few or choose_side(_("各单位"), list(ways), ways.get, key="apart", label_visibility="collapsed") == "list":
        show_list(view, found, on_press)
    else:
        show_funnel(view, found)


def show_funnel(view: View, found: Funnel) -> None:
    show_shared(
        view, f"funnel {view.figure}", _("各单位：{what}").format(what=view.subject),
        lambda theme: draw_funnel(labelled(found.units, "unit", view.unit), found.limits, theme, view.figure),
        help=about_funnel(found), words=words_of(view, found), about=about_units(view, found),
        rows=lambda: readings_in_words(with_verdicts(view, found), {"label": _("单位")}),
    )


def show_list(view: View, found: Funnel, on_press: Callable | None = None) -> None:
    def draw(theme: object) -> object:
        whole = view.found.headline[view.figure].iloc[0] if len(view.found.headline) else None
        return draw_comparison(with_verdicts(view, found), theme, view.figure, whole)

    show_shared(
        view, "units", _("各单位：{what}").format(what=view.subject), draw,
        help=about_funnel(found), words=words_of(view, found), on_press=on_press, about=about_units(view, found),
        rows=lambda: readings_in_words(with_verdicts(view, found), {"label": _("单位")}),
    )


def with_verdicts(view: View, found: Funnel) -> pd.DataFrame:
    """The readings of each unit with what the funnel says of it."""
    rows = view.found.units.assign(verdict=view.found.units["unit"].map(verdicts(found)).fillna(FEW))
    return labelled(rows, "unit", view.unit)


def about_units(view: View, found: Funnel) -> About:
    definition = f"{definition_words()} {funnel_method(found)}"
    return replace(about_view(view, definition), says=funnel_words(found.units, found.p))


def verdicts(found: Funnel) -> pd.Series:
    """By unit what the funnel says of it: better, worse, same or few."""
    units = found.units.set_index("unit")
    return units["side"].where(units["side"] != "", units["grade"].where(units["grade"] == FEW, SAME))


def words_of(view: View, found: Funnel) -> str:
    """How many differ, then each of these in a line, the strongest first; the others have no order."""
    named = labelled(found.units[found.units["grade"].isin((ALARM, WATCH))], "unit", view.unit)
    named = named.sort_values("z", key=abs, ascending=False, kind="stable")
    lines = [f"- {plain(unit_words(row['label'], row))}" for _place, row in named.head(MOST_NAMED).iterrows()]
    return "\n".join([plain(funnel_words(found.units, found.p)) + "\n", *lines])


def about_funnel(found: Funnel) -> str:
    if found.is_few:
        return against_others_words()
    return _(
        "答卷越少，偶然的高低越大，所以漏斗左宽右窄；虚线外（95%）值得关注，实线外（99.8%）异常，"
        "单位之间平常的差别已经算在里面（Spiegelhalter 2005）。漏斗里面的不分先后。"
    )
