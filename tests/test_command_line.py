"""The command line: exit codes and messages that a script can rely on."""

import json
import shutil

import openpyxl
import pytest

from survey.__main__ import DONE, REFUSED, SOME_ROWS_REFUSED, main
from survey.actions.office import office_here
from tests.conftest import PROJECT


@pytest.fixture
def run(tmp_path, monkeypatch, capsys):
    """Run a command over an embedded database of this test: exit code, standard output, standard error."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LIANXIN_KEY_FILE", str(tmp_path / "lianxin.key"))  # one key, whichever folder is declared in

    def command(*arguments: str) -> tuple[int, str, str]:
        code = main(["--database", f"sqlite:///{tmp_path / 'test.db'}", *arguments])
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return command


def test_another_number_of_collectors_than_the_regulation_wants_is_a_warning_and_no_fault(run, tmp_path):
    # E52: exactly ten staff representatives
    shutil.copytree(PROJECT / "data", tmp_path / "data", ignore=shutil.ignore_patterns("local", "sample"))
    people = tmp_path / "data" / "people.toml"
    kept = [line for line in people.read_text(encoding="utf-8").splitlines(keepends=True) if "delegate-10" not in line]
    people.write_text("".join(kept), encoding="utf-8")

    code, out, err = run("--data", str(tmp_path / "data"), "check")

    assert (code, out) == (DONE, "ok\n")
    assert "供水服务" in err and "正好 10 名" in err and "9 名" in err


def test_an_empty_store_checks_out_and_offers_the_sample(run):
    prepared, told, _err = run("prepare", "--sample", "no")
    checked = run("check")

    assert prepared == DONE and "python -m survey sample" in told
    assert checked[:2] == (DONE, "ok\n")


def test_the_sample_year_comes_counts_and_goes(run):
    loaded = run("sample")
    checked = run("check")[:2]
    _code, figures, _err = run("readings", "--programme", "lianxin", "--period", "2025", "--json")
    removed = run("sample", "--remove")
    _code, after, _err = run("readings", "--programme", "lianxin", "--period", "all", "--json")

    found = json.loads(figures)["questionnaires"][0]
    overall = next(row for row in found["readings"] if row["question"] == "overall")
    assert (loaded[0], checked, removed[0]) == (DONE, (DONE, "ok\n"), DONE)
    assert found["responses"] > 5000 and overall["score_low"] < overall["score"] < overall["score_high"]
    assert json.loads(after)["questionnaires"][0]["responses"] is None


def test_loading_the_sample_twice_adds_nothing(run):
    run("sample")

    again = run("sample")

    assert again[0] == DONE and " 0 " in again[1]


def test_the_year_end_workbook_is_written(run, tmp_path):
    code, told, _err = run("year-end", "2025", str(tmp_path / "out.xlsx"))

    assert code == DONE and "out.xlsx" in told
    assert "封面与口径" in openpyxl.load_workbook(tmp_path / "out.xlsx").sheetnames


def test_a_backup_is_restored_into_an_empty_database_and_nowhere_else(run, tmp_path):
    elsewhere = ("--database", f"sqlite:///{tmp_path / 'elsewhere.db'}")
    run("sample")

    backed_up = run("backup", str(tmp_path / "all.zip"))
    restored, again = run(*elsewhere, "restore", str(tmp_path / "all.zip")), run("restore", str(tmp_path / "all.zip"))

    assert (backed_up[0], restored[0], again[0]) == (DONE, DONE, REFUSED)
    assert "all.zip" in backed_up[1] and backed_up[1].splitlines()[1:] == restored[1].splitlines()[1:]
    assert "response：" in restored[1] and "已经有数据" in again[2]
    assert run(*elsewhere, "check")[:2] == (DONE, "ok\n")


def test_retention_says_what_it_would_erase_and_then_erases_it(run, tmp_path):
    run("sample")
    shutil.copytree(PROJECT / "data", tmp_path / "data", ignore=shutil.ignore_patterns("local", "sample"))
    text = (tmp_path / "data" / "retention.toml").read_text(encoding="utf-8")
    (tmp_path / "data" / "retention.toml").write_text(text.replace("number = 3\n", "number = 1\n"), encoding="utf-8")
    strict = ("--data", str(tmp_path / "data"))

    looked, again = run(*strict, "retention", "--dry-run"), run(*strict, "retention", "--dry-run")
    erased, after = run(*strict, "retention"), run(*strict, "retention", "--dry-run")

    assert looked[0] == erased[0] == DONE and looked[1] == again[1]
    assert looked[1].splitlines()[1:] == erased[1].splitlines()[1:]
    count = int(looked[1].split("答卷里的意见原文：")[1].split("；")[0])
    assert count > 0 and "答卷里的意见原文：0；" in after[1]
    assert run(*strict, "check")[:2] == (DONE, "ok\n")


def test_links_are_the_addresses_of_the_qr_codes(run):
    _code, printed, _err = run("links", "--base", "https://survey.example/", "--json")

    addresses = [link["address"] for link in json.loads(printed)]
    assert "https://survey.example/q/lianxin/inpatient/ward-cardiology" in addresses
    assert "https://survey.example/book/complaints/ward-cardiology" in addresses
    assert len(addresses) == len(set(addresses))


def test_an_import_with_refused_rows_says_so_by_its_exit_code(run, tmp_path):
    (tmp_path / "rows.csv").write_text("no,ward,day,overall\n1,ward-cardiology,2025-03-01,5\n2,ward-cardiology,2025-03-01,9\n")
    (tmp_path / "map.toml").write_text(
        'id = ["no"]\nunit = { column = "ward" }\nmode = { value = "paper" }\n'
        'date = { column = "day", formats = ["yyyy-mm-dd"], unreadable = "refuse" }\n[[question]]\nkey = "overall"\n'
    )
    command = ("import", "lianxin", "inpatient", str(tmp_path / "rows.csv"), "--mapping", str(tmp_path / "map.toml"))

    first, again = run(*command), run(*command)
    exported = run("export", "lianxin", "inpatient", str(tmp_path / "out.csv"), "--period", "all")

    assert (first[0], again[0]) == (SOME_ROWS_REFUSED, SOME_ROWS_REFUSED)
    assert "3" in first[1] and "“9”" in first[1]
    assert "9" in (tmp_path / "rows.refused.csv").read_text(encoding="utf-8-sig")
    assert exported[0] == DONE and len((tmp_path / "out.csv").read_text(encoding="utf-8-sig").splitlines()) == 1 + 1


@pytest.mark.parametrize(
    "command",
    [
        ("readings", "--programme", "gas", "--period", "2025"),
        ("readings", "--programme", "lianxin", "--period", "lately"),
        ("readings", "--programme", "lianxin", "--period", "2025", "--unit", "nosuch"),
        ("readings", "--programme", "lianxin", "--period", "2025", "--mode", "zzz"),
        ("readings", "--programme", "lianxin", "--period", "2025", "--unit", "station-xihe"),
        ("readings", "--programme", "water", "--period", "2025", "--by", "person", "--mode", "qr"),
        ("readings", "--programme", "water", "--period", "2025", "--by", "person", "--by", "collector"),
        ("year-end", "1999", "out.xlsx"),
        ("year-end", "2025", "."),
        ("year-end", "2025", "nothing/out.xlsx"),
        ("--database", "nonsense", "check"),
        ("--database", "mysql://somebody@localhost/lianxin", "check"),
        ("--database", "postgresql+nothing://somebody@localhost/lianxin", "check"),
        ("--database", "postgresql://somebody@localhost:port/lianxin", "check"),
        ("--database", "postgresql://somebody@127.0.0.1:1/lianxin", "check"),
        ("backup", "."),
        ("backup", "nothing/all.zip"),
        ("restore", "."),
        ("restore", "nothing.zip"),
        ("import", "lianxin", "inpatient", "nothing.csv", "--mapping", "nothing.toml"),
    ],
)
def test_what_a_person_can_mend_is_one_sentence_on_standard_error(run, command):
    code, out, err = run(*command)

    assert (code, out) == (REFUSED, "")
    assert err.strip() and "Traceback" not in err


def test_readings_of_too_few_are_refused_and_say_how_many_are_missing(run, tmp_path):
    rows = "".join(f"{number},ward-{ward},2025-03-01,5\n" for number, ward in enumerate(["cardiology"] * 6 + ["urology"] * 30))
    (tmp_path / "rows.csv").write_text("no,ward,day,overall\n" + rows)
    (tmp_path / "map.toml").write_text(
        'id = ["no"]\nunit = { column = "ward" }\nmode = { value = "paper" }\n'
        'date = { column = "day", formats = ["yyyy-mm-dd"], unreadable = "refuse" }\n[[question]]\nkey = "overall"\n'
    )
    run("import", "lianxin", "inpatient", str(tmp_path / "rows.csv"), "--mapping", str(tmp_path / "map.toml"))
    command = ("readings", "--programme", "lianxin", "--period", "2025")

    whole, few, others = run(*command), run(*command, "--unit", "ward-cardiology"), run(*command, "--unit", "ward-urology")

    assert whole[0] == DONE and "答卷 36 份" in whole[1]
    assert few[:2] == (REFUSED, "") and "还差 4 份" in few[2]
    assert others[:2] == (REFUSED, "") and "相减" in others[2]  # 36 less these 30


def test_a_unit_or_mode_that_is_not_declared_is_named(run):
    of_water = ("readings", "--programme", "water", "--period", "2025")

    assert "没有“nosuch”" in run(*of_water, "--unit", "nosuch")[2]
    assert "没有“zzz”" in run(*of_water, "--mode", "zzz")[2]


def test_figures_that_are_not_counted_together_say_which(run):
    err = run("readings", "--programme", "water", "--period", "2025", "--by", "person", "--mode", "qr")[2]

    assert "被考核人、填写方式" in err


def test_a_folder_where_the_workbook_should_stand_is_refused(run, tmp_path):
    (tmp_path / "out.xlsx").mkdir()

    code, _out, err = run("year-end", "2025", str(tmp_path / "out.xlsx"))

    assert code == REFUSED and "out.xlsx" in err


def test_a_file_that_is_no_database_is_refused_and_left_as_it_is(run, tmp_path):
    (tmp_path / "letter.db").write_text("dear all, " * 100)

    code, _out, err = run("--database", f"sqlite:///{tmp_path / 'letter.db'}", "check")

    assert code == REFUSED and "letter.db" in err
    assert (tmp_path / "letter.db").read_text() == "dear all, " * 100


def test_a_database_that_cannot_be_reached_is_named_without_its_password(run):
    err = run("--database", "postgresql://somebody:secret@127.0.0.1:1/lianxin", "check")[2]

    assert "127.0.0.1" in err and "secret" not in err


@pytest.mark.parametrize("zone", ["Mars/Base", "../etc", "Asia"])
def test_a_time_zone_that_does_not_exist_is_refused(run, monkeypatch, zone):
    monkeypatch.setenv("LIANXIN_ZONE", zone)
    office_here.cache_clear()

    code, _out, err = run("check")

    assert code == REFUSED and "LIANXIN_ZONE" in err


def test_english_is_a_switch(run):
    code, _out, err = run("--language", "en", "readings", "--programme", "gas", "--period", "2025")

    assert code == REFUSED and err.startswith("Programme")


def test_a_verb_that_does_not_exist_is_wrong_usage(run):
    with pytest.raises(SystemExit) as ended:
        run("fly")

    assert ended.value.code == 2


def test_an_import_of_cases_says_what_it_took_and_what_it_refused(run, tmp_path):
    (tmp_path / "map.toml").write_text(
        '''
        id = ["number"]
        zone = "Asia/Shanghai"
        [opened]
        column = "came"
        formats = ["%Y-%m-%d %H:%M"]
        [unit]
        value = "ward-urology"
        [channel]
        value = "book"
        [text]
        column = "about"
        [[move]]
        id = "answer"
        column = "answered"
        formats = ["%Y-%m-%d %H:%M"]
        note = { column = "reply" }
        ''',
        encoding="utf-8",
    )
    rows = "1,2026-03-02 09:00,夜里太吵,2026-03-04 10:00,已换轮子\n2,2026-03-02 09:00,夜里太吵,2026-03-01 10:00,已换轮子\n"
    (tmp_path / "old-book.csv").write_text("number,came,about,answered,reply\n" + rows, encoding="utf-8")

    code, out, _err = run("import-cases", "complaints", "opinion", "old-book.csv", "--mapping", "map.toml")

    assert code == SOME_ROWS_REFUSED
    assert "事项 1 件" in out and "办理时间早于上一步（2026-03-02 09:00）" in out
    assert (tmp_path / "old-book.refused.csv").exists()
    assert run("check")[:2] == (DONE, "ok\n")
