"""A backup is one moment of one organisation, and either database can be filled from it."""

import json
import os
import stat
import zipfile
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from random import Random

import pytest
import sqlalchemy as sa

from survey.domain.asking.response import Response
from survey.domain.errors import SurveyError
from survey.domain.handling.case import Case, Step
from survey.store import open_database
from survey.store.archive import open_archive
from survey.store.backup import kept_tables, write_backup
from survey.store.cases import save_cases, save_move, steps_frame
from survey.store.responses import save_responses, void_response
from survey.store.restore import renewed, restore_backup
from survey.store.schema import metadata, response
from tests.store.conftest import is_exact, rows_of

NOW = datetime(2025, 3, 31, 16, 30, 0, 123456, tzinfo=UTC)
IN_SHANGHAI = datetime(2025, 4, 1, 0, 30, tzinfo=timezone(timedelta(hours=8)))


def a_response(number: int, **changes) -> Response:
    standard = Response(
        id=f"response-number-{number:04}", programme="care", questionnaire="stay", version=1, unit=f"ward-{number % 3}",
        mode="qr", happened_on=date(2025, 3, 31), entered_at=NOW, origin="form",
        answers={"quiet": "2", "kind": str(number % 6)}, comments={},
    )
    return replace(standard, **changes)


def a_case(number: int) -> Case:
    return Case(
        id=f"case-number-{number:08}", programme="book", kind="opinion", unit="ward-1", topic="noise",
        text="夜里太吵\n“很吵”\\", wants_answer=number % 2 == 0, channel="book", state="received",
        opened_on=date(2025, 3, 31), entered_at=IN_SHANGHAI, origin="form",
    )


def a_busy_year(database) -> None:
    """Responses with and without a day, comments, some void; cases with steps; another organisation beside them."""
    save_responses(database, [a_response(n, comments={"say": f"好 {n}\t\u2028😀"} if n % 4 == 0 else {}) for n in range(60)])
    save_responses(database, [a_response(100, happened_on=None, person="nurse-1"), a_response(101, answers={})])
    void_response(database, a_response(7).id, "keyed twice", IN_SHANGHAI)
    cases = [a_case(n) for n in range(5)]
    save_cases(database, cases, [Step(cases[0].id, "call", "护士长", "", NOW, NOW)])
    taken = Step(cases[0].id, "answer", "护士长", "已换推车", IN_SHANGHAI, IN_SHANGHAI, "head", {"carts": 2}, {"how": "换静音轮"})
    save_move(database, replace(cases[0], state="answered"), taken, seen=1)
    save_responses(replace(database, organisation=f"{database.organisation}-2"), [a_response(1), a_response(999)])


@contextmanager
def files_no_larger_than(size: int):
    """As on a full disk: what is written beyond fails."""
    resource = pytest.importorskip("resource")
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, limits[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)


def test_what_was_backed_up_is_restored_row_by_row_on_either_database(database, target, tmp_path):
    a_busy_year(database)

    written = write_backup(database, tmp_path / "all.zip", NOW)
    restored = restore_backup(target, tmp_path / "all.zip")

    assert rows_of(target) == rows_of(database)
    assert restored == written and written.rows == sum(map(len, rows_of(database).values()))
    assert is_exact(target)


def test_moments_keep_their_zone_and_a_void_response_stays_void(database, target, tmp_path):
    a_busy_year(database)
    write_backup(database, tmp_path / "all.zip", NOW)

    restore_backup(target, tmp_path / "all.zip")

    void = response.select().where(response.c.organisation == target.organisation, response.c.voided_at.is_not(None))
    with target.reading() as connection:
        found = connection.execute(void).mappings().one()
    assert (found["voided_at"], found["void_reason"]) == (IN_SHANGHAI, "keyed twice")
    assert found["entered_at"] == NOW and found["entered_at"].utcoffset() == timedelta(0)
    assert steps_frame(target, [a_case(0).id])["number"].tolist() == [1, 2]


def test_a_restored_store_goes_on_as_if_nothing_had_been(database, target, tmp_path):
    save_responses(database, [a_response(1), a_response(2)])
    write_backup(database, tmp_path / "all.zip", NOW)
    restore_backup(target, tmp_path / "all.zip")

    saved = save_responses(target, [a_response(2), a_response(3)])

    assert saved == 1
    assert is_exact(target)


def test_an_empty_store_is_backed_up_and_restored_too(database, target, tmp_path):
    write_backup(database, tmp_path / "none.zip", NOW)

    restored = restore_backup(target, tmp_path / "none.zip")

    assert restored.rows == 0 and not any(rows_of(target).values())


def test_a_backup_while_eight_write_is_one_moment(database, target, tmp_path):
    save_responses(database, [a_response(n) for n in range(3000)])

    def work(clerk: int) -> None:
        for number in range(25):
            save_responses(database, [a_response(10_000 + clerk * 100 + number, comments={"say": "好"})])
            void_response(database, a_response(clerk * 100 + number).id, "keyed twice", NOW)

    with ThreadPoolExecutor(8) as clerks:
        tasks, made = [clerks.submit(work, clerk) for clerk in range(8)], []
        while not all(task.done() for task in tasks):
            made.append(write_backup(database, tmp_path / f"{len(made)}.zip", NOW))
    middle = len(made) // 2
    restored = restore_backup(target, tmp_path / f"{middle}.zip")

    assert [task.exception() for task in tasks] == [None] * 8
    assert restored == made[middle] and is_exact(target)
    assert len({backup.rows for backup in made}) > 1
    assert is_exact(database) and len(rows_of(database)["response"]) == 3000 + 8 * 25


@pytest.mark.skipif(os.name != "posix", reason="modes are of POSIX")
def test_only_its_owner_may_read_a_backup(database, tmp_path):
    write_backup(database, tmp_path / "all.zip", NOW)

    assert stat.S_IMODE((tmp_path / "all.zip").stat().st_mode) == 0o600


def test_a_backup_says_what_must_be_in_it(database, tmp_path):
    save_responses(database, [a_response(1)])
    write_backup(database, tmp_path / "all.zip", NOW)

    with zipfile.ZipFile(tmp_path / "all.zip") as archive:
        said, names = json.loads(archive.read("manifest.json")), set(archive.namelist())

    assert (said["organisation"], said["made_at"], said["format"]) == (database.organisation, NOW.isoformat(), 1)
    assert {part["table"]: part["rows"] for part in said["parts"]}["response"] == 1
    assert names == {"manifest.json", *(f"{table.name}.jsonl" for table in kept_tables())}


def test_a_table_may_say_that_it_is_not_kept(database, tmp_path):
    passing = sa.Table(
        "passing", metadata, sa.Column("organisation", sa.String(64), primary_key=True), info={"is_kept": False}
    )
    try:
        written = write_backup(database, tmp_path / "all.zip", NOW)
    finally:
        metadata.remove(passing)

    assert "passing" not in [part.table for part in written.parts]


def test_a_file_that_is_there_is_never_overwritten(database, tmp_path):
    (tmp_path / "all.zip").write_text("the only copy")

    with pytest.raises(SurveyError, match="不会覆盖"):
        write_backup(database, tmp_path / "all.zip", NOW)

    assert (tmp_path / "all.zip").read_text() == "the only copy"


def test_a_folder_that_does_not_exist_is_refused(database, tmp_path):
    with pytest.raises(SurveyError, match="写不进去"):
        write_backup(database, tmp_path / "nowhere" / "all.zip", NOW)


def test_a_full_disk_leaves_no_half_backup(database, tmp_path):
    folder = tmp_path / "backups"
    folder.mkdir()
    noise = Random(7)
    save_responses(database, [a_response(n, comments={"say": noise.randbytes(600).hex()}) for n in range(500)])

    with files_no_larger_than(200_000), pytest.raises(SurveyError, match="写不进去"):
        write_backup(database, folder / "all.zip", NOW)

    assert list(folder.iterdir()) == []


def test_progress_counts_rows_and_whoever_stops_it_leaves_no_file(database, tmp_path):
    save_responses(database, [a_response(1)])
    told = []

    def stop(done: int, total: int) -> None:
        told.append((done, total))
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_backup(database, tmp_path / "all.zip", NOW, stop)

    assert [done for done, _total in told] == [1]
    assert not list(tmp_path.glob("*.zip*")) and not list(tmp_path.glob(".*.part"))


def test_a_backup_of_the_first_tables_is_restored_into_todays(target, tmp_path):
    old = open_database(f"sqlite:///{tmp_path / 'old.db'}", "old", revision="0001")
    then = sa.MetaData()
    then.reflect(old.engine, only=["response", "comment", "tally", "case_entry", "case_step"])
    today = open_database(f"sqlite:///{tmp_path / 'today.db'}", "old")
    save_responses(today, [a_response(n, comments={"say": "好"}) for n in range(20)])
    save_cases(today, [a_case(1)], [Step(a_case(1).id, "call", "护士长", "", NOW, NOW)])
    with today.reading() as source, old.writing() as connection:
        for table in then.sorted_tables:  # as they lie, less what the first tables did not have
            connection.execute(table.insert(), source.execute(sa.select(table)).mappings().all())
    write_backup(old, tmp_path / "old.zip", NOW, tables=then.sorted_tables)

    restored = restore_backup(target, tmp_path / "old.zip")

    assert {part.table: part.rows for part in restored.parts if part.rows} == {
        "case_entry": 1, "case_step": 1, "comment": 20, "response": 20, "tally": len(rows_of(target)["tally"]),
    }
    assert is_exact(target)
    old.engine.dispose()
    today.engine.dispose()


def test_bringing_a_backup_up_to_date_changes_no_row_of_todays_tables(database, tmp_path):
    a_busy_year(database)
    write_backup(database, tmp_path / "all.zip", NOW)
    (tmp_path / "new").mkdir()

    def lines(archive, table: str) -> list[bytes]:
        return sorted(archive.file.read(f"{table}.jsonl").splitlines())

    with open_archive(tmp_path / "all.zip") as before, open_archive(renewed(before, tmp_path / "new")) as after:
        assert all(lines(before, table.name) == lines(after, table.name) for table in kept_tables())
        assert after.manifest.made_at == NOW and after.manifest.organisation == database.organisation
