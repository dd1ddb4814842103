"""A fault in data/ is refused with its file, its entry, its key and what is allowed."""

import shutil
from pathlib import Path

import pytest

from survey.declarations import load_declarations
from survey.domain.errors import SurveyError

DATA = Path(__file__).parents[2] / "data"


def refusal_after(folder: Path, file: str, was: str, becomes: str) -> SurveyError:
    """What is said about our own data once one text in it has changed."""
    shutil.copytree(DATA, folder, ignore=shutil.ignore_patterns("local", "sample"))
    text = (folder / file).read_text(encoding="utf-8")
    assert was in text
    (folder / file).write_text(text.replace(was, becomes, 1), encoding="utf-8")
    with pytest.raises(SurveyError) as refused:
        load_declarations(folder)
    return refused.value


def test_a_misspelt_key_leaves_the_right_one_missing_and_says_where(tmp_path):
    fault = refusal_after(
        tmp_path / "data", "programmes/lianxin/questionnaires/inpatient.toml",
        'subject = "person"', 'subjekt = "person"',
    )

    assert fault.where == "questionnaires/inpatient.toml [question appearance] subject"
    assert fault.what == "缺少这一项。"


def test_a_key_nobody_knows_is_refused_with_the_known_ones(tmp_path):
    fault = refusal_after(tmp_path / "data", "units.toml", 'phone = "0000-8001001"', 'telephone = "0000-8001001"')

    assert fault.where == "data/units.toml [unit ward-respiratory] telephone"
    assert (fault.what, fault.instead) == ("不认识这一项。", "可以用：id、kind、name、phone。")


def test_a_question_on_an_unknown_scale_is_told_the_scales_there_are(tmp_path):
    fault = refusal_after(
        tmp_path / "data", "programmes/water/questionnaires/residents.toml", 'scale = "frequency5"', 'scale = "often"'
    )

    assert fault.where == "questionnaires/residents.toml [question phone] scale"
    assert fault.what == "没有“often”。"
    assert fault.instead.startswith("可以用：satisfaction5、")


def test_weights_that_do_not_make_one_hundred_say_what_they_make(tmp_path):
    fault = refusal_after(tmp_path / "data", "evaluation/2025.toml", "weight = 25,", "weight = 26,")

    assert fault.where == "evaluation/2025.toml [sheet ward] item weight"
    assert (fault.what, fault.instead) == ("权重之和是 101。", "要正好 100。")


def test_water_pressure_never_stands_on_a_persons_sheet(tmp_path):
    # measures.md 9: quality, pressure and supply hours belong to the network.
    sheet = '{ indicator = "water_operator", weight = 32,'

    fault = refusal_after(
        tmp_path / "data", "evaluation/2025.toml", sheet, sheet.replace("water_operator", "water_network")
    )

    assert fault.where == "evaluation/2025.toml [sheet operator] water_network"
    assert fault.what == "这项指标里有不属于个人的题目。"


def test_a_filter_on_the_same_page_as_its_question_is_refused(tmp_path):
    fault = refusal_after(
        tmp_path / "data", "programmes/water/questionnaires/residents.toml",
        'key = "met_operator"\nsection = "contact"', 'key = "met_operator"\nsection = "operator"',
    )

    assert fault.what == "“met_operator”与本题在同一页。"


def test_two_programmes_never_share_an_indicators_id(tmp_path):
    # An evaluation names indicators without their programme: one would silently stand for the other.
    fault = refusal_after(
        tmp_path / "data", "programmes/water/indicators.toml", 'id = "water_overall"', 'id = "lianxin_overall"'
    )

    assert fault.where == "water/indicators.toml [indicator lianxin_overall]"
    assert fault.what == "“lianxin_overall”在板块 lianxin 里已经有了。"


def test_a_file_that_is_not_toml_names_the_line(tmp_path):
    fault = refusal_after(tmp_path / "data", "modes.toml", "is_keyed = false", "is_keyed: false")

    assert fault.where == "modes.toml"
    assert "line" in fault.what


@pytest.mark.parametrize(
    ("file", "was", "becomes", "where", "words"),
    [
        ("evaluation/2025.toml", "line = 0.10", "line = 10", "[focal] line", "0 到 1 之间的数"),
        ("evaluation/2025.toml", "least_answers = 30", "least_answers = 9", "[focal] least_answers", "不能少于 10"),
        ("evaluation/2025.toml", "floor = 0.30, target = 0.95", "floor = 30, target = 95",
         "[sheet ward item #5] floor", "0 到 1 之间的数"),
        ("evaluation/2025.toml", "floor = 60, target = 95", "floor = 60, target = 101",
         "[sheet ward item #1] target", "0 到 100 之间的数"),
        ("evaluation/2025.toml", "floor = 60, target = 95", "floor = -1, target = 95",
         "[sheet ward item #1] floor", "0 到 100 之间的数"),
        ("evaluation/2025.toml", '"lianxin_appearance", weight = 13, floor = 60, target = 98',
         '"book_answered", weight = 13, floor = 0.6, target = 0.98', "[sheet nurse] book_answered", "只属于单位"),
        ("evaluation/2025.toml", 'unit_kinds = ["team"]', 'unit_kinds = ["team", "ward"]',
         "sheet unit_kinds", "“ward”写了两次"),
        ("evaluation/2025.toml", 'roles = ["repairer"]', 'roles = ["operator"]', "sheet roles", "“operator”写了两次"),
        ("evaluation/2025.toml", 'roles = ["nurse"]', 'roles = ["nurse", "nurse"]', "sheet roles", "“nurse”写了两次"),
        ("programmes/water/programme.toml", "months_per_round = 3", "months_per_round = 5",
         "[quota] months_per_round", "1、2、3、4、6 或 12"),
        ("programmes/water/programme.toml", "months_per_round = 3", "months_per_round = 0",
         "[quota] months_per_round", "不能少于 1"),
        ("programmes/water/programme.toml", "sheets_per_area = 15", "sheets_per_area = 0",
         "[quota] sheets_per_area", "不能少于 1"),
        ("programmes/water/programme.toml", "collectors = 10", "collectors = 0", "[quota] collectors", "不能少于 1"),
        ("programmes/complaints/cases/opinion.toml", "needs_note = true\nis_answer = true",
         "needs_note = false\nis_answer = true", "[move answer] needs_note", "答复不能没有内容"),
        ("units.toml", '"ward-urology"', '"ward/uro logy?"', "id", "小写字母"),
        ("units.toml", '"ward-urology"', '"Ward-urology"', "id", "小写字母"),
        ("units.toml", '"ward-urology"', '""', "id", "小写字母"),
        ("units.toml", '"ward-urology"', f'"{"w" * 65}"', "id", "小写字母"),
        ("people.toml", '"N0101"', '"N 0101"', "id", "1 到 64 个字母"),
        ("programmes/water/questionnaires/residents.toml", 'key = "met_operator"', 'key = "见过"', "key", "小写字母"),
        ("scales.toml", 'code = "5"', 'code = ""', "code", "1 到 16 个字符"),
        ("scales.toml", 'code = "5"', 'code = "five points"', "code", "不含空格"),
        ("scales.toml", 'code = "5"', 'code = "12345678901234567"', "code", "1 到 16 个字符"),
        ("scales.toml", 'code = "5"', 'code = "\\u0000"', "code", "1 到 16 个字符"),
        ("scales.toml", "points = 75", "points = 101", "points", "0 到 100 之间的数"),
    ],
)  # fmt: skip
def test_a_value_that_cannot_be_meant_is_refused_with_what_can(tmp_path, file, was, becomes, where, words):
    fault = refusal_after(tmp_path / "data", file, was, becomes)

    assert fault.where.endswith(where) and words in fault.what + fault.instead


def test_a_programmes_folder_is_named_as_an_address_can_be(tmp_path):
    shutil.copytree(DATA, tmp_path / "data", ignore=shutil.ignore_patterns("local", "sample"))
    (tmp_path / "data/programmes/water").rename(tmp_path / "data/programmes/tap water")

    with pytest.raises(SurveyError) as refused:
        load_declarations(tmp_path / "data")

    assert "tap water" in refused.value.what and "小写字母" in refused.value.instead


@pytest.mark.parametrize(
    ("file", "was", "becomes", "key"),
    [
        ("programmes/lianxin/questionnaires/inpatient.toml", "version = 1", "version = 0", "version"),
        ("programmes/lianxin/indicators.toml", 'questions = ["overall"]', "questions = []", "questions"),
    ],
)
def test_what_would_count_nothing_is_refused(tmp_path, file, was, becomes, key):
    assert refusal_after(tmp_path / "data", file, was, becomes).where.endswith(f" {key}")
