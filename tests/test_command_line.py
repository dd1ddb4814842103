"""The command line: exit codes and messages that a script can rely on."""

import json

import openpyxl
import pytest

from survey.__main__ import DONE, REFUSED, SOME_ROWS_REFUSED, main


@pytest.fixture
def run(tmp_path, monkeypatch, capsys):
    """Run a command over an embedded database of this test: exit code, standard output, standard error."""
    monkeypatch.chdir(tmp_path)

    def command(*arguments: str) -> tuple[int, str, str]:
        code = main(["--database", f"sqlite:///{tmp_path / 'test.db'}", *arguments])
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return command


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
        ("year-end", "1999", "out.xlsx"),
        ("import", "lianxin", "inpatient", "nothing.csv", "--mapping", "nothing.toml"),
    ],
)
def test_what_a_person_can_mend_is_one_sentence_on_standard_error(run, command):
    code, out, err = run(*command)

    assert (code, out) == (REFUSED, "")
    assert err.strip() and "Traceback" not in err


def test_english_is_a_switch(run):
    code, _out, err = run("--language", "en", "readings", "--programme", "gas", "--period", "2025")

    assert code == REFUSED and err.startswith("Programme")


def test_a_verb_that_does_not_exist_is_wrong_usage(run):
    with pytest.raises(SystemExit) as ended:
        run("fly")

    assert ended.value.code == 2
