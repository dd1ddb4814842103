"""Every night has its backup, the oldest make room, and what goes wrong is told and tried again."""

import asyncio
import os
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from time import monotonic
from zoneinfo import ZoneInfo

import pytest

from survey.actions.night_watch import night_watch, one_night
from survey.actions.nightly import Nights, backup_tonight, is_overdue, next_run, read_nights
from survey.domain.asking.response import Response
from survey.domain.counting.period import ALL
from survey.domain.errors import SurveyError
from survey.domain.keeping.actor import CITIZEN
from survey.domain.keeping.retention import MARK
from survey.store import open_database
from survey.store.archive import open_archive
from survey.store.response_reading import comments_frame
from survey.store.responses import save_responses
from survey.store.restore import restore_backup
from tests.conftest import NOW

SHANGHAI, BERLIN = ZoneInfo("Asia/Shanghai"), ZoneInfo("Europe/Berlin")


def a_response(number: int = 1) -> Response:
    return Response(
        id=f"response-number-{number:04}", programme="care", questionnaire="stay", version=1, unit="ward-1",
        mode="qr", happened_on=NOW.date(), entered_at=NOW, origin="form", answers={"kind": "5"}, comments={},
    )


@pytest.fixture
def lived_in(office):
    """The office with one response."""
    save_responses(office.database, [a_response()])
    return office


def words(office) -> list[str]:
    return comments_frame(office.database, "care", "stay", ALL)["text"].tolist()


@pytest.fixture
def folder(tmp_path) -> Path:
    """Where the backups lie."""
    folder = tmp_path / "backups"
    folder.mkdir()
    return folder


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


@pytest.mark.parametrize(
    ("now", "zone", "hour", "expected"),
    [
        ("2025-11-03T01:59:59+08:00", SHANGHAI, 2, "2025-11-03T02:00+08:00"),
        ("2025-11-03T02:00:00+08:00", SHANGHAI, 2, "2025-11-04T02:00+08:00"),
        ("2025-11-03T23:00:00+08:00", SHANGHAI, 2, "2025-11-04T02:00+08:00"),
        ("2025-11-02T18:30:00+00:00", SHANGHAI, 2, "2025-11-04T02:00+08:00"),  # 02:30 of the 3rd where the office is
        ("2025-12-31T20:00:00+08:00", SHANGHAI, 0, "2026-01-01T00:00+08:00"),
        ("2025-03-30T00:30:00+01:00", BERLIN, 2, "2025-03-30T03:00+02:00"),  # that night has no two o'clock
        ("2025-03-30T03:00:00+02:00", BERLIN, 2, "2025-03-31T02:00+02:00"),
        ("2025-10-26T00:30:00+02:00", BERLIN, 2, "2025-10-26T02:00+02:00"),  # that night has two
        ("2025-10-26T02:00:00+02:00", BERLIN, 2, "2025-10-27T02:00+01:00"),
        ("2025-10-26T02:00:00+01:00", BERLIN, 2, "2025-10-27T02:00+01:00"),
    ],
)
def test_the_next_backup_is_the_next_time_it_is_that_hour_where_the_office_is(now, zone, hour, expected):
    assert next_run(at(now), zone, hour) == at(expected)


def test_without_settings_backups_lie_beside_the_database_at_two_and_a_fortnight_is_kept():
    assert read_nights({}, Path("data")) == Nights(Path("data/local/backups"), keep=14, hour=2)


def test_settings_come_from_the_environment():
    told = {"LIANXIN_BACKUPS": "/mnt/backups", "LIANXIN_BACKUP_KEEP": "30", "LIANXIN_BACKUP_HOUR": "0"}

    assert read_nights(told, Path("data")) == Nights(Path("/mnt/backups"), keep=30, hour=0)
    assert read_nights({"LIANXIN_BACKUPS": "off"}, Path("data")).folder is None


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("LIANXIN_BACKUP_HOUR", "24"), ("LIANXIN_BACKUP_HOUR", "-1"), ("LIANXIN_BACKUP_HOUR", "2:00"),
        ("LIANXIN_BACKUP_HOUR", "²"), ("LIANXIN_BACKUP_KEEP", "0"), ("LIANXIN_BACKUP_KEEP", "all"),
        ("LIANXIN_BACKUP_KEEP", "9" * 5000),
    ],
)
def test_a_setting_that_cannot_be_is_named_even_when_backups_are_off(name, value):
    with pytest.raises(SurveyError, match=name):
        read_nights({"LIANXIN_BACKUPS": "off", name: value}, Path("data"))


def test_a_night_is_called_by_the_day_where_the_office_is(lived_in, tmp_path):
    made = backup_tonight(lived_in, tmp_path / "new" / "backups", 14, at("2025-11-02T18:00+00:00"))

    assert made == tmp_path / "new" / "backups" / "lianxin-2025-11-03.zip"
    with open_archive(made) as archive:
        assert archive.manifest.rows > 0


def test_a_second_backup_of_the_same_day_is_not_made(lived_in, folder):
    first = backup_tonight(lived_in, folder, 14, NOW)
    before = first.read_bytes()

    assert backup_tonight(lived_in, folder, 14, NOW + timedelta(hours=1)) is None
    assert first.read_bytes() == before


def test_an_empty_database_pushes_out_no_backup(office, tmp_path):
    made = backup_tonight(office, tmp_path / "backups", 1, NOW)

    assert made is None and not (tmp_path / "backups").exists()


def test_only_the_newest_nights_are_kept_and_other_files_are_left_alone(lived_in, folder):
    for name in ("lianxin-before-the-move.zip", "lianxin-2024-01-01.zip.old", "notes.txt"):
        (folder / name).write_text("mine")
    (folder / "lianxin-2000-01-01.zip").mkdir()

    for day in range(5):
        backup_tonight(lived_in, folder, 3, NOW + timedelta(days=day))

    assert [name for name in names(folder) if name.startswith("lianxin-2025")] == [
        "lianxin-2025-11-05.zip", "lianxin-2025-11-06.zip", "lianxin-2025-11-07.zip",
    ]
    left = {"lianxin-before-the-move.zip", "lianxin-2024-01-01.zip.old", "notes.txt", "lianxin-2000-01-01.zip"}
    assert left <= set(names(folder))


def test_what_a_killed_server_left_half_written_is_swept_out_after_a_day(lived_in, folder):
    for name, age in ((".lianxin-2025-11-01.zip.abc.part", 25), (".lianxin-2025-11-02.zip.abc.part", 23)):
        (folder / name).write_text("half")
        then = (NOW - timedelta(hours=age)).timestamp()
        os.utime(folder / name, (then, then))

    backup_tonight(lived_in, folder, 3, NOW)

    assert names(folder) == [".lianxin-2025-11-02.zip.abc.part", "lianxin-2025-11-03.zip"]


def test_a_backup_is_overdue_when_the_newest_is_older_than_a_day(tmp_path):
    assert is_overdue(tmp_path, NOW) and is_overdue(tmp_path / "nowhere", NOW) and is_overdue(None, NOW)

    (tmp_path / "lianxin-2025-11-01.zip").write_text("")
    then = (NOW - timedelta(hours=23)).timestamp()
    os.utime(tmp_path / "lianxin-2025-11-01.zip", (then, then))

    assert not is_overdue(tmp_path, NOW)
    assert is_overdue(tmp_path, NOW + timedelta(hours=2))


def test_a_folder_that_cannot_be_written_is_refused(lived_in, tmp_path):
    (tmp_path / "backups").write_text("a file")

    with pytest.raises(SurveyError, match="backups"):
        backup_tonight(lived_in, tmp_path / "backups", 14, NOW)


class Clock:
    """Each look is a minute later than the one before, so that whoever waits for a moment sees it come."""

    def __init__(self, now: datetime) -> None:
        self.now, self.looks = now, 0

    def __call__(self) -> datetime:
        self.looks += 1
        return self.now + timedelta(minutes=self.looks)


async def until(condition, patience: float = 20) -> None:
    deadline = monotonic() + patience
    while not condition():
        assert monotonic() < deadline, "it never came"
        await asyncio.sleep(0.01)


def watched(office, nights: Nights, clock, condition) -> None:
    """Let the server run until the condition is met."""

    async def server() -> None:
        async with night_watch(office, nights, clock):
            await until(condition)

    asyncio.run(server())


def test_a_server_without_a_backup_of_the_last_day_makes_one_soon_after_the_start(lived_in, folder):
    watched(lived_in, Nights(folder, 14, 2), Clock(NOW), lambda: (folder / "lianxin-2025-11-03.zip").exists())

    assert names(folder) == ["lianxin-2025-11-03.zip"]


def test_a_server_with_a_fresh_backup_waits_for_the_night(lived_in, folder):
    clock = Clock(NOW)
    (folder / "lianxin-2025-11-03.zip").write_text("")
    os.utime(folder / "lianxin-2025-11-03.zip", (NOW.timestamp(), NOW.timestamp()))

    watched(lived_in, Nights(folder, 14, 2), clock, lambda: clock.looks >= 2)

    assert names(folder) == ["lianxin-2025-11-03.zip"]


def test_without_backups_retention_is_kept_all_the_same(lived_in):
    with_words = replace(a_response(2), comments={"say": "好"})
    save_responses(lived_in.database, [with_words])
    years_later = NOW.replace(year=2028)

    watched(lived_in, Nights(None, 14, 2), Clock(years_later), lambda: words(lived_in) == [MARK])

    assert words(lived_in) == [MARK]


def test_the_backup_of_a_night_still_holds_what_the_night_erases(lived_in, folder, tmp_path):
    save_responses(lived_in.database, [replace(a_response(2), comments={"say": "好"})])
    night = NOW.replace(year=2028)

    asyncio.run(one_night(lived_in, Nights(folder, 14, 2), night, asyncio.Event()))

    restored = open_database(f"sqlite:///{tmp_path / 'restored.db'}", lived_in.database.organisation)
    restore_backup(restored, folder / "lianxin-2028-11-03.zip")
    assert words(lived_in) == [MARK] and words(replace(lived_in, database=restored)) == ["好"]


def test_retention_is_kept_on_a_night_whose_backup_fails(lived_in, tmp_path, caplog):
    save_responses(lived_in.database, [replace(a_response(2), comments={"say": "好"})])
    (tmp_path / "backups").write_text("a file where the folder should be")

    asyncio.run(one_night(lived_in, Nights(tmp_path / "backups", 14, 2), NOW.replace(year=2028), asyncio.Event()))

    assert words(lived_in) == [MARK] and [record.levelname for record in caplog.records] == ["ERROR"]


def test_retention_that_fails_is_told_and_tried_again_the_next_night(lived_in, caplog):
    save_responses(lived_in.database, [replace(a_response(2), comments={"say": "好"})])
    night, nights = NOW.replace(year=2028), Nights(None, 14, 2)

    asyncio.run(one_night(lived_in.acting(CITIZEN), nights, night, asyncio.Event()))
    assert words(lived_in) == ["好"] and {record.levelname for record in caplog.records} == {"ERROR"}

    asyncio.run(one_night(lived_in, nights, night + timedelta(days=1), asyncio.Event()))
    assert words(lived_in) == [MARK]


def test_a_night_that_fails_is_told_with_its_reason_and_stops_nothing(lived_in, tmp_path, caplog, monkeypatch):
    monkeypatch.setattr("survey.actions.night_watch.LONGEST_SLEEP", 0)
    (tmp_path / "backups").write_text("a file where the folder should be")
    clock = Clock(NOW)

    def failures() -> list:
        return [record for record in caplog.records if "backups" in record.getMessage()]

    watched(lived_in, Nights(tmp_path / "backups", 14, 2), clock, lambda: len(failures()) >= 2)

    assert clock.looks > 12 * 60  # the second try is of the next night
    assert {record.levelname for record in failures()} == {"ERROR"}


def test_a_server_that_stops_gives_up_the_backup_that_is_under_way(lived_in, folder, caplog):
    async def stopping() -> None:
        stop = asyncio.Event()
        stop.set()
        await one_night(lived_in, Nights(folder, 14, 2), NOW, stop)

    asyncio.run(stopping())

    assert names(folder) == []
    assert "服务器停了" in caplog.text
