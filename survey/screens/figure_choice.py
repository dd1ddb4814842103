"""Which figure the charts of a dashboard show: the score, or one of the rates that the headline question has."""

from survey.actions.noticing import Dashboard
from survey.charts.measure import measure
from survey.domain.counting.reading import FIGURES
from survey.locale import _
from survey.screens.cards import is_ceiling
from survey.screens.choosing import choose_side

NO_USE_AT_THE_CEILING = "top3"  # the cards say why


def choose_figure(found: Dashboard) -> str:
    offered = figures_offered(found)
    return choose_side(_("图表看哪个读数"), offered, lambda id: measure(id).name, key="figure", label_visibility="collapsed")


def figures_offered(found: Dashboard) -> list[str]:
    """Those that the headline question has; at the ceiling without the rate of grades 1-3."""
    row = found.headline.head(1)
    known = [figure for figure in FIGURES if row[figure].notna().any()] or ["score"]
    return [figure for figure in known if not (figure == NO_USE_AT_THE_CEILING and is_ceiling(found.headline))]
