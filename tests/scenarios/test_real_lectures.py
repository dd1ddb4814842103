"""73,421 published ratings of lectures in 14 departments give the figures that pandas counts in the file itself.

The data are not ours to carry: they lie beside the project, and without them these tests are skipped.
"""

import shutil
from zoneinfo import ZoneInfo

import pandas as pd
import pytest

from survey.actions.importing import ImportReport
from survey.actions.noticing import read_dashboard
from survey.actions.office import Office
from survey.actions.selecting import Selection, check_shown
from survey.declarations import load_declarations
from survey.domain.counting.period import ALL
from survey.domain.keeping.actor import CONSOLE
from survey.store import open_database
from tests.scenarios.test_real_input import SCENARIO, figures, take, the_file

LECTURES = "insteval/InstEval.csv.gz"


@pytest.fixture(scope="module")
def ratings() -> pd.DataFrame:
    """The file itself. s student, d lecturer, dept department, service 1 for another department, y 1 poor to 5 very good."""
    return pd.read_csv(the_file(LECTURES))


@pytest.fixture(scope="module")
def office(tmp_path_factory, ratings) -> Office:
    folder = tmp_path_factory.mktemp("lectures")
    shutil.copytree(SCENARIO / "data", folder / "data")
    (folder / "data" / "people.toml").write_text(lecturers(ratings), encoding="utf-8")
    database = open_database(f"sqlite:///{folder / 'real.db'}", "main")
    yield Office(load_declarations(folder / "data"), database, folder / "data", ZoneInfo("Europe/Zurich"), actor=CONSOLE)
    database.engine.dispose()


def lecturers(ratings: pd.DataFrame) -> str:
    """people.toml: each lecturer teaches in one department."""
    each = ratings.drop_duplicates("d")[["d", "dept"]].sort_values("d")
    return "\n".join(
        f'[[person]]\nid = "{d}"\nunit = "department-{dept:02}"\nrole = "lecturer"\nname = {{ zh = "教师 {d}", en = "Lecturer {d}" }}'
        for d, dept in each.itertuples(index=False)
    )


@pytest.fixture(scope="module")
def report(office, tmp_path_factory) -> ImportReport:
    return take(office, tmp_path_factory.mktemp("refused"), LECTURES, "lectures.toml", "lectures", "lecture")


def test_every_rating_is_taken_without_a_day(report):
    # The data set's help page in lme4 names 73421 observations.
    assert (report.rows, report.saved, report.refused_rows) == (73421, 73421, 0)
    assert report.notes.undated == 73421


def test_the_grades_are_those_of_the_file(office, report):
    [reading] = figures(office, "lectures", "lecture").to_dict("records")

    # Counted in the file: 5 15754, 4 16921, 3 17609, 2 12951, 1 10186.
    assert reading["n"] == 15754 + 16921 + 17609 + 12951 + 10186
    assert reading["top2"] == pytest.approx((15754 + 16921) / 73421)
    assert reading["dissatisfied"] == pytest.approx((12951 + 10186) / 73421)


@pytest.mark.parametrize(("by", "column", "name"), [
    ("unit", "dept", lambda dept: f"department-{dept:02}"),
    ("mode", "service", {0: "own-students", 1: "other-students"}.get),
    ("person", "d", str),
])
def test_the_mean_of_each_department_audience_and_lecturer_is_that_of_pandas(office, report, ratings, by, column, name):
    ours = figures(office, "lectures", "lecture", (by,)).set_index(by)

    theirs = ratings.groupby(column)["y"].agg(["size", "mean"]).rename(index=name)
    assert ours["n"].to_dict() == theirs["size"].to_dict()
    assert ours["score"].to_dict() == pytest.approx(((theirs["mean"] - 1) / 4 * 100).to_dict(), abs=1e-9)


def test_a_page_of_all_of_time_shows_the_fourteen_departments(office, report):
    selection = Selection("lectures", "lecture", ALL, (), ())

    check_shown(office, selection)
    units = read_dashboard(office, selection).units

    assert len(units) == 14
    assert units["shown"].all()
