"""Published requests of citizens go in by a mapping, whatever their dates and line ends, and give their figures."""

import shutil
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from tests.scenarios.test_real_input import SCENARIO as RESPONSES
from tests.scenarios.test_real_input import the_file

from survey.actions.case_importing import CaseReport, describe_cases, import_cases
from survey.actions.handling import list_cases, list_closings
from survey.actions.office import Office
from survey.declarations import load_declarations
from survey.domain.errors import SurveyError
from survey.domain.handling.closing import closing_times
from survey.domain.keeping.actor import CONSOLE
from survey.store.cases import clocks_frame, steps_frame

SCENARIO = Path(__file__).parent / "real_cases"
NOW = datetime(2025, 11, 3, 2, 30, tzinfo=UTC)
IN_2022 = ("nyc311/nyc311_2022-05-01_924.csv.gz", "american_dates.toml")
IN_2023 = ("nyc311/nyc311_2023-12_500.csv.gz", "iso_dates.toml")
IN_2013 = ("nyc311/nyc311_2013-12-25_CRonly.csv.gz", "one_day.toml")


@pytest.fixture
def office(database, tmp_path) -> Office:
    """An office whose one programme is made up here: a request is open until it is closed."""
    data = tmp_path / "data"
    programme = data / "programmes" / "requests"
    (programme / "cases").mkdir(parents=True)
    for name in ("people.toml", "permissions.toml", "scales.toml", "modes.toml"):
        shutil.copy(RESPONSES / "data" / name, data)
    shutil.copy(SCENARIO / "units.toml", data)
    shutil.copy(SCENARIO / "request.toml", programme / "cases")
    for name in ("programme.toml", "topics.toml"):
        shutil.copy(SCENARIO / name, programme)
    return Office(load_declarations(data), database, data, ZoneInfo("Asia/Shanghai"), actor=CONSOLE)


def take(office: Office, folder: Path, path: Path, mapping: Path, **options) -> CaseReport:
    return import_cases(office, "requests", "request", path, mapping, NOW, folder=folder, **options)


def take_real(office: Office, folder: Path, name: str, mapping: str) -> CaseReport:
    return take(office, folder, the_file(name), SCENARIO / mapping)


def figures(office: Office, by: tuple[str, ...] = ()):
    return closing_times(list_closings(office, "requests"), by)


@pytest.mark.parametrize(
    ("source", "rows", "closed", "median"), [(IN_2022, 924, 480, 32.4167), (IN_2023, 500, 232, 16.4167)]
)
def test_requests_come_out_of_the_store_as_closed_and_as_fast_as_their_file_says(
    office, tmp_path, source, rows, closed, median
):
    report = take_real(office, tmp_path, *source)

    assert (report.rows, report.saved, report.closed, report.refused_rows) == (rows, rows, closed, 0)
    [told] = figures(office).to_dict("records")
    assert (told["n"], told["open"], told["untimed"]) == (closed, rows - closed, 0)
    assert round(told["median"], 4) == median


def test_requests_without_any_date_are_of_the_day_that_the_mapping_names(office, tmp_path):
    report = take_real(office, tmp_path, *IN_2013)

    found = list_cases(office, "requests")
    assert (report.rows, report.saved, report.closed, report.untimed) == (2386, 2386, 2302, 2386)
    topics = found["topic"].value_counts()
    assert (topics["water_system"], topics["sewer"], topics.sum()) == (58, 34, 2386)
    assert {f"{day}" for day in found["opened_on"]} == {"2013-12-25"}


def test_of_what_is_known_by_its_day_nobody_says_how_long_it_took(office, tmp_path):
    take_real(office, tmp_path, *IN_2013)

    [told] = figures(office).to_dict("records")
    assert (told["n"], told["open"], told["untimed"]) == (0, 2386 - 2302, 2302)
    clocks = clocks_frame(office.database, list(list_cases(office, "requests")["id"]))
    assert clocks["is_dropped"].sum() == 2302  # neither within two hours nor late


def test_a_file_without_moments_is_refused_unless_its_mapping_names_the_day(office, tmp_path):
    without = (SCENARIO / "one_day.toml").read_text(encoding="utf-8").replace("[opened]\nday = 2013-12-25", "[opened]")
    (tmp_path / "map.toml").write_text(without, encoding="utf-8")

    with pytest.raises(SurveyError) as refused:
        take(office, tmp_path, the_file(IN_2013[0]), tmp_path / "map.toml")

    assert "[opened]" in refused.value.where
    assert list_cases(office, "requests").empty


def test_importing_requests_twice_stores_them_once(office, tmp_path):
    first = take_real(office, tmp_path, *IN_2023)

    again = take_real(office, tmp_path, *IN_2023)

    assert (first.saved, again.saved, again.cases, again.differing) == (500, 0, 500, [])
    assert len(steps_frame(office.database, list(list_cases(office, "requests")["id"]))) == 500 + 232


def test_an_imported_request_has_its_clock_too(office, tmp_path):
    take_real(office, tmp_path, *IN_2022)

    ids = list(list_cases(office, "requests")["id"])
    clocks = clocks_frame(office.database, ids)
    assert len(clocks) == 924
    late = [row for row in clocks.itertuples() if row.ended_at and row.ended_at > row.due_at]
    assert len(late) == 1  # the slowest took 123.8 minutes


# Made-up rows, each with one thing wrong

HEADER = "number,came,done,status,channel,about\n"
MAP = """
id = ["number"]
zone = "America/New_York"
[opened]
column = "came"
formats = ["%m/%d/%Y %I:%M %p"]
[unit]
value = "police"
[channel]
column = "channel"
[topic]
value = "other"
[text]
column = "about"
[state]
column = "status"
values = { Closed = "closed", Open = "open" }
[[move]]
id = "close"
column = "done"
formats = ["%m/%d/%Y %I:%M %p"]
"""


def take_rows(office: Office, folder: Path, *rows: str, mapping: str = MAP, **options) -> CaseReport:
    (folder / "rows.csv").write_text(HEADER + "".join(f"{row}\n" for row in rows), encoding="utf-8")
    (folder / "map.toml").write_text(mapping, encoding="utf-8")
    return take(office, folder, folder / "rows.csv", folder / "map.toml", **options)


GOOD = "1,05/01/2022 01:00 AM,05/01/2022 01:30 AM,Closed,phone,noise"


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("2,05/01/2022 01:00 AM,05/01/2022 12:59 AM,Closed,phone,x", "办理时间早于上一步（2022-05-01 01:00）"),
        ("2,05/01/2022 01:00 AM,,Closed,phone,x", "表里的状态是“已办结”"),
        ("2,05/01/2022 01:00 AM,05/01/2022 02:00 AM,Open,phone,x", "表里的状态是“办理中”"),
        ("2,2022-05-01 01:00,,Open,phone,x", "时间看不懂"),
        ("2,13/05/2022 01:00 AM,,Open,phone,x", "时间看不懂"),
        ("2,11/06/2022 01:30 AM,,Open,phone,x", "时间看不懂"),  # twice that night, when summer time ended
        ("2,03/13/2022 02:30 AM,,Open,phone,x", "时间看不懂"),  # never, as it began
        ("2,,,Open,phone,x", "没有写什么时候来的"),
        ("2,05/01/2099 01:00 AM,,Open,phone,x", "办理时间还没有到"),
        ("2,05/01/2022 01:00 AM,,Lost,phone,x", "没有写“Lost”对应什么"),
        ("2,05/01/2022 01:00 AM,,Open,,x", "没有写来源"),
        ("2,05/01/2022 01:00 AM,,Open,phone,", "还没有写内容"),
        (",05/01/2022 01:00 AM,,Open,phone,x", "没有编号"),
        ("2,05/01/2022 01:00 AM,,Open,phone", "这一行有 5 格"),
    ],
)
def test_a_row_whose_history_cannot_be_is_refused_with_its_line_and_the_others_go_in(office, tmp_path, row, reason):
    report = take_rows(office, tmp_path, GOOD, row)

    assert (report.saved, report.refused_rows) == (1, 1)
    [refused] = report.refused.to_dict("records")
    assert refused["line"] == 3 and reason in refused["reason"]
    assert reason in report.refused_file.read_text(encoding="utf-8-sig")
    assert any("第 3 行" in line for line in describe_cases(report))


def test_two_rows_of_one_number_are_both_refused(office, tmp_path):
    report = take_rows(office, tmp_path, GOOD, GOOD.replace("phone", "online"))

    assert (report.saved, sorted(set(report.refused["line"]))) == (0, [2, 3])


def test_mended_refused_rows_are_imported_as_they_stand(office, tmp_path):
    report = take_rows(office, tmp_path, GOOD, "2,05/01/2022 01:00 AM,,Lost,phone,x")
    mended = tmp_path / "mended.csv"
    mended.write_text(report.refused_file.read_text(encoding="utf-8-sig").replace(",Lost,", ",Open,"), encoding="utf-8")

    again = take(office, tmp_path, mended, tmp_path / "map.toml")

    assert (again.saved, again.refused_rows) == (1, 0)


def test_a_case_that_stands_otherwise_now_is_told_and_left_as_it_is(office, tmp_path):
    take_rows(office, tmp_path, "1,05/01/2022 01:00 AM,,Open,phone,noise")

    later = take_rows(office, tmp_path, GOOD)

    assert (later.saved, later.differing) == (0, [2])
    assert list_cases(office, "requests")["state"].tolist() == ["open"]
    assert any("原来的没有改动（第 2 行）" in line for line in describe_cases(later))


def test_an_interrupted_import_of_cases_leaves_nothing(office, tmp_path):
    def interrupt(done: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        take_rows(office, tmp_path, GOOD, progress=interrupt)

    assert list_cases(office, "requests").empty


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("America/New_York", "New York", "zone"),
        ("%m/%d/%Y %I:%M %p", "%m/%d %I:%M %p", "formats"),
        ("%m/%d/%Y %I:%M %p", "%m/%d/%Y %I:%M", "formats"),  # twelve hours without AM and PM
        ("%m/%d/%Y %I:%M %p", "%m/%d/%y %I:%M %p", "formats"),  # two digits name no century
        ('id = "close"', 'id = "shut"', "close"),
        ('value = "police"', 'value = "nobody"', "police"),
        ('Open = "open"', 'Open = "waiting"', "open、closed"),
        ("[text]", "[words]", "words"),
    ],
)
def test_a_mapping_of_cases_is_read_strictly(office, tmp_path, old, new, told):
    with pytest.raises(SurveyError) as refused:
        take_rows(office, tmp_path, GOOD, mapping=MAP.replace(old, new))

    assert told in str(refused.value)


def test_a_move_of_one_day_says_which_rows_made_it(office, tmp_path):
    mapping = MAP.replace('column = "done"\nformats = ["%m/%d/%Y %I:%M %p"]', "day = 2022-05-02")

    with pytest.raises(SurveyError) as refused:
        take_rows(office, tmp_path, GOOD, mapping=mapping)

    assert "states" in refused.value.where
