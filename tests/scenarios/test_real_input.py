"""Two published surveys, as dirty as they are, give the figures their publishers and our own counting give.

The data are not ours to carry: they lie beside the project, and without them these tests are skipped.
"""

from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from survey.actions.importing import ImportReport, import_file
from survey.actions.office import Office
from survey.declarations import load_declarations
from survey.domain.counting.period import ALL
from survey.domain.counting.reading import answer_values, readings
from survey.domain.keeping.actor import CONSOLE
from survey.store import open_database
from survey.store.tallies import tallies_frame

PROJECT = Path(__file__).parents[2]
SCENARIO = Path(__file__).parent / "real_input"
NHS = "nhs_fft_comments_v6/v6framework_230831.csv.gz"
WATER = "water_tap_survey_r4h2o/customer_survey_two_header_rows.csv"
NOW = datetime(2025, 11, 3, 2, 30, tzinfo=UTC)


def the_file(name: str) -> Path:
    found = [folder / "shared" / "data" / name for folder in PROJECT.parents]
    there = [path for path in found if path.exists()]
    return there[0] if there else pytest.skip(f"no shared/data/{name} beside the project")


@pytest.fixture
def office(tmp_path) -> Office:
    database = open_database(f"sqlite:///{tmp_path / 'real.db'}", "main")
    yield Office(load_declarations(SCENARIO / "data"), database, SCENARIO / "data", ZoneInfo("Asia/Shanghai"), actor=CONSOLE)
    database.engine.dispose()


def take(office: Office, folder: Path, name: str, mapping: str, *asked: str) -> ImportReport:
    return import_file(office, *asked, the_file(name), SCENARIO / mapping, NOW, folder=folder)


def figures(office: Office, programme: str, questionnaire: str, by: tuple[str, ...] = ()):
    asked = office.declarations.programme(programme).questionnaire(questionnaire)
    kept = dict.fromkeys(("question", "answer", "version", *by))
    return readings(tallies_frame(office.database, programme, questionnaire, ALL, tuple(kept)), answer_values([asked]), by)


def test_the_friends_and_family_test_gives_its_published_figures(office, tmp_path):
    report = take(office, tmp_path, NHS, "nhs.toml", "fft", "friends_and_family")

    # 7908 comments of 4466 respondents; 225 of them answered with the code 7, which is documented nowhere.
    assert (report.rows, report.refused_rows, report.responses, report.saved) == (7908, 416, 4466 - 225, 4466 - 225)
    assert set(report.refused["value"]) == {"7"}
    [reading] = figures(office, "fft", "friends_and_family").to_dict("records")
    assert reading["n"] == 4241
    assert round(100 * reading["top2"], 2) == 84.98
    assert round(100 * reading["dissatisfied"], 2) == 9.90


def test_the_dates_of_the_friends_and_family_test_are_reported_and_not_guessed(office, tmp_path):
    report = take(office, tmp_path, NHS, "nhs.toml", "fft", "friends_and_family")

    # The source counts 257 rows written m/d/yyyy by their single digit; 32 more have a month above 12.
    assert report.notes.unreadable_days == 257 + 32
    assert report.notes.several_days == 503
    assert report.notes.cut_comments == 15


def test_importing_the_friends_and_family_test_twice_stores_it_once(office, tmp_path):
    take(office, tmp_path, NHS, "nhs.toml", "fft", "friends_and_family")

    again = take(office, tmp_path, NHS, "nhs.toml", "fft", "friends_and_family")

    assert (again.responses, again.saved) == (4241, 0)
    assert figures(office, "fft", "friends_and_family")["n"].tolist() == [4241]


def test_of_the_tap_water_survey_the_whole_interviews_are_taken_and_the_others_say_why(office, tmp_path):
    report = take(office, tmp_path, WATER, "water.toml", "tap", "tap_water")

    assert (report.rows, report.saved, report.refused_rows) == (690, 491, 199)
    assert report.refused["value"].value_counts().to_dict() == {
        "otherCity": 97, "attention": 79, "noTapWater": 15, "consent": 8
    }


def test_of_the_tap_water_survey_432_rate_the_water(office, tmp_path):
    take(office, tmp_path, WATER, "water.toml", "tap", "tap_water")

    by_question = figures(office, "tap", "tap_water", ("question",)).set_index("question")
    # t01, as counted in the file itself: 1 5, 2 1, 3 1, 4 27, 5 39, 6 126, 7 233
    assert by_question.loc["t01", "n"] == 5 + 1 + 1 + 27 + 39 + 126 + 233
    mean = (1 * 5 + 2 * 1 + 3 * 1 + 4 * 27 + 5 * 39 + 6 * 126 + 7 * 233) / 432
    assert by_question.loc["t01", "score"] == pytest.approx((mean - 1) / 6 * 100, abs=0.01)
