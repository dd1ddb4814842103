"""The verb that measures any table: published figures of a real survey, its options, its refusals."""

import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from survey.__main__ import DONE, REFUSED, main

PROJECT = Path(__file__).parents[1]
WATER = "water_tap_survey_r4h2o/customer_survey_two_header_rows.csv"
INVOLVEMENT = ",".join(f"p{number:02}" for number in range(1, 11))
TURNED = "p01,p02,p07,p08,p09,p10"


@pytest.fixture
def measure(capsys):
    """Run the verb over a file: exit code, standard output, standard error."""

    def command(path: Path, *arguments: str) -> tuple[int, str, str]:
        code = main(["--database", "nonsense", "measures", str(path), *arguments])  # which is never opened
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return command


@pytest.fixture
def water() -> Path:
    found = [folder / "shared" / "data" / WATER for folder in PROJECT.parents]
    there = [path for path in found if path.exists()]
    return there[0] if there else pytest.skip(f"no shared/data/{WATER} beside the project")


def a_table(folder: Path, rows: int = 200, **changes) -> Path:
    """Three questions from 1 to 5 that go together, the third asked backwards; overall mostly follows the first."""
    random = np.random.default_rng(1)
    mood = random.integers(1, 6, rows)
    near = [np.clip(mood + random.integers(-1, 2, rows), 1, 5) for _question in range(3)]
    columns = {"a": near[0], "b": near[1], "c": 6 - near[2], "all": near[0] + random.integers(0, 2, rows), "ward": ["东"] * rows}
    pd.DataFrame(columns | changes).to_csv(folder / "table.csv", index=False, encoding="gb18030")
    return folder / "table.csv"


@pytest.mark.parametrize(
    ("arguments", "alpha", "n"),
    [
        # Prevos, "Data Science for Water Utilities", chapters 7-8, counted again in the file itself
        ((INVOLVEMENT, "--reversed", TURNED, "--scale", "1-7", "--where", "term=NA"), 0.8727, 439),
        ((INVOLVEMENT, "--where", "term=NA"), 0.0317, 439),  # what comes of forgetting to turn the items round
        (("t01,t02,t03,t04,t05",), 0.8309, 432),
        ((",".join(f"f{number:02}" for number in range(1, 14)),), 0.9499, 432),
    ],
)
def test_the_tap_water_survey_is_as_reliable_as_its_file_says(measure, water, arguments, alpha, n):
    code, out, _err = measure(water, "--questions", *arguments, "--header-rows", "2", "--json")

    found = json.loads(out)["alpha"]
    assert code == DONE and (round(found["value"], 4), found["n"]) == (alpha, n)


def test_what_is_missing_in_the_tap_water_survey_is_counted(measure, water):
    _code, out, _err = measure(water, "--questions", "t01,t02", "--where", "term=NA", "--header-rows", "2", "--json")

    found = json.loads(out)
    assert (found["rows_in_file"], found["rows"]) == (690, 491)
    assert [item["missing"] for item in found["items"]] == [491 - 432, 491 - 432]
    assert found["not_numbers"] == {"NA": 2 * (491 - 432)}


def test_a_table_in_another_encoding_tells_reliability_and_importance(measure, tmp_path):
    path = a_table(tmp_path)

    code, out, _err = measure(path, "--questions", "a,b,c", "--reversed", "c", "--scale", "1-5", "--overall", "all", "--where", "ward=东")

    assert code == DONE
    assert "α = 0.9" in out and "200 行答全" in out and "分界：得分" in out
    assert [name in out for name in ("继续保持", "其次改进", "基本型")] == [True, True, True]


def test_json_holds_what_the_text_tells(measure, tmp_path):
    _code, out, _err = measure(a_table(tmp_path), "--questions", "a,b", "--overall", "all", "--json")

    found = json.loads(out)
    shares = {row["question"]: row["importance"] for row in found["importance"]}
    assert shares["a"] > shares["b"] and sum(shares.values()) == pytest.approx(1)
    assert found["n"] == 200 and found["scale"] == [1, 5] and found["is_tied"]
    assert [row["question"] for row in found["penalties"]] == ["a", "b"]


def test_with_too_few_rows_for_importance_reliability_is_told_all_the_same(measure, tmp_path):
    code, out, _err = measure(a_table(tmp_path, 60), "--questions", "a,b", "--overall", "all")

    assert code == DONE and "α = " in out and "只有 60 份，至少要 100 份" in out and "R²" not in out


def test_english_is_a_switch(capsys, tmp_path):
    main(["--language", "en", "measures", str(a_table(tmp_path)), "--questions", "a,b", "--overall", "all"])

    out = capsys.readouterr().out
    assert "rows answer all" in out and not any("一" <= letter <= "鿿" for letter in out)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--questions", "a,z"), "没有这些列：z"),
        (("--questions", "a,b", "--overall", "z"), "没有这些列：z"),
        (("--questions", "a,b", "--where", "z=1"), "没有这些列：z"),
        (("--questions", "a,b", "--where", "ward"), "列名=值"),
        (("--questions", "a,b", "--where", "ward=西"), "没有数"),
        (("--questions", "a,b,a"), "不止一次：a"),
        (("--questions", "a,b", "--overall", "a"), "不止一次：a"),
        (("--questions", "a,c", "--reversed", "c"), "--scale 1-7"),
        (("--questions", "a,b", "--reversed", "c", "--scale", "1-5"), "反向题"),
        (("--questions", "a,b", "--scale", "1-4"), "不在量表 1–4 之内"),
        (("--questions", "a,b", "--scale", "5-1"), "5-1"),
        (("--questions", "a,b", "--scale", "one"), "one"),
        (("--questions", "a"), "至少要两道题"),
        (("--questions", "ward,a"), "不足 10 份"),
    ],
)
def test_what_a_person_can_mend_is_one_sentence(measure, tmp_path, arguments, says):
    code, out, err = measure(a_table(tmp_path), *arguments)

    assert (code, out) == (REFUSED, "") and says in err and "Traceback" not in err


def test_fewer_than_ten_people_are_never_measured(measure, tmp_path):
    code, out, err = measure(a_table(tmp_path, 9), "--questions", "a,b")

    assert (code, out) == (REFUSED, "") and "不足 10 份" in err


def test_a_reader_that_has_seen_enough_ends_the_verb_quietly(tmp_path):
    command = [sys.executable, "-m", "survey", "measures", str(a_table(tmp_path)), "--questions", "a,b"]
    reading, writing = os.pipe()
    os.close(reading)

    ended = subprocess.run(command, stdout=writing, stderr=subprocess.PIPE, cwd=PROJECT)

    os.close(writing)
    assert (ended.returncode, ended.stderr) == (DONE, b"")
