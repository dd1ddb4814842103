"""A question that changed its words in the middle of a year: nothing of before and after is mixed."""

from dataclasses import replace
from datetime import date

import pytest

from survey.actions.asking import take_response
from survey.actions.noticing import read_dashboard
from survey.actions.office import Office
from survey.actions.selecting import Selection
from survey.domain.counting.period import Period, year_period
from survey.locale import Words
from tests.actions.cast import a_sheet
from tests.conftest import NOW

MAY, SEPTEMBER = date(2025, 5, 6), date(2025, 9, 9)


def with_new_words(office: Office) -> Office:
    """The office, its inpatients asked the headline question in other words from version 2 on."""
    declared = office.declarations
    programme = declared.programme("lianxin")
    first = programme.questionnaire("inpatient")
    reworded = tuple(
        replace(question, text=Words("换了一种问法？", "Asked otherwise?")) if question.key == first.headline else question
        for question in first.questions
    )
    second = replace(first, version=2, questions=reworded)
    changed = replace(programme, questionnaires=(*programme.questionnaires, second))
    return replace(office, declarations=replace(declared, programmes={**declared.programmes, "lianxin": changed}))


@pytest.fixture
def reworded(office) -> Office:
    """30 answered the old words in May, 20 the new ones in September, 12 still the old ones."""
    changed = with_new_words(office)
    for number, (version, day, code) in enumerate(
        [(1, MAY, "5")] * 30 + [(2, SEPTEMBER, "3")] * 20 + [(1, SEPTEMBER, "5")] * 12
    ):
        sheet = a_sheet(number, version=version, happened_on=day, origin="form", raw={"overall": code})
        take_response(changed, sheet, NOW)
    return changed


def test_a_periods_figure_takes_the_new_words_and_says_what_it_left_out(reworded):
    found = read_dashboard(reworded, Selection("lianxin", "inpatient", year_period(2025)))

    assert (found.responses, found.left_out) == (62, 42)
    assert found.headline[["n", "score"]].iloc[0].tolist() == [20, 50.0]
    assert found.units["n"].tolist() == [20] and found.modes["n"].tolist() == [20]


def test_the_trend_has_a_row_for_each_segment_and_month(reworded):
    trend = read_dashboard(reworded, Selection("lianxin", "inpatient", year_period(2025))).trend

    rows = list(trend[["segment", "month", "n", "score"]].itertuples(index=False, name=None))
    assert rows == [(1, "2025-05", 30, 100.0), (1, "2025-09", 12, 100.0), (2, "2025-09", 20, 50.0)]


def test_a_period_before_the_change_is_read_in_its_own_words(reworded):
    found = read_dashboard(reworded, Selection("lianxin", "inpatient", Period("2025-05", "2025-05")))

    assert found.left_out == 0
    assert found.headline[["n", "score"]].iloc[0].tolist() == [30, 100.0]
