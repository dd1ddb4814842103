"""What a dashboard does on the server for one part of its page: read it, draw it, and turn the figure into what is sent."""

from collections.abc import Callable
from dataclasses import replace

import pandas as pd
import plotly.graph_objects as go

from bench.answers import NOW, PROGRAMME, QUESTIONNAIRE
from survey.actions.charting import read_control_chart, read_funnel, read_small_multiples
from survey.actions.comparing import Changes, read_changes, read_mode_adjusted, read_year_on_year
from survey.actions.issues import find_issues
from survey.actions.minute import read_noticed
from survey.actions.noticing import Dashboard, read_dashboard
from survey.actions.office import Office
from survey.actions.selecting import Selection, check_shown, months_with_responses, responses_in
from survey.charts.changes import draw_changes
from survey.charts.compare import draw_comparison
from survey.charts.control import draw_control_chart
from survey.charts.distribution import draw_distribution
from survey.charts.funnel import draw_funnel
from survey.charts.heatmap import draw_heatmap
from survey.charts.multiples import draw_small_multiples
from survey.charts.questions import draw_questions
from survey.charts.theme import LIGHT
from survey.charts.trend import draw_trend
from survey.domain.counting import differencing
from survey.domain.counting.period import ALL, parse_period, year_period

YEAR = Selection(PROGRAMME, QUESTIONNAIRE, year_period(2025))
EVER = replace(YEAR, period=ALL)
LAST_YEAR = year_period(2024)
QUARTER = replace(YEAR, period=parse_period("2025-Q3"))


def first_screen(office: Office) -> None:
    """All that stands before the choice of a further part."""
    months_with_responses(office, PROGRAMME, QUESTIONNAIRE)
    responses_in(office, YEAR)
    check_shown(office, YEAR)
    found = read_dashboard(office, YEAR)
    responses_in(office, replace(YEAR, period=LAST_YEAR))
    read_changes(office, YEAR, LAST_YEAR, ())
    sent(draw_trend(found.trend, LIGHT))
    apart = read_funnel(office, YEAR, found.questionnaire.headline, "score")
    sent(draw_funnel(apart.units.assign(label=apart.units["unit"]), apart.limits, LIGHT, "score"))


def parts_of(office: Office) -> dict[str, Callable[[], object]]:
    """Each further part alone, the readings of the first screen being kept; the guard is the one of its page."""
    found = read_dashboard(office, YEAR)
    headline = found.questionnaire.headline
    changed = read_changes(office, YEAR, LAST_YEAR)
    return {
        "one quarter's readings": lambda: read_dashboard(office, QUARTER),
        "questions": lambda: sent(draw_questions(found.questions.assign(label=found.questions["question"]), LIGHT)),
        "heat, each cell with its verdict": lambda: sent(draw_heatmap(heat_cells(found, changed), LIGHT)),
        "answers": lambda: sent(draw_distribution(answer_bars(found), LIGHT)),
        "modes, adjusted": lambda: _modes(office, found, headline),
        "changes, score and dissatisfied": lambda: _changes(office),
        "the year in its three parts": lambda: read_year_on_year(office, YEAR),
        "control chart, score": lambda: _control(office, headline, "score"),
        "control chart, dissatisfied": lambda: _control(office, headline, "dissatisfied"),
        "small multiples": lambda: sent(draw_small_multiples(read_small_multiples(office, EVER, headline), LIGHT)),
        "funnel": lambda: _funnel(office, headline),
        "the issues of a year": lambda: find_issues(office, PROGRAMME, YEAR.period, NOW),
        "the head's quarter, before it is drawn": lambda: read_noticed(office, PROGRAMME, QUARTER.period, NOW),
    }


def sent(figure: go.Figure) -> str:
    """What goes to the browser."""
    return figure.to_json()


def forget_guard() -> None:
    """As a new response makes it: its counts are others."""
    differencing._shown.cache_clear()


def heat_cells(found: Dashboard, changed: Changes) -> pd.DataFrame:
    verdicts = changed.places["score"][["unit", "question", "verdict"]]
    cells = found.heat.merge(verdicts, on=["unit", "question"], how="left")
    return cells.assign(label=cells["question"], unit_label=cells["unit"], verdict=cells["verdict"].fillna("few"))


def answer_bars(found: Dashboard) -> pd.DataFrame:
    answers = found.answers
    return answers.assign(label=answers["question"], answer_label=answers["answer"], grade=float("nan"))


def _modes(office: Office, found: Dashboard, headline: str) -> None:
    read_mode_adjusted(office, YEAR, headline)
    sent(draw_comparison(found.modes.assign(label=found.modes["mode"]), LIGHT))


def _changes(office: Office) -> None:
    changed = read_changes(office, YEAR, LAST_YEAR)
    for figure in ("score", "dissatisfied"):
        frame = changed.places[figure]
        sent(draw_changes(frame, LIGHT, figure))


def _control(office: Office, headline: str, figure: str) -> None:
    chart = read_control_chart(office, EVER, headline, figure)
    sent(draw_control_chart(chart.points, LIGHT, figure, chart.events))


def _funnel(office: Office, headline: str) -> None:
    found = read_funnel(office, YEAR, headline, "dissatisfied")
    sent(draw_funnel(found.units, found.limits, LIGHT, "dissatisfied"))
