"""Adjusted scores of persons: from a store to the cards of those who may read them, and nothing small on its way."""

import shutil
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from openpyxl import load_workbook
from tests.actions.cast import actor_of
from tests.conftest import PROJECT

from survey.actions.fair_scores import renew_fair_scores
from survey.actions.judging import evaluate, year_end
from survey.actions.office import Office
from survey.actions.sample_year import load_sample
from survey.domain.counting.small_numbers import MINIMUM
from survey.domain.keeping.actor import CONSOLE
from survey.store import open_database
from survey.workbook.year_end import write_year_end

END = datetime(2026, 1, 1, tzinfo=UTC)
SURVEYS = ("inpatient.toml", "residents.toml", "grade.toml")


@pytest.fixture(scope="module")
def year(declarations, tmp_path_factory) -> Office:
    """An office with the surveys of a sample year and its book."""
    folder = tmp_path_factory.mktemp("sample-of-fairness")
    for name in (*(f"surveys/{survey}" for survey in SURVEYS), "books/opinion.toml", "contacts.toml"):
        (folder / "sample" / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(PROJECT / "data" / "sample" / name, folder / "sample" / name)
    database = open_database(f"sqlite:///{folder / 'year.db'}", "fairness")
    office = Office(declarations, database, folder, ZoneInfo("Asia/Shanghai"), actor=CONSOLE)
    load_sample(office, 2025, END)
    return office


def test_scores_about_persons_are_adjusted_and_no_others(year):
    # measures.md 9: quality, pressure and supply hours belong to the network
    found = evaluate(year, 2025, END).fair

    asked = {year_indicator for _person, year_indicator in found}
    questions = {
        programme.questionnaire(indicator.questionnaire).by_key[key].subject
        for programme in year.declarations.programmes.values() for indicator in programme.indicators if indicator.id in asked
        for key in indicator.questions
    }
    assert found and questions == {"person"}
    assert all(score.n >= MINIMUM and (score.adjusted is None or abs(score.adjusted - score.raw) <= 12.5 + 1e-9) for score in found.values())


def test_whoever_is_evaluated_sees_the_own_adjusted_score_alone(year):
    nurse = evaluate(year.acting(actor_of("staff")), 2025, END)

    assert {person for person, _indicator in nurse.fair} == {"N0901"}


def test_the_marks_are_what_they_were(year):
    # decision 0019
    found = evaluate(year, 2025, END)

    for (person, indicator), score in found.fair.items():
        marks = [mark for sheet in found.standings.values() for s in sheet if s.card.subject == person for mark in s.card.marks]
        readings = [mark.reading for mark in marks if mark.item.indicator == indicator and mark.reading]
        assert all(reading.value == reading.numerator / reading.denominator for reading in readings)


def test_at_night_only_what_others_came_for_is_adjusted_anew(year):
    evaluate(year, 2025, END)

    assert renew_fair_scores(year, 2025, END.replace(hour=2)) == 0
    assert renew_fair_scores(year, 1999, END) == 0  # a year without rules


def test_no_figure_of_fewer_than_ten_is_in_the_years_workbook(year, tmp_path):
    # measures.md 8
    path = tmp_path / "year.xlsx"
    write_year_end(year_end(year, 2025, END), path)
    workbook = load_workbook(path, data_only=True)

    counts = [
        row[column].value
        for sheet, head in (("校正得分", 3), ("焦点难点亮点", 3), ("计算明细", 4))
        for column in [place for place, cell in enumerate(workbook[sheet][head]) if cell.value == "n"]
        for row in workbook[sheet].iter_rows(min_row=head + 1)
    ]
    months = [row[1] for row in workbook["月度趋势"].iter_rows(values_only=True) if str(row[0])[:4] == "2025"]

    told = [n for n in (*counts, *months) if n is not None]
    assert len(told) > 100 and min(told) >= MINIMUM
