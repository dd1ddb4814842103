"""What an event may say, and how it is refused."""

import shutil
from datetime import date

import pytest

from survey.declarations import load_declarations
from survey.domain.errors import SurveyError
from tests.conftest import PROJECT


def test_the_failed_pump_of_the_sample_year_rebases_the_charts_of_its_station(declarations):
    failed, renewed = declarations.programme("water").events

    assert (failed.on, failed.units, failed.questionnaires, failed.rebases) == (
        date(2025, 7, 1), ("station-beiling",), ("residents",), True
    )
    assert renewed.on == date(2025, 10, 1)


def test_a_programme_without_such_a_file_has_no_events(tmp_path):
    shutil.copytree(PROJECT / "data", tmp_path / "data", ignore=shutil.ignore_patterns("local"))
    (tmp_path / "data" / "programmes" / "water" / "events.toml").unlink()

    assert load_declarations(tmp_path / "data").programme("water").events == ()


@pytest.mark.parametrize(
    ("right", "wrong", "where"),
    [
        ('id = "pump_2025_10"', 'id = "pump_2025_07"', "event"),
        ("on = 2025-07-01", 'on = "July"', "on"),
        ('units = ["station-beiling"]', 'units = ["station-nowhere"]', "units"),
        ('units = ["station-beiling"]', 'units = ["ward-urology"]', "units"),
        ('questionnaires = ["residents"]', 'questionnaires = ["inpatient"]', "questionnaires"),
        ("\nrebases = true", '\nrebases = "yes"', "rebases"),
        ("\nrebases = true", "\nrebase = true", "rebase"),
    ],
)
def test_an_event_of_what_is_not_there_is_refused_with_its_place(tmp_path, right, wrong, where):
    shutil.copytree(PROJECT / "data", tmp_path / "data", ignore=shutil.ignore_patterns("local"))
    file = tmp_path / "data" / "programmes" / "water" / "events.toml"
    file.write_text(file.read_text(encoding="utf-8").replace(right, wrong, 1), encoding="utf-8")

    with pytest.raises(SurveyError) as refusal:
        load_declarations(tmp_path / "data")

    assert "events.toml" in refusal.value.where and where in refusal.value.where
