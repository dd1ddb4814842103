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
    sheet = '{ indicator = "water_operator", weight = 70,'

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
