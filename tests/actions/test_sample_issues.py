"""The sample year's planted troubles come out as issues, and wards without trouble do not."""

import shutil
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter
from zoneinfo import ZoneInfo

import pytest

from survey.actions.issues import find_issues
from survey.actions.office import Office
from survey.actions.sample_year import load_sample
from survey.domain.counting.period import parse_period, year_period
from survey.domain.keeping.actor import CONSOLE
from survey.store import open_database
from tests.conftest import PROJECT

END = datetime(2026, 1, 1, tzinfo=UTC)
PARTS = ("surveys/inpatient.toml", "surveys/residents.toml", "surveys/grade.toml", "books/opinion.toml", "contacts.toml")


@pytest.fixture(scope="module")
def year(declarations, tmp_path_factory) -> Office:
    """An office with the surveys of wards, areas and windows, and the book."""
    folder = tmp_path_factory.mktemp("sample-of-issues")
    for part in map(Path, PARTS):
        (folder / "sample" / part).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(PROJECT / "data" / "sample" / part, folder / "sample" / part)
    database = open_database(f"sqlite:///{folder / 'year.db'}", "issues")
    office = Office(declarations, database, folder, ZoneInfo("Asia/Shanghai"), actor=CONSOLE)
    load_sample(office, 2025, END)
    return office


def listed(office: Office, programme: str, period: str, importance=None) -> dict[tuple[str, str], dict]:
    rows = find_issues(office, programme, parse_period(period), END, importance=importance or {}).rows
    return {(row["unit"], row["topic"]): row for row in rows.to_dict("records")}


def test_orthopaedics_is_a_focal_and_difficult_issue_of_noise_and_the_only_focal_one_of_the_wards(year):
    found = listed(year, "lianxin", "2025")

    noise = found["ward-orthopaedics", "noise"]
    assert noise["is_focal"] and noise["is_difficult"] and noise["rounds"] >= 2 and noise["book"] == 22
    assert [place for place, row in found.items() if row["is_focal"]] == [("ward-orthopaedics", "noise")]


def test_no_other_ward_is_over_the_line(year):
    found = listed(year, "lianxin", "2025")

    over = {unit for (unit, _topic), row in found.items() if row["is_focal"] or row["is_clue"] or row["rounds"] >= 2}
    assert over == {"ward-orthopaedics"}


def test_the_pump_failure_at_beiling_is_focal_in_its_quarter_and_over_in_the_next(year):
    # E57, E58, E59
    importance = {"residents.pressure": 0.3, "residents.hours": 0.2, "residents.quality": 0.22, "residents.surroundings": 0.01}

    third, fourth = (listed(year, "water", quarter, importance) for quarter in ("2025-Q3", "2025-Q4"))

    of_beiling = {topic: row for (unit, topic), row in third.items() if unit == "station-beiling"}
    assert of_beiling["pressure"]["is_focal"] and of_beiling["hours"]["is_focal"]
    assert of_beiling["pressure"]["is_worse"] and of_beiling["pressure"]["book"] == 36
    focal = {unit for (unit, _topic), row in third.items() if row["is_focal"]}
    assert focal == {"station-beiling"}
    assert not any(row["is_focal"] for row in fourth.values())


def test_the_property_window_whose_forms_changed_is_not_told_of_months_that_the_guard_hides(year):
    # B11, C7: with the quarters beside them, two months of one window would tell what fewer than ten people said
    assert ("window-property", "told_once") not in listed(year, "centre", "2025-06..2025-07")


def test_oncology_explains_better_than_the_others(year):
    found = listed(year, "lianxin", "2025-Q2")

    assert found["ward-oncology", "explaining"]["is_bright"]


def test_every_issue_says_why_and_names_no_person(year):
    people = [str(person.name) for person in year.declarations.persons.values()]

    for programme in year.declarations.programmes:
        for row in listed(year, programme, "2025").values():
            assert row["why"].endswith("。") and row["owner"]
            assert not any(name in row["why"] for name in people)


def test_a_year_is_gathered_within_seconds(year):
    find_issues(year, "water", year_period(2025), END)
    begun = perf_counter()

    find_issues(year, "lianxin", year_period(2025), END)

    assert perf_counter() - begun < 5  # about half a second on two free cores
